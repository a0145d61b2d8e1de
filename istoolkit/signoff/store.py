"""Writing the record of sign-off and what was put out for signature. Everything is written whole or not at all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.register import CONTENT, SIGN_OFF, SIGNED
from istoolkit.files import write_whole
from istoolkit.signoff.entries import Entry, sealed
from istoolkit.signoff.record import Record, entries_in, with_entry

_WAIT = 30
"""How many seconds to wait for somebody else who is writing the same record."""


class CannotRecord(Exception):
    """Nothing can be added to a record. The text says why and what to do."""


def add(root: Path, protocol: str, values: Mapping[str, Any], recorded: str) -> Entry:
    """Add an entry to the record of a protocol, after those that are there now, and return it.

    ``values`` are the fields of ``schemas/sign-off.yaml`` but for ``id``, ``after`` and ``recorded``. ``recorded`` is the
    time in UTC, such as 2026-12-01T09:30:00Z. Raises CannotRecord, or CouldNotWrite where the file cannot be written.
    """
    path = root / protocol / SIGN_OFF
    try:
        with FileLock(path.with_name(".sign-off.lock"), timeout=_WAIT):
            source = _read(path, protocol)
            record = Record(protocol, tuple(entries_in(source)) if source else ())
            entry = sealed({**values, "after": list(record.heads), "recorded": recorded})
            write_whole(path, with_entry(source.text if source else "", protocol, entry).encode())
    except Timeout as error:
        raise CannotRecord(f"Somebody else is writing {path}. Try again.") from error
    return entry


def _read(path: Path, protocol: str) -> Source | None:
    if not path.exists():
        return None
    source = read(f"{protocol}/{SIGN_OFF}", path.read_bytes())
    if source.faults or not all(each.fits() for each in entries_in(source)):
        raise CannotRecord(f"{path} is damaged. Nothing was added. See: istoolkit check {protocol}")
    return source


def freeze(root: Path, protocol: str, version: str, content: bytes) -> Path:
    """Keep the content that is put out for signature, and return where. Raises CouldNotWrite."""
    path = root / protocol / SIGNED / version / CONTENT
    write_whole(path, content)
    return path
