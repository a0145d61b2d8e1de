"""The boxes of those who give and receive, and the lines that bundle them."""

from collections.abc import Sequence

from istoolkit.documents.drawings.measure import wrapped
from istoolkit.documents.drawings.shapes import GREY, INK, LEADING, NOTE, SIZE, Box, Line, Words
from istoolkit.documents.drawings.steps import ORGANISATION, End

GAP = 4.0
"""Between the boxes of a stack."""

_PAD = 7.0


def end_box(end: End, x: float, y: float, width: float, least: float = 0) -> Box:
    """Return the box of an end, as high as its words need and at least as high as is asked."""
    room, centre = width - 2 * _PAD, x + width / 2
    names = wrapped(end.words, room, SIZE, bool(end.note))
    notes = [line for each in (end.note, end.days) if each for line in wrapped(each, room, NOTE)]
    needed = LEADING * (len(names) + len(notes))
    high = max(needed + 8, least)
    top = y + (high - needed) / 2
    words = [Words(names, centre, top, bold=bool(end.note), colour=INK, centred=True)]
    if notes:
        words.append(Words(tuple(notes), centre, top + words[0].height, NOTE, colour=GREY, centred=True))
    return Box(x, y, width, high, end.sort, tuple(words))


def stack(ends: Sequence[End], x: float, width: float, crowd: bool = False) -> list[Box]:
    """Return the boxes of ends under each other, from a height of 0. In a crowd the parties share one box."""
    together = [each for each in ends if crowd and each.sort == ORGANISATION]
    boxes = [_crowd_box(together, x, width)] if together else []
    for end in ends:
        if end not in together:
            boxes.append(end_box(end, x, boxes[-1].y + boxes[-1].height + GAP if boxes else 0, width))
    return boxes


def _crowd_box(ends: Sequence[End], x: float, width: float) -> Box:
    """Return a box with the names of many parties in two columns."""
    room = (width - 3 * _PAD) / 2
    half = (len(ends) + 1) // 2
    words: list[Words] = []
    lowest = 0.0
    for column, some in enumerate((ends[:half], ends[half:])):
        left, at = x + _PAD + column * (room + _PAD), _PAD
        for each in some:
            for text, size, colour in ((each.words, SIZE, INK), (each.days, NOTE, GREY)):
                if lines := wrapped(text, room, size):
                    words.append(Words(lines, left, at, size, colour=colour))
                    at += words[-1].height
            at += GAP
        lowest = max(lowest, at)
    return Box(x, 0, width, lowest - GAP + _PAD, ORGANISATION, tuple(words))


def height(boxes: Sequence[Box]) -> float:
    """Return how high a stack is."""
    return boxes[-1].y + boxes[-1].height if boxes else 0


def into(boxes: Sequence[Box], target: Box, dashes: str) -> list[Line]:
    """Return the lines from boxes on the left into a box on their right, bundled into one."""
    start, trunk, end = boxes[0].x + boxes[0].width, (boxes[0].x + boxes[0].width + target.x) / 2 - 3, target.x
    if len(boxes) == 1:
        return [Line(((start, boxes[0].middle), (end, boxes[0].middle)), end=True, dashes=dashes)]
    middle = _meeting(boxes, target)
    lines = [Line(((start, each.middle), (trunk, each.middle)), dashes=dashes) for each in boxes]
    spine = Line(((trunk, boxes[0].middle), (trunk, boxes[-1].middle)), dashes=dashes)
    return [*lines, spine, Line(((trunk, middle), (end, middle)), end=True, dashes=dashes)]


def out_of(source: Box, boxes: Sequence[Box], dashes: str) -> list[Line]:
    """Return the lines from a box to boxes on its right, as one that divides."""
    start, end = source.x + source.width, boxes[0].x
    trunk = (start + end) / 2 - 3
    if len(boxes) == 1:
        return [Line(((start, boxes[0].middle), (end, boxes[0].middle)), end=True, dashes=dashes)]
    middle = _meeting(boxes, source)
    lines = [Line(((trunk, each.middle), (end, each.middle)), end=True, dashes=dashes) for each in boxes]
    spine = Line(((trunk, boxes[0].middle), (trunk, boxes[-1].middle)), dashes=dashes)
    return [*lines, spine, Line(((start, middle), (trunk, middle)), dashes=dashes)]


def _meeting(boxes: Sequence[Box], box: Box) -> float:
    return min(max(box.middle, boxes[0].middle), boxes[-1].middle)


def across(boxes: Sequence[Box], table: Box, dashes: str) -> list[Line]:
    """Return a line with two heads between each box and the table between them."""
    lines = []
    for each in boxes:
        left = each.x < table.x
        start, end = (each.x + each.width, table.x) if left else (table.x + table.width, each.x)
        lines.append(Line(((start, each.middle), (end, each.middle)), start=True, end=True, dashes=dashes))
    return lines
