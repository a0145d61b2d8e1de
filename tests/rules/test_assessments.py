"""Near misses of the rules on impact assessments."""

import datetime
import re
from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.rules import check
from tests.rules.pages import ASSESSED, TODAY, findings, laid_over

FIRST = '- {version: "1.0", date: 2026-11-02, summary: First version}\n'


def assessed(fragment: str, root: Path) -> list[str]:
    """Return the codes and messages of the theme with a block laid over."""
    found = (line.partition(" | ")[0].split(" ", 1)[1] for line in findings(fragment, root / "r"))
    return [line for line in found if line.startswith("ASMT")]


def without(fragment: str, root: Path, day: datetime.date | None = TODAY) -> list[str]:
    """Return what is found where the arrangement names no assessment."""
    root.mkdir(exist_ok=True)
    path = laid_over(fragment, root / "r", ASSESSED) / "hub" / "protocol.yaml"
    path.write_text(
        re.sub(r"^impact_assessments:\n(- .*\n)+", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
    found = check(open_register(root / "r", on=day))
    return [f"{each.place.file}:{each.place.line} {each.message}" for each in found if each.code == "ASMT001"]


def assessment(**said: str) -> str:
    usual = {
        "title": "Hub",
        "owner": "council",
        "date": "2026-11-02",
        "version": "'1.0'",
        "state": "Approved",
        "where": "Asked",
    }
    fields = ", ".join(f"{key}: {value}" for key, value in {**usual, **said}.items() if value)
    return f"impact_assessments:\n- {{{fields}}}\n"


def test_an_arrangement_that_names_none(tmp_path: Path) -> None:
    assert without("", tmp_path) == [
        "hub/protocol.yaml:5 No impact assessment is named, though controllers share special category and criminal offence "
        "information and some of the people are vulnerable."
    ]


def test_one_named_above_counts(tmp_path: Path) -> None:
    assert without("# framework/protocol.yaml\n" + assessment(), tmp_path) == []


PLAIN = (
    "people:\n- {id: children, title: Tenants}\n"
    "information:\n- {id: identity, title: Name, of: children, kind: personal, needed_because: To know}\n"
    "- {id: health-needs, title: Road, of: children, kind: personal, needed_because: To know}\n"
    "- {id: offending, title: Rent, of: children, kind: personal, needed_because: To know}\n"
)


def test_ordinary_information_about_adults_needs_none(tmp_path: Path) -> None:
    flow = "{id: look, title: Look, from: trust, to: council, information: identity, purpose: find-need}"
    assert without(f"{PLAIN}flows:\n- {flow}\n", tmp_path) == []


def test_what_the_screening_requires_for_another_reason(tmp_path: Path) -> None:
    assert without(PLAIN, tmp_path / "1") == []
    matched = "circumstances:\n- {id: concern, title: Concern, when: Records are matched, consent: sought}\n"
    assert without(PLAIN + matched, tmp_path / "2") == [
        "hub/protocol.yaml:5 No impact assessment is named, though the screening requires one (The Information "
        "Commissioner's list requires one: matching data from several sources)."
    ]


def test_an_assessment_that_lies_beside_a_protocol_counts(tmp_path: Path) -> None:
    assert without("# hub/assessment.yaml\nreference: X\n", tmp_path / "1") == []
    assert without("# framework/assessment.yaml\nversion: '1.0'\nof_version: '1.0'\n", tmp_path / "2") == []


def test_what_goes_to_a_processor_only_is_not_shared_between_controllers(tmp_path: Path) -> None:
    flow = "{id: hosting, title: Hosting, from: council, to: supplier, information: all, purpose: find-need}"
    assert without(f"flows:\n- {flow}\n", tmp_path) == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("transfer: {country: Norway, safeguard: Adequacy regulations}", "information goes abroad"),
        ("how: direct-access", "one looks into another's system"),
    ],
)
def test_other_marks_of_a_high_risk(more: str, words: str, tmp_path: Path) -> None:
    flow = f"{{id: look, title: Look, from: trust, to: council, information: identity, purpose: find-need, {more}}}"
    assert without(f"{PLAIN}flows:\n- {flow}\n", tmp_path) == [
        f"hub/protocol.yaml:5 No impact assessment is named, though {words}."
    ]


def test_assessments_to_be_confirmed_are_no_fault(tmp_path: Path) -> None:
    assert assessed('impact_assessments: "TBC: the officer is asked"\n', tmp_path) == []
    assert assessed(assessment(date='"TBC: asked"', state='"TBC: asked"', where='"TBC: asked"'), tmp_path / "2") == []


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("Draft", 1),
        ("In progress", 1),
        ("Not yet approved", 1),
        ("Awaiting the data protection officer", 1),
        ("Approved. Awaiting publication", 0),
        ("Signed off", 0),
        ("Kept up to date by the owner", 0),
    ],
)
def test_states_of_an_assessment(state: str, found: int, tmp_path: Path) -> None:
    assert [line.split()[0] for line in assessed(assessment(state=state), tmp_path)] == ["ASMT004"] * found


def test_before_the_first_day_an_assessment_may_be_under_way(tmp_path: Path) -> None:
    assert assessed("in_force: 2026-12-02\n" + assessment(state="In progress", date="", version=""), tmp_path) == []


@pytest.mark.parametrize(
    ("made", "changes", "code"),
    [
        ("2026-11-02", '- {version: "2.0", date: 2026-11-20, summary: Health joins}\n' + FIRST, ["ASMT003"]),
        ("2026-11-18", '- {version: "2.0", date: 2026-11-20, summary: Health joins}\n' + FIRST, []),  # made for 2.0
        ("2026-11-21", '- {version: "2.0", date: 2026-11-20, summary: Health joins}\n' + FIRST, []),
        ("2026-04-01", FIRST, []),  # half a year ahead of the first version
        ("2026-11-02", '- {version: "1.1", date: 2026-11-20, summary: Health joins}\n' + FIRST, ["ASMT006"]),
        ("2026-11-02", '- {version: "1.1", date: 2026-11-20, summary: Review without any changes}\n' + FIRST, []),
        ("2026-11-02", '- {version: "1.1", date: "TBC: asked", summary: Health joins}\n' + FIRST, []),
        ("2026-10-02", FIRST + '- {version: "0.9", date: 2026-10-02, summary: For comment}\n', []),
    ],
)
def test_which_version_an_assessment_was_made_for(made: str, changes: str, code: list[str], tmp_path: Path) -> None:
    number = changes.split('"')[1]
    fragment = f"version: '{number}'\nchanges:\n{changes}{assessment(date=made)}"
    assert [line.split()[0] for line in assessed(fragment, tmp_path)] == code


def test_an_assessment_beside_a_protocol_says_itself_which_version_it_is_of(tmp_path: Path) -> None:
    changes = '- {version: "2.0", date: 2026-11-20, summary: Health joins}\n' + FIRST
    fragment = f"version: '2.0'\nchanges:\n{changes}# hub/assessment.yaml\n"
    assert [line.split()[0] for line in assessed(fragment + "of_version: '1.0'\n", tmp_path)] == ["ASMT042"]
    assert assessed(fragment + "of_version: '2.0.0'\n", tmp_path / "2") == []


def test_an_assessment_long_before_an_edition_was_made_for_the_one_before(tmp_path: Path) -> None:
    changes = (
        '- {version: "2.0", date: 2026-11-20, summary: Health joins.}\n'
        '- {version: "1.0", date: 2025-01-02, summary: First version}\n'
    )
    assert assessed(f"version: '2.0'\nchanges:\n{changes}{assessment(date='2025-02-03')}", tmp_path) == [
        "ASMT003 “Hub” of 3 February 2025 was made for version 1.0. Version 2.0 changed the protocol since: Health joins."
    ]


def test_the_newest_of_several_assessments_counts(tmp_path: Path) -> None:
    changes = 'version: "2.0"\nchanges:\n- {version: "2.0", date: 2026-11-20, summary: Health joins}\n' + FIRST
    both = assessment() + assessment(title="System", date="2026-11-21").partition("\n")[2]
    assert assessed(changes + both, tmp_path) == []


def test_an_assessment_after_the_first_day_may_be_for_a_later_version(tmp_path: Path) -> None:
    late = assessment(date="2026-12-14")
    later = 'version: "1.1"\nchanges:\n- {version: "1.1", date: 2026-12-20, summary: Health joins}\n' + FIRST
    assert [line.split()[0] for line in assessed(late, tmp_path)] == ["ASMT007"]
    assert assessed(later + late, tmp_path / "2") == []
    assert assessed("in_force: 2026-12-14\n" + late, tmp_path / "3") == []


@pytest.mark.parametrize("state", ["Approved with no high residual risk", "Approved. The residual risk is low."])
def test_a_risk_that_does_not_remain(state: str, tmp_path: Path) -> None:
    assert assessed(assessment(state=state), tmp_path) == []
