"""The flows as they stand on paper: a block for each, and what several of them share said once in tables of its own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from istoolkit.definitions.formats import NOT_STATED
from istoolkit.definitions.picture import Picture
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.exchanges import Carried, Exchange
from istoolkit.documents.matrix.flat import (
    ALL_OTHERS,
    agreement_lines,
    barred_lines,
    cell,
    kept_lines,
    law_lines,
    limits,
    lines,
    shares_with_all,
)
from istoolkit.documents.matrix.keeping import kept_in
from istoolkit.documents.matrix.movement import uses_of
from istoolkit.documents.matrix.said import joined
from istoolkit.documents.tables import Column, Table

ABOUT = "A block for each flow: what passes, from whom, to whom, why, when, on what law and how."
_FACTS = (
    *(Column("From", 27), Column("To", 27), Column("Information", 37), Column("Purpose", 16)),
    *(Column("When", 19), Column("Agreement of the person", 29)),
    *(Column("How often and how soon", 23), Column("How", 19), Column("Seen by", 16)),
    *(Column("Conditions and limits", 26), Column("Law", 41), Column("Kept for", 25)),
)
_LAYOUTS = ((6, 6), (6, 4, 2), (2, 4, 4, 2))
"""How many facts stand side by side: long law, and many who give or receive, have more room in a row of their own."""

_MANY = 8
"""From how many names on they run on: a line for each would take too much room."""

_FOR = re.compile(r"For “[^”]*”[^:.]*: ")
_POWERS = "Powers and duties: "

Side = tuple[str, Picture, Carried]
"""A flow, with the title and the picture of its protocol."""


class Cited:
    """What several flows say in the same words: a number for each of its texts, by which the flows cite it."""

    def __init__(self, letter: str) -> None:
        self.letter = letter
        self.flows: dict[str, dict[str, None]] = {}
        self._numbers: dict[str, str] = {}

    def cite(self, text: str, short: str, flow: str) -> str:
        """Return the short form of a text with its number; what is no longer than that is said as it is."""
        if text == short:
            return text
        number = self._numbers.setdefault(text, f"{self.letter}{len(self._numbers) + 1}")
        self.flows.setdefault(text, {})[flow] = None
        return f"{short} ({number})"

    def table(self, id: str, title: str, about: str, several: bool) -> Table:
        """Return the texts with their numbers and, of one protocol, the flows in which they are cited."""
        more = () if several else (Column("In flows", 14),)
        rows = [
            (cell(self._numbers[text]), cell(text), *(cell(", ".join(flows)) for _ in more))
            for text, flows in self.flows.items()
        ]
        columns = (Column("Number", 8), Column(title, 150), *more)
        return Table(id, title, about, columns, tuple(rows))


def flows_on_paper(found: Sequence[Side], several: bool) -> tuple[Table, ...]:
    """Return the flows as blocks, and after them the law, the periods and the uses that they cite."""
    law, periods = Cited("L"), Cited("K")
    rows = [
        tuple(
            map(
                cell,
                [f"{title}: {each.flow.called}" if several else each.flow.called, *_facts(here, each, law, periods)],
            )
        )
        for title, here, each in found
    ]
    columns = (Column("Flow"), *_FACTS)
    blocks = Table(
        "flows", "Flows", _about(law, periods), columns, tuple(rows), none="No flow is stated.", layouts=_LAYOUTS
    )
    more = (
        law.table("law", "Law", "The law that the flows name by a number with L.", several),
        periods.table("kept", "How long it is kept", "The periods that the flows name by a number with K.", several),
        _uses(found, several),
    )
    return (blocks, *(each for each in more if each.rows))


def _about(law: Cited, periods: Cited) -> str:
    named = [each.letter for each in (law, periods) if each.flows]
    return f"{ABOUT} Numbers such as {named[0]}1 are spelled out in the tables after the blocks." if named else ABOUT


def _facts(here: Picture, each: Carried, law: Cited, periods: Cited) -> Iterator[str]:
    """Yield the facts of a flow, in the order of their headings."""
    flow = each.flow
    number = str(flow.number or flow.title)
    ends = [end for pair in each.pairs for end in pair]
    own = replace(flow, uses=())
    yield _names(one.title for one, _ in each.pairs)
    yield ALL_OTHERS if shares_with_all(each) else _names(other.title for _, other in each.pairs)
    yield lines([*(piece.whole for piece in each.pieces), *barred_lines(flow)])
    yield lines(title for _, title in flow.purposes)
    yield lines(one.title for one in flow.occasions) or NOT_STATED
    yield lines(agreement_lines(flow))
    yield lines(flow.timing) or NOT_STATED
    yield lines(flow.ways) or NOT_STATED
    yield flow.seen_by or NOT_STATED
    yield lines(limits(own, ends)) or "None stated"
    yield lines(law_lines((end, tuple(_law(law, line, number) for line in said)) for end, said in each.laws))
    yield lines(kept_lines(_cited(here, each.exchanges, periods, number)))


def _names(titles: Iterable[str]) -> str:
    """Return names, a line each; those of many run on."""
    found = list(dict.fromkeys(titles))
    return lines(found) if len(found) <= _MANY else joined(found)


def _law(law: Cited, line: str, flow: str) -> str:
    """Return a lawful basis by its number, with its condition and the powers and duties; first for which purpose it is."""
    purpose = _FOR.match(line)
    begin = purpose.group() if purpose else ""
    text = line.removeprefix(begin)
    first, *others = text.split(". ")
    powers = [each.removeprefix(_POWERS) for each in others if each.startswith(_POWERS)]
    return begin + law.cite(text, "; ".join([first, *powers]), flow)


def _cited(here: Picture, found: Iterable[Exchange], periods: Cited, flow: str) -> Iterator[Exchange]:
    """Yield exchanges with each period by its number."""
    known: dict[tuple[End, str], tuple[str, ...]] = {}
    for each in found:
        key = (each.recipient, each.piece.id)
        if key not in known:
            kept = kept_in(here, each.recipient, each.piece.item) if each.piece.item else ()
            known[key] = tuple(periods.cite(one.whole, one.short, flow) for one in kept) or each.kept
        yield replace(each, kept=known[key])


def _uses(found: Sequence[Side], several: bool) -> Table:
    """Return what the purposes do not extend to, and on what terms information may be used again."""
    said = {
        (title if several else "", words): uses_of(here, [name])
        for title, here, each in found
        for name, words in each.flow.purposes
    }
    rows = [
        (cell(f"{title}: {words}" if title else words), cell(lines(uses)))
        for (title, words), uses in said.items()
        if uses
    ]
    columns = (Column("Purpose", 40), Column("Limits of use", 120))
    about = "What the purposes do not extend to, and when information may be used for something else."
    return Table("uses", "Limits of the purposes", about, columns, tuple(rows))
