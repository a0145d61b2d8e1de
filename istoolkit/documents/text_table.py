"""A table for a terminal: as a table where it fits, and else one row under the other with its headings."""

import io
import textwrap
from collections.abc import Iterable, Iterator

from istoolkit.documents.tables import Book, Cell, Column, Table

_LEAST = 16
"""The fewest characters in which a column can be read."""


def plain(book: Book) -> str:
    """Return a book as plain text, one row under the other: the same wherever it is read."""
    return "\n".join(_lines(book, None))


def fitted(book: Book, width: int) -> str:
    """Return a book for a terminal of ``width`` characters: tables where their columns can be read, else row by row."""
    return "\n".join(_lines(book, width))


def _lines(book: Book, width: int | None) -> Iterator[str]:
    yield from folded([f"{book.title}: {book.subtitle}" if book.subtitle else book.title], width)
    for table in book.tables:
        yield from folded(["", table.title, table.about, ""], width)
        if width is not None and table.rows and len(table.columns) * (_LEAST + 3) <= width:
            yield _drawn(table, width).rstrip("\n")
        else:
            yield from folded(_rows(table) if table.rows else [table.none], width)
    yield from folded(["", *book.notes] if book.notes else [], width)


def folded(lines: Iterable[str], width: int | None) -> Iterator[str]:
    """Fold lines to the width of the terminal; what follows is set in by two more than the line began."""
    for line in lines:
        start = " " * (len(line) - len(line.lstrip()) + 2)
        yield from textwrap.wrap(line, width, subsequent_indent=start) or [""] if width else [line]


def _rows(table: Table) -> Iterator[str]:
    for index, row in enumerate(table.rows):
        heads, rest = row[: table.heads], list(zip(table.columns, row, strict=True))[table.heads :]
        yield from ("",) if index else ()
        yield " – ".join(" ".join(cell.words.split()) for cell in heads)
        for column, cell in rest:
            yield from _cell(column, cell)


def _cell(column: Column, cell: Cell) -> Iterator[str]:
    lines = cell.words.split("\n")
    if len(lines) > 1:
        yield f"  {column.heading}:"
        yield from (f"    {line}" for line in lines)
    elif cell.words:
        yield f"  {column.heading}: {cell.words}"


def _drawn(table: Table, width: int) -> str:
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(show_lines=True)
    for index, each in enumerate(table.columns):
        drawn.add_column(Text(each.heading), style="bold" if index < table.heads else "", ratio=each.width)
    for row in table.rows:
        drawn.add_row(*(Text(cell.words) for cell in row))
    console = Console(file=io.StringIO(), width=width, highlight=False)
    with console.capture() as taken:
        console.print(drawn)
    return taken.get()
