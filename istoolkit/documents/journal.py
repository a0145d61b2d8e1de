"""The journal of a build: which files it is about to write, so that they are known for ours where it is cut short.

It stands beside the record while a build runs. The record is saved at the end and the journal taken away. A build that
finds one takes what it says into the record.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from istoolkit.documents.shelves import Documents, Shelf, Written, file_as_kept, plain, written_from
from istoolkit.files import CouldNotWrite

NAME = ".istoolkit.journal"


class Journal:
    """The journal in a folder of documents. ``sums`` are the digests that each file may have had from us."""

    def __init__(self, out: Path) -> None:
        self.path = out / NAME
        self.sums: dict[str, set[str]] = {}

    def note(self, shelf: str, kind: str, files: Iterable[Written]) -> None:
        """Say what is about to be written; a shelf of "" is the folder itself. Raises CouldNotWrite."""
        lines = [json.dumps([shelf, kind, file_as_kept(each)], ensure_ascii=False) for each in files]
        if not lines:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as journal:
                journal.write("".join(f"{line}\n" for line in lines))
        except OSError as error:
            raise CouldNotWrite(f"{self.path} cannot be written: {error.strerror}.") from error

    def take_in(self, shelves: dict[str, Shelf]) -> bool:
        """Add what a build that was cut short may have written, and say whether there was one.

        What it was about to make counts as older than the register, so that it is made again.
        """
        if not self.path.is_file():
            return False
        for shelf, kind, file in self._lines():
            self.sums.setdefault(f"{shelf}/{file.name}", set()).add(file.sum)
            if shelf:
                found = shelves.setdefault(shelf, Shelf()).documents.setdefault(kind, Documents(""))
                found.key = ""
                if all(each.name != file.name for each in found.files):
                    found.files.append(file)
        return True

    def _lines(self) -> Iterator[tuple[str, str, Written]]:
        """Yield what can be understood: the last line may have been cut short."""
        with contextlib.suppress(OSError):
            for line in self.path.read_text("utf-8", errors="replace").splitlines():
                with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
                    shelf, kind, file = json.loads(line)
                    yield plain(shelf) if shelf else "", str(kind), written_from(file)

    def close(self) -> None:
        """Take the journal away: all it says is in the record."""
        self.sums.clear()
        with contextlib.suppress(OSError):
            self.path.unlink()


def sweep(out: Path, shelves: Iterable[str]) -> None:
    """Take away the halves of files that a build which was cut short left behind."""
    for folder in (out, *(out / each for each in shelves)):
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):  # noqa: PTH208 - hidden files count
                if name.startswith(".") and name.endswith(".part"):
                    (folder / name).unlink()
