"""What a drawing is made of: boxes, lines and words, placed in pixels of 1/96 inch."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

SIZE = 12.8
"""The size of letters, in pixels. On a page, where a drawing is 17 cm wide, it is 9 points."""

NOTE = 12.0
"""The size of notes: 8.5 points on a page."""

TITLE = 13.6
"""The size of titles."""

LEADING = 16.0
"""From one line of words to the next."""

WIDTH = 680
"""How wide a drawing is."""

INK, NAVY, GREY, WHITE = "#212529", "#1D3557", "#495057", "#FFFFFF"

Point = tuple[float, float]


class Look(NamedTuple):
    """What a sort of box looks like: its fill and edge, how thick, how round and how dashed the edge is."""

    fill: str
    edge: str
    thick: float = 1.2
    round: float = 0.0
    dashes: str = ""


LOOKS = {
    "organisation": Look("#FFFFFF", NAVY),
    "post": Look("#E8F1FA", NAVY, round=10),
    "people": Look("#F3EDF7", "#5B2C83", 1.6, round=10, dashes="1.5 2.5"),
    "public": Look("#F3EDF7", "#5B2C83", 1.6, round=10, dashes="1.5 2.5"),
    "unknown": Look("#FFF3C4", "#6B5200", dashes="5 3"),
    "hub": Look(NAVY, NAVY, 2),
    "flow": Look("#EEF2F6", "#5C6B7A", 1),
    "table": Look("#E6F4EF", "#1E6B52", 2.4, round=18),
    "frame": Look("none", GREY, 1.2, round=4, dashes="7 4"),
    "number": Look(NAVY, NAVY, 1, round=9),
    "bundle": Look(WHITE, NAVY, 1, round=8),
    "shared": Look("#E6F4EF", "#1E6B52", 2.4, round=9),
}
"""The looks of boxes. No two differ by colour alone."""

DASHES = {"direct-access": "6 4", "spoken": "1.5 3.5", "deposited": "12 4", "published": "10 3 2 3"}
"""How lines are dashed, by the way of sharing. What is sent has a whole line."""


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of words. ``x`` is their left end, or their middle where they are centred; ``y`` is the top of the first."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float = SIZE
    bold: bool = False
    colour: str = INK
    centred: bool = False

    @property
    def height(self) -> float:
        """How high they are."""
        return len(self.lines) * LEADING


@dataclass(frozen=True, slots=True)
class Box:
    """A box and the words in it. ``look`` is one of `LOOKS`."""

    x: float
    y: float
    width: float
    height: float
    look: str
    words: tuple[Words, ...] = ()

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, with an arrow head at its start or end where one is wanted."""

    points: tuple[Point, ...]
    start: bool = False
    end: bool = False
    dashes: str = ""


Shape = Box | Line | Words


def moved(shapes: Iterable[Shape], right: float, down: float) -> list[Shape]:
    """Return shapes moved right and down."""
    return [_moved(each, right, down) for each in shapes]


def _moved(shape: Shape, right: float, down: float) -> Shape:
    if isinstance(shape, Line):
        return replace(shape, points=tuple((x + right, y + down) for x, y in shape.points))
    if isinstance(shape, Words):
        return replace(shape, x=shape.x + right, y=shape.y + down)
    words = tuple(replace(each, x=each.x + right, y=each.y + down) for each in shape.words)
    return replace(shape, x=shape.x + right, y=shape.y + down, words=words)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a drawing that stays together: its shapes, from a height of 0 down to its own."""

    shapes: tuple[Shape, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing before it is written: its shapes and its height."""

    shapes: tuple[Shape, ...]
    height: int


def sheet(pieces: Iterable[Piece], gap: float) -> Sheet:
    """Put pieces under each other."""
    shapes: list[Shape] = []
    at = _EDGE
    for piece in pieces:
        shapes.extend(moved(piece.shapes, 0, at))
        at += piece.height + gap
    return Sheet(tuple(shapes), 2 * round((at - gap + 2 * _EDGE) / 2))


_EDGE = 4.0
