"""Heat maps as tables of Word: shaded and worded, so that they can be read aloud row by row, and the same risk by risk.

The maps before and with the measures stand side by side in one table, with numbers on its axes where the words need too much
room; one above the other where not even that fits. Nothing is merged but the two titles at the head of a table.
Styles used: Caption, TableHeading, TableText, Keep, AfterTable, and the table style ISPTable.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from istoolkit.documents.heat_map import HeatCell, HeatMap, HeatMaps, Placed, Said, in_words, numbered
from istoolkit.documents.tables import TONES
from istoolkit.documents.word.markup import run_of
from istoolkit.documents.word.measure import longest_word, width_of
from istoolkit.documents.word.table_xml import (
    AFTER,
    HEAD,
    NAVY,
    frame,
    heading_cell,
    heading_row,
    key,
    opened,
    paragraph,
    said,
)
from istoolkit.words import listed


class _Look(NamedTuple):
    """How a table looks: the size of its type in points, the margins of its cells, and whether its axes have numbers alone."""

    size: int
    margin: int
    numbers: bool

    @property
    def type(self) -> str:
        """The size as a property of a run."""
        return f'<w:sz w:val="{self.size * 2}"/><w:szCs w:val="{self.size * 2}"/>'

    @property
    def room(self) -> int:
        """What of the width of a cell is not for words."""
        return 2 * self.margin + 30


_ROOMY, _TIGHT = _Look(9, 60, False), _Look(8, 30, True)
_WIDEST = 1700
_HEIGHT = 680
_CORNER = "Severity,\nby likelihood"
_BOTH = "Risks before and with the measures"
_AXES = "Severity goes down, likelihood across"
_DESCRIBED = "Each cell says the level of risk and the numbers of the risks in it. The same follows in words."
_SAME = "The same in words"
_HEADINGS = ("No.", "Risk", "Before the measures", "With the measures")
_SHARES = (8, 36, 28, 28)
_BOLD = '<w:rPr><w:b/><w:bCs/><w:color w:val="1D3557"/></w:rPr>'
_KEEP = "<w:keepNext/>"
_CENTRED = '<w:keepNext/><w:jc w:val="center"/>'
_MIDDLE = '<w:vAlign w:val="center"/>'
_BETWEEN = '<w:tcBorders><w:left w:val="single" w:sz="24" w:space="0" w:color="1D3557"/></w:tcBorders>'


def heat_maps_xml(maps: HeatMaps, width_twips: int) -> str:
    """Return two maps as paragraphs and tables of a Word file, with their key and all risks in words.

    ``width_twips`` is the width of the text, in twentieths of a point.
    """
    looks = (each for each in (_ROOMY, _TIGHT) if _fits(maps, _widths(maps, width_twips, each), each))
    look = next(looks, None) if maps.before.severity == maps.after.severity else None
    if look:
        tables = _table(_BOTH, maps, _widths(maps, width_twips, look), look)
    else:
        tables = "".join(_table(each.title, (each,), _widths((each,), width_twips, _ROOMY), _ROOMY) for each in maps)
    levels = tuple((tone, words) for words, tone in maps.before.levels)
    axes = "".join(_axes(maps.before)) if look is _TIGHT else ""
    marked = said("Keep", maps.after.note) if maps.after.note else ""
    shown = key(levels, "Keep", f"Levels of risk ({maps.before.scale}):")
    return f"{tables}{shown}{axes}{marked}{_words(list(in_words(maps)), width_twips)}"


def _steps(steps: Sequence[str], look: _Look) -> tuple[str, ...]:
    """Return what stands on an axis, for steps that go from the least up."""
    return tuple(number for number, _ in numbered(steps)) if look.numbers else tuple(steps)


def _severities(shown: HeatMap, look: _Look) -> tuple[str, ...]:
    return _steps(shown.severity[::-1], look)[::-1]


def _axes(shown: HeatMap) -> Iterator[str]:
    """Yield what the numbers on the axes mean."""
    for name, steps in (("Likelihood", shown.likelihood), ("Severity", shown.severity[::-1])):
        words = listed((f"{number} {step}" for number, step in numbered(steps)), "and")
        yield paragraph("Keep", run_of(f"{name}: ", "<w:rPr><w:b/></w:rPr>") + run_of(words, ""))


def _widths(maps: Sequence[HeatMap], width: int, look: _Look) -> list[int]:
    """Return the widths of the column of severity and of all the cells."""
    heads = [longest_word(each) for shown in maps for each in (*_severities(shown, look), *_CORNER.split("\n"))]
    first = max(width_of(each, look.size) for each in heads) + look.room
    cells = sum(len(shown.likelihood) for shown in maps)
    return [first, *[min((width - first) // cells, _WIDEST)] * cells]


def _fits(maps: Sequence[HeatMap], widths: Sequence[int], look: _Look) -> bool:
    """Whether no word would break in a cell."""
    texts = [text for shown in maps for row in shown.rows for cell in row for text in (cell.level, cell.numbers)]
    texts += [f"{longest_word(words)}:" for shown in maps for words, _ in shown.levels]
    texts += [text for shown in maps for text in _steps(shown.likelihood, look)]
    return max(width_of(longest_word(each), look.size) for each in texts) + look.room <= widths[-1]


def _table(about: str, maps: Sequence[HeatMap], widths: Sequence[int], look: _Look) -> str:
    """Return a table with one map, or with several side by side."""
    caption = f"{about}. {_AXES}."
    steps = [step for shown in maps for step in _steps(shown.likelihood, look)]
    heads = (_titles(maps, widths, look) if len(maps) > 1 else "") + heading_row(
        "".join(_heading(width, words, look) for width, words in zip(widths, [_CORNER, *steps], strict=True))
    )
    rows = zip(_severities(maps[0], look), *(shown.rows for shown in maps), strict=True)
    body = "".join(_row(severity, cells, widths, look) for severity, *cells in rows)
    margins = "".join(f'<w:{side} w:w="{look.margin}" w:type="dxa"/>' for side in ("left", "right"))
    begin = frame(caption, _DESCRIBED, tuple(widths), margins=f"<w:tblCellMar>{margins}</w:tblCellMar>")
    return f"{said('Caption', caption)}{begin}{heads}{body}</w:tbl>{AFTER}"


def _titles(maps: Sequence[HeatMap], widths: Sequence[int], look: _Look) -> str:
    """Return the row that says which map is which."""
    cells, place = [_heading(widths[0], "Risks", look)], 1
    for number, shown in enumerate(maps):
        across = len(shown.likelihood)
        span = f'<w:gridSpan w:val="{across}"/>{_BETWEEN if number else ""}'
        cells.append(_heading(sum(widths[place : place + across]), shown.title, look, span))
        place += across
    return heading_row("".join(cells))


def _heading(width: int, words: str, look: _Look, before: str = "") -> str:
    align = _KEEP if words == _CORNER else _CENTRED
    runs = (run_of(line, f"<w:rPr>{look.type}</w:rPr>") for line in words.split("\n"))
    lines = "".join(paragraph("TableHeading", run, align) for run in runs)
    return f"{opened(width, NAVY, before, _MIDDLE)}{lines}</w:tc>"


def _row(severity: str, groups: Sequence[Sequence[HeatCell]], widths: Sequence[int], look: _Look) -> str:
    head = run_of(severity, f'<w:rPr><w:b/><w:bCs/><w:color w:val="1D3557"/>{look.type}</w:rPr>')
    cells = [f"{opened(widths[0], HEAD, after=_MIDDLE)}{paragraph('TableText', head, _KEEP)}</w:tc>"]
    for number, group in enumerate(groups):
        for place, cell in enumerate(group):
            cells.append(_cell(cell, widths[len(cells)], _BETWEEN if number and not place else "", look))
    height = f'<w:cantSplit/><w:trHeight w:val="{_HEIGHT}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{height}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: HeatCell, width: int, border: str, look: _Look) -> str:
    level = f"{cell.score}\n{cell.level}" if cell.score else cell.level
    words = run_of(f"{level}: " if cell.risks else level, f"<w:rPr>{look.type}</w:rPr>")
    numbers = run_of(", ", f"<w:rPr>{look.type}</w:rPr>").join(_risk(each, look) for each in cell.risks)
    inside = paragraph("TableText", words + numbers, _CENTRED)
    return f"{opened(width, _fill(cell.tone), border, _MIDDLE)}{inside}</w:tc>"


def _risk(risk: Placed, look: _Look) -> str:
    """Return a risk in its cell, on the shade of the level that it was judged to have where that is another."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_fill(risk.tone)}"/>' if risk.tone else ""
    return run_of(risk.words, f"<w:rPr><w:b/><w:bCs/>{look.type}{shade}</w:rPr>")


def _fill(tone: str) -> str:
    return TONES[tone].fill if tone else ""


def _words(risks: Sequence[Said], width: int) -> str:
    """Return the table that says each risk in words."""
    widths = tuple(width * each // 100 for each in _SHARES)
    about = "Each risk with its level, likelihood and severity, before the measures and with them."
    top = heading_row("".join(map(heading_cell, widths, _HEADINGS)))
    rows = "".join(_said(each, widths) for each in risks)
    return f"{said('Caption', _SAME)}{frame(_SAME, about, widths)}{top}{rows}</w:tbl>{AFTER}"


def _said(risk: Said, widths: Sequence[int]) -> str:
    words = ((risk.number, HEAD), (risk.title, ""), *((each.words, _fill(each.tone)) for each in risk[2:]))
    cells = (
        f"{opened(width, fill)}{paragraph('TableText', run_of(text, _BOLD if fill == HEAD else ''))}</w:tc>"
        for width, (text, fill) in zip(widths, words, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"
