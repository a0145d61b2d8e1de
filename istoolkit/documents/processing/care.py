"""How data is looked after: where it is and goes, how long it is kept and how safe (UK GDPR Article 30(1)(e) to (g))."""

import re
from typing import Any

from istoolkit.definitions.formats import NOT_STATED
from istoolkit.definitions.things import Thing
from istoolkit.documents.processing.activities import Activity
from istoolkit.documents.processing.described import (
    NONE_NAMED,
    Described,
    after,
    either,
    labelled,
    quoted,
    with_details,
)
from istoolkit.documents.processing.who import processors

_HOME = re.compile(
    r"\b(?:uk|united kingdom|great britain|england|wales|scotland|northern ireland"
    r"|the|and|or|only|nowhere|else|kept|held|stored|in|within|inside)\b|\W"
)
"""Words that name no place outside the United Kingdom. Any other word counts as one that might."""


def countries(each: Activity, words: Described) -> str:
    """Return the countries outside the United Kingdom that data goes to or is kept in."""
    sent = [with_details(said.transfer.country or said.transfer, said.title) for said in _sent_abroad(each, words)]
    kept = [_kept_abroad(thing, words) for thing in [*_stores(each), *_systems(each)]]
    return "\n".join(dict.fromkeys(filter(None, [*sent, *kept]))) or NONE_NAMED


def _kept_abroad(thing: Thing, words: Described) -> str:
    country = thing.text("in")
    if not _HOME.sub("", country.casefold()):
        return ""
    return with_details(country, after("kept there", thing.text("title") or thing.text("where")))


def safeguards(each: Activity, words: Described) -> str:
    """Return what makes it lawful to send data abroad."""
    if countries(each, words) == NONE_NAMED:
        return NONE_NAMED
    return either(*(f"{said.title}: {_safeguard(said.transfer)}" for said in _sent_abroad(each, words)))


def _safeguard(transfer: Any) -> str:
    return "; ".join(labelled(transfer, leave_out=("country",))) or NOT_STATED


def _sent_abroad(each: Activity, words: Described) -> list[Any]:
    return [said for said in map(words.of, each.flows) if said.transfer]


def retention(each: Activity, words: Described) -> str:
    """Return how long the data is kept, from when and on what authority, and how it is destroyed."""
    return either(*(_retention(each, store, words) for store in _stores(each)))


def _retention(each: Activity, store: Thing, words: Described) -> str:
    said = words.of(store)
    told = [*labelled(said.retention), after("Methods", said.methods), after("Disposal", said.disposal)]
    told.append(after("Holds", said.holds))
    return f"{_whose(each, store, words)}{quoted(said.information)}: {'; '.join(filter(None, told)) or NOT_STATED}"


def _whose(each: Activity, store: Thing, words: Described) -> str:
    """Return who keeps a store where that is not the controller."""
    if each.party in each.picture.named(store.many("held_by")):
        return ""
    return f"At {words.of(store).held_by}: "


def places(each: Activity, words: Described) -> str:
    """Return where the personal data is: what an officer who answers a request for access needs to know."""
    stores = [_place(each, store, words) for store in _stores(each)]
    return either(*stores, *(_system(words.of(system)) for system in _systems(each)))


def _place(each: Activity, store: Thing, words: Described) -> str:
    said = words.of(store)
    where = with_details(said.where or said.asset or NOT_STATED, said.asset if said.where else "", said.form, _in(said))
    return f"{_whose(each, store, words)}{quoted(said.information)}: {where}"


def _system(said: Any) -> str:
    return with_details(said.title, after("held by", said.held_by), _in(said))


def _in(said: Any) -> Any:
    return getattr(said, "in")


def _stores(each: Activity) -> list[Thing]:
    """Return where the controller, or a processor for it, keeps what the activity is about."""
    holders = {each.party, *processors(each)}
    items = {item.id for item in each.items}
    found = []
    for store in each.picture.stores:
        kept = store.many("information")
        if holders & set(each.picture.named(store.many("held_by"))) and ("all" in kept or items & set(kept)):
            found.append(store)
    return found


def _systems(each: Activity) -> list[Thing]:
    """Return the systems that the flows come out of or go into and that the controller holds."""
    ids = dict.fromkeys(name for flow in each.flows for name in (flow.text("out_of"), flow.text("into")))
    found = [each.picture.assets[name] for name in ids if name in each.picture.assets]
    return [one for one in found if each.party in each.picture.named(one.many("held_by"))]


def security(each: Activity, words: Described) -> str:
    """Return a general description of the technical and organisational security measures (Article 32(1))."""
    stores = [words.of(store) for store in _stores(each)]
    assurance = words.organisation(each.party).assurance
    return either(
        *labelled(words.view["security"], leave_out=("incidents",)),
        *(after("Access", store.access) for store in stores),
        *(after("Audit", store.audit) for store in stores),
        *(f"Assurance: {with_details(one.framework, one.level, one.version)}" for one in assurance),
    )


def ways_of_sending(each: Activity, words: Described) -> str:
    """Return the ways in which the data travels, each with what makes it safe."""
    channels = {one.id: one for flow in each.flows for one in flow.channels}
    ways = map(words.of, channels.values())
    return either(*(with_details(way.title, way.controls, after("not for", way.not_for)) for way in ways))
