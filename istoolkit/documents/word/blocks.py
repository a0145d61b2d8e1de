"""A table of which each row is a block of its own: a heading, and under it the facts, some side by side.

A block stays on one page where it fits.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from istoolkit.documents.tables import Cell, Table
from istoolkit.documents.word.markup import run_of
from istoolkit.documents.word.rows import CONTINUED, cut, height
from istoolkit.documents.word.split import side_by_side
from istoolkit.documents.word.table_xml import (
    AFTER,
    HEAD,
    KEEP,
    cell_xml,
    frame,
    heading_row,
    opened,
    paragraph,
    row_xml,
    said,
)

_HEADS = 2
"""How many lines the head of a row takes, with the room above it."""

_GAP = '<w:spacing w:before="0" w:after="0" w:line="100" w:lineRule="exact"/>'
"""What parts the rows of a block."""

_ABOVE = 6
"""How many lines the heading of the table takes, with what it is about."""

_MOST = 40
"""The most lines of a block that is kept on one page, beside its heading."""


_Group = tuple[tuple[int, ...], tuple[int, ...]]
"""Facts that stand side by side: the columns by number, and their widths."""


def blocks_xml(table: Table, width: int) -> str:
    """Return the rows of a table as blocks on a page with this width for text, in twentieths of a point.

    The layout is one in which as many blocks as can be stay on a page, and of those the lowest.
    """
    best = min((_laid(table, layout, width) for layout in table.layouts), key=lambda groups: _room(table, groups))
    return "".join(part for place, row in enumerate(table.rows) for part in _block(table, row, best, place == 0))


def _room(table: Table, groups: Sequence[_Group]) -> tuple[int, int]:
    """Return how many rows of a table do not stay on a page in a layout, and how many lines all take."""
    heights = [_height(row, groups) for row in table.rows]
    return sum(high > _most(place == 0) for place, high in enumerate(heights)), sum(heights)


def _most(first: bool) -> int:
    """Return how many lines of a block fit a page."""
    return _MOST - _ABOVE if first else _MOST


def _laid(table: Table, layout: tuple[int, ...], width: int) -> list[_Group]:
    """Return the facts of a table in the rows of a layout."""
    ends = list(accumulate(layout, initial=1))
    groups = [tuple(range(*each)) for each in pairwise(ends)]
    return [(group, side_by_side(table, group, width)) for group in groups]


def _height(row: Sequence[Cell], groups: Sequence[_Group]) -> int:
    """Return how many lines the rows of a block take together, with their heads."""
    return sum(_HEADS + height([row[each] for each in group], widths) for group, widths in groups)


def _block(table: Table, row: Sequence[Cell], groups: Sequence[_Group], first: bool) -> Iterator[str]:
    """Yield a row as a block. One that does not stay on a page says its heading again above each row of its facts."""
    title = row[0].words
    whole = _height(row, groups) <= _most(first)
    pieces = [(*each, cells) for each in groups for cells in cut([row[place] for place in each[0]], each[1])]
    yield said("Heading2", title)
    for number, (group, widths, cells) in enumerate(pieces, 1):
        last = number == len(pieces)
        if number > 1 and not whole:
            yield said("Caption", title + CONTINUED)
        yield _facts(title, [table.columns[place].heading for place in group], cells, widths, whole and not last)
        yield paragraph("AfterTable", "", f"{KEEP}{_GAP}") if whole and not last else AFTER


def _facts(title: str, headings: Sequence[str], cells: Sequence[Cell], widths: tuple[int, ...], keep: bool) -> str:
    """Return facts of a block side by side, each under its heading. ``keep`` keeps them with what follows."""
    caption = f"{title}: {', '.join(headings)}"
    top = "".join(
        f"{opened(width, HEAD)}{paragraph('RowHeading', run_of(words, ''), KEEP)}</w:tc>"
        for words, width in zip(headings, widths, strict=True)
    )
    inside = (cell_xml(each, width, keep=keep) for each, width in zip(cells, widths, strict=True))
    row = row_xml(inside, height(cells, widths))
    return f"{frame(caption, caption, widths, first=False)}{heading_row(top)}{row}</w:tbl>"
