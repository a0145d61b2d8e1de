"""A paper in words, as a Word file and as a page: both say the same, and all of it."""

import re
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as parsed
from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

from istoolkit.documents.drawing import Drawing
from istoolkit.documents.paper import (
    Blank,
    Block,
    Bullets,
    Callout,
    Grid,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Span,
    texts,
)
from istoolkit.documents.paper_page import page
from istoolkit.documents.stamp import DRAFT
from istoolkit.documents.word.package import pack, unpack
from istoolkit.documents.word.papers import document, standard
from istoolkit.documents.word.template import BadTemplate
from istoolkit.resources import folder
from tests.documents.reading import W, body, folded, paragraphs, parts, style, text, words

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20" viewBox="0 0 60 20"><rect width="60" height="20"/></svg>'
ORDER = Bullets(("Stop the harm", "Tell your lead"), numbered=True)
BLOCKS: tuple[Block, ...] = (
    Callout(
        "In danger now? Act at once",
        (Paragraph(("Call ", Span("999", bold=True, link="tel:999"), ".")), Bullets(("Do not wait for agreement",))),
        "urgent",
    ),
    Paragraph("What this means for you, <whoever> you are & wherever", "lead"),
    Heading("What you may share", 1, "share"),
    Paragraph(("See ", Span("what to do", link="#do"), " or the ", Span("NSPCC", link="https://nspcc.org.uk"))),
    Bullets(("A name", "An address")),
    Heading("What to do", 2, "do"),
    ORDER,
    Paragraph("And then:", "keep"),
    Bullets(("Write it down",), numbered=True),
    Grid(
        "Who gets what",
        ("Whom", "What", "When"),
        (
            ("Council", ("Identity, ", Span("health", bold=True)), (ORDER,)),
            ("Police", "", (Blank("police.when", "When", "date", label_apart=True),)),
        ),
        (20, 40, 40),
    ),
    Picture(Drawing("Flows", "Who gives to whom.", ("The school gives to the council.",), SVG, 60, 20)),
    Callout("The law behind this has changed", (Paragraph("Working Together 2023 was replaced."),), "changed"),
    PageBreak(),
    Blank("name", "Your name"),
    Blank("read", "I have read it", "tick"),
    Paragraph("This is not legal advice.", "fine"),
)
PAPER = Paper(
    "A guide for school staff",
    BLOCKS,
    subtitle="Early help",
    partnership="Northvale Partnership",
    facts=(("Version", "1.2"), ("In force", "1 December 2026")),
    status=DRAFT,
    marking="OFFICIAL",
    date="2026-12-01",
)


@cache
def word() -> bytes:
    return document(PAPER)


@cache
def web() -> str:
    return page(PAPER).decode()


def shown(markup: str) -> str:
    root = parsed.fromstring(re.sub(r"(</(?:p|li|h\d|t[dh]|caption|dt|dd)>)", r"\1 ", markup))
    for each in root.xpath("//style|//script"):
        each.drop_tree()
    return folded("".join(root.itertext()))


def test_word_and_page_say_everything_in_order() -> None:
    for said in (folded(text(word())), shown(web())):
        at = 0
        for each in texts(BLOCKS):
            at = said.find(folded(each), at)
            assert at >= 0, each


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert document(PAPER) == word() and page(PAPER).decode() == web()


def test_valid_by_two_checkers(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(word())
    assert check(str(path)) == []
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_each_numbered_list_begins_with_one() -> None:
    lists = [each.get(f"{W}val") for each in body(word()).iter(f"{W}numId")]
    assert lists == ["101", "101", "102", "103", "103"]
    numbering = etree.fromstring(parts(word())["word/numbering.xml"])
    ours = {each.get(f"{W}numId"): each for each in numbering.iter(f"{W}num") if each.get(f"{W}numId") in lists}
    assert len(ours) == 3
    assert all(each.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1" for each in ours.values())
    assert web().count("<ol>") == 3


def test_links_lead_where_they_say_and_have_a_tip() -> None:
    relations = parts(word())["word/_rels/document.xml.rels"].decode()
    links = {words(each): each for each in body(word()).iter(f"{W}hyperlink")}
    assert [*links] == ["999", "what to do", "NSPCC"]
    assert all(each.get(f"{W}tooltip") for each in links.values())
    assert 'Target="tel:999" TargetMode="External"' in relations and 'Target="https://nspcc.org.uk"' in relations
    named = {each.get(f"{W}name") for each in body(word()).iter(f"{W}bookmarkStart")}
    assert links["what to do"].get(f"{W}anchor") == "do" and "do" in named
    assert '<a href="#do">what to do</a>' in web() and '<h3 id="do" tabindex="-1">What to do</h3>' in web()


def test_headings_callouts_and_tables_can_be_read_aloud() -> None:
    root = body(word())
    assert [style(each) for each in root.iter(f"{W}p") if style(each).startswith("Heading")] == ["Heading1", "Heading2"]
    tables = list(root.iter(f"{W}tbl"))
    captions = [each.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") for each in tables]
    assert captions == ["In danger now? Act at once", "Who gets what", "The law behind this has changed"]
    assert all(each.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for each in tables)
    assert web().count('<th scope="col">') == 3 and web().count('<th scope="row">') == 2
    assert '<div class="callout urgent" role="group" aria-labelledby="callout-1">' in web()


def test_what_is_to_be_filled_in_is_a_control_with_its_label() -> None:
    aliases = [each.get(f"{W}val") for each in body(word()).iter(f"{W}alias")]
    assert aliases == ["When", "Your name", "I have read it"]
    assert "Your name: (write here)" in [" ".join(each.split()) for each in paragraphs(body(word()))]
    assert "☐ I have read it" in paragraphs(body(word()))


def test_a_draft_says_so_and_whose_it_is() -> None:
    said = paragraphs(body(word()))
    assert said[:3] == [DRAFT.banner, "Northvale Partnership", "A guide for school staff"]
    assert said[-1] == "Version: 1.2. In force: 1 December 2026"
    head = etree.fromstring(parts(word())["word/header1.xml"])
    assert words(head) == "DRAFT, not signed    A guide for school staff: Early help"
    agreed = DRAFT._replace(tone="agreed", head="SIGNED OFF", banner="SIGNED OFF on 1 December 2026.")
    made = document(Paper("A guide", BLOCKS[1:2], status=agreed))
    assert paragraphs(body(made))[0] == "A guide"
    assert words(etree.fromstring(parts(made)["word/header1.xml"])) == "SIGNED OFF    A guide"


def test_nothing_on_the_page_comes_from_outside() -> None:
    assert re.findall(r'(?:src|href)="(?!#|tel:999|https://nspcc)[^"]*"', web()) == []
    assert "default-src &#39;none&#39;" in web() and not re.search(r"<[a-z][^>]* style=", web())


def test_a_restyled_template_is_used_and_one_without_a_place_for_the_paper_is_refused() -> None:
    own = unpack((folder("templates") / "paper.docx").read_bytes())
    source = own["word/document.xml"].decode()
    changed = source.replace("{{ title }}", "Our own: {{ title }}")
    made = document(PAPER, pack({**own, "word/document.xml": changed.encode()}))
    assert "Our own: A guide for school staff" in paragraphs(body(made))
    without = source.replace("{{ body }}", "nothing")
    with pytest.raises(BadTemplate, match=r"It has no \{\{ body \}\} in a paragraph of its own"):
        document(PAPER, pack({**own, "word/document.xml": without.encode()}))
    assert standard().restyled is False


def test_a_draft_never_keeps_anyone_from_acting_on_harm() -> None:
    top = web()[web().index("<header>") : web().index("</header>")]
    assert "Where someone may come to harm, do not wait for that." in top
    assert "Do not share information" not in web()
    ended = DRAFT._replace(tone="ended", name="Expired", advice="Do not share information under it.")
    assert "Do not share information under it." in page(Paper("A guide", BLOCKS[1:2], status=ended)).decode()
