"""Who shares what with whom by a content, and whom a difference in it concerns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.names import party_name
from istoolkit.definitions.things import PROCESSORS
from istoolkit.signoff.content import Content

Parties = frozenset[str]
Entry = Mapping[str, Any]

NOBODY: Parties = frozenset()

ALL_OF = "all of "
"""How a content begins to name all the information of a protocol above."""


@dataclass(frozen=True)
class Movement:
    """A flow: who gives and who receives, by the names of parties, and which items. ``entry`` is what the content says."""

    entry: Entry
    givers: Parties
    receivers: Parties
    items: frozenset[str]

    @property
    def parties(self) -> Parties:
        """Everyone that gives or receives."""
        return self.givers | self.receivers


class Sharing:
    """Who shares what by a content. A damaged content gives what can be read of it."""

    def __init__(self, content: Content) -> None:
        section = content.get("protocol")
        self.protocol: Mapping[str, Any] = section if isinstance(section, Mapping) else {}

    def entries(self, name: str) -> list[dict[str, Any]]:
        """Return the entries of a list of the protocol."""
        return [each for _, each in records(self.protocol.get(name))]

    @cached_property
    def parties(self) -> dict[str, dict[str, Any]]:
        """The parties by name."""
        return {party_name(each): each for each in self.entries("parties")}

    @cached_property
    def everyone(self) -> Parties:
        """The names of all parties."""
        return frozenset(self.parties)

    def named(self, names: Any) -> Parties:
        """Return the parties that names stand for: parties, posts held at parties, or “all”, which is all but processors."""
        found: set[str] = set()
        for name in many(names):
            if name == "all":
                found.update(each for each, party in self.parties.items() if party.get("role") not in PROCESSORS)
            elif name in self.parties:
                found.add(name)
            else:
                found.update(self._holders.get(name, ()))
        return frozenset(found)

    @cached_property
    def _holders(self) -> dict[str, Parties]:
        posts = self.entries("posts")
        return {str(each.get("id")): self.everyone & frozenset(many(each.get("held_at"))) for each in posts}

    @cached_property
    def items(self) -> dict[str, dict[str, Any]]:
        """The items of information by identifier."""
        return {str(each.get("id")): each for each in self.entries("information")}

    def is_sensitive(self, item: str) -> bool:
        """Whether an item is special category or criminal offence data."""
        entry = self.items.get(item, {})
        return entry.get("kind") in ("special-category", "criminal-offence") or bool(entry.get("special"))

    def items_in(self, names: Any) -> frozenset[str]:
        """Return the items that names stand for. “all” is every item; so is “all of” a protocol above, to be safe."""
        said = many(names)
        return frozenset(self.items if any(each == "all" or each.startswith(ALL_OF) for each in said) else said)

    @cached_property
    def flows(self) -> tuple[Movement, ...]:
        """The flows."""
        return tuple(map(self._movement, self.entries("flows")))

    def _movement(self, flow: Entry) -> Movement:
        among = self.named(flow.get("among")) | (self.named(flow.get("inside")) if "from" not in flow else NOBODY)
        between = self.named(flow.get("through")) | self.named(flow.get("on_behalf_of"))
        items = self.items_in(flow.get("information")) - frozenset(many(flow.get("except")))
        return Movement(flow, among | self.named(flow.get("from")), among | self.named(flow.get("to")) | between, items)

    @cached_property
    def given(self) -> frozenset[tuple[str, str, str]]:
        """Who gives which item to whom."""
        return frozenset(
            (giver, item, receiver)
            for flow in self.flows
            for giver in flow.givers
            for receiver in flow.receivers - {giver}
            for item in flow.items
        )

    def at(self, organisation: str) -> Parties:
        """Return the parties that are an organisation or a part of it."""
        return frozenset(name for name, party in self.parties.items() if party.get("organisation") == organisation)

    def touched(self, section: str, entry: Entry) -> tuple[Movement, ...]:
        """Return the flows that an entry of a list concerns; all where it is not about some of them."""
        fits = _USES.get(section)
        return tuple(flow for flow in self.flows if fits(self, entry, flow)) if fits else self.flows

    def concerned(self, section: str, entry: Entry) -> Parties:
        """Return the parties that an entry itself names; nobody where it names none."""
        if section == "parties":
            return self.everyone & {party_name(entry)}
        if section in ("organisations", "key_post_holders"):
            return self.at(str(entry.get("id" if section == "organisations" else "organisation")))
        return frozenset().union(*(self.named(entry.get(key)) for key in _NAMES.get(section, ())))


def _uses(key: str) -> Callable[[Sharing, Entry, Movement], bool]:
    """Return the test whether a flow names an entry in one of its fields."""

    def fits(sharing: Sharing, entry: Entry, flow: Movement) -> bool:
        return str(entry.get("id")) in many(flow.entry.get(key))

    return fits


def _of_channel(sharing: Sharing, entry: Entry, flow: Movement) -> bool:
    urgent = flow.entry.get("urgent")
    also = many(urgent.get("channel")) if isinstance(urgent, Mapping) else []
    return str(entry.get("id")) in (*many(flow.entry.get("channel")), *also)


def _of_people(sharing: Sharing, entry: Entry, flow: Movement) -> bool:
    return any(entry.get("id") in many(sharing.items.get(item, {}).get("of")) for item in flow.items)


def _of_post(sharing: Sharing, entry: Entry, flow: Movement) -> bool:
    ends = ("from", "to", "among", "through", "on_behalf_of")
    return any(entry.get("id") in many(flow.entry.get(key)) for key in ends)


def _of_basis(sharing: Sharing, entry: Entry, flow: Movement) -> bool:
    purposes = set(many(entry.get("purposes"))) & set(many(flow.entry.get("purpose")))
    only = many(entry.get("flows"))
    return bool(purposes) and (not only or flow.entry.get("id") in only)


def _of_store(sharing: Sharing, entry: Entry, flow: Movement) -> bool:
    kept = sharing.items_in(entry.get("information")) & flow.items
    return bool(kept) and bool(sharing.named(entry.get("held_by")) & flow.parties)


_USES: Mapping[str, Callable[[Sharing, Entry, Movement], bool]] = {
    "flows": lambda sharing, entry, flow: entry.get("id") == flow.entry.get("id"),
    "purposes": _uses("purpose"),
    "information": lambda sharing, entry, flow: str(entry.get("id")) in flow.items,
    "circumstances": _uses("circumstance"),
    "channels": _of_channel,
    "people": _of_people,
    "posts": _of_post,
    "assets": lambda sharing, entry, flow: entry.get("id") in (flow.entry.get("out_of"), flow.entry.get("into")),
    "lawfulness": _of_basis,
    "storage": _of_store,
    "parties": lambda sharing, entry, flow: party_name(entry) in flow.parties,
}
"""For each list, whether a flow is one that an entry concerns."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    "flows": ("from", "to", "among", "through", "on_behalf_of", "inside"),
    "posts": ("held_at",),
    "assets": ("held_by", "supplier"),
    "lawfulness": ("parties",),
    "storage": ("held_by",),
    "duties": ("who", "tell"),
    "sign_off": ("parties",),
}
"""The fields in which the entries of a list name parties."""
