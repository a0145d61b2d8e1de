"""Which entry of one list is which of another: by identifier or name, else by what they say. Order does not matter."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from istoolkit.definitions.names import party_name

_TITLES = ("title", "term", "post")
_ALIKE = 0.5
"""How much of two entries is the same where they are taken for one that was changed."""


class Pairs(NamedTuple):
    """The entries of two lists: those in both, each with its position in one and the other, and those in only one."""

    both: list[tuple[int, int]]
    gone: list[int]
    new: list[int]

    @property
    def moved(self) -> bool:
        """Whether the entries that are in both stand in another order."""
        order = [old for old, _ in sorted(self.both, key=lambda each: each[1])]
        return order != sorted(order)


def name_of(entry: object) -> str:
    """Return what an entry is known by: its identifier, or what names a party; "" where it has neither."""
    if not isinstance(entry, Mapping):
        return ""
    return party_name(entry)


def paired(old: Sequence[Any], new: Sequence[Any]) -> Pairs:
    """Return which entry of a list is which of another: the same name, else the same words, else most of them."""
    both = _same(list(map(name_of, old)), list(map(name_of, new)))
    for alike in (_equal, _similar):
        both += alike(old, new, _rest(len(old), (i for i, _ in both)), _rest(len(new), (j for _, j in both)))
    return Pairs(sorted(both), _rest(len(old), (i for i, _ in both)), _rest(len(new), (j for _, j in both)))


def _rest(length: int, taken: Iterable[int]) -> list[int]:
    known = set(taken)
    return [each for each in range(length) if each not in known]


def _same(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Pair what has the same name; the first with the first where two have it."""
    there = {key: i for i, key in enumerate(_numbered(old)) if key[0]}
    return [(there[key], j) for j, key in enumerate(_numbered(new)) if key in there]


def _numbered(names: list[str]) -> list[tuple[str, int]]:
    met: Counter[str] = Counter()
    found = []
    for name in names:
        found.append((name, met[name]))
        met[name] += 1
    return found


def _equal(old: Sequence[Any], new: Sequence[Any], left: list[int], right: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    free = list(right)
    for i in left:
        j = next((j for j in free if old[i] == new[j]), None)
        if j is not None:
            free.remove(j)
            found.append((i, j))
    return found


def _similar(old: Sequence[Any], new: Sequence[Any], left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """Pair what is most alike first. Entries with names of their own are never taken for each other."""
    scores = [
        (-likeness(old[i], new[j]), i, j) for i in left for j in right if not name_of(old[i]) and not name_of(new[j])
    ]
    found: list[tuple[int, int]] = []
    for score, i, j in sorted(scores):
        if -score >= _ALIKE and all(i != one and j != other for one, other in found):
            found.append((i, j))
    return found


def likeness(one: Any, other: Any) -> float:
    """Return how much of two values is the same: 1 for all of it, 0 for nothing. Entries with the same title count more."""
    if one == other:
        return 1.0
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = one.keys() | other.keys()
        titled = any(one.get(key) and one.get(key) == other.get(key) for key in _TITLES)
        return sum(likeness(one.get(key), other.get(key)) for key in keys) / len(keys) + (0.5 if titled else 0)
    if isinstance(one, str) and isinstance(other, str):
        return _shared(one.casefold().split(), other.casefold().split())
    if isinstance(one, list) and isinstance(other, list):
        return _shared(list(map(repr, one)), list(map(repr, other)))
    return 0.0


def _shared(one: Iterable[str], other: Iterable[str]) -> float:
    first, second = set(one), set(other)
    return len(first & second) / len(first | second) if first | second else 0.0
