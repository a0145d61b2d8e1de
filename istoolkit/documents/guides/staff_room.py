"""How much room a staff guide takes on paper, so that it stays on two pages.

The sizes are those of ``templates/source/staff-guide``. A line is taken to be a little shorter than it is, so that what
fits here fits on paper.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from istoolkit.documents.drawings.measure import wrapped
from istoolkit.documents.paper import Block, Bullets, Callout, Grid, Heading, Paper, Paragraph, cell_blocks, plain

PAGES = 2

PAGE = 742.0
"""The height for text on a page within the margins of the template, in points, as these sums have it: they come out a little high."""

_ACROSS = 496.0
"""The width for text, in points, less the same."""

_LINE = 1.15
"""The height of a line, in parts of the size of its type."""

_BOLD = 0.995
"""How much of a line there is for words of which some are bold, as against ordinary type."""

_CELL, _SIDES, _FRAME = 4.0, 11.5, 13.5
"""What a cell takes above and below its words, and at their sides; what stands around the rows of a table: all in points."""


_TOGETHER = 2
"""How many lines of a paragraph stand together at the foot and at the head of a page."""


class _Look(NamedTuple):
    """A style of paragraph: the size of its type, the space around it and its indent, in points."""

    size: float
    around: float
    indent: float = 0.0


_BODY, _FINE, _LEAD, _ITEM = _Look(10, 3), _Look(9, 2), _Look(10.5, 4), _Look(10, 1, 17)
_CELL_TEXT, _CELL_ITEM = _Look(9.5, 1), _Look(9.5, 1, 11.5)
_CALLOUT_TITLE, _CALLOUT_TEXT, _CALLOUT_ITEM = _Look(11, 3), _Look(10, 2.5), _Look(10, 1, 14.5)
_HEADINGS = (_Look(12, 6.5), _Look(10.5, 6.5), _Look(10, 5))
_TITLE, _SUBTITLE, _SMALL_LINE, _BANNER = _Look(16, 1), _Look(11, 3), _Look(10, 1), _Look(10, 18)
_PARAGRAPHS = {"body": _BODY, "lead": _LEAD, "fine": _FINE, "keep": _BODY}
_CAPTION, _HEAD_ROW = _Look(10, 5), _Look(9.5, 2)


class _Piece(NamedTuple):
    """What is not split between pages, and whether it stands on one page with what follows."""

    height: float
    keep: bool = False


def fits(paper: Paper) -> bool:
    """Whether a paper stands on two pages."""
    return pages(paper) <= PAGES


def pages(paper: Paper) -> int:
    """Return how many pages a paper takes."""
    number, left, kept = 1, PAGE, 0.0
    for piece in [*_top(paper), *_pieces(paper.blocks), *_foot(paper)]:
        kept += piece.height
        if piece.keep:
            continue
        if kept > left:
            number, left = number + 1, PAGE
        left, kept = left - kept, 0.0
    return number


def _top(paper: Paper) -> Iterator[_Piece]:
    banner = paper.status.banner if paper.status and not paper.status.agreed else ""
    for words, look in (
        (banner, _BANNER),
        (paper.partnership, _SMALL_LINE),
        (paper.title, _TITLE),
        (paper.subtitle, _SUBTITLE),
    ):
        if words:
            yield _Piece(_height(words, look))


def _foot(paper: Paper) -> Iterator[_Piece]:
    if paper.facts:
        yield _Piece(_height(". ".join(f"{label}: {value}" for label, value in paper.facts), _FINE))


def _pieces(blocks: Iterable[Block]) -> Iterator[_Piece]:
    for each in blocks:
        match each:
            case Heading():
                yield _Piece(_height(each.words, _HEADINGS[each.level - 1]), keep=True)
            case Paragraph() if each.look == "keep":
                yield _Piece(_height(plain(each.words), _PARAGRAPHS[each.look]), keep=True)
            case Paragraph():
                yield from _split(plain(each.words), _PARAGRAPHS[each.look])
            case Bullets():
                for item in each.items:
                    yield from _split(plain(item), _ITEM)
            case Callout():
                yield _Piece(_callout(each))
            case Grid():
                yield from _rows(each)
            case _:
                raise AssertionError("a staff guide holds words, lists, tables and frames")


def _split(words: str, look: _Look) -> Iterator[_Piece]:
    """Yield a paragraph as it may be split between pages: at least two lines stand together at its beginning and its end."""
    line = look.size * _LINE
    number = round((_height(words, look) - look.around) / line)
    if number < 2 * _TOGETHER:
        yield _Piece(number * line + look.around)
        return
    yield _Piece(_TOGETHER * line)
    yield from (_Piece(line) for _ in range(number - 2 * _TOGETHER))
    yield _Piece(_TOGETHER * line + look.around)


def _callout(callout: Callout) -> float:
    inside = _ACROSS - _SIDES
    title = _height(callout.title, _CALLOUT_TITLE, inside)
    return title + _stack(callout.blocks, inside, _CALLOUT_TEXT, _CALLOUT_ITEM) + 2 * _CELL + _FRAME / 2


def _rows(grid: Grid) -> Iterator[_Piece]:
    widths = [each * _ACROSS / 100 - _SIDES for each in grid.widths]
    heads = max(_height(*each) for each in zip(grid.headings, [_HEAD_ROW] * len(widths), widths, strict=True))
    yield _Piece(_height(grid.caption, _CAPTION) + heads + _CELL + _FRAME / 2, keep=True)
    for row in grid.rows:
        cells = zip(row, widths, strict=True)
        yield _Piece(max(_stack(cell_blocks(cell), across, _CELL_TEXT, _CELL_ITEM) for cell, across in cells) + _CELL)


def _stack(blocks: Sequence[Block], across: float, text: _Look, item: _Look) -> float:
    """Return how high the blocks of a cell are together."""
    total = 0.0
    for each in blocks:
        if isinstance(each, Paragraph):
            total += _height(plain(each.words), _FINE if each.look == "fine" else text, across)
        elif isinstance(each, Bullets):
            total += sum(_height(plain(words), item, across) for words in each.items)
        else:
            raise AssertionError("a cell of a staff guide holds words and lists")
    return total


@lru_cache(maxsize=50_000)
def _height(words: str, look: _Look, across: float = _ACROSS) -> float:
    lines = max(1, len(wrapped(words, (across - look.indent) * _BOLD, look.size)))
    return lines * look.size * _LINE + look.around
