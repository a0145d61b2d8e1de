"""Recording what happened: content is kept and evidence copied before the record is written, so no entry is ever untrue."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.register import SIGNED, Protocol, Register
from istoolkit.files import write_whole
from istoolkit.signoff import entries as happened
from istoolkit.signoff import store
from istoolkit.signoff.content import canonical, content_of, digest, digest_of
from istoolkit.signoff.deciding import follows
from istoolkit.signoff.entries import ALL_THE_SAME, Entry
from istoolkit.signoff.outstanding import Out, out_of
from istoolkit.signoff.record import Record
from istoolkit.signoff.signatories import signatories

Key = tuple[str, str]
"""A party and its member, "" where there is none."""


def of(out: Out, what: str, key: Key, day: str, /, **said: Any) -> dict[str, Any]:
    """Return the fields of an entry about a content that is out. What is "" is left out when it is written."""
    party, member = key
    return {
        "what": what,
        "version": out.version,
        "digest": out.digest,
        "party": party,
        "member": member,
        "date": day,
        **said,
    }


def today(register: Register, protocol: Protocol, day: str) -> Out:
    """Return today's content as it would be put out on an ISO day."""
    return Out(protocol.text("version"), digest_of(register, protocol), day)


def joining_later(register: Register, protocol: Protocol, day: str) -> list[str]:
    """Return the parties that take part only after a protocol begins, as the definition has it when all are asked."""
    begins = protocol.text("in_force")
    starts = max(begins if date(begins) else "", day)
    single = (each for each in signatories(register, protocol) if not each.member)
    return [each.id for each in single if date(each.joined) and each.joined > starts]


def replaced(register: Register, protocol: Protocol) -> str:
    """Return the digest of the content that is kept under today's version where it is another than today's; else ""."""
    before = register.frozen.get(protocol.id, {}).get(protocol.text("version"))
    found = digest(before) if before is not None else ""
    return "" if found == digest_of(register, protocol) else found


def put_out(
    root: Path, register: Register, protocol: Protocol, entries: Sequence[Mapping[str, Any]], recorded: str
) -> list[Entry]:
    """Keep today's content, then record that it was put out. Raises CouldNotWrite and CannotRecord."""
    content = canonical(content_of(register, protocol))
    if register.frozen.get(protocol.id, {}).get(protocol.text("version")) != content:
        store.freeze(root, protocol.id, protocol.text("version"), content)
    return recorded_all(root, protocol.id, entries, recorded)


def recorded_all(root: Path, protocol: str, entries: Iterable[Mapping[str, Any]], recorded: str) -> list[Entry]:
    """Add entries, all or none, and return them. ``recorded`` is the time in UTC. Raises as ``store.add_all`` does."""
    return store.add_all(root, protocol, list(entries), recorded)


def reminded(
    root: Path, register: Register, protocol: Protocol, keys: Iterable[Key], day: str, recorded: str, note: str = ""
) -> list[Entry]:
    """Record that some were reminded of what is out for signature. Raises NothingOut, and as ``store.add_all`` does."""
    out = out_of(register, protocol)
    return recorded_all(
        root, protocol.id, (of(out, happened.REMINDED, each, day, note=note) for each in keys), recorded
    )


def is_recorded(entries: Sequence[Entry], values: Mapping[str, Any]) -> bool:
    """Whether the same was recorded before, so that a command given again adds nothing: it happened once.

    What was taken back, refused or ended on a later day is not brought back by it. It is recorded anew only where that was
    for the very day, or on another branch that did not know of it: then it settles what counts.
    """
    last = max((place for place, each in enumerate(entries) if _same(each, values)), default=None)
    if last is None:
        return False
    same = entries[last]
    since = (each for each in entries[last + 1 :] if each.what in _WORDS and each.signer in (same.signer, ("", "")))
    return not any(each.date == same.date for each in since) and not _is_open(entries, same)


def _is_open(entries: Sequence[Entry], same: Entry) -> bool:
    """Whether another answer of the same signer was recorded on another branch, and neither knows of the other."""
    record = Record("", tuple(entries))
    others = (each for each in entries if each.what in _WORDS and each.signer == same.signer and each is not same)
    return any(not follows(record, each, same) and not follows(record, same, each) for each in others)


_WORDS = (happened.APPROVED, happened.REFUSED, happened.WITHDRAWN, happened.JOINED, happened.LEFT, happened.SUPERSEDED)
"""What takes the place of what was said before."""


def _same(entry: Entry, values: Mapping[str, Any]) -> bool:
    bound = ("id", "after", "recorded", "note")
    said = {name: value for name, value in values.items() if value and name not in bound}
    adds_a_note = bool(values.get("note")) and values["note"] != entry.text("note")
    return not adds_a_note and said == {name: value for name, value in entry.values.items() if name not in bound}


class AnotherFile(Exception):
    """A file of the same name is kept already, and it is another one."""


def keep_evidence(root: Path, protocol: str, version: str, name: str, content: bytes) -> Path:
    """Copy a signed paper or e-mail beside the content that was signed, and return where.

    Raises AnotherFile where a file of that name is there and differs, CouldNotWrite where it cannot be written.
    """
    path = evidence_path(root, protocol, version, name)
    if path.exists() and path.read_bytes() != content:
        raise AnotherFile(f"{path} is there already and is another file. Rename yours, so that neither is lost.")
    if not path.exists():
        write_whole(path, content)
    return path


def evidence_path(root: Path, protocol: str, version: str, name: str) -> Path:
    """Return where a signed paper is kept."""
    return root / protocol / SIGNED / version / "evidence" / name


def evidence_of(name: str, content: bytes | None, kept_at: str) -> dict[str, str]:
    """Return the fields of the evidence: the file's name and its SHA-256, and where it is kept."""
    found = {"file": name, "sha256": hashlib.sha256(content).hexdigest()} if content is not None else {}
    return {**found, **({"kept_at": kept_at} if kept_at else {})}


def despite(note: str, barred: Iterable[str], reason: str) -> str:
    """Return the note of an entry that was recorded although something stood against it, with the reason given."""
    against = " ".join(barred)
    return " ".join(each for each in (note, f"{against} {ALL_THE_SAME}{reason}" if against else "") if each)


def since(out: Out) -> str:
    """Return a content in words: “version 1.0, as it was put out on 1 December 2026”."""
    return f"version {out.version}, as it was put out on {long_date(out.date)}"
