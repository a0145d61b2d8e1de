"""What the page of a rule says is wrong is caught, with the words and at the place a person has read; what is right passes."""

from pathlib import Path

import pytest

from istoolkit.rules import Rule
from tests.rules.pages import BASE, FOUND, RULES, block, findings, of_theme, wrong

THEMES = sorted({each.group for each in RULES})


def test_the_register_of_the_examples_has_nothing_to_mend(tmp_path: Path) -> None:
    assert findings("", tmp_path / "register") == []
    assert (BASE / "hub" / "protocol.yaml").exists()


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.code)
def test_what_is_wrong_is_caught_by_this_rule_and_no_other(each: Rule) -> None:
    found = wrong(each.page)
    assert found
    assert [line for line in found if f" {each.code} " not in line] == []


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.code)
def test_what_is_right_passes(each: Rule, tmp_path: Path) -> None:
    assert block(each.page, "Right")
    assert findings(block(each.page, "Right"), tmp_path / "register") == []


@pytest.mark.parametrize("group", THEMES)
def test_findings_of_the_examples_are_those_that_were_read(group: str) -> None:
    assert of_theme(group) == (FOUND / f"{group}.txt").read_text("utf-8")


def test_no_theme_is_read_that_is_not_there() -> None:
    assert sorted(path.stem for path in FOUND.glob("*.txt")) == THEMES
