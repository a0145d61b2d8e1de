"""The processing activities under a protocol: each controller with each purpose and each lawful basis.

A controller takes part in a purpose where one of its flows serves it or a lawful basis names both. What a flow is for and
no basis covers is an activity too, with no basis: a register that left it out would hide it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from istoolkit.definitions.leaves import records
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import CONTROLLERS, Basis, Flow, Item, Party, Thing


@dataclass(frozen=True, eq=False)
class Activity:
    """What one controller does for one purpose on one basis. ``purpose`` and ``basis`` are None where none is said."""

    picture: Picture
    party: Party
    purpose: Thing | None
    basis: Basis | None
    flows: tuple[Flow, ...]
    member: Mapping[str, str] = field(default_factory=dict)
    """The row of the one member of a class that it is told of; empty where it is told of the whole party."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing is done: the protocol has flows, and none serves this purpose for this controller and basis."""
        return bool(self.purpose and self.picture.flows and not self.flows)

    @property
    def reference(self) -> str:
        """A name for it that stays the same while the definition does."""
        named = (self.picture.protocol.id, self.party.name, *(each.id for each in (self.purpose, self.basis) if each))
        return "/".join(each for each in named if each)

    @property
    def items(self) -> tuple[Item, ...]:
        """What its flows carry; all that the protocol lists where it has no flows at all."""
        if not self.picture.flows:
            return tuple(self.picture.items.values())
        return tuple(dict.fromkeys(item for flow in self.flows for item in flow.items))

    @property
    def is_law_enforcement(self) -> bool:
        """Whether it is processing under Part 3 of the Data Protection Act 2018."""
        if self.basis is not None:
            return self.basis.is_law_enforcement
        return self.party.text("regime") == "law-enforcement"


def is_controller(party: Party) -> bool:
    """Whether a party answers for what it does here: in its main role, in some other role, or so far as is known."""
    others = [str(each.get("role")) for _, each in records(party.value.get("roles"))]
    return not party.role or party.role in CONTROLLERS or any(role in CONTROLLERS for role in others)


def activities(picture: Picture) -> tuple[Activity, ...]:
    """Return the activities under a protocol, in the order of its parties, purposes and bases."""
    return tuple(each for party in controllers(picture) for each in _of(picture, party))


def controllers(picture: Picture) -> list[Party]:
    """Return the parties that answer for what they do under a protocol."""
    return [party for party in picture.parties.values() if is_controller(party)]


def _of(picture: Picture, party: Party) -> list[Activity]:
    purposes = [each for each in picture.purposes.values() if _takes_part(picture, party, each)]
    found = [each for purpose in purposes for each in _for(picture, party, purpose)]
    if found or (picture.tier == "framework" and not picture.says("purposes")):
        return found
    return [Activity(picture, party, None, None, tuple(flow for flow in picture.flows if party in flow.parties))]


def _takes_part(picture: Picture, party: Party, purpose: Thing) -> bool:
    named = [set(basis.parties) for basis in picture.bases if purpose.id in basis.purposes]
    named += [set(flow.parties) for flow in picture.flows if purpose.id in flow.purposes]
    return not named or any(party in parties for parties in named)


def _for(picture: Picture, party: Party, purpose: Thing) -> Iterator[Activity]:
    flows = [flow for flow in picture.flows if party in flow.parties and purpose.id in flow.purposes]
    bases = [each for each in picture.bases if purpose.id in each.purposes and party in each.parties]
    for basis in bases:
        yield Activity(picture, party, purpose, basis, tuple(flow for flow in flows if flow in basis.flows))
    covered = {flow for basis in bases for flow in basis.flows}
    left = tuple(flow for flow in flows if flow not in covered)
    if left or not bases:
        yield Activity(picture, party, purpose, None, left)
