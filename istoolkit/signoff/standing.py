"""Where a protocol stands: its state and the signature of each signatory. It follows from the record; nobody types it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from istoolkit.definitions.formats import date, duration, later, same_version
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.signoff import entries as happened
from istoolkit.signoff.answers import COUNT, Answer, Signature, answers, counting
from istoolkit.signoff.complete import Complete, complete
from istoolkit.signoff.content import digest_of
from istoolkit.signoff.deciding import contents, is_damaged, subject
from istoolkit.signoff.earlier import version_in_force
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.signatories import OpenClass

__all__ = ["AGREED", "COUNT", "STATES", "Answer", "Signature", "Standing", "State", "standing_of"]

State = Literal[
    "draft",
    "in-review",
    "awaiting",
    "signed-off",
    "in-force",
    "review-due",
    "overdue",
    "expired",
    "withdrawn",
    "superseded",
]

STATES: Mapping[State, str] = {
    "draft": "Draft",
    "in-review": "In review",
    "awaiting": "Awaiting signatures",
    "signed-off": "Signed off",
    "in-force": "In force",
    "review-due": "In force, review due",
    "overdue": "In force, review overdue",
    "expired": "Expired",
    "withdrawn": "Withdrawn",
    "superseded": "Replaced",
}
"""The states with what a reader calls them."""

AGREED: frozenset[State] = frozenset({"signed-off", "in-force", "review-due", "overdue"})
"""The states in which everyone who must sign has signed."""

IN_FORCE: frozenset[State] = frozenset({"in-force", "review-due", "overdue"})
"""The states in which today's content applies."""

_WARNING = 90 * 24
"""How many hours before a review the register warns where register.yaml says nothing."""


@dataclass(frozen=True)
class Standing:
    """Where a protocol stands. ``signed_on`` is the day on which the last signature that was needed was given, "" until then.

    ``awaiting_since`` is the day of the first request for signature of the content. ``review_due`` is an ISO date or "".
    ``released`` are the earlier versions that were signed off and kept, the oldest first. ``in_force`` is the version that
    applies on the day: today's, or the earlier one that stays in force until today's is signed by all; "" where none does.

    ``changed`` says that the content was signed under today's version and the definition says something else since. Then
    everything here is about what was signed: ``digest`` is that of the kept content, and today's text is agreed by nobody.
    ``damaged`` says that the record is broken: then no signature counts.
    """

    state: State
    version: str
    digest: str
    signatures: tuple[Signature, ...]
    classes: tuple[OpenClass, ...]
    signed_on: str
    awaiting_since: str
    review_due: str
    released: tuple[str, ...]
    in_force: str = ""
    changed: bool = False
    damaged: bool = False

    @property
    def agreed(self) -> bool:
        """Whether everyone who must sign has signed what the definition says today, and it has not ended."""
        return self.state in AGREED and not self.changed and not self.damaged

    @property
    def earlier(self) -> str:
        """The earlier version that stays in force while today's is drafted or signed; "" where none does."""
        return "" if self.state in IN_FORCE else self.in_force

    def missing(self) -> tuple[Signature, ...]:
        """Return the signatories that the protocol waits for and that have not signed."""
        return tuple(each for each in self.signatures if each.signatory.required and not each.counts)


@kept
def standing_of(register: Register, protocol: Protocol) -> Standing:
    """Return where a protocol stands on the day on which the register is looked at."""
    entries = counting(register, protocol)
    now = subject(register, protocol)
    changed = now != digest_of(register, protocol)
    said = _said(register, protocol, now) if changed else protocol.data
    found, signing = answers(register, protocol), complete(register, protocol, now)
    due = _review_due(said, entries)
    state = _ended(protocol, entries) or _state_of(register, said, due, found, signing)
    return Standing(
        state=state,
        version=protocol.text("version"),
        digest=now,
        signatures=found,
        classes=signing.classes,
        signed_on=signing.signed_on,
        awaiting_since=signing.asked_on,
        review_due=due,
        released=register.released.get(protocol.id, ()),
        in_force=_in_force(register, protocol, entries, state),
        changed=changed,
        damaged=is_damaged(register, protocol),
    )


def _said(register: Register, protocol: Protocol, of: str) -> Mapping[str, Any]:
    """Return what the protocol said in a content that was kept; of a review, when the last was as the definition has it."""
    own = contents(register, protocol)[of].get("protocol")
    said = dict(own) if isinstance(own, Mapping) else {}
    now = protocol.data.get("review")
    if isinstance(said.get("review"), Mapping) and isinstance(now, dict) and now.get("last"):
        said["review"] = {**said["review"], "last": now["last"]}
    return said


def _state_of(
    register: Register, said: Mapping[str, Any], due: str, found: Sequence[Signature], signing: Complete
) -> State:
    """Return the state of a content: out once it was asked for, or someone has signed it."""
    signed = any(each.answer in ("signed", "conditions") for each in found)
    if signing.asked_on or signed:
        return _state(register, said, due, bool(signing.signed_on))
    return "in-review" if signing.advice else "draft"


def _review_due(said: Mapping[str, Any], entries: Sequence[Entry]) -> str:
    """Return the day of the next review: counted from the last one, in the definition or in the record."""
    review = said.get("review")
    if not isinstance(review, Mapping):
        return ""
    known = [str(review.get("last") or said.get("in_force", ""))]
    confirmed = [each.date for each in entries if each.what == happened.RECONFIRMED]
    return later(max((day for day in [*known, *confirmed] if date(day)), default=""), str(review.get("every", "")))


def _state(register: Register, said: Mapping[str, Any], due: str, signed: bool) -> State:
    """Return the state of one that was put out for signature: it ends on its last day whether all have signed or not."""
    ends = date(str(said.get("expires", "")))
    if register.on and ends and ends < register.on:
        return "expired"
    return _agreed_state(register, said, due) if signed else "awaiting"


def _ended(protocol: Protocol, entries: Sequence[Entry]) -> State | None:
    """Return how the protocol as a whole ended; None where it has not, or was asked for again since.

    A version that another version of the same protocol took the place of does not end the protocol.
    """
    kinds = (happened.WITHDRAWN, happened.SUPERSEDED, happened.REQUESTED)
    whole = (each for each in reversed(entries) if each.what in kinds and each.signer == ("", ""))
    last = next((each for each in whole if not _is_replaced_version(protocol, each)), None)
    if last is None or last.what == happened.REQUESTED:
        return None
    return "withdrawn" if last.what == happened.WITHDRAWN else "superseded"


def _is_replaced_version(protocol: Protocol, entry: Entry) -> bool:
    if entry.what != happened.SUPERSEDED or same_version(entry.version, protocol.text("version")):
        return False
    successor = entry.text("successor").strip()
    return successor in (protocol.id, protocol.text("version")) or successor.startswith(f"{protocol.id} ")


def _agreed_state(register: Register, said: Mapping[str, Any], due: str) -> State:
    on, begins, day = register.on, date(str(said.get("in_force", ""))), date(due)
    if on is None or begins is None or begins > on:
        return "signed-off"
    if day is None:
        return "in-force"
    if day < on:
        return "overdue"
    return "review-due" if day <= on + _warning(register, said) else "in-force"


def _warning(register: Register, of: Mapping[str, Any]) -> datetime.timedelta:
    """Return how long before a review the register warns: half the time between reviews at most, as rule REVW001 has it."""
    said, review = register.setting("warn_before"), of["review"]
    ahead = duration(str(said.get("review", ""))) if isinstance(said, dict) else None
    every = duration(str(review.get("every", ""))) or 0
    return datetime.timedelta(hours=min(_WARNING if ahead is None else ahead, every // 2))


def _in_force(register: Register, protocol: Protocol, entries: Sequence[Entry], state: State) -> str:
    if state in IN_FORCE:
        return protocol.text("version")
    return "" if _ended(protocol, entries) else version_in_force(register, protocol)
