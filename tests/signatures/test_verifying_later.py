"""What verify answers once time has passed: the register moves on, somebody leaves, and somebody has bent what was kept."""

import hashlib
import json
from pathlib import Path

import pytest

from istoolkit.definitions.register import Register
from istoolkit.documents.isp import build
from istoolkit.documents.seal import Seal, read_seal, seal_of, sealed
from istoolkit.documents.view import Library
from istoolkit.documents.word.package import unpack
from istoolkit.documents.word.template import prepare
from istoolkit.signoff.store import add
from tests.conftest import ROOT
from tests.signatures import packages
from tests.signatures.test_verifying import answers, done, verify
from tests.signoff.partnership import Partnership
from tests.signoff.test_release import folder

__all__ = ["done"]

KEPT = "documents/hub-1.0-protocol.docx"


def partnership(root: Path) -> Partnership:
    here = Partnership.__new__(Partnership)
    here.root, here.name = root, "hub"
    return here


def built(here: Partnership, on: str) -> bytes:
    """The protocol in Word as the register builds it on a day."""
    register: Register = here.register(on)
    protocol = here.protocol(register)
    word = build(Library(register), protocol, prepare((ROOT / "templates" / "isp.docx").read_bytes()))
    title = str(_seal((folder(here.root) / KEPT).read_bytes()).title)
    return sealed(word, seal_of(register, protocol, "isp", title))


def _seal(word: bytes) -> Seal:
    found = read_seal(unpack(word))
    assert found is not None
    return found


def told(monkeypatch: pytest.MonkeyPatch, where: Path, *arguments: object) -> str:
    return " ".join(verify(monkeypatch, where, *arguments).output.split())


@pytest.mark.parametrize("verified", ["2026-11-24", "2026-12-05"])
def test_a_true_copy_that_was_built_later_is_what_was_signed(
    done: Path, monkeypatch: pytest.MonkeyPatch, verified: str
) -> None:
    """It was kept as “in force”; that of 24 November says “applies from”, with a school that signed since, or without."""
    here = partnership(done)
    (done / "a.docx").write_bytes(built(here, "2026-11-24"))
    here.record("approved", "schools", "birch", date="2026-12-02", name="Bo Wren", post="Principal", method="e-mail")
    (done / "b.docx").write_bytes(built(here, "2026-12-04"))
    names = ["a.docx", "b.docx"] if verified == "2026-12-05" else ["a.docx"]
    found = answers(monkeypatch, done, *names, "--on", verified)
    assert [(each["answer"], each["differences"]) for each in found if each["answer"] != "signed"] == []
    assert {each["proof"] for each in found} == {"made-again"}


def test_a_later_copy_in_which_a_word_was_changed_is_altered(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = partnership(done)
    here.record("approved", "schools", "birch", date="2026-12-02", name="Bo Wren", post="Principal", method="e-mail")
    later = built(here, "2026-12-04")
    forged = packages.changed(later, lambda parts: replace(parts, b"Help families early", b"Help families late"))
    (done / "a.docx").write_bytes(sealed(forged, _seal(later)))
    assert answers(monkeypatch, done, "a.docx", "--on", "2026-12-05")[0]["answer"] == "altered"


def replace(parts: dict[str, bytes], old: bytes, new: bytes) -> None:
    assert old in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new)


def forge(root: Path) -> Path:
    """Put another name into the file that was kept, make a seal that fits, and mend its digest in the list."""
    path, listed = folder(root) / KEPT, folder(root) / "manifest.json"
    kept = path.read_bytes()
    forged = packages.changed(kept, lambda parts: replace(parts, b"Ada Lark", b"Eve Lark"))
    path.write_bytes(sealed(forged, _seal(kept)))
    text = listed.read_text("utf-8")
    old, new = (hashlib.sha256(each).hexdigest() for each in (kept, path.read_bytes()))
    assert old in text
    listed.write_text(text.replace(old, new), "utf-8")
    return path


def test_a_forged_file_whose_digest_was_mended_in_the_list_is_not_what_was_signed(
    done: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = forge(done)
    assert answers(monkeypatch, done, path)[0]["answer"] == "damaged"
    said = told(monkeypatch, done, path)
    assert "What the register keeps of this is damaged, so nothing proves it. Do not rely on it." in said
    assert "hub/signed/1.0/manifest.json is not the list of files with which the version was released." in said
    (folder(done) / "manifest.json").unlink()
    assert answers(monkeypatch, done, path)[0]["answer"] == "damaged"


def test_a_list_that_the_record_does_not_speak_of_proves_nothing(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = done / "hub" / "sign-off.yaml"
    record.write_text("".join(record.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    found = answers(monkeypatch, done, folder(done) / KEPT)[0]
    assert (found["answer"], found["proof"], found["good"]) == ("not-compared", "", False)
    said = told(monkeypatch, done, folder(done) / KEPT)
    assert "Not recorded The record of sign-off does not say that the version was released" in said
    assert "Once you have made sure of hub/signed/1.0: istoolkit release hub Register" in said


def test_a_kept_file_with_a_seal_that_does_not_fit_is_altered(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where its digest is in the list, and the record speaks of that list."""
    path, listed = folder(done) / KEPT, folder(done) / "manifest.json"
    old = path.read_bytes()
    path.write_bytes(packages.changed(old, lambda parts: replace(parts, b"Ada Lark", b"Eve Lark")))
    sums = [hashlib.sha256(each).hexdigest() for each in (old, path.read_bytes())]
    listed.write_text(listed.read_text("utf-8").replace(*sums), "utf-8")
    record = done / "hub" / "sign-off.yaml"
    record.write_text("".join(record.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    manifest = json.loads(listed.read_bytes())
    evidence = {"file": "manifest.json", "sha256": hashlib.sha256(listed.read_bytes()).hexdigest()}
    said = {"what": "released", "version": "1.0", "digest": manifest["digest"], "date": "2026-12-01"}
    add(done, "hub", {**said, "evidence": evidence}, "2026-12-01T09:00:00Z")
    assert answers(monkeypatch, done, path)[0]["answer"] == "altered"


def test_who_withdrew_since_is_told_and_that_not_all_agree(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = partnership(done)
    here.record("withdrawn", "police", date="2026-12-02", because="The new force has another policy.")
    result = verify(monkeypatch, done, folder(done) / KEPT, "--on", "2026-12-03")
    said = " ".join(result.output.split())
    assert result.exit_code == 0
    assert "This is what was signed, and it was not altered. Not all who signed it agree to it any more." in said
    assert "Since then Larkmoor Police withdrew on 2 December 2026: The new force has another policy." in said
    assert "Now It is not agreed by all any more." in said
    assert "Larkmoor Police: Ada Lark" not in said and "applies from" not in said


def test_a_record_in_which_an_entry_was_changed_proves_nothing(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = done / "hub" / "sign-off.yaml"
    text = record.read_text("utf-8")
    record.write_text(text.replace("Ada Lark", "Eve Lark", 1), "utf-8")
    result = verify(monkeypatch, done, folder(done) / KEPT)
    assert result.exit_code == 1
    assert "an entry of it was changed or taken out. See: istoolkit check hub" in " ".join(result.output.split())


def test_names_are_those_of_what_was_signed(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = partnership(done)
    here.change(("title: Larkmoor hub", "title: Another hub"))
    here.change(("title: Larkmoor Police", "title: Another Force"), file="organisations.yaml")
    said = told(monkeypatch, done, folder(done) / KEPT)
    assert "What it is Larkmoor hub (hub), version 1.0." in said
    assert "Larkmoor Police: Ada Lark, Director, 10 November 2026" in said
    assert "Definition It says something else today, under the same version. See: istoolkit impact hub" in said
