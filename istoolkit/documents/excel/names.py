"""The names of the sheets of a workbook: short, fit for Excel, no two alike."""

import re
from dataclasses import dataclass

from istoolkit.documents.excel.text import clean
from istoolkit.documents.tables import Book
from istoolkit.words import capital

FRONT = "About"
PICTURE = "Picture"
_LONGEST = 31
_NOT_ALLOWED = re.compile(r"[\[\]:*?/\\]+|\s+")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the sheets for the tables and for the drawings, in their order."""

    tables: tuple[str, ...]
    drawings: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every sheet of the workbook."""
        return (FRONT, *self.tables, *self.drawings)


def sheet_names(book: Book) -> Names:
    """Return the names of a book's sheets."""
    taken = {FRONT.casefold(), "history"}  # Excel keeps the name History for itself
    tables = tuple(_free(_readable(table.id), taken) for table in book.tables)
    return Names(tables, tuple(_free(PICTURE, taken) for _ in book.drawings))


def _readable(name: str) -> str:
    spaced = _NOT_ALLOWED.sub(" ", clean(name).replace("-", " ")).strip().strip("'")
    return capital(spaced) or "Table"


def _free(name: str, taken: set[str]) -> str:
    number, found = 1, name[:_LONGEST].strip().strip("'")
    while found.casefold() in taken:
        number += 1
        found = f"{name[: _LONGEST - len(str(number)) - 1].strip()} {number}"
    taken.add(found.casefold())
    return found
