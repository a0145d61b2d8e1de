"""The register at a glance, for paper: its protocols, who takes part in them, and what passes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Register
from istoolkit.definitions.reviews import review_due
from istoolkit.definitions.schema import load
from istoolkit.documents.facts import has_ended
from istoolkit.documents.matrix.ends import days_of, end_of
from istoolkit.documents.matrix.glance import what_passes
from istoolkit.documents.matrix.grids import Bodies, Side, bodies, key_of, part_of, parts, pieces_of
from istoolkit.documents.matrix.said import joined
from istoolkit.documents.status import stamp_of
from istoolkit.documents.tables import Cell, Column, Table
from istoolkit.documents.wording import told

TOO_MANY = "What passes is in the page and the Excel file of the register: there is too much of it for an overview."
OWN_FILES = (
    "It is an overview. The matrix of each protocol has its flows in full; the Excel file and the page of the register have "
    "those of all protocols."
)
_ACROSS = 12
"""With more protocols than this, the parts of each organisation are lists of protocols and not a column for each."""
_PARTS = "Who takes part in what"
_ABOUT = "Under which protocols an organisation gives information, receives it, or takes part in another way."
_TAKES_PART = Cell("Takes part")
_OUT = Cell("–", "not")
_PROTOCOLS = (
    *(Column("Protocol", 40), Column("Tier", 22), Column("Where it stands", 24), Column("Version", 8)),
    *(Column("In force from", 18), Column("Ends on", 18), Column("Next review", 18), Column("Flows", 6)),
)


class _Part(NamedTuple):
    """What an organisation does under a protocol, and from when and until when, where that is said."""

    cell: Cell
    days: str


def overview(register: Register, sides: Sequence[Side]) -> tuple[Table, ...]:
    """Return the tables of the overview: protocols, organisations by protocol, and what passes."""
    return (_protocols(register, sides), _organisations(sides), *what_passes(sides))


def _protocols(register: Register, sides: Sequence[Side]) -> Table:
    numbers = {side.picture.protocol.id: number for number, side in enumerate(sides, 1)}
    rows = [tuple(map(Cell, _protocol(register, side, numbers))) for side in sides]
    said = [at for at in range(len(_PROTOCOLS)) if any(row[at].words for row in rows)]
    columns = tuple(_PROTOCOLS[at] for at in said)
    about = "The protocols of the register. Flow 2.3 is flow 3 of protocol 2, also in the matrix of that protocol."
    return Table("protocols", "Protocols", about, columns, tuple(tuple(row[at] for at in said) for row in rows))


def _protocol(register: Register, side: Side, numbers: Mapping[str, int]) -> list[str]:
    protocol = side.picture.protocol
    ended = "Ended. " if has_ended(register, protocol) else ""
    above = numbers.get(protocol.text("under"))
    tier = load("protocol").fields["tier"].allowed.get(protocol.text("tier"), told(protocol.text("tier")))
    return [
        f"{numbers[protocol.id]} {side.title}",
        f"{tier}, under {above}" if above else tier,
        f"{ended}{stamp_of(register, protocol).words}",
        told(protocol.text("version")),
        long_date(told(protocol.text("in_force"))),
        long_date(told(protocol.text("expires"))),
        long_date(review_due(protocol)) or told(protocol.data.get("review")),
        str(len(side.flows) or "None"),
    ]


def _organisations(sides: Sequence[Side]) -> Table:
    known = bodies(sides, True)
    found = [_parts(side) for side in sides]
    if len(sides) > _ACROSS:
        return _in_words(known, sides, found)
    rows = tuple((Cell(title), *(_shown(each.get(key)) for each in found)) for key, title in known.items())
    key = (("not", f"{_OUT.words} Takes no part"),) if any(_OUT in row for row in rows) else ()
    columns = (Column("Organisation", 30), *(Column(side.title, 16) for side in sides))
    return Table("parts", _PARTS, _ABOUT, columns, rows, 1, key)


def _in_words(known: Bodies, sides: Sequence[Side], found: Sequence[Mapping[str, _Part]]) -> Table:
    """Return the same with a column for each way of taking part, in which the protocols are listed."""
    ways = dict.fromkeys(part.cell.words for each in found for part in each.values())
    rows = []
    for key, title in known.items():
        under: dict[str, list[str]] = {}
        for side, each in zip(sides, found, strict=True):
            if part := each.get(key):
                under.setdefault(part.cell.words, []).append(f"{side.title} ({part.days})" if part.days else side.title)
        rows.append((Cell(title), *(Cell(joined(under.get(words, ()))) for words in ways)))
    columns = (Column("Organisation", 30), *(Column(words, 40) for words in ways))
    return Table("parts", _PARTS, _ABOUT, columns, tuple(rows))


def _shown(part: _Part | None) -> Cell:
    if part is None:
        return _OUT
    return Cell(f"{part.cell.words} {part.days}", part.cell.tone) if part.days else part.cell


def _parts(side: Side) -> dict[str, _Part]:
    """Return what each organisation that has to do with a protocol does under it, and on which days."""
    done: dict[str, set[str]] = {}
    days: dict[str, dict[str, None]] = {}
    for party in side.picture.parties.values():
        key = key_of(end_of(party, side.picture.protocol.id), True)
        done.setdefault(key, set())
        days.setdefault(key, {})[days_of(party)] = None
    for piece in pieces_of(side):
        for key, some in parts(side, piece, True).items():
            done.setdefault(key, set()).update(some)
    return {
        key: _Part(part_of(some) or _TAKES_PART, "" if "" in days.get(key, {}) else ", ".join(days.get(key, ())))
        for key, some in done.items()
    }
