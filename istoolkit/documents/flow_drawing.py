"""The flows of a protocol as drawings: the hub with its spokes where there is one, then each flow as a row."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.documents.drawing import Drawing
from istoolkit.documents.drawings import rows
from istoolkit.documents.drawings.folds import Around
from istoolkit.documents.drawings.hub import (
    Hub,
    hub_of,
    hub_pieces,
    meetings,
    numbers_piece,
    reading,
    shared,
    spoken,
)
from istoolkit.documents.drawings.key import key
from istoolkit.documents.drawings.measure import wrapped
from istoolkit.documents.drawings.said import lines_of
from istoolkit.documents.drawings.shapes import GREY, LEADING, NOTE, WIDTH, Piece, Sheet, Words, sheet
from istoolkit.documents.drawings.steps import Step, pending, processors, steps
from istoolkit.documents.drawings.svg import svg
from istoolkit.words import capital

TALLEST = 880
"""How high a drawing may be: with its caption it then fits one page."""

_SHARED = 470
"""How high a drawing of several flows may be: two then share a page, and little stays white before one."""

_GAP = 16.0


class Laid(NamedTuple):
    """A drawing laid out: what it is called, a sentence on it, the same in words, its shapes, and the flows it shows."""

    title: str
    described: str
    lines: tuple[str, ...]
    sheet: Sheet
    steps: tuple[Step, ...]


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
    return list(_Flows(steps(seen), pending(seen), tuple(processors(seen))).layouts())


def _drawing(laid: Laid, name: str) -> Drawing:
    said = "\n".join((laid.described, *laid.lines))
    made = svg(laid.sheet, name, laid.title, said)
    numbers = tuple(each.number for each in laid.steps)
    return Drawing(laid.title, laid.described, laid.lines, made, WIDTH, laid.sheet.height, numbers)


class _Flows:
    """Lays out the flows of one protocol. The first drawing says too who handles the information for others."""

    def __init__(self, found: tuple[Step, ...], unknown: tuple[str, ...], processors: tuple[str, ...]) -> None:
        self.found, self.unknown, self.processors = found, unknown, processors
        self.hub = hub_of(found)
        self.around = Around(self.hub.end, tuple(end for end, _ in self.hub.spokes)) if self.hub else None
        self.drawn = [(step, piece) for step in found for piece in rows.rows(step, self.around)]

    def layouts(self) -> Iterator[Laid]:
        """Yield the drawings: the hub, then the flows."""
        if self.hub:
            yield from self._of_hub(self.hub)
        if self.drawn or self.unknown:
            yield from _numbered(list(self._of_rows()))

    def _of_hub(self, hub: Hub) -> Iterator[Laid]:
        pieces = hub_pieces(hub)
        read = reading(hub, [each.number for each in self.found if each not in hub.steps])
        named = numbers_piece(hub.steps)
        for number, piece in enumerate(pieces):
            more = f" ({number + 1} of {len(pieces)})" if len(pieces) > 1 else ""
            below = [each for each in (read, meetings(hub)) if each]
            below += [named] if piece.height + named.height < TALLEST - 140 else []
            below += [key(piece.shapes), *self._handled(number == 0)]
            lines = (*lines_of(hub.steps, self.around), *(self.processors if number == 0 else ()))
            title = f"Who shares with {hub.end.words}{more}"
            yield Laid(title, _hub_described(hub), lines, sheet([piece, *below], 12), hub.steps)

    def _of_rows(self) -> Iterator[Laid]:
        groups = list(_pages(self.drawn)) or [[]]
        for number, group in enumerate(groups):
            first, last = number == 0 and not self.hub, number == len(groups) - 1
            yield self._of_group(group, first, self.unknown if last else ())

    def _of_group(self, group: list[tuple[Step, Piece]], first: bool, unknown: tuple[str, ...]) -> Laid:
        shown = tuple(dict.fromkeys(step for step, _ in group))
        pieces = [*_with_heads(group), *map(rows.waiting, unknown)]
        shapes = [shape for piece in pieces for shape in piece.shapes]
        lines = (*lines_of(shown, self.around), *unknown, *(self.processors if first else ()))
        made = sheet([*pieces, key(shapes), *self._handled(first)], _GAP)
        about = shown[0].title if len(shown) == 1 else "who gives what to whom"
        return Laid(f"{capital(_flows(shown))}: {about}", _described(shown), lines, made, shown)

    def _handled(self, first: bool) -> list[Piece]:
        """Return the words on those who handle the information for others, where they belong."""
        lines = tuple(line for each in self.processors for line in wrapped(each, WIDTH - 4, NOTE))
        return [Piece((Words(lines, 2, 0, NOTE, colour=GREY),), LEADING * len(lines))] if first and lines else []


def _hub_described(hub: Hub) -> str:
    described = (
        f"Hub and spoke: {hub.end.words} in the middle, {_counted(len(hub.spokes), 'other', 'others')} around it, "
        f"with {_flows(hub.steps)} as arrows between them."
    )
    numbers = shared(hub)
    return f"{described} In {_flow_numbers(numbers)} all share with each other through it." if numbers else described


def _described(shown: Sequence[Step]) -> str:
    if shown and all(each.sharers for each in shown):
        return f"A drawing of {_flows(shown)}: those who share with each other stand around a table."
    return f"A drawing of {_flows(shown)}: who gives on the left, what in the middle, who receives on the right."


def _numbered(found: list[Laid]) -> Iterator[Laid]:
    """Yield drawings, those that are called the same with a number after the flows they show: “Flow 1 (1 of 2)”."""
    titles = [each.title for each in found]
    for place, each in enumerate(found):
        if (of := titles.count(each.title)) > 1:
            number = titles[: place + 1].count(each.title)
            yield each._replace(title=each.title.replace(":", f" ({number} of {of}):", 1))
        else:
            yield each


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
        if page and used + needed > _SHARED:
            yield page
            page, used = [], room
        page.append(each)
        used += needed
    if page:
        yield page


def _flows(shown: Sequence[Step]) -> str:
    return _flow_numbers([each.number for each in shown]) if shown else "flows to be confirmed"


def _flow_numbers(numbers: Sequence[int]) -> str:
    return f"flow {numbers[0]}" if len(numbers) == 1 else f"flows {spoken(numbers)}"


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
