"""How high the rows of a table are, and a row that is too high for one page in several that are not."""

from collections.abc import Iterator, Sequence

from istoolkit.documents.tables import Cell
from istoolkit.documents.word.measure import lines_of
from istoolkit.documents.word.split import INDENT, MARGINS, SIZE

MOST = 30
"""The most lines of a row on a landscape page: below its head and a caption there is room for a few more.

LibreOffice 7.4 drops what does not fit of a row that is kept on one page, so that this must never be too many.
"""

_HEAD = 6
"""About how many lines the heading of a table, what it is about and its heading row may take."""

_SHORT = 12
"""A table of no more rows than this stays on one page, where it fits there."""

CONTINUED = " (continued)"
"""What follows the heading of a row that began above."""

ABOVE = "(see above)"
"""What a cell says in a row that is continued, where all that it holds stands above."""


def lines_in(cell: Cell) -> list[str]:
    """Return the lines of a cell that say something."""
    return [line for line in cell.words.split("\n") if line.strip()]


def height(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return how many lines the highest of some cells takes."""
    return max(map(_lines, cells, widths), default=0)


def stays_whole(heights: Sequence[int]) -> bool:
    """Whether a table with rows of these heights is kept on one page. The margins of a row take about half a line."""
    return len(heights) <= _SHORT and sum(heights) + len(heights) // 2 <= MOST - _HEAD


def cut(cells: Sequence[Cell], widths: Sequence[int], heads: int = 0, most: int = MOST) -> Iterator[list[Cell]]:
    """Yield a row in rows that fit a page, cut between the lines of its cells. A line is never cut.

    The first ``heads`` cells stand in each; the first of them says that it is continued.
    """
    if height(cells, widths) <= most:
        yield list(cells)
        return
    columns = [
        [cell] if place < heads else _pieces(cell, width, most)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    for number in range(max(map(len, columns))):
        row = [column[number] if number < len(column) else Cell(ABOVE) for column in columns]
        for place in range(heads if number else 0):
            again = cells[place]
            row[place] = Cell(again.words + CONTINUED, again.tone) if place == 0 else again
        yield row


def _pieces(cell: Cell, width: int, most: int) -> list[Cell]:
    """Return a cell in cells of no more than so many lines, as far as no single line of it takes more."""
    found: list[list[str]] = [[]]
    used = 0
    for line in lines_in(cell):
        high = _high(line, width, True)
        if used and used + high > most:
            found.append([])
            used = 0
        found[-1].append(line)
        used += high
    return [Cell("\n".join(lines), cell.tone) for lines in found]


def _lines(cell: Cell, width: int) -> int:
    """Return how many lines a cell takes."""
    lines = lines_in(cell)
    return sum(_high(line, width, len(lines) > 1) for line in lines)


def _high(line: str, width: int, bullet: bool) -> int:
    return lines_of(line, max(1, width - MARGINS - (INDENT if bullet else 0)), SIZE)
