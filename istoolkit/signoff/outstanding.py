"""What is out for signature, and who has still to answer."""

from dataclasses import dataclass

from istoolkit.definitions.formats import long_date, same_version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff import entries as happened
from istoolkit.signoff.answers import answers
from istoolkit.signoff.complete import complete
from istoolkit.signoff.content import digest
from istoolkit.signoff.deciding import deciding_entries, needed_for
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.record import record_of
from istoolkit.signoff.signatories import OpenClass, Signatory

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
    ``classes`` are the open classes, each with how many of its members have signed. ``complete`` says whether everyone that
    must sign has signed, and enough members of each class, after it was put out for signature.
    """

    signed: int
    needed: int
    missing: tuple[Signatory, ...]
    refused: tuple[Signatory, ...]
    classes: tuple[tuple[OpenClass, int], ...]
    complete: bool


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
    found = answers(register, protocol, of)
    required = [each for each in found if each.signatory.required]
    missing = tuple(each.signatory for each in required if not each.counts)
    refused = tuple(each.signatory for each in found if each.answer == "refused")
    signed = [each.signatory.party for each in found if each.counts]
    known = complete(register, protocol, of)
    classes = tuple((each, signed.count(each.party)) for each in known.classes)
    return Progress(len(required) - len(missing), len(required), missing, refused, classes, bool(known.signed_on))


def last_answer(register: Register, protocol: Protocol, signatory: Signatory, of: str) -> Entry | None:
    """Return the approval, refusal or withdrawal of a signatory that counts for a content; None where there is none."""
    return deciding_entries(register, protocol, of).get(signatory.key)


def unanswered(register: Register, protocol: Protocol, out: Out) -> tuple[Signatory, ...]:
    """Return those that were asked for a signature of a content and have not signed it, in the order of parties."""
    found = answers(register, protocol, out.digest)
    return tuple(each.signatory for each in found if each.asked and not each.counts)


def told_of(register: Register, protocol: Protocol, of: str) -> tuple[Signatory, ...] | None:
    """Return those that are told of a content which nobody has to sign again; None where someone has to sign it."""
    found = answers(register, protocol, of)
    if not any(each.counts for each in found) or any(each.signatory.required and not each.counts for each in found):
        return None
    needed = needed_for(register, protocol, of)
    stands = [each for each in found if each.answer == "stands" and each.entry]
    told = (each for each in stands if each.entry and needed[each.entry.digest].get(each.signatory.key) == "told")
    return tuple(each.signatory for each in told)
