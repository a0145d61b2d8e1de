"""A protocol as a reviewer sees it: all that applies under it, with names looked up and flows and bases joined.

`pictures` gives one for each protocol asked for. Rules of law read it and nothing else.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.inherit import Resolved, Said, entries_of, resolve
from istoolkit.definitions.law import Law, law_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.names import party_name, party_title
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import Basis, Flow, Item, Party, Thing
from istoolkit.finding import Spot


@kept
def pictures(register: Register) -> tuple["Picture", ...]:
    """Return the picture of each protocol that was asked for and of which everything could be read."""
    return tuple(picture(register, protocol) for protocol in register.understood())


@kept
def picture(register: Register, protocol: Protocol) -> "Picture":
    """Return the picture of a protocol, made once."""
    return Picture(register, protocol)


class Picture:
    """One protocol in full. What is taken over from above is in it, each thing with the place where it is said."""

    def __init__(self, register: Register, protocol: Protocol) -> None:
        self.register, self.protocol = register, protocol
        self.full: Resolved = resolve(register, protocol)
        self.law: Law = law_of(register)

    @property
    def tier(self) -> str:
        """Its tier."""
        return self.protocol.text("tier")

    @cached_property
    def nations(self) -> frozenset[str]:
        """The nations in which it applies."""
        said = many(self.protocol.data.get("jurisdictions"))
        return frozenset(each for each in said if not to_be_confirmed(each))

    def at(self, *path: str | int) -> Spot:
        """Return the spot of a path in the protocol's own file."""
        return self.protocol.at(*path)

    def things(self, name: str) -> list[Thing]:
        """Return the entries of a list, such as purposes or storage."""
        return [Thing(said) for said in entries_of(self.full, name)]

    def by_id(self, name: str) -> dict[str, Thing]:
        """Return the entries of a list by identifier."""
        return {each.id: each for each in self.things(name)}

    @cached_property
    def purposes(self) -> dict[str, Thing]:
        """The purposes by identifier."""
        return self.by_id("purposes")

    @cached_property
    def people(self) -> dict[str, Thing]:
        """The groups of people by identifier."""
        return self.by_id("people")

    @cached_property
    def assets(self) -> dict[str, Thing]:
        """The systems and stores by identifier."""
        return self.by_id("assets")

    @cached_property
    def stores(self) -> list[Thing]:
        """The entries on storage and retention."""
        return self.things("storage")

    @cached_property
    def items(self) -> dict[str, Item]:
        """The items of information by identifier."""
        return {each.id: each for said in entries_of(self.full, "information") for each in [Item(said)]}

    @cached_property
    def parties(self) -> dict[str, Party]:
        """The parties by name."""
        return {each.name: each for said in entries_of(self.full, "parties") for each in [self._party(said)]}

    def _party(self, said: Said) -> Party:
        value = said.full
        organisation = self.register.organisations.get(str(value.get("organisation")), {})
        kind = str(value.get("kind") or organisation.get("kind") or "")
        nations = frozenset(many(organisation.get("nations"))) or self.nations
        facts = self.law.organisation_kinds.get(kind, {})
        return Party(said, party_name(value), party_title(self.register, value), kind, organisation, facts, nations)

    @cached_property
    def sharers(self) -> tuple[Party, ...]:
        """Whom the word “all” means: every party but processors."""
        return tuple(each for each in self.parties.values() if not each.is_processor)

    def named(self, names: list[str]) -> tuple[Party, ...]:
        """Return the parties that names stand for: parties, posts held at parties, or all."""
        found: dict[Party, None] = {}
        for name in names:
            if name == "all":
                found.update(dict.fromkeys(self.sharers))
            elif name in self.parties:
                found[self.parties[name]] = None
            elif name in self._posts:
                found.update(dict.fromkeys(self.named(self._posts[name].many("held_at"))))
        return tuple(found)

    @cached_property
    def _posts(self) -> dict[str, Thing]:
        return self.by_id("posts")

    @cached_property
    def flows(self) -> list[Flow]:
        """The flows."""
        return [self._flow(said) for said in entries_of(self.full, "flows")]

    @cached_property
    def numbered(self) -> tuple[tuple[int, Flow], ...]:
        """The flows, each with the number by which pictures and tables call it."""
        return tuple(enumerate(self.flows, 1))

    @cached_property
    def personal_flows(self) -> list[Flow]:
        """The flows of what is about people who can be identified."""
        return [each for each in self.flows if each.is_personal]

    def _flow(self, said: Said) -> Flow:
        value = Thing(said)
        inside = value.many("inside") if not value.says("from") else []
        among = self.named([*value.many("among"), *inside])
        left_out = value.many("except")
        names = list(self.items) if "all" in value.many("information") else value.many("information")
        return Flow(
            said,
            among or self.named(value.many("from")),
            among or self.named(value.many("to")),
            tuple(self.items[name] for name in names if name in self.items and name not in left_out),
            self._looked_up("channels", value.many("channel")),
            self._looked_up("circumstances", value.many("circumstance")),
        )

    def _looked_up(self, name: str, ids: list[str]) -> tuple[Thing, ...]:
        known = self._lists(name)
        return tuple(known[each] for each in ids if each in known)

    def _lists(self, name: str) -> dict[str, Thing]:
        return self.channels if name == "channels" else self.circumstances

    @cached_property
    def channels(self) -> dict[str, Thing]:
        """The ways of sending by identifier."""
        return self.by_id("channels")

    @cached_property
    def circumstances(self) -> dict[str, Thing]:
        """The circumstances by identifier."""
        return self.by_id("circumstances")

    @cached_property
    def bases(self) -> list[Basis]:
        """The lawful bases."""
        return [self._basis(said) for said in entries_of(self.full, "lawfulness")]

    def _basis(self, said: Said) -> Basis:
        value = Thing(said)
        parties = self.named(value.many("parties"))
        flows = tuple(flow for flow in self.flows if self._covers(value, parties, flow))
        carried = (item for flow in flows for item in flow.items)
        items = tuple(dict.fromkeys(carried)) if self.flows else tuple(self.items.values())
        gateways = enumerate(many(value.value.get("gateways")))
        known = tuple((i, self.law.provisions[name]) for i, name in gateways if name in self.law.provisions)
        return Basis(said, parties, flows, items, known)

    @staticmethod
    def _covers(basis: Thing, parties: tuple[Party, ...], flow: Flow) -> bool:
        """Whether a basis speaks of a flow: of its purpose and one of its parties, and of its copy where it names one."""
        if not set(basis.many("purposes")) & set(flow.purposes) or not set(parties) & set(flow.parties):
            return False
        copies = {flow.text("out_of"), flow.text("into")}
        in_copy = not basis.says("copy") or basis.text("copy") in copies
        return in_copy and (not basis.says("flows") or flow.id in basis.many("flows"))

    def bases_for(self, flow: Flow, party: Party) -> list[Basis]:
        """Return the bases on which a party takes part in a flow."""
        return self._pairs.get((flow, party), [])

    @cached_property
    def _pairs(self) -> dict[tuple[Flow, Party], list[Basis]]:
        pairs: dict[tuple[Flow, Party], list[Basis]] = {}
        for basis in self.bases:
            for flow in basis.flows:
                for party in basis.parties:
                    pairs.setdefault((flow, party), []).append(basis)
        return pairs

    def undecided(self, name: str) -> bool:
        """Whether a list, here or above, or an entry of it is still to be confirmed."""
        return any(to_be_confirmed(value) or any(map(to_be_confirmed, many(value))) for value in self._lists_of(name))

    def _lists_of(self, name: str) -> list[Any]:
        return [each.data.get(name) for each in self.chain]

    def term(self, section: str, name: str) -> Said | None:
        """Return a term, such as ``told_when`` of ``openness``, from here or above; None where it is not said."""
        content = self.full.get(section)
        return content.get(name) if isinstance(content, dict) else None

    def says(self, *path: str) -> bool:
        """Whether something is said there, here or above, even if it is that it is to be confirmed."""
        content: Any = self.full.get(path[0])
        if content is None:
            return any(to_be_confirmed(each.data.get(path[0])) for each in self.chain)
        if isinstance(content, dict) and len(path) > 1:
            term = content.get(path[1])
            return term is not None and _says(term, path[2:])
        return len(path) == 1 or (isinstance(content, Said) and _says(content, path[1:]))

    def text(self, *path: str) -> str:
        """Return a text of a section, here or above; "" where it is not said or to be confirmed."""
        content: Any = self.full.get(path[0])
        if isinstance(content, dict):
            content, path = content.get(path[1]), path[1:]
        value: Any = (content.full if isinstance(content.value, dict) else content.value) if content else None
        for step in path[1:]:
            value = value.get(step) if isinstance(value, Mapping) else None
        return value if isinstance(value, str) and not to_be_confirmed(value) else ""

    def spot(self, *path: str) -> Spot:
        """Return where something is said, here or above; the place in the protocol's own file where it is not."""
        term = self.term(path[0], path[1]) if len(path) > 1 else None
        return Thing(term).at(*path[2:]) if term is not None else self.at(*path)

    @cached_property
    def chain(self) -> list[Protocol]:
        """The protocol and those it sits under, nearest first."""
        return [self.protocol, *self.register.above(self.protocol)]


def _says(said: Said, path: tuple[str, ...]) -> bool:
    if not isinstance(said.value, dict):
        return True
    value: Any = said.full
    for step in path:
        if to_be_confirmed(value):
            return True
        if not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True
