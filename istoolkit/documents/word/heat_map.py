"""Heat maps as tables of Word: shaded and worded, without merged cells, so that they can be read aloud row by row.

The maps before and after measures stand side by side in one table where their words fit, one above the other where not.
Styles used: Caption, TableHeading, TableText, Keep, ListBullet, AfterTable, and the table style ISPTable.
"""

from collections.abc import Iterator, Sequence

from istoolkit.documents.heat_map import HeatCell, HeatMap, in_words
from istoolkit.documents.tables import TONES
from istoolkit.documents.word.markup import run_of
from istoolkit.documents.word.measure import longest_word, width_of
from istoolkit.documents.word.table_xml import AFTER, HEAD, NAVY, frame, heading_row, key, opened, paragraph, said
from istoolkit.words import small

_SIZE = 9
_MARGIN = 60
_MARGINS = 2 * _MARGIN + 30
_WIDEST = 1700
_HEIGHT = 680
_CORNER = "Severity,\nby likelihood"
_AXES = "Severity goes down, likelihood across"
_SMALL = '<w:sz w:val="18"/><w:szCs w:val="18"/>'
_KEEP = "<w:keepNext/>"
_CENTRED = '<w:keepNext/><w:jc w:val="center"/>'
_MIDDLE = '<w:vAlign w:val="center"/>'
_SIDES = f'<w:tblCellMar><w:left w:w="{_MARGIN}" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/></w:tblCellMar>'
_BETWEEN = '<w:tcBorders><w:left w:val="single" w:sz="24" w:space="0" w:color="1D3557"/></w:tcBorders>'


def heat_maps_xml(left: HeatMap, right: HeatMap, width_twips: int) -> str:
    """Return two maps as paragraphs and tables of a Word file, with their key and both in words.

    ``width_twips`` is the width of the text, in twentieths of a point.
    """
    beside = _widths((left, right), width_twips)
    if left.severity == right.severity and _fits((left, right), beside):
        tables = _tables((left, right), beside)
    else:
        tables = "".join(_tables((each,), _widths((each,), width_twips)) for each in (left, right))
    levels = tuple((tone, words) for words, tone in left.levels)
    return tables + key(levels, "Keep", f"Levels of risk ({left.scale}):") + "".join(_in_words((left, right)))


def _widths(maps: Sequence[HeatMap], width: int) -> list[int]:
    """Return the widths of the column of severity and of all the cells."""
    heads = [longest_word(each) for shown in maps for each in (*shown.severity, *_CORNER.split("\n"))]
    first = max(width_of(each, _SIZE) for each in heads) + _MARGINS
    cells = sum(len(shown.likelihood) for shown in maps)
    return [first, *[min((width - first) // cells, _WIDEST)] * cells]


def _fits(maps: Sequence[HeatMap], widths: Sequence[int]) -> bool:
    """Whether no word would break in a cell."""
    texts = [text for shown in maps for row in shown.rows for cell in row for text in (cell.level, cell.numbers)]
    texts += [text for shown in maps for text in (*shown.likelihood, shown.title)]
    return max(width_of(longest_word(each), _SIZE) for each in texts) + _MARGINS <= widths[-1]


def _tables(maps: Sequence[HeatMap], widths: Sequence[int]) -> str:
    """Return a table with one map, or with several side by side."""
    caption = f"{_both(maps)}. {_AXES}."
    described = "Each cell says the level of risk and the numbers of the risks in it. The same follows in words."
    beside = len(maps) > 1
    heads = [f"{shown.title}\n{each}" if beside else each for shown in maps for each in shown.likelihood]
    top = heading_row("".join(map(_heading, widths, [_CORNER, *heads])))
    rows = zip(maps[0].severity, *(shown.rows for shown in maps), strict=True)
    body = "".join(_row(severity, cells, widths) for severity, *cells in rows)
    return f"{said('Caption', caption)}{frame(caption, described, tuple(widths), margins=_SIDES)}{top}{body}</w:tbl>{AFTER}"


def _both(maps: Sequence[HeatMap]) -> str:
    first, *others = (each.title for each in maps)
    return " and ".join([first, *map(small, others)])


def _heading(width: int, words: str) -> str:
    align = "" if words == _CORNER else '<w:jc w:val="center"/>'
    runs = (run_of(line, f"<w:rPr>{_SMALL}</w:rPr>") for line in words.split("\n"))
    lines = "".join(paragraph("TableHeading", run, align) for run in runs)
    return f"{opened(width, NAVY, after=_MIDDLE)}{lines}</w:tc>"


def _row(severity: str, groups: Sequence[Sequence[HeatCell]], widths: Sequence[int]) -> str:
    head = run_of(severity, f'<w:rPr><w:b/><w:bCs/><w:color w:val="1D3557"/>{_SMALL}</w:rPr>')
    cells = [f"{opened(widths[0], HEAD, after=_MIDDLE)}{paragraph('TableText', head, _KEEP)}</w:tc>"]
    for number, group in enumerate(groups):
        for place, cell in enumerate(group):
            cells.append(_cell(cell, widths[len(cells)], _BETWEEN if number and not place else ""))
    height = f'<w:cantSplit/><w:trHeight w:val="{_HEIGHT}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{height}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: HeatCell, width: int, border: str) -> str:
    fill = TONES[cell.tone].fill if cell.tone else ""
    words = run_of(f"{cell.level}: " if cell.risks else cell.level, f"<w:rPr>{_SMALL}</w:rPr>")
    numbers = run_of(cell.numbers, f"<w:rPr><w:b/><w:bCs/>{_SMALL}</w:rPr>") if cell.risks else ""
    return f"{opened(width, fill, border, _MIDDLE)}{paragraph('TableText', words + numbers, _CENTRED)}</w:tc>"


def _in_words(maps: Sequence[HeatMap]) -> Iterator[str]:
    yield said("Keep", "The same in words:")
    for shown in maps:
        for about, risks in in_words(shown):
            yield paragraph("ListBullet", run_of(f"{about}: ", "<w:rPr><w:b/><w:bCs/></w:rPr>") + run_of(risks, ""))
