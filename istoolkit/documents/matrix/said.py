"""What a definition says, in the words of a reader: what is to be confirmed shows as that, and nothing is left out."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.leaves import many
from istoolkit.definitions.register import Protocol
from istoolkit.definitions.schema import Field, load
from istoolkit.definitions.things import Party, Thing
from istoolkit.documents.wording import told


def title_of(protocol: Protocol) -> str:
    """Return what a protocol is called."""
    return told(protocol.text("title")) or protocol.id


def raw(thing: Thing, *path: str) -> Any:
    """Return what an entry says at a path; None where it says nothing. A section to be confirmed answers for its fields."""
    value: Any = thing.value
    for step in path:
        if to_be_confirmed(value):
            return value
        value = value.get(step) if isinstance(value, dict) else None
    return value


def called(party: Party) -> str:
    """Return what a party is called; that it is to be confirmed where its organisation has no name yet."""
    name = party.called
    return told(name.replace("TBC,", "TBC:", 1) if name.startswith("TBC,") else name)


def heading(thing: Thing) -> str:
    """Return what an entry is called; that it is to be confirmed where its title is."""
    return words(thing, "title") or thing.title


def words(thing: Thing, *path: str) -> str:
    """Return a text of an entry as a reader sees it; "" where it is not said."""
    return told(raw(thing, *path))


def names(thing: Thing, *path: str) -> list[str]:
    """Return the texts of a field that takes one or several, as they are written."""
    return many(raw(thing, *path))


def open_names(thing: Thing, *path: str) -> list[str]:
    """Return those of its texts that are to be confirmed, as a reader sees them."""
    return [told(each) for each in names(thing, *path) if to_be_confirmed(each)]


@cache
def _field(section: str, name: str) -> Field | None:
    item = load("protocol").fields[section].item
    return item.fields.get(name) if item is not None else None


def choice(section: str, name: str, value: str) -> str:
    """Return the words for a choice, such as “public task (Article 6(1)(e))”; what is no known choice stays as it is."""
    each = _field(section, name)
    allowed = (each.item.allowed if each.item is not None and each.item.allowed else each.allowed) if each else {}
    return allowed.get(value) or told(value)


def choices(section: str, thing: Thing, name: str) -> tuple[str, ...]:
    """Return the words for each choice that an entry makes in a field."""
    return tuple(choice(section, name, each) for each in names(thing, name))


def joined(parts: Iterable[str], mark: str = "; ") -> str:
    """Join the parts that say something, each without the full stop at its end."""
    return mark.join(each.rstrip(".") for each in parts if each)


def labelled(label: str, text: str) -> str:
    """Return “Label: text”; "" where there is no text."""
    return f"{label}: {text}" if text else ""
