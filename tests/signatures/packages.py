"""Word files for the tests to sign and to tamper with: small, with every sort of part."""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from docx import Document
from docx.shared import Inches
from PIL import Image

from istoolkit.documents.seal import Seal, sealed
from istoolkit.signatures import word
from tests.signatures.certificates import WHEN, identity

SEAL = Seal("early-help", "1.0", f"sha256:{'1' * 64}", "isp", "Protocol that partners sign", "signed-off")


@cache
def plain() -> bytes:
    """A sealed Word file with a header, a footer, a list, a picture and a link."""
    document = Document()
    document.add_heading("Early help", 1)
    document.add_paragraph("The council shares information about children with the police.")
    document.add_paragraph("Kept for 6 years.", style="List Number")
    document.sections[0].header.paragraphs[0].text = "DRAFT, not signed"
    document.sections[0].footer.paragraphs[0].text = "Northvale Council"
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "green").save(picture, "PNG")
    document.add_picture(picture, Inches(1))
    stream = io.BytesIO()
    document.save(stream)
    return sealed(stream.getvalue(), SEAL)


@cache
def signed(kind: str = "P-256") -> bytes:
    return word.signed(plain(), identity(kind), WHEN)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed(content: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return a file after its parts were changed."""
    parts = parts_of(content)
    change(parts)
    return packed(parts)
