"""The record of what was built: which files, what they rest on, and what they held when they were written.

It stands in the folder of the documents as ``.istoolkit.json``. With it a build knows what it need not make again, and
which files someone has changed since: those it never writes over.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from istoolkit.documents.workshop import File
from istoolkit.files import CouldNotWrite, write_whole

NAME = ".istoolkit.json"
INDEX = "index.html"
_FORMAT = 1

DRAFT, UNDER_WAY, AGREED = "draft", "under-way", "agreed"
"""Where a protocol stands: a draft, signed by all who must, and anything else."""

WHOLE = "_register"
"""The shelf of what is made of the register as a whole. No protocol can have this name."""


@dataclass(slots=True)
class Written:
    """A file that was written, with the digest of what it held. ``of`` is the digest of the file it was converted from."""

    name: str
    words: str
    format: str
    sum: str
    of: str = ""


@dataclass(slots=True)
class Documents:
    """The files of one kind, and the key of what they rest on."""

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


class Record:
    """The record of a folder of documents. Shelves go by the name of the protocol, which is the name of its folder.

    ``kept_aside`` are the new names of files that someone had changed, ``left_behind`` old files that could not be taken
    away.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.index = ""
        self.whole = ""
        self.errors = 0
        self.shelves: dict[str, Shelf] = {}
        self.kept_aside: list[Path] = []
        self.left_behind: list[Path] = []
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            self._read(json.loads((out / NAME).read_bytes()))

    def _read(self, kept: Any) -> None:
        """Take in a record that was written before. One that cannot be understood counts for nothing."""
        if kept["format"] == _FORMAT:
            shelves = {_plain(name): _shelf(each) for name, each in kept["shelves"].items()}
            self.index, self.whole, self.errors = str(kept["index"]), str(kept["whole"]), int(kept["errors"])
            self.shelves = shelves

    def save(self) -> None:
        """Write the record. Raises CouldNotWrite."""
        shelves = {name: asdict(each) for name, each in sorted(self.shelves.items())}
        content = {
            "format": _FORMAT,
            "index": self.index,
            "whole": self.whole,
            "errors": self.errors,
            "shelves": shelves,
        }
        write_whole(self.out / NAME, json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")

    def files(self) -> Iterator[tuple[Path, Written]]:
        """Yield every file that was written, with its path."""
        for name, shelf in self.shelves.items():
            for each in shelf.documents.values():
                yield from ((self.out / name / file.name, file) for file in each.files)

    def is_whole(self) -> bool:
        """Whether every file is there as it was written."""
        index = _sum_of(self.out / INDEX) == self.index
        return index and all(_sum_of(path) == file.sum for path, file in self.files())

    def put_index(self, content: bytes) -> None:
        """Write the index page, unless it is there as it should be."""
        self.index = self._write(self.out, File(INDEX, content, "", ""), self.index).sum

    def is_current(self, shelf: str, kind: str, key: str) -> bool:
        """Whether the files of a kind rest on the same as they did, and are there as they were written."""
        found = self.shelves[shelf].documents.get(kind) if shelf in self.shelves else None
        if found is None or found.key != key:
            return False
        return all(_sum_of(self.out / shelf / each.name) == each.sum for each in found.files)

    def put(self, shelf: str, kind: str, key: str, files: Iterable[File]) -> list[Path]:
        """Write the files of a kind, and take away those of it that are made no longer. Return the paths written."""
        documents = self.shelves.setdefault(shelf, Shelf()).documents
        before = {each.name: each for each in documents[kind].files} if kind in documents else {}
        new = [self._write(self.out / shelf, each, _sum(before.get(each.name))) for each in files]
        documents[kind] = Documents(key, new)
        names = {each.name for each in new}
        for old in before.values():
            if old.name not in names:
                self._take_away(self.out / shelf / old.name, old)
        return [self.out / shelf / each.name for each in new]

    def add(self, shelf: str, kind: str, file: File, of: str) -> Path:
        """Write one more file of a kind, converted from the file with the digest ``of``."""
        found = self.shelves[shelf].documents[kind]
        before = next((each for each in found.files if each.name == file.name), None)
        new = self._write(self.out / shelf, file, _sum(before))
        new.of = of
        found.files = [*(each for each in found.files if each.name != file.name), new]
        return self.out / shelf / file.name

    def drop(self, shelf: str) -> None:
        """Take away the documents of a protocol that is there no longer."""
        for each in self.shelves.pop(shelf).documents.values():
            for file in each.files:
                self._take_away(self.out / shelf / file.name, file)
        with contextlib.suppress(OSError):
            (self.out / shelf).rmdir()

    def _write(self, folder: Path, file: File, before: str) -> Written:
        path, total = folder / file.name, sum_of(file.content)
        there = _sum_of(path)
        if there != total:
            if there and there != before:
                self._keep_aside(path)
            write_whole(path, file.content)
        return Written(file.name, file.words, file.format, total)

    def _keep_aside(self, path: Path) -> None:
        """Rename a file that someone changed, so that nothing is lost."""
        number = 1
        while (other := path.with_name(f"{path.stem} (kept {number}){path.suffix}")).exists():
            number += 1
        try:
            path.rename(other)
        except OSError as error:
            raise CouldNotWrite(f"{path} cannot be replaced. Close it in other programs.") from error
        self.kept_aside.append(other)

    def _take_away(self, path: Path, file: Written) -> None:
        """Take away a file unless someone changed it."""
        if _sum_of(path) == file.sum:
            try:
                path.unlink()
            except OSError:
                self.left_behind.append(path)


def _shelf(kept: Any) -> Shelf:
    documents = {
        name: Documents(str(each["key"]), [_written(file) for file in each["files"]])
        for name, each in kept["documents"].items()
    }
    facts = [(str(label), str(value)) for label, value in kept["facts"]]
    above = [str(each) for each in kept["above"]]
    return Shelf(
        str(kept["root"]),
        above,
        str(kept["title"]),
        str(kept["about"]),
        str(kept.get("stage", DRAFT)),
        facts,
        documents,
    )


def _written(kept: Any) -> Written:
    if not all(isinstance(value, str) for value in kept.values()):
        raise ValueError("a record says what it says in texts")
    return Written(**{**kept, "name": _plain(kept["name"])})


def _plain(name: str) -> str:
    """Return a name of a file or folder. Raises ValueError where it leads elsewhere: a record may have been tampered with."""
    if not isinstance(name, str) or name in ("", ".", "..") or set(name) & set("/\\:\0"):
        raise ValueError(f"{name!r} is not the name of a file")
    return name


def _sum(file: Written | None) -> str:
    return file.sum if file else ""


def sum_of(content: bytes) -> str:
    """Return the digest of what a file holds."""
    return hashlib.sha256(content).hexdigest()


def _sum_of(path: Path) -> str:
    try:
        return sum_of(path.read_bytes())
    except OSError:
        return ""
