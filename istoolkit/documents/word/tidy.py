"""The last touches to a filled document: columns without a word, grounds of cells, and what belongs on one page.

What is done here depends on what was filled in, so that a template cannot say it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from istoolkit.documents.tables import TONES
from istoolkit.documents.word.table_xml import NONE

if TYPE_CHECKING:
    from lxml.etree import _Element

MARK = "tone:"
"""How a comment begins that names the tone of the cell it lies in."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_AFTER_GROUND = [f"{_W}{name}" for name in ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")]
_AFTER_KEEP = f"{_W}pStyle"
_WHOLE = 12
"""The most rows of a table that is kept on one page."""
_LINES = 18
"""The most lines of such a table."""
_TOGETHER = 2
"""How many rows of a longer table stay with its heading, and with its end."""
_LETTER = 105
"""About how wide a letter of a table is, in twentieths of a point."""
_MARGINS = 216


def tidied(xml: str) -> str:
    """Return the body of a filled document with its last touches.

    A column in which no row says anything is left out, and its room goes to the others. A cell that holds the mark of a
    tone gets its ground. A table of few rows stays on one page, a longer one has two rows with its heading and with its
    end. A label stays with the list that follows it.
    """
    root = etree.fromstring(xml.encode())
    for table in root.iter(f"{_W}tbl"):
        _shade(table)
        _without_empty_columns(table)
        _keep_together(table)
    for paragraph in root.iter(f"{_W}p"):
        if _is_label(paragraph):
            _keep(paragraph)
    return _HEAD + etree.tostring(root, encoding="unicode")


def _shade(table: "_Element") -> None:
    for mark in list(table.iter(etree.Comment)):
        text = mark.text or ""
        cell = next(mark.iterancestors(f"{_W}tc"), None)
        tone = TONES.get(text.removeprefix(MARK)) if text.startswith(MARK) else None
        if tone is None or cell is None:
            continue
        _ground(cell, tone.fill)
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)


def _ground(cell: "_Element", fill: str) -> None:
    properties = cell.find(f"{_W}tcPr")
    if properties is None:
        properties = etree.Element(f"{_W}tcPr")
        cell.insert(0, properties)
    for old in properties.findall(f"{_W}shd"):
        properties.remove(old)
    later = next((i for i, each in enumerate(properties) if each.tag in _AFTER_GROUND), len(properties))
    properties.insert(later, _element("shd", val="clear", color="auto", fill=fill))


def _element(name: str, **values: str) -> "_Element":
    return etree.Element(f"{_W}{name}", {f"{_W}{key}": value for key, value in values.items()})


def _without_empty_columns(table: "_Element") -> None:
    grid = table.findall(f"{_W}tblGrid/{_W}gridCol")
    rows = [row.findall(f"{_W}tc") for row in _rows(table)]
    body = rows[_heads(table) :]
    if not body or any(len(row) != len(grid) for row in rows) or next(table.iter(f"{_W}gridSpan"), None) is not None:
        return
    empty = [i for i in range(1, len(grid)) if all(_words(row[i]) == NONE for row in body)]
    if not empty:
        return
    for cells in (grid, *rows):
        for i in empty:
            parent = cells[i].getparent()
            if parent is not None:
                parent.remove(cells[i])
    _widen(table, grid, [i for i in range(len(grid)) if i not in empty])


def _widen(table: "_Element", grid: Sequence["_Element"], left: Sequence[int]) -> None:
    """Give the columns that are left the room of all, each in proportion."""
    old = [int(each.get(f"{_W}w", "0")) for each in grid]
    share = sum(old) / (sum(old[i] for i in left) or 1)
    widths = [str(int(old[i] * share)) for i in left]
    for each, width in zip(table.findall(f"{_W}tblGrid/{_W}gridCol"), widths, strict=True):
        each.set(f"{_W}w", width)
    for row in _rows(table):
        for cell, width in zip(row.findall(f"{_W}tc"), widths, strict=True):
            size = cell.find(f"{_W}tcPr/{_W}tcW")
            if size is not None:
                size.set(f"{_W}w", width)


def _keep_together(table: "_Element") -> None:
    rows, heads = _rows(table), _heads(table)
    body = rows[heads:]
    whole = len(body) <= _WHOLE and sum(map(_lines, body)) <= _LINES
    kept = body[:-1] if whole else [*body[: _TOGETHER - 1], *body[-_TOGETHER:-1]]
    for row in (*rows[:heads], *kept):
        for paragraph in row.iter(f"{_W}p"):
            _keep(paragraph)


def _rows(table: "_Element") -> "list[_Element]":
    return table.findall(f"{_W}tr")


def _heads(table: "_Element") -> int:
    """Return how many rows at the top are repeated on each page."""
    return sum(row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in _rows(table))


def _lines(row: "_Element") -> int:
    """Return about how many lines a row takes."""
    return max(map(_lines_in, row.findall(f"{_W}tc")), default=1)


def _lines_in(cell: "_Element") -> int:
    size = cell.find(f"{_W}tcPr/{_W}tcW")
    width = int(size.get(f"{_W}w", "0")) if size is not None else 0
    across = max(1, (width - _MARGINS) // _LETTER)
    return sum(1 + len(_words(paragraph)) // across for paragraph in cell.iter(f"{_W}p"))


def _is_label(paragraph: "_Element") -> bool:
    """Whether a paragraph only names the list that follows it."""
    following = paragraph.getnext()
    if following is None or _style(following) not in ("ListBullet", "TableBullet"):
        return False
    return _style(paragraph) not in ("ListBullet", "TableBullet") and _words(paragraph).endswith(":")


def _keep(paragraph: "_Element") -> None:
    """Keep a paragraph on one page with what follows it."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        paragraph.insert(0, properties)
    if properties.find(f"{_W}keepNext") is None:
        begins = properties.find(_AFTER_KEEP) is not None
        properties.insert(1 if begins else 0, _element("keepNext"))


def _style(paragraph: "_Element") -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if found is None else found.get(f"{_W}val", "")


def _words(element: "_Element") -> str:
    return "".join(_texts(element)).strip()


def _texts(element: "_Element") -> Iterator[str]:
    yield from (each.text or "" for each in element.iter(f"{_W}t"))
