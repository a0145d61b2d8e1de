"""What a poster is made of: figures, words and arrows, placed in quarters of a millimetre.

No two figures differ by colour alone: each sort has its own outline and edge, and says in words what it is.
"""

from dataclasses import dataclass
from typing import NamedTuple

from istoolkit.documents.drawings.measure import width, wrapped

INK, WHITE, NAVY, GREY = "#0B0C0C", "#FFFFFF", "#1D3557", "#495057"

Point = tuple[float, float]

LEADING = 1.18
"""From one line to the next, in parts of the size of letters."""


class Look(NamedTuple):
    """What a sort of figure looks like. ``cut`` and ``round`` are of its corners, ``double`` is a second line inside its edge."""

    fill: str
    edge: str
    thick: float = 1.5
    ink: str = INK
    cut: float = 0.0
    round: float = 0.0
    double: bool = False
    dashes: str = ""


LOOKS = {
    "question": Look(WHITE, NAVY, 2.0, round=5),
    "danger": Look("#FDECEC", "#9B1C1C", 5.0, double=True),
    "rules": Look("#F3F5F7", GREY, 1.0),
    "act-now": Look("#9B1C1C", "#6B0F0F", 2.5, WHITE, cut=14),
    "share": Look("#E3F3E6", "#1D6B34", 2.5, round=40),
    "share-with-consent": Look("#E3F3E6", "#1D6B34", 1.5, round=40, double=True),
    "do-not-share": Look("#343A40", INK, 2.5, WHITE),
    "seek-advice": Look("#FFF4BF", "#6B5200", 2.5, round=6, dashes="9 4"),
}
"""The looks of figures. Outcomes have the names of results: sharing is round, not sharing is dark with square corners."""


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of words. ``x`` is their left end, or their middle where they are centred; ``y`` is the top of the first."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    bold: bool = False
    colour: str = INK
    centred: bool = False

    @property
    def height(self) -> float:
        """How high they are."""
        return len(self.lines) * self.size * LEADING

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """The rectangle around them: left, top, right, bottom."""
        wide = max((width(each, self.size, self.bold) for each in self.lines), default=0.0)
        left = self.x - wide / 2 if self.centred else self.x
        return left, self.y, left + wide, self.y + self.height


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure. ``look`` is one of `LOOKS`."""

    x: float
    y: float
    width: float
    height: float
    look: str

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.x, self.y, self.x + self.width, self.y + self.height


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line through points with a head at its end, unless it joins another.

    With ``dot`` it joins a line that others take already. With ``over`` it crosses others, which are broken there.
    """

    points: tuple[Point, ...]
    head: bool = True
    dot: bool = False
    over: bool = False


Mark = Figure | Words | Arrow


def column(
    texts: list[tuple[str, float, bool]], room: float, gap: float = 0.0
) -> list[tuple[tuple[str, ...], float, bool]]:
    """Break texts, each with its size and whether it is bold, into lines that fit the room. Empty ones fall out."""
    return [(wrapped(words, room, size, bold), size, bold) for words, size, bold in texts if words]


def height_of(texts: list[tuple[str, float, bool]], room: float) -> float:
    """Return how high texts are under each other in a column."""
    return sum(len(lines) * size * LEADING for lines, size, _ in column(texts, room))


def set_in(
    texts: list[tuple[str, float, bool]], x: float, y: float, room: float, colour: str = INK, centred: bool = False
) -> list[Words]:
    """Return texts under each other from a height on, in a column whose left end is ``x``."""
    placed = []
    for lines, size, bold in column(texts, room):
        placed.append(Words(lines, x + room / 2 if centred else x, y, size, bold, colour, centred))
        y += placed[-1].height
    return placed
