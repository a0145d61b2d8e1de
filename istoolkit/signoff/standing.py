"""Where a protocol stands: its state and the signature of each signatory. It follows from the record; nobody types it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from istoolkit.definitions.formats import date, duration, later, same_version
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.signoff import entries as happened
from istoolkit.signoff.answers import COUNT, Answer, Signature, answers, counting, requests
from istoolkit.signoff.content import digest_of
from istoolkit.signoff.earlier import version_in_force
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.signatories import OpenClass, open_classes

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

    ``awaiting_since`` is the day of the first request for signature of today's content. ``review_due`` is an ISO date or "".
    ``released`` are the earlier versions that were signed off and kept, the oldest first. ``in_force`` is the version that
    applies on the day: today's, or the earlier one that stays in force until today's is signed by all; "" where none does.
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

    @property
    def agreed(self) -> bool:
        """Whether everyone who must sign has signed today's content, and it has not ended."""
        return self.state in AGREED

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
    now = digest_of(register, protocol)
    found = answers(register, protocol)
    classes = _classes(register, protocol, found)
    due = _review_due(protocol, entries)
    signed_on = _signed_on(found, classes)
    out = bool(signed_on) or _is_out(entries, found, now)
    state = _state(register, protocol, due, bool(signed_on)) if out else _before(entries, now)
    state = _ended(protocol, entries) or state
    return Standing(
        state=state,
        version=protocol.text("version"),
        digest=now,
        signatures=found,
        classes=classes,
        signed_on=signed_on,
        awaiting_since=min((each.date for each in requests(entries, now, "signature")), default=""),
        review_due=due,
        released=register.released.get(protocol.id, ()),
        in_force=_in_force(register, protocol, entries, state),
    )


def _classes(register: Register, protocol: Protocol, found: Sequence[Signature]) -> tuple[OpenClass, ...]:
    return tuple(_class(register, protocol, found, each) for each in open_classes(register, protocol))


def _class(register: Register, protocol: Protocol, found: Sequence[Signature], known: OpenClass) -> OpenClass:
    """Return a class with the members that are there by the record, and how many of them must sign.

    Where all must, those that join later need not, and a class without a list cannot be complete.
    """
    members = [each for each in found if each.signatory.party == known.party]
    if picture(register, protocol).parties[known.party].text("start_with") != "all":
        return replace(known, members=len(members))
    needed = sum(each.signatory.required for each in members) if known.listed else 1
    return replace(known, members=len(members), needed=needed)


def _signed_on(found: Sequence[Signature], classes: Sequence[OpenClass]) -> str:
    """Return the day of the last signature that was needed, "" where one is still missing.

    Where none is needed, each takes part from its own signature, and the first counts.
    """
    given = {each.signatory.key: each.entry.date for each in found if each.counts and each.entry}
    required = [each.signatory.key for each in found if each.signatory.required]
    enough = [sorted(day for key, day in given.items() if key[0] == each.party)[: each.needed] for each in classes]
    short = any(len(days) < each.needed for days, each in zip(enough, classes, strict=True))
    if not given or short or any(key not in given for key in required):
        return ""
    days = [*(given[key] for key in required), *(days[-1] for days in enough if days)]
    return max(days) if days else min(given.values())


def _review_due(protocol: Protocol, entries: Sequence[Entry]) -> str:
    """Return the day of the next review: counted from the last one, in the definition or in the record."""
    review = protocol.data.get("review")
    if not isinstance(review, dict):
        return ""
    said = [str(review.get("last") or protocol.text("in_force"))]
    confirmed = [each.date for each in entries if each.what == happened.RECONFIRMED]
    return later(max((day for day in [*said, *confirmed] if date(day)), default=""), str(review.get("every", "")))


def _state(register: Register, protocol: Protocol, due: str, complete: bool) -> State:
    """Return the state of one that was put out for signature: it ends on its last day whether all have signed or not."""
    ends = date(protocol.text("expires"))
    if register.on and ends and ends < register.on:
        return "expired"
    return _agreed_state(register, protocol, due) if complete else "awaiting"


def _before(entries: Sequence[Entry], now: str) -> State:
    return "in-review" if requests(entries, now, "advice") else "draft"


def _is_out(entries: Sequence[Entry], found: Sequence[Signature], now: str) -> bool:
    """Whether today's content was put out for signature, or someone has signed it."""
    signed = any(each.answer in ("signed", "conditions") for each in found)
    return signed or bool(requests(entries, now, "signature"))


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


def _agreed_state(register: Register, protocol: Protocol, due: str) -> State:
    on, begins, day = register.on, date(protocol.text("in_force")), date(due)
    if on is None or begins is None or begins > on:
        return "signed-off"
    if day is None:
        return "in-force"
    if day < on:
        return "overdue"
    return "review-due" if day <= on + _warning(register, protocol) else "in-force"


def _warning(register: Register, protocol: Protocol) -> datetime.timedelta:
    """Return how long before a review the register warns: half the time between reviews at most, as rule REVW001 has it."""
    said, review = register.setting("warn_before"), protocol.data["review"]
    ahead = duration(str(said.get("review", ""))) if isinstance(said, dict) else None
    every = duration(str(review.get("every", ""))) or 0
    return datetime.timedelta(hours=min(_WARNING if ahead is None else ahead, every // 2))


def _in_force(register: Register, protocol: Protocol, entries: Sequence[Entry], state: State) -> str:
    if state in IN_FORCE:
        return protocol.text("version")
    return "" if _ended(protocol, entries) else version_in_force(register, protocol, entries)
