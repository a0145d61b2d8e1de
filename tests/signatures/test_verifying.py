"""What verify answers: for files that cannot be read, and for what a register has or has not of a document."""

import datetime
import io
import json
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from istoolkit.cli.verify import command
from istoolkit.documents.seal import Seal, sealed
from istoolkit.signoff.released.keeping import keep
from istoolkit.signoff.released.vouched import values_of
from istoolkit.signoff.store import add
from tests.conftest import EPOCH
from tests.signatures import certificates, packages, pages
from tests.signoff.partnership import Partnership
from tests.signoff.test_release import folder, released

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def verify(monkeypatch: pytest.MonkeyPatch, where: Path, *arguments: object) -> Result:
    monkeypatch.chdir(where)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return CliRunner().invoke(command, list(map(str, arguments)), catch_exceptions=False)


def answers(monkeypatch: pytest.MonkeyPatch, where: Path, *arguments: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(verify(monkeypatch, where, "--json", *arguments).stdout)["files"]
    return found


@pytest.fixture
def done(tmp_path: Path) -> Path:
    """A register with a version that was signed off and kept."""
    root, release = released()
    copy = Path(shutil.copytree(root, tmp_path / "register"))
    keep(folder(copy), release.files, release.manifest.content())
    add(copy, "hub", values_of(release.manifest), "2026-12-01T09:00:00Z")
    return copy


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 61_000_000)
    return stream.getvalue()


UNREADABLE = {
    "a.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "It is protected by a password."),
    "b.doc": (OLE, "It is in the form of an older Office program."),
    "c.odt": (zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"}), "OpenDocument"),
    "d.docx": (packages.plain()[:3000], "It is damaged: it cannot be opened."),
    "e.docx": (bomb(), "far larger than a Word document should be"),
    "f.pdf": (b"%PDF-1.7\nhello", "It is damaged: it cannot be opened as a PDF."),
    "g.txt": (b"hello", "It is neither a Word file (.docx) nor a PDF, and there is no register here to look in."),
    "h.docx": (b"", "It is empty."),
    "i.pdf": (pages.made("hello", "other"), "It is no document that istoolkit made of a protocol"),
    "j.docx": (packages.changed(packages.plain(), lambda parts: parts.pop("customXml/istoolkitSeal.xml")), "no seal"),
    "k.docx": (
        packages.changed(packages.plain(), lambda parts: parts.update({"word/document.xml": b"<!DOCTYPE x><x/>"})),
        "a part of it is damaged",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_verified_is_said_why(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    content, words = UNREADABLE[name]
    (tmp_path / name).write_bytes(content)
    result = verify(monkeypatch, tmp_path, name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"istoolkit: {name} cannot be verified. ")
    assert words in result.stderr
    assert answers(monkeypatch, tmp_path, name)[0]["answer"] == "not-read"


def test_a_folder_and_a_file_that_is_not_there_are_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = verify(monkeypatch, tmp_path, ".", "nothing.docx")
    assert result.exit_code == 2
    assert "It is a folder." in result.stderr
    assert "There is no such file." in result.stderr


def test_every_file_that_was_kept_is_what_was_signed(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = sorted((folder(done) / "documents").iterdir())
    found = answers(monkeypatch, done, *kept)
    assert {(each["answer"], each["proof"]) for each in found} == {("signed", "file")}
    assert {Path(str(each["file"])).suffix for each in found} >= {".docx", ".xlsx", ".html", ".csv"}
    assert found[0]["kept_as"] == f"hub/signed/1.0/documents/{kept[0].name}"


def test_a_seal_that_was_made_anew_deceives_no_register(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody changes a word and makes a seal that fits: alone the file looks whole, to the register it is altered."""
    from istoolkit.documents.seal import read_seal
    from istoolkit.documents.word.package import unpack

    kept = (folder(done) / "documents" / "hub-1.0-protocol.docx").read_bytes()
    changed = packages.changed(kept, lambda parts: _replaced(parts, b"Help families early", b"Help families late"))
    seal = read_seal(unpack(kept))
    assert seal is not None
    (done.parent / "forged.docx").write_bytes(sealed(changed, seal))
    assert answers(monkeypatch, done.parent, "forged.docx")[0]["answer"] == "not-proven"
    found = answers(monkeypatch, done, "../forged.docx")[0]
    assert found["answer"] == "altered"
    assert {"old": "Help families early", "new": "Help families late"} in found["differences"]  # type: ignore[operator]


def _replaced(parts: dict[str, bytes], old: bytes, new: bytes) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new)


def test_a_picture_that_was_exchanged_is_found(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = (folder(done) / "documents" / "hub-1.0-protocol.docx").read_bytes()
    (done / "a.docx").write_bytes(packages.changed(kept, lambda parts: parts.update({"word/media/new.png": b"x"})))
    found = answers(monkeypatch, done, "a.docx")[0]
    assert (found["answer"], found["proof"]) == ("altered", "")
    assert "other pictures" in str(found["differences"])


def test_a_content_that_the_register_never_had_is_said_so(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sealed(packages.plain(), Seal("hub", "1.0", f"sha256:{'3' * 64}", "isp", "", "signed-off"))
    (done / "other.docx").write_bytes(other)
    result = verify(monkeypatch, done, "other.docx")
    assert result.exit_code == 1
    assert "This is not what the register has. Do not rely on it." in result.stdout


def test_a_protocol_of_another_register_is_said_so(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (done / "other.docx").write_bytes(packages.plain())
    result = verify(monkeypatch, done, "other.docx")
    assert result.exit_code == 1
    assert "Nothing proves that this is what was signed." in result.stdout
    assert "The register register has no protocol of that name." in " ".join(result.stdout.split())


def test_a_newer_version_in_force_is_told(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Partnership.__new__(Partnership)
    here.root, here.name = done, "hub"
    here.new_version()
    here.ask("2026-11-20")
    here.approve("council", "police", "trust", "schools/ash", date="2026-11-21")
    result = verify(monkeypatch, done, folder(done) / "documents" / "hub-1.0-protocol.docx")
    assert result.exit_code == 0
    assert "It is no longer in force." in result.stdout
    assert "Version 1.1 is in force. Use that one." in result.stdout


def test_a_signature_that_fails_is_told_and_one_that_is_trusted_proves_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from istoolkit.signatures import word

    vouched = certificates.identity("P-256", "Sam Osei", "Northvale Signing Authority")
    signed = word.signed(packages.plain(), vouched, certificates.WHEN)
    (tmp_path / "a.docx").write_bytes(signed)
    altered = packages.changed(signed, lambda parts: parts.update({"word/settings.xml": b"<x/>"}))
    (tmp_path / "b.docx").write_bytes(altered)
    (tmp_path / "ca.pem").write_bytes(certificates.pem(certificates.authority()))
    assert [each["answer"] for each in answers(monkeypatch, tmp_path, "a.docx", "b.docx")] == ["not-proven", "altered"]
    trusted = answers(monkeypatch, tmp_path, "a.docx", "b.docx", "--trust", "ca.pem")
    assert [(each["answer"], each["proof"]) for each in trusted] == [("signed", "certificate"), ("altered", "")]
    told = " ".join(verify(monkeypatch, tmp_path, "a.docx", "b.docx", "--trust", "ca.pem").stdout.split())
    assert "The certificate was issued by Northvale Signing Authority, Northvale Council." in told
    assert "A certificate that you trust vouches for it." in told
    assert "It does not hold. A part of the file was changed after it was signed: the settings" in told


def test_a_file_of_trust_that_holds_no_certificate_is_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(packages.plain())
    (tmp_path / "ca.pem").write_bytes(b"hello")
    result = verify(monkeypatch, tmp_path, "a.docx", "--trust", "ca.pem")
    assert result.exit_code == 2
    assert "ca.pem cannot be used. It holds no certificate." in result.stderr


def test_an_expired_certificate_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pages.signed())
    result = verify(monkeypatch, tmp_path, "a.pdf", "--on", datetime.date(2031, 1, 1))
    assert "It has expired since." in " ".join(result.stdout.split())
    assert result.exit_code == 1


def test_without_what_checks_signatures_it_says_that_it_did_not_check(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from istoolkit import signatures

    (tmp_path / "a.docx").write_bytes(packages.signed())
    monkeypatch.delattr(signatures, "word_checked")
    monkeypatch.setitem(sys.modules, "istoolkit.signatures.word_checked", None)
    told = " ".join(verify(monkeypatch, tmp_path, "a.docx").stdout.split())
    assert "Digital signature It has one, and it was not checked." in told
    assert "pip install 'istoolkit[signing]'" in told
