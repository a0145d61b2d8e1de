"""Near misses of the rules on review, dates and drafts."""

from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.rules import check
from tests.rules.pages import findings, laid_over


def review(fragment: str, root: Path) -> list[str]:
    """Return the codes and messages of the theme with a block laid over."""
    found = (line.partition(" | ")[0].split(" ", 1)[1] for line in findings(fragment, root / "r"))
    return [line for line in found if line.startswith("REVW")]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("{every: 12 months, last: 2026-03-02}", []),  # 91 days to go
        ("{every: 12 months, last: 2026-03-01}", ["REVW001"]),  # 90 days to go
        ("{every: 12 months, last: 2025-12-01}", ["REVW001"]),  # today
        ("{every: 12 months, last: 2025-11-30}", ["REVW002"]),  # yesterday
        ("{every: 12 months, last: 2025-09-02}", ["REVW002"]),  # 90 days ago
        ("{every: 12 months, last: 2025-09-01}", ["REVW003"]),  # 91 days ago
        ("{every: 3 months, last: 2026-10-20}", []),  # 50 days to go, of 92
        ("{every: 3 months, last: 2026-10-10}", ["REVW001"]),  # 40 days to go, of 92
        ('{every: "TBC: the board", last: 2020-01-01}', []),
        ('{every: 12 months, last: "TBC: the minutes are looked for"}', []),
        ("{every: 12 months}", []),  # it counts from the first day
    ],
)
def test_on_which_day_a_review_is_due(said: str, code: list[str], tmp_path: Path) -> None:
    assert [line.split()[0] for line in review(f"review: {said}\n", tmp_path)] == code


def test_the_first_review_counts_from_the_first_day(tmp_path: Path) -> None:
    changes = 'changes:\n- {version: "1.0", date: 2024-11-02, summary: First version}\n'
    told = review(f"{changes}in_force: 2025-11-03\nreview: {{every: 12 months}}\n", tmp_path)
    assert told == ["REVW002 The review was due on 2026-11-03."]


def test_the_register_sets_when_to_warn(tmp_path: Path) -> None:
    setting = "# register.yaml\nwarn_before: {review: 30 days}\n"
    assert review("review: {every: 12 months, last: 2026-01-01}\n" + setting, tmp_path) == []


def test_without_a_day_nothing_is_due(tmp_path: Path) -> None:
    root = laid_over("review: {every: 12 months, last: 2020-01-01}\nexpires: 2026-12-02\n", tmp_path / "r")
    assert check(open_register(root)) == []


def test_what_has_ended_is_not_reviewed_as_well(tmp_path: Path) -> None:
    fragment = "in_force: 2026-11-02\nexpires: 2026-11-30\nreview: {every: 1 week, last: 2026-11-02}\n"
    assert review(fragment, tmp_path) == ["REVW006 It ended on 2026-11-30."]


def test_the_last_day_is_not_past(tmp_path: Path) -> None:
    assert review("in_force: 2026-11-02\nexpires: 2026-12-01\n", tmp_path) == ["REVW007 It ends on 2026-12-01."]


def test_later_versions_of_what_is_long_in_force_are_no_fault(tmp_path: Path) -> None:
    changes = (
        'version: "1.1"\nchanges:\n- {version: "1.1", date: 2026-11-20, summary: "Reviewed, nothing changed"}\n'
        '- {version: "1.0", date: 2026-11-02, summary: First version}\nin_force: 2026-11-03\n'
    )
    assert review(changes, tmp_path) == []


def test_a_log_with_a_day_to_be_confirmed_proves_nothing(tmp_path: Path) -> None:
    changes = (
        'version: "1.1"\nchanges:\n- {version: "1.1", date: 2026-12-20, summary: "Reviewed, nothing changed"}\n'
        '- {version: "1.0", date: "TBC: not recorded", summary: First version}\n'
    )
    assert review(changes, tmp_path) == []


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("reference: ISP-14 DRAFT\n", 1),
        ('changes:\n- {version: "1.0", date: 2026-11-02, summary: Final draft for partners}\n', 1),
        ('changes:\n- {version: "1.0", date: 2026-11-02, summary: Draft approved by the board}\n', 0),
        ('changes:\n- {version: "1.0", date: 2026-11-02, summary: Comments on the draft taken in}\n', 0),
        ("title: Draft-proofing of homes\nversion: '0.9'\n", 0),
        ("title: Early help hub (draft)\nin_force: 2026-12-02\n", 0),
        ("title: Draughty homes\n", 0),
    ],
)
def test_what_calls_itself_a_draft(fragment: str, found: int, tmp_path: Path) -> None:
    assert [line.split()[0] for line in review(fragment, tmp_path)] == ["REVW005"] * found


@pytest.mark.parametrize(
    ("withdrew", "found"), [("TBC", True), ("2029-01-01", True), ("2026-12-01", False), ("2026-11-30", False)]
)
def test_a_dissolved_party_has_left_only_once_its_day_has_come(withdrew: str, found: bool, tmp_path: Path) -> None:
    fragment = (
        "in_force: 2026-11-02\nparties:\n- {organisation: gone, role: controller, withdrew: WHEN}\n"
        "# organisations.yaml\norganisations:\n- {id: gone, kind: police, nations: [england], dissolved: 2026-11-30}\n"
    )
    told = [line for line in review(fragment.replace("WHEN", withdrew), tmp_path) if line.startswith("REVW009")]
    assert told == (["REVW009 gone was dissolved on 2026-11-30. Nothing may be shared with it."] if found else [])
