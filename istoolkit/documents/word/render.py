"""A prepared template and a view to the bytes of a Word file."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree
from markupsafe import Markup

from istoolkit.definitions.formats import NOT_STATED
from istoolkit.documents.drawing import Drawing
from istoolkit.documents.heat_map import HeatMaps, in_words
from istoolkit.documents.values import Detail, Entry, Shade, Text, Texts, Value, fields_of, keys, texts_in
from istoolkit.documents.view import Terms
from istoolkit.documents.word.contents import IN_LINE, LIST, fill_contents
from istoolkit.documents.word.heat_map import heat_maps_xml
from istoolkit.documents.word.markup import Marks, Place, blocks, inline, run_of
from istoolkit.documents.word.package import pack
from istoolkit.documents.word.pictures import A4, RELATIONS, Pictures, Room, room_of
from istoolkit.documents.word.properties import APP, Properties, core_part
from istoolkit.documents.word.table_xml import NONE
from istoolkit.documents.word.template import MAP_PART, STYLES, BadTemplate, Prepared, paragraph_text
from istoolkit.documents.word.tidy import MARK, tidied
from istoolkit.words import small


def render(template: Prepared, view: Mapping[str, Any], properties: Properties, file: str, tidy: bool = False) -> bytes:
    """Return the Word file of a view. ``file`` is the definition it comes from; other files are named in the tags.

    ``tidy``: a cell in which nothing is said shows a dash, and the document gets the last touches of `tidied`.
    Raises BadTemplate where the template uses a name that does not exist.
    """
    marks = Marks(file)
    nothing = NONE if tidy else NOT_STATED
    rendering = Rendering(marks, template.places, view, room_of(template.sources[_BODY]), nothing)
    parts = {}
    for name in sorted(template.sources, key=lambda each: each != _BODY):
        filled = fill(template, name, rendering)
        parts[name] = (tidied(filled) if tidy and name == _BODY else filled).encode()
        if template.restyled:
            check_sound(parts[name].decode())
    parts[MAP_PART] = marks.part()
    parts[STYLES] = template.styles_in(properties.language)
    parts[RELATIONS] = rendering.pictures.related(template.parts[RELATIONS])
    parts.update(rendering.pictures.parts())
    parts["docProps/core.xml"] = core_part(properties)
    parts["docProps/app.xml"] = APP
    return pack(parts, template.base)


_FIRST_ROW = re.compile(
    r"(<w:tblHeader/></w:trPr>(?:(?!<w:trPr>|</w:tbl>).)*)<w:trPr><w:cantSplit/></w:trPr>", re.DOTALL
)
"""The row below the headings of a table, where it is kept whole: LibreOffice 7.4 may lose it and all that follows at the foot
of a page."""


def fill(template: Prepared, name: str, rendering: "Rendering") -> str:
    """Return a part of a template filled in. Raises BadTemplate with the words of the paragraph that cannot be."""
    compiled = template.compiled[name]
    rendering.marks.body = name == _BODY
    try:
        text = compiled.render(rendering.names())
    except Exception as error:  # the code of a template is not ours: whatever goes wrong in it is said by paragraph
        words = paragraph_text(template.sources[name], _line(error))
        raise BadTemplate(f"In the paragraph “{words}”: {_plain(error)}") from error
    if len(text) > _LARGEST:
        raise BadTemplate("The document would be far larger than any document should be.")
    if not rendering.marks.body:
        return text
    return _FIRST_ROW.sub(r"\1", fill_contents(text, template.numbered))


def check_sound(xml: str) -> None:
    """Make sure that what a restyled template gave is a Word document. Raises BadTemplate."""
    try:
        root = etree.fromstring(xml.encode())
    except etree.XMLSyntaxError as error:
        raise BadTemplate(
            "A tag stands where it breaks the document. Put each tag in plain text of its own."
        ) from error
    for paragraph in root.iter(f"{_W}p"):
        parent = paragraph.getparent()
        if parent is not None and parent.tag in (f"{_W}p", f"{_W}r", f"{_W}t"):
            words = "".join(map(str, paragraph.itertext()))[:80]
            raise BadTemplate(
                f"The paragraph “{words}” lies inside another. Put {{{{ contents }}}} in a paragraph of its own."
            )
    for cell in root.iter(f"{_W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{_W}p":
            raise BadTemplate(
                "A cell of a table would be left without a paragraph. Use {% if %} inside the text of the cell."
            )
    names = [mark.get(f"{_W}name") for mark in root.iter(f"{_W}bookmarkStart")]
    if twice := next((name for name in names if names.count(name) > 1), None) if len(set(names)) < len(names) else None:
        raise BadTemplate(
            f"The bookmark “{twice}” would be there more than once. Take it out of the part that is repeated."
        )


def _line(error: Exception) -> int:
    trace, line = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _plain(error: Exception) -> str:
    text = str(error)
    name = re.search(r"attribute '(\w+)'|^'(\w+)' is undefined", text)
    if isinstance(error, UndefinedError) and name:
        return f"there is nothing called “{name[1] or name[2]}” there. istoolkit templates fields lists what there is."
    return (
        "this is not allowed in a template."
        if isinstance(error, SecurityError)
        else f"it cannot be worked out ({text})."
    )


class _Contents(Markup):
    """The mark that the list of headings takes the place of: the only markup that a template may put in."""


class Rendering:
    """The state of one rendering: what the calls in a template need."""

    def __init__(
        self,
        marks: Marks,
        places: tuple[Place, ...],
        view: Mapping[str, Any],
        room: Room = A4,
        nothing: str = NOT_STATED,
    ) -> None:
        self.marks, self.places, self.view, self.nothing = marks, places, view, run_of(nothing, "")
        self.pictures, self.room = Pictures(room), room

    def names(self) -> dict[str, Any]:
        """Return every name a template can use."""
        own = {"rendering_": self, "rest": self.rest, "unshown": self.unshown}
        lists = {"contents": _Contents(LIST), "contents_in_line": _Contents(IN_LINE)}
        return {**self.view, **own, **lists}

    def run(self, value: Value | str, place: int) -> Markup:
        """Write a value where a run stands; further paragraphs follow the one it stands in."""
        at = self.places[place]
        if isinstance(value, _Contents):
            return value
        if isinstance(value, Shade):
            return Markup(f"<!--{MARK}{value}-->" if value else "")  # noqa: S704 - the name of a tone
        value = value.unescape() if isinstance(value, Markup) else value
        if isinstance(value, Text) and "\n" not in value.words:
            return Markup(inline(self.marks, value, at.run))  # noqa: S704 - built from escaped texts
        pieces: list[str] = []
        for number, block in enumerate(blocks(self.marks, value, at.run)):
            if number or block.bullet:
                pieces.append(f"</w:p><w:p>{at.bullet if block.bullet else at.paragraph}")
            pieces.append(block.markup)
        return Markup("".join(pieces))  # noqa: S704 - built from escaped texts

    def picture(self, drawing: Drawing, place: int, apart: bool) -> Markup:
        """Write a drawing, as a paragraph of its own where it stands apart; its title where there is no room for it."""
        at = self.places[place]
        run = self.pictures.run(drawing, at.run) if self.marks.body else run_of(drawing.title, at.run)
        return Markup(f"<w:p>{at.paragraph}{run}</w:p>" if apart else run)  # noqa: S704 - built from escaped texts

    def heat_maps(self, maps: HeatMaps, place: int, apart: bool) -> Markup:
        """Write two maps of risks as tables; in words where they do not stand in a paragraph of their own."""
        if apart and self.marks.body:
            return Markup(heat_maps_xml(maps, self.room.width))  # noqa: S704 - built from escaped texts
        lines = (
            f"{each.number} {each.title}: before {small(each.before.words)}; with the measures {small(each.after.words)}."
            for each in in_words(maps)
        )
        return Markup(run_of(" ".join(lines), self.places[place].run))  # noqa: S704 - built from escaped texts

    def paragraph(self, value: Value | str, place: int, cell: bool) -> Markup:
        """Write a value as paragraphs of its own. Nothing to say makes no paragraph, but a cell says so."""
        at = self.places[place]
        if isinstance(value, _Contents):
            return value
        value = value.unescape() if isinstance(value, Markup) else value
        if not value and not isinstance(value, str):
            return Markup(f"<w:p>{at.paragraph}{self.nothing}</w:p>") if cell else Markup()  # noqa: S704
        written = (
            f"<w:p>{at.bullet if block.bullet else at.paragraph}{block.markup}</w:p>"
            for block in blocks(self.marks, value, at.run)
        )
        return Markup("".join(written))  # noqa: S704

    def rest(self, value: Value) -> list[Detail]:
        """Return the fields of an entry that the document has not shown yet, sections within it taken apart."""
        return list(self._rest(value, "")) if isinstance(value, Entry) else []

    def _rest(self, entry: Entry, before: str) -> Iterator[Detail]:
        origins = entry.origins if isinstance(entry, Terms) else {}
        for name, label, value in fields_of(entry):
            if keys(value) <= self.marks.shown:
                continue
            words = label_within(before, label)
            if isinstance(value, Entry):
                yield from self._rest(value, words)
            else:
                yield Detail(words, value, origins.get(name, ""))

    def unshown(self, *values: Value) -> list[Detail]:
        """Return everything in these values, or in the whole view, that the document has not shown anywhere."""
        details: list[Detail] = []
        for value in values or self.view.values():
            for text in texts_in(value) if isinstance(value, Text | Texts | Entry) else ():
                if (text.file, text.path) not in self.marks.shown:
                    details.append(Detail(text.label, text, ""))
        return details


def label_within(before: str, label: str) -> str:
    """Return the label of a field in a section, without saying again what the section is called: “When it is urgent”."""
    outer, inner = small(before), small(label)
    if not before or outer == inner:
        return label
    again = outer.startswith(f"{inner} ") or outer.endswith(f" {inner}")
    return before if again else f"{before}: {inner}"


_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST = 50_000_000
