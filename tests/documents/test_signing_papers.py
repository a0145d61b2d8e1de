"""The sheet that an organisation signs: its own part on one page, all of it, and never to be signed by mistake."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.pdf import convert
from istoolkit.documents.signing import room
from istoolkit.documents.signing.book import book_to_read
from istoolkit.documents.signing.duties import duties
from istoolkit.documents.signing.passing import Passing, answering, passings
from istoolkit.documents.signing.sheet import all_sheets, sheet_for, sheets_view
from istoolkit.documents.signing.statement import STATEMENT
from istoolkit.documents.word.package import unpack
from istoolkit.documents.workshop import Workshop
from istoolkit.signoff.content import digest_of
from istoolkit.signoff.ways import ways_of
from tests.conftest import REGISTERS, ROOT
from tests.documents.reading import W, body, folded, style, text, words
from tests.documents.signing import agreed, copy, of, opened, out, put_out, record, shop, who


def sheet(signs: str, root: Path | None = None, name: str = "early-help") -> bytes:
    workshop = shop(root or out())
    return sheet_for(workshop, of(workshop, name), who(workshop, name, signs)).content


def table(content: bytes, caption: str) -> list[list[str]]:
    """The rows of the table with a caption; none where there is no such table."""
    for found in body(content).iter(f"{W}tbl"):
        if found.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == caption:  # type: ignore[union-attr]
            return [[folded(words(cell)) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")]
    return []


def tags(content: bytes) -> list[str]:
    return [str(each.get(f"{W}val")) for each in body(content).iter(f"{W}tag")]


@cache
def registers() -> tuple[Register, ...]:
    return tuple(opened(each) for each in REGISTERS)


def each_party() -> Iterator[tuple[Register, Protocol, str]]:
    for register in registers():
        for protocol in register.checked():
            for party in picture(register, protocol).parties:
                yield register, protocol, party


def test_a_school_reads_what_it_signs_what_it_gives_and_what_it_must_do() -> None:
    content = sheet("schools/alderbank-primary")
    shown = text(content)
    assert shown.startswith("Sign-off sheet: Alderbank Primary School")
    facts = dict(row for row in table(content, "The protocol") if len(row) == 2)
    assert facts["Protocol"] == "Early help and safeguarding information community agreement, version 1.0, NCCP-ICA-03"
    assert facts["One of"] == "Schools and academies"
    assert facts["Post that signs"] == "Head teacher"
    assert facts["Who may sign"] == "A chief officer, or a post that the chief officer names in writing"
    assert facts["Approval first"] == "Data protection officer, Caldicott Guardian for health and social care partners"
    assert facts["Dates"].startswith("Reply by 20 December 2026. Takes effect on 1 December 2026.")
    gives = {row[0]: row[1:] for row in table(content, "What you give and receive")}
    meeting = "Meeting around the family. You give and receive. For: Plan and review support."
    what, whom = gives[meeting]
    assert what.startswith("Health and disability, as far as they bear on the support needed; Ethnic origin, ")
    assert what.endswith("; and 6 more") and whom.startswith("Northvale Council; ")
    assert "And 2 more flows: A concern about harm goes to children's social care; Strategy discussion." in shown
    must = [row[1] for row in table(content, "What you must do")]
    assert "When: A post named in the register changes. You must: Give the new post and mailbox." in " ".join(must)
    assert any(each.startswith("All you hold: 25 years, counted from the child's date of birth.") for each in must)
    assert "My organisation has read this document." in shown
    assert "You sign the whole protocol. This sheet sums up your part in it." in shown
    assert "Send it by 20 December 2026 to: sharing@northvale.example." in shown


def test_the_digest_on_the_sheet_is_that_of_what_is_signed() -> None:
    register = opened(out())
    shown = dict(row for row in table(sheet("lanternway"), "The protocol") if len(row) == 2)["Digest of what is signed"]
    assert f"sha256:{shown.replace(' ', '')}" == digest_of(register, register.protocols["early-help"])
    assert shown.split()[0] in text(sheet("northvale-council"))


def test_it_can_be_filled_in_on_screen() -> None:
    content = sheet("schools/alderbank-primary")
    boxes = [each for each in tags(content) if each.startswith("sign-off.")]
    assert boxes == [f"sign-off.{each}" for each in ("name", "post", "signature", "date", "conditions")]
    xml = unpack(content)["word/document.xml"].decode()
    assert '<w:dateFormat w:val="d MMMM yyyy"/>' in xml
    filled = {row[0]: row[1] for row in table(content, "To be filled in by who signs")}
    assert filled["Name"] == "(name)" and filled["Post"] == "Head teacher"
    ids = [each.get(f"{W}val") for each in body(all_sheets(shop(out()), of(shop(out()))).content).iter(f"{W}id")]  # type: ignore[union-attr]
    assert len(ids) == len(set(ids)) > 50


def test_every_flow_that_a_party_has_a_part_in_is_on_its_sheet() -> None:
    seen = 0
    for register, protocol, party in each_party():
        here = picture(register, protocol)
        ours = set(answering(here, here.parties[party]))
        its = {each.id for each in here.flows if ours & set(each.parties)}
        assert its <= {each.id for each in passings(register, protocol, party)}, (protocol.id, party)
        seen += len(its)
    assert seen > 300


def test_what_does_not_fit_is_named_and_counted() -> None:
    for register, protocol, party in each_party():
        found, must = passings(register, protocol, party), duties(register, protocol, party)
        for height in (350, 100):
            fits = room.fitted(found, must, height)
            titles = [each.flow.rstrip(".") for each in fits.rows] + list(fits.flows_left)
            assert titles == [each.title.rstrip(".") for each in found]
            sends = [each for each in must if each.label == "Send"]
            kinds = {len(must), len(must) - len(sends) + bool(sends)}
            assert len(fits.duties) + fits.duties_left in kinds
            assert fits.shortened or (
                not fits.flows_left and [each for _, each in fits.duties] == [e.full for e in must]
            )


def test_no_party_is_told_the_duties_of_another() -> None:
    checked = 0
    for register, protocol, party in each_party():
        here = picture(register, protocol)
        bound = set(answering(here, here.parties[party]))
        shown = " ".join(each.full for each in duties(register, protocol, party))
        own = [each for each in here.things("duties") if bound & set(here.named(each.many("who")))]
        said = {each.text("must").rstrip(".") for each in own}
        for each in here.things("duties"):
            must = folded(each.text("must")).rstrip(".")
            if must and each not in own and must not in map(folded, said):
                checked += 1
                assert must not in shown, (protocol.id, party)
        assert all(folded(each) in shown for each in said), (protocol.id, party)
    assert checked > 20


def test_a_draft_cannot_be_signed() -> None:
    """Nothing was put out: no statement, no digest, no box."""
    content = sheet("schools/alderbank-primary", ROOT / "protocols", "early-help-hub")
    shown = text(content)
    assert "DRAFT. Not yet put out for signature. Do not sign this sheet." in shown
    assert "Digest" not in shown and "Signature" not in shown and "My organisation has read" not in shown
    assert not [each for each in tags(content) if each.startswith("sign-off.")]
    assert "DRAFT, not to be signed" in unpack(content)["word/header1.xml"].decode()
    assert table(content, "What you give and receive") and table(content, "What you must do")


def test_after_a_change_of_words_the_sheets_are_a_draft_again() -> None:
    root = copy()
    put_out(root, "early-help")
    file = root / "early-help" / "protocol.yaml"
    file.write_text(file.read_text().replace("keep: 25 years", "keep: 26 years"))
    shown = text(sheet("schools/alderbank-primary", root))
    assert "Do not sign this sheet." in shown and "Digest" not in shown


def test_what_was_changed_after_some_signed_it_is_not_to_be_signed() -> None:
    root = copy()
    put_out(root, "early-help")
    signed = {"party": "lanternway", "name": "Jo Ng", "post": "Chief officer", "method": "letter", "date": "2026-11-30"}
    record(root, "early-help", what="approved", **signed)
    file = root / "early-help" / "protocol.yaml"
    file.write_text(file.read_text().replace("keep: 25 years", "keep: 26 years"))
    for each in ("schools/alderbank-primary", "lanternway"):
        shown = text(sheet(each, root))
        assert "CHANGED since it was put out for signature. Do not sign this sheet." in shown
        assert "Digest" not in shown and "(signature)" not in shown and "My organisation has read" not in shown
    register = opened(root)
    states = {row[0].words: row[2].words for row in book_to_read(register, list(register.checked())).tables[0].rows}
    title = "Early help and safeguarding information community agreement"
    assert states[title] == "Awaiting signatures. The text was changed since"


def test_one_that_has_signed_reads_who_signed_and_has_no_boxes() -> None:
    content = sheet("lanternway", agreed())
    said = dict(row for row in table(content, "Signed"))
    assert said["Answer"] == "Signed with conditions" and said["Name"] == "Jo Ng" and said["Date"] == "30 November 2026"
    assert said["Way of signing"] == "Letter of acceptance"
    assert said["Conditions"] == "Only until the new system is in place"
    assert not [each for each in tags(content) if each.startswith("sign-off.")]
    assert "You may accept by" not in text(content)
    assert "(signature)" in text(sheet("schools/alderbank-primary", agreed()))


def test_one_that_refused_reads_why_and_may_still_sign() -> None:
    root = copy()
    put_out(root, "early-help")
    reason = "The retention period is too long"
    record(root, "early-help", what="refused", party="lanternway", name="Jo Ng", because=reason, date="2026-11-25")
    facts = dict(row for row in table(sheet("lanternway", root), "The protocol") if len(row) == 2)
    assert facts["Answered before"] == f"Refused on 25 November 2026 by Jo Ng. Reason: {reason}."
    assert "(signature)" in text(sheet("lanternway", root))


def test_who_was_given_the_authority_to_sign_is_named() -> None:
    root = copy()
    put_out(root, "early-help")
    given = {"to_name": "Sam Osei", "to_post": "Deputy head", "until": "2027-03-31", "date": "2026-11-25"}
    record(root, "early-help", what="delegated", party="schools", member="alderbank-primary", **given)
    content = sheet("schools/alderbank-primary", root)
    facts = dict(row for row in table(content, "The protocol") if len(row) == 2)
    assert facts["Post that signs"] == "Sam Osei, Deputy head (was given the authority to sign, until 31 March 2027)"
    assert {row[0]: row[1] for row in table(content, "To be filled in by who signs")}["Post"] == "(post)"


def test_a_protocol_that_was_withdrawn_is_not_to_be_signed() -> None:
    root = copy()
    put_out(root, "early-help")
    record(root, "early-help", what="withdrawn", because="It was replaced", date="2026-11-30")
    shown = text(sheet("lanternway", root))
    assert "WITHDRAWN. This version is not to be signed any more." in shown and "(signature)" not in shown


def test_the_ways_of_accepting_are_those_of_the_party() -> None:
    root = copy()
    put_out(root, "lettings-collection")
    shown = text(sheet("housing-providers/calderwick-housing", root, "lettings-collection"))
    way = "You may accept by: accepting on screen. Only the account of the data protection officer shows the button."
    assert way in shown


def test_one_that_accepts_on_screen_alone_is_not_asked_for_a_pen() -> None:
    root = copy()
    put_out(root, "lettings-collection")
    content = sheet("housing-providers/elmquill-almshouses", root, "lettings-collection")
    shown = text(content)
    assert "We accept this agreement for our organisation." in shown and table(content, "The protocol")
    assert tags(content) == [] and table(content, "To be filled in by who signs") == []
    assert "Send it" not in shown
    assert "This sheet is yours to keep: nothing is to be signed on it or sent back." in shown


def test_the_sheet_and_the_letter_name_the_same_ways() -> None:
    workshop = shop(out())
    for signs in ("lanternway", "schools/alderbank-primary"):
        signatory = who(workshop, "early-help", signs)
        assert ways_of(signatory) == ("signature", "e-mail", "letter")
    shown = text(sheet("lanternway"))
    assert (
        "You may accept by: signature on paper, e-mail from the signatory's own mailbox or letter of acceptance."
        in shown
    )


def test_no_sheet_leaves_out_special_category_or_criminal_offence_data() -> None:
    checked = 0
    for register, protocol, party in each_party():
        here, found = picture(register, protocol), passings(register, protocol, party)
        known = {folded(each.title): each for flow in here.flows for each in flow.items}
        fits = room.fitted(found, duties(register, protocol, party), 340)
        for each in found:
            row = next((one.what for one in fits.rows if one.flow == f"{each.title.rstrip('.')}."), "")
            for item in each.what:
                if folded(item) in known and (known[folded(item)].is_special or known[folded(item)].is_criminal):
                    assert item in row or item in fits.sensitive, (protocol.id, party, item)
                    checked += item not in row
    assert checked > 20


def test_the_sheet_names_all_that_is_sensitive_and_leaves_out_the_rest_first() -> None:
    flow = Passing(
        "a",
        "A flow",
        "You give",
        ("Name", "Address", "Health", "School", "Notes"),
        ("Council",),
        (),
        "",
        frozenset({"Health"}),
    )
    assert room._what(flow, 1, True) == "Health; and 4 more"
    assert room._what(flow, 2, True) == "Name; Health; and 3 more"
    assert room._what(flow, 2, False) == "Health; Name; and 3 more"
    assert room._what(flow, 9, True) == "Name; Address; Health; School; Notes"


def test_a_mailbox_that_is_to_be_confirmed_is_no_address() -> None:
    root = copy()
    put_out(root, "early-help")
    file = root / "register.yaml"
    file.write_text(file.read_text().replace("contact: sharing@northvale.example", 'contact: "TBC: who answers"'))
    shown = text(sheet("lanternway", root))
    assert "Send it by 20 December 2026 to: the owner of the protocol, Northvale Council." in shown
    assert "who answers" not in shown


def test_a_protocol_without_flows_says_so() -> None:
    root = copy()
    put_out(root, "partnership-framework")
    content = sheet("northvale-police", root, "partnership-framework")
    assert "This protocol has no flows of information of its own." in text(content)
    assert table(content, "What you give and receive") == []


def test_each_who_signs_has_a_page_in_the_file_of_all() -> None:
    workshop = shop(out())
    found = all_sheets(workshop, of(workshop))
    assert found is not None and found.name == "early-help-1.0-sign-off-sheets.docx"
    heads = [words(p) for p in body(found.content).iter(f"{W}p") if style(p) == "PlainHeading"]
    assert heads[:5] == [
        "Sign-off sheet: Northvale Council",
        "Sign-off sheet: Northvale Youth Justice Service",
        "Sign-off sheet: Northvale Community NHS Trust",
        "Sign-off sheet: Northvale Police",
        "Sign-off sheet: Alderbank Primary School",
    ]
    assert len(heads) == 20 and "Sign-off sheet: Quillhaven Software" not in heads
    assert all(
        p.find(f"{W}pPr/{W}pageBreakBefore") is not None for p in body(found.content).iter(f"{W}p") if words(p) in heads
    )


def test_a_single_sheet_is_named_for_its_signatory() -> None:
    workshop = shop(out())
    names = [
        sheet_for(workshop, of(workshop), who(workshop, "early-help", each)).name
        for each in ("lanternway", "schools/alderbank-primary")
    ]
    assert names == [
        "early-help-1.0-sign-off-lanternway.docx",
        "early-help-1.0-sign-off-schools-alderbank-primary.docx",
    ]


def test_the_same_sheet_has_the_same_bytes() -> None:
    assert sheet("lanternway") == sheet("lanternway")


def test_a_sheet_is_a_sound_word_file_with_a_title_a_language_and_table_headers(tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "sheet.docx"
    path.write_bytes(sheet("schools/alderbank-primary"))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    parts = unpack(path.read_bytes())
    core = parts["docProps/core.xml"].decode()
    assert "<dc:title>Sign-off sheet: Alderbank Primary School, Early help and" in core and "en-GB" in core
    heads = [each.find(f"{W}tr/{W}trPr/{W}tblHeader") for each in body(path.read_bytes()).iter(f"{W}tbl")]
    assert len(heads) == 4 and None not in heads


def test_there_is_one_statement_that_is_signed_where_none_is_said() -> None:
    outline = (ROOT / "templates" / "source" / "isp" / "outline.txt").read_text()
    assert "{{ statement }}" in outline and STATEMENT not in outline
    register = next(each for each in registers() if "crime-and-disorder-exchange" in each.protocols)
    root = copy(register.root)
    put_out(root, "crime-and-disorder-exchange")
    assert STATEMENT in text(sheet("dyffryn-las-police", root, "crime-and-disorder-exchange"))


@cache
def long_one() -> Workshop:
    """The worked register with an agreement that says far more than a page can hold, put out for signature."""
    root = copy()
    file = root / "early-help" / "protocol.yaml"
    said = file.read_text()
    flows = "".join(
        f"- {{id: more-{n}, title: {'A flow with a very long title that goes on and on ' * 3}{n}, from: all, to: all, "
        "information: [identity, needs], purpose: [identify-need, plan-support], channel: telephone}\n"
        for n in range(40)
    )
    duty = "".join(
        f"- {{who: all, must: {'Do what is right and write it down each time ' * 6}{n}}}\n" for n in range(30)
    )
    statement = (
        f"sign_off: {{statement: {'We agree to all of this and more. ' * 60}, authority: {'Whoever may ' * 90}}}\n"
    )
    said = said.replace("decisions:\n", f"{flows}decisions:\n", 1) + f"duties:\n{duty}{statement}"
    title = "title: Early help and safeguarding information community agreement"
    file.write_text(said.replace(title, title + " of many partners" * 30, 1))
    put_out(root, "early-help")
    return shop(root)


def test_a_very_long_protocol_still_makes_a_sheet_that_says_what_is_left_out() -> None:
    workshop = long_one()
    (view,) = sheets_view(workshop, of(workshop), [who(workshop, "early-help", "northvale-council")])["sheets"]
    assert view["more"].startswith("And ") and view["more"].endswith("See “Who shares what with whom” in the protocol.")
    assert view["duties"][-1]["label"] == "More" and "more duties: see the protocol." in view["duties"][-1]["value"]
    assert view["statement"] == "We agree to the statement under “Sign-off” in the protocol, in full."
    facts = {each["label"]: each["value"] for each in view["particulars"]}
    assert facts["Who may sign"].endswith("… (in full under “Sign-off” in the protocol)")


@pytest.mark.office
@pytest.mark.again
def test_a_sheet_is_never_longer_than_a_page(tmp_path: Path) -> None:
    """The sheets that have the least room to spare, and some of a protocol that is far too long, counted by LibreOffice."""
    whole = copy()
    put_out(whole, "early-help-hub")
    other = copy(ROOT / "tests" / "cases" / "gateway-flows")
    put_out(other, "discharge-flows")
    made = [
        sheet_for(
            shop(whole), of(shop(whole), "early-help-hub"), who(shop(whole), "early-help-hub", "northvale-police")
        )
    ]
    made.append(
        sheet_for(
            shop(other), of(shop(other), "discharge-flows"), who(shop(other), "discharge-flows", "westmere-hospitals")
        )
    )
    made += [
        sheet_for(long_one(), of(long_one()), who(long_one(), "early-help", each))
        for each in ("northvale-council", "schools/alderbank-primary")
    ]
    for each in made:
        (tmp_path / each.name).write_bytes(each.content)
    for path, content in convert([tmp_path / each.name for each in made]).items():
        done = subprocess.run(["pdfinfo", "-"], input=content, check=True, capture_output=True)
        assert b"Pages:           1\n" in done.stdout, path.name
