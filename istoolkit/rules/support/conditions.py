"""The conditions that bases under the UK GDPR name for special category and criminal offence data."""

from collections.abc import Callable, Iterator

from istoolkit.definitions.law import Record
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Item, Party
from istoolkit.rules.support.every import every_basis
from istoolkit.rules.support.hats import decides
from istoolkit.rules.support.items import together
from istoolkit.words import listed

_BOUNDS = ("nations", "copy", "from", "until")


def bases(register: Register) -> Iterator[tuple[Picture, Basis]]:
    """Return the bases under the UK GDPR, each with the picture it is in."""
    return ((picture, basis) for picture, basis in every_basis(register) if basis.is_uk_gdpr)


def paragraphs(picture: Picture, basis: Basis) -> list[Record]:
    """Return the paragraphs of Schedule 1 that a basis names."""
    found = (chosen(picture, "schedule_1", each) for each in basis.many("schedule_1"))
    return [each for each in found if each]


def chosen(picture: Picture, field: str, value: str) -> Record:
    """Return the provision that a protocol chooses by a word; {} where none is."""
    return picture.law.chosen(field, value)


def needing(register: Register, need: str) -> Iterator[tuple[Picture, Basis, list[Record]]]:
    """Yield the bases that name paragraphs of Schedule 1 with a need, and those paragraphs."""
    for picture, basis in bases(register):
        if found := [each for each in paragraphs(picture, basis) if need in each.get("needs", ())]:
            yield picture, basis, found


def worded(records: list[Record]) -> str:
    """Name provisions in a sentence by the words that documents print for them."""
    return listed([str(each["chosen_words"]) for each in records], "and")


def without(register: Register, field: str, concerned: Callable[[Item], bool]) -> Iterator[tuple[Basis, list[Item]]]:
    """Yield the bases that leave out a condition on which a party rests, with the items that need it."""
    return together(
        (basis, filter(concerned, flow.items))
        for picture, basis in bases(register)
        if not basis.says(field)
        for flow in basis.flows
        if any(map(concerned, flow.items)) and rests_on(picture, basis, flow, field)
    )


def rests_on(picture: Picture, basis: Basis, flow: Flow, field: str) -> bool:
    """Whether a party rests on a basis for a flow, because none of its other bases says what this one leaves out."""
    served = set(basis.purposes) & set(flow.purposes)
    others = [each for each in picture.bases if each is not basis and flow in each.flows]
    filling_in = [each for each in others if served <= set(each.purposes) and _fills_in(each, basis, field)]
    controllers = (each for each in flow.parties if each in basis.parties and decides(each))
    return any(not any(party in each.parties for each in filling_in) for party in controllers)


def _fills_in(other: Basis, basis: Basis, field: str) -> bool:
    as_wide = all(not other.says(each) or other.value[each] == basis.value.get(each) for each in _BOUNDS)
    return as_wide and (other.says(field) or not other.is_uk_gdpr)


def takers(picture: Picture, basis: Basis, concerned: Callable[[Item], bool]) -> set[Party]:
    """Return who takes part in flows of such items on a basis; where there are no flows yet, everyone it covers."""
    if not picture.flows:
        return set(basis.parties) if any(map(concerned, basis.items)) else set()
    return {party for flow in basis.flows if any(map(concerned, flow.items)) for party in flow.parties}
