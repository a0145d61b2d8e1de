"""Where a protocol stands and who has signed it, in the words of its documents. It follows from the record of sign-off."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from istoolkit.definitions.formats import is_version, long_date
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.schema import load
from istoolkit.documents.signing.digests import short
from istoolkit.documents.signing.told import authority
from istoolkit.documents.stamp import DRAFT, Stamp, of_several
from istoolkit.documents.stamping import stamp_for
from istoolkit.signoff.content import digest_of
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.signatories import OpenClass
from istoolkit.signoff.standing import Signature, Standing, standing_of
from istoolkit.words import capital


class Digest(NamedTuple):
    """The digest of what is signed: ``short`` for a person to compare, ``whole`` for a program."""

    short: str
    whole: str

    @property
    def plain(self) -> str:
        """The whole of it without the name of its kind, ``sha256``."""
        return self.whole.partition(":")[2]


class Signed(NamedTuple):
    """A signature that counts. ``version`` is that of an earlier version which was signed and still holds, or "".

    ``kept_at`` says where a signed paper or e-mail is kept. ``how`` is the way, with all that is to be known of it.
    """

    party: str
    name: str
    post: str
    date: str
    way: str
    conditions: str
    kept_at: str
    version: str
    authority: str = ""

    @property
    def who(self) -> str:
        """The person and the post."""
        return ", ".join(each for each in (self.name, self.post) if each) or "Not stated"

    @property
    def how(self) -> str:
        """The way of signing, where the signed copy is kept, conditions and the version that was signed."""
        said = (
            capital(self.way),
            self.authority,
            f"Signed copy kept: {self.kept_at}" if self.kept_at else "",
            f"Condition: {self.conditions}" if self.conditions else "",
            f"Signed version {self.version}, which still holds" if self.version else "",
        )
        return " ".join(f"{each.rstrip('.')}." for each in said if each)


class ClassSigned(NamedTuple):
    """How many members of an open class have signed, in words, and those that have."""

    party: str
    title: str
    words: str
    signatures: tuple[Signed, ...]


@dataclass(frozen=True)
class Status:
    """Where a protocol stands. ``signed_on`` is the day in words on which the last signature needed was given, "" before.

    ``earlier`` is the version that is in force until this one is signed, or "". ``signatures`` are those of organisations,
    ``classes`` those of the members of open classes. ``signed`` are the parties whose block to sign is needed no longer.
    """

    stamp: Stamp = DRAFT
    signed_on: str = ""
    earlier: str = ""
    signatures: tuple[Signed, ...] = ()
    classes: tuple[ClassSigned, ...] = ()
    signed: tuple[str, ...] = ()


NOT_BEGUN = Status()
"""That of a protocol without a record."""


def shown_digest(register: Register, protocol: Protocol) -> Digest:
    """Return the digest of what is signed, short and whole."""
    whole = digest_of(register, protocol)
    return Digest(short(whole), whole)


def keywords_of(register: Register, protocol: Protocol) -> str:
    """Return the keywords that files of a protocol carry, by which they are known again.

    They are words without a colon, such as ``digest=9a1e…``: LibreOffice takes what stands between spaces, commas,
    semicolons and colons for a keyword each when it makes a PDF.
    """
    version = protocol.text("version")
    said = f" version={version}" if is_version(version) else ""
    return f"istoolkit protocol={protocol.id}{said} digest={shown_digest(register, protocol).plain}"


def has_record(register: Register, protocol: Protocol) -> bool:
    """Whether anything was ever recorded of a protocol, or put out or kept. Without, it is a draft."""
    return any(protocol.id in each for each in (register.sign_offs, register.frozen, register.released))


@kept
def status_of(register: Register, protocol: Protocol) -> Status:
    """Return where a protocol stands on the day on which the register is looked at.

    Of a text that was changed since it was signed nobody is said to have signed it.
    """
    if not has_record(register, protocol):
        return NOT_BEGUN
    standing = standing_of(register, protocol)
    if standing.changed:
        return Status(stamp=stamp_for(register, protocol, standing), earlier=standing.earlier)
    return Status(
        stamp=stamp_for(register, protocol, standing),
        signed_on=long_date(standing.signed_on) if standing.agreed else "",
        earlier=standing.earlier,
        signatures=tuple(_signed(each, standing) for each in standing.signatures if _is_own(each)),
        classes=tuple(_of_class(each, standing) for each in standing.classes),
        signed=tuple(sorted({*_done(standing)})),
    )


def stamp_of(register: Register, protocol: Protocol) -> Stamp:
    """Return what the documents of a protocol say of where it stands."""
    return status_of(register, protocol).stamp


def stamp_of_all(register: Register, protocols: Sequence[Protocol]) -> Stamp:
    """Return what a document of several protocols says of where they stand; of one, what its own documents say."""
    found = [stamp_of(register, each) for each in protocols]
    return found[0] if len(found) == 1 else of_several(found or [DRAFT])


def _is_own(each: Signature) -> bool:
    return each.counts and not each.signatory.member


def _signed(each: Signature, standing: Standing) -> Signed:
    entry = each.entry or Entry({})
    item = load("sign-off").fields["entries"].item
    ways: Mapping[str, str] = item.fields["method"].allowed if item else {}
    return Signed(
        party=each.signatory.title,
        name=entry.text("name"),
        post=entry.text("post"),
        date=long_date(entry.date),
        way=ways.get(entry.text("method"), entry.text("method")) or "way not stated",
        conditions=entry.text("conditions"),
        kept_at=entry.text("evidence", "kept_at"),
        version="" if entry.digest == standing.digest else entry.version,
        authority=authority(entry),
    )


def _of_class(each: OpenClass, standing: Standing) -> ClassSigned:
    found = [one for one in standing.signatures if one.signatory.party == each.party and one.counts]
    more = each.needed - len(found)
    wait = f" It takes effect when {more} more {'has' if more == 1 else 'have'} signed." if more > 0 else ""
    verb = "has" if len(found) == 1 else "have"
    words = f"{len(found)} of {each.members} {verb} signed." if each.listed else "No list of its members is kept."
    return ClassSigned(each.party, each.title, words + wait, tuple(_signed(one, standing) for one in found))


def _done(standing: Standing) -> Iterator[str]:
    """Yield the parties whose block to sign is needed no longer: all of them once it is agreed."""
    for each in {one.signatory.party: None for one in standing.signatures} | {
        one.party: None for one in standing.classes
    }:
        own = [one for one in standing.signatures if one.signatory.party == each]
        if standing.state not in ("draft", "in-review", "awaiting") or (own and all(one.counts for one in own)):
            yield each
