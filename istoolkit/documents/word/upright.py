"""Drawings on upright pages between landscape ones: each under its heading, with its words after it."""

import re
from collections.abc import Iterator, Sequence, Set

from istoolkit.documents.drawing import Drawing
from istoolkit.documents.word.pictures import Pictures, Room, room_of
from istoolkit.documents.word.table_xml import paragraph, said

_HEADINGS = 900
"""What is left free above a drawing for its headings, in twentieths of a point."""

_BELOW = "The same in words:"
_PARTLY = "The same in words, as far as it is not said above:"
_ABOVE = "What it shows is said in words above."

_SECTION = re.compile(r"<w:sectPr(?:(?!<w:sectPr).)*?</w:sectPr>", re.DOTALL)
_SIZE = re.compile(r"<w:pgSz [^>]*>")


def upright_room(source: str) -> Room:
    """Return the room for a drawing on an upright page of a document."""
    width, height = room_of(_upright(_last_section(source)))
    return Room(width, height - _HEADINGS)


def drawings_xml(drawings: Sequence[Drawing], pictures: Pictures, source: str) -> str:
    """Return drawings as paragraphs on upright pages of their own; "" where there are none.

    ``source`` is the document they come into: what stands before and after them keeps the pages of its last section.
    """
    if not drawings:
        return ""
    section = _last_section(source)
    said_before: set[str] = set()
    pieces = [said("Heading1", "In pictures")]
    for drawing in drawings:
        pieces += _drawing(drawing, pictures, said_before)
        said_before.update(drawing.lines)
    *others, last = pieces
    return paragraph("AfterTable", "", section) + "".join(others) + _ending(last, _upright(section))


def _last_section(source: str) -> str:
    found = _SECTION.findall(source)
    return str(found[-1]) if found else "<w:sectPr/>"


def _upright(section: str) -> str:
    """Return a section with its pages upright."""
    size = _SIZE.search(section)
    sides = dict(re.findall(r'w:([wh])="(\d+)"', size.group())) if size else {}
    if len(sides) < 2 or int(sides["w"]) <= int(sides["h"]):
        return section
    return _SIZE.sub(f'<w:pgSz w:w="{sides["h"]}" w:h="{sides["w"]}"/>', section)


def _drawing(drawing: Drawing, pictures: Pictures, said_before: Set[str]) -> Iterator[str]:
    """Yield a drawing under its heading and the words that no drawing before it has said."""
    yield said("Heading2", drawing.title)
    yield paragraph("Picture", pictures.run(drawing, ""))
    lines = [line for line in drawing.lines if line not in said_before]
    if not lines:
        yield said("BodyText", f"{drawing.described} {_ABOVE}" if drawing.lines else drawing.described)
        return
    yield said("Keep", _BELOW if len(lines) == len(drawing.lines) else _PARTLY)
    yield from (said("ListBullet", line) for line in lines)


def _ending(last: str, section: str) -> str:
    """Return a paragraph as the last of its section."""
    return last.replace("</w:pPr>", f"{section}</w:pPr>", 1)
