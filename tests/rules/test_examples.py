"""Every file in ``tests/examples`` is a test.

An example is the register in ``tests/examples/base`` with a few texts changed. In ``caught`` are examples with the
findings they must give; in ``passed`` are near misses, in which no rule may find anything to mend.

    # What it shows.
    changes:
    - {in: hub/protocol.yaml, text: what stands there, becomes: what shall stand there}
    expect:
    - file:line:column CODE message

A change may also say ``encoding``, ``times`` (to repeat what it becomes), ``whole: yes`` (the whole file becomes this, also
one that is not in the base)
or ``whole: gone`` (the file is not there).

Rules of other themes have their examples on their pages: see ``pages.py``.
"""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from istoolkit.definitions.register import open_register
from istoolkit.finding import Finding
from istoolkit.rules import catalogue, check
from tests.rules.pages import WITHOUT

EXAMPLES = Path(__file__).parents[1] / "examples"
CAUGHT = sorted((EXAMPLES / "caught").glob("*.yaml"))
PASSED = sorted((EXAMPLES / "passed").glob("*.yaml"))


def example(path: Path, root: Path) -> dict[str, Any]:
    """Make the register of an example at ``root`` and return what the example says."""
    said: dict[str, Any] = yaml.load(path.read_bytes(), yaml.BaseLoader)
    shutil.copytree(EXAMPLES / "base", root)
    for change in said["changes"]:
        _change(root / change["in"], change)
    return said


def _change(file: Path, change: dict[str, str]) -> None:
    after = change.get("becomes", "") * int(change.get("times", 1))
    before = file.read_text("utf-8") if file.exists() else ""
    if change.get("whole") == "gone":
        file.unlink()
    elif change.get("whole") == "yes":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(after.encode(change.get("encoding", "utf-8")))
    else:
        assert before.count(change["text"]) == 1, f"“{change['text']}” stands {before.count(change['text'])} times"
        file.write_bytes(before.replace(change["text"], after).encode(change.get("encoding", "utf-8")))


def found(root: Path, only: list[str] | None = None) -> list[Finding]:
    """Check a register and return its findings on the form of its files."""
    return [each for each in check(open_register(root, only)) if each.code.rstrip("0123456789") in WITHOUT]


def findings(root: Path) -> list[str]:
    """Return the findings on the form of its files, one a line."""
    return [
        f"{each.place.file}:{each.place.line}:{each.place.column} {each.code} {each.message}" for each in found(root)
    ]


def test_base_of_the_examples_is_clean() -> None:
    assert findings(EXAMPLES / "base") == []


@pytest.mark.parametrize("path", CAUGHT, ids=lambda path: path.stem)
def test_caught(path: Path, tmp_path: Path) -> None:
    said = example(path, tmp_path / "register")
    assert findings(tmp_path / "register") == said["expect"]
    assert path.stem.split("-")[0] in " ".join(said["expect"])


@pytest.mark.parametrize("path", PASSED, ids=lambda path: path.stem)
def test_passed(path: Path, tmp_path: Path) -> None:
    example(path, tmp_path / "register")
    assert [each for each in found(tmp_path / "register") if each.severity != "note"] == []


@pytest.mark.parametrize("code", [each.code for each in catalogue() if each.group in WITHOUT])
def test_every_rule_has_an_example_it_catches_and_a_near_miss(code: str) -> None:
    assert [path for path in CAUGHT if path.stem.startswith(code)]
    assert [path for path in PASSED if path.stem.startswith(code)]
