"""Any book of tables as a Word document on landscape pages.

The words around the tables, and the look of everything, come from a template that officers can restyle in Word:
``templates/book.docx``. The tables take the place of ``{{ tables }}`` in it, the drawings that of ``{{ pictures }}``.
"""

from collections.abc import Iterator
from functools import cache

from markupsafe import Markup

from istoolkit.documents.stamp import DRAFT, SHOWN
from istoolkit.documents.tables import Book, Table
from istoolkit.documents.values import Value
from istoolkit.documents.word.markup import Marks
from istoolkit.documents.word.package import pack
from istoolkit.documents.word.pictures import RELATIONS, room_of
from istoolkit.documents.word.properties import APP, Properties, core_part
from istoolkit.documents.word.render import Rendering, check_sound, fill
from istoolkit.documents.word.split import Part, parts
from istoolkit.documents.word.table_xml import AFTER, key, said, table_xml
from istoolkit.documents.word.template import MAP_PART, STYLES, BadTemplate, Prepared, prepare
from istoolkit.documents.word.upright import drawings_xml, upright_room
from istoolkit.resources import folder

TEMPLATE = "book.docx"
_BODY = "word/document.xml"
_SEVERAL = 3
"""With more tables than this the document begins with a list of them."""


class _Written(Markup):
    """Markup that takes the place of a paragraph of the template."""


class _Rendering(Rendering):
    """Fills a template in with tables and pictures beside ordinary values."""

    def paragraph(self, value: Value | str, place: int, cell: bool) -> Markup:
        """Write a value as paragraphs of its own, or put in what is written already."""
        return value if isinstance(value, _Written) else super().paragraph(value, place, cell)


@cache
def standard() -> Prepared:
    """Return the template that istoolkit brings along."""
    return prepare((folder("templates") / TEMPLATE).read_bytes())


def document(book: Book, template: Prepared | bytes | None = None) -> bytes:
    """Return a book as a Word document.

    Raises BadTemplate where the template cannot be filled in or has no place for the tables, NotWord where it is no
    Word file.
    """
    prepared = standard() if template is None else prepare(template) if isinstance(template, bytes) else template
    if "tables)|paragraph_(" not in prepared.sources[_BODY]:
        raise BadTemplate("It has no {{ tables }} in a paragraph of its own, where the tables would stand.")
    view = _view(book, room_of(prepared.sources[_BODY]).width)
    rendering = _Rendering(Marks(""), prepared.places, view, upright_room(prepared.sources[_BODY]))
    view["pictures"] = _Written(drawings_xml(book.drawings, rendering.pictures, prepared.sources[_BODY]))
    made = {name: fill(prepared, name, rendering) for name in prepared.sources}
    if prepared.restyled:
        check_sound(made[_BODY])
    filled = {name: text.encode() for name, text in made.items()}
    return pack({**filled, **_own(book, prepared, rendering)}, prepared.base)


def _view(book: Book, width: int) -> dict[str, object]:
    """Return every name that the template can use."""
    return {
        "title": book.title,
        "running": book.head,
        "marking": book.marking,
        "subtitle": book.subtitle,
        "draft": book.status is not None and not book.status.agreed,
        "status": book.status,
        "banner": _banner(book),
        "facts": [{"label": label, "value": value} for label, value in book.facts],
        "notes": book.notes,
        "several": len(book.tables) > _SEVERAL,
        "tables": _Written("".join(_table(table, number, width) for number, table in enumerate(book.tables, 1))),
    }


def _banner(book: Book) -> str:
    """Return what stands before the title: a book is not signed itself, what it shows is."""
    if book.status is None:
        return ""
    return SHOWN if book.status.name == DRAFT.name else book.status.banner


def _own(book: Book, prepared: Prepared, rendering: Rendering) -> dict[str, bytes]:
    """Return the parts that each document has for itself."""
    properties = Properties(book.title, book.subtitle, book.creator, book.language, book.date, keywords=book.keywords)
    return {
        MAP_PART: rendering.marks.part(),
        STYLES: prepared.styles_in(book.language),
        RELATIONS: rendering.pictures.related(prepared.parts[RELATIONS]),
        **rendering.pictures.parts(),
        "docProps/core.xml": core_part(properties),
        "docProps/app.xml": APP,
    }


def _table(table: Table, number: int, width: int) -> str:
    """Return a table under its heading, with what it is about and its key."""
    about = said("Keep", table.about) if table.about else ""
    start = said("Heading1", table.title) + about
    if not table.rows:
        return start + said("BodyText", table.none)
    return start + key(table.key) + "".join(_parts(table, f"Table {number}. {table.title}", width))


def _parts(table: Table, title: str, width: int) -> Iterator[str]:
    found = parts(table, width)
    for number, part in enumerate(found, 1):
        caption = title if len(found) == 1 else f"{title}. Part {number} of {len(found)}: {_columns(table, part)}"
        yield (said("Caption", caption) + table_xml(table, part, caption) + AFTER)


def _columns(table: Table, part: Part) -> str:
    """Return which columns a part has beside those that are repeated."""
    headings = [table.columns[number].heading for number in part.columns[part.repeated :]]
    return f"column “{headings[0]}”" if len(headings) == 1 else f"columns “{headings[0]}” to “{headings[-1]}”"
