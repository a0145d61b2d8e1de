"""Officers restyle the template in Word; what they get wrong is said by paragraph, and nothing is lost."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from istoolkit.documents.word.outline import BadOutline, make_template, refresh
from istoolkit.documents.word.package import NotWord, pack, unpack
from istoolkit.documents.word.template import BadTemplate, prepare
from istoolkit.resources import folder
from tests.conftest import ROOT, Run
from tests.documents.reading import body, paragraphs, text

COMMITTED = ROOT / "templates" / "isp.docx"
SOURCE = ROOT / "templates" / "source" / "isp"


def changed(change: Callable[[str], str]) -> bytes:
    """The template after someone changed it in Word."""
    parts = unpack(COMMITTED.read_bytes())
    before = parts["word/document.xml"].decode()
    after = change(before)
    assert after != before
    return pack({**parts, "word/document.xml": after.encode()})


def put(register: Path, content: bytes) -> None:
    (register / "templates").mkdir()
    (register / "templates" / "isp.docx").write_bytes(content)


TEMPLATES = sorted((ROOT / "templates").glob("*.docx"))


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.stem for path in TEMPLATES])
def test_the_committed_template_is_what_its_source_makes(path: Path) -> None:
    assert unpack(path.read_bytes()) == unpack(make_template(ROOT / "templates" / "source" / path.stem))


def test_templates_are_made_again_from_their_sources(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(ROOT / "templates" / "source", tmp_path / "source")
    assert sorted(refresh(tmp_path)) == [tmp_path / path.name for path in TEMPLATES]
    for path in TEMPLATES:
        assert unpack((tmp_path / path.name).read_bytes()) == unpack(path.read_bytes())


def test_a_slip_in_the_source_is_placed(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(SOURCE, tmp_path / "isp")
    outline = tmp_path / "isp" / "outline.txt"
    outline.write_text("# Heading\n| a row without a table\n")
    with pytest.raises(BadOutline, match=r"line 2: \| a row"):
        make_template(tmp_path / "isp")
    outline.write_text("table A : 50 50\n| one | two | three\n")
    with pytest.raises(BadOutline, match="3 cells for 2 columns"):
        make_template(tmp_path / "isp")


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.stem for path in TEMPLATES])
def test_every_name_in_the_committed_template_exists(path: Path, istoolkit: Run) -> None:
    done = istoolkit("templates", "check", path)
    *whole, last = done.stdout.splitlines()
    meant_to_show_everything = path.stem == "isp" or path.stem.startswith("assessment")
    assert whole == ["Every part of a definition is shown."] * meant_to_show_everything
    assert last.endswith(f"{path.name}: no errors.")
    assert done.returncode == 0


def test_a_template_of_assessments_is_checked_against_the_names_of_assessments(protocols: Path, istoolkit: Run) -> None:
    istoolkit("templates", "export", "assessment", cwd=protocols)
    own = protocols / "templates" / "assessment.docx"
    parts = unpack(own.read_bytes())
    xml = parts["word/document.xml"].decode()
    wrong = xml.replace("{{ assessment.context.area }}", "{{ assessment.context.aria }}")
    assert wrong != xml
    own.write_bytes(pack({**parts, "word/document.xml": wrong.encode()}))
    done = istoolkit("templates", "check", cwd=protocols)
    assert "there is nothing called “aria”. Did you mean “area”?" in done.stdout and done.returncode == 1


def test_fields_lists_the_names_of_an_assessment(istoolkit: Run) -> None:
    shown = istoolkit("templates", "fields", "assessment").stdout
    assert "assessment.risks[].threats  How it could happen" in shown
    assert "consult_first  That the Information Commissioner must be consulted" in shown
    assert "assessment.risks" not in istoolkit("templates", "fields").stdout


def test_an_exported_template_is_used_and_restyled(protocols: Path, istoolkit: Run) -> None:
    assert istoolkit("templates", "export", cwd=protocols).returncode == 0
    own = protocols / "templates" / "isp.docx"
    assert own.read_bytes() == COMMITTED.read_bytes()
    own.write_bytes(changed(lambda xml: xml.replace("About this protocol", "What this paper is")))
    done = istoolkit("build", "early-help", "--only", "isp", "--out", "made", cwd=protocols)
    assert done.returncode == 0, done.stderr
    shown = text((protocols / "made" / "early-help" / "early-help-1.0-protocol.docx").read_bytes())
    assert "What this paper is" in shown and "About this protocol" not in shown


def test_export_does_not_write_over_a_restyled_template(protocols: Path, istoolkit: Run) -> None:
    put(protocols, b"mine")
    done = istoolkit("templates", "export", cwd=protocols)
    assert done.returncode == 2
    assert "is there already. Nothing was changed. Use --force" in done.stderr
    assert (protocols / "templates" / "isp.docx").read_bytes() == b"mine"


def test_tags_that_word_split_are_mended(protocols: Path, istoolkit: Run) -> None:
    split = (
        '{{ pa</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:i/></w:rPr><w:t>rtner</w:t></w:r>'
        "<w:r><w:t>ship }}"
    )
    put(protocols, changed(lambda xml: xml.replace("{{ partnership }}", split)))
    done = istoolkit("build", "early-help", "--only", "isp", "--out", "made", cwd=protocols)
    assert done.returncode == 0, done.stderr
    assert "Northvale Children and Communities Partnership" in paragraphs(
        body((protocols / "made" / "early-help" / "early-help-1.0-protocol.docx").read_bytes())
    )


def test_the_style_of_a_tag_is_the_style_of_the_value(protocols: Path, istoolkit: Run) -> None:
    styled = '<w:r><w:rPr><w:color w:val="123456"/></w:rPr><w:t xml:space="preserve">{{ partnership }}</w:t></w:r>'
    put(
        protocols,
        changed(lambda xml: xml.replace('<w:r><w:t xml:space="preserve">{{ partnership }}</w:t></w:r>', styled)),
    )
    istoolkit("build", "early-help", "--only", "isp", "--out", "made", cwd=protocols)
    xml = unpack((protocols / "made" / "early-help" / "early-help-1.0-protocol.docx").read_bytes())[
        "word/document.xml"
    ].decode()
    assert re.search(r'<w:color w:val="123456"/></w:rPr><w:t[^>]*>Northvale Children and Communities Partnership<', xml)


WRONG = [
    ("{{ titel }}", "“titel”", "Did you mean “title”?"),
    ("{{ title.colour }}", "“colour”", ""),
    ("{{ review.evry }}", "“evry”", "Did you mean “every”?"),
]


@pytest.mark.parametrize(("tag", "name", "guess"), WRONG)
def test_a_name_that_does_not_exist_is_named_with_its_paragraph(
    protocols: Path, istoolkit: Run, tag: str, name: str, guess: str
) -> None:
    put(protocols, changed(lambda xml: xml.replace("{{ title }}", f"About {tag} here", 1)))
    checked = istoolkit("templates", "check", cwd=protocols)
    assert f"there is nothing called {name}. {guess}".strip() in checked.stdout
    assert "About " in checked.stdout and checked.returncode == 1


def test_build_stops_at_a_name_that_does_not_exist(protocols: Path, istoolkit: Run) -> None:
    put(protocols, changed(lambda xml: xml.replace("{{ title }}", "About {{ titel }} here", 1)))
    done = istoolkit("build", "--only", "isp", "--out", "made", cwd=protocols)
    assert done.returncode == 2
    assert "In the paragraph “About {{ titel }} here”: there is nothing called “titel” there." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_tag_that_cannot_be_understood_is_placed(protocols: Path, istoolkit: Run) -> None:
    put(protocols, changed(lambda xml: xml.replace("{{ title }}", "About {{ title | }} here", 1)))
    for command in (("build", "--only", "isp", "--out", "made"), ("templates", "check")):
        done = istoolkit(*command, cwd=protocols)
        assert done.returncode in (1, 2)
        assert "n the paragraph “About {{ title | }} here”" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "tag", ["{{ title.__class__.__mro__ }}", "{{ cycler.__init__.__globals__ }}", "{{ rest.__globals__ }}"]
)
def test_a_template_cannot_reach_the_machine(protocols: Path, istoolkit: Run, tag: str) -> None:
    put(protocols, changed(lambda xml: xml.replace("{{ title }}", tag, 1)))
    done = istoolkit("build", "early-help", "--only", "isp", "--out", "made", cwd=protocols)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert not (protocols / "made").exists()


def test_what_a_template_leaves_out_is_printed_at_its_end(protocols: Path, istoolkit: Run) -> None:
    """A part of the template is deleted; the words go to the annex for further particulars, and check says so."""

    def without_security(xml: str) -> str:
        return re.sub(r"rest\(security\)", "[]", xml)

    put(protocols, changed(without_security))
    checked = istoolkit("templates", "check", cwd=protocols)
    assert "never shown: security.access_control: Access control" in checked.stdout
    assert "what is never shown is printed at the end" in checked.stdout
    istoolkit("build", "partnership-framework", "--only", "isp", "--out", "made", cwd=protocols)
    shown = text(
        (protocols / "made" / "partnership-framework" / "partnership-framework-1.0-protocol.docx").read_bytes()
    )
    annex = shown[shown.rindex("Further particulars") :]
    assert "Access control:" in annex


def test_a_template_without_the_safety_net_is_warned_of(protocols: Path, istoolkit: Run) -> None:
    put(protocols, changed(lambda xml: xml.replace("unshown()", "[]").replace("rest(security)", "[]")))
    checked = istoolkit("templates", "check", cwd=protocols)
    assert "warning: nothing prints what is never shown." in checked.stdout


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_word_document(protocols: Path, istoolkit: Run, content: bytes) -> None:
    put(protocols, content)
    for command in (("build", "--only", "isp", "--out", "made"), ("templates", "check")):
        done = istoolkit(*command, cwd=protocols)
        assert done.returncode == 2
        assert "it is not a Word document (.docx)" in done.stderr
        assert "Traceback" not in done.stderr


def test_an_archive_that_unpacks_to_something_enormous_is_refused() -> None:
    with pytest.raises(NotWord, match="far larger"):
        unpack(pack({"[Content_Types].xml": b"x", "word/document.xml": b"0" * 61_000_000}))


def test_a_missing_template_is_said(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit("templates", "check", "nowhere.docx", cwd=protocols)
    assert (done.returncode, done.stderr) == (2, "istoolkit: nowhere.docx does not exist.\n")


def test_fields_lists_the_names_a_template_can_use(istoolkit: Run) -> None:
    shown = istoolkit("templates", "fields").stdout
    assert "purposes[].necessity  Why it is necessary" in shown
    assert "review_due  The day by which the protocol is to be reviewed." in shown


def test_a_template_made_by_word_itself_can_be_used() -> None:
    """With python-docx's own template: many parts, a thumbnail, styles with effects, other namespaces."""
    import io

    from docx import Document

    document = Document()
    document.add_heading("{{ title }}", 1)
    document.add_paragraph("{%p for purpose in purposes %}")
    document.add_paragraph("{{ purpose.title }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    stream = io.BytesIO()
    document.save(stream)
    prepared = prepare(stream.getvalue())
    assert list(prepared.sources) == ["word/document.xml"]
    assert not [name for name in prepared.parts if "thumbnail" in name or "stylesWithEffects" in name]
    assert "{{ (purpose.title)|paragraph_(" in prepared.sources["word/document.xml"]
    assert prepared.compiled


def test_a_bad_tag_raises_with_the_words_of_its_paragraph() -> None:
    with pytest.raises(BadTemplate, match=r"In the paragraph “Some \{\{ title"):
        _ = prepare(changed(lambda xml: xml.replace("{{ title }}", "Some {{ title ++ }} words", 1))).compiled


def test_the_package_finds_its_templates() -> None:
    assert (folder("templates") / "isp.docx").is_file()


def test_the_template_itself_is_a_sound_word_file(tmp_path: Path) -> None:
    """An officer opens it in Word; a script may open it with python-docx."""
    from docx import Document
    from openxml_audit import OpenXmlValidator

    assert [str(error) for error in OpenXmlValidator().validate(COMMITTED).errors] == []
    assert any("{{ title }}" in paragraph.text for paragraph in Document(str(COMMITTED)).paragraphs)


def refused(protocols: Path, istoolkit: Run, content: bytes) -> str:
    """What check says of a template that build refuses too, with neither a traceback nor a document."""
    put(protocols, content)
    checked = istoolkit("templates", "check", cwd=protocols)
    built = istoolkit("build", "early-help", "--only", "isp", "--out", "made", cwd=protocols)
    assert (checked.returncode, built.returncode) == (1, 2), checked.stdout + built.stdout
    assert "our fault" not in checked.stderr + built.stderr and "Traceback" not in checked.stderr + built.stderr
    assert not (protocols / "made").exists()
    return checked.stdout


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 1/0 }}",
        "{{ title|nofilter }}",
        "{% include 'x' %}",
        "{{ title.upper() }}",
        "{{ range(100000000) }}",
        "{{ purposes[0].retention }}",
    ],
)
def test_what_cannot_be_worked_out_is_said_by_paragraph(protocols: Path, istoolkit: Run, tag: str) -> None:
    said = refused(protocols, istoolkit, changed(lambda xml: xml.replace("{{ title }}", f"Some {tag} words", 1)))
    assert "n the paragraph “" in said and "Some" in said


def test_contents_must_stand_alone(protocols: Path, istoolkit: Run) -> None:
    said = refused(protocols, istoolkit, changed(lambda xml: xml.replace("{{ contents }}", "See {{ contents }}", 1)))
    assert "Put {{ contents }} in a paragraph of its own." in said


def test_a_cell_left_empty_by_a_tag_is_refused(protocols: Path, istoolkit: Run) -> None:
    cell = re.compile(r"(<w:tc>(?:(?!</w:tc>).)*?</w:tcPr>)(<w:p>(?:(?!</w:p>).)*\(signature\).*?</w:p>)(</w:tc>)")

    def emptied(xml: str) -> str:
        return cell.sub(
            r"\1<w:p><w:r><w:t>{%p if false %}</w:t></w:r></w:p>\2<w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>\3",
            xml,
            count=1,
        )

    assert "A cell of a table would be left without a paragraph." in refused(protocols, istoolkit, changed(emptied))


def test_a_bookmark_that_would_repeat_is_refused(protocols: Path, istoolkit: Run) -> None:
    mark = '<w:bookmarkStart w:id="7" w:name="here"/><w:bookmarkEnd w:id="7"/>'
    words = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{{ principle.title }}'
    said = refused(protocols, istoolkit, changed(lambda xml: xml.replace(words, mark + words)))
    assert "The bookmark “here” would be there more than once." in said


def built(protocols: Path, istoolkit: Run, content: bytes) -> str:
    put(protocols, content)
    assert istoolkit("templates", "check", cwd=protocols).returncode == 0
    done = istoolkit("build", "early-help", "--only", "isp", "--out", "made", cwd=protocols)
    assert done.returncode == 0, done.stderr
    return text((protocols / "made" / "early-help" / "early-help-1.0-protocol.docx").read_bytes())


def test_tags_saved_with_entities_and_breaks_are_understood(protocols: Path, istoolkit: Run) -> None:
    """As LibreOffice saves them, and with Shift and Enter after a tag."""
    broken = '{{ partnership }}</w:t><w:br/><w:t xml:space="preserve">on the next line'
    content = changed(
        lambda xml: (
            xml.replace("{{ partnership }}", broken)
            .replace("==&quot;", "==")
            .replace('tier.original == "framework"', "tier.original == &quot;framework&quot;")
        )
    )
    assert "Northvale Children and Communities Partnership on the next line" in built(protocols, istoolkit, content)


def test_deleted_tracked_text_is_not_read(protocols: Path, istoolkit: Run) -> None:
    gone = '<w:del w:id="5" w:author="x"><w:r><w:delText>{{ nonsense }}</w:delText></w:r></w:del>'
    put_in = '<w:r><w:t xml:space="preserve">{{ partnership }}'
    assert "nonsense" not in built(protocols, istoolkit, changed(lambda xml: xml.replace(put_in, gone + put_in)))


def test_markup_made_by_a_filter_is_written_as_words(protocols: Path, istoolkit: Run) -> None:
    content = changed(
        lambda xml: xml.replace("{{ partnership }}", "The {{ partnership|e }} &amp; {{ '&lt;b&gt;'|safe }}")
    )
    shown = built(protocols, istoolkit, content)
    assert "The Northvale Children and Communities Partnership & <b>" in shown


def test_a_highlighted_tag_is_highlighted_once() -> None:
    from istoolkit.documents.word.markup import _pending

    assert (
        _pending('<w:rPr><w:b/><w:highlight w:val="green"/></w:rPr>')
        == '<w:rPr><w:b/><w:highlight w:val="yellow"/></w:rPr>'
    )


def test_a_damaged_part_is_said(protocols: Path, istoolkit: Run) -> None:
    content = bytearray(COMMITTED.read_bytes())
    start = content.index(b"word/document.xml") + 60
    content[start : start + 40] = b"\x00" * 40
    put(protocols, bytes(content))
    done = istoolkit("build", "--only", "isp", cwd=protocols)
    assert done.returncode == 2 and "it is not a Word document" in done.stderr
