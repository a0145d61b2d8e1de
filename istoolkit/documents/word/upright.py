"""Drawings on upright pages between landscape ones: each over its caption, and the same in words or where it is said."""

import re
from collections.abc import Sequence

from istoolkit.documents.drawing import Drawing
from istoolkit.documents.word.markup import run_of
from istoolkit.documents.word.pictures import Pictures, Room, room_of
from istoolkit.documents.word.table_xml import paragraph, said

_HEADINGS = 900
"""What is left free above a drawing for its headings, in twentieths of a point."""

_HEADING = "In pictures"
_IN_WORDS = "The pictures in words"
_TOLD = "All that the pictures show is said in words under “{}”."

_SECTION = re.compile(r"<w:sectPr(?:(?!<w:sectPr).)*?</w:sectPr>", re.DOTALL)
_SIZE = re.compile(r"<w:pgSz [^>]*>")


def upright_room(source: str) -> Room:
    """Return the room for a drawing on an upright page of a document."""
    width, height = room_of(_upright(_last_section(source)))
    return Room(width, height - _HEADINGS)


def drawings_xml(drawings: Sequence[Drawing], pictures: Pictures, source: str, told: str = "") -> str:
    """Return drawings as paragraphs on upright pages of their own; "" where there are none.

    ``source`` is the document they come into: what stands before and after them keeps the pages of its last section.
    ``told`` is the heading under which the document says in words all that they show; where there is none, they are followed
    by it.
    """
    if not drawings:
        return ""
    section = _last_section(source)
    pieces = [said("Heading1", _HEADING)]
    for number, drawing in enumerate(drawings, 1):
        caption = run_of(f"\nPicture {number}. {drawing.title}", "")
        pieces.append(paragraph("Picture", f"{pictures.run(drawing, '')}{caption}"))
    if told:
        pieces.append(said("BodyText", _TOLD.format(told)))
    elif lines := dict.fromkeys(line for drawing in drawings for line in drawing.lines):
        pieces += [said("Heading2", _IN_WORDS), *(said("ListBullet", line) for line in lines)]
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


def _ending(last: str, section: str) -> str:
    """Return a paragraph as the last of its section."""
    return last.replace("</w:pPr>", f"{section}</w:pPr>", 1)
