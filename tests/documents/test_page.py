"""A book as a web page, in a real browser: everything is said, everyone can use it, and nothing comes from outside."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from istoolkit.definitions.register import find, open_register
from istoolkit.documents.drawing import Drawing
from istoolkit.documents.matrix.book import matrix_book
from istoolkit.documents.page import page
from istoolkit.documents.page_frame import BadPage
from istoolkit.documents.tables import Book, Cell, Column, Table
from tests.conftest import ROOT
from tests.documents.browser import Opened

pytestmark = pytest.mark.browser

WORDS = (("Gives", "gives"), ("Receives", "receives"), ("Gives and receives", "both"), ("Not given", "not"))


def cells(*words: str) -> tuple[Cell, ...]:
    return tuple(map(Cell, words))


SMALL = Table(
    "flows",
    "Who shares what",
    "One row a flow.",
    (Column("Item"), Column("From"), Column("To"), Column("Since")),
    (
        cells("Name", "GP practices", "Schools\nVale Council", "2 March 2027"),
        cells("Address", "Schools", "Vale Council", "14 December 2026"),
        cells("Diagnosis", "GP practices", "Schools", "To be confirmed: who decides"),
        cells("Housing", "Vale Council", "Schools", ""),
        cells("École", "Schools", "Police", "1 January 2027"),
    ),
    key=(("gives", "Gives it"),),
)
WIDE = Table(
    "wide",
    "Thirty columns",
    "Wider than any paper.",
    tuple(Column(f"Column {each}") for each in range(30)),
    tuple(
        tuple(Cell(*WORDS[(row + each) % 4]) if each else Cell(f"Row {row}") for each in range(30)) for row in range(6)
    ),
    key=tuple((tone, words) for words, tone in WORDS),
)
EMPTY = Table("empty", "Nothing back", "", (Column("Item"),), (), none="No one gives anything back.")
HOSTILE = Table(
    "</script>",
    "A title </script><script>alert(1)</script>",
    "“About” it <b>'\"",
    (Column("</style><i>"), Column('" onclick="alert(1)'), Column(""), Column("שלום")),
    (
        cells("<img src=x onerror=alert(1)>", "{{ 7 * 7 }} &amp; 'one' \"two\"", "=1+1", "مرحبا 12\nשלום"),
        *(cells("W" * 400, "👩‍👩‍👧 é", "", "</td></table></script>") for _ in range(4)),
    ),
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="80" viewBox="0 0 900 80"><title>Old</title><defs>'
    '<marker id="a"><path d="M0 0L8 4L0 8z"/></marker></defs><rect width="90" height="40" style="fill:#DCE8F5"/>'
    '<path d="M90 20H400" stroke="#333" marker-end="url(#a)"/><text x="9" y="20">A &lt;b&gt;</text></svg>'
)
PICTURES = tuple(
    Drawing(f"Picture {each}", "A gives B.", (f"{each}. A gives B: name.",), SVG, 900, 80) for each in (1, 2)
)
BOOK = Book(
    "Early help <hub>",
    "Who gives what to whom",
    (SMALL, WIDE, EMPTY, HOSTILE),
    (("Version", "1.2"), ("Review due", "To be confirmed: who decides")),
    ("The decision stays with the practitioner.",),
    PICTURES,
    "Vale Partnership",
    running="Matrix: Early help, version 1.2",
    marking="OFFICIAL-SENSITIVE",
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_bytes(page(BOOK))
    return path


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    window = Opened(browser, file)
    yield window
    assert (window.asked, window.complaints) == ([], [])
    window.close()


def worked() -> list[Book]:
    register = open_register(find(ROOT / "protocols"))
    checked = list(register.checked())
    return [matrix_book(register, checked), *(matrix_book(register, [each]) for each in checked)]


def flat(words: str) -> str:
    return " ".join(words.split())


def said(book: Book) -> list[str]:
    """All that a book says, but for the columns of tables without rows."""
    found = [book.title, book.subtitle, *book.notes, *(each for fact in book.facts for each in fact)]
    for table in book.tables:
        found += [table.title, table.about, *(words for _, words in table.key if table.rows)]
        found += [table.none] if not table.rows else [each.heading for each in table.columns]
    for drawing in book.drawings:
        found += [drawing.title, drawing.described, *drawing.lines]
    return [flat(each) for each in found if each]


def test_everything_in_a_book_is_on_its_page() -> None:
    for book in (BOOK, *worked()):
        tree = html.document_fromstring(page(book).decode())
        shown = flat(tree.text_content())
        assert [each for each in said(book) if each not in shown] == [], book.title
        for each in tree.find_class("on-paper"):
            each.drop_tree()
        bodies = iter(tree.iter("tbody"))
        for table in filter(lambda each: each.rows, book.tables):
            rows = [[[flat(part) for part in ([li.text_content() for li in cell.iter("li")] or [cell.text_content()])]
                     for cell in row] for row in next(bodies)]  # fmt: skip
            wanted = [
                [[flat(part) for part in each.words.split("\n") if part.strip()] or [""] for each in row]
                for row in table.rows
            ]
            assert rows == wanted, table.id
        assert next(bodies, None) is None


def test_same_bytes_each_time() -> None:
    for book in (BOOK, worked()[0]):
        assert page(book) == page(book)


@pytest.mark.again
def test_nobody_is_shut_out_and_nothing_comes_from_outside(browser: Browser, file: Path) -> None:
    for width in (1280, 320):
        window = Opened(browser, file, width)
        assert window.faults() == []
        assert window.page.evaluate("document.documentElement.scrollWidth") == width
        window.page.fill("#table-flows input[type=search]", "schools")
        window.page.click("#table-flows thead button >> nth=1")
        window.page.click("#table-flows .choice summary >> nth=0")
        window.page.check("#table-flows .choice input >> nth=0")
        assert window.faults() == []
        assert window.page.evaluate("document.documentElement.scrollWidth") == width
        if width == 1280:
            window.page.emulate_media(media="print")
            assert window.faults() == []
        assert (window.asked, window.complaints) == ([], [])
        window.close()


@pytest.mark.again
def test_worked_register_at_both_widths(browser: Browser, tmp_path: Path) -> None:
    whole, first = worked()[:2]
    few = [replace(each, rows=each.rows[:2]) for each in whole.tables]  # axe takes minutes over thousands of rows
    (tmp_path / "page.html").write_bytes(page(replace(whole, tables=tuple(few), drawings=first.drawings)))
    window = Opened(browser, tmp_path / "page.html")
    assert window.faults() == []
    window.page.set_viewport_size({"width": 320, "height": 700})
    assert window.page.evaluate("document.documentElement.scrollWidth") == 320
    assert (window.asked, window.complaints) == ([], [])
    window.close()


def test_sorted_by_keyboard_alone(opened: Opened) -> None:
    first = opened.column("table-flows", 0)
    opened.page.focus("#table-flows .clear")
    for _ in range(3):  # the table's region, then the headings
        opened.page.keyboard.press("Tab")
    heading = opened.page.locator("#table-flows th").nth(1)
    opened.page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert opened.column("table-flows", 1) == ["GP practices", "GP practices", "Schools", "Schools", "Vale Council"]
    assert opened.said("table-flows") == "All 5 rows shown. Sorted by From, A to Z."
    opened.page.keyboard.press("Space")
    assert heading.get_attribute("aria-sort") == "descending"
    assert opened.column("table-flows", 1)[0] == "Vale Council"
    opened.page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") is None
    assert opened.column("table-flows", 0) == first


def test_dates_are_sorted_as_dates_and_what_is_empty_comes_last(opened: Opened) -> None:
    opened.page.click("#table-flows thead button >> nth=3")
    dates = ["14 December 2026", "1 January 2027", "2 March 2027"]
    assert opened.column("table-flows", 3) == [*dates, "To be confirmed: who decides", ""]
    opened.page.click("#table-flows thead button >> nth=3")
    assert opened.column("table-flows", 3) == ["To be confirmed: who decides", *reversed(dates), ""]


def test_rows_with_some_words(opened: Opened) -> None:
    box = opened.page.locator("#table-flows input[type=search]")
    box.fill("ecole")
    opened.wait_to_hear("table-flows", "1 of")
    assert opened.column("table-flows", 0) == ["École"]
    assert opened.said("table-flows") == "1 of 5 rows fits, with “ecole”."
    box.fill("practices council")
    opened.wait_to_hear("table-flows", "council")
    assert opened.column("table-flows", 0) == ["Name"]
    box.fill("zebra")
    opened.wait_to_hear("table-flows", "zebra")
    assert "Nothing fits" in opened.said("table-flows")
    opened.page.click("#table-flows .clear")
    assert opened.said("table-flows") == "All 5 rows shown."
    assert len(opened.column("table-flows", 0)) == 5


def test_what_may_a_school_receive_from_health(opened: Opened) -> None:
    opened.page.click("#table-flows .choice >> text=From")
    opened.page.get_by_role("checkbox", name="GP practices").check()
    opened.page.click("#table-flows .choice >> text=To")
    opened.page.locator("#table-flows .choice[data-column='2'] input[value='Schools']").check()
    assert opened.column("table-flows", 0) == ["Name", "Diagnosis"]
    assert opened.said("table-flows") == "2 of 5 rows fit, From: GP practices; To: Schools."
    opened.page.locator("#table-flows .choice[data-column='2'] input[value='Police']").check()
    opened.page.locator("#table-flows .choice[data-column='1'] input[value='Schools']").check()
    assert opened.column("table-flows", 0) == ["Name", "Diagnosis", "École"]


@pytest.mark.parametrize(("rows", "filters"), [(1, 0), (2, 1)])
def test_two_rows_can_be_filtered(rows: int, filters: int) -> None:
    made = page(Book("Few", "", (replace(SMALL, rows=SMALL.rows[:rows]),))).decode()
    assert made.count('class="filters"') == filters


def test_a_small_screen_shows_each_row_as_a_card_that_can_be_sorted(browser: Browser, file: Path) -> None:
    window = Opened(browser, file, 320)
    for each in ("table-flows", "table-wide"):
        assert window.page.evaluate(f"document.querySelector('#{each} table').scrollWidth") <= 292
    label = "getComputedStyle(document.querySelector('#table-flows tbody tr').cells[2], '::before').content"
    assert window.page.evaluate(label).startswith('"To"')
    window.page.click("#table-flows thead button >> nth=1")
    assert window.column("table-flows", 1)[-1] == "Vale Council"
    window.page.wait_for_function("document.querySelector('#picture-1-sideways').hidden === false")
    window.close()


def test_the_first_table_comes_before_the_pictures_and_further_notes_can_be_opened(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_bytes(page(replace(BOOK, notes=tuple(f"Note {each}." for each in range(9)))))
    window = Opened(browser, tmp_path / "page.html")
    parts = window.page.evaluate("[...document.querySelectorAll('.part[id]')].map((each) => each.id)")
    assert parts[:4] == ["table-flows", "picture-1", "picture-2", "table-wide"]
    assert window.page.locator(".notes li:visible").count() == 3
    window.page.get_by_text("More to know before you use it (6)").click()
    assert window.page.locator(".notes li:visible").count() == 9
    window.close()


def test_on_paper_letters_stand_for_a_grid_and_what_is_filtered_is_printed_itself(
    browser: Browser, tmp_path: Path
) -> None:
    letters = Table("letters", "What the letters mean", "A to Z.", (Column("Letter"),), (cells("A"),))
    (tmp_path / "page.html").write_bytes(page(Book("Grid", "", (replace(SMALL, on_paper=(letters,)),))))
    window = Opened(browser, tmp_path / "page.html")
    grid, paper = window.page.locator("#table-flows"), window.page.locator("#table-flows-paper-1")
    assert (grid.is_visible(), paper.is_visible()) == (True, False)
    window.page.emulate_media(media="print")
    assert (grid.is_visible(), paper.is_visible()) == (False, True)
    assert window.faults() == []
    window.page.emulate_media(media="screen")
    window.page.fill("#table-flows input[type=search]", "diagnosis")
    window.wait_to_hear("table-flows", "1 of")
    window.page.emulate_media(media="print")
    assert (grid.is_visible(), paper.is_visible()) == (True, False)
    window.close()


def test_each_cell_of_a_row_that_goes_on_over_a_page_names_its_row() -> None:
    many = tuple(Column(f"C{each}", 90) for each in range(4))
    rows = (cells("4 The school answers", "word " * 900, "b", "c"), cells("5 Short", "a", "b", "c"))
    made = page(Book("Cards", "", (Table("flows", "Flows", "", many, rows),))).decode()
    assert made.count('data-of=" (4 The school answers)"') == 3
    assert "5 Short)" not in made


def test_without_script_everything_is_shown(browser: Browser, file: Path) -> None:
    window = Opened(browser, file, script=False)
    assert window.page.locator("#table-flows tbody tr:visible").count() == 5
    assert window.page.locator("form:visible, button:visible").count() == 0
    window.close()


def test_pictures_have_names_of_their_own_and_are_said_in_words(opened: Opened) -> None:
    ids = opened.page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))
    assert opened.page.get_by_role("img", name="Picture 2").count() == 1
    drawn = opened.page.evaluate("getComputedStyle(document.querySelector('#picture-2 svg > path')).markerEnd")
    assert drawn == 'url("#picture-2-a")'
    assert opened.page.evaluate("getComputedStyle(document.querySelector('svg rect')).fill") == "rgb(220, 232, 245)"


def test_a_table_that_is_wider_than_the_window_says_so(opened: Opened) -> None:
    page = opened.page
    wide, small = page.locator("#table-wide .scroll"), page.locator("#table-flows .scroll")
    page.wait_for_function("document.querySelector('#table-wide-sideways').hidden === false")
    assert wide.get_attribute("aria-describedby") == "table-wide-sideways"
    assert page.locator("#table-wide-sideways").inner_text().startswith("Scroll sideways for more columns")
    assert small.get_attribute("aria-describedby") is None
    assert not page.locator("#table-flows-sideways").is_visible()
    page.set_viewport_size({"width": 2400, "height": 900})
    assert page.locator("#table-wide .scroll").bounding_box()["width"] > 2300


def test_the_marking_stands_on_the_screen_and_on_each_sheet_of_paper(opened: Opened) -> None:
    assert opened.page.locator("header .marking").inner_text() == "OFFICIAL-SENSITIVE"
    assert opened.page.locator("footer .marking").inner_text() == "OFFICIAL-SENSITIVE"
    printed = subprocess.run(
        ["pdftotext", "-", "-"], input=opened.page.pdf(prefer_css_page_size=True), capture_output=True, check=True
    )
    sheets = printed.stdout.decode().rstrip("\f").split("\f")
    assert len(sheets) > 3
    assert [each for each in sheets if "OFFICIAL-SENSITIVE" not in each or "Early help, version 1.2" not in each] == []


def test_on_paper_a_draft_says_so_and_what_is_left_out_is_told(opened: Opened) -> None:
    opened.page.fill("#table-flows input[type=search]", "diagnosis")
    opened.wait_to_hear("table-flows", "1 of")
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#table-flows .shown").is_visible()
    assert opened.page.locator("#table-wide .shown").is_hidden()
    assert opened.page.locator(".draft").is_visible()
    assert opened.page.locator("form:visible").count() == 0
    assert b"DRAFT" not in page(Book("Agreed", "", (SMALL,), draft=False))


@pytest.mark.again
def test_five_thousand_rows_are_filtered_at_once(browser: Browser, tmp_path: Path) -> None:
    rows = tuple(
        cells(f"Item {each}", f"Party {each % 9}", f"Party {each % 7}", "a\nb", *["words"] * 8) for each in range(5000)
    )
    table = Table("exchanges", "All", "", tuple(Column(f"C{each}") for each in range(12)), rows)
    path = tmp_path / "many.html"
    path.write_bytes(page(Book("Many", "", (table,))))
    window = Opened(browser, path)
    assert window.said("table-exchanges") == "5,000 rows: the first 100 are shown."
    timed = """() => { const box = document.querySelectorAll('.choice input')[0]; const begin = performance.now();
        box.click(); document.body.offsetHeight; return performance.now() - begin; }"""
    took = [window.page.evaluate(timed) for _ in range(5)]
    assert window.said("table-exchanges") == "556 of 5,000 rows fit, C1: Party 0: the first 100 are shown."
    assert len(window.column("table-exchanges", 0)) == 100
    window.page.click(".further button >> nth=0")
    assert len(window.column("table-exchanges", 0)) == 200
    window.page.click(".further button >> nth=1")
    assert len(window.column("table-exchanges", 0)) == 556
    assert window.page.evaluate("document.activeElement.className") == "scroll"
    assert min(took) < 200
    window.close()


def test_an_officers_own_style_and_a_template_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("body { color: purple; }", encoding="utf-8")
    assert b"color: purple" in page(BOOK, tmp_path)
    tmp_path = tmp_path / "own"
    tmp_path.mkdir()
    (tmp_path / "page.html.j2").write_text("<p>{{ titel }}</p>", encoding="utf-8")
    with pytest.raises(BadPage, match=r"page\.html\.j2.*titel"):
        page(BOOK, tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "page.html.j2").write_text("one\n{% if %}", encoding="utf-8")
    with pytest.raises(BadPage, match=r"page\.html\.j2, line 2"):
        page(BOOK, other)
