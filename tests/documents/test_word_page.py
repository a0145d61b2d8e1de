"""A finished Word document as a page: it says all that the Word file says, in the same order, and nobody is shut out."""

import re
from functools import cache
from pathlib import Path

import pytest
from lxml import etree, html
from playwright.sync_api import Browser

from istoolkit.documents.word.package import pack, unpack
from istoolkit.documents.word_page.page import page
from tests.conftest import ROOT
from tests.documents.assessments import FORMS, WRITTEN, made, of_hub
from tests.documents.browser import Opened
from tests.documents.reading import W, body, folded, style, words

MADE = [(folder, name, form) for folder, name in WRITTEN for form in (*FORMS, "public")]
FRAMED = ("Title", "Subtitle", "Partnership")
INSIDE = ("p", "ul", "ol", "table", "div", "figure", "nav")
SAYS = ("p", "li", "h2", "h3", "h4", "th", "td", "caption", "figcaption")

BLIP = (
    '<w:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:r><w:drawing>'
    '<wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" id="9" name="Logo" descr="{}"/>'
    '<a:blip r:embed="{}"/></w:drawing></w:r></w:p>'
)
BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)
SPANNED = (
    '<w:tbl><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Across</w:t></w:r></w:p></w:tc></w:tr>'
    "<w:tr><w:tc><w:p><w:r><w:t>Left</w:t></w:r></w:p></w:tc><w:tc><w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
    "<w:p><w:r><w:t>Deep inside</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
)


@cache
def shown(folder: Path, name: str, form: str) -> bytes:
    return page(made(folder, name, form).content, "en-GB")


def root_of(content: bytes) -> html.HtmlElement:
    return html.document_fromstring(content.decode())


def in_word(content: bytes) -> list[str]:
    """What each paragraph of a Word file says, but for what the frame of a page says."""
    found = [each for each in body(content).iter(f"{W}p") if style(each) not in FRAMED]
    return [text for text in map(folded, map(words, found)) if text]


def on_page(root: html.HtmlElement) -> list[str]:
    """What each part of a page's body says, where no other part lies within it. Headings are without their numbers."""
    (paper,) = root.find_class("paper")
    for number in paper.find_class("number"):
        number.drop_tree()
    found = (
        each
        for each in paper.iter(*SAYS)
        if not any(len(list(each.iter(inner))) > (each.tag == inner) for inner in INSIDE)
    )
    return [text for text in (folded(" ".join(each.itertext()).replace(" \u200b", "")) for each in found) if text]


def joined(lines: list[str]) -> list[str]:
    """The same without any spaces: how runs are cut says nothing."""
    return [re.sub(r"\s", "", line) for line in lines]


@pytest.mark.parametrize(("folder", "name", "form"), MADE, ids=[f"{f.name}-{n}-{form}" for f, n, form in MADE])
def test_a_page_says_what_the_word_file_says_in_the_same_order(folder: Path, name: str, form: str) -> None:
    assert joined(on_page(root_of(shown(folder, name, form)))) == joined(in_word(made(folder, name, form).content))


def test_its_title_its_marking_and_where_it_stands_are_those_of_the_word_file() -> None:
    root = root_of(shown(ROOT / "protocols", "early-help-hub", "ico"))
    assert root.findtext(".//h1") == "Early help hub impact assessment"
    assert [each.text for each in root.find_class("subtitle")] == [
        "Privacy impact assessment of Early help hub operational arrangement"
    ]
    assert {each.text for each in root.find_class("marking")} == {"OFFICIAL"}
    draft = root_of(page(made(ROOT / "tests" / "cases" / "flying-start", "flying-start", "ico").content, "en-GB"))
    assert draft.find_class("draft")[0].text_content().startswith("No one has written this assessment yet.")
    assert "NOT\\20 WRITTEN\\20 YET" in draft.findtext(".//style")


def test_headings_have_the_numbers_of_the_word_file_and_the_contents_lead_to_them() -> None:
    root = root_of(shown(ROOT / "protocols", "early-help-hub", "ico"))
    heads = {each.get("id"): each for each in root.iter("h2", "h3") if each.find_class("number")}
    assert [folded(each.text_content()) for each in heads.values() if each.tag == "h2"][:7] == [
        "1 Identify the need for an assessment",
        "2 Describe the processing",
        "3 Consultation",
        "4 Necessity and proportionality",
        "5 Identify and assess the risks",
        "6 Measures to reduce the risks",
        "7 Sign-off",
    ]
    links = {each.get("href").lstrip("#"): folded(each.text_content()) for each in root.iterfind(".//nav//a")}
    assert links == {name: folded(each.text_content()) for name, each in heads.items()}


@pytest.mark.parametrize("form", FORMS)
def test_both_heat_maps_are_there_shaded_and_in_words(form: str) -> None:
    root = root_of(shown(ROOT / "protocols", "early-help-hub", form))
    (table,) = (each for each in root.iter("table") if "Severity goes down" in each.findtext("caption"))
    (word,) = (
        each
        for each in body(of_hub(form).content).iter(f"{W}tbl")
        if "Severity goes down" in each.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
    )
    fills = [
        [each.get(f"{W}fill") for each in row.iterfind(f"{W}tc/{W}tcPr/{W}shd")] for row in word.findall(f"{W}tr")[2:]
    ]
    assert len(fills) == 3 and all(len(row) == 7 for row in fills)
    assert [[cell.get("class") for cell in row] for row in table.iterfind("tbody/tr")] == [
        [f"fill-{fill}" for fill in row] for row in fills
    ]
    assert {each.get("scope") for each in table.iterfind("tbody/tr/th")} == {"row"}
    titles = [each for each in table.iterfind("thead/tr/th") if each.get("scope") == "colgroup"]
    assert [(each.text_content(), each.get("colspan")) for each in titles] == [
        ("Before the measures", "3"),
        ("With the measures", "3"),
    ]
    rules = root.findtext(".//style")
    assert all(f".fill-{fill} {{ background: #{fill};" in rules for row in fills for fill in row)


def changed(*blocks: str) -> bytes:
    """The hub's assessment with other blocks in it."""
    inside = unpack(of_hub().content)
    text = inside["word/document.xml"].decode()
    cut = text.index("<w:sectPr")
    return pack({**inside, "word/document.xml": (text[:cut] + "".join(blocks) + text[cut:]).encode()})


def test_what_a_restyled_template_may_hold_is_not_lost() -> None:
    looks = '<w:p><w:pPr><w:pStyle w:val="OurOwn"/></w:pPr><w:r><w:t>In a style of our own &lt;b&gt;</w:t></w:r></w:p>'
    held = "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    caption = '<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t>A caption alone</w:t></w:r></w:p>'
    content = changed(looks, held, BOX, SPANNED, caption)
    made_page = page(content, "en-GB")
    root = root_of(made_page)
    said = on_page(root)
    assert said[-7:] == [
        "In a style of our own <b>",
        "In a control",
        "In a box",
        "Across",
        "Left",
        "Deep inside",
        "A caption alone",
    ]
    (across,) = (each for each in root.iter("td") if each.text_content() == "Across")
    assert across.get("colspan") == "2"


def test_an_image_in_dots_is_within_the_page_and_one_that_cannot_be_shown_is_said_in_words() -> None:
    relations = unpack(of_hub().content)["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    added = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="media/{name}"/>' for name in ("logo.png", "old.wmf")
    )
    parts = {
        "word/_rels/document.xml.rels": relations.replace("</Relationships>", f"{added}</Relationships>").encode(),
        "word/media/logo.png": b"dots",
        "word/media/old.wmf": b"lines",
    }
    inside = unpack(changed(BLIP.format("Our logo", "logo.png"), BLIP.format("An old drawing", "old.wmf")))
    content = page(pack({**inside, **parts}), "en-GB")
    root = root_of(content)
    (image,) = root.iter("img")
    assert (image.get("src"), image.get("alt")) == ("data:image/png;base64,ZG90cw==", "Our logo")
    assert on_page(root)[-1] == "An old drawing"
    assert "img-src data:" in root.find(".//meta[@http-equiv]").get("content")
    assert "img-src" not in root_of(shown(ROOT / "protocols", "early-help-hub", "ico")).find(
        ".//meta[@http-equiv]"
    ).get("content")


def test_a_link_leads_outside_only_to_an_address() -> None:
    relations = unpack(of_hub().content)["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    targets = {"good": "https://ico.org.uk/", "bad": "javascript:alert(1)"}
    added = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}" TargetMode="External"/>'
        for name, target in targets.items()
    )
    links = "".join(f'<w:hyperlink r:id="{name}"><w:r><w:t>{name} </w:t></w:r></w:hyperlink>' for name in targets)
    inside = unpack(changed(f"<w:p>{links}</w:p>"))
    rels = {"word/_rels/document.xml.rels": relations.replace("</Relationships>", f"{added}</Relationships>").encode()}
    root = root_of(page(pack({**inside, **rels}), "en-GB"))
    (paper,) = root.find_class("paper")
    *_, last = (each for each in paper.iter("p") if "good" in each.text_content())
    assert [each.get("href") for each in last.iter("a")] == ["https://ico.org.uk/"]
    assert folded(last.text_content()) == "good bad"


def test_same_bytes_each_time() -> None:
    content = of_hub().content
    assert page(content, "en-GB") == page(content, "en-GB")
    assert etree.QName(body(content).tag).localname == "document"


@pytest.mark.parametrize("form", ["ico", "public"])
@pytest.mark.parametrize("width", [1280, 320])
def test_nobody_is_shut_out(browser: Browser, tmp_path: Path, form: str, width: int) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(shown(ROOT / "protocols", "early-help-hub", form))
    opened = Opened(browser, file, width)
    try:
        assert opened.faults() == []
        assert (opened.asked, opened.complaints) == ([], [])
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.page.evaluate("getComputedStyle(document.querySelector('.paper')).display") == "block"
    finally:
        opened.close()
