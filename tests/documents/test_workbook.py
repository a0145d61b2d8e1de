"""The Excel file holds every word of a book, as words, where a reader looks for them."""

import html
import io
import re
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell as Shown
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from istoolkit.definitions.register import find, open_register
from istoolkit.documents.article_30 import processing_book
from istoolkit.documents.drawing import Drawing
from istoolkit.documents.excel.workbook import workbook
from istoolkit.documents.tables import TONES, Book, Cell, Column, Table
from tests.conftest import REGISTERS
from tests.documents.reading import folded, parts

CONTINUED, CONTINUES, AS_ABOVE = "(continued)", "(continues in the next row)", "As in the row above"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300"/></svg>'


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def table(*rows: tuple[Cell, ...], name: str = "matrix", **more: object) -> Table:
    columns = tuple(Column(f"Heading {i}", 20) for i in range(max(map(len, rows), default=2)))
    return Table(name, "A table", "What it is about.", columns, rows, **more)  # type: ignore[arg-type]


def book(*tables: Table, **more: object) -> Book:
    return Book("A title", "A line below it", tables, **more)  # type: ignore[arg-type]


@cache
def real(folder: Path) -> tuple[Book, bytes]:
    """The register of processing activities of a register: long cells, short ones, many of them."""
    register = open_register(find(folder))
    made = processing_book(register, register.checked())
    return made, workbook(made)


def said(sheet: Worksheet) -> list[list[str]]:
    """The rows under the headings, each cell whole again where it goes on in the next row."""
    rows: list[list[str]] = []
    for shown in sheet.iter_rows(min_row=2, values_only=True):
        row = [str(each or "") for each in shown]
        if any(each.startswith(CONTINUED) for each in row):
            rows[-1] = [_joined(before, here) for before, here in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return [[folded(each) for each in row] for row in rows]


def _joined(before: str, here: str) -> str:
    if not here.startswith(CONTINUED):
        return before
    assert before.endswith(CONTINUES)
    return f"{before.removesuffix(CONTINUES)} {here.removeprefix(CONTINUED)}"


@pytest.mark.parametrize("folder", REGISTERS, ids=lambda folder: folder.name)
def test_every_word_of_every_table_is_in_its_cell(folder: Path) -> None:
    made, content = real(folder)
    sheets = opened(content).worksheets[1:]
    assert len(sheets) == len(made.tables)
    for sheet, wanted in zip(sheets, made.tables, strict=True):
        assert [each.value for each in sheet[1]] == [column.heading for column in wanted.columns]
        assert said(sheet) == [[folded(cell.words) for cell in row] for row in wanted.rows]
        assert all(cell.data_type in ("s", "n") for row in sheet for cell in row)
        assert max(sheet.row_dimensions[row].height or 0 for row in range(1, sheet.max_row + 1)) <= 409


def test_it_is_the_same_each_time() -> None:
    made, content = real(REGISTERS[1])
    assert workbook(made) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_validator_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    drawing = Drawing("Flows", "How it flows", ("A gives B x.",), SVG, 600, 300)
    toned = table((Cell("High", "high"), Cell("=1")), key=(("low", "Low"),))
    path.write_bytes(workbook(book(toned, table(name="none"), drawings=(drawing,))))
    found = OpenXmlValidator().validate(str(path))
    assert found.is_valid, [each.description for each in found.errors]


NASTY = (
    *("=1+1", '=HYPERLINK("http://x.example","y")', "+44 1632 960", "-5", "- a list", "@SUM(A1)", "\t=1", "{=A1}"),
    *(
        "12",
        "1/2/2026",
        "https://northvale.example",
        "internal:'A'!A1",
        "TRUE",
        "#REF!",
        "_x000D_",
        " =2",
        "<b>&amp;</b>",
    ),
)


def test_words_stay_words_whatever_they_look_like() -> None:
    content = workbook(book(table(*((Cell(each), Cell(each)) for each in NASTY))))
    sheet = opened(content).worksheets[1]
    for row, words in enumerate(NASTY, start=2):
        for cell in sheet[row]:
            assert (cell.data_type, cell.value) == ("s", words)
            assert cell.hyperlink is None
            assert cell.quotePrefix is (words.lstrip()[:1] in tuple("=+-@"))
    assert b"<f>" not in parts(content)["xl/worksheets/sheet2.xml"]


def test_what_xml_cannot_hold_is_taken_out_and_nothing_else() -> None:
    words = "a\x00b\x0bc\ud800d\ufffee\r\nf\rg\th — “é” 学 \U0001f600"
    sheet = opened(workbook(book(table((Cell(words),))))).worksheets[1]
    assert sheet["A2"].value == "abcde\nf\ng\th — “é” 学 \U0001f600"


@pytest.mark.parametrize("long", ["word " * 9000, "w" * 40_000, "\n".join(map(str, range(300)))])
def test_a_cell_that_is_too_long_goes_on_in_further_rows(long: str) -> None:
    after = (Cell("next"), Cell("b"), Cell("c"))
    sheet = opened(workbook(book(table((Cell("head"), Cell(long), Cell("short")), after)))).worksheets[1]
    rows = list(sheet.iter_rows(min_row=2))
    assert len(rows) > 2
    assert max(len(str(cell.value)) for row in rows for cell in row) < 32_767
    assert {row[0].value for row in rows[:-1]} == {"head"}
    assert {row[2].value for row in rows[1:-1]} == {AS_ABOVE}
    whole = "".join(said(sheet)[0][1].split())
    assert whole == "".join(long.split())
    assert [cell.value for cell in rows[-1]] == ["next", "b", "c"]


def test_rows_are_high_enough_for_their_lines() -> None:
    rows = tuple((Cell("x"), Cell("\n".join("abc" for _ in range(lines)))) for lines in (1, 5, 12))
    sheet = opened(workbook(book(table(*rows)))).worksheets[1]
    heights = [sheet.row_dimensions[row].height for row in (2, 3, 4)]
    assert all(12.2 * lines < height < 20 * lines for lines, height in zip((1, 5, 12), heights, strict=True))


def test_a_head_is_repeated_whole_beside_the_parts_of_a_long_cell() -> None:
    sheet = opened(workbook(book(table((Cell("a"), Cell("b"), Cell("word " * 3000)), heads=2)))).worksheets[1]
    assert {tuple(each.value for each in row[:2]) for row in sheet.iter_rows(min_row=2)} == {("a", "b")}


def test_headings_stay_in_sight_are_filtered_and_are_printed_on_each_page() -> None:
    wide = tuple(tuple(Cell(f"{row} {i}") for i in range(30)) for row in range(50))
    made = opened(workbook(book(table(*wide, heads=2), table((Cell("a"), Cell("b")), name="small"))))
    sheet, small = made.worksheets[1:]
    assert (sheet.freeze_panes, small.freeze_panes) == ("C2", "B2")
    assert (sheet.auto_filter.ref, small.auto_filter.ref) == ("A1:AD51", "A1:B2")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$B")
    assert (small.print_title_rows, small.page_setup.fitToHeight, small.sheet_properties.pageSetUpPr.fitToPage) == (
        *("$1:$1", 0),
        True,
    )
    assert [each.page_setup.orientation for each in made.worksheets] == ["portrait", "landscape", "landscape"]
    assert {str(each.page_setup.paperSize) for each in made.worksheets} == {"9"}
    assert not any(each.merged_cells.ranges for each in made.worksheets)
    ends = [each.id for each in sheet.col_breaks.brk]
    assert ends == sorted(ends)
    assert len(ends) >= 3
    assert "Title" in sheet.defined_names


def test_pages_say_what_they_are_and_whether_it_is_a_draft() -> None:
    for draft in (True, False):
        made = opened(workbook(book(table((Cell("a"),)), draft=draft)))
        for sheet in made.worksheets:
            assert ("DRAFT" in str(sheet.oddHeader.right.text)) is draft
            assert "Page &P of &N" in sheet.oddFooter.right.text
            assert sheet.oddHeader.left.text == "A title"
        assert [sheet.oddFooter.left.text for sheet in made.worksheets] == ["A title", "A table"]
        assert ("Draft, not signed" in texts(made.worksheets[0])) is draft
    long = Book("& 2026 " * 200, "", (table((Cell("a"),)),))
    assert len(opened(workbook(long)).worksheets) == 2


def test_each_sheet_is_marked_and_names_the_document_with_its_version() -> None:
    title = "Information sharing matrix: The hub & its partners, version 1.0"
    long = f"Information sharing matrix: {'the hub and its partners ' * 9}, version 1.0"
    for running, shown in ((title, title.replace("&", "&&")), (long, "version 1.0")):
        made = zipfile.ZipFile(io.BytesIO(workbook(book(table(), running=running, marking="OFFICIAL-SENSITIVE"))))
        sheets = [made.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
        for sheet in sheets:
            head, foot = (
                html.unescape(re.findall(f"<odd{each}>(.*?)</odd{each}>", sheet)[0]) for each in ("Header", "Footer")
            )
            assert shown in head and len(head) < 255
            assert "&B&9OFFICIAL-SENSITIVE&B    &9Page &P of &N" in foot
    assert "OFFICIAL" not in str(opened(workbook(book(table()))).worksheets[1].oddFooter.right.text)


def test_no_column_is_alone_on_the_last_page_where_another_page_can_do_without_one() -> None:
    widths = [22, 85, 80, 38, 85, 85, 30, 20]
    wide = replace(table(), columns=tuple(Column(f"H{i}", width) for i, width in enumerate(widths)), rows=())
    ends = [each.id for each in opened(workbook(book(wide))).worksheets[1].col_breaks.brk]
    assert [widths[a:b] for a, b in zip([1, *ends], [*ends, None], strict=True)] == [[85, 80], [38, 85], [85, 30, 20]]


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]


def test_the_first_sheet_says_what_it_is_and_leads_to_the_others() -> None:
    first = table((Cell("Gives", "gives"),), name="who-gives-what", key=(("gives", "Gives it"), ("both", "Does both")))
    told = book(first, table(name="none"), facts=(("Version", "1.2"), ("Owner", "=Council")), notes=("Mind this.",))
    made = opened(workbook(told))
    front = made.worksheets[0]
    assert made.sheetnames == ["About", "Who gives what", "None"]
    assert texts(front)[:7] == ["A title", "A line below it", "Status", "Draft, not signed", "Version", "1.2", "Owner"]
    assert {"=Council", "Mind this."} <= set(texts(front))
    links = {cell.value: cell.hyperlink.location for row in front for cell in row if cell.hyperlink}
    assert links == {"Who gives what": "'Who gives what'!A1", "None": "'None'!A1"}
    shades = {cell.value: fill(cell) for row in front for cell in row if cell.value in ("Gives it", "Does both")}
    assert shades == {"Gives it": TONES["gives"].fill, "Does both": TONES["both"].fill}
    assert "Nothing to show." in texts(made.worksheets[2])


def fill(cell: Shown) -> str:
    return str(cell.fill.fgColor.rgb)[-6:] if cell.fill.fill_type == "solid" else ""


def rules(sheet: Worksheet) -> list[tuple[str, str, str]]:
    """The rules of a sheet in the order in which they count: the range, the beginning of the words, the shade."""
    found = [(str(where.sqref), rule) for where in sheet.conditional_formatting for rule in where.rules]
    found.sort(key=lambda each: each[1].priority)
    assert all(rule.type == "beginsWith" and rule.stopIfTrue for _, rule in found)
    return [(where, str(rule.text), str(rule.dxf.fill.bgColor.rgb)[-6:]) for where, rule in found]


def test_the_shade_follows_when_the_words_are_changed() -> None:
    shaded = table(
        (Cell("Gives and receives", "both"), Cell("Gives\nat meetings", "gives"), Cell("Plain")),
        (Cell("Gives", "gives"), Cell(""), Cell("Gives")),
        key=(("receives", "Receives"),),
    )
    sheet = opened(workbook(book(shaded))).worksheets[1]
    assert rules(sheet) == [
        ("A2:B3", "Gives and receives", TONES["both"].fill),
        ("A2:B3", "Receives", TONES["receives"].fill),
        ("A2:B3", "Gives", TONES["gives"].fill),
    ]
    assert {fill(cell) for row in sheet.iter_rows(min_row=2) for cell in row} == {""}


def test_words_that_do_not_tell_the_shade_are_filled_and_no_other_cell_is() -> None:
    shaded = table(
        (Cell("High", "high"),),
        (Cell("High, they say"),),
        (Cell('Low "now"', "low"),),
        (Cell("", "not"),),
        (Cell("Both", "both"),),
    )
    sheet = opened(workbook(book(shaded))).worksheets[1]
    assert rules(sheet) == [("A2:A6", "Both", TONES["both"].fill)]
    assert [fill(sheet[f"A{row}"]) for row in range(2, 6)] == [
        TONES["high"].fill,
        "",
        TONES["low"].fill,
        TONES["not"].fill,
    ]


@pytest.mark.parametrize("folder", [REGISTERS[0], *REGISTERS[5:7]], ids=lambda folder: folder.name)
def test_each_cell_has_the_shade_it_should(folder: Path) -> None:
    made, content = real(folder)
    sheet = opened(content).worksheets[1]
    known = {label.casefold(): shade for _, label, shade in reversed(rules(sheet))}
    seen = set()
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            words = str(cell.value or "")
            shade = fill(cell) or next((known[each] for each in known if words.casefold().startswith(each)), "")
            wanted = "open" if "To be confirmed" in words else "not" if words == "Not stated" else ""
            assert shade == (TONES[wanted].fill if wanted else ""), (cell.coordinate, words)
            seen.add(wanted)
    assert "not" in seen
    assert len(made.tables) == 1


def test_sheets_have_names_that_excel_takes() -> None:
    odd = ("a/b:c*?[d]", "x" * 40, "x" * 40, "ABOUT", "history", "'quoted'", "", "picture")
    drawing = Drawing("D", "d", (), SVG, 60, 30)
    made = opened(workbook(book(*(table((Cell("a"),), name=each) for each in odd), drawings=(drawing,))))
    names = made.sheetnames
    assert len(names) == len({each.casefold() for each in names}) == 10
    assert all(0 < len(each) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", each) for each in names)
    assert "history" not in {each.casefold() for each in names}


def test_the_file_says_what_it_is_and_when_it_was_made_for() -> None:
    made = opened(workbook(book(table((Cell("a"),)), creator="Northvale Council", date="2026-11-09")))
    properties = made.properties
    assert (properties.title, properties.subject, properties.creator) == (
        "A title",
        "A line below it",
        "Northvale Council",
    )
    assert properties.created.date().isoformat() == "2026-11-09"


def test_a_picture_is_said_in_words_too() -> None:
    drawing = Drawing("The flows", "Schools give to the hub", ("A gives B “x”.", "=B gives C"), SVG, 600, 300)
    content = workbook(book(table((Cell("a"),)), drawings=(drawing, drawing)))
    made = opened(content)
    assert made.sheetnames[2:] == ["Picture", "Picture 2"]
    assert texts(made.worksheets[2]) == [
        *("The flows", "Schools give to the hub", "The same in words", "A gives B “x”.", "=B gives C")
    ]
    inside = parts(content)
    assert 'descr="Schools give to the hub"' in inside["xl/drawings/drawing1.xml"].decode()
    assert f'<a:ext cx="{600 * 9525}" cy="{300 * 9525}"/>' in inside["xl/drawings/drawing1.xml"].decode()
    assert inside["xl/media/image1.png"].startswith(b"\x89PNG")


def test_sheets_run_from_the_right_where_the_language_does() -> None:
    for language, from_the_right in (("ur", True), ("en-GB", False)):
        made = opened(workbook(book(table((Cell("a"),)), language=language)))
        assert all(bool(each.sheet_view.rightToLeft) is from_the_right for each in made.worksheets)


@pytest.mark.office
def test_libreoffice_shows_every_word(tmp_path: Path) -> None:
    made, content = real(next(each for each in REGISTERS if each.name == "flying-start"))
    (tmp_path / "made.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), "made.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300, cwd=tmp_path)
    done = subprocess.run(
        ["pdftotext", "-raw", "made.pdf", "-"], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    shown = "".join(done.stdout.split())
    lines = {line for row in made.tables[0].rows for cell in row for line in cell.words.split("\n")}
    assert len(lines) > 50
    lost = [line for line in sorted(lines) if "".join(line.split()) not in shown]
    assert lost == []


def to_filter() -> Worksheet:
    rows = tuple((Cell("Name"), Cell("Schools"), Cell(), Cell("A long law. " * 300)) for _ in range(50))
    made = opened(workbook(book(replace(table(*rows), printed=2))))
    said = texts(made.worksheets[0])
    assert any(each.startswith("50 rows; about 3 pages when printed") for each in lines_of(said))
    assert any("On paper the columns end with “Heading 1”" in each for each in said)
    assert any("Hidden, as nothing stands in them: Heading 2." in each for each in said)
    return made.worksheets[1]


def lines_of(said: list[str]) -> list[str]:
    return [line for each in said for line in each.split("\n")]


def test_a_table_to_filter_has_low_rows_and_prints_only_what_tells_them_apart() -> None:
    sheet = to_filter()
    assert {sheet.row_dimensions[row].height for row in range(2, 52)} == {30}
    assert sheet.max_row == 51
    assert sheet.print_area == "'Matrix'!$A$1:$B$51"
    assert [sheet.column_dimensions[each].hidden for each in "ABCD"] == [False, False, True, False]
