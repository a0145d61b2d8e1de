"""A prepared template and a view to the bytes of a Word file."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from istoolkit.documents.values import Detail, Entry, Text, Texts, Value, fields_of, keys, texts_in
from istoolkit.documents.view import Terms
from istoolkit.documents.word.contents import fill_contents
from istoolkit.documents.word.markup import Marks, Place, blocks, inline
from istoolkit.documents.word.package import pack
from istoolkit.documents.word.properties import APP, Properties, core_part
from istoolkit.documents.word.template import MAP_PART, STYLES, BadTemplate, Prepared, paragraph_text


def render(template: Prepared, view: Mapping[str, Any], properties: Properties, file: str) -> bytes:
    """Return the Word file of a view. ``file`` is the definition it comes from; other files are named in the tags.

    Raises BadTemplate where the template uses a name that does not exist.
    """
    marks = Marks(file)
    rendering = Rendering(marks, template.places, view)
    parts = {}
    for name in sorted(template.sources, key=lambda each: each != "word/document.xml"):
        parts[name] = _text(template, name, rendering, properties).encode()
    parts[MAP_PART] = marks.part()
    parts[STYLES] = template.styles_in(properties.language)
    parts["docProps/core.xml"] = core_part(properties)
    parts["docProps/app.xml"] = APP
    return pack(parts, template.base)


def _text(template: Prepared, name: str, rendering: "Rendering", properties: Properties) -> str:
    compiled = template.compiled[name]
    rendering.marks.body = name == "word/document.xml"
    try:
        text = compiled.render(rendering.names())
    except (UndefinedError, SecurityError, TypeError) as error:
        line = _line(error, compiled)
        words = paragraph_text(template.sources[name], line)
        raise BadTemplate(f"In the paragraph “{words}”: {_plain(error)}") from error
    if name != "word/document.xml":
        return text
    return fill_contents(text, template.numbered)


def _line(error: Exception, compiled: Any) -> int:
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
        return f"there is nothing called “{name[1] or name[2]}”. istoolkit templates fields lists what there is."
    return "this is not allowed in a template." if isinstance(error, SecurityError) else text


class Rendering:
    """The state of one rendering: what the calls in a template need."""

    def __init__(self, marks: Marks, places: tuple[Place, ...], view: Mapping[str, Any]) -> None:
        self.marks, self.places, self.view = marks, places, view

    def names(self) -> dict[str, Any]:
        """Return every name a template can use."""
        own = {"rendering_": self, "rest": self.rest, "unshown": self.unshown}
        return {**self.view, **own, "contents": Markup("<!--contents-->")}

    def run(self, value: Value | str, place: int) -> Markup:
        """Write a value where a run stands; further paragraphs follow the one it stands in."""
        at = self.places[place]
        if isinstance(value, Markup):
            return value
        if isinstance(value, Text) and "\n" not in value.words:
            return Markup(inline(self.marks, value, at.run))  # noqa: S704 - built from escaped texts
        pieces: list[str] = []
        for number, block in enumerate(blocks(self.marks, value, at.run)):
            if number or block.bullet:
                pieces.append(f"</w:p><w:p>{at.bullet if block.bullet else at.paragraph}")
            pieces.append(block.markup)
        return Markup("".join(pieces))  # noqa: S704 - built from escaped texts

    def paragraph(self, value: Value | str, place: int, cell: bool) -> Markup:
        """Write a value as paragraphs of its own. Nothing to say makes no paragraph, but a cell says so."""
        at = self.places[place]
        if isinstance(value, Markup):
            return value
        if not value and not isinstance(value, str):
            return Markup(f"<w:p>{at.paragraph}{_EMPTY}</w:p>") if cell else Markup()  # noqa: S704
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
            words = f"{before}: {label[:1].lower()}{label[1:]}" if before else label
            if isinstance(value, Entry):
                yield from self._rest(value, words)
            else:
                yield Detail(words, value, origins.get(name, ""))

    def unshown(self) -> list[Detail]:
        """Return everything in the view that the document has not shown anywhere."""
        details: list[Detail] = []
        for value in self.view.values():
            for text in texts_in(value) if isinstance(value, Text | Texts | Entry) else ():
                if (text.file, text.path) not in self.marks.shown:
                    details.append(Detail(text.label, text, ""))
        return details


_EMPTY = '<w:r><w:t xml:space="preserve">Not stated</w:t></w:r>'
