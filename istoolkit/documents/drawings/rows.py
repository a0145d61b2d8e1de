"""A flow as a row: who gives on the left, what in the middle, who receives on the right.

Where all share with each other, they sit round a table. What stays inside one organisation has a frame round it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product, zip_longest
from typing import NamedTuple

from istoolkit.documents.drawings import ends
from istoolkit.documents.drawings.flow_box import content, content_height, items_apart
from istoolkit.documents.drawings.folds import Around
from istoolkit.documents.drawings.measure import wrapped
from istoolkit.documents.drawings.shapes import (
    DASHES,
    GREY,
    LEADING,
    SIZE,
    WIDTH,
    Box,
    Piece,
    Shape,
    Words,
    moved,
)
from istoolkit.documents.drawings.steps import ORGANISATION, UNKNOWN, End, Step

TALLEST = 730.0
"""How high a row may be: a flow that needs more is drawn in several."""

_EDGE, _ARROW = 6.0, 26.0
"""The margin at both sides, and the room for arrows between the boxes."""

_SIDE, _WIDE, _BESIDE_WIDE, _BOTH_WIDE = 166.0, 226.0, 150.0, 190.0
"""How wide the boxes at the sides are: as a rule, for a crowd, opposite a crowd, and where there is one on both sides."""

_MANY = 8
"""How many parties a side may have before they share one box."""

_FRAME_HEAD = 24.0


class _Columns(NamedTuple):
    """How wide the boxes on the left and right are, and whether their parties share one."""

    left: float
    right: float
    left_crowd: bool = False
    right_crowd: bool = False

    @property
    def middle(self) -> float:
        return WIDTH - 2 * (_EDGE + _ARROW) - self.left - self.right

    @property
    def middle_x(self) -> float:
        return _EDGE + self.left + _ARROW

    @property
    def right_x(self) -> float:
        return WIDTH - _EDGE - self.right


_USUAL = _Columns(_SIDE, _SIDE)


def rows(step: Step, around: Around | None = None) -> list[Piece]:
    """Return a flow as a row; as several where it has more parties or items than fit one page.

    Parties that the picture of the hub shows, ``around``, are named together.
    """
    shown = around.folded(step) if around else step
    left, right = _sides(shown)
    columns = _columns(shown, left, right)
    groups = list(_ends_apart(left, columns.left, columns.left_crowd))
    others = list(_ends_apart(right, columns.right, columns.right_crowd))
    pairs = list(zip_longest(groups, others, fillvalue=()) if step.sharers else product(groups, others))
    parts = [(*pair, items) for items in items_apart(step, columns.middle, TALLEST) for pair in pairs]
    return [
        _row(replace(step, items=items), columns, (one, other), number)
        for number, (one, other, items) in enumerate(parts)
    ]


def _sides(step: Step) -> tuple[tuple[End, ...], tuple[End, ...]]:
    """Return who stands left and right. Those round a table stand on both sides."""
    if step.sharers:
        half = (len(step.sharers) + 1) // 2
        return step.sharers[:half], step.sharers[half:]
    if step.departments and not (step.givers or step.takers):
        departments = tuple(End(each, each) for each in step.departments)
        half = (len(departments) + 1) // 2
        return departments[:half], departments[half:]
    return step.givers, step.takers


def _columns(step: Step, left: Sequence[End], right: Sequence[End]) -> _Columns:
    """Return how wide the columns are. Round a table each party has a place of its own."""
    if _is_shared(step):
        return _USUAL
    one, other = (sum(each.sort == ORGANISATION for each in side) > _MANY for side in (left, right))
    if one and other:
        return _Columns(_BOTH_WIDE, _BOTH_WIDE, one, other)
    if one or other:
        return _Columns(_WIDE if one else _BESIDE_WIDE, _WIDE if other else _BESIDE_WIDE, one, other)
    return _USUAL


def _is_shared(step: Step) -> bool:
    return bool(step.sharers) or not (step.givers or step.takers)


def _ends_apart(found: tuple[End, ...], width: float, crowd: bool) -> Iterator[tuple[End, ...]]:
    """Yield ends in groups that fit one page."""
    group: list[End] = []
    for each in found:
        if group and ends.height(ends.stack([*group, each], 0, width, crowd)) > TALLEST:
            yield tuple(group)
            group = []
        group.append(each)
    yield tuple(group)


def _row(step: Step, columns: _Columns, sides: tuple[Sequence[End], Sequence[End]], part: int) -> Piece:
    givers = ends.stack(sides[0], _EDGE, columns.left, columns.left_crowd)
    takers = ends.stack(sides[1], columns.right_x, columns.right, columns.right_crowd)
    tallest = max(ends.height(givers), ends.height(takers))
    needed = content_height(step, columns.middle, part)
    high = max(needed, tallest) if _is_shared(step) else needed
    height = max(high, tallest)
    look = "table" if step.sharers else "flow"
    flow = Box(columns.middle_x, (height - high) / 2, columns.middle, high, look)
    inner = moved(content(step, columns.middle, part), flow.x, flow.y + (high - needed) / 2)
    givers, takers = _centred(givers, height), _centred(takers, height)
    lines = _lines(step, givers, takers, flow)
    return _framed(step, Piece((*lines, *givers, *takers, flow, *inner), height))


def _centred(boxes: list[Box], height: float) -> list[Box]:
    down = (height - ends.height(boxes)) / 2
    return [each for each in moved(boxes, 0, down) if isinstance(each, Box)]


def _lines(step: Step, givers: list[Box], takers: list[Box], flow: Box) -> list[Shape]:
    dashes = DASHES.get(step.how, "")
    if _is_shared(step):
        return [*ends.across(givers, flow, dashes), *ends.across(takers, flow, dashes)]
    lines: list[Shape] = []
    if givers:
        lines.extend(ends.into(givers, flow, dashes))
    if takers:
        lines.extend(ends.out_of(flow, takers, dashes))
    return lines


def _framed(step: Step, piece: Piece) -> Piece:
    """Put a frame round a flow that stays inside one organisation."""
    if step.inside is None:
        return piece
    title = wrapped(f"Inside {step.inside.words}", WIDTH - 4 * _EDGE, SIZE, True)
    down = _FRAME_HEAD + LEADING * (len(title) - 1)
    frame = Box(1, 0, WIDTH - 2, piece.height + down + 8, "frame", (Words(title, 2 * _EDGE, 5, SIZE, True, GREY),))
    return Piece((frame, *moved(piece.shapes, 0, down)), frame.height)


def waiting(words: str) -> Piece:
    """Return a row for flows that are still to be confirmed."""
    box = ends.end_box(End("", words, UNKNOWN), _USUAL.middle_x, 0, _USUAL.middle)
    return Piece((box,), box.height)


def heads() -> Piece:
    """Return the words above the three columns."""
    sides = (_EDGE + _SIDE / 2, WIDTH / 2, WIDTH - _EDGE - _SIDE / 2)
    named = zip(("Who gives", "What", "Who receives"), sides, strict=True)
    return Piece(tuple(Words((words,), x, 0, SIZE, True, GREY, True) for words, x in named), LEADING)
