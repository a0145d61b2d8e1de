"""How much room a sheet has, and what of it fits: what does not is counted, never dropped in silence.

The sizes are those of ``templates/source/sign-off-sheet``. A line is taken to be a little shorter than it is, so that what
fits here fits on paper.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from istoolkit.documents.drawings.measure import wrapped
from istoolkit.documents.signing.duties import SEND, Duty
from istoolkit.documents.signing.passing import Passing

PAGE = 744.0
"""The height for text on A4 within the margins of the template, in points, less a reserve for what Word does otherwise than LibreOffice."""

ACROSS = 501.0
"""The width for text, in points."""

SMALL, PLAIN, LARGE = 9.0, 10.0, 16.0
_LINE = 1.15
"""The height of a line, in parts of the size of its type."""

_CELL, _SIDES = 4.4, 11.5
"""What a cell takes above and below its words, and at their sides, in points."""

COLUMNS = (0.34, 0.40, 0.26)
DUTY_COLUMNS = (0.08, 0.92)
FACT_COLUMNS = (0.17, 0.83)
MORE_LINES = 3
"""The most lines that the titles of the flows that do not fit may take."""

HEAD = 36.0
"""What a table takes beside its rows: its caption, its heading row and the gap after it."""

_Entry = TypeVar("_Entry")

_LEVELS = ((1000, False), (8, False), (1000, True), (8, True), (6, True), (4, True), (3, True), (2, True), (1, True))
"""How much is said, from all to the least: the most entries of a list, and whether duties are told in brief."""


class Row(NamedTuple):
    """A flow as the sheet says it."""

    flow: str
    way: str
    what: str
    whom: str


class Fitted(NamedTuple):
    """What of the flows and duties stands on the sheet. ``flows_left`` are the titles of the flows that do not,
    ``duties_left`` is the number of duties.

    ``shortened`` tells whether anything is said in brief.
    """

    rows: tuple[Row, ...]
    flows_left: tuple[str, ...]
    duties: tuple[tuple[str, str], ...]
    duties_left: int
    shortened: bool


def height_of(words: str, across: float = ACROSS, size: float = SMALL) -> float:
    """Return how high words are in a column, in points."""
    lines = sum(max(1, len(wrapped(each, across, size))) for each in words.split("\n"))
    return lines * size * _LINE


def row_height(cells: Sequence[str], columns: Sequence[float]) -> float:
    """Return how high a row of a table is, in points. The columns are parts of the width of the page."""
    return max(height_of(*each) for each in zip(cells, map(_inside, columns), strict=True)) + _CELL


def _inside(column: float) -> float:
    return column * ACROSS - _SIDES


def cut(words: str, across: float, lines: int, more: str) -> str:
    """Return words that fit into some lines; where they do not, as many as do and then ``more``, which says where the rest is."""
    if len(wrapped(words, across, SMALL)) <= lines:
        return words
    said = words.split()
    while said and len(wrapped(f"{' '.join(said)} … {more}", across, SMALL)) > lines:
        said.pop()
    return f"{' '.join(said)} … {more}".strip()


def fitted(passings: Sequence[Passing], duties: Sequence[Duty], room: float) -> Fitted:
    """Return what of some flows and duties fits into a height, in points: all in full if it does, then in brief, then in part."""
    for most, brief in _LEVELS:
        rows, told = [_row(each, most) for each in passings], list(_told(duties, brief))
        if _rows_height(rows) + _duties_height(told) <= room:
            return Fitted(
                tuple(rows), (), tuple(told), 0, (most, brief) != _LEVELS[0] and _is_less(passings, duties, most)
            )
    return _in_part(rows, told, room)


def _is_less(passings: Sequence[Passing], duties: Sequence[Duty], most: int) -> bool:
    lists = [each for one in passings for each in (one.what, one.whom, one.purposes)]
    return any(len(each) > most for each in lists) or any(each.full != each.brief for each in duties)


def _in_part(rows: list[Row], told: list[tuple[str, str]], room: float) -> Fitted:
    """Take rows from the ends until what is left fits. Neither table takes more than half from the other."""
    line = row_height(["More"], [1.0])
    rest = MORE_LINES * SMALL * _LINE + 3
    for_rows = max(room - _duties_height(told), room / 2)
    some = rows if _rows_height(rows) <= for_rows else _first(rows, for_rows - rest, _rows_height)
    left = tuple(each.flow.rstrip(".") for each in rows[len(some) :])
    for_duties = room - _rows_height(some) - (rest if left else 0)
    few = told if _duties_height(told) <= for_duties else _first(told, for_duties - line, _duties_height)
    return Fitted(tuple(some), left, tuple(few), len(told) - len(few), True)


def _first(entries: Sequence[_Entry], room: float, height: Callable[[Sequence[_Entry]], float]) -> Sequence[_Entry]:
    """Return as many of the first entries as fit into a height."""
    numbers = range(len(entries), 0, -1)
    return entries[: next((number for number in numbers if height(entries[:number]) <= room), 0)]


def _row(each: Passing, most: int) -> Row:
    soon = f", within {each.within.rstrip('.')}" if each.within else ""
    way = f"{each.way}{soon}. For: {_some(each.purposes, most).rstrip('.')}."
    return Row(f"{each.title.rstrip('.')}.", way, _some(each.what, most), _some(each.whom, most))


def _some(entries: Sequence[str], most: int) -> str:
    """Return the first entries of a list, and how many more there are. One more takes no more room than saying so."""
    shown = entries if len(entries) <= most + 1 and most > 1 else entries[:most]
    more = [f"and {len(entries) - len(shown)} more"] if len(shown) < len(entries) else []
    return "; ".join([*shown, *more])


def _told(duties: Sequence[Duty], brief: bool) -> Iterator[tuple[str, str]]:
    """Yield the duties in words, with the ways of sending in one row where they are told in brief."""
    for each in duties:
        if not (brief and each.label == SEND):
            yield each.label, each.brief if brief else each.full
    if ways := [each.brief for each in duties if brief and each.label == SEND]:
        yield SEND, " ".join(ways)


def _rows_height(rows: Sequence[Row]) -> float:
    heights = (row_height([f"{each.flow} {each.way}", each.what, each.whom], COLUMNS) for each in rows)
    return sum(heights) + (HEAD if rows else 0)


def _duties_height(told: Sequence[tuple[str, str]]) -> float:
    return sum(row_height(each, DUTY_COLUMNS) for each in told) + (HEAD if told else 0)
