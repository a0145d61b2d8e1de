"""The risks that a definition suggests: for each record of ``schemas/risks.yaml``, a rule that looks for its grounds.

A suggestion is not a finding. An officer takes it up as a risk, or says why it is none.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from istoolkit.definitions.law import Record
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.schema import raw
from istoolkit.resources import modules
from istoolkit.words import listed


@dataclass(frozen=True)
class Ground:
    """A thing that gives rise to a suggestion: what sort of thing, its identifier and title, and in words why.

    ``facts`` is what makes it one, each by a short name with a title: the sensitive items of a flow, say.
    """

    kind: str
    id: str
    title: str
    words: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def written(self) -> str:
        """The ground as a file has it: its identifier and what makes it one, such as “talk=health-needs+8-parties”."""
        return f"{self.id}={'+'.join(name for name, _ in self.facts)}" if self.facts else self.id


@dataclass(frozen=True, eq=False)
class Suggestion:
    """A risk that a definition suggests: its record, the grounds found, and in a sentence why."""

    id: str
    record: Record
    grounds: tuple[Ground, ...]
    why: str

    @property
    def title(self) -> str:
        """The risk in a few words."""
        return str(self.record["title"])


Look = Callable[[Picture], Iterable[Ground]]

_found: dict[str, Look] = {}
_MOST = 6
"""The most grounds that the sentence names."""


def suggests(name: str) -> Callable[[Look], Look]:
    """Declare the function below to look for the grounds of the suggestion of that identifier."""

    def declare(look: Look) -> Look:
        _found[name] = look
        return look

    return declare


@cache
def looks() -> Mapping[str, Look]:
    """Return the functions that look for grounds, by the identifier of their suggestion."""
    for name in modules(__path__):
        importlib.import_module(f"{__name__}.{name}")
    return _found


@cache
def suggestion_records() -> Mapping[str, Record]:
    """Return the records of suggested risks by identifier, in the order of the file."""
    return {each["id"]: each for each in raw()["risks.yaml"]["suggestions"]}


@kept
def suggestions(register: Register, protocol: Protocol) -> tuple[Suggestion, ...]:
    """Return the risks that a protocol's definition suggests today, in the order of the records."""
    here, ways = picture(register, protocol), looks()
    found = ((record, _each_once(ways[name](here))) for name, record in suggestion_records().items())
    return tuple(Suggestion(str(each["id"]), each, grounds, _why(each, grounds)) for each, grounds in found if grounds)


def _each_once(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    found: dict[str, Ground] = {}
    for each in grounds:
        found.setdefault(each.id, each)
    return tuple(found.values())


def _why(record: Record, grounds: tuple[Ground, ...]) -> str:
    words = list(dict.fromkeys(each.words for each in grounds))
    shown = words if len(words) <= _MOST else [*words[: _MOST - 1], f"{len(words) - _MOST + 1} more"]
    return str(record["why"]).format(grounds=listed(shown, "and"))
