"""How each signatory stands: whether it has signed today's content, and if not, why not. It follows from the record."""

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from istoolkit.definitions.formats import date
from istoolkit.definitions.leaves import many
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.signoff import entries as happened
from istoolkit.signoff.content import digest_of
from istoolkit.signoff.deciding import (
    Needed,
    contents,
    counting,
    is_damaged,
    is_to,
    last_said,
    needed_for,
    since_withdrawn,
    sound,
    stands,
    subject,
)
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.signatories import Signatory, signatories_of

__all__ = ["COUNT", "Answer", "Signature", "answers", "counting", "overtaken", "requests", "sound"]

Answer = Literal["signed", "conditions", "stands", "again", "refused", "withdrawn", "asked", "not-asked"]

COUNT: frozenset[Answer] = frozenset({"signed", "conditions", "stands"})
"""The answers that count as a signature of a content. One “stands” that was given to an earlier version and that no
change since has touched."""

_ENDED = (happened.WITHDRAWN, happened.LEFT)


@dataclass(frozen=True)
class Signature:
    """How one signatory stands. ``entry`` is its approval, refusal or withdrawal that counts; ``asked`` the last request for
    signature of the content to it, and ``first_asked`` the first.

    ``delegated`` is the last entry that gave its authority to sign to another post, where that still holds. ``reminders`` are
    the reminders of the content that went to it, the oldest first. ``void`` says that the record is damaged: then its answer
    is what the record says, and counts for nothing.
    """

    signatory: Signatory
    answer: Answer
    entry: Entry | None
    asked: Entry | None
    delegated: Entry | None
    first_asked: Entry | None = None
    reminders: tuple[Entry, ...] = ()
    void: bool = False

    @property
    def counts(self) -> bool:
        """Whether it counts as a signature of the content."""
        return self.answer in COUNT and not self.void

    @property
    def outstanding(self) -> bool:
        """Whether it was asked to sign the content and has neither signed nor said no."""
        return self.asked is not None and self.answer in ("asked", "again")


def requests(entries: Sequence[Entry], now: str, wanted: str) -> list[Entry]:
    """Return the requests for signature, or for advice, of a content, the oldest first."""
    asked = (each for each in entries if each.what == happened.REQUESTED and each.digest == now)
    return [each for each in asked if (each.text("for") or "signature") == wanted]


def overtaken(register: Register, protocol: Protocol) -> Entry | None:
    """Return the last request for signature where the content was changed since; None where there is none, or it was not."""
    entries = counting(register, protocol)
    asked = [each for each in entries if each.what == happened.REQUESTED and each.text("for") != "advice"]
    return asked[-1] if asked and asked[-1].digest != digest_of(register, protocol) else None


def answers(register: Register, protocol: Protocol, of: str = "") -> tuple[Signature, ...]:
    """Return how each signatory stands on the day on which the register is looked at.

    ``of`` is the digest of the content asked about; without it, that of which the protocol stands: ``deciding.subject``.
    """
    return _answers(register, protocol, of or subject(register, protocol))


@kept
def _answers(register: Register, protocol: Protocol, now: str) -> tuple[Signature, ...]:
    entries = since_withdrawn(counting(register, protocol))
    starts = _starts(register, protocol, entries, now)
    needed = needed_for(register, protocol, now)
    said = last_said(register, protocol, now)
    told = _Told(
        now,
        requests(entries, now, "signature"),
        [each for each in entries if each.what == happened.REMINDED and each.digest == now],
    )
    own: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        own.setdefault(entry.signer, []).append(entry)
    signing = signatories_of(register, protocol, contents(register, protocol).get(now, {}))
    found = (_signature(register.on, own.get(each.key, []), told, each, needed, said.get(each.key)) for each in signing)
    void = is_damaged(register, protocol)
    return tuple(
        dataclasses.replace(_in_time(each, own.get(each.signatory.key, []), told, starts), void=void) for each in found
    )


def _starts(register: Register, protocol: Protocol, entries: Sequence[Entry], now: str) -> str:
    """Return the day up to which a party must have joined for the protocol to wait for it.

    That is the first day on which it applies, or that on which this content was first put out for signature, if later. Where
    it was not put out, that of the content which last was; where none ever was, the day looked at.
    """
    asked = [each for each in entries if each.what == happened.REQUESTED and each.text("for") != "advice"]
    latest = now if any(each.digest == now for each in asked) else asked[-1].digest if asked else ""
    first = min((each.date for each in asked if each.digest == latest), default=str(register.on or ""))
    begins = protocol.text("in_force")
    return max(begins if date(begins) else "", first)


def _in_time(signature: Signature, own: Sequence[Entry], told: "_Told", starts: str) -> Signature:
    """Do not wait for one that joins after the protocol began: the others share from the start, and it from its signature.

    One that was asked or answered by then takes part from the start, whatever is written in the definition afterwards.
    """
    signatory = signature.signatory
    if not (signatory.required and date(signatory.joined) and starts and signatory.joined > starts):
        return signature
    by_then = [each for each in (*told.requests, *own) if each.date <= starts]
    if any(_takes_part(each, signatory) for each in by_then):
        return signature
    return dataclasses.replace(signature, signatory=dataclasses.replace(signatory, required=False))


def _takes_part(entry: Entry, signatory: Signatory) -> bool:
    """Whether an entry shows that a signatory takes part from its day: it was asked or reminded by name, or answered.

    A request to all shows it of an organisation, unless it says that it joins later. Of members it does not: lists grow.
    """
    if entry.what != happened.REQUESTED:
        return entry.signer == signatory.key and entry.what in (*_ANSWERED, happened.REMINDED)
    if not is_to(entry, signatory.key) or signatory.id in many(entry.values.get("joining_later")):
        return False
    return entry.signer == signatory.key or not signatory.member


_ANSWERED = (happened.APPROVED, happened.REFUSED, happened.WITHDRAWN)


@dataclass(frozen=True)
class _Told:
    """The digest of a content, with the requests for its signature and the reminders of it."""

    digest: str
    requests: Sequence[Entry]
    reminders: Sequence[Entry]


def _signature(
    on: datetime.date | None,
    own: Sequence[Entry],
    told: _Told,
    signatory: Signatory,
    needed: Needed,
    last: Entry | None,
) -> Signature:
    asked = [each for each in told.requests if is_to(each, signatory.key)]
    return Signature(
        signatory,
        _word(own, last, asked, told.digest, signatory, needed, on),
        last,
        asked[-1] if asked else None,
        _delegation(on, own),
        asked[0] if asked else None,
        tuple(each for each in told.reminders if is_to(each, signatory.key)),
    )


def _word(
    own: Sequence[Entry],
    last: Entry | None,
    asked: Sequence[Entry],
    now: str,
    signatory: Signatory,
    needed: Needed,
    on: datetime.date | None,
) -> Answer:
    if last is None:
        return "asked" if asked else "not-asked"
    if last.is_approval:
        return _approved(last, now, signatory, needed, on)
    if _asked_itself_since(own, last, now, signatory):
        return "asked"
    if last.what in _ENDED:
        return "withdrawn"
    return "refused" if last.digest == now else "asked" if asked else "not-asked"


def _approved(last: Entry, now: str, signatory: Signatory, needed: Needed, on: datetime.date | None) -> Answer:
    if _has_run_out(last, on):
        return "again"
    if last.digest == now:
        return "conditions" if last.text("conditions") else "signed"
    return "stands" if stands(last, signatory.key, needed) else "again"


def _has_run_out(entry: Entry, on: datetime.date | None) -> bool:
    until = date(entry.text("until"))
    return on is not None and until is not None and until < on


def _asked_itself_since(own: Sequence[Entry], last: Entry, now: str, signatory: Signatory) -> bool:
    """Whether it was asked again, by name, after it refused or withdrew. A request to all does not hide a refusal."""
    return bool(requests(own[own.index(last) + 1 :], now, "signature"))


def _delegation(on: datetime.date | None, own: Sequence[Entry]) -> Entry | None:
    last = next((each for each in reversed(own) if each.what == happened.DELEGATED), None)
    return None if last is None or _has_run_out(last, on) else last
