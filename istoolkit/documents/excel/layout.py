"""How a table stands on a sheet: the widths of its columns, its rows where a cell is too long for one, their heights."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from istoolkit.documents.excel.text import MOST_LINES, clean, lines, parts, widest_word
from istoolkit.documents.tables import Cell, Table

LINE = 12.9
"""The height of a line of 10 point letters, in points."""

AS_ABOVE = "As in the row above"
_NARROWEST, _WIDEST, _HEADS = 6, 85, 80
_LINES = (16, 22, MOST_LINES)
"""The lines that the longest words in a column may take, the best first."""
_ONE_PAGE_COLUMNS, _ONE_PAGE = 12, 230
_ARROW = 3
"""The room in a heading for the arrow of its filter, in characters."""
_LOW = 30
"""The height of a row of a table for filtering, in points: two lines of its longer cells are seen."""
_MOST_SCROLLED = 400
"""The lines of a cell of a low row, which is read in the formula bar: they keep to the most letters that a cell holds."""
_BOLD = 10.8
"""The size of plain letters that are as wide as bold ones of 10 points."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table ready for a sheet. ``rows`` has a further row for each part of a cell that is too long for one.

    ``printed`` is how many columns stand on paper, the first. ``hidden`` are columns with nothing in them.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heights: tuple[float, ...]
    heading_height: float
    printed: int
    hidden: frozenset[int] = frozenset()

    @property
    def on_paper(self) -> list[float]:
        """The widths of the columns that stand on paper."""
        return [width for i, width in enumerate(self.widths[: self.printed]) if i not in self.hidden]


def layout(table: Table) -> Layout:
    """Return how a table stands on a sheet."""
    short = [(*row, *[Cell()] * (len(table.columns) - len(row))) for row in table.rows]
    rows = [tuple(replace(cell, words=clean(cell.words)) for cell in row) for row in short]
    widths = _widths(table, rows)
    most = _MOST_SCROLLED if table.printed else MOST_LINES
    split = tuple(part for row in rows for part in _split(row, widths, table.heads, most))
    printed = table.printed or len(widths)
    least = _LOW if table.printed else 0
    heights = tuple(max(least, _height([cell.words for cell in row], widths[:printed])) for row in split)
    headings = [column.heading for column in table.columns]
    heading_height = _height(headings, [width - _ARROW for width in widths], _BOLD)
    return Layout(widths, split, heights, heading_height, printed, _empty(table) if table.printed else frozenset())


def _empty(table: Table) -> frozenset[int]:
    """Return the columns in which no row says anything."""
    said = {i for row in table.rows for i, cell in enumerate(row) if cell.words}
    return frozenset(range(len(table.columns))) - said if table.rows else frozenset()


def height(lines_in_row: int) -> float:
    """Return the height of a row in points. Excel has none over 409."""
    return min(lines_in_row * LINE + 4, 409)


def _height(words: Sequence[str], widths: Sequence[float], size: float = 10) -> float:
    return height(max((len(lines(each, width, size)) for each, width in zip(words, widths, strict=False)), default=1))


def is_one_page_wide(widths: Sequence[float]) -> bool:
    """Whether columns can be printed beside each other on one page and still be read."""
    return len(widths) <= _ONE_PAGE_COLUMNS and sum(widths) <= _ONE_PAGE


def _widths(table: Table, rows: Sequence[Sequence[Cell]]) -> tuple[float, ...]:
    """Return widths at which rows are low; where that keeps a small table from one page, at which they are higher.

    The rows of a table for filtering are low at any width.
    """
    if table.printed:
        return tuple(_width(table, (), i, MOST_LINES) for i in range(len(table.columns)))
    found: tuple[float, ...] = ()
    for most_lines in _LINES:
        found = tuple(_width(table, rows, i, most_lines) for i in range(len(table.columns)))
        if is_one_page_wide(found) or len(found) > _ONE_PAGE_COLUMNS:
            break
    return found


def _width(table: Table, rows: Sequence[Sequence[Cell]], column: int, most_lines: int) -> float:
    heading, wanted = table.columns[column].heading, float(table.columns[column].width)
    is_head = column < table.heads
    if is_head:
        wanted *= min(1.0, _HEADS / max(1, sum(each.width for each in table.columns[: table.heads])))
    width = max(_NARROWEST, math.ceil(widest_word(heading)) + _ARROW, min(wanted, _WIDEST))
    return _wide_enough([row[column].words for row in rows], width, _HEADS / 2 if is_head else _WIDEST, most_lines)


def _wide_enough(words: Sequence[str], width: float, most: float, most_lines: int) -> float:
    """Return the width at which the longest words take no more lines than that, or the greatest width."""
    longest = [each for each in words if len(each) > width * most_lines / 2 or each.count("\n") >= most_lines / 2]
    while width < most and any(len(lines(each, width)) > most_lines for each in longest):
        width = min(most, math.ceil(width * 1.2))
    return width


def _split(row: Sequence[Cell], widths: Sequence[float], heads: int, most: int) -> list[tuple[Cell, ...]]:
    """Return the row; with further rows where a cell has more lines than that."""
    pieces = [parts(cell.words, width, most) for cell, width in zip(row, widths, strict=True)]
    if (rows := max(map(len, pieces), default=1)) == 1:
        return [tuple(row)]
    pieces = [parts(cell.words, width, most - 2) for cell, width in zip(row, widths, strict=True)]
    number_of = max(rows, *map(len, pieces))
    return [
        tuple(_piece(cell, pieces[i], number, i < heads) for i, cell in enumerate(row)) for number in range(number_of)
    ]


def _piece(cell: Cell, pieces: Sequence[str], number: int, is_head: bool) -> Cell:
    if len(pieces) == 1 and (number == 0 or is_head):
        return cell
    if number >= len(pieces):
        return Cell(AS_ABOVE) if cell.words else Cell()
    before = "(continued)\n" if number else ""
    after = "\n(continues in the next row)" if number < len(pieces) - 1 else ""
    return replace(cell, words=f"{before}{pieces[number]}{after}")
