"""The record of sign-off of a protocol: its entries in order, and how its file is written.

The file has one entry a line, so that two branches that each add one merge without touching each other's.
"""

import heapq
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from istoolkit.definitions.leaves import records
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import SIGN_OFF, Protocol, Register, kept
from istoolkit.finding import Spot
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
        return tuple(sorted({each.id for each in self.entries} - followed))

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
    ranked = sorted(entries, key=lambda each: (each.text("recorded"), each.id))
    followers = _followers(ranked)
    waits = [0] * len(ranked)
    for places in followers.values():
        for place in places:
            waits[place] += 1
    ready = [place for place, number in enumerate(waits) if not number]
    done: dict[int, Entry] = {}
    while ready:
        place = heapq.heappop(ready)
        done[place] = ranked[place]
        for follower in followers.pop(ranked[place].id, ()):
            waits[follower] -= 1
            if not waits[follower]:
                heapq.heappush(ready, follower)
    return [*done.values(), *(each for place, each in enumerate(ranked) if place not in done)]


def _followers(ranked: Sequence[Entry]) -> dict[str, list[int]]:
    """Return the places of the entries that follow each entry that is there."""
    followers: dict[str, list[int]] = {each.id: [] for each in ranked}
    for place, each in enumerate(ranked):
        for name in set(each.after) & followers.keys():
            followers[name].append(place)
    return followers


def with_entry(content: bytes, protocol: str, *entries: Entry) -> bytes:
    """Return a record with an entry, or several, added at its end.

    ``content`` is what the file holds, b"" where there is none: not a byte of it changes. The new lines end as those
    before them do.
    """
    begun = content if content.strip() else _HEAD.format(protocol=protocol).encode()
    end = b"\r\n" if b"\r\n" in begun else b"\n"
    gap = b"" if begun.endswith(b"\n") else end
    lines = (line_of(each).encode().rstrip(b"\n") + end for each in entries)
    return begun + gap + b"".join(lines)


def line_of(entry: Entry) -> str:
    """Return an entry as its line in the file."""
    written = json.dumps(entry.values, ensure_ascii=False)
    return _LINE.format(entry=_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written))


def spot_of(protocol: Protocol, entry: Entry) -> Spot:
    """Return where an entry stands."""
    return Spot(f"{protocol.id}/{SIGN_OFF}", ("entries", entry.index or 0))
