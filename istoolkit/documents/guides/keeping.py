"""How long what is shared is kept, in everyday words."""

from collections.abc import Iterator

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Party, Thing
from istoolkit.documents.guides.plain import Passage, Voice
from istoolkit.documents.matrix.said import called, heading, words
from istoolkit.words import capital, listed, small


def kept(here: Picture, voice: Voice) -> Iterator[Passage]:
    """Yield how long each holds what it gets. Those that keep the same equally long stand together."""
    found: dict[tuple[str, str], list[str]] = {}
    stores = [(each, _holders(here, each)) for each in here.stores if period_of(each)]
    for store, holders in stores:
        for each in holders:
            several = sum(each in others for _, others in stores) > 1
            found.setdefault((_what(here, store) if several else "", period_of(store)), []).append(called(each))
    points = tuple(_point(names, what, period) for (what, period), names in found.items())
    yield Passage(voice.words["kept"], points) if points else Passage(voice.words["ask_kept"])
    if points and _left_out(here):
        yield Passage(voice.words["kept_else"])


def _holders(here: Picture, store: Thing) -> list[Party]:
    return [each for each in here.named(store.many("held_by")) if not each.is_processor]


def _point(names: list[str], what: str, period: str) -> str:
    return f"{capital(listed(dict.fromkeys(names), 'and'))}{f' ({what})' if what else ''}: {period}"


def _what(here: Picture, store: Thing) -> str:
    """Return what a store holds where it does not hold all."""
    titles = [small(heading(here.items[name])) for name in store.many("information") if name in here.items]
    return "; ".join(titles)


def period_of(store: Thing) -> str:
    """Return how long a store keeps what it holds, such as “6 years (starting point: the day the case is closed)”."""
    keep, start = words(store, "retention", "keep"), words(store, "retention", "from")
    until, when = words(store, "retention", "until"), words(store, "retention", "when")
    starting = f" (starting point: {_inside(start)})" if keep and start else ""
    said = [f"{keep}{starting}", f"until: {_inside(until)}" if until else ""]
    period = ", ".join(each for each in said if each)
    return f"{period} (where: {_inside(when)})" if period and when else period


def _inside(text: str) -> str:
    """Return a text as it stands inside a sentence: “the day …”. What begins otherwise may begin with a name."""
    plain = text.rstrip(".")
    return small(plain) if plain.startswith(("The ", "When ", "A ", "An ")) else plain


def _left_out(here: Picture) -> list[Party]:
    """Return those that receive something and of which nobody says how long they keep it."""
    holding = {party for store in here.stores for party in here.named(store.many("held_by")) if period_of(store)}
    getting = {party for flow in here.personal_flows for party in flow.recipients if not party.is_processor}
    return [party for party in here.parties.values() if party in getting - holding]
