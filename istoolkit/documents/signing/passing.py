"""What one party gives and receives under a protocol: a line for each flow that it has a part in."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import Party
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.exchanges import Carried, Piece, carried
from istoolkit.words import listed

_ITSELF = "Others within your own organisation"


@dataclass(frozen=True, slots=True)
class Passing:
    """A flow as one of its parties sees it, in words.

    ``way`` is what the party does in it, ``what`` are the items, ``whom`` those at the other end, ``purposes`` what it is
    for. ``within`` is how soon, where the party gives. ``sensitive`` are those of the items that are special category or
    criminal offence data, or of which nobody knows yet: they are never left out.
    """

    id: str
    title: str
    way: str
    what: tuple[str, ...]
    whom: tuple[str, ...]
    purposes: tuple[str, ...]
    within: str
    sensitive: frozenset[str] = frozenset()


@kept
def passings(register: Register, protocol: Protocol, name: str) -> tuple[Passing, ...]:
    """Return the flows that a party has a part in, in the order of the protocol.

    ``name`` is the party's. A part of a wider class or of an organisation that is a party itself has a part in the flows
    of that too.
    """
    here = picture(register, protocol)
    ours = frozenset(each.name for each in answering(here, here.parties[name]))
    found = (_passing(each, ours) for each in carried(register, protocol))
    return tuple(each for each in found if each is not None)


def answering(here: Picture, party: Party) -> list[Party]:
    """Return a party and the wider classes or parties that it is a part of: what is said of these holds for it too.

    A party that says which department of its organisation it is stands for that department alone. What is said of it is
    not said of others that are part of the same organisation.
    """
    found = [party]
    for each in found:
        wider = (other for other in here.named(each.many("part_of")) if not other.says("department"))
        found.extend(other for other in wider if other not in found)
    return found


def open_flows(register: Register, protocol: Protocol, but: Container[str] = ()) -> int:
    """Return how many flows have an end of which nobody knows yet who it is: any party may have a part in them.

    ``but`` are the identifiers of flows that do not count, such as those that the party is known to have a part in.
    """
    found = (each for each in carried(register, protocol) if each.flow.id not in but)
    return sum(any(_is_open(end) for pair in each.pairs for end in pair) for each in found)


def _is_open(end: End) -> bool:
    return end.party is None and end.body.startswith("open:")


def _passing(flow: Carried, ours: frozenset[str]) -> Passing | None:
    gives = [(one, other) for one, other in flow.pairs if one.name in ours]
    receives = [(one, other) for one, other in flow.pairs if other.name in ours]
    if gives or receives:
        own = [one for one, _ in gives] + [other for _, other in receives]
        way = _with_posts("You give and receive" if gives and receives else "You give" if gives else "You receive", own)
        whom = [other for _, other in gives] + [one for one, _ in receives]
        return _line(flow, way, _called(whom, ours), flow.flow.within if gives else "")
    if any(each.name in ours for each in flow.flow.through):
        return _line(flow, "It passes through you", _ends(flow), "")
    if any(each.name in ours for each in flow.flow.on_behalf_of):
        return _line(flow, "It is done on your behalf", _ends(flow), "")
    return None


def _line(flow: Carried, way: str, whom: tuple[str, ...], within: str) -> Passing:
    what = tuple(dict.fromkeys(each.title for each in flow.pieces))
    purposes = tuple(title for _, title in flow.flow.purposes)
    sensitive = frozenset(each.title for each in flow.pieces if _is_sensitive(each))
    return Passing(flow.flow.id, flow.flow.title, way, what, whom, purposes, within, sensitive)


def _is_sensitive(piece: Piece) -> bool:
    return piece.item is None or piece.item.is_special or piece.item.is_criminal


def _with_posts(way: str, own: Iterable[End]) -> str:
    """Add the posts or departments that take part for the party, where it is not the party as a whole."""
    posts = dict.fromkeys(each.within for each in own)
    return f"{way}, through: {listed(filter(None, posts), 'and')}" if posts and "" not in posts else way


def _called(ends: Iterable[End], ours: frozenset[str]) -> tuple[str, ...]:
    """Return what those at the other end are called. Members of a class may share with others of it."""
    return tuple(dict.fromkeys(_ITSELF if each.name in ours and not _is_class(each) else each.whole for each in ends))


def _is_class(end: End) -> bool:
    return end.party is not None and end.party.says("class")


def _ends(flow: Carried) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.whole for pair in flow.pairs for each in pair))
