"""How long a recipient keeps what it receives, in words."""

from collections.abc import Iterator

from istoolkit.definitions.formats import NOT_STATED, to_be_confirmed
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Item, Party, Thing
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.grounds import NOT_APPLICABLE
from istoolkit.documents.matrix.said import called, joined, labelled, names, open_names, raw, words
from istoolkit.documents.wording import told


def kept(picture: Picture, end: End, item: Item) -> tuple[str, ...]:
    """Return how long an end keeps an item: a line for each store of its own that holds it.

    A party that says nothing of its own is answered for by the whole that it is part of, or whom it works for.
    """
    if end.party is None:
        return (NOT_APPLICABLE if end.body in ("people", "public") else NOT_STATED,)
    for party in _answering(picture, end.party):
        lines = [_line(store) for store in stores_of(picture, party) if holds(picture, store, item)]
        if lines:
            of_another = "" if party is end.party else f"As {called(party)} keeps it: "
            return tuple(dict.fromkeys(f"{of_another}{each}" for each in lines))
    unknown = [each for each in picture.stores if open_names(each, "held_by") and holds(picture, each, item)]
    return tuple(f"Held by: {joined(open_names(each, 'held_by'))}. {_line(each)}" for each in unknown) or (NOT_STATED,)


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


def _line(store: Thing) -> str:
    """Return where and how long a store keeps what it holds, and what stops its disposal."""
    where = words(store, "where").rstrip(".")
    period = joined([_period(store), labelled("what stops disposal", words(store, "holds"))], ", ")
    return f"{where}: {period}" if where else period


def _period(store: Thing) -> str:
    said = raw(store, "retention")
    if said is None:
        return "how long is not stated"
    if to_be_confirmed(said):
        return told(said)
    keep, start = words(store, "retention", "keep"), words(store, "retention", "from")
    parts = [
        labelled("where", words(store, "retention", "when")),
        keep,
        labelled("counted from", start),
        labelled("until", words(store, "retention", "until")),
    ]
    return joined(parts, ", ") or "how long is not stated"
