"""LibreOffice takes our signatures of Word files for valid, and not after a change."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.signatures.packages import changed, plain, signed

SYSTEM_PYTHON = "/usr/bin/python3"


def _altered(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"6 years", b"9 years")


def _restyled(parts: dict[str, bytes]) -> None:
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"<w:docDefaults>", b"<w:docDefaults><!-- x -->")


@pytest.mark.office
def test_libreoffice_takes_a_signature_for_valid_and_not_after_a_change(tmp_path: Path) -> None:
    files = {
        "signed.docx": signed("RSA"),
        "altered.docx": changed(signed("RSA"), _altered),
        "restyled.docx": changed(signed("RSA"), _restyled),
        "unsigned.docx": plain(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    pipe = f"istoolkit{os.getpid()}"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    office = subprocess.Popen(
        ["soffice", profile, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        script = Path(__file__).with_name("office_says.py")
        command = [SYSTEM_PYTHON, str(script), pipe, *(str(tmp_path / name) for name in files)]
        told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    finally:
        office.terminate()
        office.wait(timeout=30)
    assert dict(zip(files, json.loads(told.stdout), strict=True)) == {
        "signed.docx": [True],
        "altered.docx": [False],
        "restyled.docx": [False],
        "unsigned.docx": [],
    }
