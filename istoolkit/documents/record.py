"""The record of what was built: which files, what they rest on, and what they held when they were written.

It stands in the folder of the documents as ``.istoolkit.json``. With it a build knows what it need not make again, and
which files someone has changed since: those it never writes over.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from istoolkit.documents.file import File
from istoolkit.documents.journal import Journal, sweep
from istoolkit.documents.shelves import Documents, Shelf, Written, as_kept, plain, shelf_from
from istoolkit.files import CouldNotWrite, write_whole

NAME = ".istoolkit.json"
INDEX = "index.html"
_FORMAT = 1


@dataclass
class Gone:
    """A protocol that is in the register no longer: how many of its documents were taken away, and which stay."""

    name: str
    taken: int = 0
    stay: list[Path] = field(default_factory=list)


class Record:
    """The record of a folder of documents. Shelves go by the name of the protocol, which is the name of its folder.

    ``kept_aside`` are the new names of files that someone had changed, ``left_behind`` old files that could not be taken
    away, ``changed_by_hand`` old files that are made no longer and stay, because someone changed them. ``gone`` are the
    protocols whose documents were taken away. ``moved_from`` is where the register was whose documents were taken over.
    ``root`` is the register that is built, as a shelf has it.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.root = ""
        self.index = ""
        self.whole = ""
        self.errors = 0
        self.shelves: dict[str, Shelf] = {}
        self.kept_aside: list[Path] = []
        self.left_behind: list[Path] = []
        self.changed_by_hand: list[Path] = []
        self.gone: list[Gone] = []
        self.moved_from = ""
        self._saved = 0
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            self._read(json.loads((out / NAME).read_bytes()))
            self._saved = (out / NAME).stat().st_mtime_ns
        self._journal = Journal(out)
        if self._journal.take_in(self.shelves):
            self.whole = ""

    def _read(self, kept: Any) -> None:
        """Take in a record that was written before. One that cannot be understood counts for nothing."""
        if kept["format"] == _FORMAT:
            shelves = {plain(name): shelf_from(each) for name, each in kept["shelves"].items()}
            self.index, self.whole, self.errors = str(kept["index"]), str(kept["whole"]), int(kept["errors"])
            self.shelves = shelves

    def save(self) -> None:
        """Write the record. Raises CouldNotWrite."""
        self._adopt()
        content = {
            "format": _FORMAT,
            "index": self.index,
            "whole": self.whole,
            "errors": self.errors,
            "shelves": {name: as_kept(each) for name, each in sorted(self.shelves.items())},
        }
        write_whole(self.out / NAME, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        if self._journal.sums:
            sweep(self.out, self.shelves)
        self._journal.close()

    def _adopt(self) -> None:
        """Put on record what a build that was cut short wrote, where this one did not come to make it again."""
        for path, file in self.files() if self._journal.sums else ():
            noted = self._journal.sums.get(f"{path.parent.name}/{path.name}", ())
            if noted and not _holds(path, file.sum):
                file.sum = next((each for each in noted if _holds(path, each)), file.sum)

    def files(self) -> Iterator[tuple[Path, Written]]:
        """Yield every file that was written, with its path."""
        for name, shelf in self.shelves.items():
            for each in shelf.documents.values():
                yield from ((self.out / name / file.name, file) for file in each.files)

    def names(self) -> Iterator[str]:
        """Yield the path of every file that was written, from the folder of the documents."""
        for name, shelf in self.shelves.items():
            for each in shelf.documents.values():
                yield from (f"{name}/{file.name}" for file in each.files)

    def number_of(self, shelves: Container[str], kinds: Container[str], but: Container[tuple[str, str]]) -> int:
        """Return how many documents there are on these shelves and of these kinds, but for some kinds of some shelves."""
        return sum(
            len(each.files)
            for shelf, found in self.shelves.items()
            if shelf in shelves
            for kind, each in found.documents.items()
            if kind in kinds and (shelf, kind) not in but
        )

    def is_whole(self) -> bool:
        """Whether every file is there as it was written."""
        if not _holds(self.out / INDEX, self.index):
            return False
        kinds = ((name, each) for name, shelf in self.shelves.items() for each in shelf.documents.values())
        return all(self._is_there(name, file) for name, each in kinds for file in each.files)

    def _is_there(self, shelf: str, file: Written) -> bool:
        """Whether a file is as it was written. It is read unless its size, time and number on the disk are the same.

        The time says nothing of a file that changed as late as the record was saved, for clocks go in steps.
        """
        path = f"{self.out}/{shelf}/{file.name}"
        try:
            now = os.stat(path)  # noqa: PTH116 - of thousands of files
        except OSError:
            return False
        known = (now.st_size, now.st_mtime_ns, now.st_ino) == (file.size, file.at, file.number)
        return (known and now.st_mtime_ns < self._saved) or _holds(Path(path), file.sum)

    def put_index(self, content: bytes) -> None:
        """Write the index page, unless it is there as it should be."""
        new = _new(File(INDEX, content, "", ""))
        with self._journal.noted("", "", [new]):
            self._write(self.out, new, content, self.index)
            self.index = new.sum

    def is_current(self, shelf: str, kind: str, key: str) -> bool:
        """Whether the files of a kind rest on the same as they did, and are there as they were written."""
        found = self.shelves[shelf].documents.get(kind) if shelf in self.shelves else None
        if found is None or found.key != key:
            return False
        return all(self._is_there(shelf, each) for each in found.files)

    def put(self, shelf: str, kind: str, key: str, files: Iterable[File]) -> list[Path]:
        """Write the files of a kind, and take away those of it that are made no longer.

        Return the paths of those that were not there, or are not what they were.
        """
        on = self.shelves.setdefault(shelf, Shelf())
        on.root = self.root or on.root
        documents = on.documents
        before = {each.name: each for each in documents[kind].files} if kind in documents else {}
        made = [(_new(each), each.content) for each in files]
        new = {each.name: each for each, _ in made}
        folder = self.out / shelf
        with self._journal.noted(shelf, kind, new.values(), on.root):
            changed = [
                file for file, content in made if self._write(folder, file, content, _sum(before.get(file.name)))
            ]
            for old in before.values():
                if old.name not in new and not self._take_away(shelf, old):
                    self.changed_by_hand.append(folder / old.name)
            documents[kind] = Documents(key, list(new.values()))
        return [folder / each.name for each in changed]

    def add(self, shelf: str, kind: str, file: File, of: str) -> Path:
        """Write one more file of a kind, converted from the file with the digest ``of``."""
        found = self.shelves[shelf].documents[kind]
        before = next((each for each in found.files if each.name == file.name), None)
        new = _new(file)
        new.of = of
        with self._journal.noted(shelf, kind, [new], self.shelves[shelf].root):
            self._write(self.out / shelf, new, file.content, _sum(before))
            found.files = [*(each for each in found.files if each.name != file.name), new]
        return self.out / shelf / file.name

    def drop(self, shelf: str) -> None:
        """Take away the documents of a protocol that is there no longer, but for those that someone changed."""
        gone = Gone(shelf)
        for each in self.shelves[shelf].documents.values():
            for file in each.files:
                if self._take_away(shelf, file):
                    gone.taken += 1
                else:
                    gone.stay.append(self.out / shelf / file.name)
        del self.shelves[shelf]
        self.gone.append(gone)
        with contextlib.suppress(OSError):
            (self.out / shelf).rmdir()

    def _write(self, folder: Path, file: Written, content: bytes, before: str) -> bool:
        """Write a file unless it is there as it should be, and say whether it was written."""
        path = folder / file.name
        there = _sum_before(path)
        if there != file.sum:
            if there and there != before and not self._is_ours(folder, file.name, there):
                self._keep_aside(path)
            write_whole(path, content)
        now = path.stat()
        file.size, file.at, file.number = now.st_size, now.st_mtime_ns, now.st_ino
        return there != file.sum

    def _is_ours(self, folder: Path, name: str, total: str) -> bool:
        """Whether a build that was cut short wrote this."""
        shelf = "" if folder == self.out else folder.name
        return total in self._journal.sums.get(f"{shelf}/{name}", ())

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

    def _take_away(self, shelf: str, file: Written) -> bool:
        """Take away a file. Say no where it stays, because someone changed it."""
        path = self.out / shelf / file.name
        try:
            there = _sum_of(path)
            if there and there != file.sum and not self._is_ours(path.parent, file.name, there):
                return False
            path.unlink(missing_ok=True)
        except OSError:
            self.left_behind.append(path)
        return True


def _new(file: File) -> Written:
    return Written(file.name, file.words, file.format, sum_of(file.content), note=file.note)


def _sum(file: Written | None) -> str:
    return file.sum if file else ""


def sum_of(content: bytes) -> str:
    """Return the digest of what a file holds."""
    return hashlib.sha256(content).hexdigest()


def _sum_before(path: Path) -> str:
    """Return the digest of a file that is to be replaced. Raises CouldNotWrite where nobody can tell whose it is."""
    try:
        return _sum_of(path)
    except OSError as error:
        raise CouldNotWrite(
            f"{path} cannot be read, so it is not replaced. Close it in other programs and check that you may read it."
        ) from error


def _holds(path: Path, total: str) -> bool:
    """Whether a file has a digest. Of one that cannot be read, nobody can tell: it counts as another."""
    with contextlib.suppress(OSError):
        return _sum_of(path) == total
    return False


def _sum_of(path: Path) -> str:
    """Return the digest of a file, "" where it is not there. Raises OSError where it cannot be read."""
    try:
        return sum_of(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return ""
