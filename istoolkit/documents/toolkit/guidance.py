"""How far the guidance that papers rest on is confirmed, and where the law behind it has changed."""

from collections.abc import Iterator
from typing import NamedTuple

from istoolkit.definitions.guidance import guidance_of, is_dated, worries
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.register import Register


class Standing(NamedTuple):
    """How guidance stands: how many records there are, how many nobody has compared with their source, what has changed."""

    records: int
    unconfirmed: int
    changed: tuple[str, ...]


def guidance_standing(register: Register) -> Standing:
    """Return how the guidance of a register stands on its day."""
    found = [each for records in guidance_of(register).lists.values() for each in records.values()]
    return Standing(len(found), sum(not is_dated(each) for each in found), tuple(_changed(register, found)))


def _changed(register: Register, found: list[Record]) -> Iterator[str]:
    for each in found:
        for worry in worries(register, each):
            yield f"{called(each)}: {worry}"


def called(record: Record) -> str:
    """Return what a record of guidance is called in lists: its title, or the first words it has."""
    names = ("title", "myth", "question", "ask", "text")
    return str(next((record[name] for name in names if record.get(name)), record.get("id", ""))).rstrip(":.")
