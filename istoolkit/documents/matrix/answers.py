"""What may pass between two organisations, in sentences, and what comes nearest where nothing may."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from istoolkit.definitions.formats import NOT_STATED, long_date
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.exchanges import Exchange, exchanges, law_for
from istoolkit.documents.matrix.flat import kept_lines, law_lines, limits
from istoolkit.documents.matrix.in_time import members_of, taking_part, why_not, why_not_member
from istoolkit.documents.matrix.movement import Movement
from istoolkit.documents.matrix.naming import Meant, NoSuchName, meant, plain
from istoolkit.documents.matrix.said import heading, joined, labelled
from istoolkit.documents.wording import told
from istoolkit.words import listed, within

ALLOWED = (
    "This is what the protocols allow. Each is a draft until it is signed. The decision to share on each occasion stays with "
    "the practitioner, who records it with the reasons."
)
SILENT = (
    "This is what the protocols say, and not all of the law. Where a child or adult may come to harm, ask the safeguarding "
    "lead at once: the law may allow or require what no protocol here speaks of."
)


_Item = tuple[str, str]


@dataclass(frozen=True)
class Allowed:
    """What may pass between two organisations on the day looked at, ``found``; ``gone`` says why what else was agreed may not.

    ``every`` are all exchanges of the protocols and ``asked`` those of the items asked for, which ``wanted`` names by
    protocol and identifier; None where no item was asked for.
    """

    giver: Meant
    receiver: Meant
    wanted: set[_Item] | None
    every: Sequence[Exchange]
    asked: Sequence[Exchange]
    found: Sequence[Exchange]
    gone: Sequence[str]


def allowed(
    register: Register, protocols: Sequence[Protocol], giver_word: str, receiver_word: str, item_word: str = ""
) -> Allowed:
    """Return what one may give another. Raises NoSuchName where a word stands for nothing."""
    giver, receiver = meant(register, protocols, giver_word), meant(register, protocols, receiver_word)
    every = [each for protocol in protocols for each in exchanges(register, protocol)]
    wanted = _items(register, protocols, item_word) if item_word else None
    asked = [each for each in every if wanted is None or _is_item(each, wanted)]
    found, gone = _still(register, _between(asked, giver, receiver), giver, receiver)
    return Allowed(giver, receiver, wanted, every, asked, found, gone)


@dataclass(frozen=True)
class Answer:
    """An answer in lines. ``may`` tells whether anything may pass."""

    may: bool
    lines: tuple[str, ...]


def answer(
    register: Register,
    protocols: Sequence[Protocol],
    giver_word: str,
    receiver_word: str,
    item_word: str = "",
    wrong: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Answer:
    """Return what one may give another, under which protocols: first yes or no, then all that goes with it.

    ``wrong`` are the codes of the errors of law that the check finds, by the file they are in: what rests on them says so.
    Raises NoSuchName where a word stands for nothing.
    """
    both = allowed(register, protocols, giver_word, receiver_word, item_word)
    giver, receiver, wanted, found, gone = both.giver, both.receiver, both.wanted, both.found, both.gone
    every, asked = ([each for each in those if not why_not(register, each)] for those in (both.every, both.asked))
    whom = [*_stands_for(giver), *(_stands_for(receiver) if receiver.word != giver.word else [])]
    whom = [line for line in whom if not any(reason.startswith(line) for reason in gone)]
    besides = [*gone, *_besides(asked, giver, receiver)]
    if found:
        lines = _all(register, found, wrong)
        return Answer(True, (_yes(giver, receiver, item_word, found), *whom, *lines, *_apart(besides), "", ALLOWED))
    nearest = _nearest(every, asked, taking_part(register, giver), taking_part(register, receiver))
    not_shared = [line.strip() for each in protocols if wanted is not None for line in _not_shared(register, each)]
    nothing = _nothing(register, protocols, giver, receiver, item_word)
    if gone and register.on:
        nothing = f"{nothing.removesuffix('.')} on {long_date(register.on)}."
    return Answer(False, (f"No. {nothing}", *whom, *besides, *nearest, *filter(None, not_shared), "", SILENT))


def _yes(giver: Meant, receiver: Meant, item: str, found: Sequence[Exchange]) -> str:
    """Return the answer in one line: that something may pass, and under which protocols."""
    titles = list(dict.fromkeys(each.protocol_title for each in found))
    what = f"“{item}”" if item else "information"
    under = f"{len(titles)} protocols: {joined(titles)}" if len(titles) > 1 else titles[0]
    return f"Yes. {giver.called} may give {within(receiver.called)} {what} under {under}."


def _apart(lines: Sequence[str]) -> tuple[str, ...]:
    return ("", *lines) if lines else ()


def _still(
    register: Register, found: Sequence[Exchange], giver: Meant, receiver: Meant
) -> tuple[list[Exchange], list[str]]:
    """Return the exchanges that may happen on the day looked at, and the sentences that say why the others may not."""

    def gone(each: Exchange) -> list[str]:
        of_members = (
            why_not_member(register, giver, each.protocol, each.sender),
            why_not_member(register, receiver, each.protocol, each.recipient),
        )
        return [*why_not(register, each), *filter(None, of_members)]

    reasons = [gone(each) for each in found]
    said = dict.fromkeys(line for lines in reasons for line in lines)
    return [each for each, lines in zip(found, reasons, strict=True) if not lines], list(said)


def _items(register: Register, protocols: Sequence[Protocol], word: str) -> set[_Item]:
    """Return the items that a word stands for: by identifier, by title or a part of it, or by special category."""
    known = [(each.id, item) for each in protocols for item in picture(register, each).items.values()]
    wanted = plain(word)
    exact = {(name, item.id) for name, item in known if wanted in (plain(item.id), plain(item.title))}
    part = {(name, item.id) for name, item in known if word.casefold() in item.title.casefold()}
    special = {(name, item.id) for name, item in known if wanted in map(plain, item.many("special"))}
    if found := exact or part | special:
        return found
    raise NoSuchName(word, [name for _, item in known for name in (item.id, item.title)])


def _is_item(each: Exchange, wanted: set[_Item]) -> bool:
    """Whether an exchange is of an item that is asked for. What is still to be confirmed may be any."""
    return (each.protocol, each.piece.id) in wanted or not each.piece.id


def _between(every: Iterable[Exchange], giver: Meant, receiver: Meant) -> list[Exchange]:
    return [
        each for each in every if giver.has(each.protocol, each.sender) and receiver.has(each.protocol, each.recipient)
    ]


def _stands_for(asked: Meant) -> list[str]:
    if asked.members.keys() == asked.ends:
        return list(members_of(asked))
    return [f"“{asked.word}” stands for {listed(asked.titles, 'and')}."] if len(asked.titles) > 1 else []


def _all(register: Register, found: Sequence[Exchange], wrong: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name, group in groupby(found, key=lambda each: each.protocol):
        protocol, inside = register.protocols[name], list(group)
        version, day = told(protocol.text("version")), long_date(told(protocol.text("in_force")))
        last = long_date(told(protocol.text("expires")))
        parts = [
            name,
            f"version {version}" if version else "",
            f"in force {_from(day)}" if day else "",
            f"ends on {last}" if last[:1].isdigit() else f"ends: {last}" if last else "",
        ]
        yield from ("", f"{inside[0].protocol_title} ({', '.join(part for part in parts if part)})")
        yield from _errors(register, protocol, wrong)
        for _, flow in groupby(inside, key=lambda each: each.flow):
            yield from ("", *_flow(register, protocol, list(flow)))
        yield from _not_shared(register, protocol)


def _errors(register: Register, protocol: Protocol, wrong: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield that the check finds errors of law in a protocol, or in one above it that it takes over from."""
    above = [code for each in register.above(protocol) for code in wrong.get(each.source.file, ())]
    for codes, where in ((wrong.get(protocol.source.file, ()), "this protocol"), (above, "a protocol above this one")):
        several = sorted(set(codes))
        if several:
            what = "an error of law" if len(codes) == 1 else "errors of law"
            yield f"The check finds {what} in {where} ({', '.join(several)}). Ask the data protection officer before you rely on it."


def _from(day: str) -> str:
    return f"from {day}" if day[:1].isdigit() else day


def _flow(register: Register, protocol: Protocol, found: Sequence[Exchange]) -> Iterator[str]:
    """Yield what a flow lets pass: first the sentence, then all that goes with it."""
    flow = found[0].flow
    ends = [end for each in found for end in (each.sender, each.recipient)]
    yield f"  {flow.title}"
    for (givers, receivers), titles in _alike(found).items():
        yield f"    {listed(givers, 'and')} may give {listed(receivers, 'and')}:"
        yield from (f"      - {title}" for title in titles)
    for label, text in _details(flow):
        yield from (f"    {label}: {line}" for line in text)
    yield from (f"    {line}" for line in limits(flow, ends))
    yield f"    Seen by: {flow.seen_by or NOT_STATED}"
    yield from (f"    Law: {line}" for line in law_lines(law_for(register, protocol, found)))
    yield from (f"    Kept: {line}" for line in kept_lines(found))


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


def _agreement(flow: Movement) -> list[str]:
    lines = []
    for one in flow.occasions:
        without = f"Shared without agreement where {listed(one.without)}" if one.without else ""
        words_here = joined([one.agreement, without], ". ")
        lines.append(f"{one.title}: {words_here}" if len(flow.occasions) > 1 else words_here)
    return lines or [NOT_STATED]


def _not_shared(register: Register, protocol: Protocol) -> Iterator[str]:
    titles = [heading(each) for each in picture(register, protocol).things("not_shared")]
    if titles:
        yield from ("", f"  This protocol does not let anyone share: {joined(titles)}.")


def _nothing(register: Register, protocols: Sequence[Protocol], giver: Meant, receiver: Meant, item: str) -> str:
    what = f"“{item}”" if item else "anything"
    some = "this protocol" if len(protocols) == 1 else "these protocols"
    place = "this register" if len(protocols) == len(register.all_ids) > 1 else some
    return f"Nothing in {place} lets {within(giver.called)} give {within(receiver.called)} {what}."


def _titles(found: Iterable[Exchange]) -> str:
    return joined(dict.fromkeys(each.piece.title for each in found))


def _besides(asked: Sequence[Exchange], giver: Meant, receiver: Meant) -> Iterator[str]:
    """Yield what bears on the answer: what others do for either, what passes through them, and what is not settled."""
    for each in (giver, receiver):
        if not each.ends and not each.posts:
            yield f"{each.called} takes part in none of them."
    by_flow: dict[tuple[str, Movement], list[Exchange]] = {}
    for one in asked:
        by_flow.setdefault((one.protocol_title, one.flow), []).append(one)
    for (title, flow), found in by_flow.items():
        yield from (f"{title}: {line}" for line in _of_others(flow, found, giver, receiver))


def _of_others(flow: Movement, found: Sequence[Exchange], giver: Meant, receiver: Meant) -> Iterator[str]:
    name = found[0].protocol
    meant_in = [each for each in (giver, receiver) if any(each.has(name, end) for end in flow.on_behalf_of)]
    for each in meant_in:
        other = receiver if each is giver else giver
        if any(other.has(name, end) for one in found for end in (one.sender, one.recipient)):
            yield f"“{flow.title}” is done on behalf of {within(each.called)}: {_titles(found)}."
    passes = any(receiver.has(name, end) for end in flow.through) and any(giver.has(name, one.sender) for one in found)
    if passes and not any(receiver.has(name, one.recipient) for one in found):
        yield f"“{flow.title}” passes through {within(receiver.called)}: {_titles(found)}."
    if _is_unsettled(found, giver, receiver):
        yield f"“{flow.title}” does not say yet who takes part in it. It may change this answer."


def _is_unsettled(found: Sequence[Exchange], giver: Meant, receiver: Meant) -> bool:
    """Whether an end that is still to be confirmed could be one of those asked for."""

    def could_be(asked: Meant, protocol: str, end: End) -> bool:
        return end.body.startswith("open:") or asked.has(protocol, end)

    return any(
        (one.sender.body.startswith("open:") or one.recipient.body.startswith("open:"))
        and could_be(giver, one.protocol, one.sender)
        and could_be(receiver, one.protocol, one.recipient)
        for one in found
    )


def _nearest(every: Sequence[Exchange], asked: Sequence[Exchange], giver: Meant, receiver: Meant) -> Iterator[str]:
    """Yield what comes nearest: other items, the way through another organisation, the other way round."""
    others = _between(every, giver, receiver)
    if others and len(asked) < len(every):
        yield f"{giver.called} may give {within(receiver.called)} other information: {_titles(others)}."
    yield from _through(asked, giver, receiver)
    back = _between(asked, receiver, giver)
    if back:
        yield f"The other way round, {within(receiver.called)} may give {within(giver.called)}: {_titles(back)}."


def _through(asked: Sequence[Exchange], giver: Meant, receiver: Meant) -> Iterator[str]:
    """Yield each organisation that gets an item from the one and may give the same item to the other."""
    into = [each for each in asked if each.piece.id and giver.has(each.protocol, each.sender)]
    out = [each for each in asked if each.piece.id and receiver.has(each.protocol, each.recipient)]
    given = {(each.protocol, each.piece.id, each.sender.body) for each in out}
    found: dict[tuple[str, str], list[Exchange]] = {}
    for each in into:
        between = not giver.has(each.protocol, each.recipient) and not receiver.has(each.protocol, each.recipient)
        if between and (each.protocol, each.piece.id, each.recipient.body) in given:
            found.setdefault((each.recipient.whole, each.protocol_title), []).append(each)
    for (whole, title), steps in found.items():
        yield (
            f"Nearest is through {whole}. Under {title} it may receive from {within(giver.called)}, and may give "
            f"{within(receiver.called)}: {_titles(steps)}. {_passing_on(steps)}"
        )


def _passing_on(steps: Sequence[Exchange]) -> str:
    said = dict.fromkeys(
        f"“{each.flow.title}” says of passing it on: {each.flow.onward}" for each in steps if each.flow.onward
    )
    return f"{joined(said)}." if said else "That protocol does not say whether what was received may be passed on."
