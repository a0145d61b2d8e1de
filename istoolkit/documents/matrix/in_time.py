"""Whether anything may pass on a day: the protocol is in force and not barred, and those at both ends take part."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from istoolkit.assessment.assessed import assessed
from istoolkit.assessment.provisions import law
from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import Basis, Flow, Party
from istoolkit.documents.facts import has_ended
from istoolkit.documents.matrix.ends import End, standing
from istoolkit.documents.matrix.exchanges import Exchange, flow_of
from istoolkit.documents.matrix.naming import Meant, Member, rows_of
from istoolkit.documents.matrix.said import heading, title_of
from istoolkit.documents.status import stamp_of
from istoolkit.words import listed, small, within


def ended(register: Register, protocol: Protocol) -> str:
    """Return a sentence where nothing may be shared under a protocol any more: it, or one above it, has ended.

    "" where it may, or no day is looked at. One above that has not begun on a day on which the protocol has bars it too.
    """
    if register.on is None:
        return ""
    title = title_of(protocol)
    if over := _over(register, protocol):
        return f"{title} {over}. Nothing may be shared under it after that."
    for above in register.above(protocol):
        if over := _over(register, above):
            return f"{title} rests on {title_of(above)}, which {over}. {_UNTIL} it rests on one that is in force."
        if not _not_begun(protocol, register.on) and _not_begun(above, register.on):
            day = long_date(above.text("in_force"))
            return f"{title} rests on {title_of(above)}, which applies from {day}. {_UNTIL} that day."
    return ""


_UNTIL = "Nothing may be shared under it until"


def _over(register: Register, protocol: Protocol) -> str:
    """Return that a protocol ended, was withdrawn or was replaced, and when; "" where it was not."""
    if has_ended(register, protocol):
        return f"ended on {long_date(protocol.text('expires'))}"
    stamp = stamp_of(register, protocol)
    return f"was {small(stamp.words)}" if stamp.tone == "ended" else ""


@kept
def barred(register: Register, protocol: Protocol) -> str:
    """Return a sentence where the impact assessment bars the sharing: the Commissioner said no, or was not asked yet.

    "" where it does not, or there is none. It bars a draft too, and on any day.
    """
    found = assessed(register, protocol)
    if not found.is_barred:
        return ""
    title, named = title_of(protocol), law(found.picture).consulting
    if found.text("ico_consultation", "outcome") == "may-not-proceed":
        return f"{title}: the Information Commissioner answered that the sharing may not proceed ({named})."
    must = f"the Information Commissioner must be consulted before the sharing begins ({named})"
    return f"{title}: {must}, and no answer is recorded."


def why_not(register: Register, each: Exchange) -> tuple[str, ...]:
    """Return why nothing passes in an exchange on the day looked at, a sentence for each reason; () where it may.

    A day that is not said or not known yet bars nothing.
    """
    if reason := _of_protocol(register, each.protocol):
        return (reason,)
    if register.on is None:
        return ()
    personal = each.piece.item is None or each.piece.item.is_personal
    flow, name = flow_of(register, each), each.protocol
    both = (_of_end(register, name, flow, personal, end) for end in (each.sender, each.recipient))
    return tuple(dict.fromkeys(f"{each.protocol_title}: {reason}" for reasons in both for reason in reasons))


@kept
def _of_protocol(register: Register, name: str) -> str:
    protocol = register.protocols[name]
    late = ended(register, protocol) or (_not_begun(protocol, register.on) if register.on else "")
    return late or barred(register, protocol)


def _not_begun(protocol: Protocol, on: datetime.date) -> str:
    begins = date(protocol.text("in_force"))
    if begins is None or begins <= on:
        return ""
    return f"{title_of(protocol)} applies from {long_date(begins)}. Nothing may be shared under it before that."


@kept
def _of_end(register: Register, protocol: str, flow: Flow | None, personal: bool, end: End) -> tuple[str, ...]:
    if end.party is None or register.on is None:
        return ()
    found = [*_of_party(register, end, end.party, register.on)]
    bases = picture(register, register.protocols[protocol]).bases_for(flow, end.party) if flow and personal else []
    return (*found, *_without_basis(register, bases, end))


def _of_party(register: Register, end: End, party: Party, on: datetime.date) -> Iterator[str]:
    if reason := _out(party.text("joined"), party.text("withdrew"), on):
        yield f"{standing(end)} {reason}"
    if (day := date(str(party.organisation.get("dissolved")))) and day < on:
        yield f"{end.whole} was dissolved on {long_date(day)}.{_successors(register, party)} {_NO_MORE}"
    rows = rows_of(register, party)
    if rows and all(_out(row.get("joined") or "", row.get("left") or "", on) for row in rows):
        yield f"No member of {within(end.whole)} takes part on {long_date(on)}. Nothing passes to or from them."


def _successors(register: Register, party: Party) -> str:
    known = register.organisations
    titles = [str(known.get(name, {}).get("title", name)) for name in many(party.organisation.get("succeeded_by"))]
    return f" {listed(titles, 'and')} took its place." if titles else ""


def _without_basis(register: Register, bases: Sequence[Basis], end: End) -> Iterator[str]:
    """Yield that none of the lawful bases stated for an end holds on the day looked at, where none does."""
    if bases and register.on and not any(each.holds_on(register.on) for each in bases):
        day, stated = long_date(register.on), "the one stated" if len(bases) == 1 else "those stated"
        yield f"No lawful basis of {within(end.whole)} holds on {day}: {stated} {_held(register, bases)}."


def lapsed(register: Register, found: Sequence[Exchange]) -> tuple[str, ...]:
    """Return what was stated as a lawful basis in some exchanges of one flow and does not hold on the day looked at."""
    flow = flow_of(register, found[0])
    ends = dict.fromkeys(end for each in found for end in (each.sender, each.recipient))
    here = picture(register, register.protocols[found[0].protocol])
    lines = [
        f"{end.whole}: “{heading(basis)}” {_held(register, [basis])}"
        for end in ends
        if flow and end.party
        for basis in here.bases_for(flow, end.party)
        if not basis.holds_on(register.on)
    ]
    return tuple(dict.fromkeys(lines))


def _held(register: Register, bases: Sequence[Basis]) -> str:
    """Return until when the last of some bases held, or else from when the first of them holds."""
    past = [day for each in bases if (day := each.day("until")) and register.on and day < register.on]
    days = [day for each in bases if (day := each.day("from"))]
    return f"held until {long_date(max(past))}" if past else f"holds from {long_date(min(days))}" if days else ""


_NO_MORE = "Nothing passes to or from it after that."


def _out(joined: str, left: str, on: datetime.date) -> str:
    """Return what follows where one that joined and left on these days takes no part on a day; "" where it does."""
    first, last = date(joined), date(left)
    if first and first > on:
        return "Nothing passes to or from it before that."
    return _NO_MORE if last and last < on else ""


def members_of(asked: Meant) -> Iterator[str]:
    """Yield a sentence for each class of which the one asked for is a member, with the days it takes part."""
    found = dict.fromkeys(one for each in asked.members.values() for one in each)
    yield from (_standing(one) for one in found)


def why_not_member(register: Register, asked: Meant, protocol: str, end: End) -> str:
    """Return why the member that is asked for has no part in what its class does on the day looked at; "" where it has."""
    return _why_not_as(register, asked, (protocol, end.name))


def _why_not_as(register: Register, asked: Meant, key: tuple[str, str]) -> str:
    found = asked.members.get(key, ())
    reasons = [_out(one.joined, one.left, register.on) if register.on else "" for one in found]
    return f"{_standing(found[-1])} {reasons[-1]}" if reasons and all(reasons) else ""


def taking_part(register: Register, asked: Meant) -> Meant:
    """Return whom a word stands for without the classes in which the member asked for has no part on the day looked at."""
    out = {key for key in asked.members if _why_not_as(register, asked, key)}
    return replace(asked, ends=asked.ends - out) if out else asked


def _standing(one: Member) -> str:
    days = [(label, long_date(day)) for label, day in (("from", one.joined), ("until", one.left)) if day]
    return f"{one.name} is one of {within(one.of)}{''.join(f' {label} {day}' for label, day in days)}."
