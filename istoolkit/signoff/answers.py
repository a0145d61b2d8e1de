"""How each signatory stands: whether it has signed today's content, and if not, why not. It follows from the record."""

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from istoolkit.definitions.formats import date, version
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.signoff import entries as happened
from istoolkit.signoff.change.impact import Need, needs
from istoolkit.signoff.content import digest, digest_of, read_content
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.record import record_of
from istoolkit.signoff.signatories import Signatory, signatories

Answer = Literal["signed", "conditions", "stands", "again", "refused", "withdrawn", "asked", "not-asked"]

COUNT: frozenset[Answer] = frozenset({"signed", "conditions", "stands"})
"""The answers that count as a signature of today's content. One “stands” that was given to an earlier version and that no
change since has touched."""

_DECIDED = (happened.APPROVED, happened.REFUSED, happened.WITHDRAWN, happened.LEFT)
_ENDED = (happened.WITHDRAWN, happened.LEFT)

Needed = Mapping[str, Mapping[tuple[str, str], Need]]
"""What follows for each signatory from having agreed to an earlier content, by the digest of that content."""


@dataclass(frozen=True)
class Signature:
    """How one signatory stands. ``entry`` is its approval, refusal or withdrawal that counts; ``asked`` the last request for
    signature of today's content to it, and ``first_asked`` the first.

    ``delegated`` is the last entry that gave its authority to sign to another post, where that still holds. ``reminders`` are
    the reminders of today's content that went to it, the oldest first.
    """

    signatory: Signatory
    answer: Answer
    entry: Entry | None
    asked: Entry | None
    delegated: Entry | None
    first_asked: Entry | None = None
    reminders: tuple[Entry, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it counts as a signature of today's content."""
        return self.answer in COUNT

    @property
    def outstanding(self) -> bool:
        """Whether it was asked to sign today's content and has neither signed nor said no."""
        return self.asked is not None and self.answer in ("asked", "again")


def sound(register: Register, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that count on the day on which the register is looked at: none that is damaged or of a later day."""
    return tuple(each for each in entries if _has_begun(register.on, each) and each.fits())


@kept
def counting(register: Register, protocol: Protocol) -> tuple[Entry, ...]:
    """Return the entries of a protocol's record that count, as ``sound`` has it, worked out once."""
    return sound(register, record_of(register, protocol).entries)


def _has_begun(on: datetime.date | None, entry: Entry) -> bool:
    day = date(entry.date)
    return on is None or day is None or day <= on


def requests(entries: Sequence[Entry], now: str, wanted: str) -> list[Entry]:
    """Return the requests for signature, or for advice, of a content, the oldest first."""
    asked = (each for each in entries if each.what == happened.REQUESTED and each.digest == now)
    return [each for each in asked if (each.text("for") or "signature") == wanted]


def overtaken(register: Register, protocol: Protocol) -> Entry | None:
    """Return the last request for signature where the content was changed since; None where there is none, or it was not."""
    entries = counting(register, protocol)
    asked = [each for each in entries if each.what == happened.REQUESTED and each.text("for") != "advice"]
    return asked[-1] if asked and asked[-1].digest != digest_of(register, protocol) else None


def answers(register: Register, protocol: Protocol) -> tuple[Signature, ...]:
    """Return how each signatory stands on the day on which the register is looked at. One that has left is not among them."""
    entries = counting(register, protocol)
    starts = _starts(register, protocol, entries)
    needed = _needed(register, protocol, entries)
    now = digest_of(register, protocol) if entries else ""
    told = _Told(
        now,
        requests(entries, now, "signature"),
        [each for each in entries if each.what == happened.REMINDED and each.digest == now],
    )
    own: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        own.setdefault(entry.signer, []).append(entry)
    found = (
        _signature(register.on, own.get(each.key, []), told, each, needed) for each in signatories(register, protocol)
    )
    return tuple(_in_time(each, starts) for each in found if not _has_left(register.on, each))


def _has_left(on: datetime.date | None, signature: Signature) -> bool:
    """Whether the record says that it left. The last day still counts, as it does in the definition."""
    entry = signature.entry
    if entry is None or entry.what != happened.LEFT:
        return False
    day = date(entry.date)
    return on is None or day is None or day < on


def _starts(register: Register, protocol: Protocol, entries: Sequence[Entry]) -> str:
    """Return the day up to which a party must have joined for the protocol to wait for it.

    That is the first day on which it applies, or that on which this content was first put out for signature, if later. Where
    it was not put out, that of the content which last was; where none ever was, the day looked at.
    """
    asked = [each for each in entries if each.what == happened.REQUESTED and each.text("for") != "advice"]
    now = digest_of(register, protocol) if asked else ""
    latest = now if any(each.digest == now for each in asked) else asked[-1].digest if asked else ""
    first = min((each.date for each in asked if each.digest == latest), default=str(register.on or ""))
    begins = protocol.text("in_force")
    return max(begins if date(begins) else "", first)


def _in_time(signature: Signature, starts: str) -> Signature:
    """Do not wait for one that joins after the protocol began: the others share from the start, and it from its signature."""
    signatory = signature.signatory
    if not (signatory.required and date(signatory.joined) and starts and signatory.joined > starts):
        return signature
    return dataclasses.replace(signature, signatory=dataclasses.replace(signatory, required=False))


def _needed(register: Register, protocol: Protocol, entries: Sequence[Entry]) -> Needed:
    wanted = {each.digest for each in entries if each.is_approval}
    if not wanted:
        return {}
    kept_contents = {digest(content): content for content in register.frozen.get(protocol.id, {}).values()}
    read = {name: read_content(kept_contents[name]) for name in sorted(wanted & kept_contents.keys())}
    return {name: needs(register, protocol, before) for name, before in read.items() if before is not None}


@dataclass(frozen=True)
class _Told:
    """The digest of today's content, with the requests for its signature and the reminders of it."""

    digest: str
    requests: Sequence[Entry]
    reminders: Sequence[Entry]


def _signature(
    on: datetime.date | None, own: Sequence[Entry], told: _Told, signatory: Signatory, needed: Needed
) -> Signature:
    asked = [each for each in told.requests if _is_to(each, signatory)]
    last = _deciding(own, told.digest, signatory, needed)
    return Signature(
        signatory,
        _word(own, last, asked, told.digest, signatory, needed, on),
        last,
        asked[-1] if asked else None,
        _delegation(on, own),
        asked[0] if asked else None,
        tuple(each for each in told.reminders if _is_to(each, signatory)),
    )


def _is_to(entry: Entry, signatory: Signatory) -> bool:
    return entry.signer in (("", ""), (signatory.party, ""), signatory.key)


def _deciding(own: Sequence[Entry], now: str, signatory: Signatory, needed: Needed) -> Entry | None:
    """Return the entry that decides: one about today's content before any about an earlier one, which paper may bring late.

    A withdrawal ends what was before it. Among approvals of earlier contents one that still stands is taken.
    """
    decided = [each for each in own if each.what in _DECIDED]
    ends = max((index for index, each in enumerate(decided) if each.what in _ENDED), default=-1)
    since = decided[ends + 1 :]
    about_now = [each for each in since if each.digest == now]
    if about_now:
        return about_now[-1]
    if since and since[-1].is_approval:
        given = [each for each in since if each.is_approval]
        standing = [each for each in given if _stands(each, signatory, needed)]
        return (standing or sorted(given, key=_version))[-1]
    return since[-1] if since else decided[ends] if ends >= 0 else None


def _version(entry: Entry) -> tuple[int, ...]:
    try:
        return version(entry.version)
    except ValueError:
        return ()


def _stands(entry: Entry, signatory: Signatory, needed: Needed) -> bool:
    return needed.get(entry.digest, {}).get(signatory.key, "sign") != "sign"


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
    return "stands" if _stands(last, signatory, needed) else "again"


def _has_run_out(entry: Entry, on: datetime.date | None) -> bool:
    until = date(entry.text("until"))
    return on is not None and until is not None and until < on


def _asked_itself_since(own: Sequence[Entry], last: Entry, now: str, signatory: Signatory) -> bool:
    """Whether it was asked again, by name, after it refused or withdrew. A request to all does not hide a refusal."""
    return bool(requests(own[own.index(last) + 1 :], now, "signature"))


def _delegation(on: datetime.date | None, own: Sequence[Entry]) -> Entry | None:
    last = next((each for each in reversed(own) if each.what == happened.DELEGATED), None)
    return None if last is None or _has_run_out(last, on) else last
