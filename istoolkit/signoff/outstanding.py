"""What is out for signature, and who has still to answer."""

from dataclasses import dataclass

from istoolkit.definitions.formats import long_date, same_version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff import entries as happened
from istoolkit.signoff.content import digest, digest_of
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.record import Record, record_of
from istoolkit.signoff.signatories import OpenClass, Signatory, signatories
from istoolkit.signoff.standing import COUNT, standing_of

SIGNATURE, ADVICE = "signature", "advice"


class NothingOut(Exception):
    """Nothing is out that could be signed. The text says why and what to do."""


@dataclass(frozen=True)
class Out:
    """A content that was put out: its version, its digest, and the ISO day on which it was first asked for."""

    version: str
    digest: str
    date: str


@dataclass(frozen=True)
class Progress:
    """How far the signing of a content is. ``missing`` are those that must sign and have not.

    ``refused`` are those whose last answer to it was no; they may be among the missing.
    ``classes`` are the open classes, each with how many of its members have signed.
    """

    signed: int
    needed: int
    missing: tuple[Signatory, ...]
    refused: tuple[Signatory, ...]
    classes: tuple[tuple[OpenClass, int], ...]

    @property
    def complete(self) -> bool:
        """Whether everyone that must sign has signed, and enough members of each class."""
        begun = self.signed or any(number for _, number in self.classes)
        return bool(begun) and not self.missing and all(number >= each.needed for each, number in self.classes)


def out_of(register: Register, protocol: Protocol, version: str = "", wanted: tuple[str, ...] = (SIGNATURE,)) -> Out:
    """Return what is out for signature now, or what was as the version asked for. Raises NothingOut.

    ``wanted`` says what it was put out for: an opinion may be given on what is out for advice as well.
    """
    asked = [each for each in record_of(register, protocol).of(happened.REQUESTED) if each.text("for") in wanted]
    if version:
        asked = [each for each in asked if same_version(each.version, version)]
    if not asked:
        raise NothingOut(_never(protocol, version, wanted))
    last = asked[-1]
    content = register.frozen.get(protocol.id, {}).get(last.version)
    if content is None or digest(content) != last.digest:
        raise NothingOut(_not_kept(protocol, last, content is None))
    first = next(each for each in asked if each.digest == last.digest)
    return Out(last.version, last.digest, first.date)


def _never(protocol: Protocol, version: str, wanted: tuple[str, ...]) -> str:
    if version:
        return f"Version {version} of {protocol.id} was never put out for signature. See: istoolkit sign-off show {protocol.id}"
    more, what = (" --for advice", "advice") if ADVICE in wanted else ("", "signature")
    return f"{protocol.id} is not out for {what}. Put it out with: istoolkit sign-off request {protocol.id}{more}"


def _not_kept(protocol: Protocol, last: Entry, gone: bool) -> str:
    file = f"{protocol.id}/signed/{last.version}/content.json"
    what = f"{file} is missing" if gone else f"{file} is not what was put out on {long_date(last.date)}"
    mend = f"Get the file back from a copy of that day, or put the protocol out again: istoolkit sign-off request {protocol.id}"
    return f"{what}. Nobody can say what would be signed. {mend}"


def progress(register: Register, protocol: Protocol, of: str) -> Progress:
    """Return how far the signing of the content with the digest ``of`` is."""
    signed = _signed(register, protocol, of)
    standing = standing_of(register, protocol)
    everyone = [each.signatory for each in standing.signatures]
    required = [each for each in everyone if each.required]
    missing = tuple(each for each in required if each.key not in signed)
    refused = tuple(each for each in everyone if _refused(record_of(register, protocol), each, of))
    classes = tuple((each, sum(party == each.party for party, _ in signed)) for each in standing.classes)
    return Progress(len(required) - len(missing), len(required), missing, refused, classes)


def _refused(record: Record, signatory: Signatory, of: str) -> bool:
    last = last_answer(record, signatory)
    return last is not None and last.what == happened.REFUSED and last.digest == of


def _signed(register: Register, protocol: Protocol, of: str) -> set[tuple[str, str]]:
    """Return the keys of those whose signature counts for a content."""
    if of == digest_of(register, protocol):
        standing = standing_of(register, protocol)
        return {each.signatory.key for each in standing.signatures if each.answer in COUNT}
    record = record_of(register, protocol)
    last = {each.key: last_answer(record, each) for each in signatories(register, protocol)}
    return {key for key, entry in last.items() if entry and entry.is_approval and entry.digest == of}


def last_answer(record: Record, signatory: Signatory) -> Entry | None:
    """Return the last approval, refusal or withdrawal of a signatory; None where it has not answered."""
    kinds = (happened.APPROVED, happened.REFUSED, happened.WITHDRAWN, happened.LEFT)
    own = (each for each in reversed(record.entries) if each.signer == signatory.key and each.what in kinds)
    return next(own, None)


def unanswered(register: Register, protocol: Protocol, out: Out) -> tuple[Signatory, ...]:
    """Return those that were asked for a signature of a content and have not signed it, in the order of parties."""
    record = record_of(register, protocol)
    signed = _signed(register, protocol, out.digest)
    asked = {
        each.signer
        for each in record.of(happened.REQUESTED)
        if each.digest == out.digest and each.text("for") == SIGNATURE
    }
    return tuple(
        each
        for each in signatories(register, protocol)
        if each.key not in signed and asked & {("", ""), (each.party, ""), each.key}
    )
