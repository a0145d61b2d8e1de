"""Hub and spoke: the party that most flows go through in the middle, the others at its sides, the lines numbered by flow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from istoolkit.documents.drawings import ends
from istoolkit.documents.drawings.measure import wrapped
from istoolkit.documents.drawings.shapes import (
    GREY,
    LEADING,
    NAVY,
    NOTE,
    SIZE,
    TITLE,
    WHITE,
    WIDTH,
    Box,
    Line,
    Piece,
    Shape,
    Words,
)
from istoolkit.documents.drawings.steps import End, Step
from istoolkit.words import listed

FEWEST = 3
"""From how many spokes on a hub is drawn as one, where most flows go through it."""

MANY = 8
"""From how many on, where half of them do."""

_SPOKE, _HUB = 186.0, 128.0
_HUB_X, _RIGHT_X = (WIDTH - _HUB) / 2, WIDTH - _SPOKE - 1
_GAP = 7.0
_PILL, _LINES = 60.0, 3
"""How wide the numbers on a line may be, and how many lines of them there may be."""

_TALLEST = 720.0
_IN, _OUT, _BOTH = "in", "out", "both"


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub, the flows that go to it, from it or through it, and for each spoke the numbers of its flows by direction."""

    end: End
    steps: tuple[Step, ...]
    spokes: tuple[tuple[End, dict[str, tuple[int, ...]]], ...]


def hub_of(steps: Sequence[Step]) -> Hub | None:
    """Return the hub of the flows: the party at one side of most of them, or of half. None where there is none."""
    passing = [each for each in steps if each.givers or each.takers or each.sharers]
    middles = [middle for each in passing for middle in _middles(each)]
    best = max(dict.fromkeys(middles), key=middles.count, default=None)
    if best is None:
        return None
    mine = tuple(each for each in steps if best in _middles(each) or _is_inside(each, best))
    hub = Hub(best, mine, tuple(_spokes(best, mine)))
    most, half = 2 * middles.count(best) > len(passing), 2 * middles.count(best) == len(passing)
    return hub if (most and len(hub.spokes) >= FEWEST) or (half and len(hub.spokes) >= MANY) else None


def _middles(step: Step) -> list[End]:
    """Return the ends that could be the hub of a flow."""
    if step.through is not None:
        return [step.through]
    sides = [side[0] for side in (step.givers, step.takers) if len(side) == 1]
    return [each for each in dict.fromkeys(sides) if each.sort in ("organisation", "post")]


def _is_inside(step: Step, hub: End) -> bool:
    return step.inside == hub and not (step.givers or step.takers or step.sharers)


def _spokes(hub: End, steps: Sequence[Step]) -> Iterator[tuple[End, dict[str, tuple[int, ...]]]]:
    found: dict[End, dict[str, tuple[int, ...]]] = {}
    for step in steps:
        for end, way in _ways(step):
            if end != hub:
                numbers = found.setdefault(end, {})
                numbers[way] = (*numbers.get(way, ()), step.number)
    yield from sorted(
        found.items(), key=lambda each: ("organisation", "post", "people", "public", "unknown").index(each[0].sort)
    )


def _ways(step: Step) -> Iterator[tuple[End, str]]:
    yield from ((each, _IN) for each in step.givers)
    yield from ((each, _OUT) for each in step.takers)
    yield from ((each, _BOTH) for each in step.sharers)


def hub_pieces(hub: Hub) -> list[Piece]:
    """Return the hub with its spokes; as several pieces where the spokes do not fit one page."""
    rows = [_Spoke(end, numbers) for end, numbers in hub.spokes]
    pieces: list[Piece] = []
    while rows:
        taken = _fitting(rows)
        pieces.append(_piece(hub, rows[:taken]))
        rows = rows[taken:]
    return pieces


class _Spoke:
    """A spoke: its box, and a line for each direction."""

    def __init__(self, end: End, numbers: dict[str, tuple[int, ...]]) -> None:
        self.end = end
        self.lines = [(way, _numbered(numbers[way])) for way in (_IN, _OUT, _BOTH) if way in numbers]
        needed = sum(_high(lines) + 4 for _, lines in self.lines)
        self.height = ends.end_box(end, 0, 0, _SPOKE, needed).height

    def shapes(self, left: bool, y: float) -> Iterator[Shape]:
        box = ends.end_box(self.end, 1 if left else _RIGHT_X, y, _SPOKE, self.height)
        yield box
        needed = sum(_high(lines) + 4 for _, lines in self.lines)
        at = y + (self.height - needed) / 2
        for way, lines in self.lines:
            yield from _line(way, lines, left, at + 2)
            at += _high(lines) + 4


def _numbered(numbers: Sequence[int]) -> tuple[str, ...]:
    """Return the numbers for a line; only how many where they would take too much room."""
    lines = wrapped(spans(numbers), _PILL - 10, SIZE)
    return lines if len(lines) <= _LINES else (f"{len(numbers)} flows",)


def _high(lines: Sequence[str]) -> float:
    return LEADING * len(lines) + 2


def _line(way: str, lines: tuple[str, ...], left: bool, top: float) -> Iterator[Shape]:
    """Yield a line between a spoke and the hub, with the numbers of its flows on it."""
    start, end = (1 + _SPOKE, _HUB_X) if left else (_HUB_X + _HUB, _RIGHT_X)
    middle, centre = top + _high(lines) / 2, (start + end) / 2
    towards_hub, from_hub = way in (_IN, _BOTH), way in (_OUT, _BOTH)
    heads = (from_hub, towards_hub) if left else (towards_hub, from_hub)
    yield Line(((start, middle), (end, middle)), *heads)
    yield _pill(lines, centre - _PILL / 2, top, "shared" if way == _BOTH else "bundle")


def _pill(lines: tuple[str, ...], x: float, y: float, look: str) -> Box:
    words = Words(lines, x + _PILL / 2, y + 1, SIZE, True, NAVY, True)
    return Box(x, y, _PILL, _high(lines), look, (words,))


def _fitting(rows: list[_Spoke]) -> int:
    """Return how many spokes fit one page, in two columns."""
    count = len(rows)
    while count > 2 and max(_column(side) for side in _halves(rows[:count])) > _TALLEST:
        count -= 1
    return count


def _halves(rows: list[_Spoke]) -> tuple[list[_Spoke], list[_Spoke]]:
    """Divide spokes into two columns of about one height, in order."""
    total, left = sum(each.height + _GAP for each in rows), 0.0
    for index, each in enumerate(rows):
        left += each.height + _GAP
        if left >= total / 2:
            return rows[: index + 1], rows[index + 1 :]
    return rows, []


def _column(rows: list[_Spoke]) -> float:
    return sum(each.height + _GAP for each in rows) - _GAP if rows else 0


def _piece(hub: Hub, rows: list[_Spoke]) -> Piece:
    sides = _halves(rows)
    words = _hub_words(hub)
    height = max(*map(_column, sides), sum(each.height for each in words) + 24)
    box = Box(_HUB_X, 0, _HUB, height, "hub", tuple(_centred(words, height)))
    spokes = [shape for left, side in zip((True, False), sides, strict=True) for shape in _side(left, side, height)]
    return Piece((box, *spokes), height)


def _side(left: bool, rows: list[_Spoke], height: float) -> Iterator[Shape]:
    """Yield the shapes of one column of spokes, in the middle of a height."""
    at = (height - _column(rows)) / 2
    for spoke in rows:
        yield from spoke.shapes(left, at)
        at += spoke.height + _GAP


def _centred(found: list[Words], height: float) -> Iterator[Words]:
    """Yield words under each other, in the middle of a height."""
    at = (height - sum(each.height for each in found)) / 2
    for words in found:
        yield replace(words, y=at, centred=True)
        at += words.height


def _hub_words(hub: Hub) -> list[Words]:
    room, centre = _HUB - 16, WIDTH / 2
    found = [Words(wrapped(hub.end.words, room, TITLE, True), centre, 0, TITLE, True, WHITE)]
    if hub.end.note:
        found.append(Words(wrapped(hub.end.note, room, NOTE), centre, 0, NOTE, colour=WHITE))
    if hub.end.days:
        found.append(Words(wrapped(hub.end.days, room, NOTE), centre, 0, NOTE, colour=WHITE))
    if inside := [each.number for each in hub.steps if _is_inside(each, hub.end)]:
        lines = ("", *wrapped(f"Inside it: {spans(inside)}", room, SIZE, True))
        found.append(Words(lines, centre, 0, SIZE, True, WHITE))
    return found


def spans(numbers: Sequence[int]) -> str:
    """Write numbers shortly: “1, 3–5”."""
    return ", ".join(_run(run, "–") for run in _runs(numbers))


def spoken(numbers: Sequence[int]) -> str:
    """Write numbers as a sentence does: “1 and 3 to 5”."""
    return listed([_run(run, " to ") for run in _runs(numbers)], "and")


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Return numbers that follow each other together, three of them or more."""
    runs: list[list[int]] = []
    for each in numbers:
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[each] for each in run])]


def _run(run: Sequence[int], to: str) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]}{to}{run[-1]}"


def numbers_piece(steps: Sequence[Step]) -> Piece:
    """Return what the numbers stand for: the flows by name, in two columns."""
    room = WIDTH / 2 - 40
    half = (len(steps) + 1) // 2
    shapes: list[Shape] = []
    lowest = 0.0
    for column, some in enumerate((steps[:half], steps[half:])):
        at, x = 0.0, 2 + column * (WIDTH / 2 + 6)
        for each in some:
            words = Words(wrapped(each.title, room, SIZE), x + 26, at)
            shapes.extend((Words((str(each.number),), x + 10, at, SIZE, True, NAVY, True), words))
            at += words.height + 2
        lowest = max(lowest, at)
    return Piece(tuple(shapes), lowest)


def reading(hub: Hub, elsewhere: Sequence[int]) -> Piece:
    """Return the words on how to read the drawing of a hub, and which flows it does not show."""
    words = "The numbers are those of the flows. An arrow goes from who gives to who receives."
    if elsewhere:
        flows = f"Flow {elsewhere[0]} does" if len(elsewhere) == 1 else f"Flows {listed(map(str, elsewhere), 'and')} do"
        words = f"{words} {flows} not go through {hub.end.words}: see the next pictures."
    placed = Words(wrapped(words, WIDTH - 4, NOTE), 2, 0, NOTE, colour=GREY)
    return Piece((placed,), placed.height)


def meetings(hub: Hub) -> Piece | None:
    """Return what the numbers of flows mean in which all share with each other; None where there are none."""
    numbers = shared(hub)
    if not numbers:
        return None
    pill = _pill(_numbered(numbers), 2, 0, "shared")
    said = f"{sharing(numbers)}, through {hub.end.words}"
    words = Words(wrapped(said, WIDTH - _PILL - 14, NOTE), _PILL + 12, 1, NOTE, colour=GREY)
    return Piece((pill, words), max(pill.height, words.height + 1))


def shared(hub: Hub) -> tuple[int, ...]:
    """Return the numbers of the flows through a hub in which all share with each other."""
    return tuple(each.number for each in hub.steps if each.sharers)


def sharing(numbers: Sequence[int]) -> str:
    """Return in words that all who have one of these numbers share with each other."""
    return f"All that have {'this number' if len(numbers) == 1 else 'the same number'} share with each other"
