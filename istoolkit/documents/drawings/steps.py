"""The flows of a protocol as a drawing needs them: numbered, every end, item and way in the words of a reader."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from istoolkit.definitions.formats import NOT_STATED, confirmed_later, to_be_confirmed
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.schema import load
from istoolkit.definitions.things import Flow, Thing
from istoolkit.documents.matrix.ends import days_of
from istoolkit.documents.matrix.movement import Occasion, movement
from istoolkit.words import capital, listed, small

ORGANISATION, POST, PEOPLE, PUBLIC, UNKNOWN = "organisation", "post", "people", "public", "unknown"
_WORDS = {"people": ("The people themselves", PEOPLE), "public": ("The public", PUBLIC)}


@dataclass(frozen=True, slots=True)
class End:
    """Who gives or receives. ``note`` says where a post is held, ``days`` from when and until when a party takes part."""

    name: str
    words: str
    sort: str = ORGANISATION
    note: str = ""
    days: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A flow. Where all share with each other, ``sharers`` has them and there are no givers and takers.

    ``how`` is the way of sharing as it is written; ``occasions`` are when it passes, and ``agreement`` whether people agree.
    """

    number: int
    title: str
    givers: tuple[End, ...]
    takers: tuple[End, ...]
    sharers: tuple[End, ...]
    items: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    how: str = ""
    how_words: str = ""
    ways: tuple[str, ...] = ()
    through: End | None = None
    on_behalf_of: tuple[End, ...] = ()
    inside: End | None = None
    departments: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    agreement: tuple[str, ...] = ()


def steps(picture: Picture) -> tuple[Step, ...]:
    """Return the flows of a protocol in their order, numbered from 1."""
    reader = _Reader(picture)
    return tuple(reader.step(number, flow) for number, flow in picture.numbered)


def pending(picture: Picture) -> tuple[str, ...]:
    """Return what is said in place of flows that are still to be confirmed."""
    for protocol in picture.chain:
        if "flows" in protocol.data:
            return tuple(confirmed_later(each) for each in many(protocol.data["flows"]) if to_be_confirmed(each))
    return ()


class _Reader:
    """Puts the flows of one protocol into words."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.posts = picture.by_id("posts")

    def step(self, number: int, flow: Flow) -> Step:
        inside = self._one(flow, "inside")
        departments = tuple(map(_said, many(flow.value.get("between"))))
        among = tuple(self._ends(flow, "among"))
        givers, takers = tuple(self._ends(flow, "from")), tuple(self._ends(flow, "to"))
        all_give, all_take = "all" in flow.many("from"), "all" in flow.many("to")
        givers, takers = _without(givers, takers, all_give), _without(takers, givers, all_take)
        said = movement(self.picture, flow)
        if not among and not inside:
            givers, takers = givers or (_NOT_STATED,), takers or (_NOT_STATED,)
        return Step(
            number,
            _said(str(flow.value.get("title", flow.title))),
            *(givers, takers, among, tuple(self._items(flow)), tuple(self._left_out(flow))),
            how=flow.text("how"),
            how_words=self._how(flow),
            ways=tuple(self._ways(flow)),
            through=self._one(flow, "through"),
            on_behalf_of=tuple(self._ends(flow, "on_behalf_of")),
            inside=inside,
            departments=departments,
            purposes=tuple(title for _, title in said.purposes),
            occasions=tuple(each.whole for each in said.occasions),
            agreement=tuple(_agreement(said.occasions)),
        )

    def _one(self, flow: Flow, name: str) -> End | None:
        return next(self._ends(flow, name), None)

    def _ends(self, flow: Flow, name: str) -> Iterator[End]:
        found: dict[End, None] = {}
        for each in many(flow.value.get(name)):
            found.update(dict.fromkeys(self._named(each)))
        yield from found

    def _named(self, name: str) -> Iterable[End]:
        if to_be_confirmed(name):
            return [End(name, confirmed_later(name), UNKNOWN)]
        if name == "all":
            return [self._party(each.name) for each in self.picture.sharers]
        if name in _WORDS:
            return [End(name, *_WORDS[name])]
        return [self._post(self.posts[name]) if name in self.posts else self._party(name)]

    def _party(self, name: str) -> End:
        party = self.picture.parties.get(name)
        if party is None:
            return End(name, name.replace("-", " ").capitalize())
        return End(name, party.called, days=days_of(party))

    def _post(self, post: Thing) -> End:
        places = [self._party(each).words for each in post.many("held_at") if each != "all"]
        places += ["all parties"] if "all" in post.many("held_at") else []
        unknown = [confirmed_later(each).lower() for each in many(post.value.get("held_at")) if to_be_confirmed(each)]
        held = listed([*places, *unknown], "and")
        return End(post.id, _said(post.title), POST, f"Post, held at {held}" if held else "Post")

    def _items(self, flow: Flow) -> Iterator[str]:
        known = {each.id: _said(each.title) for each in flow.items}
        names = many(flow.value.get("information"))
        if "all" in names:
            yield from known.values()
        for name in names:
            if to_be_confirmed(name):
                yield confirmed_later(name)
            elif name != "all" and "all" not in names and name not in flow.many("except"):
                yield known.get(name, name)
        if not names:
            yield "Information: not stated"

    def _left_out(self, flow: Flow) -> Iterator[str]:
        for name in many(flow.value.get("except")):
            item = self.picture.items.get(name)
            yield _said(item.title if item else name)

    def _how(self, flow: Flow) -> str:
        value = str(flow.value.get("how", ""))
        return confirmed_later(value) if to_be_confirmed(value) else _ways_of_sharing().get(value, value)

    def _ways(self, flow: Flow) -> Iterator[str]:
        for name in many(flow.value.get("channel")):
            known = self.picture.channels.get(name)
            yield _said(known.title if known else name)


def _said(words: str) -> str:
    return confirmed_later(words) if to_be_confirmed(words) else words


def _without(ends: tuple[End, ...], others: tuple[End, ...], everyone: bool) -> tuple[End, ...]:
    """Leave those on the other side out of “all”: none gives to itself."""
    left = tuple(each for each in ends if each not in others)
    return left if everyone and left else ends


def _agreement(occasions: Sequence[Occasion]) -> Iterator[str]:
    """Yield what is asked of people; the circumstance is named where another asks something else."""
    alike = len({each.agreement for each in occasions}) == 1
    yield from dict.fromkeys(
        each.agreement if alike else f"{each.title}, {small(each.agreement)}" for each in occasions
    )


def processors(picture: Picture) -> Iterator[str]:
    """Yield a sentence for each party that handles the information for others and on their instructions."""
    names = {name: party.called for name, party in picture.parties.items()}
    for each in picture.parties.values():
        if each.is_processor:
            whom = [names.get(one) or _said(one) for one in many(each.value.get("for"))]
            handles = f"handles information for {listed(whom, 'and')}" if whom else "handles information for others"
            days = days_of(each)
            yield f"{capital(each.role)}: {each.called} {handles}{f', {days}' if days else ''}."


_NOT_STATED = End("", NOT_STATED, UNKNOWN)


@cache
def _ways_of_sharing() -> Mapping[str, str]:
    item = load("protocol").fields["flows"].item
    return item.fields["how"].allowed if item else {}
