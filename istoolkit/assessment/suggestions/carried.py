"""Risks from the way in which information travels."""

from collections.abc import Iterator

from istoolkit.assessment.grounds import is_encrypted, numbers_in, of_flow, of_thing
from istoolkit.assessment.signs import carried
from istoolkit.assessment.suggestions import Ground, suggests
from istoolkit.definitions.channels import kind_name
from istoolkit.definitions.picture import Picture
from istoolkit.words import listed

_BY_HAND = ("secure-email", "post", "courier", "fax", "text-message", "telephone", "voice")
"""Ways for which a person chooses an address or a number each time."""

_MANY = 1000


@suggests("open-channel")
def open_channel(here: Picture) -> Iterator[Ground]:
    """Special category or criminal offence data by a way that carries no encryption, spoken ways among them."""
    for flow in here.flows:
        ways = [each.title.casefold() for each in flow.channels if not is_encrypted(here, each)]
        if flow.is_sensitive and ways:
            yield of_flow(flow, f"({listed(ways)})")


@suggests("wrong-recipient")
def wrong_recipient(here: Picture) -> Iterator[Ground]:
    """Information about people by a way for which whoever sends it, other than the people themselves, chooses an address."""
    for flow in here.personal_flows:
        ways = [each.title.casefold() for each in flow.channels if kind_name(each, here.law) in _BY_HAND]
        if ways and (flow.senders or flow.many("from") != ["people"]):
            yield of_flow(flow, f"({listed(ways)})")


@suggests("large-volume")
def large_volume(here: Picture) -> Iterator[Ground]:
    """A volume of a thousand or more."""
    for item in carried(here):
        if any(each >= _MANY for each in numbers_in([item.text("volume")])):
            yield of_thing("item", item)
    for flow in here.personal_flows:
        if any(each >= _MANY for each in numbers_in([flow.text("volume")])):
            yield of_flow(flow)


@suggests("small-numbers")
def small_numbers(here: Picture) -> Iterator[Ground]:
    """Aggregate figures or anonymous information that leaves those who hold it, and whatever is published."""
    for flow in here.flows:
        if "public" in flow.many("to") or any(not item.is_personal for item in flow.items):
            yield of_flow(flow)
