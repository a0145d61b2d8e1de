"""The Word files open in LibreOffice without loss."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.documents.reading import W, body, folded, paragraphs, style, words

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, str]]:
    """Each Word file of the worked register and of the one with every field, with the text of its PDF."""
    out = tmp_path_factory.mktemp("out")
    for register in (ROOT / "protocols", ROOT / "tests" / "cases" / "every-field"):
        command = [
            sys.executable,
            "-m",
            "istoolkit",
            "build",
            "--only",
            "isp",
            "--register",
            register,
            "--out",
            out,
            "--pdf",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    found = {}
    for path in sorted(out.glob("*/*.pdf")):
        done = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, text=True)
        found[path.stem] = (path.with_suffix(".docx").read_bytes(), done.stdout)
    return found


def squeezed(words: str) -> str:
    """Words without the spaces and hyphens that line ends bring."""
    return "".join(each for each in words if not each.isspace() and each not in "-\u00ad\f")


@pytest.mark.again
def test_every_paragraph_is_on_the_pages(pages: dict[str, tuple[bytes, str]]) -> None:
    assert len(pages) == 8
    for name, (content, shown) in pages.items():
        flat = squeezed(shown)
        lost = [
            line
            for line in map(folded, paragraphs(body(content)))
            if not any("\u0600" <= c <= "\u06ff" for c in line) and squeezed(line) not in flat
        ]
        # a paragraph that runs over a page has the foot and head of the page between its halves
        lost = [line for line in lost if not all(squeezed(word) in flat for word in line.split())]
        assert lost == [], name


@pytest.mark.again
def test_headings_have_the_numbers_that_the_contents_give(pages: dict[str, tuple[bytes, str]]) -> None:
    for name, (content, shown) in pages.items():
        rows = [p for p in body(content).iter(f"{W}p") if style(p) in ("TOC1", "TOC2")]
        assert len(rows) > 5
        for row in rows:
            assert squeezed(shown).count(squeezed(words(row))) >= 2, (name, words(row))


@pytest.mark.again
def test_pdf_is_tagged_and_has_its_title(tmp_path: Path, istoolkit: Run) -> None:
    istoolkit(
        "build", "early-help", "--only", "isp", "--register", ROOT / "protocols", "--out", tmp_path / "made", "--pdf"
    )
    done = subprocess.run(
        ["pdfinfo", str(tmp_path / "made" / "early-help" / "early-help-1.0-protocol.pdf")],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "Tagged:          yes" in done.stdout
    assert "Early help and safeguarding information community agreement" in done.stdout
