"""The tables that cross items of information with something: with organisations, and with purposes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from istoolkit.definitions.picture import Picture
from istoolkit.documents.matrix.agreement import MEANS, agreement
from istoolkit.documents.matrix.ends import PEOPLE, PUBLIC, End, end_of
from istoolkit.documents.matrix.exchanges import Carried, Piece, piece_of
from istoolkit.documents.matrix.keeping import holds, stores_of
from istoolkit.documents.matrix.said import heading
from istoolkit.documents.tables import Cell, Column, Table
from istoolkit.documents.wording import told

GIVES, RECEIVES, PASSES, ACTED_FOR, HOLDS = "gives", "receives", "passes", "acted for", "holds"
_WORDS = {
    (GIVES,): Cell("Gives", "gives"),
    (RECEIVES,): Cell("Receives", "receives"),
    (GIVES, RECEIVES): Cell("Gives and receives", "both"),
}
_BESIDES = {
    PASSES: Cell("Passes it on", "both"),
    ACTED_FOR: Cell("Another acts for it", "both"),
    HOLDS: Cell("Holds it on instructions", "receives"),
}
"""What one does that neither gives nor receives."""
NARROWED = "Conditions and limits narrow this on each occasion: see the flows."
_MAY_NOT = Cell("May not", "not")
_NOT_GIVEN = Cell("Not given", "not")
"""For the people themselves, whose right to ask for what is held about them no protocol takes away, and the public."""
_NEVER = Cell("May not be shared", "not")
_ABSENT = Cell("Takes no part", "not")
_NOT_USED = Cell("Not used", "not")
_KEY = {
    _MAY_NOT: "May not: not under this protocol",
    **{each: each.words for each in (_NEVER, _NOT_GIVEN, *_WORDS.values(), *_BESIDES.values(), _ABSENT)},
}
"""All that a cell of the items may say, with what it means: the key of the shades has those that are used."""


@dataclass(frozen=True)
class Side:
    """A protocol with its picture and flows, as grids need it."""

    title: str
    picture: Picture
    flows: tuple[Carried, ...]


Bodies = Mapping[str, str]
"""The organisations of a grid: what tells each apart, with what it is called."""


def key_of(end: End, several: bool) -> str:
    """Return what tells an end apart: in one protocol as its party, in several as its organisation."""
    return end.body if several else end.name


def bodies(sides: Sequence[Side], several: bool) -> Bodies:
    """Return the organisations in the order of the parties, then the people, the public and what is not known yet."""
    found: dict[str, str] = {}
    owners: dict[str, str] = {}
    for side in sides:
        for end in _ends(side):
            key = key_of(end, several)
            owners.setdefault(key, side.title)
            found.setdefault(key, _title(end, several))
    twice = {title for title in found.values() if list(found.values()).count(title) > 1}
    return {key: f"{title} ({owners[key]})" if title in twice else title for key, title in found.items()}


def _title(end: End, several: bool) -> str:
    organisation = told(end.party.organisation.get("title")) if end.party and several else ""
    return organisation or end.whole


def _ends(side: Side) -> Iterator[End]:
    yield from (end_of(each, side.picture.protocol.id) for each in side.picture.parties.values())
    every = [end for each in side.flows for end in _all_ends(each)]
    yield from sorted(dict.fromkeys(every), key=lambda end: end.party is None)


def _all_ends(each: Carried) -> Iterator[End]:
    yield from (end for pair in each.pairs for end in pair)
    yield from (*each.flow.through, *each.flow.on_behalf_of)


def pieces_of(side: Side) -> list[Piece]:
    """Return the items of a protocol, and what of them is still to be confirmed, each once."""
    known = [piece_of(each) for each in side.picture.items.values()]
    others = (piece for each in side.flows for piece in each.pieces if not piece.id)
    return [*known, *dict.fromkeys(others)]


def items_table(sides: Sequence[Side], several: bool) -> Table:
    """Return items crossed with organisations: whether each gives or receives the item, or may not."""
    columns = bodies(sides, several)
    rows = [row for side in sides for row in _items_rows(side, columns, several)]
    about = f"Which organisation gives each item of information, and which receives it. {MEANS} {NARROWED}"
    used = {cell for row in rows for cell in row}
    key = tuple((cell.tone, words) for cell, words in _KEY.items() if cell in used)
    heads = (*_protocol(several), Column("Information", 34), Column("Kind of information", 22))
    shown = (Column("Agreement", 10), *(Column(title, 14) for title in columns.values()))
    none = "No information is stated."
    return Table("items", "Information and organisations", about, (*heads, *shown), tuple(rows), len(heads), key, none)


def _items_rows(side: Side, columns: Bodies, several: bool) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each item of a protocol, then one for each that it says is not shared."""
    for piece in pieces_of(side):
        flows = (each.flow for each in side.flows if piece in each.pieces)
        asked = Cell(agreement(side.picture, flows))
        yield (*_heads(side, piece, several), asked, *_items_row(side, piece, columns, several))
    here = _here(side, several)
    for each in side.picture.things("not_shared"):
        piece = Piece("", heading(each), "", "")
        yield (*_heads(side, piece, several), Cell(), *(_NEVER if key in here else _ABSENT for key in columns))


def _protocol(several: bool) -> tuple[Column, ...]:
    return (Column("Protocol", 24),) if several else ()


def _heads(side: Side, piece: Piece, several: bool) -> tuple[Cell, ...]:
    return (*((Cell(side.title),) if several else ()), Cell(piece.title), Cell(piece.kind))


def _items_row(side: Side, piece: Piece, columns: Bodies, several: bool) -> Iterator[Cell]:
    found = parts(side, piece, several)
    here = _here(side, several)
    yield from (_part(found.get(key, ()), key) if key in here else _ABSENT for key in columns)


def _here(side: Side, several: bool) -> set[str]:
    """Return what tells those apart that have to do with a protocol."""
    return {key_of(end, several) for end in _ends(side)}


def parts(side: Side, piece: Piece, several: bool) -> dict[str, set[str]]:
    """Return what each organisation does with an item."""
    found: dict[str, set[str]] = {}
    for each in side.flows:
        for end, part in _doing(each) if piece in each.pieces else ():
            found.setdefault(key_of(end, several), set()).add(part)
    for party in side.picture.parties.values() if piece.item else ():
        stores = stores_of(side.picture, party) if party.is_processor else ()
        if piece.item and any(holds(side.picture, store, piece.item) for store in stores):
            found.setdefault(key_of(end_of(party, side.picture.protocol.id), several), set()).add(HOLDS)
    return found


def _doing(each: Carried) -> Iterator[tuple[End, str]]:
    for one, other in each.pairs:
        yield one, GIVES
        yield other, RECEIVES
    yield from ((end, PASSES) for end in each.flow.through)
    yield from ((end, ACTED_FOR) for end in each.flow.on_behalf_of)


def _part(done: Collection[str], key: str) -> Cell:
    return part_of(done) or (_NOT_GIVEN if key in (PEOPLE, PUBLIC) else _MAY_NOT)


def part_of(done: Collection[str]) -> Cell | None:
    """Return what an organisation does in one cell; None where it does nothing."""
    main = tuple(part for part in (GIVES, RECEIVES) if part in done)
    if main:
        return _WORDS[main]
    return next((cell for part, cell in _BESIDES.items() if part in done), None)


def purposes_table(sides: Sequence[Side], several: bool) -> Table:
    """Return items crossed with purposes: the flows in which the item serves the purpose."""
    columns = _purposes(sides)
    rows = tuple(
        (*_heads(side, piece, several), *(_serves(side, piece, key) for key in columns))
        for side in sides
        for piece in pieces_of(side)
    )
    about = "For which purpose each item of information is used, and in which flows."
    heads = (*_protocol(several), Column("Information", 34), Column("Kind of information", 22))
    shown = tuple(Column(title, 30) for title in columns.values())
    key = (("not", _NOT_USED.words),)
    none = "No information is stated."
    return Table("purposes", "Information and purposes", about, (*heads, *shown), rows, len(heads), key, none)


_Purpose = tuple[str, str]


def _purposes(sides: Sequence[Side]) -> dict[_Purpose, str]:
    """Return the purposes by the protocol that declares each and its name; one that is taken over is there once."""
    found: dict[_Purpose, str] = {}
    for side in sides:
        for each in side.picture.purposes.values():
            found.setdefault((each.said.protocol.id, each.id), heading(each))
        for flow in side.flows:
            for name, title in flow.flow.purposes:
                if name not in side.picture.purposes:
                    found.setdefault((side.picture.protocol.id, name), title)
    return found


def _serves(side: Side, piece: Piece, key: _Purpose) -> Cell:
    declared = side.picture.purposes.get(key[1])
    owner = declared.said.protocol.id if declared else side.picture.protocol.id
    if owner != key[0]:
        return _NOT_USED
    flows = [each.flow for each in side.flows if piece in each.pieces]
    titles = [flow.called for flow in flows if key[1] in (name for name, _ in flow.purposes)]
    return Cell("\n".join(dict.fromkeys(titles))) if titles else _NOT_USED
