"""What parents and young people read of an assessment: short, plain, and without what would help an attacker."""

import re
from dataclasses import replace

import pytest

from istoolkit.documents.view import Library
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


def test_each_risk_stands_with_what_is_done_and_how_great_it_is_before_and_after() -> None:
    found = rows(hub().content)
    assert found[0] == ["What could go wrong", "What we do about it", "If we did nothing", "With all this in place"]
    assert len(found) == 1 + len(hub().data["risks"])
    named = {row[0]: row[1:] for row in found}
    assert named["Someone who fled from violence is found through the hub"] == [
        "Addresses of people in danger are marked in the case system and left out of every outcome",
        "High",
        "Low",
    ]


def test_a_measure_that_is_not_in_place_is_told_to_be_so() -> None:
    supplier = next(row for row in rows(hub().content) if row[0].startswith("The supplier"))
    assert "stolen credentials do not open the system (not in place yet)" in supplier[1]


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
