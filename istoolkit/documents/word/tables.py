"""Any book of tables as a Word document on landscape pages.

The words around the tables, and the look of everything, come from a template that officers can restyle in Word:
``templates/book.docx``. The tables take the place of ``{{ tables }}`` in it, the drawings that of ``{{ pictures }}``.
"""

from collections.abc import Iterator
from functools import cache
from itertools import count

from markupsafe import Markup

from istoolkit.documents.tables import Book, Table
from istoolkit.documents.values import Value
from istoolkit.documents.word.blocks import blocks_xml
from istoolkit.documents.word.markup import Marks
from istoolkit.documents.word.measure import width_of
from istoolkit.documents.word.package import pack
from istoolkit.documents.word.pictures import RELATIONS, room_of
from istoolkit.documents.word.properties import APP, Properties, core_part
from istoolkit.documents.word.render import Rendering, check_sound, fill
from istoolkit.documents.word.split import SIZE, Part, parts
from istoolkit.documents.word.table_xml import AFTER, key, said, table_xml
from istoolkit.documents.word.template import MAP_PART, STYLES, BadTemplate, Prepared, prepare
from istoolkit.documents.word.upright import drawings_xml, upright_room
from istoolkit.resources import folder

TEMPLATE = "book.docx"
_BODY = "word/document.xml"
_APART = " " * 6
"""What stands at least between the title and where it stands, at the head of each page."""

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
    view = _view(book, *(each(prepared.sources[_BODY]).width for each in (room_of, upright_room)))
    rendering = _Rendering(Marks(""), prepared.places, view, upright_room(prepared.sources[_BODY]))
    told = next((each.title for each in book.tables if each.on_paper), "")
    view["pictures"] = _Written(drawings_xml(book.drawings, rendering.pictures, prepared.sources[_BODY], told))
    made = {name: fill(prepared, name, rendering) for name in prepared.sources}
    if prepared.restyled:
        check_sound(made[_BODY])
    filled = {name: text.encode() for name, text in made.items()}
    return pack({**filled, **_own(book, prepared, rendering)}, prepared.base)


def _view(book: Book, width: int, room: int) -> dict[str, object]:
    """Return every name that the template can use.

    ``width`` is what a page leaves for text, ``room`` what an upright page between them leaves.
    """
    shown = [each for table in book.tables for each in table.on_paper or (table,)]
    numbers = count(1)
    tables = [_table(each, 0 if each.layouts or not each.rows else next(numbers), width) for each in shown]
    return {
        "title": book.title,
        "running": _running(book, room),
        "marking": book.marking,
        "subtitle": book.subtitle,
        "draft": book.status is not None and not book.status.agreed,
        "status": book.status,
        "banner": book.status.shown if book.status else "",
        "facts": [{"label": label, "value": value} for label, value in book.facts],
        "notes": book.notes,
        "several": len(tables) > _SEVERAL,
        "tables": _Written("".join(tables)),
    }


def _running(book: Book, room: int) -> str:
    """Return what stands at the head of each page, on one line with where it stands: its title is cut, not its version."""
    status = book.status.head if book.status else ""
    title, mark, version = book.head.partition(", version ")
    words = title.split()
    while len(words) > 1 and width_of(f"{' '.join(words)}…{mark}{version}{_APART}{status}", SIZE) > room:
        words.pop()
    whole = len(words) == len(title.split())
    return book.head if whole else f"{' '.join(words).rstrip(':,')}…{mark}{version}"


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
    if table.layouts:
        return start + blocks_xml(table, width)
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
