"""What parents and young people read of an assessment: short, plain, and without what would help an attacker."""

import re
from dataclasses import replace

import pytest

from istoolkit.documents.view import Library
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
    assert shown.index(first) < shown.index("What is shared, why, and who takes part")


def test_it_says_what_is_shared_who_takes_part_and_what_is_not_shared() -> None:
    shown = text(hub().content)
    assert "Name, date of birth, address and telephone number" in shown
    assert "Notes of counselling sessions" in shown
    assert "Northvale Police" in shown
    assert "Quillhaven Software" not in shown  # a supplier that works for the partners does not take part


def without_secrets() -> bytes:
    """The hub's summary where nothing is withheld."""
    return remade(public_summary={"text": "We looked at what could go wrong."})


def test_each_risk_stands_with_what_is_done_and_how_great_it_is_before_and_after() -> None:
    found = rows(without_secrets())
    assert found[0] == ["What could go wrong", "What we do about it", "If we did nothing", "With all that we do"]
    assert len(found) == 1 + len(hub().data["risks"])
    named = {row[0]: row[1:] for row in found}
    assert named["Someone who fled from violence is found through the hub"] == [
        "Addresses of people in danger are marked in the case system and left out of every outcome",
        "High",
        "Low",
    ]


def test_where_something_is_withheld_no_measure_is_named() -> None:
    found = rows(hub().content)
    assert found[0] == ["What could go wrong", "If we did nothing", "With all that we do"]
    assert len(found) == 1 + len(hub().data["risks"])
    assert ["Someone who fled from violence is found through the hub", "High", "Low"] in found
    shown = text(hub().content)
    assert [each["title"] for each in hub().data["measures"] if each["title"] in shown] == []
    assert "What we do about it is in the full assessment." in shown


def test_how_many_measures_are_to_come_is_told_but_not_which() -> None:
    later = [each for each in hub().data["measures"] if each["state"] != "in-place"]
    for content in (hub().content, without_secrets()):
        told = f"Not all that we do is in place yet: {len(later)} of {len(hub().data['measures'])} are still to come."
        assert told in text(content) and "not in place" not in text(content)
    done = [{**each, "state": "in-place"} for each in hub().data["measures"]]
    assert "still to come" not in text(remade(measures=done))
    assert f"1 of {len(done)} is still to come." in text(remade(measures=[*done[1:], {**done[0], "state": "begun"}]))


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
    assert "To complain: The data protection officer of any partner" in shown
    assert "Questions: sharing@northvale.example, sharing.northvale.example" in shown
    assert "ico.org.uk" in shown
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
    assert "This summary is of: version 1.0 of the protocol" in text(hub().content)
    shown = text(remade(of_version="0.9"))
    assert shown.startswith("DRAFT. Approved for version 0.9; the protocol is at version 1.0.")
    assert "This summary is of: version 0.9 of the protocol" in shown


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
    """No sentence of the template's own has more than 20 words."""
    found = list(body(made(ROOT / "protocols", name, "public").content).iter(f"{W}p"))
    ours = [words(p) for p in found if not list(p.iter(f"{W}sdt")) and style(p) in ("BodyText", "Draft", "Keep")]
    assert len(ours) >= 3
    long = [each for line in ours for each in re.split(r"(?<=[.:])\s", line) if len(each.split()) > 20]
    assert long == []


def test_the_same_definition_gives_the_same_bytes() -> None:
    assert remade() == hub().content
