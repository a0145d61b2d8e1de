"""What passes in a register at a glance: which kind of organisation gets from which, and each flow in a row."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from istoolkit.documents.matrix.agreement import agreement
from istoolkit.documents.matrix.ends import PEOPLE, PUBLIC, End
from istoolkit.documents.matrix.exchanges import Carried, law_for
from istoolkit.documents.matrix.flat import ALL_OTHERS, cell, shares_with_all
from istoolkit.documents.matrix.grids import Side
from istoolkit.documents.matrix.grounds import NOT_APPLICABLE, Seen
from istoolkit.documents.matrix.said import joined
from istoolkit.documents.tables import Cell, Column, Table
from istoolkit.words import capital, listed, within

MOST = 400
"""How many flows make an overview. With more, they are left to the other files."""

_ABOUT = (
    "The flows in which a kind of organisation may receive, by the kind that gives. What passes in each comes after."
)
_KINDS = (Column("Who receives", 26), Column("From whom, in which flows", 120))
_FLOWS = (
    *(Column("Flow", 22), Column("From, and on what law", 56), Column("To, and on what law", 44)),
    *(Column("Information", 80), Column("Agreement", 9)),
)
_LAW = "The law on which organisations give and receive, by the numbers that stand beside them in the tables above."
_OTHERS = {PEOPLE: "the people themselves", PUBLIC: "the public", "other": "another organisation", "": "not known yet"}
_SECTION = re.compile(r"^(.+), sections? (\S+)$")

_Laws = dict[str, str]
"""Numbers such as “L1” by what they stand for."""


def what_passes(sides: Sequence[Side]) -> tuple[Table, ...]:
    """Return the tables of what passes; none where there is too much of it for an overview.

    A flow is called by the number of its protocol among the sides and its own there: “4.8”.
    """
    if sum(len(side.flows) for side in sides) > MOST:
        return ()
    laws: _Laws = {}
    flows = [_flows(number, side, laws) for number, side in enumerate(sides, 1) if side.flows]
    return (_kinds(sides), *flows, *([_law(laws)] if laws else []))


def _kinds(sides: Sequence[Side]) -> Table:
    found: dict[str, dict[str, dict[str, None]]] = {}
    titles: dict[str, str] = {}
    for number, side in enumerate(sides, 1):
        for each in side.flows:
            for pair in each.pairs:
                giver, receiver = map(_kind, pair)
                titles.update({giver: _called(pair[0]), receiver: _called(pair[1])})
                by_giver = found.setdefault(receiver, {}).setdefault(giver, {})
                by_giver[_number(number, each)] = None
    rows = tuple((Cell(capital(titles[one])), Cell(_from_whom(some, titles))) for one, some in found.items())
    return Table("kinds", "Who may receive what from whom", _ABOUT, _KINDS, rows)


def _from_whom(by_giver: Mapping[str, Iterable[str]], titles: Mapping[str, str]) -> str:
    """Return who gives, with the numbers of the flows: those who give in the same flows together."""
    alike: dict[str, list[str]] = {}
    for giver, numbers in by_giver.items():
        alike.setdefault(_runs(numbers), []).append(titles[giver])
    return capital("; ".join(f"{listed(givers, 'or')} in {runs}" for runs, givers in alike.items()))


def _runs(numbers: Iterable[str]) -> str:
    """Return the numbers of flows, those that follow on each other as one: “2.3, 4.1 to 4.5”."""
    runs: list[list[str]] = []
    for number in numbers:
        protocol, _, flow = number.partition(".")
        follows = flow.isdigit() and runs and runs[-1][-1] == f"{protocol}.{int(flow) - 1}"
        if follows:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _kind(end: End) -> str:
    if end.party is None:
        return end.body if end.body in (PEOPLE, PUBLIC) else ""
    return end.party.kind or end.body


def _called(end: End) -> str:
    """Return a kind of organisation in words: “a school”, “an NHS trust”, or its name where its kind is not known."""
    kind = _kind(end)
    if kind in _OTHERS or end.party is None:
        return _OTHERS[kind]
    title = str(end.party.facts.get("title", ""))
    article = "an" if title.startswith(("NHS", "a", "e", "i", "o")) else "a"
    return f"{article} {title}" if title else within(end.whole)


def _number(protocol: int, each: Carried) -> str:
    return f"{protocol}.{each.flow.number or '?'}"


def _flows(number: int, side: Side, laws: _Laws) -> Table:
    rows = tuple(tuple(map(cell, _flow(number, side, each, laws))) for each in side.flows)
    return Table(
        f"flows-{side.picture.protocol.id}",
        f"{number} {side.title}",
        "What passes under it, flow by flow.",
        _FLOWS,
        rows,
    )


def _flow(number: int, side: Side, each: Carried, laws: _Laws) -> Iterator[str]:
    here = side.picture
    found = law_for(here.register, here.protocol, each.exchanges, Seen(short=True)) if each.exchanges else each.laws
    numbers = {end: [*_numbers(lines, laws)] for end, lines in found}
    yield f"{_number(number, each)} {each.flow.title}"
    yield _with_numbers((one for one, _ in each.pairs), numbers)
    yield ALL_OTHERS if shares_with_all(each) else _with_numbers((other for _, other in each.pairs), numbers)
    yield joined(dict.fromkeys(piece.title for piece in each.pieces))
    yield agreement(here, [each.flow])


def _numbers(lines: Iterable[str], laws: _Laws) -> Iterator[str]:
    for line in map(_sections, lines):
        if line != NOT_APPLICABLE:
            yield laws.setdefault(line, f"L{len(laws) + 1}")


def _with_numbers(ends: Iterable[End], numbers: Mapping[End, Sequence[str]]) -> str:
    """Return what ends are called, each with the numbers of the law on which it takes part."""
    by_title: dict[str, dict[str, None]] = {}
    for end in ends:
        by_title.setdefault(end.title, {}).update(dict.fromkeys(numbers.get(end, ())))
    return joined(f"{title} ({', '.join(some)})" if some else title for title, some in by_title.items())


def _sections(line: str) -> str:
    """Return a line of law with the sections of one Act together: “Children Act 2004, sections 10 and 11”."""
    acts: dict[str, list[str]] = {}
    for title in line.split("; "):
        found = _SECTION.match(title)
        acts.setdefault(found[1] if found else title, []).extend([found[2]] if found else [])
    return "; ".join(_act(act, sections) for act, sections in acts.items())


def _act(act: str, sections: Sequence[str]) -> str:
    word = "section" if len(sections) == 1 else "sections"
    return f"{act}, {word} {listed(sections, 'and')}" if sections else act


def _law(laws: _Laws) -> Table:
    rows = tuple((Cell(number), Cell(line)) for line, number in laws.items())
    return Table("law", "The law", _LAW, (Column("Number", 8), Column("Law", 150)), rows)
