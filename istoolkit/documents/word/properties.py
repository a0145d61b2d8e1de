"""What Word shows as the properties of a file."""

from dataclasses import dataclass

from istoolkit.documents.word.markup import escape

EARLIEST = "2000-01-01"
"""The date of a file whose definition has none: no clock goes in."""

APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>istoolkit</Application></Properties>"
)


@dataclass(frozen=True, slots=True)
class Properties:
    """What Word shows as the properties of a file. Dates are ISO dates. LibreOffice takes the keywords over into a PDF."""

    title: str
    subject: str = ""
    creator: str = ""
    language: str = "en-GB"
    date: str = EARLIEST
    version: str = ""
    keywords: str = ""


def core_part(properties: Properties) -> bytes:
    """Return the part of a Word file that holds its properties."""
    date = f"{properties.date}T00:00:00Z"
    fields = {
        "dc:title": properties.title,
        "dc:subject": properties.subject,
        "dc:creator": properties.creator,
        "cp:keywords": properties.keywords,
        "cp:lastModifiedBy": properties.creator,
        "cp:revision": "1",
        "dc:language": properties.language,
        "cp:version": properties.version,
    }
    body = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in fields.items() if text)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{body}{dates}</cp:coreProperties>'
    ).encode()
