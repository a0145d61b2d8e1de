"""PDF files for the tests: one page of text, with the keywords that LibreOffice takes over from our Word files."""

import io
from functools import cache

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from istoolkit.signatures import pdf
from tests.signatures.certificates import WHEN, identity

KEYWORDS = f"istoolkit protocol=early-help version=1.0 digest=sha256:{'1' * 64}"


def made(words: str, keywords: str = KEYWORDS) -> bytes:
    """Return a PDF of one page with these words."""
    stream = f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Keywords ({keywords}) >>",
    ]
    text, places = "%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{each}\nendobj\n"
    start = len(text)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    text += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return text.encode("latin-1")


@cache
def signed(kind: str = "P-256") -> bytes:
    return pdf.signed(made("Kept for 6 years."), identity(kind), WHEN)


def added_to(content: bytes, what: str) -> bytes:
    """Return a PDF after a page, a note or a property was added behind its end, as programs do."""
    writer = PdfWriter(io.BytesIO(content), incremental=True)
    if what == "page":
        writer.add_blank_page(200, 200)
    elif what == "annotation":
        writer.add_annotation(0, FreeText(text="9 years", rect=(50, 690, 200, 720)))
    else:
        writer.add_metadata({"/Keywords": "other"})
    stream = io.BytesIO()
    writer.write(stream)
    assert len(PdfReader(io.BytesIO(stream.getvalue())).pages) >= 1
    return stream.getvalue()
