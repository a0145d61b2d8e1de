"""Where a protocol stands: its state and the signature of each signatory. It follows from the record; nobody types it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from istoolkit.definitions.formats import date, later
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.signoff import entries as happened
from istoolkit.signoff.content import digest, digest_of, read_content
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.impact import Need, needs
from istoolkit.signoff.record import Record, record_of
from istoolkit.signoff.signatories import OpenClass, Signatory, open_classes, signatories

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

Answer = Literal["signed", "conditions", "stands", "again", "refused", "withdrawn", "asked", "not-asked"]

COUNT: frozenset[Answer] = frozenset({"signed", "conditions", "stands"})
"""The answers that count as a signature of today's content. One “stands” that was given to an earlier version and that no
change since has touched."""


@dataclass(frozen=True)
class Signature:
    """How one signatory stands. ``entry`` is its last approval, refusal or withdrawal; ``asked`` the last request to it.

    ``delegated`` is the last entry that gave its authority to sign to another post.
    """

    signatory: Signatory
    answer: Answer
    entry: Entry | None
    asked: Entry | None
    delegated: Entry | None

    @property
    def counts(self) -> bool:
        """Whether it counts as a signature of today's content."""
        return self.answer in COUNT


@dataclass(frozen=True)
class Standing:
    """Where a protocol stands. ``signed_on`` is the day on which the last signature that was needed was given, "" until then.

    ``awaiting_since`` is the day of the first request for signature of today's content. ``review_due`` is an ISO date or "".
    ``released`` are the earlier versions that were signed off and kept, the oldest first.
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

    @property
    def agreed(self) -> bool:
        """Whether everyone who must sign has signed today's content, and it has not ended."""
        return self.state in AGREED

    def missing(self) -> tuple[Signature, ...]:
        """Return the signatories that the protocol waits for and that have not signed."""
        return tuple(each for each in self.signatures if each.signatory.required and not each.counts)


@kept
def standing_of(register: Register, protocol: Protocol) -> Standing:
    """Return where a protocol stands on the day on which the register is looked at."""
    record = record_of(register, protocol)
    now = digest_of(register, protocol)
    answers = _answers(register, protocol, record)
    classes = open_classes(register, protocol)
    due = _review_due(protocol, record)
    complete = _is_complete(answers, classes)
    return Standing(
        state=_state(register, protocol, record, now, complete, any(each.counts for each in answers), due),
        version=protocol.text("version"),
        digest=now,
        signatures=answers,
        classes=classes,
        signed_on=_signed_on(answers) if complete else "",
        awaiting_since=min((each.date for each in _requests(record, now, "signature")), default=""),
        review_due=due,
        released=register.released.get(protocol.id, ()),
    )


def _answers(register: Register, protocol: Protocol, record: Record) -> tuple[Signature, ...]:
    needed = _needs_by_digest(register, protocol, record)
    return tuple(_answer(register, protocol, record, each, needed) for each in signatories(register, protocol))


def _needs_by_digest(
    register: Register, protocol: Protocol, record: Record
) -> dict[str, Mapping[tuple[str, str], Need]]:
    """Return what follows for each signatory from having agreed to an earlier content, by the digest of that content."""
    kept_contents = {digest(content): content for content in register.frozen.get(protocol.id, {}).values()}
    wanted = {each.digest for each in record.of(happened.APPROVED)} & kept_contents.keys()
    read = {name: read_content(kept_contents[name]) for name in sorted(wanted)}
    return {name: needs(register, protocol, before) for name, before in read.items() if before is not None}


def _answer(
    register: Register,
    protocol: Protocol,
    record: Record,
    signatory: Signatory,
    needed: Mapping[str, Mapping[tuple[str, str], Need]],
) -> Signature:
    own = [each for each in record.entries if each.signer == signatory.key and each.fits()]
    decided = (happened.APPROVED, happened.REFUSED, happened.WITHDRAWN, happened.LEFT)
    last = next((each for each in reversed(own) if each.what in decided), None)
    delegated = next((each for each in reversed(own) if each.what == happened.DELEGATED), None)
    now = digest_of(register, protocol)
    asked = next((each for each in reversed(_requests(record, now, "signature")) if _is_asked(each, signatory)), None)
    answer = _word(last, asked, now, signatory, needed)
    return Signature(signatory, answer, last, asked, delegated)


def _word(
    last: Entry | None,
    asked: Entry | None,
    now: str,
    signatory: Signatory,
    needed: Mapping[str, Mapping[tuple[str, str], Need]],
) -> Answer:
    if last is not None and last.is_approval:
        if last.digest == now:
            return "conditions" if last.text("conditions") else "signed"
        return "again" if needed.get(last.digest, {}).get(signatory.key, "sign") == "sign" else "stands"
    if last is not None and last.digest == now:
        return "refused" if last.what == happened.REFUSED else "withdrawn"
    return "asked" if asked else "not-asked"


def _is_asked(request: Entry, signatory: Signatory) -> bool:
    return request.signer in (("", ""), (signatory.party, ""), signatory.key)


def _requests(record: Record, now: str, wanted: str) -> list[Entry]:
    return [each for each in record.of(happened.REQUESTED) if each.digest == now and each.text("for") == wanted]


def _is_complete(answers: tuple[Signature, ...], classes: tuple[OpenClass, ...]) -> bool:
    required = all(each.counts for each in answers if each.signatory.required)
    signed = [each.signatory.party for each in answers if each.counts]
    return bool(signed) and required and all(signed.count(each.party) >= each.needed for each in classes)


def _signed_on(answers: tuple[Signature, ...]) -> str:
    counted = [each.entry.date for each in answers if each.counts and each.entry and each.signatory.required]
    others = [each.entry.date for each in answers if each.counts and each.entry]
    return max(counted or others, default="")


def _review_due(protocol: Protocol, record: Record) -> str:
    """Return the day of the next review: counted from the last one, in the definition or in the record."""
    review = protocol.data.get("review")
    if not isinstance(review, dict):
        return ""
    said = str(review.get("last") or protocol.text("in_force"))
    confirmed = [each.date for each in record.of(happened.RECONFIRMED)]
    return later(max([said, *confirmed]), str(review.get("every", "")))


def _state(
    register: Register, protocol: Protocol, record: Record, now: str, complete: bool, begun: bool, due: str
) -> State:
    ended = _ended(record)
    if ended:
        return ended
    if complete:
        return _agreed_state(register, protocol, due)
    if begun or _requests(record, now, "signature"):
        return "awaiting"
    return "in-review" if _requests(record, now, "advice") else "draft"


def _ended(record: Record) -> State | None:
    """Return how the protocol as a whole ended; None where it has not, or was asked for again since."""
    whole = [each for each in record.entries if each.signer == ("", "")]
    kinds = (happened.WITHDRAWN, happened.SUPERSEDED, happened.REQUESTED)
    last = next((each for each in reversed(whole) if each.what in kinds), None)
    if last is None or last.what == happened.REQUESTED:
        return None
    return "withdrawn" if last.what == happened.WITHDRAWN else "superseded"


def _agreed_state(register: Register, protocol: Protocol, due: str) -> State:
    on, begins, ends = register.on, date(protocol.text("in_force")), date(protocol.text("expires"))
    if on is None or begins is None or begins > on:
        return "signed-off"
    if ends is not None and ends < on:
        return "expired"
    day = date(due)
    if day is None:
        return "in-force"
    if day < on:
        return "overdue"
    return "review-due" if day <= on + _warning(register) else "in-force"


def _warning(register: Register) -> datetime.timedelta:
    from istoolkit.definitions.formats import duration

    said = register.setting("warn_before")
    hours = duration(str(said.get("review", ""))) if isinstance(said, dict) else None
    return datetime.timedelta(hours=hours if hours is not None else 90 * 24)
