"""An assessment.yaml is read with its protocol, and the checks see it as they see a protocol."""

import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from istoolkit.cli._changed import touched
from istoolkit.definitions.json_schema import json_schema
from istoolkit.definitions.register import open_register
from istoolkit.definitions.validate import mismatches
from istoolkit.rules import Findings, examine
from tests.assessment.made import HEAD, register
from tests.conftest import REGISTERS, ROOT, TODAY

OLD = "necessity:\n  achieves: It keeps to the Data Protection Act 1998\n"
WAIVER = "  waivers:\n  - {rule: TEXT001, because: It is quoted, by: Data protection officer, until: 2027-03-31}\n"


def test_those_of_the_tiers_above_are_read_too() -> None:
    only = open_register(ROOT / "protocols", ["early-help-hub"])
    assert list(only.assessments) == ["early-help-hub"]
    made = register("# framework/assessment.yaml\n" + HEAD)
    below = open_register(ROOT / "protocols", ["case-meeting"])
    assert list(made.assessments) == ["framework"] and list(below.assessments) == ["case-meeting"]
    assert made.sources["framework/assessment.yaml"] is made.assessments["framework"]


def _of_texts(found: Findings) -> list[tuple[str, str]]:
    """What is found in the texts and waivers of the hub's assessment; what it says of risks is for other tests."""
    there = (each for each in found.live if each.place.file == "hub/assessment.yaml")
    return [(each.code, each.path) for each in there if each.code.startswith(("TEXT", "WAIV"))]


def test_texts_of_an_assessment_are_searched_and_a_finding_is_waived() -> None:
    found = examine(register(assessment=OLD))
    assert _of_texts(found) == [("TEXT001", "necessity.achieves")]
    waived = examine(register(assessment=OLD + WAIVER))
    assert _of_texts(waived) == []
    assert [(each.code, each.path) for each in waived.waived] == [("TEXT001", "necessity.achieves")]


def test_a_waiver_at_the_top_of_an_assessment_holds_for_its_fields() -> None:
    waiver = WAIVER.replace("  waivers:\n  -", "waivers:\n-")
    found = examine(register(assessment=f"conclusion: As the Data Protection Act 1998 has it\n{waiver}"))
    assert [each.path for each in found.waived] == ["conclusion"]
    elsewhere = examine(register(assessment=OLD + waiver))
    assert {code for code, _ in _of_texts(elsewhere)} == {"TEXT001", "WAIV003"}


def test_an_organisation_that_only_an_assessment_names_is_used() -> None:
    organisation = "# organisations.yaml\norganisations:\n- id: panel\n  title: Review panel\n  kind: council\n"
    measure = "measures:\n- {id: look, title: Look, organisation: panel}\n"
    unused = [each.code for each in examine(register(organisation)).live if each.code == "NAME003"]
    used = [each.code for each in examine(register(organisation, measure)).live if each.code == "NAME003"]
    assert (unused, used) == (["NAME003"], [])


def _git(root: Path, *arguments: str) -> None:
    name = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
    subprocess.run(["git", *name, *arguments], cwd=root, check=True, capture_output=True)


def test_a_change_of_an_assessment_touches_its_protocol_and_an_organisation_it_names(protocols: Path) -> None:
    _git(protocols, "init", "-q")
    _git(protocols, "add", ".")
    _git(protocols, "commit", "-q", "-m", "first")
    file = protocols / "case-meeting" / "assessment.yaml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("Nothing is new.", "All of it is old."), "utf-8")
    assert touched(protocols, "HEAD") == {"case-meeting"}
    file.write_text(before.replace("organisation: northvale-council", "organisation: kestrelbridge", 1), "utf-8")
    organisations = protocols / "organisations.yaml"
    organisations.write_text(
        organisations.read_text("utf-8") + "- {id: kestrelbridge, title: Kestrelbridge, kind: company}\n", "utf-8"
    )
    assert touched(protocols, "HEAD") == {"case-meeting"}
    _git(protocols, "commit", "-q", "-a", "-m", "second")
    organisations.write_text(organisations.read_text("utf-8").replace("title: Kestrelbridge,", "title: K,"), "utf-8")
    assert touched(protocols, "HEAD") == {"case-meeting"}


@pytest.mark.parametrize("root", REGISTERS, ids=lambda path: path.name)
def test_editors_take_what_the_toolkit_takes(root: Path) -> None:
    editor = Draft202012Validator(json.loads(json_schema("assessment")))
    there = open_register(root).assessments
    assert len(there) == len(list(root.glob("*/assessment.yaml")))
    for source in there.values():
        assert [each.message for each in editor.iter_errors(source.value)] == []
        assert mismatches("assessment", source.value) == []


def test_the_worked_assessments_have_nothing_to_mend() -> None:
    found = examine(open_register(ROOT / "protocols", on=TODAY))
    assert [each for each in found.live if each.place.file.endswith("assessment.yaml")] == []
