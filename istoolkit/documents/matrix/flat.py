"""The two flat tables: a row for each flow, to read; a row for each exchange, to filter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from istoolkit.definitions.formats import NOT_STATED, TO_BE_CONFIRMED
from istoolkit.documents.matrix.ends import End, standing
from istoolkit.documents.matrix.exchanges import Carried, Exchange
from istoolkit.documents.matrix.grounds import NOT_APPLICABLE
from istoolkit.documents.matrix.movement import Movement, Occasion
from istoolkit.documents.matrix.said import joined, labelled
from istoolkit.documents.tables import Cell, Column, Table
from istoolkit.documents.wording import told
from istoolkit.words import small

_FLOWS = (
    *(Column("Flow", 22), Column("Information", 30), Column("From", 22), Column("To", 22), Column("Purpose", 20)),
    *(Column("When", 28), Column("Agreement of the person", 30), Column("Law", 44), Column("How", 18)),
    *(Column("Seen by", 20), Column("Conditions and limits", 34), Column("Kept for", 40)),
)
_EXCHANGES = (
    *(Column("Flow", 24), Column("Information", 28), Column("Kind of information", 22), Column("In confidence", 12)),
    *(Column("From", 22), Column("Post or department that gives", 18), Column("To", 22)),
    *(Column("Post or department that receives", 18), Column("Purpose", 22), Column("Circumstance", 26)),
    Column("Threshold", 24),
    *(Column("Agreement of the person", 24), Column("Shared without agreement where", 30)),
    *(
        Column("Law for who gives", 40),
        Column("Law for who receives", 40),
        Column("How", 20),
        Column("How often", 18),
        Column("How much", 18),
    ),
    *(Column("Set off by", 22), Column("Within", 14), Column("Until", 18), Column("When urgent", 28)),
    *(Column("Through", 20), Column("On behalf of", 20), Column("Conditions and limits", 34)),
    *(Column("Does not include", 20), Column("Passing it on", 26), Column("Control by the supplier", 26)),
    *(Column("Seen by", 24), Column("Kept for", 36), Column("Taking part", 26), Column("Note", 24)),
    *(Column("Protocol name", 18), Column("Flow name", 18), Column("Item name", 18)),
    *(Column("Giver name", 18), Column("Receiver name", 18)),
)
_CIRCUMSTANCES = (
    *(Column("Circumstance", 22), Column("When", 28), Column("Threshold", 20), Column("Agreement of the person", 16)),
    *(Column("Reason", 32), Column("Shared without agreement where", 34), Column("Who can agree", 34)),
    Column("What people are told", 34),
)
_PROTOCOL = Column("Protocol", 24)


def flows_table(found: Sequence[tuple[str, Carried]], several: bool) -> Table:
    """Return a row for each flow. ``found`` are flows, each with the title of its protocol."""
    rows = [[*([title] if several else []), *_flow(each)] for title, each in found]
    about = "Each movement of information: what, from whom, to whom, why, when, on what law and how."
    return _table("flows", "Flows", about, _FLOWS, rows, several, "No flow is stated.")


def circumstances_table(found: Sequence[tuple[str, Occasion]], several: bool) -> Table:
    """Return a row for each circumstance. ``found`` are circumstances, each with the title of its protocol."""
    rows = [[*([title] if several else []), *_circumstance(each)] for title, each in found]
    about = "When information is shared, what is asked of the people it is about, and when it is shared though they do not agree."
    none = "No circumstance is stated."
    return _table("circumstances", "Circumstances and agreement", about, _CIRCUMSTANCES, rows, several, none)


def _circumstance(one: Occasion) -> list[str]:
    parts = [one.when, one.threshold, one.agreement, one.reason, _lines(one.without), one.capacity, one.told]
    return [one.title, *(part or NOT_STATED for part in parts)]


def exchanges_table(found: Sequence[Exchange], several: bool) -> Table:
    """Return a row for each item that one party gives another in a flow, for filtering."""
    rows = [[*([each.protocol_title] if several else []), *_exchange(each)] for each in found]
    about = "A row for each item that one party gives another. Filter the columns to answer a question."
    return _table("exchanges", "Exchanges", about, _EXCHANGES, rows, several, "No exchange is stated.")


def _table(
    name: str, title: str, about: str, columns: tuple[Column, ...], rows: list[list[str]], several: bool, none: str
) -> Table:
    return Table(
        name,
        title,
        about,
        (_PROTOCOL, *columns) if several else columns,
        tuple(tuple(_cell(words) for words in row) for row in rows),
        heads=2 if several else 1,
        none=none,
    )


def _cell(words: str) -> Cell:
    return Cell(words, "open") if words.startswith(TO_BE_CONFIRMED) else Cell(words)


def _flow(each: Carried) -> list[str]:
    flow = each.flow
    return [
        flow.title,
        _lines([*(piece.whole for piece in each.pieces), *_barred(flow)]),
        _lines(one.title for one, _ in each.pairs),
        _receivers(each),
        _lines(title for _, title in flow.purposes),
        _lines([*(one.whole for one in flow.occasions), *_timing(flow)]) or NOT_STATED,
        _lines(_agreement(flow)),
        _lines(law_lines(each.laws)),
        _lines(flow.ways) or NOT_STATED,
        flow.seen_by or NOT_STATED,
        _lines(limits(flow, (end for pair in each.pairs for end in pair))) or "None stated",
        _lines(kept_lines(each.exchanges)),
    ]


def _receivers(each: Carried) -> str:
    givers, receivers = ({pair[side] for pair in each.pairs} for side in (0, 1))
    alike = givers == receivers and len(givers) > 1
    return "Each gives to all the others" if alike else _lines(other.title for _, other in each.pairs)


def _exchange(each: Exchange) -> list[str]:
    flow = each.flow
    return [
        *(flow.title, each.piece.title, each.piece.kind, each.piece.confidential),
        *(each.sender.whole, each.sender.within, each.recipient.whole, each.recipient.within),
        _lines(title for _, title in flow.purposes),
        _lines(one.title for one in flow.occasions) or NOT_STATED,
        _lines(one.threshold for one in flow.occasions),
        _lines(one.agreement for one in flow.occasions) or NOT_STATED,
        _lines(ground for one in flow.occasions for ground in one.without),
        *(_lines(each.sender_law), _lines(each.recipient_law)),
        _lines(flow.ways) or NOT_STATED,
        *(flow.often or NOT_STATED, flow.volume, flow.trigger, flow.within, flow.until, flow.urgent),
        *(_lines(end.title for end in flow.through), _lines(end.title for end in flow.on_behalf_of)),
        *(_lines(flow.conditions), _lines([*flow.barred, *each.piece.excludes]), flow.onward, flow.originator),
        *(flow.seen_by or NOT_STATED, _lines(each.kept), _lines(map(standing, (each.sender, each.recipient)))),
        *(flow.note, each.protocol, flow.id, each.piece.id, told(each.sender.name), told(each.recipient.name)),
    ]


def _lines(parts: Iterable[str]) -> str:
    """Return the parts that say something, a line each, each once."""
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _barred(flow: Movement) -> list[str]:
    return [f"Not: {each}" for each in flow.barred]


def _timing(flow: Movement) -> list[str]:
    return [
        labelled("How often", flow.often),
        labelled("How much", flow.volume),
        labelled("Set off by", flow.trigger),
        labelled("Within", flow.within),
        labelled("Until", flow.until),
        labelled("When urgent", flow.urgent),
    ]


def _agreement(flow: Movement) -> Iterator[str]:
    """Yield what is asked of people in each circumstance; it is named where another asks something else."""
    for one in flow.occasions:
        asked = _asked(one)
        alike = all(_asked(other) == asked for other in flow.occasions)
        yield asked if alike else f"{one.title}: {small(asked)}"
    if not flow.occasions:
        yield NOT_STATED


def _asked(one: Occasion) -> str:
    grounds = "a ground" if len(one.without) == 1 else f"{len(one.without)} grounds"
    return joined(
        [one.agreement, f"Shared without it on {grounds}: see the circumstances" if one.without else ""], ". "
    )


def law_lines(laws: Iterable[tuple[End, tuple[str, ...]]]) -> list[str]:
    """Return the law of ends in lines: one for each lawful basis, with the parties that rely on it."""
    parties: dict[str, dict[str, None]] = {}
    for end, lines in laws:
        for line in lines:
            if line != NOT_APPLICABLE:
                parties.setdefault(line, {})[end.whole] = None
    return [f"{joined(whom)}: {line}" for line, whom in parties.items()] or [NOT_APPLICABLE]


def limits(flow: Movement, ends: Iterable[End]) -> list[str]:
    """Return all that narrows a flow, and since when the parties that are at its ends take part."""
    found = [
        *flow.conditions,
        labelled("Through", joined(end.title for end in flow.through)),
        labelled("On behalf of", joined(end.title for end in flow.on_behalf_of)),
        labelled("Passing it on", flow.onward),
        labelled("Control by the supplier", flow.originator),
        labelled("Note", flow.note),
        *map(standing, ends),
    ]
    return [each for each in dict.fromkeys(found) if each]


def kept_lines(found: Iterable[Exchange]) -> list[str]:
    """Return how long recipients keep what they get: recipients and items that are alike share a line."""
    by_recipient: dict[End, dict[str, dict[str, None]]] = {}
    for each in found:
        for line in each.kept if each.kept != (NOT_APPLICABLE,) else ():
            by_recipient.setdefault(each.recipient, {}).setdefault(line, {})[each.piece.title] = None
    alike: dict[tuple[str, str], dict[str, None]] = {}
    for end, lines in by_recipient.items():
        for line, what in _of_what(lines):
            alike.setdefault((line, what), {})[end.whole] = None
    return [f"{joined(whom)}: {small(line)}{what}" for (line, what), whom in alike.items()] or [NOT_APPLICABLE]


def _of_what(lines: Mapping[str, Mapping[str, None]]) -> Iterator[tuple[str, str]]:
    """Yield each line with the items it is for: nothing where it is for all, “all else” for the longest list of several."""
    every = {title for titles in lines.values() for title in titles}
    apart = sum(map(len, lines.values())) == len(every)
    longest = max(lines, key=lambda line: len(lines[line]), default="")
    for line, titles in lines.items():
        if line != longest or not apart or len(lines) == 1:
            yield line, "" if len(titles) == len(every) else f" (for: {joined(titles)})"
    if apart and len(lines) > 1:
        yield longest, " (for all else)"
