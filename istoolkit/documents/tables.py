"""Tables as readers see them, before they are Word, Excel, a page or CSV.

A `Book` is what one file holds: some tables with what they are about. Each writer (``excel.workbook``, ``page``,
``csv_file``, ``word.tables``) takes a book and gives bytes; none of them works anything out.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from istoolkit.documents.drawing import Drawing
from istoolkit.documents.stamp import DRAFT, Stamp


class Tone(NamedTuple):
    """A shade for a cell: its fill as six hexadecimal digits. A cell with a tone also says in words what the tone means."""

    fill: str


TONES = {
    "gives": Tone("DCE8F5"),
    "receives": Tone("DDF0E3"),
    "both": Tone("E7E0F3"),
    "not": Tone("EDEDED"),
    "low": Tone("DDF0E3"),
    "moderate": Tone("FFF2CC"),
    "high": Tone("F8D7C4"),
    "extreme": Tone("EFB8B8"),
    "open": Tone("FFFF99"),
}
"""The shades by name. Dark text (1B1B1B) on each of them has a contrast of more than 7 to 1."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. ``words`` may have several lines, an entry each."""

    words: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands above it, and how wide it wants to be, in characters."""

    heading: str
    width: int = 20


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``id`` is short and fit for the name of a file or sheet.

    The first ``heads`` columns say what a row is about: they stay in sight and are repeated where a table is split.
    ``key`` explains its shades, each with a tone and words. ``none`` is what to say where it has no row.
    ``on_paper`` are the tables that say the same on paper, where a page is too narrow for it. With ``layouts``, each row is
    on paper a block of its own: its first cell is the heading, the others stand under it in rows. A layout says how many
    in each row; the one that takes the least room is taken. A ``tight`` table has low rows on paper. With ``printed``, a
    table is for filtering on a screen: a spreadsheet keeps its rows low and prints so many of its columns, the first.
    """

    id: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 1
    key: tuple[tuple[str, str], ...] = ()
    none: str = "Nothing to show."
    on_paper: tuple["Table", ...] = ()
    layouts: tuple[tuple[int, ...], ...] = ()
    tight: bool = False
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """What one file holds. ``facts`` are labels with values, such as the version; ``notes`` are sentences for the reader.

    ``stamp`` says where what it shows stands; where there is none, ``draft`` tells whether it is a draft.
    ``keywords`` are for programs: the protocol and the digest of what is signed. ``date`` is an ISO
    date that comes from the definition: no clock goes in. ``running`` is what stands at the head of each
    page, the title where it is empty; ``marking`` is the protective marking that stands at its foot, such as “OFFICIAL”.
    """

    title: str
    subtitle: str
    tables: tuple[Table, ...]
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    drawings: tuple[Drawing, ...] = field(default=())
    creator: str = ""
    language: str = "en-GB"
    date: str = "2000-01-01"
    draft: bool = True
    running: str = ""
    marking: str = ""
    stamp: Stamp | None = None
    keywords: str = ""

    @property
    def status(self) -> Stamp | None:
        """Where what it shows stands; None where that is not said."""
        return self.stamp or (DRAFT if self.draft else None)

    @property
    def head(self) -> str:
        """What stands at the head of each page."""
        return self.running or self.title
