"""Releasing a version: what still stands in the way, and what is kept for good once all have signed."""

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from istoolkit import __version__
from istoolkit.definitions.formats import is_version, long_date
from istoolkit.definitions.register import CONTENT, SIGN_OFF, SIGNED, Protocol, Register
from istoolkit.documents.keys import toolkit
from istoolkit.signoff.content import canonical, content_of, digest_of
from istoolkit.signoff.entries import APPROVED, Entry
from istoolkit.signoff.keys import statement_of
from istoolkit.signoff.record import record_of
from istoolkit.signoff.released.kept import DEFINITION, DOCUMENTS, STATEMENTS, Manifest, evidence_of
from istoolkit.signoff.released.rebuild import made_from
from istoolkit.signoff.released.rests_on import definition_of
from istoolkit.signoff.standing import STATES, Signature, Standing, standing_of

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


def bars(register: Register, protocol: Protocol) -> tuple[Bar, ...]:
    """Return what stands in the way of releasing today's version of a protocol; nothing where it may be released."""
    standing = standing_of(register, protocol)
    return tuple(_bars(register, protocol, standing))


def _bars(register: Register, protocol: Protocol, standing: Standing) -> Iterator[Bar]:
    if not is_version(standing.version):
        yield Bar("It has no version.", "Give it one in protocol.yaml, such as 1.0.")
    if standing.state in ENDED:
        yield Bar(f"It has ended: {STATES[standing.state].lower()}.")
        return
    frozen = register.frozen.get(protocol.id, {}).get(standing.version)
    if frozen is not None and frozen != canonical(content_of(register, protocol)):
        told = f"What was put out for signature as version {standing.version} is not what the definition says today."
        mend = f"Raise the version. What changed: istoolkit impact {protocol.id}"
        yield Bar(told, mend)
    yield from (Bar(f"{each.signatory.title} {_why(each)}") for each in standing.missing())
    for each in standing.classes:
        signed = sum(one.counts for one in standing.signatures if one.signatory.party == each.party)
        if not each.listed and each.needed:
            yield Bar(f"{each.title}: no list of its members is kept.", "Name one in protocol.yaml under “members”.")
        elif signed < each.needed:
            yield Bar(f"{each.title}: {signed} of {each.members} have signed, and {each.needed} must have.")
    if not any(each.counts for each in standing.signatures):
        yield Bar("Nobody has signed it.", f"Put it out: istoolkit sign-off request {protocol.id}")


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
    to the documents. Documents are made from the files that are kept and from nothing else. Raises NotTheSame, OSError
    where a file cannot be read, and what making documents raises where a template is at fault.
    """
    version = protocol.text("version")
    kept = {f"{DEFINITION}/{name}": content for name, content in definition_of(register, protocol).items()}
    kept[CONTENT] = canonical(content_of(register, protocol))
    kept[SIGN_OFF] = (register.root / protocol.id / SIGN_OFF).read_bytes()
    made = made_from(protocol.id, version, kept, on)
    if made.digest != digest_of(register, protocol):
        raise NotTheSame(f"{made.digest} is not {digest_of(register, protocol)}")
    others = dict(more(made.documents)) if more else {}
    documents = {f"{DOCUMENTS}/{name}": content for name, content in {**others, **made.documents}.items()}
    files = {**kept, **documents, **dict(statements(register, protocol))}
    rebuilt = tuple(sorted(f"{DOCUMENTS}/{name}" for name in made.documents))
    papers = evidence_of(register.root / protocol.id / SIGNED / version)
    return Release(files, _manifest(register, protocol, {**files, **papers}, rebuilt, on, released))


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
