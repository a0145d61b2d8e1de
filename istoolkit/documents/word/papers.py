"""A paper as a Word document, in the look of a template that officers can restyle in Word.

What the paper says takes the place of ``{{ body }}`` in the template, such as ``templates/paper.docx``.
"""

import re
from functools import cache

from markupsafe import Markup

from istoolkit.documents.paper import Paper
from istoolkit.documents.values import Value
from istoolkit.documents.word.markup import Marks
from istoolkit.documents.word.package import pack
from istoolkit.documents.word.paper_blocks import Writing
from istoolkit.documents.word.pictures import RELATIONS, room_of
from istoolkit.documents.word.properties import APP, Properties, core_part
from istoolkit.documents.word.render import Rendering, check_sound, fill
from istoolkit.documents.word.template import MAP_PART, STYLES, BadTemplate, Prepared, prepare
from istoolkit.resources import folder

TEMPLATE = "paper.docx"
_BODY = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"


class _Written(Markup):
    """Markup that takes the place of a paragraph of the template."""


class _Rendering(Rendering):
    """Fills a template in with what a paper says beside ordinary values."""

    def paragraph(self, value: Value | str, place: int, cell: bool) -> Markup:
        """Write a value as paragraphs of its own, or put in what is written already."""
        return value if isinstance(value, _Written) else super().paragraph(value, place, cell)


@cache
def standard(name: str = TEMPLATE) -> Prepared:
    """Return a template that istoolkit brings along."""
    return prepare((folder("templates") / name).read_bytes())


def document(paper: Paper, template: Prepared | bytes | None = None) -> bytes:
    """Return a paper as a Word document: the same bytes each time.

    Raises BadTemplate where the template cannot be filled in or has no place for the paper, NotWord where it is no Word
    file.
    """
    given = standard(paper.template) if template is None else template
    prepared = prepare(given) if isinstance(given, bytes) else given
    if "body)|paragraph_(" not in prepared.sources[_BODY]:
        raise BadTemplate("It has no {{ body }} in a paragraph of its own, where the paper would stand.")
    room = room_of(prepared.sources[_BODY])
    view: dict[str, object] = {}
    rendering = _Rendering(Marks(""), prepared.places, view, room)
    writing = Writing(rendering.pictures, room.width)
    view.update(_view(paper), body=_Written(writing.blocks(paper.blocks)))
    made = {name: fill(prepared, name, rendering) for name in sorted(prepared.sources)}
    made[_BODY] = _with_namespace(made[_BODY])
    if prepared.restyled:
        check_sound(made[_BODY])
    filled = {name: text.encode() for name, text in made.items()}
    return _packed(paper, prepared, filled, rendering, writing)


def _packed(
    paper: Paper, prepared: Prepared, filled: dict[str, bytes], rendering: Rendering, writing: Writing
) -> bytes:
    """Return the file: what was filled in, and the parts that each document has for itself."""
    links = f"{writing.relations()}</Relationships>".encode()
    related = rendering.pictures.related(prepared.parts[RELATIONS]).replace(b"</Relationships>", links)
    own = {
        **filled,
        MAP_PART: rendering.marks.part(),
        STYLES: prepared.styles_in(paper.language),
        RELATIONS: related,
        **rendering.pictures.parts(),
        "docProps/core.xml": core_part(_properties(paper)),
        "docProps/app.xml": APP,
    }
    if not writing.lists:
        return pack(own, prepared.base)
    lists = prepared.parts[_NUMBERING].replace(b"</w:numbering>", f"{writing.numberings()}</w:numbering>".encode())
    return pack({**prepared.parts, **own, _NUMBERING: lists})


def _view(paper: Paper) -> dict[str, object]:
    """Return every name that the template can use, but for the body."""
    draft = paper.status is not None and not paper.status.agreed
    return {
        "title": paper.title,
        "running": f"{paper.title}: {paper.subtitle}" if paper.subtitle else paper.title,
        "subtitle": paper.subtitle,
        "partnership": paper.partnership,
        "marking": paper.marking,
        "status": paper.status,
        "draft": draft,
        "banner": paper.status.banner if paper.status and draft else "",
        "facts": [{"label": label, "value": value} for label, value in paper.facts],
        "foot": ". ".join(f"{label}: {value}" for label, value in paper.facts),
    }


def _properties(paper: Paper) -> Properties:
    return Properties(
        title=f"{paper.title}: {paper.subtitle}" if paper.subtitle else paper.title,
        subject=f"for {paper.audience}" if paper.audience else paper.subtitle,
        creator=paper.creator,
        language=paper.language,
        date=paper.date,
        version=paper.version,
        keywords=paper.keywords,
    )


def _with_namespace(xml: str) -> str:
    """Declare the namespace of boxes to tick, which programs before Word 2010 leave aside."""
    if "w14:checkbox" not in xml or "xmlns:w14=" in xml:
        return xml
    declared = xml.replace("<w:document", f'<w:document xmlns:w14="{_WORD_2010}"', 1)
    return re.sub(r'mc:Ignorable="(?![^"]*w14)([^"]*)"', r'mc:Ignorable="\1 w14"', declared, count=1)
