"""Books of tables in Word: nothing is dropped, wide tables are split sensibly, pages are landscape, and the file is sound."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from ooxml_integrity import check

from istoolkit.definitions.register import find, open_register
from istoolkit.documents.drawing import Drawing
from istoolkit.documents.facts import marking_of
from istoolkit.documents.matrix.book import matrix_book
from istoolkit.documents.tables import TONES, Book, Cell, Column, Table
from istoolkit.documents.word.measure import longest_word, width_of
from istoolkit.documents.word.package import pack, unpack
from istoolkit.documents.word.rows import ABOVE, CONTINUED, MOST
from istoolkit.documents.word.split import parts as split
from istoolkit.documents.word.tables import document
from istoolkit.documents.word.template import BadTemplate
from tests.conftest import REGISTERS, ROOT
from tests.documents.audited import faults
from tests.documents.reading import W, body, folded, paragraphs, parts, style, text, words

TEMPLATE = ROOT / "templates" / "book.docx"
_ROOM = 15138
_DRAWING = Drawing(
    "Who shares with the council",
    "Two parties share with the council.",
    ("Flow 1: the school gives the plan.", "Flow 2: the police give the report."),
    '<svg xmlns="http://www.w3.org/2000/svg" width="680" height="900"><rect width="680" height="900" fill="#fff"/></svg>',
    680,
    1400,
)


@cache
def books(folder: Path) -> tuple[Book, ...]:
    """The matrix of each protocol of a register and of all together, without drawings: those take long to make."""
    register = open_register(find(folder))
    protocols = list(register.checked())
    groups = [*([each] for each in protocols), protocols]
    return tuple(replace(matrix_book(register, each, for_filters=False), drawings=()) for each in groups)


@cache
def made(folder: Path) -> tuple[bytes, ...]:
    return tuple(map(document, books(folder)))


each_register = pytest.mark.parametrize("folder", REGISTERS, ids=[folder.name for folder in REGISTERS])


def one(*tables: Table, **more: Any) -> Book:
    return replace(Book("Who gives what", "The hub", tables), **more)


def plain(columns: int, rows: int = 2, width: int = 20, words_: str = "Receives", heads: int = 1) -> Table:
    body = tuple(tuple(Cell(f"{words_} {row}.{column}") for column in range(columns)) for row in range(rows))
    headings = tuple(Column(f"Heading {number}", width) for number in range(columns))
    return Table("plain", "A plain table", "What it is about.", headings, body, heads)


def tables_of(content: bytes) -> list[etree._Element]:
    """The tables after that of the facts."""
    return [table for table in body(content).iter(f"{W}tbl") if style(table.getprevious()) == "Caption"]


def cells_of(table: etree._Element) -> list[list[str]]:
    return [
        ["\n".join(words(p) for p in cell.iter(f"{W}p")) for cell in row.findall(f"{W}tc")]
        for row in table.findall(f"{W}tr")
    ]


def head(content: bytes) -> str:
    """What stands at the head of each page: at the right where it stands, at the left what it is."""
    return "\n".join(map(words, etree.fromstring(parts(content)["word/header1.xml"]).iter(f"{W}p")))


def lines(cell: str) -> str:
    return "\n".join(line for line in cell.split("\n") if line.strip()) or "—"


def on_paper(book: Book) -> list[Table]:
    return [each for table in book.tables for each in table.on_paper or (table,)]


def uncut(rows: list[list[str]]) -> list[list[str]]:
    """The rows of a table, with those that are continued as one again."""
    whole: list[list[str]] = []
    for row in rows:
        if row[0].endswith(CONTINUED):
            whole[-1] = [
                one if number == 0 or more in (ABOVE, one) else f"{one}\n{more}"
                for number, (one, more) in enumerate(zip(whole[-1], row, strict=True))
            ]
        else:
            whole.append(row)
    return whole


def rejoined(table: Table, found: list[etree._Element]) -> list[list[str]]:
    """The rows of a table put together again from its parts."""
    whole = uncut(cells_of(found[0]))
    for part in found[1:]:
        rows = uncut(cells_of(part))
        assert [row[: table.heads] for row in rows] == [row[: table.heads] for row in whole]
        whole = [[*row, *more[table.heads :]] for row, more in zip(whole, rows, strict=True)]
    return whole


def block(content: bytes, title: str) -> dict[str, str]:
    """The facts under the heading of a block, by what they are called."""
    start = next(p for p in body(content).iter(f"{W}p") if style(p) == "Heading2" and words(p) == title)
    facts: dict[str, list[str]] = {}
    for each in start.itersiblings():
        if each.tag == f"{W}p" and (style(each) or "").startswith("Heading"):
            break
        if each.tag == f"{W}tbl":
            for heading, cell in zip(*cells_of(each), strict=True):
                facts.setdefault(heading, []).extend([] if cell == ABOVE else [cell])
    return {heading: "\n".join(found) for heading, found in facts.items()}


@each_register
def test_every_cell_of_every_table_is_in_the_document_and_no_other(folder: Path) -> None:
    for book, content in zip(books(folder), made(folder), strict=True):
        found = [each for each in tables_of(content) if words(each.getprevious()).startswith("Table ")]
        shown = [table for table in on_paper(book) if table.rows and not table.layouts]
        for number, table in enumerate(shown, 1):
            start = f"Table {number}. {table.title}"
            own = [each for each in found if words(each.getprevious()).partition(". Part ")[0] == start]
            headings = [column.heading for column in table.columns]
            expected = [[lines(cell.words) for cell in row] for row in table.rows]
            assert rejoined(table, own) == [headings, *expected]
            found = [each for each in found if each not in own]
        assert found == []


@each_register
def test_every_flow_is_read_in_one_place_with_all_its_facts(folder: Path) -> None:
    for book, content in zip(books(folder)[:-1], made(folder)[:-1], strict=True):
        for table in (each for each in on_paper(book) if each.layouts):
            for row in table.rows:
                headings = [column.heading for column in table.columns[1:]]
                assert block(content, row[0].words) == dict(
                    zip(headings, [lines(cell.words) for cell in row[1:]], strict=True)
                )


@each_register
def test_what_stands_around_the_tables_is_there(folder: Path) -> None:
    for book, content in zip(books(folder), made(folder), strict=True):
        shown = text(content)
        for each in (book.title, book.subtitle, *book.notes, *(table.about for table in on_paper(book))):
            assert folded(each) in shown
        for label, value in book.facts:
            assert f"{folded(label)}\n{folded(value)}" in shown
        for table in on_paper(book):
            assert folded(table.title) in shown
            assert all(folded(words_) in shown.replace("\xa0", " ") for _, words_ in table.key if table.rows)
            assert table.rows or folded(table.none) in shown


@each_register
def test_every_document_is_valid_by_two_checkers(folder: Path, tmp_path: Path) -> None:
    for content in made(folder)[:-1]:  # that of all together takes long and has nothing else in it
        path = tmp_path / "matrix.docx"
        path.write_bytes(content)
        assert faults(content) == []
        assert [str(issue) for issue in check(str(path))] == []


@each_register
def test_tables_fit_the_page_and_can_be_read_aloud(folder: Path) -> None:
    for content in made(folder):
        for table in tables_of(content):
            assert sum(int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")) <= _ROOM
            first = table.find(f"{W}tr")
            assert first.find(f"{W}trPr/{W}tblHeader") is not None
            assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
            assert table.findall(f".//{W}gridSpan") == table.findall(f".//{W}vMerge") == []
            assert all(words(cell).strip() for cell in table.iter(f"{W}tc"))
            assert {len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")} == {len(first.findall(f"{W}tc"))}


@each_register
def test_no_column_is_narrower_than_its_longest_word(folder: Path) -> None:
    for book in books(folder):
        for table in (each for each in on_paper(book) if not each.layouts):
            for part in split(table, _ROOM):
                for number, width in zip(part.columns, part.widths, strict=True):
                    texts = [table.columns[number].heading, *(row[number].words for row in table.rows)]
                    longest = max(width_of(longest_word(each), 9) for each in texts)
                    assert width >= min(longest, 2400) + 170, table.columns[number].heading


def test_the_word_that_a_column_must_hold_is_the_widest_and_not_that_with_most_letters() -> None:
    assert longest_word("Northvale Community NHS Trust") == "Community"
    assert longest_word("illicitly Women") == "Women"


def test_a_table_that_fits_is_one_part_and_its_caption_says_no_part() -> None:
    content = document(one(plain(4)))
    (table,) = tables_of(content)
    assert words(table.getprevious()) == "Table 1. A plain table"


def test_a_wide_table_is_split_by_columns_with_its_first_columns_in_each_part() -> None:
    found = tables_of(document(one(plain(25, heads=2))))
    captions = [words(table.getprevious()) for table in found]
    count = len(found)
    assert count > 1
    assert captions[0].startswith(f"Table 1. A plain table. Part 1 of {count}: columns “Heading 2” to “Heading ")
    assert captions[-1].endswith("to “Heading 24”") and f"Part {count} of {count}" in captions[-1]
    assert all(cells_of(table)[0][:2] == ["Heading 0", "Heading 1"] for table in found)
    sizes = [len(cells_of(table)[0]) for table in found]
    assert max(sizes) - min(sizes) <= 1


def test_a_part_of_one_column_says_so() -> None:
    long = "word " * 200
    table = replace(plain(3), columns=(Column("A", 10), Column("B", 250), Column("C", 250)))
    table = replace(table, rows=((Cell("a"), Cell(long), Cell(long)),))
    captions = [words(each.getprevious()) for each in tables_of(document(one(table)))]
    assert captions == [f"Table 1. A plain table. Part {n} of 2: column “{name}”" for n, name in ((1, "B"), (2, "C"))]


def test_an_endless_word_does_not_push_a_table_off_the_page() -> None:
    table = plain(3, words_="x" * 400)
    for room in (_ROOM, 2000):
        assert all(sum(part.widths) <= room for part in split(table, room))


def test_parts_are_about_as_wide_as_each_other() -> None:
    sizes = [len(part.columns) for part in split(plain(18), _ROOM)]
    assert len(sizes) > 1 and max(sizes) - min(sizes) <= 1
    assert len(split(plain(18), 40_000)) == 1


def test_first_columns_too_wide_to_repeat_are_shown_once() -> None:
    found = split(plain(10, words_="x" * 400, heads=9), _ROOM)
    assert all(sum(part.widths) <= _ROOM for part in found)
    once = [number for part in found for number in part.columns[part.repeated :]]
    assert [*range(found[0].repeated), *once] == list(range(10))


def test_a_small_table_is_not_drawn_out_over_the_page() -> None:
    (part,) = split(plain(2), _ROOM)
    assert sum(part.widths) < _ROOM / 2


def test_an_empty_cell_is_seen_to_be_empty() -> None:
    table = Table("t", "T", "", (Column("A"), Column("")), ((Cell("x"), Cell(" ")), (Cell(), Cell("\n"))))
    (shown,) = tables_of(document(one(table)))
    assert cells_of(shown) == [["A", "—"], ["x", "—"], ["—", "—"]]


@pytest.mark.parametrize("heads", [0, 1, 3, 5])
def test_any_number_of_first_columns_will_do(heads: int) -> None:
    (table,) = tables_of(document(one(plain(3, heads=heads))))
    assert cells_of(table)[1] == ["Receives 0.0", "Receives 0.1", "Receives 0.2"]


def test_shades_are_those_of_the_tones_and_lists_are_bullets() -> None:
    cell = Cell("Name\nAddress", "gives")
    table = Table("t", "T", "", (Column("A"), Column("B")), ((Cell("x"), cell),), key=(("gives", "Gives it"),))
    content = document(one(table))
    shown = tables_of(content)[0].findall(f"{W}tr")[1].findall(f"{W}tc")[1]
    assert shown.find(f"{W}tcPr/{W}shd").get(f"{W}fill") == TONES["gives"].fill
    assert [(style(p), words(p)) for p in shown.iter(f"{W}p")] == [("TableBullet", "Name"), ("TableBullet", "Address")]
    key = next(p for p in body(content).iter(f"{W}p") if style(p) == "Key")
    assert words(key).replace("\xa0", "") == "Key:   Gives it"
    assert key.find(f".//{W}shd").get(f"{W}fill") == TONES["gives"].fill


def test_short_rows_stay_on_a_page_and_long_ones_may_break() -> None:
    table = Table(
        "t", "T", "", (Column("A"), Column("B")), (*[(Cell("x"), Cell("y"))] * 2, (Cell("x"), Cell("word " * 900)))
    )
    _, short, long = tables_of(document(one(table)))[0].findall(f"{W}tr")[1:]
    assert short.find(f"{W}trPr/{W}cantSplit") is not None
    assert long.find(f"{W}trPr/{W}cantSplit") is None


def test_a_row_too_high_for_a_page_is_cut_between_its_lines_and_says_so() -> None:
    items = "\n".join(f"Item {number}" for number in range(2 * MOST + 5))
    table = Table("t", "T", "", (Column("A"), Column("B")), ((Cell("The school answers"), Cell(items)),))
    (shown,) = tables_of(document(one(table)))
    rows = cells_of(shown)[1:]
    assert [row[0] for row in rows] == ["The school answers", *["The school answers (continued)"] * 2]
    assert "\n".join(row[1] for row in rows) == items
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in shown.findall(f"{W}tr")[2:])


def kept(shown: Table) -> list[bool]:
    """Return for each row of a table whether it stays with the next."""
    (table,) = tables_of(document(one(shown)))
    rows = table.findall(f"{W}tr")[1:]
    return [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in rows]


def test_the_head_of_a_table_never_stands_with_one_row_at_the_foot_of_a_page() -> None:
    assert kept(plain(2, rows=14)) == [True, True, *[False] * 10, True, False]


def test_a_short_table_stays_on_one_page_where_it_fits_there() -> None:
    assert kept(plain(2, rows=5)) == [True] * 4 + [False]
    assert kept(plain(2, rows=5, words_="word " * 200)) == [True, True, False, True, False]


def test_a_block_that_does_not_fit_a_page_says_its_name_above_each_row_of_facts() -> None:
    columns = (Column("Flow"), Column("To"), Column("Law"))
    short, long = (
        Table("t", "T", "", columns, (("4 The school answers", *facts),), layouts=((1, 1),))
        for facts in (("Council", "L1"), ("\n".join(["Council"] * 20), "\n".join(["L1"] * 20)))
    )
    for table, again in ((short, 0), (long, 1)):
        cells = replace(table, rows=tuple(tuple(map(Cell, row)) for row in table.rows))
        shown = paragraphs(body(document(one(cells))))
        assert shown.count("4 The school answers") == 1
        assert shown.count("4 The school answers (continued)") == again


def test_the_layout_of_blocks_is_the_one_in_which_most_of_them_stay_on_a_page() -> None:
    columns = (Column("Flow"), Column("From"), Column("Law"), Column("How"))
    row = (Cell("1 A flow"), Cell("Council"), Cell("word " * 300), Cell("By e-mail"))
    table = Table("t", "T", "", columns, (row,), layouts=((3,), (2, 1), (1, 1, 1)))
    assert [len(cells_of(each)[0]) for each in body(document(one(table))).iter(f"{W}tbl")] == [1, 1, 1]
    assert block(document(one(table)), "1 A flow")["How"] == "By e-mail"


def test_the_head_of_a_page_is_one_line_and_keeps_the_version() -> None:
    long = f"Information sharing matrix: {'Community harm ' * 12}arrangement, version 1.1"
    shown = head(document(one(plain(2), running=long))).split("\n")[1]
    assert shown.startswith("Information sharing matrix: Community harm") and shown.endswith("…, version 1.1")
    assert width_of(f"{shown}      DRAFT, not signed", 9) <= 11906 - 2 * 850
    assert head(document(one(plain(2), running="Short, version 1.1"))).endswith("\nShort, version 1.1")


def test_draft_is_plain_to_see_and_gone_when_it_is_none() -> None:
    draft, signed = document(one(plain(2))), document(one(plain(2), draft=False))
    assert paragraphs(body(draft))[0] == "DRAFT. Not yet agreed. Do not share information on the strength of it."
    headers = [head(each) for each in (draft, signed)]
    assert headers == ["DRAFT, not signed\nWho gives what", "\nWho gives what"]
    assert "DRAFT" not in text(signed)


def test_each_page_says_which_version_of_which_protocol_it_is_of_and_its_marking() -> None:
    register = open_register(find(ROOT / "protocols"))
    hub = [register.protocols["early-help-hub"]]
    meeting = [register.protocols["case-meeting"]]
    for protocols, running, marking in (
        (hub, "Information sharing matrix: Early help hub operational arrangement, version 1.0", "OFFICIAL"),
        (
            hub + meeting,
            "Information sharing matrix: Northvale Children and Communities Partnership",
            "OFFICIAL-SENSITIVE",
        ),
    ):
        content = document(matrix_book(register, protocols, "items", for_filters=False))
        made = parts(content)
        assert head(content) == f"DRAFT, not signed\n{running}"
        assert words(etree.fromstring(made["word/footer1.xml"])).startswith(f"{marking}    Page")
    plain_foot = words(etree.fromstring(parts(document(one(plain(2))))["word/footer1.xml"]))
    assert plain_foot.startswith("Page")


@pytest.mark.parametrize(
    ("markings", "highest"),
    [
        (["OFFICIAL", "OFFICIAL-SENSITIVE", "none"], "OFFICIAL-SENSITIVE"),
        (["none", "OFFICIAL"], "OFFICIAL"),
        (["OFFICIAL", "TBC: the board decides"], "Marking to be confirmed"),
        (["none", ""], ""),
    ],
)
def test_several_protocols_have_the_highest_marking(markings: list[str], highest: str) -> None:
    hub = open_register(find(ROOT / "protocols")).protocols["early-help-hub"]
    marked = [replace(hub, source=replace(hub.source, value={**hub.data, "marking": each})) for each in markings]
    assert marking_of(marked) == highest


def test_columns_with_long_cells_get_the_room_that_others_can_spare() -> None:
    short, long = "Partner portal and secure e-mail", "word " * 300
    columns = [Column("Flow", 22), *[Column(f"Heading {each}", 30) for each in range(11)]]
    row = [Cell("A flow"), *[Cell(long if each % 4 == 0 else short) for each in range(11)]]
    table = Table("t", "T", "", tuple(columns), (tuple(row),))
    found = [dict(zip(each.columns, each.widths, strict=True)) for each in split(table, _ROOM)]
    assert len(found) > 1
    for part in found:
        wide = [width for number, width in part.items() if number and (number - 1) % 4 == 0]
        narrow = [width for number, width in part.items() if number and (number - 1) % 4]
        assert min(wide) > 1.6 * max(narrow)
        assert 0.97 * _ROOM < sum(part.values()) <= _ROOM


def test_contents_stand_in_a_line_before_many_tables_only() -> None:
    few, many = document(one(*[plain(2)] * 3)), document(one(*[plain(2)] * 4))
    assert "Contents" not in text(few)
    row = next(p for p in body(many).iter(f"{W}p") if words(p).startswith("Contents"))
    assert words(row) == f"Contents: {'; '.join(['A plain table'] * 4)}"
    marks = {each.get(f"{W}name") for each in body(many).iter(f"{W}bookmarkStart")}
    assert {each.get(f"{W}anchor") for each in row.iter(f"{W}hyperlink")} <= marks


def test_nothing_to_show_is_said() -> None:
    table = replace(plain(2), rows=(), none="No flow is set out yet.")
    content = document(one(table))
    assert "No flow is set out yet." in paragraphs(body(content)) and tables_of(content) == []


def test_properties_language_and_landscape_pages() -> None:
    content = document(one(plain(2), language="cy-GB", creator="Northvale", date="2026-11-09"))
    core = parts(content)["docProps/core.xml"].decode()
    assert all(
        f">{each}<" in core for each in ("Who gives what", "The hub", "Northvale", "cy-GB", "2026-11-09T00:00:00Z")
    )
    styles = etree.fromstring(parts(content)["word/styles.xml"])
    assert {each.get(f"{W}val") for each in styles.iter(f"{W}lang")} == {"cy-GB"}
    (page,) = body(content).iter(f"{W}pgSz")
    assert page.get(f"{W}orient") == "landscape" and int(page.get(f"{W}w")) > int(page.get(f"{W}h"))


def test_characters_come_out_as_they_were_written() -> None:
    odd = "Health & <Care> \"x\" {{ title }} {% if %} 'Ŵ' ]]> &amp; 👪"
    table = Table("t", odd, odd, (Column(odd), Column("B")), ((Cell(odd), Cell(odd)),), key=(("low", odd),))
    shown = text(document(replace(one(table), title=odd, notes=(odd,), facts=((odd, odd),))))
    assert shown.count(odd) >= 9


def test_drawings_stand_upright_with_their_words_before_the_tables(tmp_path: Path) -> None:
    second = replace(_DRAWING, title="The rest", described="The rest.", lines=(*_DRAWING.lines, "Flow 3: more."))
    content = document(one(plain(2), drawings=(_DRAWING, second, replace(_DRAWING, title="Again"))))
    (tmp_path / "d.docx").write_bytes(content)
    assert faults(content) == []
    assert [str(issue) for issue in check(str(tmp_path / "d.docx"))] == []
    pages = [int(each.get(f"{W}w")) for each in body(content).iter(f"{W}pgSz")]
    assert pages == [16838, 11906, 16838]
    shown = paragraphs(body(content))
    start = shown.index("In pictures")
    assert [each.strip() for each in shown[start:] if each][:8] == [
        "In pictures",
        "Picture 1. Who shares with the council",
        "Picture 2. The rest",
        "Picture 3. Again",
        "The pictures in words",
        *_DRAWING.lines,
        "Flow 3: more.",
    ]
    described = [each.get("descr") for each in body(content).iter("{*}docPr")]
    assert described == [_DRAWING.described, "The rest.", _DRAWING.described]
    assert parts(content)["word/media/istoolkit1.png"].startswith(b"\x89PNG")
    high = [int(each.get("cy")) for each in body(content).iter("{*}extent")]
    assert max(high) <= (16838 - 1020 - 907 - 900) * 635


def test_the_same_book_gives_the_same_bytes() -> None:
    book = one(plain(25), drawings=(_DRAWING,))
    assert document(book) == document(book)
    assert document(book, TEMPLATE.read_bytes()) == document(book)


def test_a_book_of_two_thousand_rows_is_quick() -> None:
    book = one(plain(11, rows=2000, words_="The school gives the plan to the council within five working days"))
    start = time.process_time()
    content = document(book)
    assert time.process_time() - start < 4  # a tenth of that is usual
    assert sum(len(cells_of(each)) - 1 for each in tables_of(content)) % 2000 == 0


def restyled(change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    found = unpack(TEMPLATE.read_bytes())
    before = found[part].decode()
    after = change(before)
    assert after != before
    return pack({**found, part: after.encode()})


def test_a_restyled_template_is_used() -> None:
    colour = restyled(lambda xml: xml.replace("1D3557", "4B0082"), "word/styles.xml")
    assert b"4B0082" in parts(document(one(plain(2)), colour))["word/styles.xml"]
    own = restyled(lambda xml: xml.replace("{{ subtitle }}", "Northvale: {{ subtitle }}"))
    assert "Northvale: The hub" in paragraphs(body(document(one(plain(2)), own)))


def test_tables_fit_the_pages_of_a_restyled_template() -> None:
    narrow = restyled(
        lambda xml: xml.replace('w:w="16838" w:h="11906" w:orient="landscape"', 'w:w="11906" w:h="16838"')
    )
    found = tables_of(document(one(plain(25)), narrow))
    assert len(found) > len(tables_of(document(one(plain(25)))))
    assert max(sum(int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")) for table in found) <= 11906 - 2 * 850


def test_a_template_that_would_drop_the_tables_is_refused() -> None:
    with pytest.raises(BadTemplate, match=r"no \{\{ tables \}\} in a paragraph of its own"):
        document(one(plain(2)), restyled(lambda xml: xml.replace("{{ tables }}", "Tables")))
    with pytest.raises(BadTemplate, match=r"no \{\{ tables \}\} in a paragraph of its own"):
        document(one(plain(2)), restyled(lambda xml: xml.replace("{{ tables }}", "See {{ tables }}")))


def test_a_slip_in_a_template_is_said_by_paragraph() -> None:
    with pytest.raises(BadTemplate, match="subtidle"):
        document(one(plain(2)), restyled(lambda xml: xml.replace("{{ subtitle }}", "{{ subtidle }}")))
