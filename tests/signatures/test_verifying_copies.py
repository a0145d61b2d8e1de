"""What verify answers of copies that are right but not the very file: saved by LibreOffice, or sent out to be signed."""

import hashlib
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from istoolkit.documents.seal import read_seal, sealed
from istoolkit.documents.word.package import unpack
from istoolkit.documents.works import Job, make
from istoolkit.documents.workshop import Workshop
from istoolkit.signoff.released.keeping import keep
from istoolkit.signoff.released.vouched import values_of
from istoolkit.signoff.store import add
from tests.signatures import packages, pages
from tests.signatures.test_verifying import answers, verify
from tests.signoff.partnership import Partnership
from tests.signoff.test_release import folder, released

DRAWN = {"word/media/a.png": b"png", "word/media/a.svg": b"<svg>as it was</svg>"}


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """A register with a version that was kept, whose protocol has a drawing with a picture of it."""
    root, release = released()
    name = "documents/hub-1.0-protocol.docx"
    content = packages.changed(release.files[name], lambda parts: parts.update(DRAWN))
    sums = {**release.manifest.files, name: hashlib.sha256(content).hexdigest()}
    copy = Path(shutil.copytree(root, tmp_path / "register"))
    manifest = replace(release.manifest, files=sums)
    keep(folder(copy), {**release.files, name: content}, manifest.content())
    add(copy, "hub", values_of(manifest), "2026-12-01T09:00:00Z")
    return copy


def test_a_drawing_that_a_program_left_out_is_no_change(drawn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice keeps the picture of each drawing and leaves the drawing itself out when it saves a Word file."""
    kept = (folder(drawn) / "documents" / "hub-1.0-protocol.docx").read_bytes()
    without = packages.changed(kept, lambda parts: parts.pop("word/media/a.svg"))
    other = packages.changed(kept, lambda parts: parts.update({"word/media/a.svg": b"<svg>other</svg>"}))
    picture = packages.changed(kept, lambda parts: parts.update({"word/media/a.png": b"other"}))
    for name, content in {"without": without, "other": other, "picture": picture}.items():
        (drawn / f"{name}.docx").write_bytes(content)
    found = answers(monkeypatch, drawn, "without.docx", "other.docx", "picture.docx")
    assert [(each["answer"], each["proof"]) for each in found] == [
        ("signed", "words"),
        ("altered", ""),
        ("altered", ""),
    ]


@cache
def sent_out() -> tuple[Path, bytes, bytes]:
    """A register in which one has signed, and the protocol and the sheets as they were made at that time."""
    here = Partnership(Path(mkdtemp()) / "register")
    here.ask()
    here.approve("council", post="Director")
    _, made = make(Workshop(here.register()), Job("hub", {"isp": "", "sign-off": ""}))
    files = {each.name: each.content for kind in made.values() for each in kind}
    return here.root, files["hub-1.0-protocol.docx"], files["hub-1.0-sign-off-sheets.docx"]


@pytest.fixture
def since(tmp_path: Path) -> Partnership:
    """The same register after all have signed."""
    here = Partnership.__new__(Partnership)
    here.root, here.name = Path(shutil.copytree(sent_out()[0], tmp_path / "register")), "hub"
    (here.root / "sent.docx").write_bytes(sent_out()[1])
    (here.root / "sheets.docx").write_bytes(sent_out()[2])
    here.approve("police", "trust", "schools/ash", post="Director", date="2026-11-12")
    return here


def test_the_copy_that_was_put_out_is_no_mere_draft_once_all_have_signed(
    since: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = verify(monkeypatch, since.root, "sent.docx")
    told = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "This is the copy that was put out for signature. All who must sign have signed since." in told
    assert "It says that it awaits signatures." in told
    assert "They are those of the document that the register made while it was out for signature." in told
    assert answers(monkeypatch, since.root, "sheets.docx")[0]["answer"] == "put-out"


def test_the_copy_that_was_put_out_is_known_from_what_was_kept_of_the_release(
    drawn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The definition is another one today: what was kept of the version says what was put out."""
    here = Partnership.__new__(Partnership)
    here.root, here.name = drawn, "hub"
    here.change(('version: "1.0"\njuris', 'version: "1.1"\njuris'), ("Help families early", "Help all families"))
    (drawn / "sent.docx").write_bytes(_before_anyone_signed())
    result = verify(monkeypatch, drawn, "sent.docx")
    assert "This is the copy that was put out for signature. All who must sign have signed since." in result.stdout
    assert "The one that was kept is in hub/signed/1.0/documents." in " ".join(result.stdout.split())
    assert result.exit_code == 0


def _before_anyone_signed() -> bytes:
    here = Partnership(Path(mkdtemp()) / "register")
    here.share()
    here.ask()
    _, made = make(Workshop(here.register()), Job("hub", {"isp": ""}))
    return made["isp"][0].content


def test_a_copy_with_another_word_and_a_new_seal_stays_a_draft(
    since: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = read_seal(unpack(sent_out()[1]))
    assert seal is not None
    changed = packages.changed(
        sent_out()[1],
        lambda parts: parts.update(
            {"word/document.xml": parts["word/document.xml"].replace(b"Help families early", b"Help families late")}
        ),
    )
    (since.root / "forged.docx").write_bytes(sealed(changed, seal))
    assert answers(monkeypatch, since.root, "forged.docx")[0]["answer"] == "draft"
    assert verify(monkeypatch, since.root, "forged.docx").exit_code == 1


def test_a_signed_paper_is_known_from_the_record_that_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, scan = Partnership(tmp_path / "register"), pages.made("Signed: Ada Lark", "scan")
    here.ask()
    named = {"file": "police.pdf", "sha256": hashlib.sha256(scan).hexdigest(), "kept_at": "The safe"}
    here.approve("police", date="2026-11-12", evidence=named)
    (here.root / "found.pdf").write_bytes(scan)
    (here.root / "other.pdf").write_bytes(scan.replace(b"Ada", b"Bea"))
    result = verify(monkeypatch, here.root, "found.pdf")
    told = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "This is a signed copy that the record of sign-off names, and it was not altered." in told
    assert "Larkmoor hub (hub). 12 November 2026: Larkmoor Police approved version 1.0." in told
    assert "the file “police.pdf” that was recorded with this. It is kept here: The safe." in told
    other = verify(monkeypatch, here.root, "other.pdf")
    assert other.exit_code == 2 and "It is no document that istoolkit made of a protocol" in other.stderr
