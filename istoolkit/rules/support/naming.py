"""Naming several things in the words of a message."""

from collections.abc import Iterable

from istoolkit.definitions.things import Thing
from istoolkit.words import listed

_SHOWN = 4


def some(names: list[str]) -> str:
    """Join names as a sentence does; of many, the first few and how many others there are."""
    more = len(names) - _SHOWN + 1
    return listed(names if len(names) <= _SHOWN else [*names[: _SHOWN - 1], f"{more} others"], "and")


def names(things: Iterable[Thing]) -> str:
    """Join the titles of things as a sentence does; of many, the first few and how many others there are."""
    return some([f"“{each.title}”" for each in things])


def all_names(things: Iterable[Thing]) -> str:
    """Join the titles of things as a sentence does, however many there are."""
    return listed([f"“{each.title}”" for each in things], "and")


def quoted(things: Iterable[Thing]) -> str:
    """Name things by their titles in a sentence: the first three and how many more there are."""
    titles = list(dict.fromkeys(f"“{each.title}”" for each in things))
    more = [f"{len(titles) - 2} more"] if len(titles) > 3 else []
    return listed(titles[: 2 if more else 3] + more, "and")
