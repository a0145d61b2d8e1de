"""Waivers: what each waives, what it does not, and that nothing is waived in silence."""

import datetime
from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.rules import examine
from tests.rules.pages import laid_over

STORE = """storage:
- held_by: [council, supplier]
  information: all
  where: In the case system
  asset: case-system
  in: United Kingdom
  access: Hub staff
  disposal: Deleted from the system and its backups
"""
WAIVER = "{rule: TIER007, because: The schedule is being written, by: Data protection officer, until: 2027-03-31}"


def found(fragment: str, root: Path, on: datetime.date | None = None) -> tuple[list[str], list[str]]:
    """The codes of what is found, and of what is waived."""
    result = examine(open_register(laid_over(fragment, root), on=on))
    return [each.code for each in result.live], [each.code for each in result.waived]


def test_a_waiver_beside_the_entry_waives_the_finding(tmp_path: Path) -> None:
    root = laid_over(f"{STORE}  waivers:\n  - {WAIVER}\n", tmp_path / "r")
    result = examine(open_register(root))
    assert [each.code for each in result.live] == []
    assert [(each.code, each.path) for each in result.waived] == [("TIER007", "storage[0]")]
    waiver = result.waived[0].waiver
    assert waiver is not None
    assert (waiver.because, waiver.by, waiver.until) == (
        "The schedule is being written",
        "Data protection officer",
        "2027-03-31",
    )
    lines = (root / "hub" / "protocol.yaml").read_text("utf-8").splitlines()
    assert lines[waiver.place.line - 1].strip() == f"- {WAIVER}"


@pytest.mark.parametrize(
    "fragment",
    [
        f"{STORE}waivers:\n- {WAIVER}\n",
        f"{STORE}  retention:\n    review: Each year\n    waivers:\n    - {WAIVER}\n",
        f"{STORE}quality:\n  checks: Names\n  corrections: Told\n  waivers:\n  - {WAIVER}\n",
    ],
    ids=["at the top of the protocol", "deeper than the finding", "in another section"],
)
def test_a_waiver_elsewhere_waives_nothing_and_is_told_of(fragment: str, tmp_path: Path) -> None:
    live, waived = found(fragment, tmp_path / "r")
    assert "TIER007" in live and "WAIV003" in live
    assert waived == []


def test_at_the_top_it_waives_what_is_said_of_the_protocol_as_a_whole(tmp_path: Path) -> None:
    fragment = f"changes:\n- {{version: '0.9', date: 2026-11-02, summary: First}}\nwaivers:\n- {WAIVER.replace('TIER007', 'DATE001')}\n"
    live, waived = found(fragment, tmp_path / "r")
    assert (live, waived) == ([], ["DATE001"])


def test_it_holds_on_its_last_day_and_not_after(tmp_path: Path) -> None:
    fragment = f"{STORE}  waivers:\n  - {WAIVER}\n"
    assert found(fragment, tmp_path / "a", datetime.date(2027, 3, 31))[1] == ["TIER007"]
    live, waived = found(fragment, tmp_path / "b", datetime.date(2027, 4, 1))
    assert waived == []
    assert {"TIER007", "WAIV002"} <= set(live) and "WAIV003" not in live


def test_a_waiver_of_another_rule_waives_nothing(tmp_path: Path) -> None:
    live, waived = found(f"{STORE}  waivers:\n  - {WAIVER.replace('TIER007', 'TIER008')}\n", tmp_path / "r")
    assert (live, waived) == (["TIER007", "WAIV003"], [])


@pytest.mark.parametrize("code", ["FORM001", "READ005", "WAIV003"])
def test_the_form_of_a_file_and_waivers_themselves_cannot_be_waived(code: str, tmp_path: Path) -> None:
    register = open_register(laid_over(f"{STORE}  waivers:\n  - {WAIVER.replace('TIER007', code)}\n", tmp_path / "r"))
    messages = [each.message for each in examine(register).live if each.code == "WAIV001"]
    assert messages == [f"What {code} finds cannot be waived."]


def test_a_waiver_without_a_reason_waives_nothing(tmp_path: Path) -> None:
    fragment = f"{STORE}  waivers:\n  - {{rule: TIER007, by: Data protection officer, until: 2027-03-31}}\n"
    live, waived = found(fragment, tmp_path / "r")
    assert set(live) == {"FORM002", "TIER007"}
    assert waived == []


def test_a_waiver_above_holds_for_what_is_taken_over_from_there(tmp_path: Path) -> None:
    fragment = f"# framework/protocol.yaml\n{STORE.replace('[council, supplier]', 'council')}  waivers:\n  - {WAIVER}\n"
    live, waived = found(fragment, tmp_path / "r")
    assert "TIER007" not in live and waived.count("TIER007") == 1


def test_unused_waivers_are_not_told_of_where_only_a_part_was_read(tmp_path: Path) -> None:
    root = laid_over(f"waivers:\n- {WAIVER}\n", tmp_path / "r")
    assert [each.code for each in examine(open_register(root)).live] == ["WAIV003"]
    assert [each.code for each in examine(open_register(root, ["hub"])).live] == []


@pytest.mark.parametrize("until", ["never", "2027-02-30"])
def test_a_waiver_without_a_day_waives_nothing(until: str, tmp_path: Path) -> None:
    live, waived = found(f"{STORE}  waivers:\n  - {WAIVER.replace('2027-03-31', until)}\n", tmp_path / "r")
    assert {"TIER007", "FORM006"} <= set(live) and waived == []


def test_a_waiver_with_blanks_for_reasons_waives_nothing(tmp_path: Path) -> None:
    blank = WAIVER.replace("The schedule is being written", '" "')
    live, waived = found(f"{STORE}  waivers:\n  - {blank}\n", tmp_path / "r")
    assert "TIER007" in live and waived == []


def test_at_the_top_it_hides_nothing_in_a_section(tmp_path: Path) -> None:
    fragment = f"summary: The CCG helps.\nquality: {{checks: The CCG checks, corrections: Told}}\nwaivers:\n- {WAIVER.replace('TIER007', 'TEXT002')}\n"
    live, waived = found(fragment, tmp_path / "r")
    assert (live, waived) == (["TEXT002"], ["TEXT002"])


def test_what_is_to_be_confirmed_cannot_be_waived(tmp_path: Path) -> None:
    live, waived = found(f"summary: TBC\nwaivers:\n- {WAIVER.replace('TIER007', 'TODO001')}\n", tmp_path / "r")
    assert set(live) == {"TODO001", "WAIV001"} and waived == []


@pytest.mark.parametrize("code", ["ASMT037", "ASMT048"])
def test_nobody_waives_that_the_information_commissioner_comes_first(code: str, tmp_path: Path) -> None:
    lowered = ", level: low" if code == "ASMT048" else ""
    rating = "likelihood: possible, severity: severe"
    waiver = f"{{rule: {code}, because: We know best, by: Board, until: 2027-03-31}}"
    fragment = (
        "# hub/assessment.yaml\nformat: 1\nversion: '1.0'\nof_version: '1.0'\nrisks:\n"
        f"- {{id: a, title: A, {rating}, residual: {{{rating}{lowered}}}, waivers: [{waiver}]}}\n"
    )
    live, waived = found(fragment, tmp_path / "r")
    assert code in live and "WAIV001" in live and waived == []
