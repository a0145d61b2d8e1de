"""Whether a file is a signed paper or e-mail that a record of sign-off names: its evidence, known by its digest."""

from collections.abc import Iterator
from typing import NamedTuple

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.record import record_of
from istoolkit.signoff.told import told
from istoolkit.verifying.signing import Fact


class Paper(NamedTuple):
    """An entry of a record whose evidence a file is, and the protocol whose record it is."""

    protocol: Protocol
    entry: Entry


def papers(register: Register | None, sha256: str) -> tuple[Paper, ...]:
    """Return the entries that name a file as their evidence, but for those that were changed after they were written."""
    return tuple(_papers(register, sha256)) if register else ()


def _papers(register: Register, sha256: str) -> Iterator[Paper]:
    for protocol in (each for name, each in register.protocols.items() if name in register.sign_offs):
        for each in record_of(register, protocol).entries:
            if each.text("evidence", "sha256") == sha256 and each.fits():
                yield Paper(protocol, each)


def paper_facts(register: Register | None, found: tuple[Paper, ...]) -> Iterator[Fact]:
    """Yield what was recorded with a file, which may be evidence of several entries."""
    if register is None:
        return
    for each in found:
        title, what = each.protocol.text("title") or each.protocol.id, told(register, each.protocol, each.entry)
        name, kept_at = each.entry.text("evidence", "file"), each.entry.text("evidence", "kept_at")
        where = f" It is kept here: {kept_at.rstrip('.')}." if kept_at else ""
        yield Fact("What it is", f"{title} ({each.protocol.id}). {long_date(each.entry.date)}: {what}")
        yield Fact("Proof", f"It is, byte for byte, the file “{name}” that was recorded with this.{where}")
    if found:
        yield Fact("Words", "They were not compared with the protocol. Look at what it says.")
