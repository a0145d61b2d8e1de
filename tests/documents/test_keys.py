"""What a document rests on: whatever changes a document changes its key, and nothing else does."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from istoolkit.definitions.leaves import leaves
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.definitions.schema import load
from istoolkit.documents import raster
from istoolkit.documents.keys import key_of, key_of_all
from istoolkit.documents.kinds import kinds
from istoolkit.documents.matrix.book import matrix_book
from istoolkit.documents.sums import whole
from istoolkit.documents.workshop import Workshop
from tests.conftest import ROOT, TODAY


def keys(register: Register, kind: str) -> dict[str, str]:
    parts = kinds()[kind].parts
    return {each.id: key_of(register, each, kind, parts, ()) for each in register.checked()}


def of_isp(shop: Workshop, protocol: Protocol) -> object:
    return next(iter(kinds()["isp"].of_protocol(shop, protocol))).content  # type: ignore[misc]


def of_matrix(shop: Workshop, protocol: Protocol) -> object:
    return matrix_book(shop.register, [protocol])


def of_assessment(shop: Workshop, protocol: Protocol) -> object:
    return next(iter(kinds()["assessment"].of_protocol(shop, protocol)), None)  # type: ignore[misc]


MADE = {"isp": of_isp, "matrix": of_matrix, "assessment": of_assessment}


def contents(register: Register, kind: str, names: Iterable[str]) -> dict[str, object]:
    shop = Workshop(register)
    return {each.id: MADE[kind](shop, each) for each in register.checked() if each.id in names}


def texts(source: Source) -> list[str]:
    document = {"register.yaml": "register", "organisations.yaml": "organisations"}.get(
        source.file, source.file.rsplit("/", 1)[-1].removesuffix(".yaml")
    )
    if source.file.endswith(".csv"):
        return [cell for row in source.value for name, cell in row.items() if name == "name"]
    found = leaves(load(document).fields, source.value)
    return [leaf.text for leaf in found if " " in leaf.text and not leaf.field.refers and not leaf.field.allowed]


def changes(root: Path, number: int) -> list[tuple[str, str]]:
    """A choice of texts to change: the file and the text, some of every file."""
    register = open_register(root, on=TODAY)
    pick = random.Random(7)
    found = []
    for source in register.sources.values():
        inside = (
            sorted({text for text in texts(source) if "\n" not in text and text in source.text}) if source.text else []
        )
        found.extend((source.file, text) for text in pick.sample(inside, min(number, len(inside))))
    return found


@pytest.mark.again
@pytest.mark.parametrize("kind", sorted(MADE))
def test_what_changes_a_document_changes_its_key(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "_png", lambda svg, _: svg.encode())  # the picture as SVG is enough, and quick
    others = shutil.ignore_patterns("case-meeting", "early-help-hub", "early-help", "lettings-collection")
    root = Path(shutil.copytree(ROOT / "protocols", tmp_path / "register", ignore=others))
    before = open_register(root, on=TODAY)
    had = keys(before, kind)
    was = contents(before, kind, had)
    touched = 0
    for file, text in changes(root, 5):
        path = root / file
        original = path.read_text("utf-8")
        path.write_text(original.replace(text, f"{text} Changed"), "utf-8")
        after = open_register(root, on=TODAY)
        has = keys(after, kind)
        same = {name for name in had if had[name] == has[name]}
        assert contents(after, kind, same) == {name: was[name] for name in same}, (file, text)
        if touched < 2:
            touched += contents(after, kind, had.keys() - same) != {name: was[name] for name in had.keys() - same}
        path.write_text(original, "utf-8")
    assert touched > 1


def test_a_change_touches_only_what_rests_on_it(protocols: Path) -> None:
    before = keys(open_register(protocols, on=TODAY), "isp")

    def touched(file: str, old: str, new: str) -> set[str]:
        path = protocols / file
        original = path.read_text("utf-8")
        assert old in original
        path.write_text(original.replace(old, new, 1), "utf-8")
        after = keys(open_register(protocols, on=TODAY), "isp")
        path.write_text(original, "utf-8")
        return {name for name in before if before[name] != after[name]}

    hub = "early-help-hub/protocol.yaml"
    assert touched(hub, "title: Early help hub operational arrangement", "title: The hub") == {"early-help-hub"}
    assert touched("early-help/protocol.yaml", "\ntitle: ", "\ntitle: The ") == {"early-help", "early-help-hub"}
    assert touched("organisations.yaml", "title: Quillhaven Software", "title: Quillhaven") == {
        "concern-sharing",
        "early-help",
        "early-help-hub",
    }
    assert touched("register.yaml", "sharing@northvale.example", "other@northvale.example") == set(before)
    assert touched("early-help-hub/assessment.yaml", "title: ", "title: The ") == {"early-help-hub"}
    assert touched(hub, "# It sits under", "# It stands under") == set()
    assert touched("register.yaml", "\n", "\n# A comment\n") == set()


def test_the_impact_assessment_touches_every_document_of_its_protocol_for_it_is_signed_with_it(protocols: Path) -> None:
    def all_keys() -> dict[str, dict[str, str]]:
        register = open_register(protocols, on=TODAY)
        return {kind: keys(register, kind) for kind in ("isp", "matrix", "assessment")}

    before = all_keys()
    path = protocols / "early-help-hub" / "assessment.yaml"
    path.write_text(path.read_text("utf-8").replace("title: ", "title: The ", 1), "utf-8")
    after = all_keys()
    touched = {(kind, name) for kind in before for name in before[kind] if before[kind][name] != after[kind][name]}
    assert touched == {(kind, "early-help-hub") for kind in ("isp", "matrix", "assessment")}


def test_the_key_of_the_whole_register_follows_each_protocol(protocols: Path) -> None:
    before = key_of_all(open_register(protocols), "matrix", frozenset(), ())
    path = protocols / "case-meeting" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("\ntitle: ", "\ntitle: The ", 1), "utf-8")
    assert key_of_all(open_register(protocols), "matrix", frozenset(), ()) != before


def test_a_template_is_part_of_the_key() -> None:
    register = open_register(ROOT / "protocols")
    hub = register.protocols["early-help-hub"]
    assert key_of(register, hub, "isp", frozenset(), [b"one"]) != key_of(register, hub, "isp", frozenset(), [b"two"])


def test_everything_a_build_rests_on_is_told_by_content_and_not_by_date(protocols: Path) -> None:
    made = protocols / "out" / "made.csv"
    out = [made.parent]
    before = whole(protocols, out, ["a"])
    (protocols / "register.yaml").touch()
    made.parent.mkdir()
    made.write_text("made")
    assert whole(protocols, out, ["a"]) == before
    assert whole(protocols, [], ["a"]) != before, "what is not in the folder of the documents counts, wherever it lies"
    assert whole(protocols, out, ["b"]) != before
    (protocols / "members" / "schools.csv").write_text("name\n")
    assert whole(protocols, out, ["a"]) != before


def test_folders_that_are_links_count_too(protocols: Path, tmp_path: Path) -> None:
    elsewhere = (protocols / "early-help").rename(tmp_path / "elsewhere")
    (protocols / "early-help").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(protocols)
    before = whole(protocols, [], [])
    path = elsewhere / "protocol.yaml"
    path.write_text(path.read_text("utf-8") + "# changed\n", "utf-8")
    assert whole(protocols, [], []) != before


def test_keys_are_the_same_in_another_process() -> None:
    code = (
        "import datetime; from pathlib import Path; from istoolkit.definitions.register import open_register\n"
        "from istoolkit.documents.keys import key_of; from istoolkit.documents.kinds import kinds\n"
        f"register = open_register(Path({str(ROOT / 'protocols')!r}), on=datetime.date(2026, 12, 1))\n"
        "print([key_of(register, each, 'sign-off', kinds()['sign-off'].parts, ()) for each in register.protocols.values()])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("2", "3")
    }
    assert len(said) == 1
