"""Heat maps: every risk is in them, in shades and in words, on each scale, in Word and on pages."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree

from istoolkit.assessment.scales import Scale, shipped
from istoolkit.documents.heat_map import Grid, HeatMap, Rated, heat_map, in_words
from istoolkit.documents.tables import TONES
from istoolkit.documents.word.heat_map import heat_maps_xml
from istoolkit.documents.word.measure import width_of
from tests.documents.reading import W, style, words

_WIDTH = 9638
_NAMESPACE = W[1:-1]


def grid_of(scale: Scale) -> Grid:
    cells = tuple(tuple(scale.cells[each.id, row.id].title for each in scale.likelihood) for row in scale.severity)
    titles = [tuple(each.title for each in steps) for steps in (scale.likelihood, scale.severity)]
    return Grid(scale.title, *titles, cells, tuple((each.title, each.shade) for each in scale.levels))


SIX = Grid(
    "Six by six",
    ("Almost never", "Rare", "Unlikely", "Possible", "Likely", "Almost certain"),
    ("Negligible", "Minor", "Moderate", "Significant", "Severe", "Catastrophic"),
    tuple(tuple(("Low", "Moderate", "High", "Extreme")[min(3, (i + j) // 3)] for i in range(6)) for j in range(6)),
    (("Low", "low"), ("Moderate", "moderate"), ("High", "high"), ("Extreme", "extreme")),
)
GRIDS = [*map(grid_of, shipped().values()), SIX]
each_grid = pytest.mark.parametrize("grid", GRIDS, ids=[grid.scale for grid in GRIDS])


def risks_on(grid: Grid) -> list[Rated]:
    """A risk in each cell."""
    places = [(likelihood, severity) for severity in grid.severity for likelihood in grid.likelihood]
    return [Rated(f"R{number}", f"Risk {number} & <harm>", *place) for number, place in enumerate(places, 1)]


def two(grid: Grid) -> tuple[HeatMap, HeatMap]:
    risks = risks_on(grid)
    return heat_map("Before measures", grid, risks), heat_map("After measures", grid, risks[:3])


def in_word(maps: Sequence[HeatMap]) -> etree._Element:
    left, right = maps
    return etree.fromstring(f'<w:body xmlns:w="{_NAMESPACE}">{heat_maps_xml(left, right, _WIDTH)}</w:body>')


def rows_of(table: etree._Element) -> list[list[str]]:
    cells = [list(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")]
    return [[" ".join(words(p) for p in cell.iter(f"{W}p")) for cell in row] for row in cells]


ICO = grid_of(shipped()["ico"])
WRONG = Rated("R1", "A summary goes to the wrong school", "Possible", "Severe")
OPEN = Rated("R2", "Accounts stay open", "Remote", "Minimal", "High")
UNRATED = Rated("R3", "A family is not told", "Possible")


def test_a_map_side_by_side_in_exact_words() -> None:
    root = in_word((heat_map("Before measures", ICO, [WRONG, OPEN, UNRATED]), heat_map("After measures", ICO, [])))
    (table,) = root.iter(f"{W}tbl")
    assert rows_of(table) == [
        ["Severity, by likelihood"]
        + [
            f"{when} {each}"
            for when in ("Before measures", "After measures")
            for each in ("Remote", "Possible", "Probable")
        ],
        ["Severe", "Low", "High: R1", "High", "Low", "High", "High"],
        ["Significant", "Low", "Medium", "High", "Low", "Medium", "High"],
        ["Minimal", "Low: R2 (judged high)", "Low", "Low", "Low", "Low", "Low"],
    ]
    lines = [row.findall(f"{W}tc/{W}tcPr/{W}tcBorders/{W}left") for row in table.findall(f"{W}tr")[1:]]
    assert [len(each) for each in lines] == [1, 1, 1]  # the line between the two maps
    after = [words(p) for p in table.itersiblings(f"{W}p")]
    assert after[1:] == [
        "Levels of risk (ICO three by three):   \xa0High\xa0   \xa0Medium\xa0   \xa0Low\xa0",
        "The same in words:",
        "Before measures, high: R1 A summary goes to the wrong school (likelihood possible, severity severe); "
        "R2 Accounts stay open (likelihood remote, severity minimal)",
        "Before measures, medium: none",
        "Before measures, low: none",
        "Before measures, not rated in full, so not on the map: R3 A family is not told",
        "After measures, high: none",
        "After measures, medium: none",
        "After measures, low: none",
    ]


def test_a_rating_that_the_scale_does_not_know_is_not_lost() -> None:
    strange = Rated("R1", "Something", "Now and then", "Severe", "High")
    shown = heat_map("Before measures", ICO, [strange])
    assert shown.unplaced == (strange,)
    assert list(in_words(shown))[-1].risks == "R1 Something"


def test_a_level_judged_that_is_not_on_the_scale_is_said() -> None:
    lines = dict(in_words(heat_map("Before", ICO, [WRONG._replace(level="Grave")])))
    assert lines["Before, grave"].startswith("R1 A summary")


@each_grid
def test_every_risk_is_in_its_cell_and_in_words(grid: Grid) -> None:
    shown, _ = two(grid)
    place = {each.number: (each.severity, each.likelihood) for each in risks_on(grid)}
    found = {
        risk.number: (severity, likelihood)
        for severity, row in zip(shown.severity, shown.rows, strict=True)
        for likelihood, cell in zip(shown.likelihood, row, strict=True)
        for risk in cell.risks
    }
    assert found == place
    assert shown.severity == grid.severity[::-1]
    said = "; ".join(line.risks for line in in_words(shown))
    assert sorted(part.split()[0] for part in said.split("; ")) == sorted(place)


@each_grid
def test_each_cell_in_word_has_the_shade_of_its_level_and_says_it(grid: Grid) -> None:
    levels = {words_: TONES[tone].fill for words_, tone in grid.levels}
    shaded = 0
    for table in in_word(two(grid)).iter(f"{W}tbl"):
        for row in table.findall(f"{W}tr")[1:]:
            for cell in row.findall(f"{W}tc")[1:]:
                assert cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") == levels[words(cell).partition(":")[0]]
                shaded += 1
    assert shaded == 2 * len(grid.likelihood) * len(grid.severity)


@each_grid
def test_maps_fit_the_page_and_no_word_is_broken(grid: Grid) -> None:
    tables = list(in_word(two(grid)).iter(f"{W}tbl"))
    assert tables
    for table in tables:
        widths = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
        assert sum(widths) <= _WIDTH
        for row in table.findall(f"{W}tr"):
            for cell, width in zip(row.findall(f"{W}tc"), widths, strict=True):
                for word in " ".join(words(p) for p in cell.iter(f"{W}p")).split():
                    assert width_of(word, 9) + 120 <= width, word


@each_grid
def test_maps_can_be_read_aloud(grid: Grid) -> None:
    tables = list(in_word(two(grid)).iter(f"{W}tbl"))
    assert tables
    for table in tables:
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert table.findall(f".//{W}gridSpan") == table.findall(f".//{W}vMerge") == []
        assert all(words(cell).strip() for cell in table.iter(f"{W}tc"))
        assert style(table.getprevious()) == "Caption"
        assert len({len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")}) == 1


def test_small_maps_stand_side_by_side_and_large_ones_below_each_other() -> None:
    assert [len(list(in_word(two(grid)).iter(f"{W}tbl"))) for grid in GRIDS] == [1, 1, 2, 2]


def test_maps_in_a_document_are_valid_by_two_checkers(tmp_path: Path) -> None:
    from ooxml_integrity import check
    from openxml_audit import OpenXmlValidator

    from istoolkit.documents.word.package import pack, unpack
    from tests.conftest import ROOT

    parts = unpack((ROOT / "templates" / "isp.docx").read_bytes())
    head, _, rest = parts["word/document.xml"].decode().partition("<w:body>")
    section = rest[rest.rindex("<w:sectPr") :]
    shown = "".join(heat_maps_xml(*two(grid), _WIDTH) for grid in GRIDS)
    path = tmp_path / "maps.docx"
    path.write_bytes(pack({**parts, "word/document.xml": f"{head}<w:body>{shown}{section}".encode()}))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert [str(issue) for issue in check(str(path))] == []
