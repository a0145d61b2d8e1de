"""Where a record of guidance names law: itself, and in the records within it."""

from collections.abc import Iterator

from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.overlay import Record
from istoolkit.finding import Path

TRAINING = ("audiences", "core", "scenarios", "quiz")
"""The lists of which GUID030 looks at the law of what stands within a record, and GUID003 at the rest."""


def laws_at(record: Record) -> Iterator[tuple[Path, str]]:
    """Yield the law that a record names, and then that of its answers, topics, parts and so on, each with its path in it."""
    yield from ((("law", place), law) for place, law in enumerate(many(record.get("law"))))
    for name, value in record.items():
        for index, inner in records(value):
            yield from (((name, index, *path), law) for path, law in laws_at(inner))
