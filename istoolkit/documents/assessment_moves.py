"""The flows of a protocol in a short table: number, from whom, to whom, how. Long lists of parties are said in short."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from istoolkit.definitions.picture import Picture
from istoolkit.documents.values import NOTHING, Entry, Text, Texts, Value

_LIMITS = ("limit", "only_when", "except", "onward", "originator")

_FEW = 3
"""How many parties are always named one by one."""


class Move(NamedTuple):
    """A flow: its number, title, who gives, who receives, how it travels, what it carries, who sees it and what narrows it."""

    number: str
    title: Value
    giver: Value | str
    taker: Value | str
    how: Value
    carries: Value
    seen_by: Value
    limits: Value


def moves(here: Picture, of_protocol: Mapping[str, Any]) -> list[Move]:
    """Return the flows, with the numbers of the pictures. ``of_protocol`` is the protocol's view."""
    parties = frozenset(each.name for each in here.sharers)
    pairs = zip(here.numbered, of_protocol["flows"], strict=False)
    return [_move(str(number), entry, parties) for (number, _), entry in pairs]


def _move(number: str, flow: Any, parties: frozenset[str]) -> Move:
    taker: Value | str
    if flow.among:
        giver, taker = _short(flow.among, parties, frozenset()), "Each other"
    else:
        gives, takes = getattr(flow, "from") or flow.inside, flow.to or flow.between or flow.inside
        giver, taker = _short(gives, parties, _names(takes)), _short(takes, parties, _names(gives))
    carries, limits = in_line(flow, "information"), in_line(flow, *_LIMITS)
    return Move(number, flow.title, giver, taker, flow.channel or flow.how, carries, flow.seen_by, limits)


def in_line(entry: Entry, *names: str) -> Value:
    """Return fields of an entry as an entry that is written in one line: the first as it is, others with their labels."""
    said = {name: value for name in names if (value := getattr(entry, name))}
    return Entry(said, {name: entry._labels[name] for name in said}) if said else NOTHING


def _short(value: Value, parties: frozenset[str], other: frozenset[str]) -> Value | str:
    """Return the ends of a flow: in short where they are all parties, or all but who stands at the other end."""
    names = _names(value)
    if len(names & parties) <= _FEW or not isinstance(value, Texts) or parties - names - other:
        return value
    all_of_them = "All parties" if parties <= names else "All the other parties"
    return ", ".join([all_of_them, *(str(each) for each in value if _name(each) not in parties)])


def _names(value: Value) -> frozenset[str]:
    return frozenset(map(_name, value if isinstance(value, Texts) else [value]))


def _name(value: Value) -> str:
    return value.original if isinstance(value, Text) else ""
