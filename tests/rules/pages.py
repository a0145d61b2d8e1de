"""The pages of the rules as tests: what each says is wrong is caught, and what it says is right passes.

A block under “Wrong:” or “Right:” is laid over the register in ``tests/examples/northvale``. Its keys take the place of the
same keys in hub/protocol.yaml, or of the file named by a comment line such as ``# framework/protocol.yaml``. In
organisations.yaml an entry takes the place of the one with the same identifier. A file that is not there is made. An
assessment of the hub begins with that in ``tests/examples/assessed``, unless its block says ``format``: then it is whole.
Records of sign-off are laid over last, and get their digests then: see ``signing.py``. A version that was signed off and
kept is made by ``kept.py``.

``python -m tests.rules.pages LAWF`` writes ``pages/LAWF.txt``: what the examples of a theme find, for a person to read.
"""

import re
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

from istoolkit.definitions.register import SIGN_OFF
from istoolkit.rules import Rule, catalogue, check
from tests.conftest import TODAY as TODAY
from tests.rules.as_signed import as_it_was, put_back
from tests.rules.kept import kept_version
from tests.rules.signing import opened, sealed_record

HERE = Path(__file__).parent
BASE = HERE.parent / "examples" / "northvale"
ASSESSED = HERE.parent / "examples" / "assessed"
"""Files that are put into the register only where a block of theirs is laid over it."""

DIGEST = re.compile(r"\b[0-9a-f]{12}\b")
"""A digest as messages have it. It changes with every field that is added to the format."""

FOUND = HERE / "pages"
WITHOUT = {"READ", "FORM", "NAME", "TIER", "DATE", "MEMB", "TODO"}
"""Themes on the form of files. Their examples are the files in ``tests/examples``."""

RULES = [each for each in catalogue() if each.group not in WITHOUT]


def block(page: str, heading: str) -> str:
    """Return the indented block under a heading of a page; empty where there is none."""
    found = re.search(rf"^{heading}:.*\n\n((?:(?: {{4}}.*)?\n)+(?: {{4}}.*)?)", page + "\n", re.MULTILINE)
    return re.sub(r"^ {4}", "", found[1], flags=re.MULTILINE).strip("\n") + "\n" if found else ""


def files(fragment: str) -> dict[str, str]:
    """Return the texts of a block by the file they belong to."""
    parts = re.split(r"^# (\S+\.(?:yaml|csv))\n", fragment, flags=re.MULTILINE)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    return {"hub/protocol.yaml": parts[0], **found} if parts[0].strip() else found


def laid_over(fragment: str, root: Path, more: Path | None = None) -> Path:
    """Make the register with a block laid over it. ``more`` is a folder of files to begin with where the register has none."""
    shutil.copytree(BASE, root)
    parts = files(fragment)
    for name, text in parts.items():
        if name.endswith(SIGN_OFF):
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        is_part = more is not None and not path.exists() and not text.startswith("format:")
        if more and is_part and (more / name).exists():
            shutil.copy(more / name, path)
        before = path.read_text("utf-8") if path.exists() else "" if name.endswith(".csv") else "format: 1\n"
        path.write_text(_merged(name, before, text), "utf-8")
    now = as_it_was(root, _merged)
    for name, text in parts.items():
        if name.endswith(SIGN_OFF):
            sealed_record(root, name, text)
    put_back(now)
    kept_version(root)
    return root


def _merged(name: str, before: str, text: str) -> str:
    if name.endswith(".csv"):
        return text
    if name == "organisations.yaml" and before.count("- id:"):
        return _replaced(before, text.partition("\n")[2], r"^- \{?id: [\w-]+")
    return _replaced(before, text, r"^\w+:")


def _replaced(before: str, text: str, start: str) -> str:
    """Put each part of ``text``, from a line that matches ``start`` to the next, in the place of the part that starts so."""
    for part in re.split(rf"(?={start})", text, flags=re.MULTILINE):
        if head := re.match(start, part):
            name = re.escape(head[0].replace("{", ""))
            there = re.compile(rf"^{name}(?![\w-]).*\n(?:(?!{start}).*\n)*", re.MULTILINE)
            body = part.rstrip("\n") + "\n"
            before = there.sub(lambda _, body=body: body, before) if there.search(before) else before + body
    return before


def findings(fragment: str, root: Path) -> list[str]:
    """Return what is found with a block laid over, one finding a line, with digests as ``…``."""
    return [
        DIGEST.sub(
            "…", f"{each.place.file}:{each.place.line}:{each.place.column} {each.code} {each.message} | {each.help}"
        )
        for each in check(opened(laid_over(fragment, root, ASSESSED)))
    ]


@cache
def wrong(page: str) -> list[str]:
    """Return what is found with the block of a page laid over that shows what is wrong, as ``findings`` has it."""
    with tempfile.TemporaryDirectory() as folder:
        return findings(block(page, "Wrong"), Path(folder) / "wrong")


def of_theme(group: str) -> str:
    """Return what the examples of a theme find, as the file for it should hold."""
    return "".join(_of_rule(each) for each in RULES if each.group == group)


def _of_rule(each: Rule) -> str:
    return "\n".join([f"{each.code} {each.title}", *(f"  {line}" for line in wrong(each.page)), ""])


if __name__ == "__main__":
    FOUND.mkdir(exist_ok=True)
    for group in sys.argv[1:] or sorted({each.group for each in RULES}):
        (FOUND / f"{group}.txt").write_text(of_theme(group), "utf-8")
