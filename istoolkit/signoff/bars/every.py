"""What stands against recording something about a protocol's sign-off, with the reason and the mend of each.

Some bars are hard: what they speak of cannot be so, or would make the record untrue. Others need a reason, which is then
kept in the record: a partnership must be able to record what really happened. The rest are notes that stop nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff import entries as happened
from istoolkit.signoff.bars.answers import of_answer, of_approval, of_withdrawal
from istoolkit.signoff.bars.bar import Bar
from istoolkit.signoff.bars.partners import of_joining, of_leaving
from istoolkit.signoff.bars.requests import of_request
from istoolkit.signoff.bars.whole import of_reconfirming, of_replacing
from istoolkit.signoff.chain import is_whole
from istoolkit.signoff.fitting import refusal

Bars = Callable[[Register, Protocol, Mapping[str, Any]], Iterator[Bar]]

_ANY_TIME = "2026-01-01T00:00:00Z"
"""A time to try an entry with: when it will be recorded is not known yet."""

_OF: Mapping[str, Bars] = {
    happened.REQUESTED: of_request,
    happened.APPROVED: of_approval,
    happened.REFUSED: of_answer,
    happened.DELEGATED: of_answer,
    happened.WITHDRAWN: of_withdrawal,
    happened.JOINED: of_joining,
    happened.LEFT: of_leaving,
    happened.RECONFIRMED: of_reconfirming,
    happened.SUPERSEDED: of_replacing,
}


def bars(register: Register, protocol: Protocol, what: str, values: Mapping[str, Any]) -> tuple[Bar, ...]:
    """Return what stands against recording ``values``, the fields of an entry of schemas/sign-off.yaml, the worst first.

    ``what`` is what happened, such as approved. Register and protocol are as they are before it is recorded.
    """
    if damaged := damage(register, protocol):
        return damaged
    found = [
        *_of_form(values),
        *_of_names(values),
        *_of_days(register, values),
        *(_OF[what](register, protocol, values) if what in _OF else ()),
    ]
    return tuple(sorted(found, key=lambda each: ("hard", "reason", "note").index(each.weight)))


def damage(register: Register, protocol: Protocol) -> tuple[Bar, ...]:
    """Return a bar where the record was changed after it was written: nothing can be added to it."""
    source = register.sign_offs.get(protocol.id)
    if source is None or (not source.faults and is_whole(source)):
        return ()
    words = f"{source.file} is damaged: somebody or something changed it after it was written."
    return (Bar(words, f"See what is wrong with: istoolkit check {protocol.id}"),)


def _of_form(values: Mapping[str, Any]) -> Iterator[Bar]:
    """Yield a bar where a text cannot be recorded as it was typed."""
    now = {name: value for name, value in values.items() if name != "key"}  # the key signs last
    if why := refusal({**now, "recorded": _ANY_TIME}):
        yield Bar(why)


def _of_names(values: Mapping[str, Any]) -> Iterator[Bar]:
    """Yield a bar where an e-mail address stands in place of a name: the record is kept for years and read by all partners."""
    for name in ("name", "to_name"):
        if "@" in str(values.get(name, "")):
            yield Bar(f"“{values[name]}” is an e-mail address and not a name.", "Write the name of the person alone.")


def _of_days(register: Register, values: Mapping[str, Any]) -> Iterator[Bar]:
    day = date(str(values.get("date", "")))
    if day and register.on and day > register.on:
        words = f"{long_date(day)} has not come yet. What has not happened cannot be recorded."
        yield Bar(words, "Give the day on which it was done, or record it on that day.")
    for name in ("reply_by", "until"):
        last = date(str(values.get(name, "")))
        if last and day and last < day:
            yield Bar(
                f"{long_date(last)} is before {long_date(day)}.", f"Give a later day with --{name.replace('_', '-')}."
            )
