"""A book as an Excel workbook: a sheet that says what it is, then a sheet for each table and each picture.

The same book gives the same bytes. Words are only ever words: nothing in a definition becomes a formula, a link or a
number. The widths of columns and the heights of rows are worked out here, because no program grows them for us.
"""

import datetime
import io
from typing import TYPE_CHECKING, Any

from istoolkit.documents.excel.front import write_front
from istoolkit.documents.excel.layout import layout
from istoolkit.documents.excel.names import sheet_names
from istoolkit.documents.excel.picture import write_picture
from istoolkit.documents.excel.styles import Styles
from istoolkit.documents.excel.table import write_table
from istoolkit.documents.excel.text import clean
from istoolkit.documents.tables import Book

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_WORDS_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FIRST_DAY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_ACROSS = 100
"""How many characters leave room beside them at the head or foot of a page."""
_FROM_THE_RIGHT = ("ar", "fa", "he", "ur")


def workbook(book: Book) -> bytes:
    """Return a book as the bytes of an Excel file."""
    from xlsxwriter import Workbook

    held = io.BytesIO()
    made = Workbook(held, _WORDS_ONLY)
    made.set_properties(_properties(book))
    _fill(made, book)
    made.close()
    return held.getvalue()


def _fill(made: "Workbook", book: Book) -> None:
    names = sheet_names(book)
    styles = Styles(made)
    titles = [book.title, *(table.title for table in book.tables), *(drawing.title for drawing in book.drawings)]
    sheets = [_sheet(made, name, title, book) for name, title in zip(names.all, titles, strict=True)]
    layouts = [layout(table) for table in book.tables]
    write_front(sheets[0], styles, book, names, layouts)
    for sheet, table, each in zip(sheets[1:], book.tables, layouts, strict=False):
        write_table(sheet, styles, table, each)
    for sheet, drawing in zip(sheets[1 + len(book.tables) :], book.drawings, strict=True):
        write_picture(sheet, styles, drawing)
    for name, table in zip(names.tables, book.tables, strict=True):
        if table.rows:
            made.define_name(f"'{name.replace(chr(39), chr(39) * 2)}'!Title", f"='{name}'!$A$1")


def _sheet(made: "Workbook", name: str, title: str, book: Book) -> Any:
    """Add a sheet that prints on A4 with what it is and the number of the page."""
    sheet = made.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.set_header(f"&L&9{_in_header(book.head)}{_stamped(book)}")
    sheet.set_footer(f"&L&9{_in_header(title)}&R{_marked(book)}&9Page &P of &N")
    if book.language.split("-")[0] in _FROM_THE_RIGHT:
        sheet.right_to_left()
    return sheet


def _stamped(book: Book) -> str:
    """Return where what is shown stands for a header, in bold."""
    return f"&R&B&9{_in_header(book.status.head)}" if book.status else ""


def _marked(book: Book) -> str:
    """Return the protective marking for a footer, in bold, before what follows it."""
    return f"&B&9{_in_header(book.marking)}&B    " if book.marking else ""


def _in_header(words: str) -> str:
    """Return words for a header or footer, where “&” means something else and 255 characters are the most.

    Words that are too long are cut in the middle: a version stands at the end.
    """
    flat = " ".join(clean(words).split())
    short = flat if len(flat) <= _ACROSS else f"{flat[: _ACROSS - 21]}…{flat[-20:]}"
    doubled = short.replace("&", "&&")
    return f" {doubled}" if doubled[:1].isdigit() else doubled


def _properties(book: Book) -> dict[str, Any]:
    return {
        "title": clean(book.title),
        "subject": clean(book.subtitle),
        "author": clean(book.creator),
        "keywords": clean(book.keywords),
        "created": _day(book.date),
    }


def _day(date: str) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(date[:10])
    except ValueError:
        return _FIRST_DAY
