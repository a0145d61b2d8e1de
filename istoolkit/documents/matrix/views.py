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
from istoolkit.documents.matrix.exchanges import carried
from istoolkit.documents.matrix.flat import circumstances_table, exchanges_table, flows_table
from istoolkit.documents.matrix.grids import Side, items_table, organisations_table, purposes_table
from istoolkit.documents.matrix.movement import occasion
from istoolkit.documents.matrix.said import title_of
from istoolkit.documents.tables import Table


def _flows(sides: Sequence[Side], several: bool) -> Table:
    return flows_table([(side.title, each) for side in sides for each in side.flows], several)


def _exchanges(sides: Sequence[Side], several: bool) -> Table:
    return exchanges_table([one for side in sides for each in side.flows for one in each.exchanges], several)


def _circumstances(sides: Sequence[Side], several: bool) -> Table:
    found = [(side.title, occasion(each)) for side in sides for each in side.picture.circumstances.values()]
    return circumstances_table(found, several)


VIEWS: Mapping[str, Callable[[Sequence[Side], bool], Table]] = {
    "flows": _flows,
    "circumstances": _circumstances,
    "items": items_table,
    "organisations": organisations_table,
    "purposes": purposes_table,
    "exchanges": _exchanges,
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

    ``apart`` has the views in `APART` make a table for each of several protocols.
    """
    sides = [Side(title_of(each), picture(register, each), carried(register, each)) for each in protocols]
    return tuple(each for name in names for each in _view(name, sides, apart))


def _view(name: str, sides: Sequence[Side], apart: bool) -> Iterator[Table]:
    if len(sides) == 1 or not apart or name not in APART:
        yield VIEWS[name](sides, len(sides) > 1)
        return
    for side in sides:
        made = VIEWS[name]([side], False)
        yield replace(made, id=f"{made.id}-{side.picture.protocol.id}", title=f"{made.title}: {side.title}")
