"""The log of who was trained: an Excel file to fill in, a sheet for each audience, with nobody in it.

Columns that offer a choice take no other word, and those for dates take nothing but dates. The same register gives the
same bytes.
"""

import datetime
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.register import Register
from istoolkit.documents.excel.front import write_front
from istoolkit.documents.excel.layout import height, layout
from istoolkit.documents.excel.names import sheet_names
from istoolkit.documents.excel.styles import Styles
from istoolkit.documents.excel.text import clean, lines
from istoolkit.documents.facts import language_of, partnership_of
from istoolkit.documents.matrix.said import title_of
from istoolkit.documents.tables import Book, Column, Table
from istoolkit.documents.training.audience import points
from istoolkit.documents.training.frame import nations_of
from istoolkit.documents.word.properties import EARLIEST
from istoolkit.documents.wording import told

if TYPE_CHECKING:
    from xlsxwriter import Workbook

TITLE = "Training log"
COMPETENCE = ("Not yet", "With help", "Alone", "Can teach")
"""How well somebody can do what an outcome says, from the lowest up."""

SESSIONS = ("Training session", "Case-study workshop", "Quiz", "Supervision", "Induction")
ROWS = 200
"""How many rows are ready to be filled in."""

_NOTES = (
    "A row for each person and training. Somebody trained twice has two rows.",
    f"Under each outcome choose how well they can do it: {', '.join(COMPETENCE)}. Go by what you have seen them do.",
    "“Next due” is the day by which they are trained again. Filter it to see who comes next.",
    "This log holds personal data about staff. Keep it where only those who look after training can see it, and no longer than your retention schedule says.",
)
_LISTS = "Lists"
_DAY_FORMAT = {"num_format": "d mmm yyyy"}
_CELL = {
    "font_name": "Calibri",
    "font_size": 10,
    "text_wrap": True,
    "valign": "top",
    "border": 1,
    "border_color": "#B1B4B6",
}
_FIRST_DAY = datetime.date(2000, 1, 1)
_ARROW = 3
"""The room in a heading for the arrow of its filter, in characters."""


class _Field(NamedTuple):
    """A column of the log: its heading, its width in characters, and what may be written in it."""

    heading: str
    width: int
    takes: str = "words"


_WHO = (
    *(_Field("Name", 24), _Field("Post", 22), _Field("Organisation", 26), _Field("Trained on", 14, "day")),
    *(_Field("In what", 22, "session"), _Field("Protocol", 30, "protocol"), _Field("Trained by", 22)),
)
_LAST = (_Field("Next due", 14, "next"), _Field("Notes", 34))


def log(register: Register) -> bytes:
    """Return the training log of a register as the bytes of an Excel file."""
    from xlsxwriter import Workbook

    held = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    made = Workbook(held, safe)
    created = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
    made.set_properties({"title": TITLE, "author": clean(partnership_of(register, None)), "created": created})
    _fill(made, register)
    made.close()
    return held.getvalue()


def _fill(made: "Workbook", register: Register) -> None:
    audiences = guidance_of(register).each("audiences", nations_of(register))
    book = _book(register, audiences)
    names, styles = sheet_names(book), Styles(made)
    sheets = [made.add_worksheet(name) for name in names.all]
    write_front(sheets[0], styles, book, names, [layout(each) for each in book.tables])
    titles = [clean(title_of(each)) for each in register.checked()]
    _lists(made, titles)
    cell, day = made.add_format(_CELL), made.add_format({**_CELL, **_DAY_FORMAT})
    for sheet, audience in zip(sheets[1:], audiences, strict=True):
        fields = tuple(fields_of(audience))
        _print_on_a4(sheet, told(audience["title"]))
        _headings(sheet, styles, fields)
        for number in range(1, ROWS + 1):
            for place, each in enumerate(fields):
                sheet.write_blank(number, place, None, day if each.takes in ("day", "next") else cell)
        for place, each in enumerate(fields):
            _check(sheet, place, each, bool(titles))


def fields_of(audience: Record) -> Iterator[_Field]:
    """Yield the columns of the sheet for an audience: who and when, each outcome, and when they are due again."""
    yield from _WHO
    for number, outcome in enumerate(points(audience, "outcomes"), 1):
        yield _Field(f"{number}. {outcome}", 26, "competence")
    yield from _LAST


def _book(register: Register, audiences: list[Record]) -> Book:
    tables = tuple(
        Table(str(each["id"]), told(each["title"]), told(each["who"]), (Column(""),), (), none="Nobody is in it yet.")
        for each in audiences
    )
    partnership = partnership_of(register, None)
    return Book(
        title=TITLE,
        subtitle="Who was trained, when, in what, and what they can do",
        tables=tables,
        facts=(("Partnership", partnership),) if partnership else (),
        notes=_NOTES,
        creator=partnership,
        language=language_of(register, None),
        date=EARLIEST,
        draft=False,
    )


def _lists(made: "Workbook", titles: list[str]) -> None:
    """Add the sheet behind the choice of protocol, out of sight: what is written in a cell ends at 255 characters."""
    if not titles:
        return
    sheet = made.add_worksheet(_LISTS)
    sheet.hide()
    for number, title in enumerate(titles):
        sheet.write_string(number, 0, title)
    made.define_name("Protocols", f"={_LISTS}!$A$1:$A${len(titles)}")


def _print_on_a4(sheet: Any, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.set_header(f"&L&9{TITLE}: {clean(title).replace('&', '&&')[:100]}")
    sheet.set_footer("&R&9Page &P of &N")
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 0)
    sheet.set_print_scale(70)
    sheet.print_across()


def _headings(sheet: Any, styles: Styles, fields: tuple[_Field, ...]) -> None:
    for place, each in enumerate(fields):
        sheet.set_column(place, place, each.width)
        sheet.write_string(0, place, clean(each.heading), styles.of("heading", each.heading))
    sheet.set_row(0, height(max(len(lines(each.heading, each.width - _ARROW, 10.8)) for each in fields)))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, ROWS, len(fields) - 1)


def _check(sheet: Any, place: int, field: _Field, protocols: bool) -> None:
    """Have a column offer what may be chosen, and refuse what is no date."""
    choices = {"competence": COMPETENCE, "session": SESSIONS}
    if field.takes in choices:
        wrong = {"error_title": "Choose from the list", "error_message": "Choose one of the words in the list."}
        found: dict[str, Any] = {"validate": "list", "source": list(choices[field.takes]), **wrong}
    elif field.takes == "protocol" and protocols:
        found = {"validate": "list", "source": "=Protocols", "error_type": "warning"}
        found |= {"error_title": "Another protocol?", "error_message": "It is not on the list. Use it all the same?"}
    elif field.takes in ("day", "next"):
        wrong = {
            "error_title": "Write a date",
            "error_message": "Write the day as 1 December 2026, not before training.",
        }
        first = "=$D2" if field.takes == "next" else _FIRST_DAY
        found = {"validate": "date", "criteria": ">=", "value": first, **wrong}
    else:
        return
    sheet.data_validation(1, place, ROWS, place, found)
