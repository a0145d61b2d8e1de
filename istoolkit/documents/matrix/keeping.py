"""How long a recipient keeps what it receives, in words."""

from collections.abc import Iterator
from typing import NamedTuple

from istoolkit.definitions.formats import NOT_STATED, to_be_confirmed
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Item, Party, Thing
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.grounds import NOT_APPLICABLE
from istoolkit.documents.matrix.said import called, choices, joined, labelled, names, open_names, raw, words
from istoolkit.documents.wording import told
from istoolkit.words import capital


class Kept(NamedTuple):
    """How long something is kept: all that is said of it, and the period alone."""

    whole: str
    short: str


def kept(picture: Picture, end: End, item: Item) -> tuple[str, ...]:
    """Return how long an end keeps an item: a line for each store of its own that holds it."""
    return tuple(each.whole for each in kept_in(picture, end, item))


def kept_in(picture: Picture, end: End, item: Item) -> tuple[Kept, ...]:
    """Return how long an end keeps an item, for each store of its own that holds it.

    A party that says nothing of its own is answered for by the whole that it is part of, or whom it works for.
    """
    if end.party is None:
        return (_alone(NOT_APPLICABLE if end.body in ("people", "public") else NOT_STATED),)
    for party in _answering(picture, end.party):
        found = [_kept(store) for store in stores_of(picture, party) if holds(picture, store, item)]
        if found:
            of_another = "" if party is end.party else f"As {called(party)} keeps it: "
            return tuple(dict.fromkeys(each._replace(whole=f"{of_another}{each.whole}") for each in found))
    unknown = [each for each in picture.stores if open_names(each, "held_by") and holds(picture, each, item)]
    return tuple(map(_open, unknown)) or (_alone(NOT_STATED),)


def stores_of(picture: Picture, party: Party) -> Iterator[Thing]:
    """Yield the stores that a party holds."""
    yield from (each for each in picture.stores if party in picture.named(each.many("held_by")))


def holds(picture: Picture, store: Thing, item: Item) -> bool:
    """Whether a store holds an item. The word “all” in a protocol above means all the information of that protocol."""
    said = names(store, "information")
    if item.id in said:
        return True
    above = [store.said.protocol, *picture.register.above(store.said.protocol)]
    everything = "all" in said or any(map(to_be_confirmed, said))
    return everything and item.said.protocol in above


def _answering(picture: Picture, party: Party) -> list[Party]:
    found = [party]
    for each in found:
        wider = [*each.many("part_of"), *(each.many("for") if each.is_processor else [])]
        found.extend(other for other in picture.named(wider) if other not in found)
    whole = picture.parties.get(party.text("organisation"))
    return [*found, whole] if whole and whole not in found and not whole.says("department") else found


def _alone(text: str) -> Kept:
    return Kept(text, text)


def _open(store: Thing) -> Kept:
    found = _kept(store)
    return found._replace(whole=f"Held by: {joined(open_names(store, 'held_by'))}. {found.whole}")


def _kept(store: Thing) -> Kept:
    """Return where and how long a store keeps what it holds, what happens then, and what stops its disposal."""
    where, period = words(store, "where").rstrip("."), _period(store)
    parts = [
        f"{where}: {period}" if where else period,
        labelled("Review", _said_of_period(store, "review")),
        labelled("Set by", _said_of_period(store, "authority")),
        labelled("Disposal", capital(joined([*choices("storage", store, "methods"), words(store, "disposal")]))),
        labelled("What stops disposal", words(store, "holds")),
    ]
    return Kept(joined(parts, ". "), _said_of_period(store, "keep") or period)


def _period(store: Thing) -> str:
    """Return how long a store keeps what it holds, from when, until when and under which condition."""
    said = raw(store, "retention")
    if to_be_confirmed(said):
        return told(said)
    parts = [
        labelled("where", _said_of_period(store, "when")),
        _said_of_period(store, "keep"),
        labelled("counted from", _said_of_period(store, "from")),
        labelled("until", _said_of_period(store, "until")),
    ]
    return joined(parts, ", ") or "how long is not stated"


def _said_of_period(store: Thing, field: str) -> str:
    return words(store, "retention", field) if isinstance(raw(store, "retention"), dict) else ""
