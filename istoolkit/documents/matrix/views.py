"""The views of the matrix, by name.

``flows`` has a row for each flow, with lists inside its cells: for reading. ``circumstances`` goes with it, and says once
what is asked of people. ``exchanges`` has a row for each item that one
party gives another, with the names that the definition uses: for filtering in a spreadsheet. ``items``, ``organisations``
and ``purposes`` cross two things. Of several protocols, a row or cell names its protocol, and an organisation is one
organisation wherever it is the same entry of organisations.yaml, the same members file or the same class.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.matrix.exchange_rows import exchanges_table
from istoolkit.documents.matrix.exchanges import carried
from istoolkit.documents.matrix.flat import circumstances_table, flows_table
from istoolkit.documents.matrix.grids import Side, items_table, purposes_table
from istoolkit.documents.matrix.movement import occasion
from istoolkit.documents.matrix.on_paper import flows_on_paper
from istoolkit.documents.matrix.passing import organisations_table
from istoolkit.documents.matrix.said import title_of
from istoolkit.documents.tables import Table


def _flows(sides: Sequence[Side], several: bool) -> Table:
    table = flows_table([(side.title, each) for side in sides for each in side.flows], several)
    found = [(side.title, side.picture, each) for side in sides for each in side.flows]
    return replace(table, on_paper=flows_on_paper(found, several))


def _circumstances(sides: Sequence[Side], several: bool) -> Table:
    found = [(side.title, occasion(each)) for side in sides for each in side.picture.circumstances.values()]
    return circumstances_table(found, several)


VIEWS: Mapping[str, Callable[[Sequence[Side], bool], Table]] = {
    "flows": _flows,
    "circumstances": _circumstances,
    "items": items_table,
    "organisations": organisations_table,
    "purposes": purposes_table,
    "exchanges": exchanges_table,
}
"""What makes each view, by name, in the order in which a file shows them."""

READING = ("flows", "circumstances", "items", "organisations", "purposes")
"""The views that are for reading and not for filtering."""


APART = ("items", "purposes")
"""The views that have, on paper, a table for each protocol. In one for all, most cells would say “Takes no part”."""


def tables(
    register: Register, protocols: Iterable[Protocol], names: Iterable[str] = tuple(VIEWS), *, apart: bool = False
) -> tuple[Table, ...]:
    """Return views of one protocol or of several together, in the order of the names.

    ``apart`` has the views in `APART` make a table for each of several protocols. Of several, those that let nothing pass
    are left out, unless none lets anything pass.
    """
    sides = sides_of(register, protocols)
    several = len(sides) > 1
    shown = ([each for each in sides if each.flows] or sides) if several else sides
    return tuple(each for name in names for each in _view(name, shown, several, apart and name in APART))


def sides_of(register: Register, protocols: Iterable[Protocol]) -> list[Side]:
    """Return protocols as views and grids need them."""
    return [Side(title_of(each), picture(register, each), carried(register, each)) for each in protocols]


def _view(name: str, sides: Sequence[Side], several: bool, apart: bool) -> Iterator[Table]:
    if not (several and apart):
        yield VIEWS[name](sides, several)
        return
    for side in sides:
        made = VIEWS[name]([side], False)
        yield replace(made, id=f"{made.id}-{side.picture.protocol.id}", title=f"{made.title}: {side.title}")
