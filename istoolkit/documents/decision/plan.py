"""The whole poster laid out: its head, the frame of imminent danger, the questions, what outcomes mean, the golden rules."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from istoolkit.decision.tree import Outcome, Tree
from istoolkit.documents.decision.chart import Chart, chart_of
from istoolkit.documents.decision.layout import (
    GAP,
    HIGH,
    PAD,
    WIDE,
    Columns,
    Laid,
    Rows,
    columns,
    joined,
    lanes_of,
    shifted,
)
from istoolkit.documents.decision.marks import GREY, LEADING, LOOKS, Arrow, Figure, Mark, Words, height_of, set_in
from istoolkit.documents.drawings.hub import spoken
from istoolkit.documents.drawings.measure import width, wrapped

SIZES = (15.0, 14.5, 14.0, 13.5, 13.0, 12.5, 12.0)
"""The sizes of letters to try. 14 is 10 points on A4 and 14 on A3."""

SMALLEST = (11.5, 11.0)
"""Sizes for what would not fit otherwise, without what can stand elsewhere."""

_EDGE, _RED = 3.0, "#9B1C1C"


class Sayings(NamedTuple):
    """What the poster says beside the tree. ``results`` are the words of results by name, ``rules`` the golden rules."""

    title: str
    subtitle: str
    first: str
    unsure: str
    """With ``{numbers}`` where the numbers of the questions stand."""
    rules_title: str
    rules: tuple[str, ...]
    foot: str
    results: Mapping[str, str]


class Plan(NamedTuple):
    """A poster laid out: its marks, its height, and the size of its letters."""

    marks: tuple[Mark, ...]
    height: int
    size: float


def plan(tree: Tree, said: Sayings) -> Plan:
    """Return the poster of a tree in the largest letters that fit its page.

    Where it is full, what the outcomes mean goes first, then the golden rules: both stand elsewhere too.
    """
    tries = [*product(SIZES[:5], (2,)), *product(SIZES, (1,)), *product((*SIZES, *SMALLEST), (0,))]
    made = Plan((), 0, 0)
    for size, more in tries:
        made = _Poster(tree, said, size, more).plan()
        if made.height <= HIGH:
            return _spread(tree, said, size, more)
    return made


def _spread(tree: Tree, said: Sayings, size: float, more: int) -> Plan:
    """Return the poster with what is left of the page shared out between its questions."""
    spare = HIGH - _Poster(tree, said, size, more).plan().height
    gaps = max(len(chart_of(tree).rows) + more, 1)
    return _Poster(tree, said, size, more, min(spare / gaps - 0.5, 16)).plan()


class _Poster:
    """Puts the parts of a poster under each other. ``more`` is 2 with meanings and golden rules, 1 with the rules alone, 0 with neither."""

    def __init__(self, tree: Tree, said: Sayings, size: float, more: int, air: float = 0.0) -> None:
        self.tree, self.said, self.size, self.more, self.air = tree, said, size, more, air
        self.chart: Chart = chart_of(tree)
        lanes = lanes_of(self.chart)
        self.at: Columns = columns(max(lanes.values(), default=-1) + 1)
        self.rows = Rows(tree, self.chart, self.at, size, said.results)
        self.entered = set(lanes)
        self.marks: list[Mark] = []
        self.placed: dict[str, tuple[float, Laid]] = {}
        self.y = 2.0

    def plan(self) -> Plan:
        self._head()
        self._danger()
        self._questions()
        self.marks += joined(self.chart, self.placed, self.at)
        self._advice()
        if self.more > 1:
            self._meanings()
        if self.more:
            self._rules()
        self._foot()
        return Plan(tuple(self.marks), max(round(self.y), HIGH) if self.y <= HIGH else round(self.y), self.size)

    def _put(self, words: list[Words]) -> None:
        self.marks += words
        self.y += sum(each.height for each in words)

    def _head(self) -> None:
        whose = width(self.said.subtitle, self.size) + 12
        if width(self.said.title, 26, True) + whose < WIDE - 2 * _EDGE:
            self.marks += set_in(
                [(self.said.subtitle, self.size, False)], WIDE - _EDGE - whose + 10, self.y + 12, whose
            )
            self._put(set_in([(self.said.title, 26, True)], _EDGE, self.y, WIDE - 6))
        else:
            texts = [(self.said.title, 26, True), (self.said.subtitle, self.size, False)]
            self._put(set_in(texts, _EDGE, self.y, WIDE - 6))
        self.y += GAP

    def _danger(self) -> None:
        top = self.y
        self.y += PAD + 5
        self._put(set_in([(self.said.first, self.size + 3, True)], 18, self.y, WIDE - 36, _RED))
        self.y += 4
        self._row(0, True)
        self.y += PAD + 6
        self.marks.insert(0, Figure(_EDGE, top, WIDE - 2 * _EDGE, self.y - top, "danger"))
        self._down(0, PAD + 6)

    def _questions(self) -> None:
        for index in range(1, len(self.chart.rows)):
            self._row(index)
            self._down(index)

    def _row(self, index: int, first: bool = False) -> None:
        row = self.chart.rows[index]
        laid = self.rows.row(row, row.question.id in self.entered, first)
        self.placed[row.question.id] = (self.y, laid)
        self.marks += shifted(laid.marks, self.y)
        self.y += laid.height

    def _down(self, index: int, above: float = 0.0) -> None:
        """Draw the way to the next question. ``above`` is how far over this height the question ends."""
        words, last = self.chart.rows[index].down, index == len(self.chart.rows) - 1
        x = self.at.box + 52
        lines = wrapped(words, self.at.box_width - 66, self.size, True)
        gap = 0 if last else max(len(lines) * self.size * LEADING + 2, 11) + self.air
        if words:
            high = len(lines) * self.size * LEADING
            self.marks += [
                Words(lines, x + 9, self.y + (gap - high) / 2, self.size, True),
                Arrow(((x, self.y - above), (x, self.y + gap))),
            ]
        self.y += gap

    def _advice(self) -> None:
        """Draw the strip for those who are not sure."""
        if not self.chart.advice:
            return
        self.y += GAP + 4 + self.air
        outcome, top = self.tree.outcomes[self.chart.advice], self.y
        head = f"{self.said.unsure.format(numbers=spoken(self.chart.unsure))} {outcome.title}."
        self.y += PAD
        self._put(set_in([(head, self.size + 2, True), (outcome.text, self.size, False)], 16, self.y, WIDE - 32))
        self.y += PAD
        self.marks.insert(0, Figure(_EDGE, top, WIDE - 2 * _EDGE, self.y - top, outcome.result))

    def _meanings(self) -> None:
        """Say what each outcome means that does not say it where it stands."""
        found = list(self._unsaid())
        if not found:
            return
        self.y += GAP + 4 + self.air
        wide = (WIDE - 2 * _EDGE - (len(found) - 1) * GAP) / len(found)
        top = self.y
        texts = [self.rows.outcome(each.id) for each in found]
        head = max(height_of(each, wide - 2 * PAD - 8) for each in texts) + 2 * PAD
        for place, (each, said) in enumerate(zip(found, texts, strict=True)):
            x = _EDGE + place * (wide + GAP)
            own = height_of(said, wide - 2 * PAD - 8)
            self.marks.append(Figure(x, top, wide, head, each.result))
            self.marks += set_in(
                said, x + PAD + 4, top + (head - own) / 2, wide - 2 * PAD - 8, LOOKS[each.result].ink, True
            )
            means = set_in([(each.text, self.size - 1, False)], x + 2, top + head + 3, wide - 4)
            self.marks += means
            self.y = max(self.y, top + head + 3 + sum(each.height for each in means))

    def _unsaid(self) -> Iterator[Outcome]:
        rows = self.chart.rows
        told = {self.chart.advice, *(way.then for way in rows[0].ends)}
        named = dict.fromkeys(way.then for row in rows for way in row.ends)
        yield from (self.tree.outcomes[name] for name in named if name not in told)

    def _rules(self) -> None:
        """Draw the strip of the golden rules, in as many columns as they fit."""
        if not self.said.rules:
            return
        self.y += GAP + self.air
        top, room = self.y, (WIDE - 2 * _EDGE - 2 * PAD - 12) / 2
        self._put(set_in([(self.said.rules_title, self.size, True)], _EDGE + PAD, top + PAD - 2, WIDE - 40))
        self.y = top + PAD - 2 + self.size * LEADING + 2
        rules = [f"{number}. {each}" for number, each in enumerate(self.said.rules, 1)]
        half = (len(rules) + 1) // 2
        begin, low = self.y, self.y
        for place, part in enumerate((rules[:half], rules[half:])):
            put = set_in(
                [(each, self.size - 1, False) for each in part], _EDGE + PAD + place * (room + 12), begin, room
            )
            self.marks += put
            low = max(low, begin + sum(each.height for each in put))
        self.y = low + PAD - 2
        self.marks.insert(0, Figure(_EDGE, top, WIDE - 2 * _EDGE, self.y - top, "rules"))

    def _foot(self) -> None:
        if self.said.foot:
            self.y += GAP
            self._put(set_in([(self.said.foot, 11, False)], _EDGE, self.y, WIDE - 2 * _EDGE, GREY))
            self.y += 2
