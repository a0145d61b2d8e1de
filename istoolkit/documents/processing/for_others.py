"""What a processor does for controllers: the record that UK GDPR Article 30(2) asks of processors."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import PROCESSORS, Party
from istoolkit.documents.matrix.said import called
from istoolkit.documents.processing import care, rights, what, who
from istoolkit.documents.processing.activities import Activity
from istoolkit.documents.processing.described import NOT_STATED, Described, after, either


@dataclass(frozen=True, eq=False)
class Work:
    """What a processor does under a protocol for one party. ``on_behalf`` is None where it is not said for whom."""

    here: Activity
    on_behalf: Party | None


class Particular(NamedTuple):
    """A column: its heading, its width in characters and what gives its words."""

    heading: str
    width: int
    words: Callable[[Work, Described], str]


def works(picture: Picture, party: Party) -> list[Work]:
    """Return what a party does as a processor under a protocol, for each that it works for."""
    flows = tuple(each for each in picture.flows if party in each.parties)
    here = Activity(picture, party, None, None, flows)
    named = list(dict.fromkeys(_on_behalf_of(picture, party)))
    return [Work(here, each) for each in named] or [Work(here, None)]


def is_processor(party: Party) -> bool:
    """Whether a party is a processor here, in its main role or in a part."""
    return party.is_processor or any(part.get("role") in PROCESSORS for _, part in records(party.value.get("roles")))


def _on_behalf_of(picture: Picture, party: Party) -> Iterator[Party]:
    if party.is_processor:
        yield from picture.named(party.many("for"))
    for _, part in records(party.value.get("roles")):
        if part.get("role") in PROCESSORS:
            yield from picture.named(many(part.get("for")))


def _of_here(words: Callable[[Activity, Described], str]) -> Callable[[Work, Described], str]:
    return lambda each, described: words(each.here, described)


def _whom(each: Work, words: Described) -> str:
    return called(each.on_behalf) if each.on_behalf else NOT_STATED


def _contacts(each: Work, words: Described) -> str:
    return who.contacts(_for(each, each.on_behalf), words) if each.on_behalf else NOT_STATED


def _officer(each: Work, words: Described) -> str:
    return who.officer(_for(each, each.on_behalf), words) if each.on_behalf else NOT_STATED


def _for(each: Work, party: Party) -> Activity:
    return Activity(each.here.picture, party, None, None, each.here.flows)


def _done(each: Work, words: Described) -> str:
    """Return the categories of processing: what its flows are called and carry, and the purposes that they serve."""
    said = [words.of(flow) for flow in each.here.flows]
    purposes = [each.here.picture.purposes[name] for flow in each.here.flows for name in flow.purposes]
    return either(
        *(str(one.title) for one in said),
        *(f"Purpose: {words.of(one).title}" for one in dict.fromkeys(purposes)),
        after("Keeps", "" if (kept := care.places(each.here, words)) == NOT_STATED else kept),
        str(words.of(each.here.party).note),
    )


def _data(each: Work, words: Described) -> str:
    return what.data(each.here, words) if each.here.flows else NOT_STATED


def _contract(each: Work, words: Described) -> str:
    return either(str(words.of(each.here.party).contract))


def _reference(each: Work, words: Described) -> str:
    names = (each.here.picture.protocol.id, each.here.party.name, each.on_behalf.name if each.on_behalf else "")
    return "/".join(filter(None, names))


PARTICULARS = (
    Particular("Processor", 22, _of_here(who.controller)),
    Particular("Controller on whose behalf", 26, _whom),
    Particular("Protocol", 26, _of_here(what.protocol)),
    Particular("Categories of processing carried out", 44, _done),
    Particular("Categories of personal data", 50, _data),
    Particular("Countries or international organisations that data goes to", 26, _of_here(care.countries)),
    Particular("Safeguards for transfers", 26, _of_here(care.safeguards)),
    Particular("Technical and organisational security measures", 60, _of_here(care.security)),
    Particular("Contract", 30, _contract),
    Particular("Name and contact details of processor", 34, _of_here(who.contacts)),
    Particular("Data protection officer of processor", 28, _of_here(who.officer)),
    Particular("Representative of processor", 16, _of_here(rights.unknown)),
    Particular("Name and contact details of controller", 34, _contacts),
    Particular("Data protection officer of controller", 28, _officer),
    Particular("Reference", 30, _reference),
)
"""Every column, in order: the particulars of Article 30(2), with the contract that Article 28(3) asks for."""
