"""Risks from whose information it is, and from what they are told."""

import re
from collections.abc import Iterator

from istoolkit.assessment.grounds import HARM, carried, of_thing, personal_flows
from istoolkit.assessment.suggestions import Ground, suggests
from istoolkit.definitions.formats import YES
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Thing
from istoolkit.rules.support.ages import are_children

_ADDRESS = re.compile(r"\baddress(?:es)?\b|\bwhere (?:they|the \w+) live", re.IGNORECASE)
_NOT_ASKED = ("not-sought", "not-appropriate")


def concerned(here: Picture) -> list[Thing]:
    """Return the groups of people whose information some flow carries."""
    names = {name for item in carried(here) for name in item.many("of")}
    return [each for name, each in here.people.items() if name in names]


@suggests("children")
def children(here: Picture) -> Iterator[Ground]:
    """Groups of people in which there are children."""
    yield from (of_thing("group", each) for each in concerned(here) if are_children(each))


@suggests("vulnerable-people")
def vulnerable_people(here: Picture) -> Iterator[Ground]:
    """Groups that are said to be vulnerable and are not children."""
    weak = (each for each in concerned(here) if each.text("vulnerable") in YES)
    yield from (of_thing("group", each) for each in weak if not are_children(each))


@suggests("not-told")
def not_told(here: Picture) -> Iterator[Ground]:
    """Circumstances in which people are not asked, and a definition that nowhere says when people are told."""
    used = {each for flow in personal_flows(here) for each in flow.circumstances}
    for each in here.circumstances.values():
        if each in used and each.text("consent") in _NOT_ASKED:
            yield of_thing("circumstance", each)
    told = here.says("openness", "told_when") or any(each.says("told") for each in used)
    if personal_flows(here) and not told:
        yield Ground("term", "told-when", "When people are told", "nothing says when people are told")


@suggests("confidence")
def confidence(here: Picture) -> Iterator[Ground]:
    """Items that are owed a duty of confidence."""
    yield from (of_thing("item", each) for each in carried(here) if each.text("confidential") in YES)


@suggests("offences")
def offences(here: Picture) -> Iterator[Ground]:
    """Criminal offence data, allegations among them (UK GDPR Article 10)."""
    yield from (of_thing("item", each) for each in carried(here) if each.is_criminal)


@suggests("address-revealed")
def address_revealed(here: Picture) -> Iterator[Ground]:
    """Addresses, where the purposes, items or circumstances of the flows speak of harm or violence."""
    if speaks_of_harm(here):
        yield from (of_thing("item", each) for each in carried(here) if _ADDRESS.search(each.title))


def speaks_of_harm(here: Picture) -> str:
    """Return what in the purposes, items or circumstances of the flows speaks of harm to people; "" where nothing does."""
    for flow in personal_flows(here):
        purposes = [here.purposes[name] for name in flow.purposes if name in here.purposes]
        for each in (*purposes, *flow.circumstances, *flow.items):
            if HARM.search(each.title):
                return each.title
    return ""
