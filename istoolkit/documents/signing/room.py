"""How much room a sheet has, and what of it fits: what does not is counted, never dropped in silence.

The sizes are those of ``templates/source/sign-off-sheet``. A line is taken to be a little shorter than it is, so that what
fits here fits on paper.
"""

from collections.abc import Callable, Container, Iterator, Sequence
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

COLUMNS = (0.34, 0.46, 0.20)
DUTY_COLUMNS = (0.08, 0.92)
FACT_COLUMNS = (0.17, 0.83)
MORE_LINES = 3
"""The most lines that the titles of the flows that do not fit may take."""

_SENSITIVE_LINES = 8
"""The most lines that the sensitive items of all flows may take."""

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
    ``duties_left`` is the number of duties. ``sensitive`` says what is special category or criminal offence data where not
    every flow does; "" elsewhere.

    ``shortened`` tells whether anything is said in brief.
    """

    rows: tuple[Row, ...]
    flows_left: tuple[str, ...]
    duties: tuple[tuple[str, str], ...]
    duties_left: int
    shortened: bool
    sensitive: str = ""


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
    """Return what of some flows and duties fits into a height, in points: all in full if it does, then in brief, then in part.

    Where not every flow can name its special category and criminal offence data, ``sensitive`` names those of all flows.
    """
    if whole := _fitting(passings, duties, room, True):
        return whole
    line = _sensitive(passings)
    left = room - (height_of(line) + 3 if line else 0)
    less = _fitting(passings, duties, left, False) or _in_part(passings, duties, left)
    return less._replace(sensitive=line, shortened=True)


def _fitting(passings: Sequence[Passing], duties: Sequence[Duty], room: float, all_sensitive: bool) -> Fitted | None:
    """Return all flows and duties with as much of them as fits into a height; None where the least is too much."""
    for most, brief in _LEVELS:
        rows, told = [_row(each, most, all_sensitive) for each in passings], list(_told(duties, brief))
        if _rows_height(rows) + _duties_height(told) <= room:
            less = (most, brief) != _LEVELS[0] and _is_less(passings, duties, most)
            return Fitted(tuple(rows), (), tuple(told), 0, less)
    return None


def _sensitive(passings: Sequence[Passing]) -> str:
    """Return which items in some flows are special category or criminal offence data, in a sentence."""
    found = dict.fromkeys(item for each in passings for item in each.what if item in each.sensitive)
    said = f"Special category or criminal offence data in your flows: {'; '.join(found)}."
    return cut(said, ACROSS, _SENSITIVE_LINES, "(all of them stand in the protocol)") if found else ""


def _is_less(passings: Sequence[Passing], duties: Sequence[Duty], most: int) -> bool:
    lists = [each for one in passings for each in (one.what, one.whom, one.purposes)]
    return any(len(each) > most for each in lists) or any(each.full != each.brief for each in duties)


def _in_part(passings: Sequence[Passing], duties: Sequence[Duty], room: float) -> Fitted:
    """Take rows from the ends until what is left fits. Neither table takes more than half from the other."""
    rows, told = [_row(each, 1, False) for each in passings], list(_told(duties, True))
    line = row_height(["More"], [1.0])
    rest = MORE_LINES * SMALL * _LINE + 3
    for_rows = max(room - _duties_height(told), room / 2)
    some = rows if _rows_height(rows) <= for_rows else _first(rows, for_rows - rest, _rows_height)
    left = tuple(each.flow.rstrip(".") for each in rows[len(some) :])
    some = _fuller(passings[: len(some)], for_rows - (rest if left else 0)) or some
    for_duties = room - _rows_height(some) - (rest if left else 0)
    few = told if _duties_height(told) <= for_duties else _first(told, for_duties - line, _duties_height)
    return Fitted(tuple(some), left, tuple(few), len(told) - len(few), True)


def _fuller(passings: Sequence[Passing], room: float) -> list[Row]:
    """Return the rows of some flows with as much as fits into a height: with all that is sensitive if it does."""
    levels = [(most, always) for always in (True, False) for most in dict.fromkeys(most for most, _ in _LEVELS)]
    made = ([_row(each, most, always) for each in passings] for most, always in levels)
    return next((rows for rows in made if _rows_height(rows) <= room), [])


def _first(entries: Sequence[_Entry], room: float, height: Callable[[Sequence[_Entry]], float]) -> Sequence[_Entry]:
    """Return as many of the first entries as fit into a height."""
    numbers = range(len(entries), 0, -1)
    return entries[: next((number for number in numbers if height(entries[:number]) <= room), 0)]


def _row(each: Passing, most: int, all_sensitive: bool) -> Row:
    soon = f", within {each.within.rstrip('.')}" if each.within else ""
    way = f"{each.way}{soon}. For: {_some(each.purposes, most).rstrip('.')}."
    return Row(f"{each.title.rstrip('.')}.", way, _what(each, most, all_sensitive), _some(each.whom, most))


def _what(each: Passing, most: int, all_sensitive: bool) -> str:
    """Return the items of a flow. Where some are left out, the sensitive ones come first, or all of them stay."""
    if all_sensitive or len(each.what) <= most:
        return _some(each.what, most, each.sensitive)
    return _some(sorted(each.what, key=lambda item: item not in each.sensitive), most)


def _some(entries: Sequence[str], most: int, always: Container[str] = ()) -> str:
    """Return the first entries of a list, and how many more there are. One more takes no more room than saying so.

    ``always`` are entries that are never left out: others are first.
    """
    shown = entries if len(entries) <= most + 1 and most > 1 else _first_of(entries, most, always)
    more = [f"and {len(entries) - len(shown)} more"] if len(shown) < len(entries) else []
    return "; ".join([*shown, *more])


def _first_of(entries: Sequence[str], most: int, always: Container[str]) -> list[str]:
    room = most - sum(each in always for each in entries)
    others = [each for each in entries if each not in always][: max(0, room)]
    return [each for each in entries if each in always or each in others]


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
