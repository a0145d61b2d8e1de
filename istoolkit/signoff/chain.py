"""What is wrong with a record of sign-off as a chain of entries, each bound to those before it by their digests.

What is gone from the end cannot show here: nothing follows it. ``istoolkit check --changed-since`` finds that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from istoolkit.definitions.reader import Source
from istoolkit.finding import Path
from istoolkit.signoff.entries import Entry, entry_digest, short, told
from istoolkit.signoff.record import entries_in

Sort = Literal["edited", "gone", "twice"]


@dataclass(frozen=True)
class Break:
    """One place where the chain is broken: what sort it is, the entry, its path in the file and what to say of it."""

    sort: Sort
    entry: Entry
    path: Path
    message: str


def breaks_of(source: Source) -> tuple[Break, ...]:
    """Return where the chain of a record is broken, in the order of the file; nothing where it is whole.

    The order of the lines does not matter: entries that were recorded on two branches stand as git merged them.
    """
    entries = entries_in(source)
    first = {each.id: each for each in reversed(entries)}
    return tuple(each for entry in entries for each in _of(entry, first))


def is_whole(source: Source) -> bool:
    """Whether the chain of a record is nowhere broken, but for an entry that is written twice: that loses nothing."""
    return all(each.sort == "twice" for each in breaks_of(source))


def position(entry: Entry) -> str:
    """Return how a message names an entry: “Entry 3 (Amira Patel approved for schools/oak on 1 December 2026)”."""
    return f"Entry {(entry.index or 0) + 1} ({told(entry)})"


def _of(entry: Entry, first: Mapping[str, Entry]) -> Iterator[Break]:
    path: Path = ("entries", entry.index or 0)
    if not entry.fits():
        carried, now = short(entry.id) or "none", short(entry_digest(entry.values))
        message = (
            f"{position(entry)} was changed after it was recorded:"
            f" it carries the digest {carried}, and what it says now has {now}."
        )
        yield Break("edited", entry, path, message)
    elif first[entry.id] is not entry and first[entry.id].values == entry.values:
        message = f"{position(entry)} is written twice: it is entry {(first[entry.id].index or 0) + 1} as well."
        yield Break("twice", entry, path, message)
    else:
        gone = [name for name in entry.after if name not in first]
        for name in gone:
            message = f"An entry was taken out: {position(entry)} follows the entry {short(name)}, which is not there."
            yield Break("gone", entry, path, message)
