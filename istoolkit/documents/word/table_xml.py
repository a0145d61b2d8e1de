"""A table, or a part of it, as WordprocessingML: text only, so that thousands of rows take no time."""

from collections.abc import Iterable, Iterator

from istoolkit.documents.tables import TONES, Cell, Table
from istoolkit.documents.word.markup import escape, run_of
from istoolkit.documents.word.rows import MOST, cut, height, lines_in, stays_whole
from istoolkit.documents.word.split import Part

NONE = "—"
"""What an empty cell shows, so that it is seen and heard to be empty."""

AFTER = '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
"""What stands after each table."""

NAVY = "1D3557"
"""The ground of headings."""

HEAD = "F1F4F8"
"""The ground of cells that say what a row is about."""

KEEP = "<w:keepNext/>"
"""What keeps a paragraph with the next, and the row of a table with the next row."""

_TOGETHER = 2
"""How many rows stay with the head of a table: no head stands alone with one row at the foot of a page.

The last two stay together as well: no row stands alone at the top of one.
"""

_SHADES = {name: tone.fill for name, tone in TONES.items()}


_TIGHT = (
    "<w:tblCellMar>" + "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "bottom")) + "</w:tblCellMar>"
)
"""What makes the rows of a table low."""


def paragraph(style: str, runs: str, more: str = "") -> str:
    """Return a paragraph in a style. ``more`` are further properties of it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def said(style: str, words: str) -> str:
    """Return words as a paragraph in a style."""
    return paragraph(style, run_of(words, ""))


def shaded(tone: str, words: str) -> str:
    """Return words on the shade of a tone, as a run."""
    fill = _SHADES.get(tone, "FFFFFF")
    border = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="8A94A0"/>'
    return run_of(
        f"\u00a0{words}\u00a0", f'<w:rPr>{border}<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:rPr>'
    )


def key(entries: tuple[tuple[str, str], ...], style: str = "Key", begin: str = "Key:") -> str:
    """Return the key of shades, each a tone with words, as a paragraph; "" where there is none."""
    if not entries:
        return ""
    pieces = [run_of("   ", "") + shaded(tone, words) for tone, words in entries]
    return paragraph(style, run_of(begin, "<w:rPr><w:b/></w:rPr>") + "".join(pieces))


def frame(caption: str, described: str, widths: tuple[int, ...], first: bool = True, margins: str = "") -> str:
    """Return the beginning of a table: style, width, columns, and the words for those who do not see it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'<w:tblLook w:val="04{"A" if first else "2"}0" w:firstRow="1" w:lastRow="0" w:firstColumn="{int(first)}" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ISPTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'{margins}{look}<w:tblCaption w:val="{escape(caption)}"/><w:tblDescription w:val="{escape(described)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def opened(width: int, fill: str = "", before: str = "", after: str = "") -> str:
    """Return the beginning of a cell with a width and a shade. ``before`` and ``after`` are its further properties."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{before}{shade}{after}</w:tcPr>'


def heading_row(cells: str) -> str:
    """Return cells as the row that is repeated on each page."""
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def heading_cell(width: int, words: str) -> str:
    """Return a cell of the heading row. A line break begins a paragraph."""
    return f"{opened(width, NAVY)}{''.join(said('TableHeading', line) for line in words.split(chr(10)))}</w:tc>"


def table_xml(table: Table, part: Part, caption: str) -> str:
    """Return a part of a table, its heading row first."""
    headings = (table.columns[number].heading or NONE for number in part.columns)
    top = heading_row("".join(map(heading_cell, part.widths, headings)))
    margins = _TIGHT if table.tight else ""
    return f"{frame(caption, table.about, part.widths, table.heads > 0, margins)}{top}{''.join(_rows(table, part))}</w:tbl>"


def _rows(table: Table, part: Part) -> Iterator[str]:
    heads = sum(number < table.heads for number in part.columns)
    rows = [each for row in table.rows for each in cut([row[number] for number in part.columns], part.widths, heads)]
    heights = [height(row, part.widths) for row in rows]
    whole = stays_whole(heights)
    for number, (row, high) in enumerate(zip(rows, heights, strict=True), 1):
        keep = number < len(rows) and (whole or number <= _TOGETHER or number == len(rows) - 1)
        cells = (
            cell_xml(cell, width, place < heads, bool(heads) and place == 0, keep)
            for place, (cell, width) in enumerate(zip(row, part.widths, strict=True))
        )
        yield row_xml(cells, high)


def row_xml(cells: Iterable[str], lines: int) -> str:
    """Return cells as a row, which is kept on one page where it has no more lines than fit there."""
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if lines <= MOST else ""
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def cell_xml(cell: Cell, width: int, head: bool = False, first: bool = False, keep: bool = False) -> str:
    """Return a cell with its lines as bullets. ``head`` has the shade and ``first`` the type of what says what a row is about."""
    fill = _SHADES[cell.tone] if cell.tone else HEAD if head else ""
    lines = lines_in(cell) or [NONE]
    style = "TableBullet" if len(lines) > 1 else "RowHeading" if first else "TableText"
    inside = (paragraph(style, run_of(line, ""), KEEP if keep else "") for line in lines)
    return f"{opened(width, fill)}{''.join(inside)}</w:tc>"
