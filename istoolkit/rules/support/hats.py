"""The roles a party has: its main role, and the roles that hold only for some copy, purpose, flow, nation or time."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.things import CONTROLLERS, PROCESSORS, Flow, Party
from istoolkit.finding import Spot

_SCOPE = ("purposes", "flows", "nations")
_TIME = ("when", "from", "until")


class Hat(NamedTuple):
    """A role of a party. ``path`` leads to it inside the party's entry; ``says`` is what is said of it there."""

    party: Party
    role: str
    path: tuple[str | int, ...]
    says: Mapping[str, Any]

    @property
    def is_processor(self) -> bool:
        """Whether in this role it follows the instructions of others."""
        return self.role in PROCESSORS

    @property
    def is_controller(self) -> bool:
        """Whether in this role it decides why and how."""
        return self.role in CONTROLLERS

    def many(self, name: str) -> list[str]:
        """Return the names in a field of the role."""
        return [each for each in many(self.says.get(name)) if not to_be_confirmed(each)]

    def at(self, *path: str | int) -> Spot:
        """Return the spot of a field of the role."""
        return self.party.at(*self.path, *path)


def decides(party: Party) -> bool:
    """Whether a party decides for itself on information about people: it is no processor and gets more than figures."""
    return not party.is_processor and party.role != "recipient"


def a_role(role: str) -> str:
    """Return what a party with a role is, with its article: “a joint controller”."""
    return "a recipient of figures only" if role == "recipient" else f"a {role.replace('-', ' ')}"


def hats(party: Party) -> list[Hat]:
    """Return the roles of a party, the main one first. A role that is to be confirmed is left out."""
    main = [Hat(party, party.role, (), party.value)] if party.role else []
    parts = records(party.value.get("roles"))
    return main + [Hat(party, str(each.get("role", "")), ("roles", i), each) for i, each in parts]


def principals(hat: Hat) -> list[str]:
    """Return the names of those for whom a processor works; [] where it does not say."""
    return hat.many("for") or hat.many("on_behalf_of")


def covers(hat: Hat, flow: Flow) -> bool:
    """Whether a role in part holds in a flow, by its name, its purposes and the systems at its ends."""
    within = not hat.many("flows") or flow.id in hat.many("flows")
    serves = not hat.many("purposes") or set(flow.purposes) <= set(hat.many("purposes"))
    return (
        within and serves and ("copy" not in hat.says or hat.says["copy"] in (flow.text("out_of"), flow.text("into")))
    )


def meet(one: Hat, other: Hat) -> bool:
    """Whether two roles in part speak of the very same copy, purposes, flows, nations and time.

    Where only one of them narrows, it is the exception to the other, and they do not meet.
    """
    if one.says.get("copy") != other.says.get("copy") or any(
        name in each.says for each in (one, other) for name in _TIME
    ):
        return False
    pairs = [(set(one.many(name)), set(other.many(name))) for name in _SCOPE]
    return all(mine & yours or not (mine or yours) for mine, yours in pairs)
