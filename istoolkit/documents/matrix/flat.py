"""The flat tables to read: a row for each flow, and a row for each circumstance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from istoolkit.definitions.formats import NOT_STATED, TO_BE_CONFIRMED
from istoolkit.documents.matrix.ends import End, standing
from istoolkit.documents.matrix.exchanges import Carried, Exchange
from istoolkit.documents.matrix.grounds import NOT_APPLICABLE
from istoolkit.documents.matrix.movement import Movement, Occasion
from istoolkit.documents.matrix.said import joined, labelled
from istoolkit.documents.tables import Cell, Column, Table
from istoolkit.words import small

_FLOWS = (
    *(Column("Flow", 22), Column("Information", 30), Column("From", 22), Column("To", 22), Column("Purpose", 20)),
    *(Column("When", 28), Column("Agreement of the person", 30), Column("Law", 44), Column("How", 18)),
    *(Column("Seen by", 20), Column("Conditions and limits", 34), Column("Kept for", 40)),
)
_CIRCUMSTANCES = (
    *(Column("Circumstance", 22), Column("When", 28), Column("Threshold", 20), Column("Agreement of the person", 16)),
    *(Column("Reason", 32), Column("Shared without agreement where", 34), Column("Who can agree", 34)),
    Column("What people are told", 34),
)
PROTOCOL = Column("Protocol", 24)

_MANY, _FEW = 6, 2
"""From how many on parties are not named one by one, where no more than so few others are left."""

ALL_OTHERS = "Each gives to all the others"
"""What is said of who receives where those who give are those who receive."""


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
    parts = [one.when, one.threshold, one.agreement, one.reason, lines(one.without), one.capacity, one.told]
    return [one.title, *(part or NOT_STATED for part in parts)]


def _table(
    name: str, title: str, about: str, columns: tuple[Column, ...], rows: list[list[str]], several: bool, none: str
) -> Table:
    return Table(
        name,
        title,
        about,
        (PROTOCOL, *columns) if several else columns,
        tuple(tuple(cell(words) for words in row) for row in rows),
        heads=2 if several else 1,
        none=none,
    )


def cell(words: str) -> Cell:
    """Return words as a cell, shaded where they are still to be confirmed."""
    return Cell(words, "open") if words.startswith(TO_BE_CONFIRMED) else Cell(words)


def _flow(each: Carried) -> list[str]:
    flow = each.flow
    return [
        flow.called,
        lines([*(piece.whole for piece in each.pieces), *barred_lines(flow)]),
        lines(one.title for one, _ in each.pairs),
        _receivers(each),
        lines(title for _, title in flow.purposes),
        lines([*(one.whole for one in flow.occasions), *flow.timing]) or NOT_STATED,
        lines(agreement_lines(flow)),
        lines(law_lines(each.laws)),
        lines(flow.ways) or NOT_STATED,
        flow.seen_by or NOT_STATED,
        lines(limits(flow, (end for pair in each.pairs for end in pair))) or "None stated",
        lines(kept_lines(each.exchanges)),
    ]


def _receivers(each: Carried) -> str:
    if shares_with_all(each):
        return lines([f"{ALL_OTHERS}:", *(one.title for one, _ in each.pairs)])
    return lines(other.title for _, other in each.pairs)


def shares_with_all(each: Carried) -> bool:
    """Whether those who give are those who receive, as in a meeting."""
    givers, receivers = ({pair[side] for pair in each.pairs} for side in (0, 1))
    return givers == receivers and len(givers) > 1


def lines(parts: Iterable[str]) -> str:
    """Return the parts that say something, a line each, each once."""
    return "\n".join(dict.fromkeys(part for part in parts if part))


def barred_lines(flow: Movement) -> list[str]:
    """Return what a flow leaves out, a line each."""
    return [f"Not: {each}" for each in flow.barred]


def agreement_lines(flow: Movement) -> Iterator[str]:
    """Yield what is asked of people in each circumstance of a flow; it is named where another asks something else."""
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
    every = {each: None for whom in parties.values() for each in whom}
    return [f"{_folded(whom, every)}: {line}" for line, whom in parties.items()] or [NOT_APPLICABLE]


def _folded(whom: Mapping[str, None], every: Mapping[str, None]) -> str:
    """Return some of those in a flow by name; where they are many, as all of them or all but those who are left."""
    others = [each for each in every if each not in whom]
    if len(whom) < _MANY or len(others) > _FEW:
        return joined(whom)
    return f"All but {joined(others)}" if others else "All of them"


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
    every = {each.whole: None for each in by_recipient}
    return [f"{_folded(whom, every)}: {small(line)}{what}" for (line, what), whom in alike.items()] or [NOT_APPLICABLE]


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
