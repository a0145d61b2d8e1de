"""The flows of a protocol as drawings: the hub with its spokes where there is one, then each flow as a row."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.documents.drawing import Drawing
from istoolkit.documents.drawings import rows
from istoolkit.documents.drawings.hub import Hub, hub_of, hub_pieces, numbers_piece, reading, spoken
from istoolkit.documents.drawings.key import key
from istoolkit.documents.drawings.said import line_of
from istoolkit.documents.drawings.shapes import LEADING, WIDTH, Piece, Sheet, sheet
from istoolkit.documents.drawings.steps import End, Step, pending, steps
from istoolkit.documents.drawings.svg import svg
from istoolkit.words import capital

TALLEST = 880
"""How high a drawing may be: with its caption it then fits one page."""

_GAP = 16.0


class Laid(NamedTuple):
    """A drawing laid out: what it is called, a sentence on it, the flows it shows, and its shapes."""

    title: str
    described: str
    steps: tuple[Step, ...]
    sheet: Sheet
    waiting: tuple[str, ...] = ()


@kept
def flow_drawings(register: Register, protocol: Protocol) -> tuple[Drawing, ...]:
    """Return the drawings of a protocol's flows, in the order in which to show them. No flows give no drawing.

    Each fits the width of a page. Together their ``lines`` say every flow.
    """
    name = re.sub(r"[^a-z0-9-]", "", protocol.id.lower())
    return tuple(_drawing(each, f"flows-{name}-{number}") for number, each in enumerate(layouts(register, protocol), 1))


def layouts(register: Register, protocol: Protocol) -> list[Laid]:
    """Return the drawings of a protocol's flows before they are written."""
    seen = picture(register, protocol)
    found, unknown = steps(seen), pending(seen)
    if not found and not unknown:
        return []
    hub = hub_of(found)
    shown = frozenset(end for end, _ in hub.spokes) | {hub.end} if hub else frozenset()
    return [*(_hub_layouts(hub, found) if hub else ()), *_row_layouts(found, unknown, shown)]


def _drawing(laid: Laid, name: str) -> Drawing:
    lines = (*map(line_of, laid.steps), *laid.waiting)
    return Drawing(
        laid.title, laid.described, lines, svg(laid.sheet, name, laid.title, laid.described), WIDTH, laid.sheet.height
    )


def _hub_layouts(hub: Hub, found: Sequence[Step]) -> Iterator[Laid]:
    pieces = hub_pieces(hub)
    read = reading(hub, [each.number for each in found if each not in hub.steps])
    for number, piece in enumerate(pieces):
        more = f" ({number + 1} of {len(pieces)})" if len(pieces) > 1 else ""
        title = f"Who shares with {hub.end.words}{more}"
        described = (
            f"Hub and spoke: {hub.end.words} in the middle, {_counted(len(hub.spokes), 'other', 'others')} around it, "
            f"with {_flows(hub.steps)} as arrows between them."
        )
        named = numbers_piece(hub.steps)
        below = [named] if piece.height + named.height < TALLEST - 90 else []
        yield Laid(title, described, hub.steps, sheet([piece, read, *below, key(piece.shapes)], 12))


def _row_layouts(found: Sequence[Step], unknown: tuple[str, ...], shown_before: frozenset[End]) -> Iterator[Laid]:
    drawn = [(step, piece) for step in found for piece in rows.rows(step, shown_before)]
    for group in _pages(drawn):
        shown = tuple(dict.fromkeys(step for step, _ in group))
        pieces = list(_with_heads(group))
        last = bool(group) and group[-1] is drawn[-1]
        yield _row_layout(shown, pieces, unknown if last else ())
    if not drawn:
        yield _row_layout((), [], unknown)


def _row_layout(shown: tuple[Step, ...], pieces: list[Piece], unknown: tuple[str, ...]) -> Laid:
    named = _flows(shown) if shown else "flows to be confirmed"
    title = f"{capital(named)}: who gives what to whom"
    described = f"A drawing of {named}: who gives on the left, what in the middle, who receives on the right."
    if shown and all(each.sharers for each in shown):
        described = f"A drawing of {named}: those who share with each other stand around a table."
    waiting = [rows.waiting(each) for each in unknown]
    shapes = [shape for piece in (*pieces, *waiting) for shape in piece.shapes]
    return Laid(title, described, shown, sheet([*pieces, *waiting, key(shapes)], _GAP), unknown)


def _with_heads(group: list[tuple[Step, Piece]]) -> Iterator[Piece]:
    """Yield rows with the words above the columns before the first row in which some give and others receive."""
    told = False
    for step, piece in group:
        if not told and (step.givers or step.takers):
            told = True
            yield rows.heads()
        yield piece


def _pages(drawn: list[tuple[Step, Piece]]) -> Iterator[list[tuple[Step, Piece]]]:
    """Yield rows in groups that fit a page each."""
    page: list[tuple[Step, Piece]] = []
    used = room = 4 * LEADING + _GAP
    for each in drawn:
        needed = each[1].height + _GAP
        if page and used + needed > TALLEST:
            yield page
            page, used = [], room
        page.append(each)
        used += needed
    if page:
        yield page


def _flows(shown: Sequence[Step]) -> str:
    numbers = [each.number for each in shown]
    return f"flow {numbers[0]}" if len(numbers) == 1 else f"flows {spoken(numbers)}"


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
