"""What passes between organisations: one item from one sender to one recipient in one flow, with all that goes with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from istoolkit.definitions.formats import NOT_STATED, to_be_confirmed
from istoolkit.definitions.inherit import Said
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.register import kept as kept_once
from istoolkit.definitions.things import Flow, Item, Party
from istoolkit.documents.matrix import keeping
from istoolkit.documents.matrix.ends import End, pairs
from istoolkit.documents.matrix.grounds import (
    WHOLE,
    Part,
    Seen,
    Sort,
    is_confidential,
    kinds_of,
    law,
    parts_of,
    sort_of,
)
from istoolkit.documents.matrix.movement import Movement, movement
from istoolkit.documents.matrix.said import choices, heading, joined, names, title_of
from istoolkit.documents.wording import told
from istoolkit.words import capital


@dataclass(frozen=True, slots=True)
class Piece:
    """An item of information in words. ``id`` is "" for one that is still to be confirmed.

    ``excludes`` is what the item does not include.
    """

    id: str
    title: str
    kind: str
    confidential: str
    item: Item | None = field(default=None, repr=False)
    excludes: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Its title with what it does not include."""
        return f"{self.title} (does not include: {joined(self.excludes)})" if self.excludes else self.title


@dataclass(frozen=True, slots=True)
class Exchange:
    """One item from one sender to one recipient in one flow. ``kept`` is how long the recipient keeps it."""

    protocol: str
    protocol_title: str
    flow: Movement
    piece: Piece
    sender: End
    recipient: End
    sender_law: tuple[str, ...]
    recipient_law: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A flow with all its exchanges. ``laws`` are its ends with the law for everything that it carries."""

    flow: Movement
    pieces: tuple[Piece, ...]
    pairs: tuple[tuple[End, End], ...]
    exchanges: tuple[Exchange, ...]
    laws: tuple[tuple[End, tuple[str, ...]], ...]


@kept_once
def exchanges(register: Register, protocol: Protocol) -> tuple[Exchange, ...]:
    """Return every exchange that a protocol lets happen, in the order of its flows. Nothing that it says is left out."""
    return tuple(each for flow in carried(register, protocol) for each in flow.exchanges)


@kept_once
def carried(register: Register, protocol: Protocol) -> tuple[Carried, ...]:
    """Return the flows of a protocol with their exchanges, in order; a flow to be confirmed is there as such."""
    maker = _Maker(picture(register, protocol))
    return tuple(maker.carried(flow) for flow in maker.flows)


def law_for(
    register: Register, protocol: Protocol, found: Sequence[Exchange], seen: Seen = WHOLE
) -> tuple[tuple[End, tuple[str, ...]], ...]:
    """Return the ends of some exchanges of one flow with the law for all the items of these exchanges together."""
    here = picture(register, protocol)
    flow = flow_of(register, found[0])
    sort = _sort_of([each.piece for each in found])
    parts = parts_of(here, ((each.sender, each.recipient) for each in found))
    return tuple(
        (end, law(here, flow, end, sort, part, seen) if flow else (NOT_STATED,)) for end, part in parts.items()
    )


@kept_once
def flow_of(register: Register, each: Exchange) -> Flow | None:
    """Return the flow that an exchange is part of; None where all that is known of it is that it is to be confirmed."""
    here = picture(register, register.protocols[each.protocol])
    return next((one for one in here.flows if one.id == each.flow.id), None)


def _sort_of(pieces: Sequence[Piece]) -> Sort:
    """Return the sort of some pieces together: of one that is to be confirmed, everything may be needed."""
    items = [each.item for each in pieces if each.item]
    return sort_of(items if len(items) == len(pieces) else [])


def piece_of(item: Item) -> Piece:
    """Return an item in words."""
    kind = joined(choices("information", item, "kind")) or NOT_STATED
    special = joined(choices("information", item, "special"), ", ")
    kind = capital(f"{kind}: {special}" if special else kind)
    excludes = tuple(told(each) for each in names(item, "excludes"))
    return Piece(item.id, heading(item), kind, is_confidential(item), item, excludes)


class _Maker:
    """Makes the exchanges of one protocol, working out what several of them share once."""

    def __init__(self, here: Picture) -> None:
        self.here = here
        self.title = title_of(here.protocol)
        self._kept: dict[tuple[End, str], tuple[str, ...]] = {}
        self._kinds: dict[Party | None, frozenset[str] | None] = {}

    @cached_property
    def flows(self) -> list[Flow]:
        """The flows, and after them those of which all that is known is that they are to be confirmed."""
        sayer = next((each for each in self.here.chain if each.data.get("flows") is not None), self.here.protocol)
        texts = [each for each in many(sayer.data.get("flows")) if to_be_confirmed(each)]
        return [*self.here.flows, *(_unknown_flow(text, sayer) for text in texts)]

    def carried(self, flow: Flow) -> Carried:
        moved, both, pieces = movement(self.here, flow), pairs(self.here, flow), tuple(self._pieces(flow))
        whole, parts = _sort_of(pieces), parts_of(self.here, both)
        found = tuple(self._exchanges(flow, moved, both, pieces))
        laws = tuple((end, law(self.here, flow, end, whole, part)) for end, part in parts.items())
        return Carried(moved, pieces, both, found, laws)

    def _pieces(self, flow: Flow) -> Iterator[Piece]:
        yield from (piece_of(each) for each in flow.items)
        left_out = {*names(flow, "except"), "all"}
        for name in names(flow, "information") or ["TBC"]:
            if name not in self.here.items and name not in left_out:
                yield Piece("", told(name), NOT_STATED, NOT_STATED)

    def _exchanges(
        self, flow: Flow, moved: Movement, both: tuple[tuple[End, End], ...], pieces: tuple[Piece, ...]
    ) -> Iterator[Exchange]:
        laws: dict[tuple[End, Part, Sort], tuple[str, ...]] = {}
        asked = [(pair, self._parts(pair)) for pair in both]
        for piece in pieces:
            sort = _sort_of([piece])
            for pair, parts in asked:
                for end, part in zip(pair, parts, strict=True):
                    if (end, part, sort) not in laws:
                        laws[end, part, sort] = law(self.here, flow, end, sort, part)
                one, other = pair
                on = (laws[one, parts[0], sort], laws[other, parts[1], sort])
                yield Exchange(
                    self.here.protocol.id, self.title, moved, piece, one, other, *on, self._how_long(other, piece)
                )

    def _parts(self, pair: tuple[End, End]) -> tuple[Part, Part]:
        """Return how each of a pair takes part: the one gives, the other gets."""
        party = pair[1].party
        if party not in self._kinds:
            self._kinds[party] = kinds_of(self.here, pair[1])
        return Part(frozenset({self._kinds[party]})), Part(receives=True)

    def _how_long(self, end: End, piece: Piece) -> tuple[str, ...]:
        if piece.item is None:
            return (NOT_STATED,)
        if (end, piece.id) not in self._kept:
            self._kept[end, piece.id] = keeping.kept(self.here, end, piece.item)
        return self._kept[end, piece.id]


def _unknown_flow(text: str, sayer: Protocol) -> Flow:
    said = Said({"title": text, "from": text, "to": text, "information": text}, sayer, ("flows",))
    return Flow(said, (), (), (), (), ())
