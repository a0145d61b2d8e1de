"""A table, or a part of it, as WordprocessingML: text only, so that thousands of rows take no time."""

from collections.abc import Iterator
from itertools import repeat

from istoolkit.documents.tables import TONES, Cell, Table
from istoolkit.documents.word.markup import escape, run_of
from istoolkit.documents.word.split import MARGINS, Part

NONE = "—"
"""What an empty cell shows, so that it is seen and heard to be empty."""

AFTER = '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
"""What stands after each table."""

NAVY = "1D3557"
"""The ground of headings."""

HEAD = "F1F4F8"
"""The ground of cells that say what a row is about."""

_CHARACTER = 85
_WHOLE = 20
"""The most lines of a row that is kept on one page."""

_SHADES = {name: tone.fill for name, tone in TONES.items()}


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
    return f"{frame(caption, table.about, part.widths, table.heads > 0)}{top}{''.join(_rows(table, part))}</w:tbl>"


def _rows(table: Table, part: Part) -> Iterator[str]:
    heads = [number < table.heads for number in part.columns]
    first = part.columns[0] if table.heads else -1
    for row in table.rows:
        cells = [row[number] for number in part.columns]
        whole = "<w:trPr><w:cantSplit/></w:trPr>" if max(map(_lines, cells, part.widths)) <= _WHOLE else ""
        styles = ("RowHeading" if number == first else "TableText" for number in part.columns)
        yield f"<w:tr>{whole}{''.join(map(_cell, cells, part.widths, heads, styles))}</w:tr>"


def _lines(cell: Cell, width: int) -> int:
    """Return about how many lines a cell takes."""
    across = max(1, (width - MARGINS) // _CHARACTER)
    if "\n" not in cell.words:
        return 1 + len(cell.words) // across
    return sum(1 + len(line) // across for line in cell.words.split("\n"))


def _cell(cell: Cell, width: int, head: bool, style: str) -> str:
    fill = _SHADES[cell.tone] if cell.tone else HEAD if head else ""
    lines = [line for line in cell.words.split("\n") if line.strip()] or [NONE]
    if len(lines) > 1:
        style = "TableBullet"
    return f"{opened(width, fill)}{''.join(map(said, repeat(style), lines))}</w:tc>"
