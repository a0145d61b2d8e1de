"""The ways in which something may pass under a protocol: each flow with all that goes with it, or in short."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from istoolkit.definitions.formats import NOT_STATED, long_date
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.matrix.agreed import told_of
from istoolkit.documents.matrix.exchanges import Exchange, law_for
from istoolkit.documents.matrix.flat import kept_lines, law_lines, limits
from istoolkit.documents.matrix.grounds import Seen
from istoolkit.documents.matrix.in_time import lapsed
from istoolkit.documents.matrix.movement import Movement
from istoolkit.documents.matrix.naming import Meant
from istoolkit.documents.matrix.said import heading, joined, labelled, title_of
from istoolkit.documents.status import stamp_of
from istoolkit.documents.wording import told
from istoolkit.words import listed, small


@dataclass(frozen=True)
class Told:
    """How ways are told of: who asks to give to whom, the errors found by file, and whether all is said or it is in short."""

    giver: Meant
    receiver: Meant
    wrong: Mapping[str, Sequence[str]]
    full: bool


def ways(register: Register, found: Sequence[Exchange], how: Told) -> Iterator[str]:
    """Yield the ways in which something may pass in lines, protocol by protocol, each with where it stands."""
    for name, group in groupby(found, key=lambda each: each.protocol):
        protocol, inside = register.protocols[name], list(group)
        yield from ("", _heading(register, protocol))
        yield from told_of(register, protocol, inside, how.giver, how.receiver)
        yield from _errors(register, protocol, how.wrong)
        flows = [list(those) for _, those in groupby(inside, key=lambda each: each.flow)]
        if len(flows) > 1:
            yield f"{len(flows)} ways: {joined(each[0].flow.title for each in flows)}."
        for each in flows:
            yield from ("", *(_whole(register, protocol, each) if how.full else _short(register, protocol, each)))
        yield from not_shared(register, protocol)


def _heading(register: Register, protocol: Protocol) -> str:
    """Return the title of a protocol with its version, where it stands, and its days."""
    version, day = told(protocol.text("version")), long_date(told(protocol.text("in_force")))
    last, stamp = long_date(told(protocol.text("expires"))), stamp_of(register, protocol)
    begins = f"from {day}" if day[:1].isdigit() else f"from a day that is {small(day)}"
    parts = [
        protocol.id,
        f"version {version}" if version else "",
        small(stamp.words),
        f"{'applies' if stamp.agreed else 'to apply'} {begins}" if day else "",
        f"ends on {last}" if last[:1].isdigit() else f"ends: {last}" if last else "",
    ]
    return f"{title_of(protocol)} ({', '.join(part for part in parts if part)})"


def _errors(register: Register, protocol: Protocol, wrong: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the errors that the check finds in a protocol, in one above it, and in the impact assessments of them."""
    own, above = [protocol], [*register.above(protocol)]
    for errors, where in (
        (_in_protocols(own, wrong), "this protocol"),
        (_in_protocols(above, wrong), "a protocol above this one"),
        (_in_assessments(register, own, wrong), "its impact assessment"),
        (_in_assessments(register, above, wrong), "the impact assessment of a protocol above this one"),
    ):
        if errors:
            what = "an error" if len(errors) == 1 else f"{len(errors)} errors"
            yield f"The check finds {what} in {where}. Ask the data protection officer before you rely on it:"
            yield from (f"  - {each}" for each in sorted(set(errors)))


def _in_protocols(protocols: Sequence[Protocol], wrong: Mapping[str, Sequence[str]]) -> list[str]:
    return [error for each in protocols for error in wrong.get(each.source.file, ())]


def _in_assessments(register: Register, protocols: Sequence[Protocol], wrong: Mapping[str, Sequence[str]]) -> list[str]:
    files = [register.assessments[each.id].file for each in protocols if each.id in register.assessments]
    return [error for file in files for error in wrong.get(file, ())]


def _whole(register: Register, protocol: Protocol, found: Sequence[Exchange]) -> Iterator[str]:
    """Yield what a flow lets pass: first the sentence, then all that goes with it."""
    flow = found[0].flow
    ends = [end for each in found for end in (each.sender, each.recipient)]
    yield f"  {flow.title}"
    for (givers, receivers), titles in _alike(found).items():
        yield f"    From {listed(givers, 'and')} to {listed(receivers, 'and')}:"
        yield from (f"      - {title}" for title in titles)
    for label, text in _details(flow):
        yield from (f"    {label}: {line}" for line in text)
    yield from (f"    {line}" for line in limits(flow, ends))
    yield f"    Seen by: {flow.seen_by or NOT_STATED}"
    yield from (f"    Law: {line}" for line in law_lines(law_for(register, protocol, found, Seen(register.on))))
    yield from (f"    Does not hold on this day: {line}" for line in lapsed(register, found))
    yield from (f"    Kept: {line}" for line in kept_lines(found))


def _short(register: Register, protocol: Protocol, found: Sequence[Exchange]) -> Iterator[str]:
    """Yield what a flow lets pass in short: what, when, with whose agreement, how, and on what law by its names."""
    flow, seen = found[0].flow, Seen(register.on, short=True)
    yield f"  {flow.title}"
    for (givers, receivers), titles in _alike(found).items():
        yield f"    From {listed(givers, 'and')} to {listed(receivers, 'and')}: {joined(titles)}"
    yield f"    When: {joined(one.whole for one in flow.occasions) or flow.trigger or NOT_STATED}"
    yield from (f"    Agreement: {line}" for line in _agreement(flow, short=True))
    yield f"    How: {joined(flow.ways) or NOT_STATED}"
    yield from [f"    Not included: {joined(flow.barred)}"] if flow.barred else []
    yield from (f"    Law: {line}" for line in law_lines(law_for(register, protocol, found, seen)))
    yield from (f"    Does not hold on this day: {line}" for line in lapsed(register, found))


def _alike(found: Sequence[Exchange]) -> dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]]:
    """Return what passes by who gives and who receives, those that are alike together."""
    by_pair: dict[tuple[str, str], dict[str, None]] = {}
    for each in found:
        by_pair.setdefault((each.sender.title, each.recipient.title), {})[each.piece.whole] = None
    by_giver: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (one, other), titles in by_pair.items():
        by_giver.setdefault((one, tuple(titles)), []).append(other)
    merged: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for (one, pieces), others in by_giver.items():
        merged.setdefault((tuple(others), pieces), []).append(one)
    return {(tuple(givers), others): list(pieces) for (others, pieces), givers in merged.items()}


def _details(flow: Movement) -> Iterator[tuple[str, list[str]]]:
    yield "For", [joined(title for _, title in flow.purposes)]
    yield "When", _when(flow)
    yield "Agreement", _agreement(flow)
    yield "How", [joined(flow.ways) or NOT_STATED]
    yield "When urgent", [flow.urgent] if flow.urgent else []
    yield "Not included", [joined(flow.barred)] if flow.barred else []


def _when(flow: Movement) -> list[str]:
    """Return the circumstances, and after them how often and how soon."""
    timing = [
        flow.often,
        labelled("Set off by", flow.trigger),
        labelled("Within", flow.within),
        labelled("Until", flow.until),
    ]
    lines = [
        joined([one.title, one.when if one.when != one.title else "", labelled("Threshold", one.threshold)], ". ")
        for one in flow.occasions
    ]
    return [each for each in (*lines, joined(timing, ". ")) if each] or [NOT_STATED]


def _agreement(flow: Movement, *, short: bool = False) -> list[str]:
    """Return what is asked of people in each circumstance; in short, on how many grounds it is shared all the same."""
    lines = []
    for one in flow.occasions:
        grounds = (f"{len(one.without)} grounds" if len(one.without) > 1 else "a ground") if short else ""
        on = f"on {grounds}" if short else f"where {listed(one.without)}"
        words_here = joined([one.agreement, f"Shared without agreement {on}" if one.without else ""], ". ")
        lines.append(f"{one.title}: {words_here}" if len(flow.occasions) > 1 else words_here)
    return lines or [NOT_STATED]


def not_shared(register: Register, protocol: Protocol) -> Iterator[str]:
    """Yield what a protocol does not let anyone share, after an empty line; nothing where it says nothing of that."""
    titles = [heading(each) for each in picture(register, protocol).things("not_shared")]
    if titles:
        yield from ("", f"  This protocol does not let anyone share: {joined(titles)}.")
