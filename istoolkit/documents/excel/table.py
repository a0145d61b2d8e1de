"""A table on a sheet of a workbook: headings that stay in sight, a filter, shades that follow the words, pages to print."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from istoolkit.documents.excel.layout import Layout, is_one_page_wide
from istoolkit.documents.excel.shades import needs_fill, shade_labels, toned_columns
from istoolkit.documents.excel.styles import Styles
from istoolkit.documents.excel.text import clean
from istoolkit.documents.tables import Table

_PAGE = 138
"""The characters beside each other on a landscape page at full size."""
_LOW = 70
"""The size at which a table for filtering is printed, where it need not be smaller to fit."""
_DOWN = 487
"""The height of a landscape page between its head and foot, in points."""
_EDGES = 5 / 7
"""What a column takes beside its width, in characters."""
_SMALLEST, _LARGEST = 60, 90
"""The sizes at which wide tables are printed, in hundredths."""


def write_table(sheet: Any, styles: Styles, table: Table, laid: Layout) -> None:
    """Write a table on an empty sheet, its headings in the first row."""
    for i, (column, width) in enumerate(zip(table.columns, laid.widths, strict=True)):
        sheet.set_column(i, i, width, None, {"hidden": i in laid.hidden})
        sheet.write_string(0, i, clean(column.heading), styles.of("heading", column.heading))
    sheet.set_row(0, laid.heading_height)
    if table.rows:
        _rows(sheet, styles, table, laid)
    else:
        sheet.write_string(1, 0, clean(table.none), styles.of("line", table.none))
    _set_up(sheet, table, laid)


def _rows(sheet: Any, styles: Styles, table: Table, laid: Layout) -> None:
    seen = replace(table, rows=laid.rows)
    labels = shade_labels(seen)
    for number, (row, height) in enumerate(zip(laid.rows, laid.heights, strict=True), start=1):
        sheet.set_row(number, height)
        for i, cell in enumerate(row):
            tone = cell.tone if needs_fill(cell, labels) else ""
            sheet.write_string(
                number, i, cell.words, styles.of("head" if i < table.heads else "cell", cell.words, tone)
            )
    _shades(sheet, styles, seen, labels)


def _shades(sheet: Any, styles: Styles, table: Table, labels: Mapping[str, str]) -> None:
    """Add the rules that shade cells by their words. The first that holds is the one that counts."""
    columns = toned_columns(table)
    if not columns:
        return
    for label, tone in labels.items():
        rule = {"type": "text", "criteria": "begins with", "value": label, "stop_if_true": True}
        shade = styles.shade(tone) if tone else None
        for first, last in _runs(columns):
            sheet.conditional_format(1, first, len(table.rows), last, {**rule, "format": shade})


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    """Return the columns as runs of neighbours: their first and last."""
    found: list[tuple[int, int]] = []
    for each in columns:
        if found and found[-1][1] == each - 1:
            found[-1] = (found[-1][0], each)
        else:
            found.append((each, each))
    return found


def _set_up(sheet: Any, table: Table, laid: Layout) -> None:
    heads, last = min(table.heads, len(table.columns)), max(1, len(laid.rows))
    sheet.freeze_panes(1, heads)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(laid.rows) + 1}"})
    sheet.repeat_rows(0)
    if table.printed:
        sheet.print_area(0, 0, last, laid.printed - 1)
        sheet.set_print_scale(_fitted(laid, _LOW))
        return
    if is_one_page_wide(laid.widths):
        sheet.fit_to_pages(1, 0)
        return
    if heads:
        sheet.repeat_columns(0, heads - 1)
    scale, breaks = _pages([width + _EDGES for width in laid.widths], heads)
    sheet.set_print_scale(scale)
    sheet.set_v_pagebreaks(breaks)
    sheet.print_across()


def pages_of(table: Table, laid: Layout) -> int:
    """Return about how many pages of A4 a sheet prints on."""
    heads = min(table.heads, len(table.columns))
    if table.printed or is_one_page_wide(laid.widths):
        size, across = _fitted(laid, _LOW if table.printed else 100), 1
    else:
        size, breaks = _pages([width + _EDGES for width in laid.widths], heads)
        across = len(breaks) + 1
    room, down, used = _DOWN * 100 / size - laid.heading_height, 1, 0.0
    for each in laid.heights:
        if used and used + each > room:
            down, used = down + 1, 0.0
        used += each
    return down * across


def _fitted(laid: Layout, most: int) -> int:
    """Return the size at which the columns on paper stand beside each other on a page, no larger than that."""
    return min(most, int(100 * _PAGE / sum(width + _EDGES for width in laid.on_paper)))


def _pages(widths: Sequence[float], heads: int) -> tuple[int, list[int]]:
    """Return the largest size at which a wide table takes no more pages than at the smallest, and where pages end."""
    fewest = len(_breaks(widths, heads, _SMALLEST))
    size = max(each for each in range(_SMALLEST, _LARGEST + 1) if len(_breaks(widths, heads, each)) == fewest)
    return size, _evened(widths, heads, _breaks(widths, heads, size))


def _breaks(widths: Sequence[float], heads: int, size: int) -> list[int]:
    """Return the columns before which a new page begins. The first columns stand on each page."""
    return _filled(widths, heads, _PAGE * 100 / size - sum(widths[:heads]))


def _filled(widths: Sequence[float], heads: int, room: float) -> list[int]:
    """Return the columns before which a page is full."""
    found, used = [], 0.0
    for i, width in enumerate(widths[heads:], start=heads):
        if used and used + width > room:
            found.append(i)
            used = 0.0
        used += width
    return found


def _evened(widths: Sequence[float], heads: int, breaks: list[int]) -> list[int]:
    """Return as many breaks, put so that no column is left alone where another page could do without its last ones."""
    ends = [*breaks, len(widths)]
    while True:
        moved = list(ends)
        for i in range(len(ends) - 2, -1, -1):
            start = moved[i - 1] if i else heads
            while moved[i] - start > 1 and sum(widths[moved[i] - 1 : moved[i + 1]]) < sum(widths[start : moved[i]]):
                moved[i] -= 1
        if moved == ends:
            return ends[:-1]
        ends = moved
