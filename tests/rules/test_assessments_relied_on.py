"""Near misses of the rules on what an assessment is relied on for: levels judged otherwise, conclusions, approvals."""

from pathlib import Path

import pytest

from tests.rules.pages import findings
from tests.rules.test_assessment_files import beside, codes, rated, risk


def judged(level: str, more: str = "") -> str:
    return f"likelihood: possible, severity: significant, level: {level}{more}, residual: {{likelihood: remote, severity: significant}}"


WHO = ", judged: {because: Both were tested, by: Risk owner, on: 2026-11-02}"


@pytest.mark.parametrize(
    ("more", "found"),
    [("", ["ASMT018"]), (", because: It happened in 2024", ["ASMT018"]), (WHO, ["ASMT019"])],
)
def test_the_reason_of_a_rating_is_no_reason_for_another_level(more: str, found: list[str], tmp_path: Path) -> None:
    first = risk(judged("high", more), "a")
    second = risk(rated("possible significant", "remote significant"), "b")
    lines = beside(f"risks:\n{first}{second}", tmp_path)
    assert [line.split()[0] for line in lines] == found
    assert "R1 “Risk a”" in lines[0] and "R2 “Risk b”" in lines[0]


@pytest.mark.parametrize(
    ("scale", "more", "found"),
    [
        ("severe", "", ["ASMT037", "ASMT048"]),
        ("severe", ", because: It is held", ["ASMT037", "ASMT048"]),
        ("severe", WHO, ["ASMT019"]),
        ("significant", ", because: It is held", ["ASMT019"]),
        ("significant", WHO, ["ASMT019"]),
    ],
)
def test_what_remains_is_not_written_down_as_lower_in_silence(
    scale: str, more: str, found: list[str], tmp_path: Path
) -> None:
    said = f"likelihood: probable, severity: severe, residual: {{likelihood: possible, severity: {scale}, level: low{more}}}"
    assert codes(f"risks:\n{risk(said)}", tmp_path) == found


def test_a_word_of_another_scale_is_no_slip_of_this_one(tmp_path: Path) -> None:
    fragment = f"risks:\n{risk(rated('probable minor', 'rare minor'))}# register.yaml\nrisk_scale: nhs\n"
    [line] = findings(f"# hub/assessment.yaml\n{fragment}", tmp_path / "r")
    assert "Did you mean" not in line and "a word of the scale “ICO three by three”" in line


@pytest.mark.parametrize(
    ("version", "mend"),
    [("0.9", "The assessment is the older one."), ("1.1", 'Write “version: "1.1"”, or mend the assessment.')],
)
def test_no_protocol_is_told_to_go_back_to_an_older_assessment(version: str, mend: str, tmp_path: Path) -> None:
    found = findings(f"# hub/assessment.yaml\nversion: '{version}'\n", tmp_path / "r")
    assert [line.partition(" | ")[2][: len(mend)] for line in found if "ASMT043" in line] == [mend]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("Approved by the data protection officer", ["ASMT033"]),
        ("Signed off by our DPO", ["ASMT033"]),
        ("Approved on the advice of the data protection officer", []),
        ("Approved by the Caldicott Guardian", []),
    ],
)
def test_a_protocol_does_not_say_that_the_officer_who_advises_approved(
    state: str, found: list[str], tmp_path: Path
) -> None:
    named = "{title: Early help hub assessment, owner: council, date: 2026-11-02, version: '1.0', where: Asked"
    assert (
        codes(
            f"title: Early help hub assessment\n# hub/protocol.yaml\nimpact_assessments:\n- {named}, state: {state}}}\n",
            tmp_path,
        )
        == found
    )


HIGH = risk(rated("probable severe", "possible severe", "effect: reduced"))
MEDIUM = risk(rated("probable severe", "possible significant", "effect: reduced"))


@pytest.mark.parametrize(
    ("risks", "conclusion", "number"),
    [
        (HIGH, "None of the risks remains high", 1),
        (HIGH, "The Information Commissioner need not be consulted", 1),
        (HIGH, "The risks are known. The hub may begin.", 1),
        (HIGH, "The hub may begin once the Commissioner has answered", 0),
        (HIGH, "A high risk remains", 0),
        (MEDIUM, "The risks are known and held low", 1),
        (MEDIUM, "The risks are known and held low or medium. None remains high. The hub may begin", 0),
        (MEDIUM, "No risk remains", 1),
        (MEDIUM, "The risk is not that families are slow to answer", 0),
    ],
)
def test_the_conclusion_says_no_more_than_the_ratings(risks: str, conclusion: str, number: int, tmp_path: Path) -> None:
    found = codes(f"risks:\n{risks}conclusion: {conclusion}\n", tmp_path)
    assert found.count("ASMT053") == number


def test_an_assessment_of_nothing_but_gaps_does_not_pass_in_force(tmp_path: Path) -> None:
    gaps = f"risks:\n{risk(rated('TBC TBC', 'TBC TBC', 'effect: TBC'))}advice: TBC\napprovals: TBC\n"
    named = "# hub/protocol.yaml\nimpact_assessments:\n- {title: Early help hub assessment, owner: council, date: 2026-11-02, version: '1.0', state: Approved, where: Asked}\n"
    found = codes(f"title: Early help hub assessment\n{gaps}{named}", tmp_path)
    assert {"ASMT034", "ASMT049", "ASMT050"} <= set(found)
    draft = codes(f"{gaps}# hub/protocol.yaml\nin_force: 2027-03-01\n", tmp_path / "2")
    assert set(draft) == {"TODO001"}
