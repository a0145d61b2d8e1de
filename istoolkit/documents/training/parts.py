"""The parts of a protocol that training points at: under which heading they stand in Word, and what they say in short."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.schema import load
from istoolkit.documents.matrix.said import heading
from istoolkit.documents.values import Entry, Text, Texts, fields_of
from istoolkit.words import capital, listed, small

HEADINGS: Mapping[str, str] = {
    "principles": "Principles",
    "parties": "Who takes part",
    "purposes": "What the sharing is for",
    "people": "The people",
    "information": "The information",
    "circumstances": "When information is shared",
    "lawfulness": "The law that allows it",
    "flows": "Who shares what with whom",
    "channels": "How it travels and where it is",
    "requests": "Requests for information",
    "decisions": "Decisions and records",
    "storage": "How it is kept and for how long",
    "security": "Security",
    "openness": "What people are told",
    "rights": "People's rights",
    "quality": "Keeping it right",
    "key_post_holders": "Key post holders",
    "governance": "Governance",
}
"""The heading under which each part (``protocol_parts`` of the vocabularies) stands in the Word protocol, in its order."""

_UNDER: Mapping[str, str] = {"lawfulness": "human_rights", "channels": "assets", "governance": "joining_and_leaving"}
"""What may stand under the heading of a part where the part itself is not said."""

_SHOWN = 4
"""How many titles are named before the rest is counted."""


def parts_of(here: Picture, view: Mapping[str, Any]) -> dict[str, str]:
    """Return the parts that the Word protocol has, in its order, each with what it says in short."""
    return {part: words for part in HEADINGS if (words := _short(here, part, view))}


def _short(here: Picture, part: str, view: Mapping[str, Any]) -> str:
    """Return what stands under the heading of a part in short; "" where the Word protocol has no such heading."""
    if view[part]:
        return in_short(here, part, view[part])
    other = _UNDER.get(part, "")
    return load("protocol").fields[other].title if other and view[other] else ""


def in_short(here: Picture, part: str, value: Any) -> str:
    """Return what a part of a protocol says in short. ``value`` is the part as the view has it."""
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, Entry):
        return f"Covers {_first([small(label) for _, label, _ in fields_of(value)], ', ', ' and ')}"
    words = _SHORT[part](here, value) if part in _SHORT else _named(here, part)
    return words or counted(len(value), "entry", "entries")


def counted(number: int, one: str, many: str) -> str:
    """Return “1 flow” or “6 flows”."""
    return f"{number} {one if number == 1 else many}"


def _named(here: Picture, part: str) -> str:
    return named(heading(each) for each in here.things(part))


def named(titles: Iterable[str]) -> str:
    """Return titles after each other: the first ones, and how many more there are."""
    return _first([each for each in titles if each], "; ", "; ")


def _first(found: list[str], between: str, last: str) -> str:
    """Join the first words, and count the rest where more than one is left. ``last`` stands before the last of all."""
    more = len(found) - _SHOWN
    if more > 1:
        return f"{between.join(found[:_SHOWN])}{last}{more} more"
    return last.join(each for each in (between.join(found[:-1]), found[-1]) if each) if found else ""


def _information(here: Picture, _: Texts) -> str:
    number = counted(len(here.items), "kind of information", "kinds of information")
    special = sum(each.is_special for each in here.items.values())
    criminal = sum(each.is_criminal for each in here.items.values())
    more = [
        f"{special} with special category data" if special else "",
        f"{criminal} about offences" if criminal else "",
    ]
    found = listed(filter(None, more), "and")
    return f"{number}, of them {found}" if found else number


def _holders(_: Picture, value: Texts) -> str:
    return named(capital(each.role) for each in value if isinstance(each, Entry))


_SHORT: Mapping[str, Callable[[Picture, Texts], str]] = {
    "parties": lambda _, value: counted(len(value), "partner", "partners"),
    "flows": lambda _, value: counted(len(value), "flow", "flows"),
    "storage": lambda _, value: counted(
        len(value), "rule on who keeps what and for how long", "rules on who keeps what and for how long"
    ),
    "lawfulness": lambda _, value: counted(len(value), "lawful basis", "lawful bases"),
    "information": _information,
    "key_post_holders": _holders,
}
"""What is said of parts that are counted, or that say more than their titles."""
