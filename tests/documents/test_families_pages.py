"""The guides on paper: two pages each in the worked register, as LibreOffice lays them out."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from istoolkit.definitions.register import open_register
from istoolkit.documents.guides.for_readers import guide, voices
from istoolkit.documents.paper import Paragraph
from istoolkit.documents.word.papers import document
from tests.conftest import ROOT, TODAY

GUIDED = ("case-meeting", "concern-sharing", "early-help", "early-help-hub", "lettings-collection")


ROOM = tuple(Paragraph("Other fonts need more room.") for _ in range(4))
"""What still has room on the second page, so that a machine with wider fonts has two pages too."""


@pytest.mark.office
def test_a_guide_has_two_pages(tmp_path: Path) -> None:
    register = open_register(ROOT / "protocols", on=TODAY)
    for name in GUIDED:
        for voice in voices(register, register.protocols[name]):
            made = guide(register, register.protocols[name], voice)
            content = document(replace(made, blocks=(*made.blocks, *ROOM)))
            (tmp_path / f"{name}-{voice.reader}.docx").write_bytes(content)
    files = sorted(tmp_path.glob("*.docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    pages = {each.stem: len(PdfReader(each).pages) for each in sorted(tmp_path.glob("*.pdf"))}
    assert pages == {each.stem: 2 for each in files}
    assert len(pages) == 2 * len(GUIDED)
