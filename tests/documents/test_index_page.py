"""The index page of a folder of documents: every document can be reached, and 200 protocols can be searched."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from istoolkit.definitions.register import find, open_register
from istoolkit.documents.contents_page import write_index
from istoolkit.documents.file import File
from istoolkit.documents.index_page import Made, Shelf, address, index
from istoolkit.documents.record import Record
from istoolkit.documents.shelves import Shelf as Kept
from tests.conftest import ROOT
from tests.documents.browser import Opened

WHOLE = Shelf(
    "All protocols together", "What is made of the register.", (), (Made("Matrix", "_register/m.xlsx", "Excel"),)
)


def shelf(number: int) -> Shelf:
    name = f"protocol-{number}"
    facts = (("Identifier", name), ("Tier", "3"), ("Status", "Draft, not signed"))
    made = (Made("Protocol to sign", f"{name}/{name} 1.0.docx", "Word"), Made("Matrix", f"{name}/m.xlsx", "Excel"))
    return Shelf(f"Protocol <{number}>", "Why & what.", facts, made)


PAGE = index("Vale", WHOLE, [shelf(each) for each in range(230)])


def test_every_document_has_a_link_that_says_what_it_is() -> None:
    links = {each.get("href"): " ".join(each.text_content().split()) for each in html.fromstring(PAGE).iter("a")}
    assert links["protocol-7/protocol-7%201.0.docx"] == "Protocol to sign of Protocol <7>: Word"
    assert links["_register/m.xlsx"] == "Matrix of All protocols together: Excel"
    assert len(links) == 230 * 2 + 1 + 1  # and the link to the main content


def test_formats_of_one_document_stand_on_one_line() -> None:
    matrix = [Made("Matrix", f"m.{each}", each) for each in ("Word", "Excel")]
    flows = [Made("Flows", f"{each}.svg", f"Picture {each}") for each in (1, 2)]
    shown = index("Vale", replace(WHOLE, documents=(*matrix, *flows)), [], marking="OFFICIAL-SENSITIVE")
    lines = html.fromstring(shown).xpath("//*[@class='documents']/li")
    for unseen in html.fromstring(shown).xpath("//li//*[@class='unseen']"):
        assert unseen.text_content() in ("Matrix of All protocols together: ", "Flows of All protocols together: ")
    told = [" ".join(each.text_content().split()) for each in lines]
    assert [each.replace("of All protocols together: ", "") for each in told] == [
        "Matrix: Matrix Word Matrix Excel",
        "Flows: Flows Picture 1 Flows Picture 2",
    ]
    assert "OFFICIAL-SENSITIVE" in html.fromstring(shown).find(".//footer").text_content()


def test_protocols_stand_from_the_framework_down_then_by_title(tmp_path: Path) -> None:
    register = open_register(find(ROOT / "protocols"))
    record = Record(tmp_path)
    record.shelves = {name: Kept() for name in register.protocols}
    write_index(register, record)
    page = html.fromstring((tmp_path / "index.html").read_bytes())
    shelves = page.xpath("//article")
    tiers = [each.xpath(".//dt[text()='Tier']/following-sibling::dd[1]")[0].text for each in shelves]
    titles = [each.find("h3").text for each in shelves]
    order = ["Framework", "Community agreement", "Operational arrangement"]
    assert len(titles) == len(register.protocols) and set(tiers) == set(order)
    keys = [(order.index(tier), title.casefold()) for tier, title in zip(tiers, titles, strict=True)]
    assert keys == sorted(keys)
    assert page.find(".//footer").text_content().split()[0] == "OFFICIAL-SENSITIVE"  # the highest of them


def test_same_bytes_and_nothing_dropped() -> None:
    assert index("Vale", WHOLE, [shelf(each) for each in range(230)]) == PAGE
    words = html.fromstring(PAGE).text_content()
    assert all(f"Protocol <{each}>" in words for each in range(230))
    assert "There is no protocol yet." in index("Vale", WHOLE, []).decode()


@pytest.mark.parametrize("path", ["../out.docx", "/etc/passwd", "", "a/../../b"])
def test_no_link_leads_out_of_the_folder(path: str) -> None:
    with pytest.raises(ValueError, match="folder of the index"):
        address(path)


def test_no_link_is_a_script() -> None:
    assert address("javascript:alert(1)") == "javascript%3Aalert%281%29"


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[[int, int], Opened]]:
    windows: list[Opened] = []

    def open_index(protocols: int, width: int) -> Opened:
        file = tmp_path / "index.html"
        file.write_bytes(index("Vale", WHOLE, [shelf(each) for each in range(protocols)]))
        windows.append(Opened(browser, file, width))
        return windows[-1]

    yield open_index
    for window in windows:
        assert (window.asked, window.complaints) == ([], [])
        window.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_nobody_is_shut_out(opened: Callable[[int, int], Opened], width: int) -> None:
    window = opened(8, width)
    assert window.faults() == []
    window.page.fill("input[type=search]", "protocol-2")
    window.wait_to_hear("protocols", "1 of 8 protocols fits")
    assert window.faults() == []
    assert window.page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.browser
def test_two_hundred_protocols_are_searched(opened: Callable[[int, int], Opened]) -> None:
    window = opened(230, 1280)
    assert window.said("protocols") == "All 230 protocols shown."
    assert window.page.locator("#protocols .shelf:visible").count() == 230
    window.page.fill("input[type=search]", "protocol-22")
    window.wait_to_hear("protocols", "11 of 230 protocols fit, with “protocol-22”.")
    assert window.page.locator("#protocols .shelf:visible").count() == 11


def test_what_is_older_missing_or_left_out_is_said() -> None:
    made = (
        Made("Matrix", "m.xlsx", "Excel", older=True, note="Without the exchanges: they are in the CSV file."),
        Made("Summary for the public", "", "none yet"),
    )
    shown = html.fromstring(index("Vale", replace(WHOLE, documents=made), [], on="1 December 2026"))
    lines = [" ".join(each.text_content().split()) for each in shown.xpath("//*[@class='documents']/li")]
    assert lines == [
        "Matrix: Matrix of All protocols together: Excel Older than the register "
        "Without the exchanges: they are in the CSV file.",
        "Summary for the public: none yet",
    ]
    assert shown.find(".//p[@class='subtitle']").text == "Documents of the register on 1 December 2026"


def test_many_protocols_are_folded_up() -> None:
    assert len(html.fromstring(PAGE).xpath("//article/details/summary/h3")) == 230
    assert not html.fromstring(index("Vale", WHOLE, [shelf(1)])).xpath("//details")


def test_an_assessment_without_a_summary_says_so_and_the_partnership_is_named_once(tmp_path: Path) -> None:
    register = open_register(find(ROOT / "protocols"))
    record = Record(tmp_path)
    for name, words in (
        ("case-meeting", ["Impact assessment", "Summary for the public"]),
        ("early-help", ["Impact assessment"]),
    ):
        record.put(name, "assessment", "key", [File(f"{each}.docx", b"x", each, "Word") for each in words])
    write_index(register, record, [("early-help", "assessment")])
    page = html.fromstring((tmp_path / "index.html").read_bytes())
    said = {each.get("id"): " ".join(each.text_content().split()) for each in page.iter("article")}
    assert "Summary for the public: none yet" in said["early-help"] and "none yet" not in said["case-meeting"]
    assert "Older than the register" in said["early-help"] and "Older" not in said["case-meeting"]
    assert "Partnership" not in "".join(each.text for each in page.iter("dt"))
