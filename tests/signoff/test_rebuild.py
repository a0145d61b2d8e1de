"""The documents of a version come out the same, byte for byte, from what was kept of it alone."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from istoolkit.signoff.released.keeping import keep
from istoolkit.signoff.released.kept import Manifest, read_manifest
from istoolkit.signoff.released.rebuild import CannotRebuild, rebuilt
from istoolkit.signoff.released.release import release_of
from tests.conftest import TODAY
from tests.signoff.partnership import Partnership


@cache
def made() -> Path:
    """A version that was signed in part as version 1.0 and in part as 1.1, and is released."""
    here = Partnership(Path(mkdtemp()) / "register")
    here.share()
    here.ask()
    here.approve("council", "police", "trust", post="Director")
    register = here.register()
    keep_it(here, "1.0")
    here.change(('version: "1.0"\njuris', 'version: "1.1"\njuris'))
    here.ask("2026-11-20")
    here.approve("council", date="2026-11-21")
    register = here.register("2026-12-02")
    assert here.standing("2026-12-02").state == "in-force", register
    keep_it(here, "1.1")
    return here.root


def keep_it(here: Partnership, version: str) -> None:
    register = here.register()
    release = release_of(register, here.protocol(register), TODAY, TODAY)
    keep(here.root / "hub" / "signed" / version, release.files, release.manifest.content())


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder of the version alone, with no register around it."""
    return Path(shutil.copytree(made() / "hub" / "signed" / "1.1", tmp_path / "kept"))


def manifest_of(folder: Path) -> Manifest:
    found = read_manifest(folder)
    assert found is not None
    return found


def test_every_document_comes_out_the_same_from_the_folder_alone(kept: Path) -> None:
    found = rebuilt(kept, manifest_of(kept))
    assert found.different == () and found.same_toolkit
    names = {path.suffix for path in (kept / "documents").iterdir()}
    assert len(found.same) == len(list((kept / "documents").iterdir())) and {".docx", ".xlsx", ".html"} <= names


def test_a_definition_that_was_changed_gives_other_documents_and_they_are_named(kept: Path) -> None:
    path = kept / "definition" / "hub" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("Larkmoor hub", "Larkmoor den"), "utf-8")
    found = rebuilt(kept, manifest_of(kept))
    assert "documents/hub-1.1-protocol.docx" in found.different and found.same_toolkit


def test_another_toolkit_is_told_apart(kept: Path) -> None:
    path = kept / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"toolkit":"0', b'"toolkit":"9'))
    found = rebuilt(kept, manifest_of(kept))
    assert not found.same_toolkit and found.made_with.startswith("9") and found.different == ()


def test_a_definition_that_cannot_be_read_is_said(kept: Path) -> None:
    (kept / "definition" / "hub" / "protocol.yaml").write_bytes(b"")
    with pytest.raises(CannotRebuild, match="cannot be read"):
        rebuilt(kept, manifest_of(kept))
