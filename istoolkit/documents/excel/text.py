"""Words in cells of a sheet: what may stand in one, how many lines it takes and how it is split where it is too long.

A row of Excel is at most 409 points high and a cell has at most 32,767 characters. What is beyond that is not seen.
"""

import re
from functools import lru_cache
from typing import NamedTuple

MOST_LINES = 29
"""The lines that fit into the tallest row with room to spare."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_LIKE_A_FORMULA = re.compile(r"\s*[=+\-@\t\r]")


class Line(NamedTuple):
    """A line as it is seen, and what came after it in the words: a line end, a space or nothing."""

    words: str
    end: str


def clean(words: str) -> str:
    """Return words without what a file of XML cannot hold, their line ends all alike."""
    return _NOT_IN_XML.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")


def is_like_a_formula(words: str) -> bool:
    """Whether a program may take the words for a formula when an officer edits the cell."""
    return bool(_LOOKS_LIKE_A_FORMULA.match(words))


@lru_cache(maxsize=20_000)
def lines(words: str, width: float, size: float = 10) -> tuple[Line, ...]:
    """Return the lines that words take in a cell. The same words stand in many cells: each is worked out once.

    Args:
        words: what stands in the cell.
        width: the width of the column in characters, as Excel counts them.
        size: the size of the letters in points.
    """
    room = (width * 7 - 2) / (size / 11)
    found: list[Line] = []
    for paragraph in words.split("\n"):
        found.extend(_wrapped(paragraph, room))
        found[-1] = Line(found[-1].words, "\n")
    return tuple(found)


def parts(words: str, width: float, most: int = MOST_LINES) -> list[str]:
    """Split words into parts that each take no more than so many lines. Words that fit are one part."""
    found = lines(words, width)
    if len(found) <= most:
        return [words]
    pieces = [found[start : start + most] for start in range(0, len(found), most)]
    return ["".join(line.words + line.end for line in piece).rstrip() for piece in pieces]


def widest_word(words: str) -> float:
    """Return the width that the longest word needs, in characters of Excel."""
    return max((_width(word) for word in words.split()), default=0) / 7


def _wrapped(paragraph: str, room: float) -> list[Line]:
    found: list[Line] = []
    current, used = "", 0.0
    for word in paragraph.split(" "):
        needed = _width(word)
        if current and used + _SPACE + needed > room:
            found.append(Line(current, " "))
            current, used = "", 0.0
        if needed > room:
            *full, word = _cut(f"{current} {word}" if current else word, room)
            found.extend(Line(piece, "") for piece in full)
            current, used = word, _width(word)
        else:
            current, used = (f"{current} {word}", used + _SPACE + needed) if current else (word, needed)
    return [*found, Line(current, "")]


def _cut(word: str, room: float) -> list[str]:
    """Cut a word that is wider than the cell, as programs do."""
    found, current, used = [], "", 0.0
    for letter in word:
        needed = _width(letter)
        if current and used + needed > room:
            found.append(current)
            current, used = "", 0.0
        current, used = current + letter, used + needed
    return [*found, current]


@lru_cache(maxsize=50_000)
def _width(word: str) -> float:
    """Return the width of a word in pixels, set in 11 point Calibri. Each letter is rounded up: a little is to spare."""
    from xlsxwriter.utility import xl_pixel_width

    return float(xl_pixel_width(word))


_SPACE = 3.0
