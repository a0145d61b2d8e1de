"""The parts of a page that are worked out of a table: its rows as HTML, and the values to choose from."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from istoolkit.documents.page_style import is_cards, on_paper, on_paper_id
from istoolkit.documents.tables import Cell, Table

MOST = 60
"""The most values of a column that are offered to choose from: a longer list is quicker searched by a word."""

LONGEST = 90
"""The longest value, in characters, that is offered to choose from: longer ones are sentences, not names."""

FIRST = 6
"""How many columns are offered at once. The others stand under “More columns”."""

LONG = 100
"""From how many rows on a browser lays a table out only when it comes into sight."""

FEWEST = 2
"""From how many rows on a table can be filtered."""

TALL = 3000
"""From how many characters on a row that is printed as a card may go on over a page: each cell then names the row."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A column to choose values from, each with the number of rows that have it."""

    column: int
    heading: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as the template of the page sees it."""

    id: str
    title: str
    about: str
    headings: tuple[str, ...]
    key: tuple[tuple[str, str], ...]
    none: str
    size: str
    body: Markup
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    cards: bool
    has_rows: bool
    long: bool
    filters: bool
    paper: tuple["TablePart", ...] = ()


def table_part(table: Table, id: str) -> TablePart:
    """Return a table as the template sees it, under its identifier on the page."""
    filters = len(table.rows) >= FEWEST
    offered = tuple(choices(table)) if filters else ()
    return TablePart(
        id=id,
        title=table.title,
        about=table.about,
        headings=tuple(" ".join(each.heading.split()) for each in table.columns),
        key=table.key,
        none=table.none,
        size=counted(len(table.rows), "row", "rows"),
        body=body(table),
        choices=offered[:FIRST],
        more=offered[FIRST:],
        cards=is_cards(table),
        has_rows=bool(table.rows),
        long=len(table.rows) > LONG,
        filters=filters,
        paper=tuple(table_part(each, on_paper_id(id, number)) for number, each in enumerate(on_paper(table), 1)),
    )


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun: “1 row”, “12 rows”, “no rows”."""
    return f"{number or 'no'} {one if number == 1 else many}"


def identifiers(kind: str, names: Iterable[str]) -> list[str]:
    """Return an identifier for each name that is safe in HTML, CSS and addresses, and that no other has."""
    found: list[str] = []
    for name in names:
        slug = "-".join(filter(None, [kind, *re.findall(r"[a-z0-9]+", name.lower())]))
        number = 1
        while (id := slug if number == 1 else f"{slug}--{number}") in found:
            number += 1
        found.append(id)
    return found


@lru_cache(maxsize=4096)
def lines(words: str) -> tuple[str, ...]:
    """Return the lines of a cell that say something, with single spaces."""
    return tuple(filter(None, (" ".join(each.split()) for each in words.split("\n"))))


def body(table: Table) -> Markup:
    """Return the rows of a table as HTML. Each cell begins on a line of its own, so that words do not run together."""
    cards = is_cards(table)
    rows = (_row(table, row, cards and sum(len(each.words) for each in row) >= TALL) for row in table.rows)
    return Markup("\n".join(rows))  # noqa: S704 - made of escaped texts


def _row(table: Table, row: tuple[Cell, ...], tall: bool) -> str:
    filled = (*row, *[Cell()] * (len(table.columns) - len(row)))
    name = " ".join(row[0].words.split()) if tall else ""
    cells = (
        _cell(each.words, each.tone, place < table.heads, name if place else "") for place, each in enumerate(filled)
    )
    start = '<tr class="tall">' if tall else "<tr>"
    return "\n".join((start, *cells, "</tr>"))


@lru_cache(maxsize=4096)
def _cell(words: str, tone: str, head: bool, of: str) -> str:
    said = lines(words)
    more = (f' class="tone-{escape(tone)}"' if tone else "") + (f' data-of=" ({escape(of)})"' if of else "")
    name, scope = ("th", ' scope="row"') if head and said else ("td", "")
    inside = str(escape(said[0])) if len(said) == 1 else ""
    if len(said) > 1:
        inside = "<ul>" + "\n".join(f"<li>{escape(each)}</li>" for each in said) + "</ul>"
    return f"<{name}{scope}{more}>{inside}</{name}>"


def choices(table: Table) -> Iterator[Choice]:
    """Yield the columns that have few different values, where some value comes more than once."""
    for place, column in enumerate(table.columns):
        numbers = Counter(each for row in table.rows for each in dict.fromkeys(_lines_at(row, place)))
        if column.heading.strip() and _few(numbers):
            yield Choice(place, " ".join(column.heading.split()), tuple(sorted(numbers.items(), key=_by_name)))


def _lines_at(row: tuple[Cell, ...], place: int) -> tuple[str, ...]:
    return lines(row[place].words) if place < len(row) else ()


def _few(numbers: Counter[str]) -> bool:
    return 1 < len(numbers) <= MOST and numbers.total() > len(numbers) and max(map(len, numbers)) <= LONGEST


def _by_name(value: tuple[str, int]) -> tuple[str, str]:
    return value[0].casefold(), value[0]
