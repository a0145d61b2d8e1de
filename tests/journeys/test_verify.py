"""Is this what we signed? From a draft to the copy that was kept, and what a head teacher is told of each file."""

import json
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from istoolkit.signatures.identity import load
from istoolkit.signatures.word import signed
from tests.conftest import Run
from tests.signatures.certificates import PASSPHRASE, WHEN, p12
from tests.signoff.partnership import Partnership

DRAFT = "This is a draft. Do not share information on the strength of it."
WAITING = "This was put out for signature, and not all have signed. Do not share information on the strength of it."
SIGNED = "This is what was signed, and it was not altered."
ALTERED = "This is not as it was made: it was altered. Do not rely on it."
UNPROVEN = "Nothing proves that this is what was signed."


def change_a_word(source: Path, target: Path) -> None:
    document = Document(str(source))
    texts = [each for each in document.element.body.iter(qn("w:t")) if "Help families early" in (each.text or "")]
    texts[-1].text = texts[-1].text.replace("early", "late")
    document.save(str(target))


@pytest.mark.office
def test_is_this_what_we_signed(istoolkit: Run, tmp_path: Path) -> None:
    here = Partnership(tmp_path / "register")
    made = tmp_path / "out" / "hub" / "hub-1.0-protocol.docx"
    altered, sent = tmp_path / "altered.docx", tmp_path / "sent.docx"

    def verify(*files: Path, cwd: Path = here.root) -> tuple[int, str]:
        done = istoolkit("verify", *files, cwd=cwd)
        assert "Traceback" not in done.stderr
        return done.returncode, " ".join((done.stdout + done.stderr).split())

    def verdicts(*files: Path) -> list[tuple[str, str]]:
        done = istoolkit("verify", "--json", *files, cwd=here.root)
        return [(each["answer"], each["proof"]) for each in json.loads(done.stdout)["files"]]

    assert istoolkit("build", "hub", "--only", "isp", "--out", tmp_path / "out", cwd=here.root).returncode == 0
    change_a_word(made, altered)
    code, said = verify(made, altered)
    assert code == 1
    assert f"hub-1.0-protocol.docx {DRAFT}" in said
    assert "They are those of the document that the register makes today." in said
    assert f"altered.docx {ALTERED}" in said
    assert "kept “Help families early” here “Help families late”" in said

    here.ask()
    here.approve("council", "trust", post="Director")
    code, said = verify(made)
    assert code == 1
    assert WAITING in said
    assert "Signed by Larkmoor Council: Ada Lark, Director, 10 November 2026 (signature on paper)." in said
    assert "Not signed by Larkmoor Police" in said

    here.approve("police", post="Chief superintendent", date="2026-11-12")
    assert istoolkit("release", "hub", "--no-pdf", cwd=here.root).returncode == 0
    kept = here.root / "hub" / "signed" / "1.0" / "documents" / "hub-1.0-protocol.docx"
    sent.write_bytes(kept.read_bytes())
    code, said = verify(sent)
    assert code == 0
    assert SIGNED in said
    assert (
        "It is, byte for byte, the file that the register keeps: hub/signed/1.0/documents/hub-1.0-protocol.docx."
    ) in said
    assert "Larkmoor Police: Ada Lark, Chief superintendent, 12 November 2026 (signature on paper)." in said

    change_a_word(sent, altered)
    saved, printed = save_again(sent)
    assert verdicts(sent, saved, made, altered, printed) == [
        ("signed", "file"),
        ("signed", "words"),
        ("draft", ""),
        ("altered", ""),
        ("not-compared", ""),
    ]

    copy = tmp_path / "signed.docx"
    copy.write_bytes(signed(sent.read_bytes(), load(p12(), PASSPHRASE), WHEN))
    code, said = verify(sent, altered, copy, cwd=tmp_path)
    assert code == 1
    assert f"sent.docx {UNPROVEN}" in said
    assert "The seal in the file says that they are as they were made." in said
    assert "Whoever can change a file can make a new seal, so only the register proves it." in said
    assert f"altered.docx {ALTERED}" in said
    assert f"signed.docx {UNPROVEN}" in said
    assert "It holds: Amira Patel, Northvale Council signed this very file." in said
    assert "Nobody vouches for the certificate but the signer." in said

    here.record("withdrawn", date="2026-11-20", because="The hub closed")
    code, said = verify(sent)
    assert code == 0
    assert "It is no longer in force." in said
    assert "Now The protocol was withdrawn." in said


def save_again(sent: Path) -> tuple[Path, Path]:
    """Save the document again in LibreOffice without a change, and print it as a PDF, of which none was kept."""
    folder = sent.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for how in ("docx:MS Word 2007 XML", "pdf"):
        command = ["soffice", profile, "--headless", "--convert-to", how, "--outdir", str(folder / "again"), str(sent)]
        subprocess.run(command, capture_output=True, check=True, timeout=120)
    return folder / "again" / sent.name, folder / "again" / "sent.pdf"
