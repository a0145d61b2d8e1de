"""A build after a change gives what a build from nothing gives: nothing that would come out otherwise is left as it is."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from istoolkit.definitions import register as registers
from istoolkit.definitions.register import Register, open_register
from istoolkit.documents import raster
from istoolkit.documents.file import File
from istoolkit.documents.kinds import kinds
from istoolkit.documents.sums import whole
from istoolkit.documents.works import Job, jobs_of, make
from istoolkit.documents.workshop import Workshop, template_of
from tests.conftest import HERE, ROOT, TODAY

HERE_IT_IS = "every-field/protocol.yaml"
GUIDANCE = "format: 1\nmyths:\n- {id: consent-always, title: We always need a lantern}\n"
SAME_KEYS = {"comment", "comment in settings", "comment in assessment", "reading age"}
"""The changes that no document shows."""

CHANGES: dict[str, tuple[str, str, str]] = {
    "comment": (HERE_IT_IS, "", "# A comment\n"),
    "comment in settings": ("register.yaml", "", "# A comment\n"),
    "comment in assessment": ("every-field/assessment.yaml", "", "# A comment\n"),
    "reading age": ("register.yaml", 'families: "12"', 'families: "11"'),
    "website": ("register.yaml", "emberley-sharing.example/register", "elsewhere.example"),
    "contact": ("register.yaml", "sharing@emberley", "other@emberley"),
    "scale": ("register.yaml", "risk_scale: own", "risk_scale: ico-3x3"),
    "form": ("register.yaml", "assessment_form: ico", "assessment_form: iso-29134"),
    "warning": ("register.yaml", "review: 90 days", "review: 300 days"),
    "phone": ("organisations.yaml", "01632 960 101", "01632 960 102"),
    "law": ("law.yaml", "  kind: power\n", "  kind: power\n  checked_on: 2026-10-01\n"),
    "law we have": ("law.yaml", "Only where the lantern burns", "Only where it burns"),
    "guidance": ("guidance.yaml", "", GUIDANCE),
    "member": ("members/schools.csv", "Primary", "Infants"),
    "title above": ("every-framework/protocol.yaml", "\ntitle: ", "\ntitle: The "),
}


def jobs(register: Register) -> dict[tuple[str, str], str]:
    found = jobs_of(register, list(register.protocols), list(kinds()))
    return {(job.shelf, kind): key for job in found for kind, key in job.keys.items()}


def made(shop: Workshop, shelf: str, kind: str) -> list[File]:
    return make(shop, Job(shelf, {kind: ""}))[1][kind]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(HERE / "cases" / "every-field", tmp_path_factory.mktemp("small") / "register"))


@pytest.fixture(scope="module")
def pictures() -> Iterator[None]:
    """The picture as SVG is enough, and quick: all PNG are of one dot, with the SVG behind."""
    dot = raster._png('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raster, "_png", lambda svg, _: dot + svg.encode())
        yield


@pytest.fixture(scope="module")
def before(
    small: Path, pictures: None
) -> tuple[dict[tuple[str, str], str], Workshop, dict[tuple[str, str], list[File]]]:
    register = open_register(small, on=TODAY)
    return jobs(register), Workshop(register), {}


@pytest.mark.again
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_made_again_would_come_out_the_same(
    small: Path, before: tuple[dict[tuple[str, str], str], Workshop, dict[tuple[str, str], list[File]]], change: str
) -> None:
    had, shop, was = before
    file, old, new = CHANGES[change]
    path = small / file
    original = path.read_text("utf-8") if path.exists() else None
    text = original or ""
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")
    try:
        after = Workshop(open_register(small, on=TODAY))
        has = jobs(after.register)
    finally:
        path.write_text(original, "utf-8") if original is not None else path.unlink()
    assert (has == had) is (change in SAME_KEYS)
    for at in has if change not in SAME_KEYS else ():
        if has[at] == had[at]:
            if at not in was:
                was[at] = made(shop, *at)
            assert made(after, *at) == was[at], (change, at)


@pytest.mark.again
@pytest.mark.parametrize("days", [90, 400])
def test_a_day_that_changes_nothing_changes_no_document(
    small: Path, before: tuple[dict[tuple[str, str], str], Workshop, dict[tuple[str, str], list[File]]], days: int
) -> None:
    had, shop, was = before
    after = Workshop(open_register(small, on=TODAY + datetime.timedelta(days)))
    has = jobs(after.register)
    assert has != had, "days that the register names have come"
    for at in has:
        if has[at] == had[at]:
            assert made(after, *at) == was.setdefault(at, made(shop, *at)), at


def test_whatever_file_of_a_register_is_read_a_build_looks_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(shutil.copytree(ROOT / "protocols", tmp_path / "register"))
    old = root / "lettings-collection" / "signed" / "0.9"
    shutil.copytree(next((root / "lettings-collection" / "signed").iterdir()), old)
    (old / "earlier").mkdir()
    shutil.copy(old / "content.json", old / "earlier" / "abc.json")
    (root / "law.yaml").write_text("format: 1\n", "utf-8")
    (root / "templates").mkdir()
    for name in {name for each in kinds().values() for name in each.templates}:
        shutil.copy(ROOT / "templates" / name, root / "templates" / name)
    shutil.copytree(ROOT / "templates" / "page", root / "templates" / "page")
    read = {template_of(root, name) for each in kinds().values() for name in each.templates}
    read |= set((root / "templates" / "page").iterdir())
    plain = registers._bytes

    def noted(path: Path) -> bytes:
        read.add(path)
        return plain(path)

    monkeypatch.setattr(registers, "_bytes", noted)
    open_register(root, on=TODAY)
    assert {"allowed_signers", "law.yaml", "abc.json", "sign-off.yaml", "schools.csv"} <= {each.name for each in read}
    looked = whole(root, (), ())
    for path in sorted(each for each in read if each.is_file()):
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        assert whole(root, (), ()) != looked, path
        path.write_bytes(content)
    assert whole(root, (), ()) == looked
