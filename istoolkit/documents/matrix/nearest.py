"""What bears on an answer: what others do for either, what comes nearest where nothing may pass, and what is not settled."""

from collections.abc import Iterable, Iterator, Sequence

from istoolkit.definitions.register import Register
from istoolkit.documents.matrix.agreed import is_agreed
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.exchanges import Exchange
from istoolkit.documents.matrix.movement import Movement
from istoolkit.documents.matrix.naming import Meant
from istoolkit.documents.matrix.said import joined, title_of
from istoolkit.words import within


def between(every: Iterable[Exchange], giver: Meant, receiver: Meant) -> list[Exchange]:
    """Return the exchanges in which one gives and the other receives."""
    return [
        each for each in every if giver.has(each.protocol, each.sender) and receiver.has(each.protocol, each.recipient)
    ]


def besides(asked: Sequence[Exchange], giver: Meant, receiver: Meant) -> Iterator[str]:
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


def nearest(
    register: Register, every: Sequence[Exchange], asked: Sequence[Exchange], giver: Meant, receiver: Meant
) -> Iterator[str]:
    """Yield what comes nearest: other items, the way through another organisation, the other way round.

    ``every`` are all exchanges that may happen on the day, ``asked`` those of the items asked for. Protocols spoken of here
    that are not agreed are named at the end.
    """
    found: list[tuple[str, Sequence[Exchange]]] = []
    others = between(every, giver, receiver)
    if others and len(asked) < len(every):
        found.append(
            (f"{giver.called} may give {within(receiver.called)} other information: {_titles(others)}.", others)
        )
    found += _through(asked, giver, receiver)
    if back := between(asked, receiver, giver):
        line = f"The other way round, {within(receiver.called)} may give {within(giver.called)}: {_titles(back)}."
        found.append((line, back))
    yield from (line for line, _ in found)
    spoken_of = dict.fromkeys(each.protocol for _, used in found for each in used)
    open_ones = [name for name in spoken_of if not is_agreed(register, register.protocols[name])]
    if open_ones:
        titles = joined(title_of(register.protocols[name]) for name in open_ones)
        yield f"Not agreed yet, so share nothing on the strength of it: {titles}."


def _through(asked: Sequence[Exchange], giver: Meant, receiver: Meant) -> Iterator[tuple[str, Sequence[Exchange]]]:
    """Yield each organisation that gets an item from the one and may give the same item to the other."""
    into = [each for each in asked if each.piece.id and giver.has(each.protocol, each.sender)]
    out = [each for each in asked if each.piece.id and receiver.has(each.protocol, each.recipient)]
    given = {(each.protocol, each.piece.id, each.sender.body) for each in out}
    found: dict[tuple[str, str], list[Exchange]] = {}
    for each in into:
        apart = not giver.has(each.protocol, each.recipient) and not receiver.has(each.protocol, each.recipient)
        if apart and (each.protocol, each.piece.id, each.recipient.body) in given:
            found.setdefault((each.recipient.whole, each.protocol_title), []).append(each)
    for (whole, title), steps in found.items():
        line = (
            f"Nearest is through {whole}. Under {title} it may receive from {within(giver.called)}, and may give "
            f"{within(receiver.called)}: {_titles(steps)}. {_passing_on(steps)}"
        )
        yield line, steps


def _passing_on(steps: Sequence[Exchange]) -> str:
    said = dict.fromkeys(
        f"“{each.flow.title}” says of passing it on: {each.flow.onward}" for each in steps if each.flow.onward
    )
    return f"{joined(said)}." if said else "That protocol does not say whether what was received may be passed on."


def _titles(found: Iterable[Exchange]) -> str:
    return joined(dict.fromkeys(each.piece.title for each in found))
