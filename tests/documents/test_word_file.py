"""The Word file is sound: the same bytes each time, valid, accessible, and true to every character."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from ooxml_integrity import check

from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents import isp
from istoolkit.documents.view import Library
from tests.conftest import EPOCH
from tests.documents.audited import faults
from tests.documents.conftest import Made, template
from tests.documents.reading import W, body, folded, paragraphs, parts, style, text, words

DC = "{http://purl.org/dc/elements/1.1/}"


def document(definition: str) -> bytes:
    """The Word file of a definition that stands alone."""
    source = read("alone/protocol.yaml", definition.encode())
    assert not source.faults
    protocol = Protocol("alone", source)
    organisations = Source(
        "organisations.yaml", "", {"organisations": [{"id": "a", "title": "Aber Council", "kind": "council"}]}
    )
    register = Register(
        Path(), Source("register.yaml", "", {}), organisations, {"alone": protocol}, asked=frozenset({"alone"})
    )
    return isp.build(Library(register), protocol, template())


SMALLEST = "format: 1\nprotocol: alone\ntitle: Smallest\ntier: operational\nversion: '1.0'\nowner: a\njurisdictions: [england]\n"


def test_valid_by_two_checkers(each_document: Made, tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(each_document.content)
    assert faults(path.read_bytes()) == []
    assert [str(issue) for issue in check(str(path))] == []


@pytest.mark.again
def test_the_same_definition_gives_the_same_bytes_in_another_process(two: Path, tmp_path: Path) -> None:
    """In one process, and in two with another seed for hashing and another time zone."""
    made = []
    for seed, jobs in (("0", "1"), ("1", "2")):
        out = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "1" else "UTC"}
        environment["SOURCE_DATE_EPOCH"] = EPOCH
        command = [
            sys.executable,
            "-m",
            "istoolkit",
            "build",
            "--register",
            two,
            "--out",
            out,
            "--jobs",
            jobs,
        ]
        subprocess.run(command, check=True, env=environment, capture_output=True, cwd=tmp_path)
        files = sorted(path for path in out.rglob("[!.]*") if path.is_file())
        made.append({path.relative_to(out).as_posix(): path.read_bytes() for path in files})
    assert len(made[0]) > 2 * 5 and {path.rsplit(".", 1)[1] for path in made[0]} >= {
        "docx",
        "xlsx",
        "html",
        "csv",
        "svg",
    }
    assert made[0] == made[1]


def test_archive_dates_are_fixed_and_content_types_come_first(hub: Made) -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(hub.content)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert not [
        entry.filename for entry in entries if "thumbnail" in entry.filename or "stylesWithEffects" in entry.filename
    ]


def test_properties_say_what_the_document_is(hub: Made) -> None:
    core = etree.fromstring(parts(hub.content)["docProps/core.xml"])
    assert core.findtext(f"{DC}title") == "Early help hub operational arrangement"
    assert core.findtext(f"{DC}language") == "en-GB"
    assert core.findtext(f"{DC}creator") == "Northvale Council"
    created = core.findtext("{http://purl.org/dc/terms/}created")
    assert created == f"{hub.protocol.data['changes'][0]['date']}T00:00:00Z"


@pytest.mark.parametrize(
    "words_",
    [
        "Health & Social <Care>",
        "\"double\" and 'single' and `back`",
        "Cyngor Sir Ŵyneg: gwybodaeth i’r plentyn, llŷn, tŷ",
        "naïve café Ångström — “curly” … ½ £ €",
        "{{ title }} {% if x %} {# note #} {_{ }}",
        "a\\b \\n %s ${x} ]]> <!-- --> &amp;",
        "👪 family",
    ],
)
def test_characters_come_out_as_they_were_written(words_: str) -> None:
    import json

    content = document(SMALLEST + f"summary: {json.dumps(words_, ensure_ascii=False)}\n")
    assert words_ in paragraphs(body(content))


def test_right_to_left_words_are_marked_so(every_field: Made) -> None:
    arabic = [run for run in body(every_field.content).iter(f"{W}r") if re.search("[\u0600-\u06ff]", words(run))]
    assert arabic
    assert all(run.find(f"{W}rPr/{W}rtl") is not None for run in arabic)


def test_a_very_long_word_is_whole(every_field: Made) -> None:
    long = [word for word in every_field.protocol.source.text.split() if len(word) > 200]
    assert long and all(word.strip('"') in text(every_field.content) for word in long)


def test_paragraphs_and_lists_of_a_text_are_paragraphs_and_bullets() -> None:
    definition = (
        SMALLEST
        + "summary: |\n  First words\n  go on.\n\n  Second words.\n\n  - one\n  - two\n    more\n\n  Last words.\n"
    )
    found = [(style(p), folded(words(p))) for p in body(document(definition)).iter(f"{W}p")]
    start = found.index(("Lead", "First words go on."))
    assert found[start + 1 : start + 5] == [
        ("Lead", "Second words."),
        ("ListBullet", "one"),
        ("ListBullet", "two more"),
        ("Lead", "Last words."),
    ]


def test_two_hundred_rows_are_two_hundred_rows() -> None:
    people = "".join(f"- {{id: g{i}, title: Group {i}}}\n" for i in range(200))
    items = "".join(f"- {{id: i{i}, title: Item {i}, of: g{i}, kind: personal}}\n" for i in range(200))
    content = document(f"{SMALLEST}people:\n{people}information:\n{items}")
    table = next(
        t for t in body(content).iter(f"{W}tbl") if t.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "What is shared"
    )
    assert len(table.findall(f"{W}tr")) == 201


def test_the_smallest_definition_makes_a_sound_document_without_empty_sections(tmp_path: Path) -> None:
    content = document(SMALLEST)
    path = tmp_path / "document.docx"
    path.write_bytes(content)
    assert faults(path.read_bytes()) == []
    headings = [words(p) for p in body(content).iter(f"{W}p") if style(p) in ("Heading1", "AnnexHeading")]
    assert headings == ["About this protocol", "Who takes part", "Sign-off", "The organisations"]


def test_draft_is_plain_to_see(each_document: Made) -> None:
    shown = paragraphs(body(each_document.content))
    header = words(etree.fromstring(parts(each_document.content)["word/header1.xml"]))
    if each_document.protocol.id in each_document.register.sign_offs:
        assert not shown[0].startswith("DRAFT") and "Draft, not signed" not in shown and "DRAFT" not in header
        return
    assert shown[0] == "DRAFT. Not signed. It takes effect when it is signed."
    assert "Draft, not signed" in shown
    assert header.endswith("DRAFT, not signed")


def test_contents_list_every_heading_and_link_to_it(each_document: Made) -> None:
    root = body(each_document.content)
    headings = [folded(words(p)) for p in root.iter(f"{W}p") if style(p) in ("Heading1", "Heading2", "AnnexHeading")]
    rows = [p for p in root.iter(f"{W}p") if style(p) in ("TOC1", "TOC2")]
    marks = {mark.get(f"{W}name"): mark.getparent() for mark in root.iter(f"{W}bookmarkStart")}
    assert len(headings) > 5
    for heading, row in zip(headings, rows, strict=True):
        link = row.find(f"{W}hyperlink")
        assert folded(words(row)).endswith(heading)
        assert folded(words(marks[link.get(f"{W}anchor")])) == heading


def test_language_is_set(each_document: Made) -> None:
    styles = etree.fromstring(parts(each_document.content)["word/styles.xml"])
    assert styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").get(f"{W}val") == "en-GB"


def test_a_protocol_in_welsh_is_read_aloud_in_welsh() -> None:
    content = document(SMALLEST + "language: cy-GB\nsummary: Rydym yn rhannu gwybodaeth.\n")
    styles = etree.fromstring(parts(content)["word/styles.xml"])
    assert {each.get(f"{W}val") for each in styles.iter(f"{W}lang")} == {"cy-GB"}
    assert etree.fromstring(parts(content)["docProps/core.xml"]).findtext(f"{DC}language") == "cy-GB"


def test_headings_go_down_one_level_at_a_time(each_document: Made) -> None:
    levels = {"Heading1": 1, "AnnexHeading": 1, "Heading2": 2, "Subheading": 2, "Heading3": 3}
    last = 0
    for paragraph in body(each_document.content).iter(f"{W}p"):
        if (level := levels.get(style(paragraph))) is not None:
            assert level <= last + 1, words(paragraph)
            assert words(paragraph).strip()
            last = level


def test_tables_can_be_read_aloud(each_document: Made) -> None:
    """A heading row that repeats, a caption, no merged and no empty cells, a paragraph before and after."""
    for table in body(each_document.content).iter(f"{W}tbl"):
        first = table.find(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert table.findall(f".//{W}gridSpan") == table.findall(f".//{W}vMerge") == []
        assert [cell for cell in table.iter(f"{W}tc") if not words(cell).strip()] == []
        assert style(table.getprevious()) == "Caption"
        assert {len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")} == {len(first.findall(f"{W}tc"))}


def test_links_have_words_and_a_tip(each_document: Made) -> None:
    for link in body(each_document.content).iter(f"{W}hyperlink"):
        assert words(link).strip() and link.get(f"{W}tooltip")


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_stand_out_from_their_ground(hub: Made) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    found = parts(hub.content)
    grounds = {"TableHeading": "1D3557", "Draft": "FDECEC"}
    for name in ("word/styles.xml", "word/document.xml", "word/header1.xml", "word/footer1.xml"):
        for colour in etree.fromstring(found[name]).iter(f"{W}color"):
            owner = next((each.get(f"{W}styleId") for each in colour.iterancestors(f"{W}style")), "")
            assert contrast(colour.get(f"{W}val"), grounds.get(str(owner), "FFFFFF")) >= 4.5, (name, owner)


def test_every_paragraph_says_something_or_follows_a_table(each_document: Made) -> None:
    empty = [p for p in body(each_document.content).iter(f"{W}p") if not words(p).strip() and style(p) != "AfterTable"]
    assert [etree.tostring(p)[:200] for p in empty] == []


def test_signature_block_for_each_party_that_signs(hub: Made) -> None:
    captions = [t.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") for t in body(hub.content).iter(f"{W}tbl")]
    shown = text(hub.content)
    assert "Signature for Schools" in shown and "Each member signs for itself" in shown
    assert "Signature for Northvale Council" in shown
    assert "Signature for Quillhaven Software" not in shown  # a processor is bound by its contract
    assert len(captions) > 10


@pytest.mark.parametrize("language", ["TBC: Welsh & English", "TBC: a \\d"])
def test_a_language_not_known_yet_is_english(language: str) -> None:
    styles = etree.fromstring(parts(document(SMALLEST + f"language: '{language}'\n"))["word/styles.xml"])
    assert {each.get(f"{W}val") for each in styles.iter(f"{W}lang")} == {"en-GB"}


def test_a_review_beyond_all_years_is_left_out() -> None:
    content = document(SMALLEST + "in_force: 2026-12-01\nreview: {every: 9000 years}\n")
    assert "Next review due" not in text(content)


def test_what_is_above_speaks_of_those_who_take_part_here(hub: Made) -> None:
    """The agreement above names the youth justice service; the arrangement does not have it."""
    shown = text(hub.content)
    assert "Youth Justice" not in shown
    assert "All the information of the community agreement" in shown
    assert (
        "Early help and safeguarding information community agreement (version 1.0), here called the community agreement"
        in shown
    )


def test_the_partnership_of_a_protocol_stands_on_its_cover() -> None:
    content = document(SMALLEST + "partnership: Two Valleys\n")
    assert "Two Valleys" in paragraphs(body(content))


def test_a_meeting_is_said_once(every_field: Made) -> None:
    rows = [folded(words(row)) for row in body(every_field.content).iter(f"{W}tr")]
    assert any(re.match(r"\d+ Round table", row) and "Each other" in row for row in rows)


def test_a_party_that_has_left_does_not_sign() -> None:
    content = document(SMALLEST + "parties:\n- {organisation: a, role: controller, withdrew: 2026-11-01}\n")
    assert "Signature for" not in text(content) and "1 November 2026" in text(content)
