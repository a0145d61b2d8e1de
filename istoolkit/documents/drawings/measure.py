"""How wide words are in the fonts that come with the toolkit, and how they break into lines.

The advance widths are read from the font files themselves (OpenType 1.9, tables ``cmap``, ``hhea`` and ``hmtx``), so that
what is measured is what is drawn. Arial has the same widths.
"""

import struct
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent.parent / "fonts"
REGULAR, BOLD = FONTS / "LiberationSans-Regular.ttf", FONTS / "LiberationSans-Bold.ttf"

_LAST = 0xFFFE
"""The last character that the table of widths speaks of."""

_UNKNOWN = 1.0
"""The width of a character that the fonts lack, in parts of the size: wide enough for any script."""


class Font:
    """The advance widths of a TrueType font, looked up as they are needed."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        (count,) = self._read(">H", 4)
        entries = (self._read(">4sIII", 12 + 16 * index) for index in range(count))
        tables = {tag: at for tag, _, at, _ in entries}
        (self._unit,) = self._read(">H", tables[b"head"] + 18)
        (self._count,) = self._read(">H", tables[b"hhea"] + 34)
        self._widths = tables[b"hmtx"]
        self._segments = self._format_4(tables[b"cmap"])
        (double,) = self._read(">H", self._segments + 6)
        self._ends = self._read(f">{double // 2}H", self._segments + 14)
        self._known: dict[str, float] = {}

    def has(self, character: str) -> bool:
        """Whether the font has a character."""
        return self._glyph(ord(character)) > 0

    def advance(self, character: str) -> float:
        """Return the advance width of a character, in parts of the size."""
        if character not in self._known:
            glyph = self._glyph(ord(character))
            (units,) = self._read(">H", self._widths + 4 * min(glyph, self._count - 1))
            self._known[character] = units / self._unit if glyph else _UNKNOWN
        return self._known[character]

    def _glyph(self, code: int) -> int:
        """Return the glyph of a character, from the table of the Basic Multilingual Plane; 0 where there is none."""
        index = bisect_left(self._ends, code)
        if code > _LAST or index == len(self._ends):
            return 0
        row, at = 2 * len(self._ends), self._segments + 16 + 2 * index
        start, delta, offset = (self._read(">H", at + row * number)[0] for number in (1, 2, 3))
        if code < start:
            return 0
        if not offset:
            return (code + int(delta)) & 0xFFFF
        (glyph,) = self._read(">H", at + 3 * row + offset + 2 * (code - start))
        return (int(glyph) + int(delta)) & 0xFFFF if glyph else 0

    def _format_4(self, cmap: int) -> int:
        (count,) = self._read(">H", cmap + 2)
        places = (cmap + self._read(">HHI", cmap + 4 + 8 * index)[2] for index in range(count))
        return next(int(at) for at in places if self._read(">H", at) == (4,))

    def _read(self, layout: str, at: int) -> tuple[Any, ...]:
        return struct.unpack_from(layout, self._data, at)


@cache
def font(path: Path) -> Font:
    """Return a font, read once."""
    return Font(path)


def drawable(words: str) -> bool:
    """Whether the fonts that come with the toolkit have every character of some words."""
    return all(font(REGULAR).has(each) for each in words if each > " ")


@cache
def width(words: str, size: float, bold: bool = False) -> float:
    """Return how wide words are, in pixels, in letters of a size."""
    return size * sum(map(font(BOLD if bold else REGULAR).advance, words))


@cache
def wrapped(words: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break words into lines that fit the room. A word that does not fit is broken, after a hyphen or slash if it can be."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *broken, line = _broken(word, room, size, bold)
        lines.extend(broken)
    return tuple([*lines, line] if line else lines)


def _broken(word: str, room: float, size: float, bold: bool) -> list[str]:
    pieces = []
    while width(word, size, bold) > room and len(word) > 1:
        end = next(i for i in range(1, len(word) + 1) if i == len(word) or width(word[: i + 1], size, bold) > room)
        joint = max(word.rfind("-", 0, end), word.rfind("/", 0, end)) + 1
        end = joint if joint > 1 else end
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]
