"""Heat maps: every risk is in them, in shades and in words, on each scale, in Word and on pages."""

from pathlib import Path

import pytest
from lxml import etree

from istoolkit.assessment.ratings import Judged, Rating
from istoolkit.assessment.scales import Scale, shipped
from istoolkit.documents.assessment_rows import rated
from istoolkit.documents.heat_map import NOT_RATED, STILL_TO_COME, Grid, HeatMaps, Rated, heat_map, in_words
from istoolkit.documents.tables import TONES
from istoolkit.documents.values import NOTHING
from istoolkit.documents.word.heat_map import heat_maps_xml
from istoolkit.documents.word.measure import width_of
from tests.conftest import ROOT
from tests.documents.assessments import made
from tests.documents.reading import W, style, text, words

_WIDTH = 9638
_NAMESPACE = W[1:-1]


def grid_of(scale: Scale) -> Grid:
    cells = tuple(tuple(scale.cells[each.id, row.id].title for each in scale.likelihood) for row in scale.severity)
    titles = [tuple(each.title for each in steps) for steps in (scale.likelihood, scale.severity)]
    return Grid(scale.title, *titles, cells, tuple((each.title, each.shade) for each in scale.levels), scale.scored)


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


def two(grid: Grid) -> HeatMaps:
    risks = risks_on(grid)
    after = [each._replace(likelihood=grid.likelihood[0]) for each in risks]
    return HeatMaps(heat_map("Before the measures", grid, risks), heat_map("With the measures", grid, after))


def in_word(maps: HeatMaps) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{_NAMESPACE}">{heat_maps_xml(maps, _WIDTH)}</w:body>')


def tables_of(maps: HeatMaps) -> tuple[list[etree._Element], etree._Element]:
    """The tables with the maps, and the one with the same in words."""
    *shown, said = in_word(maps).iter(f"{W}tbl")
    return shown, said


def rows_of(table: etree._Element) -> list[list[str]]:
    cells = [list(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")]
    return [[" ".join(words(p) for p in cell.iter(f"{W}p")) for cell in row] for row in cells]


ICO, NHS = grid_of(shipped()["ico"]), grid_of(shipped()["nhs"])
WRONG = Rated("R1", "A summary goes to the wrong school", "Possible", "Severe")
OPEN = Rated("R2", "Accounts stay open", "Remote", "Minimal", "High")
UNRATED = Rated("R3", "A family is not told", "Possible")


def maps_of(grid: Grid, before: list[Rated], after: list[Rated]) -> HeatMaps:
    return HeatMaps(heat_map("Before the measures", grid, before), heat_map("With the measures", grid, after))


def test_a_map_side_by_side_in_exact_words() -> None:
    after = [WRONG._replace(likelihood="Remote", rests=True), OPEN, UNRATED]
    (table,), said = tables_of(maps_of(ICO, [WRONG, OPEN, UNRATED], after))
    assert words(table.getprevious()) == "Risks before and with the measures. Severity goes down, likelihood across."
    assert rows_of(table) == [
        ["Risks", "Before the measures", "With the measures"],
        ["Severity, by likelihood", *("Remote", "Possible", "Probable") * 2],
        ["Severe", "Low", "High: R1", "High", "Low: R1*", "High", "High"],
        ["Significant", "Low", "Medium", "High", "Low", "Medium", "High"],
        ["Minimal", "Low: R2 (judged high)", "Low", "Low", "Low: R2 (judged high)", "Low", "Low"],
    ]
    lines = [row.findall(f"{W}tc/{W}tcPr/{W}tcBorders/{W}left") for row in table.findall(f"{W}tr")]
    assert [len(each) for each in lines] == [1, 0, 1, 1, 1]  # the line between the two maps
    assert [words(p) for p in table.itersiblings(f"{W}p")][1:-2] == [
        "Levels of risk (ICO three by three):   \xa0High\xa0   \xa0Medium\xa0   \xa0Low\xa0",
        f"{STILL_TO_COME} Until they are in place, the level before the measures stands.",
    ]
    assert rows_of(said) == [
        ["No.", "Risk", "Before the measures", "With the measures"],
        [
            "R1*",
            "A summary goes to the wrong school",
            "High (likelihood possible, severity severe)",
            "Low (likelihood remote, severity severe)",
        ],
        ["R2", "Accounts stay open", *["High (likelihood remote, severity minimal; by the scale low)"] * 2],
        ["R3", "A family is not told", NOT_RATED, NOT_RATED],
    ]


def test_no_mark_is_explained_where_no_risk_rests_on_measures_to_come() -> None:
    root = in_word(maps_of(ICO, [WRONG], [WRONG]))
    assert STILL_TO_COME not in " ".join(words(p) for p in root.iter(f"{W}p"))


@pytest.mark.parametrize(
    ("risks", "told"),
    [
        (
            [OPEN._replace(rests=True, enough=True), UNRATED._replace(rests=True)],
            "Until they are in place, the level before the measures stands, but not for R2: those in place were judged "
            "enough until then.",
        ),
        ([OPEN._replace(rests=True, enough=True), UNRATED], "Those in place were judged enough until then."),
    ],
)
def test_a_risk_whose_other_measures_are_enough_until_then_has_the_mark_and_is_told_apart(
    risks: list[Rated], told: str
) -> None:
    root = in_word(maps_of(ICO, [WRONG, OPEN, UNRATED], [WRONG, *risks]))
    shown = [words(p) for p in root.iter(f"{W}p")]
    assert f"{STILL_TO_COME} {told}" in shown and "R2*" in shown


def test_a_risk_judged_otherwise_has_the_shade_of_what_it_was_judged() -> None:
    (table,), said = tables_of(maps_of(ICO, [OPEN, WRONG], [OPEN, WRONG]))
    judged = [run for run in table.iter(f"{W}r") if "judged" in words(run)]
    assert [run.find(f"{W}rPr/{W}shd").get(f"{W}fill") for run in judged] == [TONES["high"].fill] * 2
    plain = [run for run in table.iter(f"{W}r") if words(run) == "R1"]
    assert plain and all(run.find(f"{W}rPr/{W}shd") is None for run in plain)
    first = said.findall(f"{W}tr")[1]
    shades = [each.get(f"{W}fill") for each in first.iterfind(f"{W}tc/{W}tcPr/{W}shd")]
    assert shades[-2:] == [TONES["high"].fill] * 2


def test_a_scale_with_scores_shows_them_in_each_cell_and_for_each_risk() -> None:
    worst = Rated("R1", "A list is lost", "3 Possible", "5 Catastrophic")
    shown = maps_of(NHS, [worst], [worst._replace(likelihood="1 Rare")])
    (table,), said = tables_of(shown)
    assert rows_of(table)[2] == [
        *["5", "5 Moderate", "10 High", "15 Extreme: R1", "20 Extreme", "25 Extreme"],
        *["5 Moderate: R1", "10 High", "15 Extreme", "20 Extreme", "25 Extreme"],
    ]
    assert rows_of(said)[1][2:] == [
        "15 Extreme (likelihood 3 Possible, severity 5 Catastrophic)",
        "5 Moderate (likelihood 1 Rare, severity 5 Catastrophic)",
    ]
    scale = shipped()["nhs"]
    assert scale.worked(scale.likelihood[2], scale.severity[4]) == "3 × 5 = 15 Extreme"
    assert shipped()["ico"].worked(shipped()["ico"].likelihood[1], shipped()["ico"].severity[2]) == "High"


def test_the_rating_of_a_risk_shows_how_its_score_comes_about() -> None:
    nhs = shipped()["nhs"]
    likelihood, severity = nhs.likelihood[2], nhs.severity[4]
    level = nhs.cells[likelihood.id, severity.id]
    rating = Rating(likelihood, severity, level, False, level, Judged("", "", None))
    assert rated(NOTHING, rating, nhs).level == "3 × 5 = 15 Extreme"


def test_the_scores_of_a_partnerships_own_scale_stand_in_its_maps() -> None:
    shown = text(made(ROOT / "tests" / "cases" / "every-field", "every-field", "ico").content)
    assert "2 Green (likelihood seldom, severity felt)" in shown


def test_the_numbers_on_the_axes_of_a_large_map_are_explained() -> None:
    (table,), _ = tables_of(two(NHS))
    assert rows_of(table)[1] == ["Severity, by likelihood", *("1", "2", "3", "4", "5") * 2]
    assert [row[0] for row in rows_of(table)[2:]] == ["5", "4", "3", "2", "1"]
    after = [words(p) for p in table.itersiblings(f"{W}p")]
    assert "Likelihood: 1 Rare, 2 Unlikely, 3 Possible, 4 Likely and 5 Almost certain" in after
    assert "Severity: 1 Negligible, 2 Minor, 3 Moderate, 4 Major and 5 Catastrophic" in after


def test_a_rating_that_the_scale_does_not_know_is_not_lost() -> None:
    strange = Rated("R1", "Something", "Now and then", "Severe", "High")
    (said,) = in_words(maps_of(ICO, [strange], [WRONG]))
    assert said.title == "A summary goes to the wrong school"
    assert said.before.words == NOT_RATED


def test_a_level_judged_that_is_not_on_the_scale_is_said() -> None:
    (said,) = in_words(maps_of(ICO, [WRONG._replace(level="Grave")], [WRONG]))
    assert said.before.words == "Grave (likelihood possible, severity severe; by the scale high)"


@each_grid
def test_every_risk_is_in_its_cell_and_in_words(grid: Grid) -> None:
    shown = two(grid)
    place = {each.number: (each.severity, each.likelihood) for each in risks_on(grid)}
    found = {
        risk.number: (severity, likelihood)
        for severity, row in zip(shown.before.severity, shown.before.rows, strict=True)
        for likelihood, cell in zip(shown.before.likelihood, row, strict=True)
        for risk in cell.risks
    }
    assert found == place
    assert shown.before.severity == grid.severity[::-1]
    assert [each.number for each in in_words(shown)] == list(place)


@each_grid
def test_each_cell_in_word_has_the_shade_of_its_level_and_says_it(grid: Grid) -> None:
    levels = {words_: TONES[tone].fill for words_, tone in grid.levels}
    shaded = 0
    for table in tables_of(two(grid))[0]:
        for row in [each for each in table.findall(f"{W}tr") if each.find(f"{W}trPr/{W}tblHeader") is None]:
            for cell in row.findall(f"{W}tc")[1:]:
                level = words(cell).partition(":")[0].split()[-1]
                assert cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") == levels[level]
                shaded += 1
    assert shaded == 2 * len(grid.likelihood) * len(grid.severity)


@each_grid
def test_maps_fit_the_page_and_no_word_is_broken(grid: Grid) -> None:
    tables, _ = tables_of(two(grid))
    assert tables
    for table in tables:
        widths = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
        margin = int(table.find(f"{W}tblPr/{W}tblCellMar/{W}left").get(f"{W}w"))
        assert sum(widths) <= _WIDTH
        for row in [each for each in table.findall(f"{W}tr") if each.find(f".//{W}gridSpan") is None]:
            for cell, width in zip(row.findall(f"{W}tc"), widths, strict=True):
                size = int(cell.find(f".//{W}sz").get(f"{W}val")) / 2
                for word in " ".join(words(p) for p in cell.iter(f"{W}p")).split():
                    assert width_of(word, size) + 2 * margin <= width, word


@each_grid
def test_maps_can_be_read_aloud(grid: Grid) -> None:
    """Nothing is merged but the titles of two maps side by side, and those stand above all that is theirs."""
    shown, said = tables_of(two(grid))
    for table in (*shown, said):
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert table.findall(f".//{W}vMerge") == []
        spans = [row.findall(f".//{W}gridSpan") for row in table.findall(f"{W}tr")]
        assert len(spans[0]) in (0, 2) and not any(spans[1:])
        assert all(words(cell).strip() for cell in table.iter(f"{W}tc"))
        assert style(table.getprevious()) == "Caption"
        columns = len(list(table.iter(f"{W}gridCol")))
        across = [int(each.get(f"{W}val")) - 1 for each in spans[0]]
        assert {len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")[1:]} == {columns}
        assert len(table.find(f"{W}tr").findall(f"{W}tc")) + sum(across) == columns


def test_maps_of_up_to_five_columns_stand_side_by_side_and_larger_ones_below_each_other() -> None:
    assert [len(tables_of(two(grid))[0]) for grid in GRIDS] == [1, 1, 1, 2]


def test_maps_in_a_document_are_valid_by_two_checkers(tmp_path: Path) -> None:
    from ooxml_integrity import check
    from openxml_audit import OpenXmlValidator

    from istoolkit.documents.word.package import pack, unpack

    parts = unpack((ROOT / "templates" / "isp.docx").read_bytes())
    head, _, rest = parts["word/document.xml"].decode().partition("<w:body>")
    section = rest[rest.rindex("<w:sectPr") :]
    shown = "".join(heat_maps_xml(two(grid), _WIDTH) for grid in GRIDS)
    path = tmp_path / "maps.docx"
    path.write_bytes(pack({**parts, "word/document.xml": f"{head}<w:body>{shown}{section}".encode()}))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert [str(issue) for issue in check(str(path))] == []
