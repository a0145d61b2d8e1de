"""The record of sign-off of a protocol: its entries in order, and what is wrong with the chain.

The file has one entry a line, so that two branches that each add one merge without touching each other's.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from istoolkit.definitions.leaves import records
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import SIGN_OFF, Protocol, Register, kept
from istoolkit.signoff.entries import Entry

_HEAD = """\
# Who asked, agreed, refused and left: the record of sign-off of this protocol. istoolkit writes it; do not edit it.
# Each line carries the digest of itself and of the lines before it, so a change shows. To read it: istoolkit sign-off show
format: 1
protocol: {protocol}
entries:
"""
_LINE = "- {entry}\n"
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


@dataclass(frozen=True, eq=False)
class Record:
    """The entries of a protocol's record in the order in which they happened; none where there is no record."""

    protocol: str
    entries: tuple[Entry, ...]

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The entries by the digests they carry."""
        return {each.id: each for each in self.entries}

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The digests of the entries that no other follows, in order."""
        followed = {name for each in self.entries for name in each.after}
        return tuple(sorted(each.id for each in self.entries if each.id not in followed))

    def of(self, *what: str) -> Iterator[Entry]:
        """Yield the entries of some kinds, the oldest first."""
        return (each for each in self.entries if each.what in what)


@kept
def record_of(register: Register, protocol: Protocol) -> Record:
    """Return the record of a protocol as its file has it, right or wrong."""
    source = register.sign_offs.get(protocol.id)
    return Record(protocol.id, tuple(_in_order(entries_in(source)))) if source else Record(protocol.id, ())


def entries_in(source: Source) -> list[Entry]:
    """Return the entries of a file in the order in which they stand."""
    value = source.value if isinstance(source.value, dict) else {}
    return [Entry(values, index) for index, values in records(value.get("entries"))]


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Put entries after those they follow; among the others, the one recorded first comes first."""
    waiting = sorted(entries, key=lambda each: (each.text("recorded"), each.id))
    known = {each.id for each in waiting}
    done: set[str] = set()
    ordered: list[Entry] = []
    while waiting:
        ready = next((each for each in waiting if set(each.after) & known <= done), waiting[0])
        waiting.remove(ready)
        done.add(ready.id)
        ordered.append(ready)
    return ordered


def with_entry(text: str, protocol: str, entry: Entry) -> str:
    """Return the text of a record with an entry added. ``text`` is what the file holds; "" where there is none."""
    begun = text if text.strip() else _HEAD.format(protocol=protocol)
    return begun + ("" if begun.endswith("\n") else "\n") + line_of(entry)


def line_of(entry: Entry) -> str:
    """Return an entry as its line in the file."""
    written = json.dumps(entry.values, ensure_ascii=False)
    return _LINE.format(entry=_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written))


def spot_of(protocol: Protocol, entry: Entry) -> Any:
    """Return where an entry stands."""
    from istoolkit.finding import Spot

    return Spot(f"{protocol.id}/{SIGN_OFF}", ("entries", entry.index or 0))
