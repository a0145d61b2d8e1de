"""How wide words are in a document, near enough to lay out a table so that no word breaks."""

import re
from functools import cache

from istoolkit.documents.drawings.measure import width

_BREAK = re.compile(r"\s+|(?<=[-–—])")


def width_of(words: str, size: float) -> int:
    """Return the width of words in twentieths of a point, in bold type of a size in points: ordinary type is no wider."""
    return int(width(words, size, bold=True) * 20) + 1


@cache
def longest_word(words: str) -> str:
    """Return the widest piece of words that a line cannot break within."""
    return max(_BREAK.split(words), key=lambda piece: width(piece, 1, bold=True))


def lines_of(words: str, room: int, size: float) -> int:
    """Return how many lines words take in a column that leaves them this room, in twentieths of a point."""
    lines, used, space = 1, 0, _width(" ", size)
    for word in words.split():
        wide = _width(word, size)
        if used and used + space + wide > room:
            lines, used = lines + 1, 0
        used += wide + (space if used else 0)
        lines, used = lines + used // (room + 1), used % (room + 1)
    return lines


@cache
def _width(word: str, size: float) -> int:
    """Return the width of a word in ordinary type, with what rounding may add."""
    return int(width(word, size) * 20) + 1
