"""What a definition itself answers to the questions of the screening, and in what words.

It never guesses: where the definition does not tell, the answer is “unclear” and the words say what is missing.
"""

import importlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from istoolkit.definitions.picture import Picture
from istoolkit.resources import modules


class Reply(NamedTuple):
    """An answer from the definition: yes, no or unclear, and why."""

    answer: str
    because: str


def yes(because: str) -> Reply:
    """Return that the answer is yes."""
    return Reply("yes", because)


def no(because: str) -> Reply:
    """Return that the answer is no."""
    return Reply("no", because)


def unclear(because: str) -> Reply:
    """Return that the definition does not tell. The words say what is missing or what to judge."""
    return Reply("unclear", because)


def not_yet(*open_: str) -> Reply | None:
    """Return that the definition does not tell yet, by what ``istoolkit.assessment.unsaid`` found open; None where it found
    nothing."""
    found = [each for each in open_ if each]
    return unclear(f"{NOT_YET} {'; or '.join(found)}.") if found else None


def quoted(text: str) -> str:
    """Return what a definition says as the end of a sentence, whether or not it has a full stop of its own."""
    return f"“{text.rstrip('. ')}”."


NOT_YET = "The protocol does not say yet"
"""How the reason begins where a question waits for the definition."""

Way = Callable[[Picture], Reply]

_ways: dict[str, Way] = {}


def answers(*names: str) -> Callable[[Way], Way]:
    """Declare the function below to answer the questions of those identifiers."""

    def declare(way: Way) -> Way:
        _ways.update(dict.fromkeys(names, way))
        return way

    return declare


@cache
def ways() -> Mapping[str, Way]:
    """Return the functions that answer, by the identifier of their question."""
    for name in modules(__path__):
        importlib.import_module(f"{__name__}.{name}")
    return _ways


def answer(here: Picture, name: str) -> Reply:
    """Return what a definition answers to the question of an identifier."""
    return ways()[name](here)
