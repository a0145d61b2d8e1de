"""The first sheet of a workbook: what it is, what a reader must know, and where everything is."""

from collections.abc import Iterator, Sequence
from typing import Any

from istoolkit.documents.excel.layout import Layout, height
from istoolkit.documents.excel.names import Names
from istoolkit.documents.excel.styles import Styles
from istoolkit.documents.excel.table import pages_of
from istoolkit.documents.excel.text import clean, lines, parts
from istoolkit.documents.tables import Book, Table

_LEFT, _RIGHT = 30, 95


def write_front(sheet: Any, styles: Styles, book: Book, names: Names, layouts: Sequence[Layout]) -> None:
    """Write the first sheet: title, facts, notes, the sheets with links to them, and what shades mean."""
    page = _Page(sheet, styles)
    sheet.set_column(0, 0, _LEFT)
    sheet.set_column(1, 1, _RIGHT)
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    page.title(clean(book.title))
    page.wide(clean(book.subtitle))
    status = "draft" if book.status and not book.status.agreed else "text"
    if book.status and "Status" not in dict(book.facts):
        page.pair("Status", book.status.words, style=status)
    for label, value in book.facts:
        page.pair(label, value, style=status if label == "Status" else "text")
    if book.notes:
        page.section("Notes")
        for note in book.notes:
            page.pair("", note)
    _contents(page, book, names, layouts)
    _key(page, book)


def _contents(page: "_Page", book: Book, names: Names, layouts: Sequence[Layout]) -> None:
    page.section("Sheets")
    for name, table, laid in zip(names.tables, book.tables, layouts, strict=True):
        page.link(name, _about(table, laid))
    for name, drawing in zip(names.drawings, book.drawings, strict=True):
        page.link(name, f"{drawing.title}. {drawing.described}")


def _about(table: Table, laid: Layout) -> str:
    found = [table.title, table.about]
    if table.rows:
        pages = pages_of(table, laid)
        about = "about " if pages > 1 else ""
        found += [
            f"{_counted(len(table.rows), 'row')}; {about}{_counted(pages, 'page')} when printed",
            *_low(table, laid),
        ]
    else:
        found.append(table.none)
    return "\n".join(filter(None, found))


def _counted(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"


def _low(table: Table, laid: Layout) -> Iterator[str]:
    """Yield how to read a table for filtering, whose rows are low and which is not printed whole."""
    if not table.printed:
        return
    last = table.columns[laid.printed - 1].heading
    yield f"Rows are low, so that many fit the screen: click a cell to read all of it. On paper the columns end with “{last}”."
    if laid.hidden:
        yield f"Hidden, as nothing stands in them: {'; '.join(table.columns[i].heading for i in sorted(laid.hidden))}."


def _key(page: "_Page", book: Book) -> None:
    key = dict.fromkeys((tone, words) for table in book.tables for tone, words in table.key)
    if not key:
        return
    page.section("Shades")
    for tone, words in key:
        page.shade(words, tone)


class _Page:
    """Writes one row after another."""

    def __init__(self, sheet: Any, styles: Styles) -> None:
        self.sheet, self.styles, self.row = sheet, styles, 0

    def title(self, words: str) -> None:
        """Write the title over both columns. One that is too long for a line stands in the wider one."""
        if len(lines(words, _LEFT + _RIGHT, 16)) == 1:
            self.sheet.set_row(self.row, 26)
            self._write(0, words, "title")
        else:
            self.sheet.set_row(self.row, 18 * len(lines(words, _RIGHT, 14)) + 4)
            self._write(1, words, "long title")
        self.row += 1

    def wide(self, words: str) -> None:
        """Write a line over both columns; in the wider one where it is too long for a line."""
        if not words:
            return
        if len(lines(words, _LEFT + _RIGHT)) == 1:
            self._write(0, words, "line")
            self._end(1)
        else:
            self.pair("", words)
        self.row += 1

    def section(self, words: str) -> None:
        """Write a heading after an empty row."""
        self.row += 1
        self.sheet.set_row(self.row, 19)
        self._write(0, words, "section")
        self.row += 1

    def pair(self, label: str, words: str, style: str = "text") -> None:
        """Write a label and what it is for. What is too long for a row goes on in the next."""
        label = clean(label)
        for number, part in enumerate(parts(clean(words), _RIGHT)):
            if label and not number:
                self._write(0, label, "label")
            self._write(1, part, style)
            self._end(max(len(lines(part, _RIGHT)), len(lines(label, _LEFT, 10.8)) if not number else 1))

    def link(self, name: str, words: str) -> None:
        """Write the name of a sheet as a link to it, and what is on it."""
        place = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1"
        self.sheet.write_url(self.row, 0, place, self.styles.of("link"), name, f"Go to the sheet {name}")
        self.pair("", words)

    def shade(self, words: str, tone: str) -> None:
        """Write what a shade means, in that shade."""
        for part in parts(clean(words), _LEFT):
            self.sheet.write_string(self.row, 0, part, self.styles.of("cell", part, tone))
            self._end(len(lines(part, _LEFT)))

    def _write(self, column: int, words: str, style: str) -> None:
        self.sheet.write_string(self.row, column, words, self.styles.of(style, words))

    def _end(self, number: int) -> None:
        self.sheet.set_row(self.row, height(number))
        self.row += 1
