"""The pictures of the flows in the Word file: there, described, of the right size, and moved as officers like."""

import io
import zipfile
from pathlib import Path

from lxml import etree
from PIL import Image

from istoolkit.documents import isp
from istoolkit.documents.flow_drawing import flow_drawings
from istoolkit.documents.view import Library
from istoolkit.documents.word.package import pack, unpack
from istoolkit.documents.word.template import prepare
from tests.conftest import ROOT, Run
from tests.documents.conftest import Made
from tests.documents.reading import W, body, paragraphs, parts, style, words

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
EMU = 360_000
"""In a centimetre."""


def targets(content: bytes) -> dict[str, str]:
    relations = etree.fromstring(parts(content)["word/_rels/document.xml.rels"])
    return {each.get("Id"): f"word/{each.get('Target')}" for each in relations}


def restyled(hub: Made, change: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """The document from a template that an officer changed."""
    found = unpack((ROOT / "templates" / "isp.docx").read_bytes())
    before = found[part].decode()
    after = before.replace(*change)
    assert after != before
    template = prepare(pack({**found, part: after.encode()}))
    return isp.build(Library(hub.register), hub.protocol, template)


def test_each_drawing_is_in_the_document_with_its_words(each_document: Made) -> None:
    drawings = flow_drawings(each_document.register, each_document.protocol)
    found, related = parts(each_document.content), targets(each_document.content)
    inlines = list(body(each_document.content).iter(f"{WP}inline"))
    assert len(inlines) == len(drawings)
    for drawing, inline in zip(drawings, inlines, strict=True):
        assert inline.find(f"{WP}docPr").get("descr") == drawing.described
        assert inline.find(f"{WP}docPr").get("title") == drawing.title
        (blip,) = inline.iter(f"{A}blip")
        (svg,) = inline.iter(f"{ASVG}svgBlip")
        assert found[related[svg.get(f"{R}embed")]].decode() == drawing.svg
        image = Image.open(io.BytesIO(found[related[blip.get(f"{R}embed")]]))
        assert image.size == (round(drawing.width * 1.5), round(drawing.height * 1.5))
    marks = [each.find(f"{WP}docPr").get("id") for each in inlines]
    assert len(marks) == len(set(marks))


def test_no_flows_no_picture_and_no_word_of_one(each_document: Made) -> None:
    drawings = flow_drawings(each_document.register, each_document.protocol)
    told = [line for line in paragraphs(body(each_document.content)) if line.startswith("The pictures show the flows")]
    media = [name for name in parts(each_document.content) if name.startswith("word/media/")]
    assert bool(told) == bool(drawings)
    assert len(media) == 2 * len(drawings)


def test_pictures_stand_before_the_table_of_flows_with_their_captions(hub: Made) -> None:
    shown = [(style(each), words(each)) for each in body(hub.content).iter(f"{W}p")]
    captions = [each for kind, each in shown if kind == "Picture"]
    drawings = flow_drawings(hub.register, hub.protocol)
    assert captions == [f"Picture {number}. {each.title}" for number, each in enumerate(drawings, 1)]
    assert captions[0] == "Picture 1. Who shares with Northvale Council"
    heading = shown.index(("Heading1", "Who shares what with whom"))
    table = shown.index(("Caption", "The flows of information"))
    assert heading < shown.index(("Picture", captions[0])) < table


def test_a_picture_and_its_caption_are_one_paragraph_that_stays_together(hub: Made) -> None:
    styles = etree.fromstring(parts(hub.content)["word/styles.xml"])
    (look,) = [each for each in styles.iter(f"{W}style") if each.get(f"{W}styleId") == "Picture"]
    assert look.find(f"{W}pPr/{W}keepLines") is not None
    inlines = list(body(hub.content).iter(f"{WP}inline"))
    assert len(inlines) > 1
    for inline in inlines:
        assert style(next(inline.iterancestors(f"{W}p"))) == "Picture"


def test_a_picture_is_as_wide_as_the_text_and_fits_the_page(each_document: Made) -> None:
    inlines = list(body(each_document.content).iter(f"{WP}inline"))
    assert len(inlines) == len(flow_drawings(each_document.register, each_document.protocol))
    for inline in inlines:
        size = inline.find(f"{WP}extent")
        assert abs(int(size.get("cx")) / EMU - 17) < 0.01
        assert int(size.get("cy")) / EMU < 23.2


def test_a_picture_keeps_to_the_margins_of_a_restyled_template(hub: Made) -> None:
    content = restyled(hub, ('w:right="1134"', 'w:right="3402"'))
    wide = {int(each.get("cx")) for each in body(content).iter(f"{WP}extent")}
    assert {round(each / EMU) for each in wide} == {13}
    flat = restyled(hub, ('<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgSz w:w="16838" w:h="11906"/>'))
    for size in body(flat).iter(f"{WP}extent"):
        assert int(size.get("cy")) / EMU < 21 - 4.3
    drawings = flow_drawings(hub.register, hub.protocol)
    shares = [int(each.get("cy")) / int(each.get("cx")) for each in body(flat).iter(f"{WP}extent")]
    assert all(abs(share - each.height / each.width) < 0.01 for share, each in zip(shares, drawings, strict=True))


def test_a_picture_that_is_shown_twice_is_kept_once(hub: Made) -> None:
    content = restyled(hub, ("{{ picture }}", "{{ picture }}{{ picture }}"))
    drawings = flow_drawings(hub.register, hub.protocol)
    assert len(list(body(content).iter(f"{WP}inline"))) == 2 * len(drawings)
    assert len([name for name in parts(content) if name.startswith("word/media/")]) == 2 * len(drawings)
    marks = [each.get("id") for each in body(content).iter(f"{WP}docPr")]
    assert len(marks) == len(set(marks))


def test_in_a_paragraph_of_its_own_and_in_a_header(hub: Made) -> None:
    alone = restyled(hub, ("Picture {{ loop.index }}. {{ picture.title }}", ""))
    assert len(list(body(alone).iter(f"{WP}inline"))) == len(flow_drawings(hub.register, hub.protocol))
    top = restyled(hub, ("{{ title }}", "{{ flow_pictures[0] }}"), "word/header1.xml")
    header = etree.fromstring(parts(top)["word/header1.xml"])
    assert "Who shares with Northvale Council" in words(header)
    assert list(header.iter(f"{WP}inline")) == []


def test_officers_learn_of_the_name_and_may_use_all_of_it(istoolkit: Run, tmp_path: Path) -> None:
    assert "flow_pictures" in istoolkit("templates", "fields").stdout
    found = unpack((ROOT / "templates" / "isp.docx").read_bytes())
    changed = found["word/document.xml"].replace(b"{{ picture.title }}", b"{{ picture.described }} {{ picture.lines }}")
    own = tmp_path / "own.docx"
    own.write_bytes(pack({**found, "word/document.xml": changed}))
    done = istoolkit("templates", "check", own)
    assert done.returncode == 0, done.stdout


def test_pictures_do_not_grow_the_file_beyond_what_mail_takes(each_document: Made) -> None:
    assert len(each_document.content) < 1_500_000
    with zipfile.ZipFile(io.BytesIO(each_document.content)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
