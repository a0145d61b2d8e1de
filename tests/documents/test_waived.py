"""What was waived is in an annex, with the reason, who decided and until when."""

import copy
from dataclasses import replace
from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.documents import isp
from istoolkit.documents.view import Library
from tests.conftest import ROOT, TODAY
from tests.documents import assessments
from tests.documents.conftest import template
from tests.documents.reading import text
from tests.rules.pages import laid_over

BESIDE = """storage:
- held_by: [council, supplier]
  information: all
  where: In the case system
  asset: case-system
  access: Hub staff
  disposal: Deleted from the system and its backups
  waivers:
  - {rule: TIER007, because: The schedule is being written, by: Data protection officer, until: 2027-03-31}
waivers:
- {rule: TIER006, because: The pilot has no review yet, by: Steering group, until: 2027-01-31}
# framework/protocol.yaml
waivers:
- {rule: TIER006, because: The group meets in May, by: Chief executive, until: 2027-05-31}
# organisations.yaml
organisations:
- id: charity
  title: Lanternway
  kind: charity
  waivers:
  - {rule: POST009, because: It is exempt as a small charity, by: Its trustees, until: 2027-12-31}
- id: council
  title: Northvale Council
  kind: council
  waivers:
  - {rule: POST009, because: The register is being mended, by: Director of law, until: 2027-12-31}
"""


def shown(folder: Path, protocol: str, fragment: str = BESIDE) -> list[str]:
    register = open_register(laid_over(fragment, folder))
    content = isp.build(Library(register), register.protocols[protocol], template())
    lines = text(content).splitlines()
    start = lines.index("Findings that were waived")
    return lines[start : start + 40]


def test_each_waiver_is_in_the_annex_with_its_place_and_reason(tmp_path: Path) -> None:
    lines = shown(tmp_path / "r", "hub")
    rows = [lines[i : i + 5] for i, line in enumerate(lines) if line.startswith(("Storage", "The protocol", "Organis"))]
    assert rows[0] == [
        "Storage and retention (number 1)",
        "No retention period (rule TIER007)",
        "The schedule is being written",
        "Data protection officer",
        "31 March 2027",
    ]
    assert rows[1][0] == "The protocol as a whole" and rows[1][2] == "The pilot has no review yet"
    assert rows[2][0] == "The protocol as a whole (framework)" and rows[2][2] == "The group meets in May"
    assert rows[3][0] == "Organisations (Northvale Council)" and rows[3][3] == "Director of law"


def test_those_of_organisations_that_take_no_part_are_left_out(tmp_path: Path) -> None:
    assert "It is exempt as a small charity" in " ".join(shown(tmp_path / "a", "framework"))
    alone = BESIDE.replace(
        "# framework/protocol.yaml\n", "# framework/protocol.yaml\nparties: [{organisation: council}]\n"
    )
    assert "It is exempt as a small charity" not in " ".join(shown(tmp_path / "b", "hub", alone))


def test_without_waivers_there_is_no_annex(tmp_path: Path) -> None:
    register = open_register(laid_over("", tmp_path / "r"))
    content = isp.build(Library(register), register.protocols["hub"], template())
    assert "Exceptions that were agreed" not in text(content) and "Findings that were waived" not in text(content)


@pytest.mark.parametrize("form", ["ico", "cnil", "iso-29134"])
def test_those_of_an_assessment_are_in_its_own_annex(form: str) -> None:
    register = open_register(ROOT / "tests" / "cases" / "every-field", on=TODAY)
    protocol = register.protocols["every-field"]
    source = register.assessments[protocol.id]
    first = {
        "rule": "ASMT010",
        "because": "The meeting is in May",
        "by": "Data protection officer",
        "until": "2027-12-31",
    }
    value = copy.deepcopy(source.value)
    value["risks"][0]["waivers"] = [first]
    changed = replace(register, assessments={protocol.id: replace(source, value=value, text=f"{source.text}# waivers")})
    content = assessments.build(Library(changed), protocol, form)
    lines = text(content).splitlines()
    start = lines.index("Findings that were waived")
    shown = lines[start + 6 : start + 11]
    assert shown[0] == f"Risks ({value['risks'][0]['title']})" and shown[2:] == [
        "The meeting is in May",
        "Data protection officer",
        "31 December 2027",
    ]
