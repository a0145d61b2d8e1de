"""What the record of sign-off says of a version that was kept: with which list of files it was released.

The list, manifest.json, has the digest of every file. Whoever changes a file can write its new digest into the list. So the
record, whose entries are bound to each other, has the digest of the list itself.
"""

import hashlib
from pathlib import Path
from typing import Any, Literal

from istoolkit.definitions.register import MANIFEST, SIGNED, Protocol, Register
from istoolkit.signoff.entries import RELEASED, Entry
from istoolkit.signoff.record import record_of
from istoolkit.signoff.released.kept import Manifest, sum_of

Vouched = Literal["whole", "changed", "gone", "unrecorded"]
"""What the record says of the list of a version: it is the one of that day, it was changed since, it is gone, or the record
does not speak of a release."""


def values_of(manifest: Manifest) -> dict[str, Any]:
    """Return the fields of the entry that says that a version was released, and with which list."""
    return {
        "what": RELEASED,
        "version": manifest.version,
        "digest": manifest.digest,
        "date": manifest.released,
        "evidence": {"file": MANIFEST, "sha256": hashlib.sha256(manifest.content()).hexdigest()},
    }


def released_entry(register: Register, protocol: Protocol, version: str) -> Entry | None:
    """Return the first entry of the record that says that a version was released; None where there is none.

    A release is never written over, so a later entry about another list does not count.
    """
    said = (each for each in record_of(register, protocol).of(RELEASED) if each.fits())
    return next((each for each in said if each.version == version and each.signer == ("", "")), None)


def vouched(register: Register, protocol: Protocol, version: str) -> Vouched:
    """Return what the record says of the list of a version."""
    path = register.root / protocol.id / SIGNED / version / MANIFEST
    return vouched_by(released_entry(register, protocol, version), path)


def vouched_by(entry: Entry | None, manifest: Path) -> Vouched:
    """Return what an entry that a version was released says of its list."""
    if entry is None:
        return "unrecorded"
    if not manifest.is_file():
        return "gone"
    return "whole" if entry.text("evidence", "sha256") == sum_of(manifest) else "changed"
