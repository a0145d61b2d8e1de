"""Who sees what is shared, in everyday words."""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import Flow, Item, Party
from istoolkit.documents.guides.everyday import MANY, SERVICES
from istoolkit.documents.guides.plain import Passage, Voice
from istoolkit.documents.matrix.ends import PEOPLE, PUBLIC, End, named, pairs
from istoolkit.documents.matrix.said import called
from istoolkit.words import capital, listed


def who(here: Picture, voice: Voice) -> Iterator[Passage]:
    """Yield who gets what is shared: each organisation once, the processors that work for them, and anyone."""
    seen = _seen(here)
    points = _points(seen)
    differ = len({frozenset(items) for items in seen.values()}) > 1
    yield Passage(voice.words["who_some" if differ else "who"], points) if points else Passage(voice.words["ask"])
    working = [called(each) for each in here.parties.values() if each.is_processor]
    if working:
        looks = "looks" if len(working) == 1 else "look"
        yield Passage(voice.words["processors"].format(who=listed(working, "and"), look=looks))
    yield from _open(here, voice)


def kinds(here: Picture) -> tuple[tuple[str, ...], bool]:
    """Return what people call those who get something, such as “The police”, and whether everyone is among these."""
    found = {
        end: "Anyone" if end.body == PUBLIC else SERVICES.get(end.party.kind, "") if end.party else ""
        for end in _seen(here)
    }
    return tuple(dict.fromkeys(capital(each) for each in found.values() if each)), bool(found) and all(found.values())


def _seen(here: Picture) -> dict[End, set[Item]]:
    """Return the ends that get something about people, each organisation once."""
    found: dict[str, tuple[End, set[Item]]] = {}
    for flow, receivers in _received(here.register, here.protocol):
        for end in receivers:
            if end.body != PEOPLE and not _is_open(end):
                found.setdefault(end.whole, (end, set()))[1].update(each for each in flow.items if each.is_personal)
    return dict(found.values())


@kept
def _received(register: Register, protocol: Protocol) -> tuple[tuple[Flow, tuple[End, ...]], ...]:
    """Return the flows about people, each with those who get something or through whom it passes, worked out once."""
    here = picture(register, protocol)
    ends = (
        (flow, (*(other for _, other in pairs(here, flow)), *named(here, flow, "through")))
        for flow in here.personal_flows
    )
    return tuple((flow, tuple(dict.fromkeys(each))) for flow, each in ends)


def _is_open(end: End) -> bool:
    return end.body.startswith("open:")


def _open(here: Picture, voice: Voice) -> Iterator[Passage]:
    if any(_is_open(end) for _, receivers in _received(here.register, here.protocol) for end in receivers):
        yield Passage(voice.words["who_else"])


def _points(seen: Iterable[End]) -> tuple[str, ...]:
    """Return the organisations with what people call those of their kind: “Charities (Lanternway and Rowanhaven)”."""
    found: dict[str, list[str]] = {}
    for end in seen:
        everyday = _everyday(end)
        found.setdefault(everyday or _alone(end), []).extend([end.whole] if everyday else [])
    return tuple(_point(everyday, list(dict.fromkeys(names))) for everyday, names in found.items())


def _point(everyday: str, names: list[str]) -> str:
    if not names:
        return everyday
    label = MANY.get(everyday, everyday) if len(names) > 1 else everyday
    return f"{capital(label)} ({listed(names, 'and')})"


def _everyday(end: End) -> str:
    """Return what people call one of its kind; "" where its name says as much, or where it stands for itself."""
    if end.party is None or end.party.says("class") or _days(end.party):
        return ""
    everyday = SERVICES.get(end.party.kind, "")
    return "" if everyday.removeprefix("the ").lower() in end.whole.lower() else everyday


def _alone(end: End) -> str:
    if end.party is None:
        return "Anyone. It is made public" if end.body == PUBLIC else end.title
    everyday, days = SERVICES.get(end.party.kind, ""), _days(end.party)
    if not days or end.party.says("class") or everyday.removeprefix("the ").lower() in end.whole.lower():
        return f"{capital(end.whole)}{days}"
    return f"{capital(everyday)} ({end.whole}){days}"


def _days(party: Party) -> str:
    """Return from when and until when a party takes part: “, from 1 February 2027”."""
    said = [(label, long_date(party.text(name))) for label, name in (("from", "joined"), ("until", "withdrew"))]
    return "".join(f", {label} {day}" for label, day in said if day)
