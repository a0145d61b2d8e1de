"""An entry of the record of sign-off, and how entries are bound to each other.

An entry carries the SHA-256 of everything else in it, in the form of RFC 8785, and the digests of the entries that were
last when it was recorded. Whoever changes an entry, or takes one out of the middle, breaks that. Two entries may follow
the same one: they were recorded on two branches and merged.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.leaves import many
from istoolkit.definitions.schema import load
from istoolkit.signoff.content import canonical

REQUESTED, REMINDED, ADVISED, APPROVED, REFUSED = "requested", "reminded", "advised", "approved", "refused"
DELEGATED, WITHDRAWN, JOINED, LEFT = "delegated", "withdrawn", "joined", "left"
SUPERSEDED, RECONFIRMED, RELEASED = "superseded", "reconfirmed", "released"

ALL_THE_SAME = "Recorded all the same: "
"""The words in a note with which the reason begins why something was recorded although a bar stood against it."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One entry. ``index`` is its position in the file; None where it is not written yet."""

    values: Mapping[str, Any]
    index: int | None = None

    def text(self, *path: str) -> str:
        """Return a text of the entry; "" where it is not said."""
        value: Any = self.values
        for step in path:
            value = value.get(step) if isinstance(value, Mapping) else None
        return value if isinstance(value, str) else ""

    @cached_property
    def id(self) -> str:
        """The digest it carries."""
        return self.text("id")

    @cached_property
    def after(self) -> tuple[str, ...]:
        """The digests of the entries before it."""
        return tuple(many(self.values.get("after")))

    @property
    def what(self) -> str:
        """What happened, as the file has it."""
        return self.text("what")

    @property
    def signer(self) -> tuple[str, str]:
        """The party and the member for which it was done; "" for what does not apply."""
        return self.text("party"), self.text("member")

    @property
    def digest(self) -> str:
        """The digest of the content it is about."""
        return self.text("digest")

    @property
    def version(self) -> str:
        """The version of the protocol it is about."""
        return self.text("version")

    @property
    def date(self) -> str:
        """The day on which it was done; that on which it was recorded where no other is said."""
        return self.text("date") or self.text("recorded")[:10]

    @property
    def is_approval(self) -> bool:
        """Whether it approves, with conditions or without."""
        return self.what == APPROVED

    def fits(self) -> bool:
        """Whether the digest it carries is that of what it says."""
        return self._fits

    @cached_property
    def _fits(self) -> bool:
        return self.id == entry_digest(self.values)


def entry_digest(values: Mapping[str, Any]) -> str:
    """Return the digest of an entry: of everything in it but its own digest."""
    rest = {name: value for name, value in values.items() if name != "id"}
    return hashlib.sha256(canonical(rest)).hexdigest()


def sealed(values: Mapping[str, Any]) -> Entry:
    """Return an entry with its digest: what ``saying`` returns of the values."""
    said = saying(values)
    return Entry({"id": entry_digest(said), **said})


def saying(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an entry that say something, but for its digest, in the order of the schema.

    A field that the schema does not know stays, at the end: it is for ``fitting`` to refuse it, and never lost unsaid.
    """
    item = load("sign-off").fields["entries"].item
    order = [*(item.fields if item else ()), *values]
    kept = {name: _saying(values[name]) for name in dict.fromkeys(order) if name in values and name != "id"}
    return {name: value for name, value in kept.items() if value not in _NOTHING}


_NOTHING: tuple[object, ...] = (None, "", [], {})


def _saying(value: Any) -> Any:
    """Return a section without the fields that say nothing."""
    if isinstance(value, Mapping):
        return {name: inner for name, inner in value.items() if inner not in _NOTHING}
    return value


def short(digest: str) -> str:
    """Return a digest as messages name it: its first twelve characters."""
    return digest.removeprefix("sha256:")[:12]


def told(entry: Entry) -> str:
    """Return what an entry says in a few words: “Amira Patel approved for schools/oak-primary on 1 December 2026”."""
    item = load("sign-off").fields["entries"].item
    happened = (item.fields["what"].allowed if item else {}).get(entry.what, entry.what)
    who, party = entry.text("name") or entry.text("post"), "/".join(each for each in entry.signer if each)
    if entry.what == RELEASED:
        words = [f"version {entry.version}", happened]
    elif entry.what == REQUESTED:
        words = [entry.text("for"), happened, f"from {party}" if party else ""]
    else:
        words = [who or party, happened, f"for {party}" if who and party else ""]
    return " ".join(each for each in (*words, f"on {long_date(entry.date)}" if entry.date else "") if each)
