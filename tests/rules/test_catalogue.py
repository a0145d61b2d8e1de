"""The rules as a whole: each has a code of its own and a page that says why, what is wrong and what is right."""

import inspect
from collections import Counter

import pytest

from istoolkit.rules import Rule, catalogue
from istoolkit.words import did_you_mean, listed, sentence
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


def test_all_files_of_a_theme_begin_with_the_same_line() -> None:
    begin: dict[str, set[str]] = {}
    for each in RULES:
        begin.setdefault(each.group, set()).add(first_line(each))
    assert {group: len(lines) for group, lines in begin.items() if len(lines) > 1} == {}
    assert [lines for group, lines in begin.items() if not min(lines).startswith(f"{group}: ")] == []


def test_one_of_several_files_of_a_theme_says_which_part_it_holds() -> None:
    pages: dict[str, set[str]] = {}
    for each in RULES:
        pages.setdefault(each.group, set()).add(page_of(each))
    files = Counter((each.group, each.check.__module__) for each in RULES)
    several = Counter(group for group, _ in files)
    for group, found in pages.items():
        assert len(found) == several[group]
        assert several[group] == 1 or all("\n\nThis part: " in page for page in found)


def page_of(each: Rule) -> str:
    module = inspect.getmodule(each.check)
    assert module is not None
    return inspect.cleandoc(module.__doc__ or "")


def first_line(each: Rule) -> str:
    return page_of(each).split("\n")[0]


def test_rules_are_listed_by_theme(istoolkit: Run) -> None:
    lines = istoolkit("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [each.code for each in RULES]
    assert lines[0] == "ASMT: the impact assessments that a protocol rests on."
    assert lines.count("ROLE: controllers, processors and law enforcement.") == 1
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
    assert did_you_mean("CNIL", ["cnil", "ico", "nhs"]) == "Did you mean “cnil”?"
    assert did_you_mean("email", ["portal", "secure-email", "telephone"]) == "Did you mean “secure-email”?"
    assert did_you_mean("attendence", ["Attendance", "attention"]) == "Did you mean “Attendance”?"
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "and")] == [
        "",
        "a",
        "a or b",
        "a, b and c",
    ]
    assert sentence("", "One.", "", "Two.") == "One. Two."
