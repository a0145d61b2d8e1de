"""What protocols say beside the questions of the decision: is there a flow, what for, with whose agreement, by which way."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from istoolkit.decision.facts import Facts
from istoolkit.decision.tree import Tree
from istoolkit.definitions.law import law_of
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.decision_binding import asks_first, bound_lines
from istoolkit.documents.matrix.answers import SILENT, Allowed, allowed
from istoolkit.documents.matrix.asked_items import held_back
from istoolkit.documents.matrix.exchanges import Exchange
from istoolkit.documents.matrix.grounds import sort_of
from istoolkit.documents.matrix.movement import Occasion
from istoolkit.documents.matrix.naming import NoSuchName
from istoolkit.documents.matrix.said import joined
from istoolkit.words import listed, small, within

DUTIES = {"duty": "duty", "duty-on-request": "duty where someone asks who may"}
"""The kinds of provision that make someone share."""


def facts_between(
    register: Register, protocols: Sequence[Protocol], giver: str, receiver: str, item: str, tree: Tree
) -> Facts:
    """Return what protocols say of one giving another an item, or anything where none is named.

    Of the first question, danger, they say nothing: no protocol decides that. Raises NoSuchName where a word stands for
    nothing.
    """
    try:
        found = allowed(register, protocols, giver, receiver, item)
    except NoSuchName as error:
        if error.args[0] != item or not (held := list(held_back(register, protocols, item))):
            raise
        found = allowed(register, protocols, giver, receiver)
        whole = " ".join((*held, SILENT))
        return Facts(whole, found.giver.called, found.receiver.called, item, gap=" ".join(held))
    names = (found.giver.called, found.receiver.called)
    bound = tuple(bound_lines(register, protocols, found.giver, tree))
    if not found.found:
        return Facts(_silent(found), *names, item, gap=_nothing(found), said={"duty": bound} if bound else None)
    items = joined(dict.fromkeys(each.piece.title for each in found.found)) if item else ""
    said = {
        question: tuple(dict.fromkeys(lines))
        for question, work in _SAYS.items()
        if question in tree.questions and question != tree.first and (lines := [*work(register, found.found)])
    }
    if bound:
        said["duty"] = (*said.get("duty", ()), *bound)
    certain = {name: word for name, word in _certain(found.found) if name in said and tree.questions[name].answer(word)}
    asks = asks_first(register, found.found)
    if asks and "confidential" in tree.questions:
        said["confidential"] = (*said.get("confidential", ()), asks)
    return Facts(_yes(found, items), *names, items, _under(found), "", asks, said, certain)


def _yes(found: Allowed, item: str) -> str:
    """Return what may pass by what is agreed, and what would once it is signed. Where nothing is agreed, the law may speak."""
    may = f"{found.giver.called} may give {within(found.receiver.called)} {_what(item)} under {_titles(found.agreed)}."
    lines = [may] if found.agreed else []
    if found.drafts:
        signed, agreed = (
            ("they are", "They are") if len({each.protocol for each in found.drafts}) > 1 else ("it is", "It is")
        )
        would = f"{_titles(found.drafts)} would let {within(found.giver.called)} give {within(found.receiver.called)}"
        lines.append(f"Once {signed} signed, {would} {_what(item).removesuffix(',')}. {agreed} not agreed yet.")
    return " ".join(lines if found.agreed else [*lines, SILENT])


def _what(item: str) -> str:
    return f"this information: {item}," if item else "information"


def _titles(found: Sequence[Exchange]) -> str:
    return listed(list(dict.fromkeys(each.protocol_title for each in found)), "and")


def _under(found: Allowed) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.protocol for each in found.found))


def _silent(found: Allowed) -> str:
    return " ".join((_nothing(found), *found.gone, SILENT))


def _nothing(found: Allowed) -> str:
    return f"Nothing in the protocols looked at lets {within(found.giver.called)} give {within(found.receiver.called)} this."


def _certain(found: Sequence[Exchange]) -> Iterator[tuple[str, str]]:
    """Yield the answers that follow from what protocols say, whatever the case: what the information is.

    That a flow exists is no proper reason in this case: the purposes are shown, and a person says whether one is theirs.
    """
    if _is_personal(found):
        yield "person", "yes"
    if found and all(each.piece.confidential == "Yes" for each in found):
        yield "confidential", "yes"


def _is_personal(found: Sequence[Exchange]) -> bool:
    return all(each.piece.item is not None and sort_of([each.piece.item]).personal for each in found)


def _by_protocol(
    found: Sequence[Exchange], said: Callable[[Exchange], Iterable[str]]
) -> Iterator[tuple[str, list[str]]]:
    """Yield each protocol with what it says, each text once; none that says nothing."""
    texts: dict[str, dict[str, None]] = {}
    named = _name(found)
    for each in found:
        texts.setdefault(named or each.protocol_title, {}).update(dict.fromkeys(said(each)))
    yield from ((title, list(lines)) for title, lines in texts.items() if lines)


def _occasions(found: Sequence[Exchange]) -> Iterator[tuple[str, Occasion]]:
    """Yield the circumstances in which it is shared, each once, with the protocol."""
    named = _name(found)
    yield from dict.fromkeys((named or each.protocol_title, one) for each in found for one in each.flow.occasions)


def _name(found: Sequence[Exchange]) -> str:
    """Return what the protocol is called in its sentences; "" where there are several, which go by their titles."""
    return "This protocol" if len({each.protocol for each in found}) == 1 else ""


def _purpose(_: Register, found: Sequence[Exchange]) -> Iterator[str]:
    for title, purposes in _by_protocol(found, lambda each: [words for name, words in each.flow.purposes if name]):
        yield f"{title} says that it is shared for: {joined(purposes)}."
    for each in found:
        yield from (f"{line}." for line in each.flow.conditions if line.startswith("Not for"))


def _person(_: Register, found: Sequence[Exchange]) -> Iterator[str]:
    for title, pieces in _by_protocol(found, lambda each: [f"{each.piece.title} ({small(each.piece.kind)})"]):
        yield f"{title} calls it: {joined(pieces)}."


def _duty(register: Register, found: Sequence[Exchange]) -> Iterator[str]:
    laws = {words for each in found for words in _duties(register, each)}
    if laws:
        yield f"Named as law that may make the giver share: {joined(sorted(laws))}. See whether it holds here."
    else:
        yield "No law is named that makes the giver share. There may be one all the same."


def _duties(register: Register, each: Exchange) -> Iterator[str]:
    here = picture(register, register.protocols[each.protocol])
    flow = next((one for one in here.flows if one.id == each.flow.id), None)
    if flow is None or each.sender.party is None:
        return
    known = law_of(register).provisions
    for basis in here.bases_for(flow, each.sender.party):
        for _, record in basis.gateways:
            if record.get("kind") in DUTIES and record.get("id") in known:
                yield f"{record['title']} ({DUTIES[str(record['kind'])]})"


def _ground(_: Register, found: Sequence[Exchange]) -> Iterator[str]:
    for title, one in _occasions(found):
        threshold = f" The threshold is: {one.threshold.rstrip('.')}." if one.threshold else ""
        yield f"{title} speaks of “{one.title}”: {(one.when or one.title).rstrip('.')}.{threshold}"


def _confidential(_: Register, found: Sequence[Exchange]) -> Iterator[str]:
    for title, pieces in _by_protocol(
        found, lambda each: [each.piece.title] if each.piece.confidential == "Yes" else []
    ):
        yield f"{title} says that this is confidential: {joined(pieces)}."
    if not any(each.piece.confidential == "Yes" for each in found):
        yield "It is not called confidential. It may be so in this case."


def _consent(_: Register, found: Sequence[Exchange]) -> Iterator[str]:
    for title, one in _occasions(found):
        reason = f" {one.reason}" if one.reason else ""
        yield f"{title}, “{one.title}”: {small(one.agreement).rstrip('.')}.{reason}"
        yield from (f"{title} says who can agree: {one.capacity}",) if one.capacity else ()


def _weigh(_: Register, found: Sequence[Exchange]) -> Iterator[str]:
    for title, one in _occasions(found):
        if one.without:
            yield f"{title}, “{one.title}”: shared without agreement where {listed(one.without)}."


def _proportion(_: Register, found: Sequence[Exchange]) -> Iterator[str]:
    for title, lines in _by_protocol(found, lambda each: [*each.flow.barred, *each.piece.excludes]):
        yield f"{title} leaves out: {joined(lines)}."
    for each in found:
        yield from (f"{line.rstrip('.')}." for line in each.flow.conditions if line.startswith(("Only when", "Limit")))


def _right_way(_: Register, found: Sequence[Exchange]) -> Iterator[str]:
    for title, ways in _by_protocol(found, lambda each: each.flow.ways):
        yield f"{title} has it go by: {joined(ways)}."
    for title, seen in _by_protocol(found, lambda each: [each.flow.seen_by] if each.flow.seen_by else []):
        yield f"{title} lets it be seen by: {joined(seen)}."
    for title, told in _by_protocol(found, lambda each: [one.told for one in each.flow.occasions if one.told]):
        yield from (f"{title} says what people are told: {line}" for line in told)


_SAYS: Mapping[str, Callable[[Register, Sequence[Exchange]], Iterator[str]]] = {
    "purpose": _purpose,
    "person": _person,
    "duty": _duty,
    "ground": _ground,
    "confidential": _confidential,
    "consent": _consent,
    "weigh": _weigh,
    "proportion": _proportion,
    "right-way": _right_way,
}
