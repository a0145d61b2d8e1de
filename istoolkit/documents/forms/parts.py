"""The parts of a form: a heading, and a table with a question in each row and its blank beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from istoolkit.documents.forms.form import Form, texts
from istoolkit.documents.paper import Blank, Block, Bullets, Callout, Grid, Heading, Words
from istoolkit.words import capital

Kind = Literal["words", "text", "date", "choice", "open-choice", "tick"]
"""The kinds of a blank."""

Cell = Words | tuple[Block, ...]
Row = tuple[Cell, ...]

_WIDTHS = (34, 66)
_LONGEST = 60
"""How many letters the tag of a blank may have."""


@dataclass
class Asking:
    """Makes the blanks of a form and keeps their names apart: ``request.who-asks.name``."""

    form: str
    part: str = ""

    def name(self, field: str, number: int = 0) -> str:
        """Return the tag of a blank. ``number`` takes the place of a name that would make it too long."""
        name = f"{self.form}.{self.part}.{field}"
        return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 5]}.{number}"

    def words(self, field: str, label: str, help: str = "") -> Row:
        """Return a question that is answered in a line."""
        return self._row(Blank(self.name(field), label, "words", help=help, label_apart=True))

    def text(self, field: str, label: str, help: str = "") -> Row:
        """Return a question that is answered in several lines."""
        return self._row(Blank(self.name(field), label, "text", help=help, label_apart=True))

    def date(self, field: str, label: str) -> Row:
        """Return a question that is answered with a date."""
        return self._row(Blank(self.name(field), label, "date", label_apart=True))

    def choice(self, field: str, label: str, options: Sequence[str], *after: Block, free: bool = False) -> Row:
        """Return a question that is answered with one of some options; with words where there are none.

        ``after`` is printed under the blank. ``free`` lets other words in.
        """
        found = tuple(dict.fromkeys(options))
        kind: Kind = "words" if not found else "open-choice" if free else "choice"
        return (label, (Blank(self.name(field), label, kind, found, label_apart=True), *after))

    def one(self, field: str, label: str, options: Iterable[str], *after: Block) -> Row:
        """Return a question that is answered by ticking one of few options, so that it can be answered on paper too."""
        return self.ticks(field, f"{label} (tick one)", numbered(options), *after)

    def ticks(self, field: str, label: str, options: Iterable[tuple[str, str]], *after: Block) -> Row:
        """Return a question that is answered by ticking; with words where there is nothing to tick.

        ``options`` are identifiers with words.
        """
        boxes = self.boxes(field, options) or (Blank(self.name(field), label, "text", label_apart=True),)
        return (label, (*boxes, *after))

    def boxes(self, field: str, options: Iterable[tuple[str, str]], first: int = 1) -> tuple[Blank, ...]:
        """Return boxes to tick. ``options`` are identifiers with words, numbered from ``first``."""
        return tuple(
            Blank(self.name(f"{field}.{name}", number), words, "tick")
            for number, (name, words) in enumerate(options, first)
        )

    def several(self, label: str, *blanks: Blank) -> Row:
        """Return a question with several short answers."""
        return (label, blanks)

    def blank(self, field: str, label: str, kind: Kind = "words") -> Blank:
        """Return one of several blanks of a question."""
        return Blank(self.name(field), label, kind)

    @staticmethod
    def _row(blank: Blank) -> Row:
        return (blank.label, (blank,))


def part(
    title: str, who: str, rows: Iterable[Row], new_page: bool = False, level: int = 1, keep: bool = False
) -> Iterator[Block]:
    """Yield a part of a form. ``who`` says who fills it in, ``keep`` has all of it on one page."""
    yield Heading(title, level, new_page=new_page)
    yield Grid(who, ("Question", "Answer"), tuple(rows), _WIDTHS, keep=keep)


def numbered(options: Iterable[str]) -> list[tuple[str, str]]:
    """Return options with numbers for identifiers."""
    return [(str(number), capital(each)) for number, each in enumerate(dict.fromkeys(options), 1)]


def after(form: Form) -> Iterator[Block]:
    """Yield what is done with a form once it is filled in."""
    if said := texts(form, "after"):
        yield Callout("When it is filled in", (Bullets(said),))


def pairs(said: Iterable[tuple[str, str]]) -> tuple[Words, ...]:
    """Return labelled sentences as entries of a list, without those that say nothing."""
    return tuple(f"{label}: {text}" for label, text in said if text)
