"""The table to filter: a row for each item that one party gives another in a flow, with all that goes with it."""

from collections.abc import Iterator, Sequence

from istoolkit.definitions.formats import NOT_STATED, long_date
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.documents.matrix.ends import standing
from istoolkit.documents.matrix.exchanges import Exchange
from istoolkit.documents.matrix.flat import PROTOCOL, cell, lines
from istoolkit.documents.matrix.grids import Side
from istoolkit.documents.matrix.in_time import why_not
from istoolkit.documents.matrix.movement import Occasion
from istoolkit.documents.status import stamp_of
from istoolkit.documents.tables import Column, Table
from istoolkit.documents.wording import told

_WHICH = (
    *(Column("Number", 8), Column("Flow", 26), Column("Information", 36)),
    *(Column("From", 26), Column("Post or department that gives", 18), Column("To", 26)),
    *(Column("Post or department that receives", 18), Column("Where it stands", 20)),
)
"""What tells a row from the others, and whether it counts yet: all that is printed."""

_MORE = (
    *(Column("Nothing passes because", 30), Column("Version", 9), Column("In force from", 16), Column("Ends", 16)),
    Column("Purpose", 22),
    *(Column("Kind of information", 22), Column("In confidence", 12)),
    *(Column("Circumstance", 26), Column("Threshold", 24)),
    *(Column("Agreement of the person", 24), Column("Shared without agreement where", 30)),
    *(Column("Law for who gives", 40), Column("Law for who receives", 40)),
    *(Column("How", 20), Column("How often", 18), Column("How much", 18)),
    *(Column("Set off by", 22), Column("Within", 14), Column("Until", 18), Column("When urgent", 28)),
    *(Column("Through", 20), Column("On behalf of", 20), Column("Conditions and limits", 34)),
    *(Column("Does not include", 20), Column("Passing it on", 26), Column("Control by the supplier", 26)),
    *(Column("Seen by", 24), Column("Kept for", 36), Column("Taking part", 26), Column("Note", 24)),
    *(Column("Protocol name", 18), Column("Flow name", 18), Column("Item name", 18)),
    *(Column("Giver name", 18), Column("Receiver name", 18)),
)
_ABOUT = "A row for each item that one party gives another. Filter the columns to answer a question."


def exchanges_table(sides: Sequence[Side], several: bool) -> Table:
    """Return a row for each item that one party gives another in a flow, for filtering."""
    columns = (*([PROTOCOL] if several else []), *_WHICH)
    rows = [
        [*([each.protocol_title] if several else []), *_row(side.picture, each)]
        for side in sides
        for flow in side.flows
        for each in flow.exchanges
    ]
    return Table(
        "exchanges",
        "Exchanges",
        _ABOUT,
        (*columns, *_MORE),
        tuple(tuple(map(cell, row)) for row in rows),
        heads=2 if several else 1,
        none="No exchange is stated.",
        printed=len(columns),
    )


def _row(here: Picture, each: Exchange) -> list[str]:
    flow = each.flow
    stands, *dates = _standing(here.register, here.protocol)
    return [
        *(str(flow.number or ""), flow.title, each.piece.title),
        *(each.sender.whole, each.sender.within, each.recipient.whole, each.recipient.within),
        *(stands, lines(why_not(here.register, each)), *dates),
        lines(title for _, title in flow.purposes),
        *(each.piece.kind, each.piece.confidential),
        *_occasions(flow.occasions),
        *(lines(each.sender_law), lines(each.recipient_law)),
        lines(flow.ways) or NOT_STATED,
        *(flow.often or NOT_STATED, flow.volume, flow.trigger, flow.within, flow.until, flow.urgent),
        *(lines(end.title for end in flow.through), lines(end.title for end in flow.on_behalf_of)),
        *(lines(flow.conditions), lines([*flow.barred, *each.piece.excludes]), flow.onward, flow.originator),
        *(flow.seen_by or NOT_STATED, lines(each.kept), lines(map(standing, (each.sender, each.recipient)))),
        *(flow.note, each.protocol, flow.id, each.piece.id, told(each.sender.name), told(each.recipient.name)),
    ]


@kept
def _standing(register: Register, protocol: Protocol) -> tuple[str, ...]:
    """Return where a protocol stands, its version, and its first and last day."""
    days = (long_date(told(protocol.text(name))) for name in ("in_force", "expires"))
    return (stamp_of(register, protocol).name, told(protocol.text("version")), *days)


def _occasions(found: tuple[Occasion, ...]) -> Iterator[str]:
    """Yield the circumstances, their thresholds, what is asked of people, and when it is shared without that."""
    yield lines(one.title for one in found) or NOT_STATED
    yield _each(found, [(one.threshold,) for one in found])
    yield _each(found, [(one.agreement,) for one in found]) or NOT_STATED
    yield _each(found, [one.without for one in found])


def _each(found: Sequence[Occasion], said: Sequence[tuple[str, ...]]) -> str:
    """Return what is said of circumstances, a line each. Where they differ, each line names its circumstance."""
    if len(set(said)) < 2:
        return lines(said[0]) if said else ""
    return lines(f"{one.title}: {line}" for one, parts in zip(found, said, strict=True) for line in parts if line)
