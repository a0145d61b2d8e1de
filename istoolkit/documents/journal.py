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
    """The journal in a folder of documents. ``sums`` are the digests that each file may have had from us.

    ``torn`` is whether something that was noted was not done to the end: then the journal has to stay.
    """

    def __init__(self, out: Path) -> None:
        self.path = out / NAME
        self.sums: dict[str, set[str]] = {}
        self.torn = False

    @contextlib.contextmanager
    def noted(self, shelf: str, kind: str, files: Iterable[Written], root: str = "") -> Iterator[None]:
        """Say what is about to be written, for as long as it is; a shelf of "" is the folder itself.

        ``root`` is the register it was made of, as a shelf has it. Raises CouldNotWrite.
        """
        lines = [json.dumps([shelf, kind, file_as_kept(each), root], ensure_ascii=False) for each in files]
        try:
            if lines:
                self._add(lines)
            yield
        except BaseException:
            self.torn = True
            raise

    def _add(self, lines: Iterable[str]) -> None:
        """Add lines. They begin on a new one, for the last there may have been cut short."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as journal:
                journal.write("\n".join(("", *lines, "")))
        except OSError as error:
            raise CouldNotWrite(f"{self.path} cannot be written: {error.strerror}.") from error

    def take_in(self, shelves: dict[str, Shelf]) -> bool:
        """Add what a build that was cut short may have written, and say whether there was one.

        What it was about to make counts as older than the register, so that it is made again, unless it is on record.
        """
        if not self.path.is_file():
            return False
        for shelf, kind, file, root in self._lines():
            self.sums.setdefault(f"{shelf}/{file.name}", set()).add(file.sum)
            if shelf:
                found = shelves.setdefault(shelf, Shelf(root)).documents.setdefault(kind, Documents(""))
                before = [each.sum for each in found.files if each.name == file.name]
                if before != [file.sum]:
                    found.key = ""
                if not before:
                    found.files.append(file)
        return True

    def _lines(self) -> Iterator[tuple[str, str, Written, str]]:
        """Yield what can be understood: the last line may have been cut short."""
        with contextlib.suppress(OSError):
            for line in self.path.read_text("utf-8", errors="replace").split("\n"):
                with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
                    shelf, kind, file, *root = json.loads(line)
                    yield plain(shelf) if shelf else "", str(kind), written_from(file), "".join(root)

    def close(self) -> None:
        """Take the journal away where all it says is in the record."""
        if self.torn:
            return
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
