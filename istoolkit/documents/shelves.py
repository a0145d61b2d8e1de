"""What is on record of documents that were built: the files of a protocol, by kind, and how the index speaks of them."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DRAFT, UNDER_WAY, AGREED = "draft", "under-way", "agreed"
"""Where a protocol stands: a draft, signed by all who must, and anything else."""

WHOLE = "_register"
"""The shelf of what is made of the register as a whole. No protocol can have this name."""

_NO_NAME = re.compile(r"[/\\:\0]|\A\.{0,2}\Z")


@dataclass(slots=True)
class Written:
    """A file that was written, with the digest of what it held. ``of`` is the digest of the file it was converted from,
    ``note`` what it leaves out.

    ``size``, ``at`` and ``number`` are its size, time and number on the disk then: a file that has them still need not be
    read to know that it is the same. They are 0 where they are not known.
    """

    name: str
    words: str
    format: str
    sum: str
    of: str = ""
    note: str = ""
    size: int = 0
    at: int = 0
    number: int = 0


@dataclass(slots=True)
class Documents:
    """The files of one kind, and the key of what they rest on: "" where they are known to be older than the register."""

    key: str
    files: list[Written] = field(default_factory=list)


@dataclass(slots=True)
class Shelf:
    """The documents of one protocol, by kind, and how the index page speaks of it.

    ``stage`` is where it stands.
    ``root`` is the register it was made of, as seen from the folder of the documents; ``above`` are the protocols it sits
    under.
    """

    root: str = ""
    above: list[str] = field(default_factory=list)
    title: str = ""
    about: str = ""
    stage: str = DRAFT
    facts: list[tuple[str, str]] = field(default_factory=list)
    documents: dict[str, Documents] = field(default_factory=dict)


def seen_from(out: Path, root: Path) -> str:
    """Return where a register is, as seen from the folder of the documents: both may be moved together."""
    try:
        return Path(os.path.relpath(root.resolve(), out.resolve())).as_posix()
    except ValueError:  # another drive on Windows
        return root.resolve().as_posix()


def plain(name: str) -> str:
    """Return a name of a file or folder. Raises ValueError where it leads elsewhere: a record may have been tampered with."""
    if not isinstance(name, str) or _NO_NAME.search(name):
        raise ValueError(f"{name!r} is not the name of a file")
    return name


def shelf_from(kept: Any) -> Shelf:
    """Return a shelf as a record has it. Raises ValueError, KeyError, TypeError or AttributeError where it is none."""
    documents = {
        name: Documents(str(each["key"]), [written_from(file) for file in each["files"]])
        for name, each in kept["documents"].items()
    }
    facts = [(str(label), str(value)) for label, value in kept["facts"]]
    above = [str(each) for each in kept["above"]]
    stage = str(kept.get("stage", DRAFT))
    return Shelf(str(kept["root"]), above, str(kept["title"]), str(kept["about"]), stage, facts, documents)


def written_from(kept: Any) -> Written:
    """Return a file as a record has it. Raises as `shelf_from` does."""
    found = Written(**kept)
    texts, numbers = (found.words, found.format, found.sum, found.of, found.note), (found.size, found.at, found.number)
    if not all(isinstance(each, str) for each in texts) or not all(isinstance(each, int) for each in numbers):
        raise ValueError("a record says what it says in texts and numbers")
    plain(found.name)
    return found


def as_kept(shelf: Shelf) -> dict[str, Any]:
    """Return a shelf as a record keeps it."""
    said = {name: getattr(shelf, name) for name in ("root", "above", "title", "about", "stage", "facts")}
    documents = {
        name: {"key": each.key, "files": [file_as_kept(file) for file in each.files]}
        for name, each in shelf.documents.items()
    }
    return {**said, "documents": documents}


def file_as_kept(file: Written) -> dict[str, Any]:
    """Return a file as a record keeps it."""
    return {name: getattr(file, name) for name in Written.__slots__}
