"""PDF files of the Word files that were built: only of those that have none yet, or were made again."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from istoolkit.documents.file import File
from istoolkit.documents.pdf import convert
from istoolkit.documents.record import Record
from istoolkit.documents.shelves import Written


class _Due(NamedTuple):
    shelf: str
    kind: str
    path: Path
    file: Written


def print_due(record: Record, names: Iterable[str], only: Iterable[str]) -> list[Path]:
    """Write a PDF of each Word file of these protocols and kinds that has none. Return the files written.

    Raises NoOffice where LibreOffice does not do its work, CouldNotWrite where a file cannot be written.
    """
    waiting = list(_due(record, set(names), set(only)))
    made = convert([each.path for each in waiting]) if waiting else {}
    return [
        record.add(each.shelf, each.kind, _file(each.file, made[each.path]), each.file.sum)
        for each in waiting
        if each.path in made
    ]


def _due(record: Record, names: set[str], only: set[str]) -> Iterator[_Due]:
    for shelf, found in record.shelves.items():
        if shelf in names:
            for kind in sorted(only & found.documents.keys()):
                files = found.documents[kind].files
                printed = {each.of for each in files if each.of and (record.out / shelf / each.name).is_file()}
                for each in files:
                    if each.format == "Word" and each.sum not in printed:
                        yield _Due(shelf, kind, record.out / shelf / each.name, each)


def _file(word: Written, content: bytes) -> File:
    return File(f"{word.name.removesuffix('.docx')}.pdf", content, word.words, "PDF")
