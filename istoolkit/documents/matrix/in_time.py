"""Whether anything may pass on a day: the protocol is in force, and those at both ends take part."""

import datetime
from collections.abc import Iterator
from dataclasses import replace

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.facts import has_ended
from istoolkit.documents.matrix.ends import End, standing
from istoolkit.documents.matrix.exchanges import Exchange
from istoolkit.documents.matrix.naming import Meant, Member, rows_of
from istoolkit.documents.matrix.said import title_of
from istoolkit.words import within


def ended(register: Register, protocol: Protocol) -> str:
    """Return a sentence where a protocol has ended by the day looked at; "" where it has not, or no day is looked at."""
    if not has_ended(register, protocol):
        return ""
    day = long_date(protocol.text("expires"))
    return f"{title_of(protocol)} ended on {day}. Nothing may be shared under it after that."


def why_not(register: Register, each: Exchange) -> tuple[str, ...]:
    """Return why nothing passes in an exchange on the day looked at, a sentence for each reason; () where it may.

    A day that is not said or not known yet bars nothing.
    """
    if register.on is None:
        return ()
    protocol = register.protocols[each.protocol]
    if reason := ended(register, protocol) or _not_begun(protocol, register.on):
        return (reason,)
    return tuple(dict.fromkeys(_of_ends(register, each, register.on)))


def _not_begun(protocol: Protocol, on: datetime.date) -> str:
    begins = date(protocol.text("in_force"))
    if begins is None or begins <= on:
        return ""
    return f"{title_of(protocol)} applies from {long_date(begins)}. Nothing may be shared under it before that."


def _of_ends(register: Register, each: Exchange, on: datetime.date) -> Iterator[str]:
    for end in (each.sender, each.recipient):
        yield from (f"{each.protocol_title}: {reason}" for reason in _of_party(register, end, on))


def _of_party(register: Register, end: End, on: datetime.date) -> Iterator[str]:
    if end.party is None:
        return
    if reason := _out(end.party.text("joined"), end.party.text("withdrew"), on):
        yield f"{standing(end)} {reason}"
    rows = rows_of(register, end.party)
    if rows and all(_out(row.get("joined") or "", row.get("left") or "", on) for row in rows):
        yield f"No member of {within(end.whole)} takes part on {long_date(on)}. Nothing passes to or from them."


def _out(joined: str, left: str, on: datetime.date) -> str:
    """Return what follows where one that joined and left on these days takes no part on a day; "" where it does."""
    first, last = date(joined), date(left)
    if first and first > on:
        return "Nothing passes to or from it before that."
    return "Nothing passes to or from it after that." if last and last < on else ""


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
