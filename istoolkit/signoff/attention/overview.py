"""A register at a glance: where each protocol stands, and what of it needs action now, soon, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from istoolkit.definitions.formats import long_date, same_version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff.answers import overtaken
from istoolkit.signoff.attention.chasing import is_here
from istoolkit.signoff.attention.falling_due import Due, falling_due, title_of, until, within
from istoolkit.signoff.deciding import is_damaged, rejected_keys, unchecked_keys
from istoolkit.signoff.named import title_of as name_of
from istoolkit.signoff.standing import AGREED, STATES, Signature, Standing, State, standing_of

Rank = Literal["now", "soon"]

SOON = "90 days"
"""How far ahead a register is looked at."""

_OVER: frozenset[State] = frozenset({"withdrawn", "superseded"})


@dataclass(frozen=True)
class Concern:
    """Something that needs action, now or soon. ``kind`` is one of KINDS; ``words`` is a sentence that says what."""

    kind: str
    rank: Rank
    words: str


KINDS = {
    "record": "The record of sign-off is damaged",
    "key": "An approval with a key has no good signature, and does not count",
    "unchecked": "An approval with a key could not be checked here",
    "expired": "The protocol has expired",
    "overdue": "The review is overdue",
    "review": "The review is due",
    "refused": "A signatory refused",
    "withdrawn": "A signatory withdrew its approval",
    "again": "A signatory must sign again",
    "late": "An answer is late",
    "changed": "The protocol was changed after it was put out for signature or signed",
    "unasked": "Nobody has to sign again, and it was not put out yet",
    "unsigned": "The protocol was to begin and is not signed by all",
    "assessment": "The impact assessment is missing, not approved or of another version",
    "due": "Something else falls due, such as contact details or a registration",
}
"""What can need action, with what a reader calls it."""


@dataclass(frozen=True)
class Overview:
    """A protocol at a glance. ``assessment`` says in words how its impact assessment stands."""

    protocol: Protocol
    standing: Standing
    assessment: str
    concerns: tuple[Concern, ...]

    @property
    def rank(self) -> int:
        """How soon it needs action: 0 now, 1 soon, 2 it waits for signatures, 3 it is a draft, 4 nothing."""
        ranks = {each.rank for each in self.concerns}
        if ranks:
            return 0 if "now" in ranks else 1
        return {"awaiting": 2, "in-review": 2, "draft": 3}.get(self.standing.state, 4)


@dataclass(frozen=True)
class Glance:
    """A register at a glance: its protocols, what needs action first, and what falls due of its organisations."""

    protocols: tuple[Overview, ...]
    organisations: tuple[Concern, ...]

    @property
    def needs_action(self) -> bool:
        """Whether something needs action now."""
        concerns = [*self.organisations, *(each for found in self.protocols for each in found.concerns)]
        return any(each.rank == "now" for each in concerns)


def glance(register: Register) -> Glance:
    """Return the protocols asked for at a glance, on the day on which the register is looked at."""
    assert register.on is not None  # noqa: S101 - a register is looked at on a day
    ahead = within(register.on, SOON) or register.on
    due = until(falling_due(register), ahead)
    found = [_overview(register, each, [one for one in due if one.protocol == each.id]) for each in register.checked()]
    organisations = tuple(_of_organisation(register, each) for each in due if _is_soon(register, each))
    return Glance(tuple(sorted(found, key=_in_order)), organisations)


def _in_order(each: Overview) -> tuple[int, int, str]:
    return each.rank, list(STATES).index(each.standing.state), each.protocol.id


def _is_soon(register: Register, each: Due) -> bool:
    """Whether it is told of: of a registration, only as long before its end as the register warns."""
    if each.protocol:
        return False
    if each.kind != "registration" or register.on is None:
        return True
    from istoolkit.rules.support.bodies import period

    last = within(register.on, period(register, "ico_registration", "60 days"))
    return last is not None and each.day <= last


def _of_organisation(register: Register, each: Due) -> Concern:
    past = register.on is not None and each.day < register.on
    now = past and each.kind in ("registration", "dissolution")
    return Concern("due", "now" if now else "soon", f"{each.about}, {_on(past, each)}")


def _on(past: bool, each: Due) -> str:
    return f"{'since ' if past else ''}{long_date(each.day)}: {each.what}"


def _overview(register: Register, protocol: Protocol, due: list[Due]) -> Overview:
    from istoolkit.signoff.attention.resting import Resting, resting_on

    now = standing_of(register, protocol)
    rests = resting_on(register, protocol) if now.state not in (*_OVER, "expired") else Resting("")
    found = [*_of_record(register, protocol), *_of_state(register, protocol, now)]
    if now.state not in _OVER:
        found += [*_of_signatures(register, protocol, now)]
    if rests.open:
        found.append(Concern("assessment", "now" if _is_out(now) else "soon", rests.words))
    found += [_of_due(register, each) for each in due if each.kind not in _TOLD]
    return Overview(protocol, now, rests.words, tuple(sorted(found, key=lambda each: each.rank)))


_TOLD = ("review", "beginning", "reply", "expiry")
"""What falls due and is told by the state or the signatures."""


def _is_out(now: Standing) -> bool:
    return now.state in AGREED or now.state == "awaiting"


def _of_due(register: Register, each: Due) -> Concern:
    past = register.on is not None and each.day < register.on
    return Concern("due", "soon", f"{'Since ' if past else ''}{long_date(each.day)}: {each.what}")


def _of_record(register: Register, protocol: Protocol) -> Iterator[Concern]:
    if is_damaged(register, protocol):
        words = "The record of sign-off is damaged. No signature counts until it is mended."
        yield Concern("record", "now", f"{words} What is wrong: istoolkit check {protocol.id}")
    counted = {each.signatory.key for each in standing_of(register, protocol).signatures if each.counts}
    for each in rejected_keys(register, protocol):
        if each.signer not in counted:
            who = name_of(register, protocol, *each.signer)
            words = f"The approval of {who} of {long_date(each.date)} has no good signature. It does not count."
            yield Concern("key", "now", f"{words} Why: istoolkit check {protocol.id}")
    for each in unchecked_keys(register, protocol):
        who = name_of(register, protocol, *each.signer)
        words = f"The approval of {who} was given with a key, and OpenSSH is not installed here to check it."
        yield Concern("unchecked", "soon", f"{words} Install it, or look on another computer.")


def _not_by_all(begins: str, now: Standing) -> str:
    """Say that one that has begun is not signed by all: not yet, or not any more."""
    if any(each.answer == "withdrawn" for each in now.missing()):
        return (
            f"It began on {long_date(begins)}, and not all who must sign agree to it any more. Settle how it goes on."
        )
    return f"It was to begin on {long_date(begins)} and is not signed by all. Nothing is shared under it yet."


def _of_state(register: Register, protocol: Protocol, now: Standing) -> Iterator[Concern]:
    begins, ends, on = protocol.text("in_force"), protocol.text("expires"), str(register.on)
    if now.state == "expired":
        yield Concern("expired", "now", f"It ended on {long_date(ends)}. Nothing may be shared under it.")
    elif now.state == "overdue" or (now.earlier and "" < now.review_due < on):
        yield Concern("overdue", "now", f"The review was due on {long_date(now.review_due)}.")
    elif now.state == "review-due":
        yield Concern("review", "soon", f"The review is due on {long_date(now.review_due)}.")
    elif now.state == "awaiting" and begins and begins <= on and not now.earlier:
        yield Concern("unsigned", "now", _not_by_all(begins, now))
    yield from _of_text(protocol, now)
    asked = overtaken(register, protocol) if now.state in ("draft", "in-review") else None
    if asked and not same_version(asked.version, now.in_force):
        words = f"It was changed after it was put out for signature on {long_date(asked.date)}. Put it out again."
        yield Concern("changed", "soon", words)
    soon = within(register.on, SOON) if register.on else None
    if now.state in AGREED and ends and soon and ends <= soon.isoformat():
        yield Concern("due", "soon", f"It ends on {long_date(ends)}.")


def _of_text(protocol: Protocol, now: Standing) -> Iterator[Concern]:
    """Yield that the text of today is not what was signed, or was not put out though nobody has to sign it again."""
    if now.changed and not now.damaged:
        done = "It is agreed as it was signed" if now.state in AGREED else "Some have signed it as it was put out"
        mend = f"Raise the version, or put the text back. What differs: istoolkit impact {protocol.id}"
        yield Concern("changed", "now", f"{done}. The text here differs, and nobody has signed it. {mend}")
    elif not now.awaiting_since and not now.missing() and any(each.counts for each in now.signatures):
        words = "Nobody that must sign has to sign this again. It takes effect once it is put out"
        yield Concern("unasked", "soon", f"{words}: istoolkit sign-off request {protocol.id}")


def _of_signatures(register: Register, protocol: Protocol, now: Standing) -> Iterator[Concern]:
    """Yield who said no, who signs again and who is late: now where the protocol waits for them, else soon."""
    for each in now.signatures:
        if each.answer in ("refused", "withdrawn") and each.entry:
            kind = "refused" if each.answer == "refused" else "withdrawn"
            yield Concern(kind, "now" if each.signatory.required else "soon", _said_no(each))
    for required in (True, False) if now.state != "expired" else ():
        again = [each for each in now.signatures if each.answer == "again" and each.signatory.required is required]
        if again:
            rank: Rank = "now" if required and _is_out(now) else "soon"
            yield Concern("again", rank, _must_sign_again([each.signatory.title for each in again], now))
    yield from _late(register, protocol, now)


def _late(register: Register, protocol: Protocol, now: Standing) -> Iterator[Concern]:
    """Yield one for each day that is past, apart for those that the protocol waits for and for those it does not."""
    late: dict[tuple[bool, str], list[str]] = {}
    for each in now.signatures:
        by = each.asked.text("reply_by") if each.asked else ""
        if each.outstanding and by and by < str(register.on) and is_here(register, protocol, each):
            late.setdefault((each.signatory.required, by), []).append(each.signatory.title)
    for (required, day), names in late.items():
        rest = "" if required else f"; the protocol does not wait for {'it' if len(names) == 1 else 'them'}"
        yield Concern("late", "now" if required else "soon", f"No answer by {long_date(day)} from {some(names)}{rest}.")


def _must_sign_again(names: list[str], now: Standing) -> str:
    verb = "must" if _is_out(now) else "will have to"
    return f"{some(names)} {verb} sign again: {'it' if len(names) == 1 else 'they'} signed an earlier content."


def _said_no(each: Signature) -> str:
    what = "refused" if each.answer == "refused" else "withdrew its approval"
    day, because = (each.entry.date, each.entry.text("because")) if each.entry else ("", "")
    reason = f": {because.rstrip('.')}" if because else ""
    return f"{each.signatory.title} {what} on {long_date(day)}{reason}."


def some(names: list[str], most: int = 3) -> str:
    """Return names as a sentence lists them: all of a few, and of many the first and how many more."""
    from istoolkit.words import listed

    rest = len(names) - most
    return listed([*names[:most], f"{rest} more"] if rest > 1 else names, "and")


__all__ = ["KINDS", "Concern", "Glance", "Overview", "glance", "some", "title_of"]
