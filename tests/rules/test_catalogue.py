"""The rules as a whole: each has a code of its own and a page that says why, what is wrong and what is right."""

import inspect

import pytest

from istoolkit.rules import Rule, catalogue
from istoolkit.rules.words import did_you_mean, listed, sentence
from tests.conftest import Run

RULES = catalogue()


def test_codes_are_unique_and_in_order() -> None:
    codes = [each.code for each in RULES]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.code)
def test_every_page_says_why_and_shows_wrong_and_right(each: Rule) -> None:
    assert each.title
    assert each.severity in ("error", "warning", "note")
    first, *parts = each.page.split("\n\n")
    assert first.replace("\n", " ").endswith(".")
    starts = [part.split(":")[0] for part in parts]
    assert [start for start in starts if start in ("Why", "Wrong", "Right")] == ["Why", "Wrong", "Right"]


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.code)
def test_a_theme_stands_in_one_file(each: Rule) -> None:
    module = inspect.getmodule(each.check)
    assert module is not None
    assert (module.__doc__ or "").startswith(f"{each.group}: ")


def test_rules_are_listed_by_theme(istoolkit: Run) -> None:
    lines = istoolkit("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [each.code for each in RULES]
    assert lines[0] == "DATE: versions and dates make sense."
    assert "  NAME003  warning  Declared and never used" in lines
    assert lines[-1] == "The page of a rule: istoolkit rule CODE"


def test_a_rule_has_its_page(istoolkit: Run) -> None:
    done = istoolkit("rule", "tier007")
    assert done.returncode == 0
    assert done.stdout.startswith("TIER007: No retention period (warning)\n\nEvery entry under `storage` says how long")
    assert done.stdout.endswith("\nSource: UK GDPR Article 5(1)(e)\n")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("NAME01", "istoolkit: There is no rule “NAME01”. Did you mean “NAME001”?\n"),
        ("x", "istoolkit: There is no rule “x”. istoolkit rules lists them.\n"),
    ],
)
def test_a_rule_that_is_not_there(istoolkit: Run, asked: str, answer: str) -> None:
    done = istoolkit("rule", asked)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", answer)


def test_words() -> None:
    assert did_you_mean("scools", ["schools", "police"]) == "Did you mean “schools”?"
    assert did_you_mean("zz", ["schools"]) == ""
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "and")] == [
        "",
        "a",
        "a or b",
        "a, b and c",
    ]
    assert sentence("", "One.", "", "Two.") == "One. Two."
