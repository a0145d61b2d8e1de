"""What is given in confidence, by whom and on which basis."""

from istoolkit.definitions.formats import YES
from istoolkit.definitions.things import Basis, Flow, Item, Party


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
