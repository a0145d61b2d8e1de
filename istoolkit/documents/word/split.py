"""A table that is too wide for a page, in parts by columns.

Each part begins with the columns that say what a row is about. No column is so narrow that a word breaks.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from istoolkit.documents.tables import Table
from istoolkit.documents.word.measure import longest_word, width_of

SIZE = 9
"""The size of the type in tables, in points."""

MARGINS = 190
"""What a cell needs beside its words: its margins and borders, in twentieths of a point."""

INDENT = 170
"""What a bullet takes of a cell, in twentieths of a point."""

_LIST = 1700
"""The least width of a column with lists in it: three centimetres."""

_CHARACTER = 92
_LONGEST = 2400
_SQUEEZED = 0.7
_STRETCHED = 1.5
_HEADS = 0.4
_LONG = 200
"""From how many characters on a cell is long: its column takes room from others, so that the row is lower."""
_BROAD = 2
"""How many times as many characters as lines a cell with much in it would like to have."""


class Part(NamedTuple):
    """A part of a table: the columns in it by number, their widths in twentieths of a point, how many are repeated."""

    columns: tuple[int, ...]
    widths: tuple[int, ...]
    repeated: int = 0


class _Size(NamedTuple):
    """What a column asks for: no less than its longest word, and what it would like. ``most`` characters are in a cell."""

    least: int
    wanted: int
    most: int

    @property
    def need(self) -> int:
        return max(self.least, int(self.wanted * _SQUEEZED))


def parts(table: Table, width: int) -> tuple[Part, ...]:
    """Return the parts of a table that fit a page with this width for text, in twentieths of a point."""
    sizes = [_size(table, number) for number in range(len(table.columns))]
    if sum(each.need for each in sizes) <= width:
        return (Part(tuple(range(len(sizes))), _shared(sizes, width)),)
    heads = _repeated(table, sizes, width)
    before = _heads(sizes[:heads], width)
    room = width - sum(before)
    found = []
    for group in _groups(sizes[heads:], room):
        columns = [heads + each for each in group]
        widths = (*before, *_levelled([sizes[each] for each in columns], room))
        found.append(Part((*range(heads), *columns), widths, heads))
    return tuple(found)


def side_by_side(table: Table, columns: Sequence[int], width: int) -> tuple[int, ...]:
    """Return the widths of some columns that fill a width together, in the proportions that they ask for."""
    asked = [table.columns[number].width for number in columns]
    return tuple(each * width // sum(asked) for each in asked)


def _repeated(table: Table, sizes: Sequence[_Size], width: int) -> int:
    """Return how many of the first columns can be repeated and still leave half of the page for others."""
    heads = min(table.heads, len(sizes) - 1)
    return max(number for number in range(heads + 1) if sum(each.least for each in sizes[:number]) <= width // 2)


def _size(table: Table, number: int) -> _Size:
    column = table.columns[number]
    texts = {row[number].words for row in table.rows}
    words = {longest_word(each) for each in texts} | {longest_word(column.heading)}
    indent = INDENT if any("\n" in each for each in texts) else 0
    least = min(max(width_of(each, SIZE) for each in words), _LONGEST) + MARGINS + indent
    least = max(least, _LIST if indent else 0)
    lines = [len(line) for text in texts for line in text.split("\n")]
    longest = max([len(column.heading), *lines])
    most = max(map(len, texts), default=0)
    square = int(math.sqrt(_BROAD * most))
    return _Size(least, max(least, min(max(column.width, square), longest) * _CHARACTER + MARGINS + indent), most)


def _heads(sizes: Sequence[_Size], width: int) -> tuple[int, ...]:
    """Return the widths of the columns that are repeated: what they want, where that leaves room for others."""
    wanted = sum(each.wanted for each in sizes)
    return _shared(sizes, min(wanted, max(int(width * _HEADS), sum(each.least for each in sizes))))


def _levelled(sizes: Sequence[_Size], room: int) -> tuple[int, ...]:
    """Return the widths of columns that share a room so that the longest cells are about as high as each other."""
    spare = room - sum(each.need for each in sizes)
    long = [each.most if each.most > _LONG else 0 for each in sizes]
    if spare <= 0 or not any(long):
        return _shared(sizes, room)
    factor = _level([each.need for each in sizes], long, room)
    return tuple(max(each.need, int(factor * most)) for each, most in zip(sizes, long, strict=True))


def _level(needs: Sequence[int], long: Sequence[int], room: int) -> float:
    """Return how wide a character may make its column for all to fill the room, none with less than it needs."""
    low, high = 0.0, room / max(long)
    for _ in range(40):
        middle = (low + high) / 2
        if sum(max(need, int(middle * most)) for need, most in zip(needs, long, strict=True)) <= room:
            low = middle
        else:
            high = middle
    return low


def _shared(sizes: Sequence[_Size], room: int) -> tuple[int, ...]:
    """Return the widths of columns that share a room: first what they must have, then as they want."""
    wanted = sum(each.wanted for each in sizes)
    if not wanted:
        return ()
    if wanted <= room:
        factor = min(room / wanted, _STRETCHED)
        return tuple(int(each.wanted * factor) for each in sizes)
    least = sum(each.least for each in sizes)
    if least >= room:
        return tuple(each.least * room // least for each in sizes)
    share = (room - least) / (wanted - least)
    return tuple(each.least + int((each.wanted - each.least) * share) for each in sizes)


def _groups(sizes: Sequence[_Size], room: int) -> list[list[int]]:
    """Return the columns in as few groups as fit the room, about as wide as each other."""
    needs = [each.need for each in sizes]
    groups = _filled(needs, room)
    narrowest = max(max(needs), math.ceil(sum(needs) / len(groups)))
    for limit in range(narrowest, room, 20):
        narrower = _filled(needs, limit)
        if len(narrower) == len(groups):
            return narrower
    return groups


def _filled(needs: Sequence[int], limit: int) -> list[list[int]]:
    """Return columns in groups, each filled up to a limit before the next begins."""
    groups: list[list[int]] = []
    used = limit + 1
    for number, need in enumerate(needs):
        if used + need > limit:
            groups.append([])
            used = 0
        groups[-1].append(number)
        used += need
    return groups
