"""Risks from whose information it is, and from what they are told."""

import re
from collections.abc import Iterator

from istoolkit.assessment.grounds import of_thing
from istoolkit.assessment.signs import carried, concerned, speaks_of_harm
from istoolkit.assessment.suggestions import Ground, suggests
from istoolkit.definitions.ages import are_children
from istoolkit.definitions.formats import YES
from istoolkit.definitions.picture import Picture

_ADDRESS = re.compile(r"\baddress(?:es)?\b|\bwhere (?:they|the \w+) live", re.IGNORECASE)
_NOT_ASKED = ("not-sought", "not-appropriate")


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
    used = {each for flow in here.personal_flows for each in flow.circumstances}
    for each in here.circumstances.values():
        if each in used and each.text("consent") in _NOT_ASKED:
            yield of_thing("circumstance", each)
    told = here.says("openness", "told_when") or any(each.says("told") for each in used)
    if here.personal_flows and not told:
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
