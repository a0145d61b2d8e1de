"""Whether a Word file is as the standard has it, each shape of paragraph and row looked at once.

The checker takes seconds for a long document, and nearly all of its paragraphs and rows are alike but for their words. Whether
one is as the standard has it does not hang on the words, nor on the paragraphs and rows beside it: ISO/IEC 29500-1, 17.2.2
(body), 17.4.37 (tbl). What does hang on others, such as identifiers and links, the other checker sees in the whole file.
"""

import copy
import tempfile
from pathlib import Path

from lxml import etree
from openxml_audit import OpenXmlValidator

from istoolkit.documents.word.package import pack, unpack
from tests.documents.reading import W

MAIN = "word/document.xml"
NAMES = {f"{W}{each}" for each in ("bookmarkStart", "alias", "tag", "id", "tblCaption", "tblDescription")}
"""What has a name, or words for those who do not see it, as its value."""

VALUES = {f"{W}{each}" for each in ("name", "val")}
ANYWHERE = {
    f"{W}id",
    f"{W}anchor",
    f"{W}tooltip",
    "id",
    "name",
    "descr",
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
}
"""Attributes that tell one thing from another or say what it is."""

LONGEST = 64
"""How long a name may be: that one is longer is part of its shape."""

_seen: set[bytes] = set()


def faults(content: bytes) -> list[str]:
    """Return what the checker finds wrong in a Word file, of what it has not found right before."""
    inside = unpack(content)
    tree = etree.fromstring(inside[MAIN])
    new = _leave_out(tree)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.docx"
        path.write_bytes(pack({**inside, MAIN: etree.tostring(tree, xml_declaration=True, encoding="UTF-8")}))
        found = [str(error) for error in OpenXmlValidator().validate(path).errors]
    if not found:
        _seen.update(new)
    return found


def _leave_out(tree: etree._Element) -> set[bytes]:
    """Take out the rows, and then the paragraphs and tables, whose like was found right; return the shapes that stay."""
    new: set[bytes] = set()
    for each in (*tree.findall(f"{W}body/{W}tbl/{W}tr"), *tree.findall(f"{W}body/*")):
        if not _is_whole(each):
            continue
        shape = _shape(each)
        if shape in _seen or shape in new:
            parent = each.getparent()
            assert parent is not None
            parent.remove(each)
        new.add(shape)
    return new - _seen


def _is_whole(element: etree._Element) -> bool:
    """Whether nothing in it belongs together with what stands elsewhere."""
    begun, ended = ([each.get(f"{W}id") for each in element.iter(f"{W}bookmark{part}")] for part in ("Start", "End"))
    return sorted(map(str, begun)) == sorted(map(str, ended)) and next(element.iter(f"{W}sectPr"), None) is None


def _shape(element: etree._Element) -> bytes:
    """An element without its words and what only tells it from others."""
    bare = copy.deepcopy(element)
    for each in bare.iter():
        each.text = each.tail = None
        for name in (ANYWHERE | VALUES if each.tag in NAMES else ANYWHERE).intersection(each.attrib):
            each.set(name, _sort_of(each.attrib[name]))
    return etree.tostring(bare)


def _sort_of(name: str) -> str:
    return "number" if name.isdecimal() else "long" if len(name) > LONGEST else "name" if name else ""
