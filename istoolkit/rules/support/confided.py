"""What is given in confidence, by whom and on which basis."""

from collections.abc import Iterator

from istoolkit.definitions.formats import YES
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Item, Party
from istoolkit.rules.support.every import every_basis

COMMON_LAW = "Common law duty of confidence"


def confidential(item: Item) -> bool:
    """Whether an item is owed a duty of confidence: it says so, or it is about health."""
    return item.is_personal and (item.is_health or item.text("confidential") in YES)


def givers(flow: Flow, basis: Basis) -> list[Party]:
    """Return the parties that give information in a flow on a basis and decide for themselves to do so."""
    return [each for each in flow.senders if each in basis.parties and not each.is_processor]


def given(basis: Basis) -> list[Item]:
    """Return the confidential items that parties give on a basis."""
    flows = (each for each in basis.flows if givers(each, basis))
    return list(dict.fromkeys(item for flow in flows for item in flow.items if confidential(item)))


def relying_only(register: Register, route: str) -> Iterator[tuple[Picture, Basis]]:
    """Return the bases that know one route through confidence and no other, each with the picture it is in."""
    return ((picture, basis) for picture, basis in every_basis(register) if basis.many("confidence") == [route])
