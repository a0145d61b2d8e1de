"""The flows of a protocol as a drawing needs them: numbered, every end, item and way in the words of a reader."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from istoolkit.definitions.formats import NOT_STATED, confirmed_later, to_be_confirmed
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.schema import load
from istoolkit.definitions.things import Flow, Thing
from istoolkit.words import listed

ORGANISATION, POST, PEOPLE, PUBLIC, UNKNOWN = "organisation", "post", "people", "public", "unknown"
_WORDS = {"people": ("The people themselves", PEOPLE), "public": ("The public", PUBLIC)}


@dataclass(frozen=True, slots=True)
class End:
    """Who gives or receives. ``note`` says where a post is held."""

    name: str
    words: str
    sort: str = ORGANISATION
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A flow. Where all share with each other, ``sharers`` has them and there are no givers and takers.

    ``all_give`` and ``all_take`` tell that the definition says “all”; ``how`` is the way of sharing as it is written.
    """

    number: int
    title: str
    givers: tuple[End, ...]
    takers: tuple[End, ...]
    sharers: tuple[End, ...]
    items: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    all_give: bool = False
    all_take: bool = False
    how: str = ""
    how_words: str = ""
    ways: tuple[str, ...] = ()
    through: End | None = None
    on_behalf_of: tuple[End, ...] = ()
    inside: End | None = None
    departments: tuple[str, ...] = ()

    @property
    def ends(self) -> tuple[End, ...]:
        """Everyone it concerns, each once."""
        more = [each for each in (self.through, self.inside) if each]
        return tuple(dict.fromkeys((*self.givers, *self.takers, *self.sharers, *more, *self.on_behalf_of)))


def steps(picture: Picture) -> tuple[Step, ...]:
    """Return the flows of a protocol in their order, numbered from 1."""
    reader = _Reader(picture)
    return tuple(reader.step(number, flow) for number, flow in enumerate(picture.flows, 1))


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
        if not among and not inside:
            givers, takers = givers or (_NOT_STATED,), takers or (_NOT_STATED,)
        return Step(
            *(number, _said(str(flow.value.get("title", flow.title))), givers, takers, among),
            *(tuple(self._items(flow)), tuple(self._left_out(flow)), all_give, all_take),
            *(flow.text("how"), self._how(flow), tuple(self._ways(flow)), self._one(flow, "through")),
            *(tuple(self._ends(flow, "on_behalf_of")), inside, departments),
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
        return End(name, party.called if party else name.replace("-", " ").capitalize())

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


_NOT_STATED = End("", NOT_STATED, UNKNOWN)


@cache
def _ways_of_sharing() -> Mapping[str, str]:
    item = load("protocol").fields["flows"].item
    return item.fields["how"].allowed if item else {}
