"""Risks from whom information reaches."""

import re
from collections.abc import Iterator

from istoolkit.assessment.grounds import of_flow, of_store, of_thing, of_words, outward
from istoolkit.assessment.suggestions import Ground, suggests
from istoolkit.definitions.channels import kind_name
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Party

_MANY = 5
"""From how many recipients on one flow reaches many."""

_MANY_SOURCES = 4
"""From how many parties on that give to one, what they give says more put together."""

_HOME = re.compile(
    r"\b(?:united kingdom|uk|u\.k\.|great britain|england|wales|scotland|northern ireland|britain)\b", re.IGNORECASE
)

_ABROAD = re.compile(r"\b(?:abroad|overseas|outside the (?:uk|united kingdom))\b", re.IGNORECASE)


@suggests("open-class")
def open_class(here: Picture) -> Iterator[Ground]:
    """Classes of organisations that receive information about people."""
    for each in _recipients(here):
        if each.says("class"):
            yield _of_party(each)


def _recipients(here: Picture) -> list[Party]:
    return list(dict.fromkeys(each for flow in here.personal_flows for each in flow.recipients))


def _of_party(party: Party, words: str = "") -> Ground:
    told = f"“{party.title}”{words and ' '}{words}"
    return Ground("party", party.name, party.title, told, of_words(words))


@suggests("many-recipients")
def many_recipients(here: Picture) -> Iterator[Ground]:
    """Flows of information about people to five recipients or more."""
    for flow in here.personal_flows:
        number = len(set(flow.recipients) - (set() if flow.says("among") else set(flow.senders)))
        if number >= _MANY:
            yield of_flow(flow, f"({number} parties)")


@suggests("all-to-all")
def all_to_all(here: Picture) -> Iterator[Ground]:
    """Flows in which three parties or more all share with each other."""
    for flow in here.personal_flows:
        if flow.says("among") and len(flow.parties) > 2:
            yield of_flow(flow, f"({len(flow.parties)} parties)")


@suggests("many-sources")
def many_sources(here: Picture) -> Iterator[Ground]:
    """Parties that get information about people from four others or more."""
    for each in _recipients(here):
        givers = {giver for flow in here.personal_flows if each in flow.recipients for giver in flow.senders} - {each}
        if len(givers) >= _MANY_SOURCES and not each.is_processor:
            yield _of_party(each, f"(from {len(givers)} parties)")


@suggests("direct-access")
def direct_access(here: Picture) -> Iterator[Ground]:
    """Flows in which someone looks into a system."""
    for flow in here.personal_flows:
        by_account = any(kind_name(each, here.law) == "direct-access" for each in flow.channels)
        if flow.text("how") == "direct-access" or (by_account and not flow.says("how")):
            yield of_flow(flow)


@suggests("processor")
def processor(here: Picture) -> Iterator[Ground]:
    """Parties that process for others."""
    yield from (_of_party(each) for each in here.parties.values() if each.is_processor)


@suggests("abroad")
def abroad(here: Picture) -> Iterator[Ground]:
    """Flows that say they leave the United Kingdom, and systems and stores that are elsewhere."""
    told = (flow for flow in here.flows if flow.says("transfer") or _ABROAD.search(flow.title))
    yield from map(of_flow, told)
    for asset in here.assets.values():
        if asset.text("in") and not _HOME.search(asset.text("in")):
            yield of_thing("system", asset, f"in {asset.text('in')}")
    for store in here.stores:
        if store.text("in") and not _HOME.search(store.text("in")):
            yield of_store(here, store, f"kept in {store.text('in')}")


@suggests("onward-open")
def onward_open(here: Picture) -> Iterator[Ground]:
    """Flows of which neither they nor any of their purposes says whether the information may be passed on or used again."""
    for flow in here.personal_flows:
        purposes = [here.purposes[name] for name in flow.purposes if name in here.purposes]
        limited = flow.says("onward") or any(each.says("onward_use") or each.says("not_for") for each in purposes)
        if outward(flow) and not limited:
            yield of_flow(flow)
