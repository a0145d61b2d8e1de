"""Boxes to be filled in: on screen as content controls of Word, on paper by hand.

A control is run-level rich text or a date, with a grey word in it that goes when somebody types. Its tag says what was
filled in, so that a sheet that comes back can be read: ``sign-off.name``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from istoolkit.documents.values import Value
from istoolkit.documents.word.markup import Marks, escape
from istoolkit.documents.word.package import pack
from istoolkit.documents.word.pictures import RELATIONS, room_of
from istoolkit.documents.word.properties import APP, Properties, core_part
from istoolkit.documents.word.render import Rendering, check_sound, fill
from istoolkit.documents.word.template import MAP_PART, STYLES, Prepared

_FIRST = 500_000
"""Where the numbers of our boxes begin, above those of the values in a document."""

_GREY = '<w:rPr><w:color w:val="5F6B76"/></w:rPr>'
_DATE = (
    '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box: what it is called, the word in it, the style of its paragraph. ``name`` is what tells it from the others.

    ``filled`` is what stands in it already, such as the post that signs, and may be changed.
    """

    name: str
    label: str
    style: str = "FillIn"
    filled: str = ""
    is_date: bool = False

    def __str__(self) -> str:
        """What it shows before it is filled in."""
        return self.filled or f"({self.label.lower()})"


class _Filling(Rendering):
    """Fills a template in with boxes beside ordinary values."""

    def __init__(self, prepared: Prepared, view: Mapping[str, Any]) -> None:
        super().__init__(Marks(""), prepared.places, view, room_of(prepared.sources["word/document.xml"]))
        self._boxes = 0

    def run(self, value: Value | Box | str, place: int) -> Markup:
        """Write a value where a run stands."""
        return self._control(value) if isinstance(value, Box) else super().run(value, place)

    def paragraph(self, value: Value | Box | str, place: int, cell: bool) -> Markup:
        """Write a value as paragraphs of its own."""
        if not isinstance(value, Box):
            return super().paragraph(value, place, cell)
        properties = f'<w:pPr><w:pStyle w:val="{value.style}"/></w:pPr>'
        return Markup(f"<w:p>{properties}{self._control(value)}</w:p>")  # noqa: S704 - built from escaped texts

    def _control(self, box: Box) -> Markup:
        self._boxes += 1
        name, label = escape(f"sign-off.{box.name}"), escape(box.label)
        shows = "" if box.filled else "<w:showingPlcHdr/>"
        kind = _DATE if box.is_date else ""
        run = f'<w:r>{"" if box.filled else _GREY}<w:t xml:space="preserve">{escape(str(box))}</w:t></w:r>'
        control = (
            f'<w:sdt><w:sdtPr><w:alias w:val="{label}"/><w:tag w:val="{name}"/><w:id w:val="{_FIRST + self._boxes}"/>'
            f"{shows}{kind}</w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"
        )
        return Markup(control)  # noqa: S704 - built from escaped texts


def filled(prepared: Prepared, view: Mapping[str, Any], properties: Properties) -> bytes:
    """Return a template of signing filled in, as a Word document. Raises BadTemplate where it cannot be."""
    rendering = _Filling(prepared, view)
    made = {name: fill(prepared, name, rendering) for name in sorted(prepared.sources)}
    if prepared.restyled:
        check_sound(made["word/document.xml"])
    parts = {name: text.encode() for name, text in made.items()}
    own = {
        MAP_PART: rendering.marks.part(),
        STYLES: prepared.styles_in(properties.language),
        RELATIONS: rendering.pictures.related(prepared.parts[RELATIONS]),
        "docProps/core.xml": core_part(properties),
        "docProps/app.xml": APP,
    }
    return pack({**parts, **own}, prepared.base)
