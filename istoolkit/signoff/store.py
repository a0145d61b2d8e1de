"""Writing the record of sign-off and what was put out for signature. Everything is written whole or not at all.

One process at a time writes a record: it holds a lock, the hidden file .sign-off.lock beside it, which is taken away
again before the lock is let go. Whoever waited for a file that is gone starts over (filelock sees to that). A process that
was killed can leave the lock's empty file or a hidden ``.part`` behind; neither is read, and the next one clears them.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from istoolkit.definitions.formats import is_version
from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.register import CONTENT, EARLIER, MANIFEST, SIGN_OFF, SIGNED
from istoolkit.definitions.text import largest
from istoolkit.files import CouldNotWrite, write_whole
from istoolkit.signoff.chain import is_whole
from istoolkit.signoff.content import digest
from istoolkit.signoff.entries import Entry, sealed, short
from istoolkit.signoff.fitting import refusal
from istoolkit.signoff.mending import CannotMend, Mended, mended
from istoolkit.signoff.record import Record, entries_in, with_entry

LOCK = ".sign-off.lock"
"""The file that keeps two processes from writing one record at once."""

_WAIT = 30
"""How many seconds to wait for somebody else who is writing the same record."""


class CannotRecord(Exception):
    """Nothing can be added to a record. The text says why and what to do."""


def add(root: Path, protocol: str, values: Mapping[str, Any], recorded: str) -> Entry:
    """Add an entry to the record of a protocol, after those that are there now, and return it.

    ``values`` are the fields of ``schemas/sign-off.yaml`` but for ``id``, ``after`` and ``recorded``. ``recorded`` is the
    time in UTC, such as 2026-12-01T09:30:00Z. What is there already is never rewritten: the bytes stay as they are.
    Raises CannotRecord where a value cannot be recorded as it is, the record is damaged or full, or somebody else is
    writing it; CouldNotWrite where the file cannot be written. Then nothing is changed.
    """
    return add_all(root, protocol, [values], recorded)[0]


def add_all(root: Path, protocol: str, several: Sequence[Mapping[str, Any]], recorded: str) -> list[Entry]:
    """Add entries, each after the one before it: all of them, or none. Otherwise as ``add``."""
    path = root / protocol / SIGN_OFF
    if why := next((why for each in several if (why := refusal({**each, "recorded": recorded}))), ""):
        raise CannotRecord(f"Nothing was recorded: {why}")
    with _alone(path):
        content = _bytes(path)
        before = entries_in(_whole(path, protocol, content)) if content.strip() else []
        heads, entries = list(Record(protocol, tuple(before)).heads), list[Entry]()
        for each in several:
            entries.append(sealed({**each, "after": heads, "recorded": recorded}))
            heads = [entries[-1].id]
        if entries:
            added = with_entry(content, protocol, *entries)
            _make_sure_it_reads_back(path, added, [*before, *entries])
            write_whole(path, added, lasting=True)
    return entries


def mend(root: Path, protocol: str) -> Mended:
    """Write the record of a protocol again without the marks that git leaves where it could not merge.

    Keeps every entry of both sides. Raises CannotMend, CannotRecord or CouldNotWrite, and then nothing is changed.
    """
    path = root / protocol / SIGN_OFF
    with _alone(path):
        content = _bytes(path)
        if not content.strip():
            raise CannotMend(f"{path} is not there. There is nothing to mend.")
        found = mended(content, protocol)
        if found.content != content:
            write_whole(path, found.content, lasting=True)
    return found


def freeze(root: Path, protocol: str, version: str, content: bytes) -> Path:
    """Keep the content that is put out for signature, and return where.

    Another content of that version that the record speaks of, such as one that was advised on or refused, is kept beside it,
    in the folder “earlier” under the beginning of its digest. Raises CannotRecord where that has a signature or was released,
    CouldNotWrite where it cannot be written.
    """
    if not is_version(version):
        raise CannotRecord(f"“{version}” is not a version. Write numbers joined by dots, such as 1.2.")
    path = root / protocol / SIGNED / version / CONTENT
    with _alone(root / protocol / SIGN_OFF):
        _freeze(root, protocol, version, path, content)
    return path


def _freeze(root: Path, protocol: str, version: str, path: Path, content: bytes) -> None:
    before = _bytes(path)
    if before == content:
        return
    if before:
        about = _about(root / protocol / SIGN_OFF, protocol, digest(before))
        if any(each.is_approval for each in about) or path.with_name(MANIFEST).exists():
            mend = "Raise the version in protocol.yaml, then ask for signatures again."
            raise CannotRecord(
                f"Version {version} of {protocol} was signed with another content. Nothing was changed. {mend}"
            )
        if about:
            write_whole(path.parent / EARLIER / f"{short(digest(before))}.json", before, lasting=True)
    write_whole(path, content, lasting=True)


def _about(path: Path, protocol: str, content: str) -> list[Entry]:
    """Return the entries of a record that are about a content."""
    found = _bytes(path)
    entries = entries_in(_whole(path, protocol, found)) if found.strip() else []
    return [each for each in entries if each.digest == content]


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep every other process from writing a record, and clear what one that was killed left behind."""
    if not path.parent.is_dir():
        raise CannotRecord(f"There is no folder {path.parent}. Nothing was recorded.")
    try:
        with locked(path.with_name(LOCK)):
            _clear(path)
            yield
    except Timeout as error:
        raise CannotRecord(f"Somebody else is writing {path}. Nothing was changed. Try again.") from error
    except OSError as error:
        raise CouldNotWrite(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from error


@contextlib.contextmanager
def locked(lock: Path) -> Iterator[None]:
    """Hold a lock, and take its file away before it is let go. Raises Timeout where somebody else holds it."""
    with FileLock(lock, timeout=_WAIT):
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # Windows takes it away itself
                lock.unlink()


def _clear(path: Path) -> None:
    for left in path.parent.glob(f".{path.name}.*.part"):
        left.unlink(missing_ok=True)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise CannotRecord(f"{path} cannot be read: {error.strerror}. Nothing was changed.") from error


def _whole(path: Path, protocol: str, content: bytes) -> Source:
    """Return a record that was read, if nothing of it is damaged."""
    source = read(f"{protocol}/{SIGN_OFF}", content)
    if source.faults or not isinstance(source.value, dict) or not is_whole(source):
        raise CannotRecord(f"{path} is damaged. Nothing was changed. See: istoolkit check {protocol}")
    if source.value.get("protocol") != protocol:
        raise CannotRecord(
            f"{path} is the record of another protocol. Nothing was changed. See: istoolkit check {protocol}"
        )
    return source


def _make_sure_it_reads_back(path: Path, content: bytes, entries: list[Entry]) -> None:
    """Stop where a record would not read back as it was written: it is full, or somebody has laid it out anew."""
    if len(content) > largest(SIGN_OFF):
        full = f"{path} is full: it may have {largest(SIGN_OFF):,} bytes. Nothing was recorded."
        raise CannotRecord(f"{full} Tell the makers of istoolkit.")
    again = entries_in(read(SIGN_OFF, content))
    if [each.values for each in again] != [each.values for each in entries]:
        mend = "Put each entry on one line of its own, as git has it from before."
        raise CannotRecord(f"{path} is laid out anew, and nothing can be added to it. Nothing was recorded. {mend}")
