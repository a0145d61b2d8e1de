"""What an assessment says first, and what it does not say: where it stands, who answers for it, nothing that nobody said."""

from collections.abc import Iterator

import pytest
from lxml import etree

from istoolkit.documents.kinds import assessment as kind
from istoolkit.documents.workshop import Workshop
from tests.conftest import ROOT
from tests.documents.assessments import FORMS, library, made, of_hub
from tests.documents.reading import W, body, folded, paragraphs, parts, style, text, words
from tests.documents.test_assessment_document import AT_HIGH, HIGH, remade, section, table

PROTOCOLS = ROOT / "protocols"
CONCLUSION = "The risks are known and held low or medium."


def elsewhere(form: str = "ico") -> bytes:
    return made(PROTOCOLS, "early-help", form).content


@pytest.mark.parametrize("form", FORMS)
def test_an_assessment_kept_elsewhere_is_not_denied(form: str) -> None:
    shown = text(elsewhere(form))
    assert "No one has written" not in shown and "Not rated" not in shown
    assert "agreement: screening and worksheet" in shown
    assert words(etree.fromstring(parts(elsewhere(form))["word/header1.xml"])).endswith("ASSESSED ELSEWHERE")
    rows = table(elsewhere(form), "Where the impact assessment is kept")
    assert rows[0] == ["Assessment", "Held by", "Version", "Date", "State", "Where"]
    assert rows[1][:4] == ["Early help impact assessment", "Northvale Council", "1.0", "2 November 2026"]
    assert rows[1][5] == "On request from the owner"


def test_a_worksheet_has_the_screening_and_the_suggested_risks_and_no_empty_step() -> None:
    headings = [words(p) for p in body(elsewhere()).iter(f"{W}p") if style(p) == "Heading1"]
    assert headings[-1] == "Identify and assess the risks" and len(headings) == 5
    assert table(elsewhere(), "Risks that the protocol suggests and no one has decided on")
    assert table(elsewhere(), "Who decided what") == []


def test_the_file_of_a_worksheet_is_called_so() -> None:
    workshop = Workshop(library(PROTOCOLS).register)
    names = {name: _files(workshop, name) for name in ("early-help", "case-meeting")}
    assert ("early-help-1.0-screening.docx", "Screening and worksheet") in names["early-help"]
    assert ("case-meeting-1.1-assessment.docx", "Impact assessment") in names["case-meeting"]


def _files(workshop: Workshop, name: str) -> list[tuple[str, str]]:
    return [(each.name, each.words) for each in kind.of_protocol(workshop, workshop.register.protocols[name])]


@pytest.mark.parametrize("form", FORMS)
def test_what_follows_from_the_ratings_comes_before_what_the_author_concludes(form: str) -> None:
    shown = text(of_hub(form).content)
    derived = "The highest is high before the measures and medium with them."
    assert shown.index("Approved on 9 November 2026.") < shown.index(derived) < shown.index(CONCLUSION)
    assert f"Conclusion (Information governance manager, 9 November 2026): {CONCLUSION}" in shown


@pytest.mark.parametrize("changes", [{"approvals.residual_by": None}, HIGH], ids=["not approved", "barred"])
def test_a_conclusion_is_held_back_while_nobody_may_rely_on_it(changes: dict[str, str]) -> None:
    content = remade(changes)
    first, last = section(content, 0), section(content, 7)
    assert CONCLUSION not in first
    assert (
        f"it does not hold until the assessment is approved (Information governance manager, 9 November 2026): {CONCLUSION}"
        in last
    )


def test_a_draft_names_what_is_missing() -> None:
    lines = paragraphs(body(remade({"approvals.residual_by": None})))
    at = lines.index("Missing before it can be approved:")
    assert lines[at + 1] == "It is not said who accepts the risk that remains."


def test_a_risk_that_rests_on_measures_to_come_says_so_and_what_stands_until_then() -> None:
    content = remade({"risks.4.until_then": None})
    rows = table(content, "What the measures do, and what remains")
    rests = "Rests on measures to come: M8 (31 March 2027)."
    assert rests in rows[5][4] and "Until then the level before the measures stands: high." in rows[5][4]
    assert f"R5: {rests}" in text(content)
    assert "the level before the measures stands for R5 and R9. The highest level today is high." in section(content, 0)


def test_the_controllers_and_their_officers_open_it_with_the_leading_one_first() -> None:
    rows = table(of_hub().content, "Controllers")
    assert rows[1][:2] == ["Northvale Council (leads)", "Data protection officer"]
    assert rows[1][2].startswith("dpo@northvale.example")
    assert "Quillhaven Software" not in [row[0] for row in rows]
    schools = next(row for row in rows if row[0] == "Schools and academies")
    assert schools[1:] == ["Each member has its own", "—"]


def test_each_controller_adopts_it_by_signing() -> None:
    content = of_hub().content
    assert "adopts this assessment by signing the protocol: the assessment is part of what is signed" in text(content)
    assert table(content, "Controllers who adopt it")[1] == [
        "Northvale Council",
        "Director of children's services",
        "Not yet",
    ]


def test_police_who_act_under_part_3_have_their_own_sections() -> None:
    content = made(PROTOCOLS, "case-meeting", "ico").content
    assert "UK GDPR Article 35; Data Protection Act 2018 section 64, where" in section(content, 1)
    assert "UK GDPR Article 36; Data Protection Act 2018 section 65, where" in section(content, 7)
    assert "section 64" not in text(of_hub().content)


def test_a_column_in_which_nobody_said_anything_is_left_out() -> None:
    measures = [{**each, "by": None} for each in of_hub().data["measures"]]
    bare = [{k: v for k, v in each.items() if v is not None} for each in measures]
    content = remade({"measures": bare})
    heads = table(content, "Measures with owners and dates")[0]
    assert "Due" not in heads and "In place since" in heads
    for each in body(content).iter(f"{W}tbl"):
        widths = [int(column.get(f"{W}w")) for column in each.iterfind(f"{W}tblGrid/{W}gridCol")]
        assert all(len(row.findall(f"{W}tc")) == len(widths) for row in _plain(each))


def _plain(each: etree._Element) -> Iterator[etree._Element]:
    return (row for row in each.iter(f"{W}tr") if next(row.iter(f"{W}gridSpan"), None) is None)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_said_that_nobody_said(form: str) -> None:
    shown = text(of_hub(form).content)
    for each in ("Nothing is excluded", "Nothing is left out", "It is not typed twice", "the definition has"):
        assert each not in shown
    assert shown.count("Not stated") == 0


def test_what_every_lawful_basis_says_is_said_once() -> None:
    shown = section(of_hub().content, 4)
    assert shown.count("held by: Each partner") == 1
    assert shown.index("The same for every lawful basis") < shown.index("held by: Each partner")


def test_what_the_assessment_says_of_necessity_stands_once_under_its_heading() -> None:
    lines = paragraphs(body(of_hub().content))
    said = "No more than needed: The form has no box for history. The hub asks a partner a question and gives no more than finds the record."
    assert [folded(each) for each in lines].count(said) == 1
    assert lines.index("No more than needed, and right", 60) < lines.index(said)


def test_a_level_has_the_ground_that_it_has_in_the_maps() -> None:
    cells = {folded(words(cell)): cell for cell in _cells(of_hub().content, "The risks before the measures")}
    assert cells["High"].find(f"{W}tcPr/{W}shd").get(f"{W}fill") == "F8D7C4"
    assert cells["Possible"].find(f"{W}tcPr/{W}shd") is None


def _cells(content: bytes, caption: str) -> list[etree._Element]:
    found = (each for each in body(content).iter(f"{W}tbl"))
    shown = next(each for each in found if each.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == caption)
    return list(shown.iter(f"{W}tc"))


def test_each_measure_says_whether_it_was_approved() -> None:
    rows = table(of_hub().content, "Measures with owners and dates")
    assert {row[-1] for row in rows[1:]} == {"Yes, 9 November 2026"}
    waiting = table(remade({"approvals.measures_on": None}), "Measures with owners and dates")
    assert {row[-1] for row in waiting[1:]} == {"Not yet"}


def test_the_action_plan_of_the_cnil_has_the_measures_still_to_come() -> None:
    rows = table(of_hub("cnil").content, "Measures still to come")
    assert [row[0] for row in rows] == ["No.", "M6", "M8", "M12"]
    assert rows[2][2:] == ["Head of early help, Northvale Council", "To be done", "31 March 2027"]


@pytest.mark.parametrize("form", FORMS)
def test_the_advice_is_printed_once(form: str) -> None:
    assert (
        text(of_hub(form).content).count("Addresses of people in danger must be shielded before the first case.") == 1
    )


@pytest.mark.parametrize("form", FORMS)
def test_an_event_that_must_be_thought_of_is_told_though_no_risk_is_of_it(form: str) -> None:
    shown = text(of_hub(form).content)
    assert (
        "Disappearance. It is lost or cannot be reached: no risk of this kind is assessed. Reason: Each partner"
        in shown
    )


def test_views_that_no_one_gave_are_not_said_to_be_followed() -> None:
    nobody = {"consultation": None, "approvals.views_by": None}
    rows = {row[0]: row[1:] for row in table(remade(nobody), "Who decided what")}
    assert rows["Consultation reviewed by"] == ["Not applicable", "No one was asked"]
    waiting = {row[0]: row[1:] for row in table(remade({"approvals.views_by": None}), "Who decided what")}
    assert waiting["Consultation reviewed by"] == ["Not stated", "Not stated"]


def test_a_level_judged_lower_by_nobody_does_not_count() -> None:
    lowered = {**HIGH, **AT_HIGH, "risks.0.residual.level": "low"}
    shown = table(remade(lowered), "What the measures do, and what remains")[1][4]
    assert shown.startswith("High (likelihood: Probable; severity: Severe).")
    assert "does not count until it is said who decided that, when and why. Judged: Low." in shown


def test_a_label_stays_with_its_list_and_a_small_table_on_its_page() -> None:
    root = body(of_hub().content)
    label = next(p for p in root.iter(f"{W}p") if folded(words(p)) == "Standards:")
    assert label.find(f"{W}pPr/{W}keepNext") is not None
    *rows, last = _rows(root, "The risks before the measures")
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for row in rows for p in row.iter(f"{W}p"))
    assert all(p.find(f"{W}pPr/{W}keepNext") is None for p in last.iter(f"{W}p"))


def _rows(root: etree._Element, caption: str) -> list[etree._Element]:
    shown = next(
        each for each in root.iter(f"{W}tbl") if each.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == caption
    )
    return list(shown.iter(f"{W}tr"))
