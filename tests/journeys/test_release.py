"""Once all have signed: what was signed is kept, can be checked by anyone, and never changes again."""

import hashlib
import json
import re
import zipfile
from pathlib import Path

from tests.conftest import Run
from tests.signoff.partnership import Partnership


def test_from_a_missing_signature_to_a_version_that_is_kept(istoolkit: Run, tmp_path: Path) -> None:
    here = Partnership(tmp_path / "register")
    here.share()
    here.ask()
    here.approve("council", "trust", post="Director")

    def run(*arguments: str, **more: str) -> tuple[int, str]:
        done = istoolkit(*arguments, cwd=here.root, **more)
        return done.returncode, done.stdout + done.stderr

    code, said = run("release", "hub", "--no-pdf")
    assert code == 1
    assert said.splitlines() == [
        "Larkmoor hub, version 1.0, cannot be released yet.",
        "- Larkmoor Police has not signed. It was asked on 3 November 2026.",
        "Who has signed and who has not: istoolkit status hub",
        "Nothing was written.",
    ]
    assert names(here.root / "hub" / "signed" / "1.0") == ["content.json"]

    code, said = run("release", "hub", "--rebuild")
    assert (code, said) == (
        2,
        "istoolkit: No version of hub is released. Once all have signed: istoolkit release hub\n",
    )

    here.approve("police", post="Chief superintendent", date="2026-11-12")
    code, said = run("release", "hub", "--pdf")
    kept = here.root / "hub" / "signed" / "1.0"
    assert code == 0, said
    assert said.startswith(
        "Larkmoor hub, version 1.0, is released. The last signature that was needed was given on 12 November 2026.\n"
        "Kept in hub/signed/1.0: "
    )
    assert re.search(r"Digest of what was signed: (\w{4} ){3}\(sha256:[0-9a-f]{64}\)", said)
    with zipfile.ZipFile(kept / "documents" / "hub-1.0-protocol.docx") as word:
        shown = word.read("word/document.xml").decode() + word.read("word/header1.xml").decode()
    assert "SIGNED OFF on 12 November 2026" in shown and "DRAFT" not in shown
    made_pdf_known_by_its_keywords(kept)
    record = here.root / "hub" / "sign-off.yaml"
    list_of_all = hashlib.sha256((kept / "manifest.json").read_bytes()).hexdigest()
    assert f'"evidence": {{"file": "manifest.json", "sha256": "{list_of_all}"}}' in record.read_text("utf-8")
    code, said = run("sign-off", "show", "hub")
    assert "Version 1.0 was released: it is kept as it was signed." in said
    assert f"List manifest.json (digest {list_of_all[:12]})" in " ".join(said.split())

    whole = record.read_bytes()
    record.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    code, said = run("release", "hub")
    assert (code, said.splitlines()[-1]) == (
        0,
        "The record of sign-off did not say that it was released. Now it does, with the digest of manifest.json.",
    )
    assert record.read_bytes() == whole

    before = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    code, said = run("release", "hub")
    number = len(before) - 1
    assert code == 0
    assert said == (
        f"Larkmoor hub, version 1.0, was released on 1 December 2026. All {number} files are as they were.\n"
        "Nothing was changed.\n"
    )
    assert {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()} == before

    code, said = run("release", "hub", "--rebuild", "1.0")
    assert code == 0
    assert re.match(r"The \d+ documents of version 1.0 come out the same, byte for byte.\n", said)
    assert "hub-1.0-protocol.pdf" in said
    code, said = run("release", "hub", "--rebuild", "1.1")
    assert (code, said) == (2, "istoolkit: Version “1.1” of hub is not released. Released: 1.0.\n")

    here.change(("Help families early", "Help all families"))
    code, said = run("release", "hub")
    assert code == 1
    assert said.splitlines()[1:] == [
        "What the definition says today is not what was signed as version 1.0.",
        "Give it a new version in hub/protocol.yaml, then ask for signatures.",
    ]
    here.change(("Help all families", "Help families early"))

    (kept / "definition" / "register.yaml").write_text("format: 1\n")
    (kept / "documents" / "hub-1.0-matrix.csv").unlink()
    code, said = run("release", "hub")
    assert code == 1
    assert said.splitlines() == [
        "hub, version 1.0, is not as it was when it was released:",
        "- definition/register.yaml: changed",
        "- documents/hub-1.0-matrix.csv: missing",
        "Take the folder back as it was from where it is kept safe, such as git.",
    ]
    code, said = run("check", "hub")
    assert code == 1
    assert "error SIGN040  This file was kept when version 1.0 was signed off, and it was changed since.\n" in said
    assert "→ hub/signed/1.0/definition/register.yaml:1:1\n" in said
    assert "was kept when version 1.0 was signed off, and is gone." in said


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def made_pdf_known_by_its_keywords(kept: Path) -> None:
    from pypdf import PdfReader

    found = PdfReader(kept / "documents" / "hub-1.0-protocol.pdf").metadata
    digest = re.search(r'"digest":"sha256:(\w+)"', (kept / "manifest.json").read_text("utf-8"))
    assert found is not None and digest is not None
    said = str(found["/Keywords"]).replace(",", "").split()
    assert said == ["istoolkit", "protocol=hub", "version=1.0", f"digest={digest[1]}"]


def test_a_certificate_signs_a_copy_and_its_passphrase_is_never_told(istoolkit: Run, tmp_path: Path) -> None:
    here = Partnership(tmp_path / "register")
    here.ask()
    here.approve("council", "police", "trust", post="Director")
    path = tmp_path / "office.p12"
    path.write_bytes(certificate(b"correct horse"))
    ask = ("release", "hub", "--no-pdf", "--certificate", path)
    for given in ({"ISTOOLKIT_PASSPHRASE": "battery staple"}, {}):
        done = istoolkit(*ask, cwd=here.root, **given)
        assert done.returncode == 2 and "passphrase" in done.stderr.lower()
        assert "battery" not in done.stdout + done.stderr
        assert names(here.root / "hub" / "signed" / "1.0") == ["content.json"]
    done = istoolkit(*ask, cwd=here.root, ISTOOLKIT_PASSPHRASE="correct horse")
    assert done.returncode == 0, done.stderr
    assert "correct" not in done.stdout + done.stderr
    documents = here.root / "hub" / "signed" / "1.0" / "documents"
    with zipfile.ZipFile(documents / "hub-1.0-protocol-signed.docx") as word:
        assert any(name.startswith("_xmlsignatures/") for name in word.namelist())
    assert (documents / "hub-1.0-protocol.docx").is_file()
    manifest = json.loads((documents.parent / "manifest.json").read_bytes())
    assert "documents/hub-1.0-protocol-signed.docx" in manifest["files"].keys() - manifest["rebuilt"]


def certificate(passphrase: bytes) -> bytes:
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
    from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Larkmoor Council")])
    began = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(began).not_valid_after(began + datetime.timedelta(days=900))
    signed = made.sign(key, hashes.SHA256())
    return serialize_key_and_certificates(b"office", key, signed, None, BestAvailableEncryption(passphrase))
