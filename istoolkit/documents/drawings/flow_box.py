"""What stands in the box of a flow: its number and name, what passes, how, and whom it passes through."""

from collections.abc import Iterator
from dataclasses import replace

from istoolkit.documents.drawings import ends
from istoolkit.documents.drawings.measure import wrapped
from istoolkit.documents.drawings.shapes import GREY, LEADING, NAVY, NOTE, SIZE, TITLE, WHITE, Box, Shape, Words
from istoolkit.documents.drawings.steps import Step
from istoolkit.words import capital

_PAD = 9.0
_BULLET = 10.0


def content(step: Step, width: float, part: int = 0) -> list[Shape]:
    """Return what stands in the box of a flow, from its top left corner. ``part`` tells which part of the flow it is."""
    title = _title(step, width, part)
    shapes: list[Shape] = [*_number(step), title]
    at = 6 + max(title.height, 18) + 3
    for words in _texts(step, width):
        shapes.append(replace(words, y=at))
        if words.lines and words.x > _PAD:
            shapes.append(Words(("•",), _PAD, at))
        at += words.height
    if step.through is not None:
        through = replace(step.through, words=f"Passes through {step.through.words}")
        shapes.append(ends.end_box(through, _PAD, at + 4, width - 2 * _PAD))
    return shapes


def content_height(step: Step, width: float, part: int = 0) -> float:
    """Return how high the box of a flow must be."""
    return max(each.y + each.height for each in content(step, width, part) if isinstance(each, Box | Words)) + 7


def items_apart(step: Step, width: float, tallest: float) -> Iterator[tuple[str, ...]]:
    """Yield the items of a flow in groups that leave room for the rest of its box."""
    room = tallest - content_height(replace(step, items=()), width)
    group: list[str] = []
    used = 0.0
    for each in step.items:
        needed = LEADING * len(_item(each, width).lines)
        if group and used + needed > room:
            yield tuple(group)
            group, used = [], 0.0
        group.append(each)
        used += needed
    yield tuple(group)


def _title(step: Step, width: float, part: int) -> Words:
    words = f"{step.title} (continued)" if part else step.title
    return Words(wrapped(words, width - 2 * _PAD - 26, TITLE, True), _PAD + 26, 7, TITLE, True, NAVY)


def _number(step: Step) -> list[Shape]:
    wide = 20.0 if step.number < 100 else 28.0
    words = Words((str(step.number),), _PAD + wide / 2, 7, SIZE, True, WHITE, True)
    return [Box(_PAD, 6, wide, 18, "number", (words,))]


def _item(item: str, width: float) -> Words:
    return Words(wrapped(item, width - 2 * _PAD - _BULLET, SIZE), _PAD + _BULLET, 0)


def _texts(step: Step, width: float) -> Iterator[Words]:
    yield from (_item(each, width) for each in step.items)
    for line in _ways(step):
        yield Words(wrapped(line, width - 2 * _PAD, NOTE), _PAD, 0, NOTE, colour=GREY)


def _ways(step: Step) -> Iterator[str]:
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
