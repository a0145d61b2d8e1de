"""What parents and young people read of an assessment: short, plain, and without what would help an attacker."""

import re
from dataclasses import replace

import pytest
from lxml import etree

from istoolkit.documents.public_summary_risks import NOT_NAMED
from istoolkit.documents.public_summary_view import name_for_people, public_view
from istoolkit.documents.view import Library
from istoolkit.documents.word.package import unpack
from istoolkit.reading_age import reading_of
from istoolkit.rules.reading_age import LIMITS
from tests.assessment.made import register
from tests.conftest import ROOT
from tests.documents.assessments import Assessment, build, library, made
from tests.documents.reading import W, body, folded, paragraphs, style, text, words


def hub() -> Assessment:
    return made(ROOT / "protocols", "early-help-hub", "public")


def remade(**changes: object) -> bytes:
    register = hub().register
    source = replace(register.assessments["early-help-hub"], value={**hub().data, **changes})
    other = replace(register, assessments={**register.assessments, "early-help-hub": source})
    return build(Library(other), other.protocols["early-help-hub"], "public")


def rows(content: bytes) -> list[list[str]]:
    (found,) = body(content).iter(f"{W}tbl")
    return [[folded(words(cell)) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")]


def test_it_begins_with_the_words_written_for_the_public() -> None:
    shown = paragraphs(body(hub().content))
    first = next(words for words in shown if words.startswith("We looked at"))
    assert first == folded(hub().data["public_summary"]["text"])
    assert shown.index(first) < shown.index("What is shared, and why")


def test_it_says_what_is_shared_who_takes_part_and_what_is_not_shared() -> None:
    shown = text(hub().content)
    assert "Name, date of birth, address and telephone number" in shown
    assert "Notes of counselling sessions" in shown
    taking_part = next(line for line in shown.splitlines() if line.startswith("“We” are:"))
    assert "Northvale Police, " in taking_part
    assert (
        "Lanternway Family Support (from 1 February 2027)" in taking_part
    )  # and nobody reads that it takes part already
    assert "Quillhaven Software" not in taking_part  # a supplier that works for the partners does not take part


def in_plain_words(kind: str) -> list[str]:
    return [each["public"] for each in hub().data[kind] if "public" in each]


def test_each_risk_in_words_for_the_public_stands_with_what_is_done_and_its_levels_in_words() -> None:
    found = rows(hub().content)
    assert found[0] == [
        "What could go wrong",
        "What we do about it",
        "If we did nothing",
        "With all that we do in place",
    ]
    named = {row[0]: row[1:] for row in found[1:]}
    assert list(named) == in_plain_words("risks")
    assert named["You no longer dare to tell a teacher or a doctor what troubles you"] == [
        "You are asked before we bring in another service. You can read what we put together, and say if it is wrong.",
        "High How likely: probable How bad: significant",
        "Medium How likely: possible How bad: significant",
    ]


def test_no_other_risk_or_measure_is_named() -> None:
    """Neither the officers' words for what is named, nor what has no words for the public."""
    assert 0 < len(in_plain_words("risks")) < len(hub().data["risks"])
    assert 0 < len(in_plain_words("measures")) < len(hub().data["measures"])
    shown = text(hub().content)
    titles = [each["title"] for kind in ("risks", "measures") for each in hub().data[kind]]
    assert [each for each in titles if each in shown] == []
    assert "Here are some of them in plain words." in shown


def without_words() -> bytes:
    """The hub's summary where nothing has words for the public."""
    bare = {
        kind: [{k: v for k, v in each.items() if k != "public"} for each in hub().data[kind]]
        for kind in ("risks", "measures")
    }
    return remade(**bare)


def test_where_no_risk_has_words_for_the_public_how_high_they_are_is_told_without_a_list() -> None:
    assert list(body(without_words()).iter(f"{W}tbl")) == []
    shown = text(without_words())
    assert "We found 9 things. If we did nothing, 4 would be high and 5 medium." in shown
    assert "With all that we do in place, 2 would be medium and 7 low. None would then stay high." in shown
    assert "They are not listed here. They are in the full assessment." in shown


def test_a_measure_that_has_no_words_for_the_public_is_not_named_beside_its_risk() -> None:
    bare = [{k: v for k, v in each.items() if k != "public"} for each in hub().data["measures"]]
    assert {row[1] for row in rows(remade(measures=bare))[1:]} == {f"{NOT_NAMED}."}


def test_what_is_withheld_is_told_as_it_is_written_and_changes_nothing_else() -> None:
    said = {**hub().data["public_summary"], "withheld": "Names of parents"}
    shown = remade(public_summary=said)
    assert "Left out of this summary: Names of parents" in text(shown)
    assert rows(shown) == rows(hub().content)


def test_what_is_not_in_place_yet_is_not_told() -> None:
    """Neither which measures nor how many: the summary is as if those to come had no words for the public."""
    measures = hub().data["measures"]
    assert any(each["state"] != "in-place" and "public" in each for each in measures)
    silent = [{k: v for k, v in each.items() if k != "public" or each["state"] == "in-place"} for each in measures]
    done = [{**each, "state": "in-place"} for each in silent]
    assert text(remade(measures=done)) == text(hub().content)
    assert "still to come" not in text(hub().content)


def test_the_words_of_a_measure_stand_there_only_once_it_is_in_place() -> None:
    measures = [{k: v for k, v in each.items() if k != "done"} for each in hub().data["measures"]]
    to_do = [{**each, "state": "to-do"} for each in measures]
    assert {row[1] for row in rows(remade(measures=to_do))[1:]} == {f"{NOT_NAMED}."}


def test_a_smallest_risk_that_is_rated_once_is_finished() -> None:
    small = {"id": "late", "title": "Late", "public": "You wait", "likelihood": "remote", "severity": "minimal"}
    content = remade(risks=[*hub().data["risks"], small])
    assert "We have not finished" not in text(content)
    assert rows(content)[-1] == ["You wait", f"{NOT_NAMED}.", *["Low How likely: remote How bad: minimal"] * 2]


def test_risks_that_are_not_rated_are_not_listed() -> None:
    unrated = [{k: v for k, v in each.items() if k != "likelihood"} for each in hub().data["risks"]]
    shown = remade(risks=unrated)
    assert list(body(shown).iter(f"{W}tbl")) == []
    assert "We found 9 things. We have not finished working out how likely and how bad they are." in text(shown)
    assert "Not rated" not in text(shown)


def edges(content: bytes) -> tuple[str, str]:
    """What stands at the head and at the foot of each page."""
    found = unpack(content)
    head, foot = (etree.fromstring(found[f"word/{name}1.xml"]) for name in ("header", "footer"))
    return folded(words(head)), folded(words(foot))


def test_the_summary_has_no_marking_and_says_who_cleared_it() -> None:
    head, foot = edges(hub().content)
    assert foot.startswith("Cleared for publication by Head of early help, 10 November 2026")
    assert head == "Early help hub: summary for the public"
    meeting = made(ROOT / "protocols", "case-meeting", "public")
    assert meeting.protocol.data["marking"] == "OFFICIAL-SENSITIVE"
    assert "OFFICIAL" not in "".join(edges(meeting.content)) + text(meeting.content)


@pytest.mark.parametrize(
    "changes",
    [
        {"public_summary": {"text": "We looked."}},
        {"public_summary": {"text": "We looked.", "cleared_by": "Head of early help"}},
        {"public_summary": {"text": "We looked.", "cleared_by": "Nobody", "cleared_on": "2026-11-16"}},
        {"public_summary": {"text": "We looked.", "cleared_by": "Head", "cleared_on": "2026-12-02"}},
        {
            "public_summary": {"text": "We looked.", "cleared_by": "Head", "cleared_on": "2026-11-06"},
            "date": "2026-11-05",
        },
        {"date": "2026-11-17"},
        {"approvals": {}},
    ],
    ids=[
        "not cleared",
        "without a day",
        "by nobody",
        "not yet",
        "before the approvals",
        "written anew since",
        "not approved",
    ],
)
def test_until_it_is_cleared_each_page_says_that_it_is_not_for_publication(changes: dict[str, object]) -> None:
    content = remade(**changes)
    head, foot = edges(content)
    assert head.endswith("NOT FOR PUBLICATION")
    assert foot.startswith("Not for publication until it is cleared")
    assert "Not for publication until it is cleared." in text(content)


def test_it_says_for_whom_it_is_as_the_people_it_is_about() -> None:
    assert "Early help hub: a summary for parents, carers and young people" in text(hub().content)
    for folder, name in (
        ("protocols", "case-meeting"),
        ("tests/cases/drug-resistant-tb-registry", "drug-resistant-tb-registry"),
    ):
        shown = text(made(ROOT / folder, name, "public").content)
        assert "a summary for the people it is about" in shown and "young people" not in shown


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Early help hub operational arrangement", "Early help hub"),
        ("Early help and safeguarding information community agreement", "Early help and safeguarding information"),
        ("Multi-agency safeguarding hub information sharing agreement", "Multi-agency safeguarding hub"),
        ("Registry of contacts", "Registry of contacts"),
        ("Barnet sharing protocol", "Barnet sharing protocol"),
        ("Emberley's protocol", "Emberley's protocol"),
    ],
)
def test_its_name_is_without_the_words_of_officers(title: str, name: str) -> None:
    assert name_for_people(title) == name


def test_it_says_why_the_law_lets_us_how_long_it_is_kept_and_when_people_are_not_asked_or_told() -> None:
    shown = text(hub().content)
    for said in (
        "It is part of our public task.",
        "The council keeps that for 6 years after your case is closed.",
        "You can say no.",
        "If telling you would put a child in danger, we may not tell you.",
        "The firm Quillhaven Software runs the computer system.",
        "Who accepted the risk that is left: Senior information risk owner, on 9 November 2026",
    ):
        assert said in shown


def test_what_may_be_shared_is_a_list_and_says_what_is_left_out() -> None:
    bullets = [words(p) for p in body(hub().content).iter(f"{W}p") if style(p) == "ListBullet"]
    assert "Name, date of birth, address and telephone number" in bullets
    assert "Notes of counselling sessions" in bullets
    health = "Health and disability, as far as they bear on the support needed"
    assert f"{health} (not: Full medical records; Test results that do not change the support)" in bullets


def test_details_that_would_help_an_attacker_are_left_out() -> None:
    shown = text(hub().content)
    described = [each["description"] for each in hub().data["measures"] if "description" in each]
    threats = [threat for risk in hub().data["risks"] for threat in risk["threats"]]
    assert described and threats
    assert [each for each in [*described, *threats] if each in shown] == []
    assert "Early help hub manager" not in shown
    assert "Left out of this summary: Details of security are left out" in shown


def test_it_says_what_people_were_asked_what_they_can_do_and_when_it_is_looked_at_again() -> None:
    shown = text(hub().content)
    assert "What they said: They want to know who sees what." in shown
    assert "Ask the hub at hub@northvale.example" in shown
    assert "You can complain to the data protection officer" in shown
    assert "You can also complain to the Information Commissioner (ico.org.uk, 0303 123 1113)." in shown
    assert "We look at the risks again on 9 May 2027, or sooner if something changes." in shown


def test_why_people_were_not_asked_is_told() -> None:
    shown = text(remade(consultation={"people": {"not_asked_because": "Asking would warn suspects"}}))
    assert "We did not ask people before we began." in shown and "Why not: Asking would warn suspects" in shown


def test_a_high_risk_that_remains_is_told_in_plain_words() -> None:
    high = {"likelihood": "probable", "severity": "severe"}
    risks = [{**hub().data["risks"][0], "residual": high}, *hub().data["risks"][1:]]
    shown = text(remade(risks=risks))
    assert "We must ask the Commissioner before we begin." in shown
    assert shown.startswith("DRAFT. The assessment is not approved yet.")
    assert "We must ask the Commissioner" not in text(hub().content)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"sent": "TBC: the officer will ask"}, "We must ask the Commissioner before we begin."),
        (
            {"sent": "2026-11-10"},
            "We asked the Commissioner on 10 November 2026. We wait for the answer before we begin.",
        ),
        ({"sent": "2026-11-10", "outcome": "may-proceed"}, "The Commissioner answered that we may begin."),
        (
            {"sent": "2026-11-10", "outcome": "with-conditions"},
            "The Commissioner answered that we may begin, on conditions.",
        ),
        ({"sent": "2026-11-10", "outcome": "may-not-proceed"}, "The Commissioner answered that we may not begin."),
    ],
)
def test_where_the_question_to_the_commissioner_stands_is_told(said: dict[str, str], told: str) -> None:
    high = {"likelihood": "probable", "severity": "severe"}
    risks = [{**hub().data["risks"][0], "residual": high}, *hub().data["risks"][1:]]
    shown = text(remade(risks=risks, ico_consultation=said))
    assert told in shown
    assert ("We must ask the Commissioner" in shown) == told.startswith("We must")


def test_people_who_were_asked_and_have_not_answered_are_named() -> None:
    shown = text(remade(consultation={"people": {"asked": "Twelve parents"}}))
    assert "Whom we asked: Twelve parents" in shown and "It is not written yet whether" not in shown


def test_that_no_assessment_is_needed_is_told_with_the_reason_and_who_decided() -> None:
    said = {"not_needed_because": "The council's covers it", "decided_by": "Senior information risk owner"}
    shown = text(remade(risks=[], screening=said))
    assert "Why not: The council's covers it" in shown and "Who decided: Senior information risk owner" in shown
    assert "No one has looked at the risks yet." not in shown
    pending = text(remade(risks=[], screening={"not_needed_because": "TBC: the officer is asked"}))
    assert "No one has looked at the risks yet." in pending


def test_it_says_of_which_version_it_is_and_is_a_draft_where_the_protocol_has_moved_on() -> None:
    assert "This summary is of: version 1.0 of “Early help hub operational arrangement”" in text(hub().content)
    shown = text(remade(of_version="0.9"))
    assert shown.startswith("DRAFT. Approved for version 0.9; the protocol is at version 1.0.")
    assert "This summary is of: version 0.9 of “Early help hub operational arrangement”" in shown


def test_what_an_item_leaves_out_is_told() -> None:
    made_of = made(ROOT / "tests" / "cases" / "every-field", "every-field", "public")
    left_out = [each["excludes"] for each in made_of.protocol.data["information"] if "excludes" in each]
    shown = text(made_of.content)
    assert left_out
    assert all(folded(each) in shown for several in left_out for each in several)


def test_a_right_to_object_is_not_promised_where_the_law_has_none() -> None:
    assert "In many cases you can object" in text(hub().content)
    police = "lawfulness:\n- {id: a, parties: police, purposes: find-need, regime: law-enforcement, part_3: task}\n"
    both = f"{police}- {{id: b, parties: council, purposes: find-need, article_6: [public-task]}}\n"
    for fragment, promised in ((police, False), (both, True)):
        other = register(fragment)
        shown = text(build(Library(other), other.protocols["hub"], "public"))
        assert ("In many cases you can object" in shown) == promised


def test_without_an_assessment_it_follows_from_the_protocol_and_says_so() -> None:
    shown = text(made(ROOT / "protocols", "concern-sharing", "public").content)
    assert shown.startswith("No one has written the assessment yet.")
    assert "No one has looked at the risks yet." in shown
    assert "It is not written yet whether people were asked." in shown


@pytest.mark.parametrize("name", sorted(library(ROOT / "protocols").register.protocols))
def test_our_own_sentences_are_short(name: str) -> None:
    """No sentence of the template's own has more than 20 words. What the guides say has tests of its own."""
    shown = made(ROOT / "protocols", name, "public")
    public = public_view(shown.register, shown.protocol)
    guide = {
        folded(each.words)
        for each in (*public.who, *public.questions, *(p for part in public.parts for p in part.passages))
    }
    found = list(body(shown.content).iter(f"{W}p"))
    ours = [words(p) for p in found if not list(p.iter(f"{W}sdt")) and style(p) in ("BodyText", "Draft", "Keep")]
    ours = [each for each in ours if folded(each) not in guide]
    assert len(ours) >= 3
    long = [each for line in ours for each in re.split(r"(?<=[.:])\s", line) if len(each.split()) > 20]
    assert long == []


@pytest.mark.parametrize("name", ["early-help-hub", "case-meeting"])
def test_it_can_be_read_by_those_who_can_read_the_guide_for_families(name: str) -> None:
    found = paragraphs(body(made(ROOT / "protocols", name, "public").content))
    reading = reading_of("\n\n".join(found))
    assert reading is not None and reading.age <= LIMITS["families"], (reading.longest, reading.hardest)


def test_the_same_definition_gives_the_same_bytes() -> None:
    assert remade() == hub().content
