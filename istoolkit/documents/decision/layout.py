"""Where everything on the poster stands: questions down the middle, outcomes at their right, ways past questions at their left.

Places are in quarters of a millimetre, so that a poster of 190 by 277 mm fits A4 with its margins and A3 twice as large.
Letters are as large as the page lets them be. A poster that is too full for the smallest letters grows longer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from istoolkit.decision.tree import Tree
from istoolkit.documents.decision.chart import Chart, Row, Way
from istoolkit.documents.decision.marks import LEADING, LOOKS, Arrow, Figure, Mark, Point, Words, height_of, set_in
from istoolkit.documents.drawings.measure import wrapped
from istoolkit.words import capital

WIDE, HIGH = 760, 1108
"""The poster: 190 by 277 mm."""

PAD, LANE, GAP = 5.0, 12.0, 5.0
"""Room inside a figure, from one lane to the next, and between figures one above the other."""

SMALLER = 0.95
"""How large answers are beside their arrows, in parts of the other letters. They are bold."""

Texts = list[tuple[str, float, bool]]
"""Texts, each with its size and whether it is bold."""


class Columns(NamedTuple):
    """Where the columns begin and how wide they are."""

    ways: float
    box: float
    box_width: float
    labels: float
    chip: float
    chip_width: float


def columns(lanes: int) -> Columns:
    """Return the columns of a chart that has so many lanes at its left."""
    left, ways = 6.0 + LANE * lanes, 140.0 if lanes else 0.0
    chip_width, labels = 152.0, 72.0
    box, chip = left + ways, WIDE - 3 - chip_width
    return Columns(left, box, chip - labels - box, labels, chip, chip_width)


FIRST = Columns(18.0, 18.0, 232.0, 92.0, 342.0, WIDE - 18.0 - 342.0)
"""The columns of the first question, which has no ways at its left and more words at its right."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A row: its marks from a height of 0 down, how high it is, and where ways leave its left side."""

    marks: tuple[Mark, ...]
    height: float
    past: tuple[tuple[str, float], ...]
    entry: float


class Rows:
    """Lays out the rows of a chart in letters of a size. ``results`` are the words of results."""

    def __init__(self, tree: Tree, chart: Chart, at: Columns, size: float, results: Mapping[str, str]) -> None:
        self.tree, self.chart, self.at, self.size, self.results = tree, chart, at, size, results

    def row(self, row: Row, entered: bool, first: bool) -> Laid:
        """Return a row. ``entered`` says whether a way past other questions leads to it."""
        at, texts = self._columns(first), self._question(row, first)
        past, left = self._past(row, entered)
        ends, right = self._ends(row, first)
        own = height_of(texts, at.box_width - 2 * PAD)
        high = max(own + 2 * PAD, left, right)
        box = Figure(at.box, 0, at.box_width, high, "question")
        said = set_in(texts, at.box + PAD, (high - own) / 2, at.box_width - 2 * PAD)
        heights = [each.points[0][1] for each in past if isinstance(each, Arrow)]
        left_by = tuple((way.then, y) for way, y in zip(row.past, heights, strict=True))
        return Laid((box, *said, *past, *shifted(ends, (high - right) / 2)), high, left_by, PAD + 3)

    def _columns(self, first: bool) -> Columns:
        return FIRST if first else self.at

    def _question(self, row: Row, first: bool) -> Texts:
        title, ask = f"{row.number}. {row.question.title}", row.question.ask
        more = 3 if first else 0
        return [(title, self.size + 1 + more, True), (ask, self.size + more, False)]

    def outcome(self, name: str) -> Texts:
        """Return what stands in the figure of an outcome: what it comes to in bold, and what more its title says."""
        outcome = self.tree.outcomes[name]
        result = self.results[outcome.result]
        head, _, more = outcome.title.partition(": ")
        if outcome.result in _PLAIN:
            head, more = outcome.title, ""
        elif not head.casefold().startswith(result.casefold()):
            head, more = result, outcome.title
        return [(head, self.size, True), (capital(more), self.size - 1, False)]

    def told(self, name: str) -> Texts:
        """Return what an outcome says where there is room: what it comes to, what to do first, what it means."""
        outcome = self.tree.outcomes[name]
        begin = [(outcome.do[0], self.size + 4, True)] if outcome.result == "act-now" and outcome.do else []
        return [(outcome.title, self.size + 2, True), *begin, (outcome.text, self.size, False)]

    def _past(self, row: Row, entered: bool) -> tuple[list[Mark], float]:
        """Return the ways that leave the left side, as far as the lanes, and how high they are together."""
        marks: list[Mark] = []
        y = 16.0 if entered else 2.0
        for way in row.past:
            words = Words(self._label(f"{way.words} → {self.chart.number(way.then)}", self.at.box - self.at.ways - 8),
                          self.at.ways + 6, y, self.size * SMALLER, True)  # fmt: skip
            y += words.height + 3
            marks += [words, Arrow(((self.at.box, y), (self.at.ways, y)), head=False)]
            y += 3
        return marks, y + 4 if marks else 0.0

    def _ends(self, row: Row, first: bool) -> tuple[list[Mark], float]:
        """Return the ways that lead to outcomes, and how high they are together."""
        marks: list[Mark] = []
        y = 0.0
        for way in row.ends:
            found, high = self._chip(way, y, first)
            marks += found
            y += high + GAP
        return marks, max(y - GAP, 0)

    def _chip(self, way: Way, y: float, first: bool) -> tuple[list[Mark], float]:
        """Return a way to an outcome, with the outcome."""
        at, look = self._columns(first), self.tree.outcomes[way.then].result
        lines = self._label(way.words, at.labels - 18)
        label = len(lines) * self.size * SMALLER * LEADING
        wide = at.chip_width
        texts = self.told(way.then) if first else self.outcome(way.then)
        own = height_of(texts, wide - 2 * PAD - 8)
        high = max(own + 2 * (PAD if first else 4), label + 12)
        said = set_in(texts, at.chip + PAD + 4, y + (high - own) / 2, wide - 2 * PAD - 8, LOOKS[look].ink, not first)
        line = y + max(high / 2, label + 4)
        words = Words(lines, at.chip - at.labels + 6, line - 3 - label, self.size * SMALLER, True)
        arrow = Arrow(((at.chip - at.labels, line), (at.chip, line)))
        return [Figure(at.chip, y, wide, high, look), *said, words, arrow], high

    def _label(self, words: str, room: float) -> tuple[str, ...]:
        return wrapped(words, room, self.size * SMALLER, True)


_PLAIN = ("act-now", "seek-advice")
"""The results whose outcomes say in their own titles what they come to."""


def shifted(marks: Iterable[Mark], down: float) -> list[Mark]:
    """Return marks moved down."""
    return [_shifted(each, down) for each in marks]


def _shifted(mark: Mark, down: float) -> Mark:
    if isinstance(mark, Arrow):
        return replace(mark, points=tuple((x, y + down) for x, y in mark.points))
    return replace(mark, y=mark.y + down)


def lanes_of(chart: Chart) -> dict[str, int]:
    """Return the lane of each question that is reached past others; 0 is next to the boxes. Short ways are further in."""
    numbers = {row.question.id: row.number for row in chart.rows}
    begins: dict[str, int] = {}
    for row in chart.rows:
        for way in row.past:
            begins.setdefault(way.then, row.number)
    spans = {name: (first, numbers[name]) for name, first in begins.items()}
    found: dict[str, int] = {}
    for name in sorted(spans, key=lambda each: (spans[each][1] - spans[each][0], spans[each])):
        first, last = spans[name]
        taken = {found[each] for each in found if spans[each][0] <= last and first <= spans[each][1]}
        found[name] = next(each for each in range(len(spans)) if each not in taken)
    return found


def joined(chart: Chart, placed: Mapping[str, tuple[float, Laid]], at: Columns) -> Iterator[Arrow]:
    """Yield the ways past questions from the lanes into the questions they lead to. A dot shows where two become one."""
    for name, lane in lanes_of(chart).items():
        x = at.ways - LANE * lane - 4
        top, laid = placed[name]
        starts = sorted(y + down for y, each in placed.values() for then, down in each.past if then == name)
        for start in starts[1:]:
            yield Arrow(((at.ways, start), (x, start)), head=False, dot=True)
        entry: Point = (at.box, top + laid.entry)
        yield Arrow(((at.ways, starts[0]), (x, starts[0]), (x, entry[1]), entry), over=True)
