"""A document of a released version as the register made it at another time: where the protocol stands moves on."""

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from istoolkit.definitions.formats import date
from istoolkit.definitions.register import CONTENT, SIGN_OFF, SIGNED, Protocol, Register, open_register
from istoolkit.documents.status import stamp_of
from istoolkit.signoff.record import record_of, with_entry
from istoolkit.signoff.released.kept import DEFINITION, Manifest, sum_of
from istoolkit.signoff.released.rests_on import as_register, laid_out
from istoolkit.verifying.given import Given
from istoolkit.verifying.made_again import made_again

_MOST, _MOMENTS = 8, 60
"""How often a document is made to find the one that a file is like, and at how many moments is looked for one."""


class Later(NamedTuple):
    """What the register made at other times: the file with the same words, None where none has, and all that were made to find it."""

    same: Given | None
    made: tuple[Given, ...]


def since_released(register: Register, protocol: Protocol, manifest: Manifest, found: Given) -> Later:
    """Make a Word file again as it was once all had signed its version, and look for the one that a file is like.

    It is made of the definition that was kept, and of the record as it is now and as it was after each of the last entries.
    """
    made: list[Given] = []
    if found.seal is None or found.format != "word":
        return Later(None, ())
    with tempfile.TemporaryDirectory(prefix="istoolkit-") as name:
        laid_out(as_register(protocol.id, manifest.version, _files(register, protocol, manifest)), Path(name))
        for then in itertools.islice(_moments(register, protocol, Path(name)), _MOMENTS):
            here = then.protocols[protocol.id]
            if made and not any(stamp_of(then, here).words in each for each in found.words):
                continue
            again = made_again(then, here, found.seal)
            made += [again] if again is not None else []
            if again is not None and again.words == found.words:
                return Later(again, tuple(made))
            if len(made) == _MOST:
                break
    return Later(None, tuple(made))


def _files(register: Register, protocol: Protocol, manifest: Manifest) -> dict[str, bytes]:
    """Return the files that the release rests on and that are as they were kept, with the record as it is today."""
    folder = register.root / protocol.id / SIGNED / manifest.version
    names = [name for name in manifest.files if name.startswith(f"{DEFINITION}/") or name == CONTENT]
    kept = {name: (folder / name).read_bytes() for name in names if sum_of(folder / name) == manifest.files[name]}
    return {**kept, SIGN_OFF: (register.root / protocol.id / SIGN_OFF).read_bytes()}


def _moments(register: Register, protocol: Protocol, root: Path) -> Iterator[Register]:
    """Yield the register as it is today, then as it was after each entry: on its day and when the protocol began to apply."""
    now = open_register(root, [protocol.id], register.on)
    if protocol.id not in now.protocols:
        return
    yield now
    entries = record_of(now, now.protocols[protocol.id]).entries
    begins = date(now.protocols[protocol.id].text("in_force"))
    for number in range(len(entries), 0, -1):
        day = date(max(max(each.date, each.text("recorded")[:10]) for each in entries[:number]))
        if day is None:
            return
        (root / protocol.id / SIGN_OFF).write_bytes(with_entry(b"", protocol.id, *entries[:number]))
        for each in dict.fromkeys((day, max(day, begins or day))):
            yield open_register(root, [protocol.id], each)
