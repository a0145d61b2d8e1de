"""A document as it was while its content was out for signature, made again from what the register keeps of that time."""

import datetime
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from istoolkit.definitions.formats import date
from istoolkit.definitions.register import CONTENT, SIGN_OFF, SIGNED, Protocol, Register, open_register
from istoolkit.documents.status import stamp_of
from istoolkit.signoff.content import canonical, content_of, digest_of
from istoolkit.signoff.entries import REQUESTED, Entry
from istoolkit.signoff.record import record_of, with_entry
from istoolkit.signoff.released.kept import DEFINITION, Manifest, sum_of
from istoolkit.signoff.released.rests_on import as_register, definition_of, laid_out
from istoolkit.verifying.given import Given
from istoolkit.verifying.made_again import made_again

_SHEETS = "sign-off"
"""The kind of document that does not say where the protocol stands."""

_MOST = 12
"""How often a document is made to find the one that a file is like."""


def as_put_out(
    register: Register, protocol: Protocol, version: str, content: str, manifest: Manifest | None, found: Given
) -> Given | None:
    """Return the Word file that the register made while a content was out and not signed by all, like the one found.

    It is made of the definition, and of the record as far as it was written at that time. ``content`` is the digest of what
    was put out as ``version``; ``manifest`` is that of the version where it was released since. None where no such file has
    the same words.
    """
    if found.seal is None or found.format != "word":
        return None
    files = _as_released(register, protocol, manifest) if manifest else _as_today(register, protocol)
    with tempfile.TemporaryDirectory(prefix="istoolkit-") as name:
        laid_out(as_register(protocol.id, version, files), Path(name))
        made = 0
        for then in _moments(Path(name), protocol.id, content):
            here = then.protocols[protocol.id]
            if made == _MOST or digest_of(then, here) != content:
                return None
            if found.seal.kind == _SHEETS or any(stamp_of(then, here).words in each for each in found.words):
                made += 1
                again = made_again(then, here, found.seal)
                if again is not None and again.words == found.words:
                    return again
    return None


def _as_released(register: Register, protocol: Protocol, manifest: Manifest) -> Mapping[str, bytes]:
    """Return the files that a release rests on, but for those that are not as they were kept."""
    folder = register.root / protocol.id / SIGNED / manifest.version
    names = [name for name in manifest.files if name.startswith(f"{DEFINITION}/") or name in (CONTENT, SIGN_OFF)]
    return {name: (folder / name).read_bytes() for name in names if sum_of(folder / name) == manifest.files[name]}


def _as_today(register: Register, protocol: Protocol) -> Mapping[str, bytes]:
    files = {f"{DEFINITION}/{name}": content for name, content in definition_of(register, protocol).items()}
    record = (register.root / protocol.id / SIGN_OFF).read_bytes()
    return {**files, CONTENT: canonical(content_of(register, protocol)), SIGN_OFF: record}


def _moments(root: Path, protocol: str, content: str) -> Iterator[Register]:
    """Yield the register as it was after each entry from the first request for signature of a content on."""
    whole = open_register(root, [protocol])
    entries = record_of(whole, whole.protocols[protocol]).entries if protocol in whole.protocols else ()
    for number, each in enumerate(entries, 1):
        if each.digest == content and any(_asks(one, content) for one in entries[:number]):
            (root / protocol / SIGN_OFF).write_bytes(with_entry(b"", protocol, *entries[:number]))
            yield open_register(root, [protocol], _day(entries[:number]))


def _asks(entry: Entry, content: str) -> bool:
    return entry.what == REQUESTED and entry.digest == content and entry.text("for") == "signature"


def _day(entries: tuple[Entry, ...]) -> datetime.date | None:
    return date(max(max(each.date, each.text("recorded")[:10]) for each in entries))
