"""Names of things and dates in the words of a reader."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from istoolkit.definitions.formats import confirmed_later, long_date, to_be_confirmed
from istoolkit.definitions.law import law_of
from istoolkit.definitions.names import declared, party_title
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import Field
from istoolkit.finding import Path

_YES_NO = {"no": "No", "false": "No", "yes": "Yes", "true": "Yes"}


def told(value: object) -> str:
    """Return a text as a reader sees it, on one line; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    return " ".join((confirmed_later(value) if to_be_confirmed(value) else value).split())


def spelled(each: Field, value: str) -> str:
    """Return a text as readers see it: a choice in words, a date written out, what is not known yet said to be so."""
    if to_be_confirmed(value):
        return confirmed_later(value)
    if each.allowed:
        return each.allowed.get(value, value)
    if each.format == "date":
        return long_date(value)
    return _YES_NO.get(value, value) if each.format == "yes-no" else value


def labels_of(fields: Mapping[str, Field]) -> dict[str, str]:
    """Return the label of each field for readers; an empty one where a field is for machines."""
    return {name: each.title if each.shown else "" for name, each in fields.items()}


def is_prose(item: Field) -> bool:
    """Whether the entries of a list are sentences and not names or choices."""
    return not (item.allowed or item.refers or item.format or item.is_section)


class Titles:
    """What the names in a register are called, each worked out once."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._own: dict[str, dict[tuple[str, str], _Title]] = {}

    def of(self, protocol: Protocol, sort: str, name: str) -> str:
        """Return what a name in a protocol's text is called: by what it declares itself, or one above, or the register."""
        found = [title for each in self._chain(protocol) if (title := self._declared(each).get((sort, name)))]
        given = [title for title in found if title.given]
        called = (given or found)[0].words if found else self._shared.get((sort, name), name)
        return confirmed_later(called) if to_be_confirmed(called) else called

    def _chain(self, protocol: Protocol) -> list[Protocol]:
        return [protocol, *self.register.above(protocol)]

    def _declared(self, protocol: Protocol) -> Mapping[tuple[str, str], "_Title"]:
        if protocol.id not in self._own:
            found: dict[tuple[str, str], _Title] = {}
            for sort, name, spot in declared(protocol):
                title = _title(self.register, protocol, spot.path)
                for each in (sort, "end") if sort in ("party", "post") else (sort,):
                    found.setdefault((each, name), title)
            self._own[protocol.id] = found
        return self._own[protocol.id]

    @cached_property
    def _shared(self) -> Mapping[tuple[str, str], str]:
        titles = {
            ("organisation", name): str(each.get("title", name)) for name, each in self.register.organisations.items()
        }
        titles.update(
            {("protocol", name): each.text("title") or name for name, each in self.register.protocols.items()}
        )
        return {**titles, **{("law", name): each["title"] for name, each in law_of(self.register).provisions.items()}}


class _Title(NamedTuple):
    """What something is called, and whether that was given or made up from its name."""

    words: str
    given: bool


def _title(register: Register, protocol: Protocol, path: Path) -> _Title:
    entry: Any = protocol.data
    for step in path[:-1]:
        entry = entry[step]
    given = isinstance(entry.get("title"), str) or "class" not in entry
    if path[0] == "parties":
        return _Title(party_title(register, entry), given)
    return _Title(str(entry.get("title", entry.get("when", path[-1]))), given)
