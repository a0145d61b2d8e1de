"""A flow as a row: who gives on the left, what in the middle, who receives on the right.

Where all share with each other, they sit round a table. What stays inside one organisation has a frame round it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product, zip_longest

from istoolkit.documents.drawings import ends
from istoolkit.documents.drawings.measure import wrapped
from istoolkit.documents.drawings.shapes import (
    DASHES,
    GREY,
    LEADING,
    NAVY,
    SIZE,
    TITLE,
    WHITE,
    WIDTH,
    Box,
    Piece,
    Shape,
    Words,
    moved,
)
from istoolkit.documents.drawings.steps import ORGANISATION, UNKNOWN, End, Step
from istoolkit.words import capital

EDGE, SIDE, MIDDLE = 12.0, 158.0, 276.0
"""The margin at both sides, and how wide the boxes are at the sides and in the middle."""

TALLEST = 780.0
"""How high a row may be: a flow that needs more is drawn in several."""

_FLOW_X = (WIDTH - MIDDLE) / 2
_RIGHT_X = WIDTH - EDGE - SIDE
_PAD = 9.0
_MANY = 6
_FRAME_HEAD = 22.0


def rows(step: Step, shown_before: frozenset[End] = frozenset()) -> list[Piece]:
    """Return a flow as a row; as several where it has more parties or items than fit one page.

    “All” is drawn as one box where a drawing before this one shows each of them.
    """
    left, right = _sides(step)
    left = _as_one(left, step.all_give, shown_before)
    right = _as_one(right, step.all_take, shown_before)
    groups, others = list(_ends_apart(left)), list(_ends_apart(right))
    pairs = list(zip_longest(groups, others, fillvalue=()) if step.sharers else product(groups, others))
    parts = [(*pair, items) for items in _items_apart(step) for pair in pairs]
    return [_row(replace(step, items=items), one, other, number) for number, (one, other, items) in enumerate(parts)]


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


def _as_one(found: tuple[End, ...], everyone: bool, shown_before: frozenset[End]) -> tuple[End, ...]:
    if not everyone or len(found) < _MANY or not shown_before.issuperset(found):
        return found
    parties = [each for each in found if each.sort == ORGANISATION]
    others = [each for each in found if each.sort != ORGANISATION]
    return (End("all", "All the other parties", note=f"The {len(parties)} in the picture of the hub"), *others)


def _ends_apart(found: tuple[End, ...]) -> Iterator[tuple[End, ...]]:
    """Yield ends in groups that fit one page."""
    group: list[End] = []
    for each in found:
        if group and ends.height(ends.stack([*group, each], 0, SIDE)) > TALLEST:
            yield tuple(group)
            group = []
        group.append(each)
    yield tuple(group)


def _items_apart(step: Step) -> Iterator[tuple[str, ...]]:
    """Yield items in groups that leave room for the rest of their box."""
    room = TALLEST - _content_height(replace(step, items=()))
    group: list[str] = []
    used = 0.0
    for each in step.items:
        needed = LEADING * len(_item(each).lines)
        if group and used + needed > room:
            yield tuple(group)
            group, used = [], 0.0
        group.append(each)
        used += needed
    yield tuple(group)


def _row(step: Step, left: Sequence[End], right: Sequence[End], part: int) -> Piece:
    givers, takers = ends.stack(left, EDGE, SIDE), ends.stack(right, _RIGHT_X, SIDE)
    both = bool(step.sharers) or not (step.givers or step.takers)
    least = max(ends.height(givers), ends.height(takers)) if both and (givers or takers) else 0
    content = _content(step, part)
    needed = _content_height(step, part)
    high = max(least, needed)
    flow = Box(_FLOW_X, 0, MIDDLE, high, "table" if step.sharers else "flow")
    height = max(high, ends.height(givers), ends.height(takers))
    flow = replace(flow, y=(height - high) / 2)
    inner = moved(content, 0, flow.y + (high - needed) / 2)
    givers, takers = _centred(givers, height), _centred(takers, height)
    lines = _lines(step, givers, takers, flow, both)
    return _framed(step, Piece((*lines, *givers, *takers, flow, *inner), height))


def _centred(boxes: list[Box], height: float) -> list[Box]:
    down = (height - ends.height(boxes)) / 2
    return [each for each in moved(boxes, 0, down) if isinstance(each, Box)]


def _lines(step: Step, givers: list[Box], takers: list[Box], flow: Box, both: bool) -> list[Shape]:
    dashes = DASHES.get(step.how, "")
    if both:
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
    title = wrapped(f"Inside {step.inside.words}", WIDTH - 2 * EDGE, SIZE, True)
    down = _FRAME_HEAD + LEADING * (len(title) - 1)
    frame = Box(1, 0, WIDTH - 2, piece.height + down + 8, "frame", (Words(title, EDGE, 5, SIZE, True, GREY),))
    return Piece((frame, *moved(piece.shapes, 0, down)), frame.height)


def _content(step: Step, part: int = 0) -> list[Shape]:
    """Return what stands in the box of a flow, from a height of 0."""
    title = _title(step, part)
    shapes: list[Shape] = [*_number(step), title]
    at = 6 + max(title.height, 18) + 3
    for words in _texts(step):
        shapes.append(replace(words, y=at))
        if words.lines and _is_item(words):
            shapes.append(Words(("•",), _FLOW_X + _PAD, at))
        at += words.height
    if step.through is not None:
        hub = ends.end_box(
            End(step.through.name, f"Passes through {step.through.words}", step.through.sort, step.through.note),
            *(_FLOW_X + _PAD, at + 4, MIDDLE - 2 * _PAD),
        )
        shapes.append(hub)
    return shapes


def _content_height(step: Step, part: int = 0) -> float:
    bottom = 0.0
    for each in _content(step, part):
        if isinstance(each, Box | Words):
            bottom = max(bottom, each.y + each.height)
    return bottom + 7


def _title(step: Step, part: int) -> Words:
    words = f"{step.title} (continued)" if part else step.title
    lines = wrapped(words, MIDDLE - 2 * _PAD - 26, TITLE, True)
    return Words(lines, _FLOW_X + _PAD + 26, 8, TITLE, True, NAVY)


def _number(step: Step) -> list[Shape]:
    wide = 20.0 if step.number < 100 else 26.0
    words = Words((str(step.number),), _FLOW_X + _PAD + wide / 2, 8, SIZE, True, WHITE, True)
    return [Box(_FLOW_X + _PAD, 6, wide, 18, "number", (words,))]


def _item(item: str) -> Words:
    return Words(wrapped(item, MIDDLE - 2 * _PAD - 10, SIZE), _FLOW_X + _PAD + 10, 0)


def _is_item(words: Words) -> bool:
    return words.x > _FLOW_X + _PAD


def _texts(step: Step) -> Iterator[Words]:
    yield from map(_item, step.items)
    for line in ways(step):
        yield Words(wrapped(line, MIDDLE - 2 * _PAD, SIZE), _FLOW_X + _PAD, 0, colour=GREY)


def ways(step: Step) -> Iterator[str]:
    """Yield how a flow goes, in short lines."""
    if step.left_out:
        yield f"Not: {', '.join(step.left_out)}"
    if step.ways:
        yield f"By: {', '.join(step.ways)}"
    if step.how_words and step.how != "sent":
        yield capital(step.how_words)
    if step.on_behalf_of:
        yield f"On behalf of {', '.join(each.words for each in step.on_behalf_of)}"
    if step.departments and (step.givers or step.takers):
        yield f"Between {', '.join(step.departments)}"


def waiting(words: str) -> Piece:
    """Return a row for flows that are still to be confirmed."""
    box = ends.end_box(End("", words, UNKNOWN), _FLOW_X, 0, MIDDLE)
    return Piece((box,), box.height)


def heads() -> Piece:
    """Return the words above the three columns."""
    columns = (("Who gives", EDGE + SIDE / 2), ("What", WIDTH / 2), ("Who receives", _RIGHT_X + SIDE / 2))
    shapes = tuple(Words((words,), x, 0, SIZE, True, GREY, True) for words, x in columns)
    return Piece(shapes, LEADING)
