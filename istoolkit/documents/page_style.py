"""The part of a page's style that depends on its book: shades, widths of columns, what stands on each sheet of paper."""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from istoolkit.documents.page_frame import css_text
from istoolkit.documents.stamp import Stamp
from istoolkit.documents.tables import TONES, Book, Table

STUCK = 26
"""How wide the columns that stay in sight may be together, in rem: the rest of the window is for what is read."""

PAPER = 260
"""How many characters across fit on A4 landscape in small type. Wider tables are printed as cards, one a row."""

SMALL = "screen and (max-width: 40rem)"
"""Screens too small for a table, as in the stylesheet. So is a window at 400 %."""


def width(characters: int) -> float:
    """Return the width of a column in rem: half a rem a character, a little less for the type of tables, and its edges."""
    return round(max(characters, 6) * 0.48 + 1.25, 2)


def is_cards(table: Table) -> bool:
    """Say whether a table is too wide for paper."""
    return sum(each.width for each in table.columns) > PAPER


def on_paper(table: Table) -> tuple[Table, ...]:
    """Return the tables that are printed in place of a table; none where it is printed itself.

    Blocks for a Word file are not: a page prints its rows as cards.
    """
    return () if any(each.layouts for each in table.on_paper) else table.on_paper


def on_paper_id(id: str, number: int) -> str:
    """Return the identifier of such a table, from that of the table on the screen."""
    return f"{id}-paper-{number}"


def book_style(book: Book, ids: Iterable[str]) -> str:
    """Return the rules for a book whose tables have these identifiers on the page; those for paper, `on_paper`."""
    rules = [f".tone-{name} {{ background: #{tone.fill}; color: #1b1b1b; }}" for name, tone in TONES.items()]
    rules += [paper_style(book.head, book.status, book.marking)]
    for table, id in zip(book.tables, ids, strict=True):
        rules += _table_rules(table, f"#{id}")
        for number, each in enumerate(on_paper(table), 1):
            rules += _printed(each, [width(one.width) for one in each.columns], f"#{on_paper_id(id, number)}")
    return "\n" + "\n".join(rules) + "\n"


def paper_style(title: str, stamp: Stamp | None, marking: str = "") -> str:
    """Return the rule for what stands on each sheet of paper: the title, where it stands, the protective marking."""
    return edge_style(title, stamp.head if stamp else "", marking)


def edge_style(left: str, right: str, foot: str) -> str:
    """Return the rule for what stands at the edges of each sheet of paper: at the top, and at the foot on the left."""
    plain, bold = (
        'font: 8pt Arial, "Liberation Sans", sans-serif',
        'font: bold 9pt Arial, "Liberation Sans", sans-serif',
    )
    places = (("top-left", left, plain), ("top-right", right, bold), ("bottom-left", foot, bold))
    return f"@page {{ {' '.join(f'@{at} {{ content: {css_text(words)}; {font}; }}' for at, words, font in places if words)} }}"


def _table_rules(table: Table, at: str) -> Iterator[str]:
    widths = [width(each.width) for each in table.columns]
    whole = round(sum(widths), 2)
    yield f"{at} table {{ width: {whole}rem; min-width: min(100%, {round(whole * 1.5, 2)}rem); }}"
    for place, each in enumerate(widths, 1):
        yield f"{at} col:nth-child({place}) {{ width: {each}rem; }}"
    yield from _stuck(widths[: table.heads], at)
    yield from _printed(table, widths, at)


def _stuck(widths: list[float], at: str) -> Iterator[str]:
    """Yield the rules that keep the first columns in sight, as far as there is room."""
    starts = [0.0, *accumulate(widths)]
    rules = [
        f"{at} tr > :nth-child({place}) {{ position: sticky; left: {round(starts[place - 1], 2)}rem; z-index: 1; }} "
        f"{at} thead > tr > :nth-child({place}) {{ z-index: 3; }}"
        for place in range(1, len(widths) + 1)
        if starts[place] <= STUCK
    ]
    if rules:
        yield "@media screen and (min-width: 48rem) { " + " ".join(rules) + " }"


def _printed(table: Table, widths: list[float], at: str) -> Iterator[str]:
    """Yield the rules for paper and for small screens, where each row is a card and its cells have labels."""
    yield f"@media {SMALL} {{ {_labels(table, at)} }}"
    whole = sum(widths)
    shares = (
        f"{at} col:nth-child({place}) {{ width: {100 * each / whole:.2f}%; }}" for place, each in enumerate(widths, 1)
    )
    yield f"@media print {{ {_labels(table, at, ' attr(data-of)') if is_cards(table) else ' '.join(shares)} }}"


def _labels(table: Table, at: str, more: str = "") -> str:
    return " ".join(
        f"{at} tbody > tr > :nth-child({place})::before {{ content: {css_text(each.heading)}{more}; }}"
        for place, each in enumerate(table.columns, 1)
    )
