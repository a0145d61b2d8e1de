"""What findings tell people to write instead."""

from pathlib import Path

import pytest

from tests.rules.pages import findings
from tests.rules.test_examples import EXAMPLES, example, found

MENDS = [
    ("FORM001-hyphen", "Put a space after the hyphen."),
    ("FORM002-members-file", "A short name that never changes. For example: id: oak-primary"),
    ("FORM005-members-file", "Did you mean “england”? It can be england, wales, scotland or northern-ireland."),
    (
        "FORM006-members-file",
        "Write a date written year-month-day, such as 2026-12-01. "
        "Excel rewrites dates: format the column as Text before you type them.",
    ),
    ("FORM006-day-that-is-not", "Write a date written year-month-day, such as 2026-12-01."),
    ("FORM008-look-alikes", "Call it capital/protocol.yaml, or move it out of the register."),
    ("FORM009-other-words", "Did you mean TBC? Write “TBC: ” and who decides."),
    ("READ011-hyphen", "Put a space after the hyphen of the line above."),
    (
        "READ012-hash-in-a-text",
        "Put the whole text in double quotation marks. For a comment, put a space after #.",
    ),
]


@pytest.mark.parametrize(("name", "mend"), MENDS, ids=lambda each: each[:30])
def test_mend(name: str, mend: str, tmp_path: Path) -> None:
    example(EXAMPLES / "caught" / f"{name}.yaml", tmp_path / "register")
    assert found(tmp_path / "register")[0].help == mend


def test_files_that_are_not_read_are_told_of_only_where_the_whole_register_is_opened(tmp_path: Path) -> None:
    example(EXAMPLES / "caught" / "FORM008-look-alikes.yaml", tmp_path / "register")
    assert found(tmp_path / "register", ["hub"]) == []


def test_an_organisation_that_is_no_party_is_not_taken_for_a_slip_of_a_misspelt_one(tmp_path: Path) -> None:
    """The party is misspelt, and the flow is right: the flow must not be told to follow the slip."""
    fragment = "parties:\n- {organisation: concil, role: controller}\n"
    told = [line for line in findings(fragment, tmp_path / "r") if "“council” is not a party of this protocol." in line]
    assert told
    mend = "“council” is the name of an organisation in organisations.yaml. Mend “concil” under “parties”, or make it a party."
    assert all(line.endswith(mend) for line in told)
    party = next(line for line in findings(fragment, tmp_path / "s") if "“concil” is not an organisation" in line)
    assert party.endswith("| Did you mean “council”?")
