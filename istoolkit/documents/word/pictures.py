"""Drawings in a Word file: where they stand, the parts that hold them, and how the document knows those parts.

Each is there twice, as its PNG and, for programs that read it, as its SVG ([MS-ODRAWXML] 2.11.1, svgBlip). What it
shows is said in its alternative text (ISO/IEC 29500-1, 20.4.2.5, docPr).
"""

import re
from functools import cache
from typing import NamedTuple

from istoolkit.documents.drawing import Drawing
from istoolkit.documents.word.markup import escape

RELATIONS = "word/_rels/document.xml.rels"

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_TYPES = {"png": "image/png", "svg": "image/svg+xml"}

_TWIP = 635
"""English Metric Units in a twentieth of a point."""

_FIRST = 3_000_000
"""Where the numbers of our pictures begin, above those that Word gave in a template."""

_CAPTION = 1400
"""What is left free below a picture for its caption, in twentieths of a point."""


class Room(NamedTuple):
    """The width and height of the text on a page, in twentieths of a point."""

    width: int
    height: int


A4 = Room(9638, 14400)
"""The room on the pages of the template that comes with the toolkit."""


@cache
def room_of(source: str) -> Room:
    """Return the room that the last section of a document has for text; that of A4 where it does not say."""
    size = _numbers(re.findall(r"<w:pgSz [^>]*>", source)[-1:])
    margins = _numbers(re.findall(r"<w:pgMar [^>]*>", source)[-1:])
    wide = size.get("w", 11906) - margins.get("left", 1134) - margins.get("right", 1134) - margins.get("gutter", 0)
    high = size.get("h", 16838) - abs(margins.get("top", 1304)) - abs(margins.get("bottom", 1134))
    return Room(max(wide, _CAPTION), max(high, 2 * _CAPTION))


def _numbers(tags: list[str]) -> dict[str, int]:
    return {name: int(value) for tag in tags for name, value in re.findall(r'w:(\w+)="(-?\d+)"', tag)}


class Pictures:
    """The drawings of one document, each kept once."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.placed = 0
        self._kept: dict[str, Drawing] = {}

    def run(self, drawing: Drawing, properties: str, most: int = 0) -> str:
        """Return a run that shows a drawing as wide as the text, or smaller where it would not fit the page.

        ``most`` is how wide it may be in twentieths of a point, such as in a cell of a table; 0 for as wide as the text.
        """
        self._kept.setdefault(drawing.svg, drawing)
        self.placed += 1
        number = list(self._kept).index(drawing.svg) + 1
        return f"<w:r>{properties}{_markup(drawing, number, _FIRST + self.placed, *self._size(drawing, most))}</w:r>"

    def _size(self, drawing: Drawing, most: int) -> tuple[int, int]:
        wide, high = min(self.room.width, most or self.room.width), self.room.height - _CAPTION
        share = min(1.0, high * drawing.width / (wide * drawing.height))
        width = int(wide * share) * _TWIP
        return width, width * drawing.height // drawing.width

    def parts(self) -> dict[str, bytes]:
        """Return the parts that hold the drawings, by name."""
        from istoolkit.documents.raster import png

        found = {}
        for number, drawing in enumerate(self._kept.values(), 1):
            found[f"word/media/istoolkit{number}.png"] = png(drawing)
            found[f"word/media/istoolkit{number}.svg"] = drawing.svg.encode()
        return found

    def related(self, relations: bytes) -> bytes:
        """Return the relationships of the document with those to the drawings."""
        new = "".join(
            f'<Relationship Id="rIdIstoolkit{kind}{number}" Type="{_IMAGE}" Target="media/istoolkit{number}.{kind}"/>'
            for number in range(1, len(self._kept) + 1)
            for kind in _TYPES
        )
        return relations.replace(b"</Relationships>", f"{new}</Relationships>".encode())


def with_types(types: str) -> str:
    """Return the content types of a package with those of pictures."""
    for extension, kind in _TYPES.items():
        if f'Extension="{extension}"' not in types:
            types = types.replace("<Default ", f'<Default Extension="{extension}" ContentType="{kind}"/><Default ', 1)
    return types


def _markup(drawing: Drawing, number: int, mark: int, width: int, height: int) -> str:
    names = f'name="Picture {mark - _FIRST}" descr="{escape(drawing.described)}"'
    svg = f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="rIdIstoolkitsvg{number}"/>'
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:pic="{_PIC}" xmlns:r="{_R}" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{mark}" {names} title="{escape(drawing.title)}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{mark}" {names}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdIstoolkitpng{number}"><a:extLst><a:ext uri="{_SVG_EXTENSION}">'
        f"{svg}</a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
