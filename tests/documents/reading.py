"""Reading a Word file with nothing but its XML, so that the tests do not trust what wrote it."""

import io
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name) for name in archive.namelist()}


def body(content: bytes) -> etree._Element:
    return etree.fromstring(parts(content)["word/document.xml"])


def paragraphs(root: etree._Element) -> list[str]:
    return [words(paragraph) for paragraph in root.iter(f"{W}p")]


def words(element: etree._Element) -> str:
    pieces = []
    for each in element.iter(f"{W}t", f"{W}tab", f"{W}br"):
        pieces.append(each.text or "" if each.tag == f"{W}t" else " ")
    return "".join(pieces)


def text(content: bytes) -> str:
    """All words of the body, white space folded, a paragraph a line."""
    return "\n".join(folded(line) for line in paragraphs(body(content)))


def folded(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))
