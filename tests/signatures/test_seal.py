"""The seal of a Word file, and the words it is the digest of: what a reader sees, and what a reader may overlook."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from docx import Document

from istoolkit.documents import isp
from istoolkit.documents.seal import SIGNED_OFF, Seal, read_seal, seal_of, sealed, words_digest
from istoolkit.documents.word.package import NotWord, unpack
from istoolkit.documents.word.reading import words_of
from istoolkit.documents.workshop import Workshop, read_template
from istoolkit.resources import folder
from istoolkit.signoff.content import digest_of
from tests.conftest import TODAY
from tests.signatures.packages import SEAL, changed, plain

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@cache
def protocol() -> tuple[bytes, Seal]:
    """A real protocol made into a Word file and sealed, with the seal it was given."""
    from istoolkit.definitions.register import open_register

    register = open_register(Path(__file__).parents[2] / "protocols", ["partnership-framework"], TODAY)
    here = register.protocols["partnership-framework"]
    template = read_template(folder("templates") / isp.TEMPLATE)
    content = isp.fill(register, here, Workshop(register).view(here), template)
    seal = seal_of(register, here, "isp", "Protocol that partners sign")
    assert seal.digest == digest_of(register, here)
    return sealed(content, seal), seal


def test_a_seal_says_what_the_document_is_and_that_its_words_are_as_made() -> None:
    content, seal = protocol()
    parts = unpack(content)
    found = read_seal(parts)
    assert found is not None
    said = (found.protocol, found.version, found.kind, found.state)
    assert said == ("partnership-framework", "1.0", "isp", SIGNED_OFF)
    assert found.digest == seal.digest
    assert found.words == words_digest(words_of(parts))


def test_sealing_gives_the_same_bytes_and_a_second_seal_takes_the_place_of_the_first() -> None:
    assert sealed(plain(), SEAL) == plain()
    again = sealed(plain(), Seal("other", "2.0", f"sha256:{'2' * 64}", "isp"))
    found = read_seal(unpack(again))
    assert found is not None and found.protocol == "other"
    assert Document(io.BytesIO(again)).paragraphs[0].text == "Early help"


def test_words_of_our_own_documents_are_read_the_same_in_the_quick_way() -> None:
    for content in (protocol()[0], plain()):
        parts = unpack(content)
        assert words_of(parts, ours=True) == words_of(parts)


def test_only_a_word_file_can_be_sealed() -> None:
    with pytest.raises(NotWord):
        sealed(b"hello", SEAL)


def body(xml: str) -> tuple[str, ...]:
    """Return the words of a document with this body."""
    return words_of({"word/document.xml": f"<w:document {W}><w:body>{xml}</w:body></w:document>".encode()})


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (run("6 years"), "6 years"),
        (run("6 ") + run("years"), "6 years"),
        (run("6\n  years "), "6 years"),
        (f'<w:bookmarkStart w:id="1" w:name="x"/>{run("6 years")}', "6 years"),
        (f"<w:sdt><w:sdtContent>{run('6 years')}</w:sdtContent></w:sdt>", "6 years"),
        (f"<w:ins>{run('not ')}</w:ins>{run('6 years')}", "[inserted: not ]6 years"),
        ("<w:del><w:r><w:delText>not</w:delText></w:r></w:del>", "[deleted: not]"),
        (run("not", "<w:vanish/>"), "[hidden: not]"),
        (run("shown", '<w:vanish w:val="0"/>'), "shown"),
        (run("not", "<w:strike/>"), "[struck through: not]"),
        ('<w:r><w:sym w:char="F0FC"/></w:r>', "[sign F0FC]"),
        (f'<w:fldSimple w:instr=" INCLUDETEXT x ">{run("other")}</w:fldSimple>', "[field INCLUDETEXT: other]"),
        (f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>', "#"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText><w:fldChar w:fldCharType="separate"/>'
            '<w:t>today</w:t><w:fldChar w:fldCharType="end"/></w:r>',
            "[field DATE: today]",
        ),
    ],
)
def test_words_are_those_that_are_seen_and_what_may_be_overlooked_is_marked(xml: str, words: str) -> None:
    assert body(f"<w:p>{xml}</w:p>") == (words,)


def test_text_hidden_by_its_style_is_marked() -> None:
    parts = {
        "word/styles.xml": (
            f'<w:styles {W}><w:style w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
        ).encode(),
        "word/document.xml": (
            f'<w:document {W}><w:body><w:p><w:pPr><w:pStyle w:val="B"/></w:pPr>{run("not")}</w:p></w:body></w:document>'
        ).encode(),
    }
    assert words_of(parts) == ("[hidden: not]",)


def test_a_list_of_contents_reads_the_same_with_page_numbers() -> None:
    style = '<w:pPr><w:pStyle w:val="TOC1"/></w:pPr>'
    plain_row = f"<w:p>{style}{run('1')}<w:r><w:tab/></w:r>{run('About')}</w:p>"
    numbered = f"<w:p>{style}{run('1')}<w:r><w:tab/></w:r>{run('About')}<w:r><w:tab/></w:r>{run('12')}</w:p>"
    assert body(plain_row) == body(numbered) == ("1 About",)


def test_words_beside_the_body_count() -> None:
    seen = words_of(unpack(plain()))
    assert seen[-2:] == ("DRAFT, not signed", "Northvale Council")


def _part(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda parts: parts.update({name: parts[name].replace(old, new)})


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/document.xml", b"6 years", b"9 years"),
        ("word/header1.xml", b"DRAFT", b"FINAL"),
        ("word/footer1.xml", b"Northvale", b"Southvale"),
    ],
)
def test_a_changed_word_breaks_the_seal(name: str, old: bytes, new: bytes) -> None:
    parts = unpack(changed(plain(), _part(name, old, new)))
    found = read_seal(parts)
    assert found is not None and found.words != words_digest(words_of(parts))


@pytest.mark.parametrize(
    "xml",
    [b'<!DOCTYPE x [<!ENTITY a "b">]><w/>', b"<w", '<?xml version="1.0" encoding="UTF-16"?><w/>'.encode("utf-16")],
)
def test_a_part_that_is_odd_is_not_read(xml: bytes) -> None:
    with pytest.raises(NotWord, match="a part of it is damaged"):
        words_of({"word/document.xml": xml})
