"""Releasing a version: what still stands in the way, and what is kept for good once all have signed."""

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from istoolkit import __version__
from istoolkit.definitions.formats import is_version, long_date, same_version, to_be_confirmed
from istoolkit.definitions.reader import read
from istoolkit.definitions.register import CONTENT, MANIFEST, SIGN_OFF, SIGNED, Protocol, Register
from istoolkit.documents.sums import toolkit
from istoolkit.signoff.answers import counting, requests
from istoolkit.signoff.content import canonical, content_of, digest_of
from istoolkit.signoff.deciding import unchecked_keys
from istoolkit.signoff.entries import APPROVED, Entry
from istoolkit.signoff.keys import statement_of
from istoolkit.signoff.record import record_of
from istoolkit.signoff.released.kept import DEFINITION, DOCUMENTS, STATEMENTS, Manifest, evidence_of
from istoolkit.signoff.released.rebuild import made_from
from istoolkit.signoff.released.rests_on import definition_of
from istoolkit.signoff.released.vouched import released_entry
from istoolkit.signoff.standing import STATES, Signature, Standing, standing_of
from istoolkit.words import have

ENDED = ("expired", "withdrawn", "superseded")

More = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]
"""What adds to the documents of a release: given those that were made, it returns others, such as a PDF of one."""


class Bar(NamedTuple):
    """What stands in the way of a release: in words, with what to do about it."""

    words: str
    mend: str = ""


class Release(NamedTuple):
    """Everything that is kept of a version: the files to write by their path in its folder, and the manifest of all."""

    files: Mapping[str, bytes]
    manifest: Manifest


class NotTheSame(Exception):
    """The files that would be kept define another content than the register does. That is a fault of the toolkit."""


class RecordedMeanwhile(Exception):
    """Somebody recorded something after the register was read. The text says what to do."""


def bars(register: Register, protocol: Protocol) -> tuple[Bar, ...]:
    """Return what stands in the way of releasing today's version of a protocol; nothing where it may be released."""
    standing = standing_of(register, protocol)
    if standing.state in ENDED:
        return (Bar(f"It has ended: {STATES[standing.state].lower()}."),)
    found = (
        *_of_the_version(register, protocol),
        *_of_the_text(register, protocol),
        *_of_signatures(standing),
        *_of_keys(register, protocol),
    )
    if found or standing.agreed:
        return found
    return (Bar("It is not agreed.", f"Where it stands, and why: istoolkit status {protocol.id}"),)


def _of_the_version(register: Register, protocol: Protocol) -> Iterator[Bar]:
    """Yield what is wrong with the version: it has none, it was released, or it is another one written otherwise."""
    own = protocol.text("version")
    if not is_version(own):
        yield Bar("It has no version.", "Give it one in protocol.yaml, such as 1.0.")
    if (entry := released_entry(register, protocol, own)) is not None:
        folder = f"{protocol.id}/{SIGNED}/{own}"
        told = f"Version {own} was released on {long_date(entry.date)}, and {MANIFEST} is gone from {folder}."
        yield Bar(told, "Take the folder back as it was from where it is kept safe, such as git.")
    for other in register.frozen.get(protocol.id, {}):
        if other != own and same_version(other, own):
            done = "released" if other in register.released.get(protocol.id, ()) else "put out"
            told = f"Version {own} is version {other} written otherwise, and {other} was {done} already."
            yield Bar(told, f"Raise the version, or write it as {other} where nothing else changed.")


def _of_keys(register: Register, protocol: Protocol) -> Iterator[Bar]:
    """Yield what keeps signatures with keys from being checked here."""
    for each in unchecked_keys(register, protocol):
        told = (
            f"The approval of {long_date(each.date)} with the key of {each.text('key', 'signer')} could not be checked."
        )
        yield Bar(told, "Install OpenSSH, and try again.")


def _of_the_text(register: Register, protocol: Protocol) -> Iterator[Bar]:
    """Yield what is wrong with what it says today: it is not what was put out, or was not put out at all."""
    version = protocol.text("version")
    frozen = register.frozen.get(protocol.id, {}).get(version)
    if frozen is not None and frozen != canonical(content_of(register, protocol)):
        told = f"What was put out for signature as version {version} is not what the definition says today."
        yield Bar(told, f"Raise the version. What changed: istoolkit impact {protocol.id}")
    elif not requests(counting(register, protocol), digest_of(register, protocol), "signature"):
        told = "What it says today was not put out for signature."
        yield Bar(told, f"Put it out: istoolkit sign-off request {protocol.id}")


def _of_signatures(standing: Standing) -> Iterator[Bar]:
    """Yield who must sign and has not, or that nobody has where nobody must."""
    missing = [Bar(f"{_called(each)} {_why(each)}") for each in standing.missing()]
    yield from missing
    for each in standing.classes:
        signed = sum(one.counts for one in standing.signatures if one.signatory.party == each.party)
        if not each.listed and each.needed:
            yield Bar(f"{each.title}: no list of its members is kept.", "Name one in protocol.yaml under “members”.")
        elif signed < each.needed:
            yield Bar(f"{each.title}: {signed} of {each.members} {have(signed)} signed, and {each.needed} must have.")
    if not missing and not any(each.counts for each in standing.signatures):
        yield Bar("Nobody has signed it.")


def _called(each: Signature) -> str:
    """Return what one that signs is called; its name in the protocol where the title is still to be confirmed."""
    unnamed = to_be_confirmed(each.signatory.title) or not each.signatory.title
    return f"The party {each.signatory.id} (its title is still to be confirmed)" if unnamed else each.signatory.title


def _why(each: Signature) -> str:
    on = f" on {long_date(each.entry.date)}" if each.entry else ""
    because = f": {each.entry.text('because').rstrip('.')}" if each.entry and each.entry.text("because") else ""
    asked = f" It was asked on {long_date(each.asked.date)}." if each.asked else " It was not asked yet."
    return {
        "refused": f"refused{on}{because}.",
        "withdrawn": f"withdrew its approval{on}{because}.",
        "again": f"signed an earlier content{on} and must sign again.",
    }.get(each.answer, f"has not signed.{asked}")


def release_of(
    register: Register, protocol: Protocol, on: datetime.date, released: datetime.date, more: More | None = None
) -> Release:
    """Return everything that is kept of today's version of a protocol that all have signed.

    ``on`` is the day for which its documents say where it stands, ``released`` the day on which it is done; ``more`` adds
    to the documents. Documents are made from the files that are kept and from nothing else. Raises NotTheSame,
    RecordedMeanwhile, OSError where a file cannot be read, and what making documents raises where a template is at fault.
    """
    version = protocol.text("version")
    kept = {f"{DEFINITION}/{name}": content for name, content in definition_of(register, protocol).items()}
    kept[CONTENT] = canonical(content_of(register, protocol))
    kept[SIGN_OFF] = _record(register, protocol)
    made = made_from(protocol.id, version, kept, on)
    if made.digest != digest_of(register, protocol):
        raise NotTheSame(f"{made.digest} is not {digest_of(register, protocol)}")
    others = dict(more(made.documents)) if more else {}
    documents = {f"{DOCUMENTS}/{name}": content for name, content in {**others, **made.documents}.items()}
    files = {**kept, **documents, **dict(statements(register, protocol))}
    rebuilt = tuple(sorted(f"{DOCUMENTS}/{name}" for name in made.documents))
    papers = evidence_of(register.root / protocol.id / SIGNED / version)
    return Release(files, _manifest(register, protocol, {**files, **papers}, rebuilt, on, released))


def _record(register: Register, protocol: Protocol) -> bytes:
    """Return the file of the record, if it still says what was read. Raises RecordedMeanwhile."""
    content = (register.root / protocol.id / SIGN_OFF).read_bytes()
    if read(SIGN_OFF, content).value != register.sign_offs[protocol.id].value:
        raise RecordedMeanwhile(f"Somebody recorded something for {protocol.id} meanwhile. Try again.")
    return content


def _manifest(
    register: Register,
    protocol: Protocol,
    files: Mapping[str, bytes],
    rebuilt: tuple[str, ...],
    on: datetime.date,
    released: datetime.date,
) -> Manifest:
    return Manifest(
        protocol=protocol.id,
        version=protocol.text("version"),
        digest=digest_of(register, protocol),
        signed_on=standing_of(register, protocol).signed_on,
        released=released.isoformat(),
        looked_at=on.isoformat(),
        toolkit=__version__,
        toolkit_digest=toolkit(),
        files={name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
        rebuilt=rebuilt,
    )


def statements(register: Register, protocol: Protocol) -> Iterator[tuple[str, bytes]]:
    """Yield what was signed with keys, each statement with its signature beside it: OpenSSH alone can check them."""
    signed = [each for each in record_of(register, protocol).of(APPROVED) if each.text("key", "signature")]
    for number, each in enumerate(signed, 1):
        name = f"{STATEMENTS}/{number:02}-{_named(each)}.json"
        yield name, statement_of({"protocol": protocol.id, **each.values})
        yield f"{name}.sig", each.text("key", "signature").encode()


def _named(entry: Entry) -> str:
    words = "-".join(each for each in (*entry.signer, entry.date) if each)
    return "".join(each if each.isalnum() or each == "-" else "-" for each in words)
