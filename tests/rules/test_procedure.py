"""Near misses of the rules on procedures."""

import re
from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.rules import check
from tests.rules.pages import TODAY, findings, laid_over


def told(fragment: str, root: Path) -> list[str]:
    """Return the codes and messages of the theme with a block laid over."""
    found = (line.partition(" | ")[0].split(" ", 1)[1] for line in findings(fragment, root / "r"))
    return [line for line in found if line.startswith("OPER")]


def without(sections: str, root: Path) -> list[str]:
    """Return what is found where the framework says nothing under some sections."""
    path = laid_over("", root / "r") / "framework" / "protocol.yaml"
    text = re.sub(rf"^(?:{sections}):.*\n(?:[ -].*\n)*", "", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    found = check(open_register(root / "r", on=TODAY))
    return [f"{each.code} {each.place.file}" for each in found if each.code.startswith(("OPER", "TIER006"))]


@pytest.mark.parametrize("section", ["requests", "decisions", "security", "quality"])
def test_of_a_section_that_is_missing_another_rule_tells(section: str, tmp_path: Path) -> None:
    assert without(section, tmp_path) == ["TIER006 hub/protocol.yaml"]


@pytest.mark.parametrize("section", ["requests", "decisions", "security", "quality", "governance"])
def test_a_section_to_be_confirmed_is_no_fault(section: str, tmp_path: Path) -> None:
    assert told(f'{section}: "TBC: the group decides"\n', tmp_path) == []
    assert told(f'# framework/protocol.yaml\n{section}: "TBC: the group decides"\n', tmp_path / "2") == []


def test_what_is_to_be_confirmed_here_may_fill_the_gaps_above(tmp_path: Path) -> None:
    fragment = 'decisions: "TBC: the group decides"\n# framework/protocol.yaml\ndecisions: {made_by: Managers}\n'
    assert told(fragment, tmp_path) == []


def test_a_part_to_be_confirmed_is_no_fault(tmp_path: Path) -> None:
    unknown = '"TBC: the group decides"'
    fragment = (
        f"# framework/protocol.yaml\nrequests: {{to: A, how: B, identity_check: C, answer_within: {unknown}, "
        f"urgent: {unknown}, refusal: D, record_in: E}}\nsecurity: {{access_control: A, people: B, incidents: {unknown}}}\n"
    )
    assert told(fragment, tmp_path) == []


def test_what_is_said_here_is_looked_at_where_it_is_said(tmp_path: Path) -> None:
    fragment = (
        "quality: {checks: Names}\n# framework/protocol.yaml\nquality: {fact_and_opinion: Apart}\nrights: {access: A}\n"
    )
    found = [line.split(" | ")[0] for line in findings(fragment, tmp_path / "r") if " OPER" in line]
    assert [line.split(":")[0] + line[line.index(" ") :] for line in found] == [
        "hub/protocol.yaml OPER007 It is not said how an error is put right with those who received it."
    ]


def test_frameworks_and_community_agreements_leave_procedures_to_those_below(tmp_path: Path) -> None:
    root = laid_over("", tmp_path / "r")
    path = root / "framework" / "protocol.yaml"
    path.write_text(re.sub(r"^  identity_check:.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    codes = [each.code for each in check(open_register(root, ["framework"], on=TODAY))]
    assert "OPER001" not in codes
    assert "OPER001" in [each.code for each in check(open_register(root, on=TODAY))]


@pytest.mark.parametrize(
    ("within", "found"),
    [("72 hours", 0), ("3 days", 0), ("73 hours", 1), ("3 working days", 1), ('"TBC: the board"', 0)],
)
def test_seventy_two_hours(within: str, found: int, tmp_path: Path) -> None:
    fragment = (
        "# framework/protocol.yaml\nsecurity:\n  access_control: A\n  people: B\n"
        f"  incidents: {{report_to: A, within: {within}, regulator: B}}\n"
    )
    assert [line.split()[0] for line in told(fragment, tmp_path)] == ["OPER006"] * found


def test_a_security_section_without_incidents(tmp_path: Path) -> None:
    fragment = "# framework/protocol.yaml\nsecurity: {access_control: A, people: B}\n"
    assert told(fragment, tmp_path) == ["OPER005 Nothing is said about incidents."]


def test_urgent_answers_slower_than_others(tmp_path: Path) -> None:
    fragment = "requests: {answer_within: 2 hours}\n"
    assert told(fragment, tmp_path) == ["OPER003 Urgent requests are answered within 4 hours, others within 2 hours."]


def test_where_a_framework_lacks_the_sections_another_rule_tells(tmp_path: Path) -> None:
    assert [line for line in without("joining_and_leaving|governance", tmp_path) if "OPER010" in line] == []


def test_an_arrangement_that_stands_alone_must_say_what_comes_after(tmp_path: Path) -> None:
    path = laid_over("", tmp_path / "r") / "framework" / "protocol.yaml"
    text = path.read_text("utf-8").replace("tier: framework\n", "tier: community\n")
    path.write_text(
        re.sub(r"^(?:joining_and_leaving|governance):.*\n(?: .*\n)*", "", text, flags=re.MULTILINE), "utf-8"
    )
    found = check(open_register(tmp_path / "r", on=TODAY))
    assert [(each.code, each.place.file) for each in found if each.code == "OPER010"] == [
        ("OPER010", "framework/protocol.yaml")
    ]


def test_a_measure_of_a_purpose_is_enough(tmp_path: Path) -> None:
    purpose = (
        "purposes:\n- {id: find-need, title: Find needs, necessity: A, benefit: B, if_not_shared: C, onward_use: D%s}\n"
        "# framework/protocol.yaml\ngovernance: {disputes: Managers first, return_and_deletion: By schedule}\n"
    )
    assert [line.split()[0] for line in told(purpose % "", tmp_path)] == ["OPER011"]
    assert told(purpose % ", measure: Fewer repeat referrals", tmp_path / "2") == []


ASKED = "# law.yaml\nconsiderations:\n- {id: own, title: Is it heard?, nations: [%s], answered_by: [%s]}\n"


@pytest.mark.parametrize(
    ("nation", "answered_by", "found"),
    [
        ("scotland", "quality.child_views", 0),  # another nation's
        ("england", "quality.child_views", 1),
        ("england", "information.volume", 1),  # in a list: no entry says it
        ("england", "information.needed_because", 0),
        ("england", "duties", 1),
        ("england", "review.every", 0),
    ],
)
def test_considerations(nation: str, answered_by: str, found: int, tmp_path: Path) -> None:
    assert told(ASKED % (nation, answered_by), tmp_path) == ["OPER009 It does not answer “Is it heard?”."] * found


def test_scottish_agreements_answer_the_considerations_of_the_guidance(tmp_path: Path) -> None:
    """A community agreement with flows of its own, and nothing on quality, openness or rights."""
    root = laid_over("jurisdictions: [scotland]\ntier: community\n", tmp_path / "r")
    path = root / "framework" / "protocol.yaml"
    text = re.sub(r"^(?:quality|openness|rights):.*\n(?: .*\n)*", "", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    found = [each.message for each in check(open_register(root, on=TODAY)) if each.code == "OPER009"]
    assert found == [
        "It does not answer “How is the information kept right and fact told from opinion?” and “How are children and "
        "families told and heard and how do they use their rights?”."
    ]
