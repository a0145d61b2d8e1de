"""A partnership's own questions, and what becomes of a decision that it breaks."""

from pathlib import Path

import pytest

from istoolkit.decision.faults import faults_of, is_sound
from istoolkit.decision.tree import tree_of
from istoolkit.decision.walk import law_of_route, walk, worries_of
from istoolkit.definitions.register import Register, open_register
from istoolkit.rules import examine
from tests.conftest import ROOT, TODAY

PAGE = (ROOT / "docs" / "decision.md").read_text("utf-8")
ASKED_FIRST = "".join(
    f"{line[4:]}\n" for line in PAGE.partition("adds a question")[2].partition("Answers of")[0].splitlines()[2:]
)
"""The example of the manual: a question between danger and purpose."""


def register_with(protocols: Path, text: str, name: str = "guidance.yaml") -> Register:
    (protocols / name).write_text(text, "utf-8")
    return open_register(protocols, [], TODAY)


def test_a_question_of_its_own_is_asked_in_its_place(protocols: Path) -> None:
    register = register_with(protocols, ASKED_FIRST)
    found = tree_of(register)
    assert faults_of(register) == () and list(found.questions)[:3] == ["danger", "lead", "purpose"]
    assert walk(found, {"danger": "no", "lead": "yes"}).at == found.questions["purpose"]
    assert {len(each.steps) for each in found.paths()} == {*range(1, 12)}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("then: purpose, because", "nowhere"),
        ("then: seek-advice, because: The", "loop"),
        ('order: "15"', "danger"),
        ("then: act-now", "danger"),
    ],
)
def test_one_that_cannot_be_walked_is_left_aside_and_danger_still_comes_first(
    protocols: Path, change: str, kind: str
) -> None:
    becomes = {
        "then: purpose, because": "then: purposes, because",
        "then: seek-advice, because: The": "then: danger, because: The",
        'order: "15"': 'order: "5"',
        "then: act-now": "then: share",
    }[change]
    register = register_with(protocols, ASKED_FIRST.replace(change, becomes))
    assert kind in {each.kind for each in faults_of(register)} and not is_sound(register)
    found = tree_of(register)
    assert found.first == "danger" and "lead" not in found.questions
    assert found.questions["danger"].answers[0].then == "act-now"


def test_a_question_that_loses_its_answers_in_one_nation_is_found_there(protocols: Path) -> None:
    narrowed = 'questions:\n- id: duty\n  answers:\n  - {answer: "yes", words: "Yes", then: right-way}\n'
    narrowed += (
        "  - {answer: not-sure, words: Not sure, then: seek-advice, jurisdictions: [england, wales, scotland]}\n"
    )
    register = register_with(protocols, f"format: 1\n{narrowed}")
    found = [(each.kind, each.id, each.nation) for each in faults_of(register) if each.kind == "answers"]
    assert found == [("answers", "duty", "northern-ireland")]


def test_what_nothing_leads_to_is_not_asked(protocols: Path) -> None:
    register = register_with(protocols, ASKED_FIRST.replace("then: lead", "then: purpose"))
    assert [(each.kind, each.id) for each in faults_of(register)] == [("unreached", "lead")]
    assert is_sound(register) and "lead" not in tree_of(register).questions


def test_law_of_a_ground_that_was_replaced_is_told_where_that_ground_was_chosen(protocols: Path) -> None:
    law = "format: 1\nprovisions:\n- {id: children-act-1989-s47, in_force_to: 2026-03-31}\n"
    register = register_with(protocols, law, "law.yaml")
    given = {"danger": "no", "purpose": "yes", "person": "yes", "duty": "by-law", "right-way": "yes"}
    said = "Children Act 1989, section 47 was law until 31 March 2026."
    for ground in ("child-enquiry-england-wales", "court-order"):
        found = walk(tree_of(register, frozenset({"england"})), {**given, "duty-ground": ground}).route
        assert found and [said in each for each in worries_of(register, found)] == [True] * (ground != "court-order")


def test_a_ground_of_an_answer_that_is_not_there_is_found(protocols: Path) -> None:
    answers = '  - {answer: "yes", words: "Yes", then: right-way, grounds: [best-interest]}\n'
    answers += "  - {answer: not-sure, words: Not sure, then: seek-advice}\n"
    register = register_with(protocols, f"format: 1\nquestions:\n- id: weigh\n  answers:\n{answers}")
    found = [(each.id, each.answer, each.name) for each in faults_of(register) if each.kind == "ground"]
    assert found == [("weigh", "yes", "best-interest")]
    live, _ = examine(register)
    assert [(each.place.file, each.place.line) for each in live if each.code == "GUID025"] == [("guidance.yaml", 5)]


def test_law_that_was_replaced_is_told_at_every_outcome_that_rests_on_it(protocols: Path) -> None:
    law = "format: 1\nprovisions:\n- {id: dpa-2018, in_force_to: 2026-03-31, replaced_by: [data-use-and-access-act-2025]}\n"
    register = register_with(protocols, law, "law.yaml")
    found = tree_of(register, frozenset({"scotland"}))
    said = "Data Protection Act 2018 was replaced by Data (Use and Access) Act 2025."
    for each in found.paths():
        rests = "dpa-2018" in [one.id for one in law_of_route(register, each)]
        assert [said in one for one in worries_of(register, each)] == [True] * rests
    assert any("dpa-2018" in [one.id for one in law_of_route(register, each)] for each in found.paths())


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("then: act-now, because", "then: lead, because", "danger"),
        ('answer: "yes", words: "Yes, or it', 'answer: sure, words: "Yes, or it', "danger"),
        ('words: "No", then: lead', 'words: "Yes, but not today", then: lead', "danger"),
        ("id: danger", 'id: peril\n  order: "1"\n  title: T\n  ask: Q', "danger"),
        ('words: "Not yet", then: seek', 'words: "Yes, half", then: seek', "two-yes"),
    ],
)
def test_yes_to_danger_leads_to_acting_and_yes_is_one_answer_everywhere(
    protocols: Path, old: str, new: str, kind: str
) -> None:
    assert old in ASKED_FIRST
    register = register_with(
        protocols, ASKED_FIRST.replace(old, new, 1).replace("then: advice-at-once", "then: act-now")
    )
    assert kind in {each.kind for each in faults_of(register)} and not is_sound(register)
    assert tree_of(register).questions["danger"].answers[0].then == "act-now"


def test_danger_without_999_is_a_warning(protocols: Path) -> None:
    text = "format: 1\noutcomes:\n- {id: act-now, text: Fill in form 3, do: [Ring the hub]}\n"
    text += "steps:\n- {id: danger-now, title: Danger, text: Ring the hub}\n- {id: record, text: Write}\n"
    live, _ = examine(register_with(protocols, text))
    told = [(each.code, each.place.line, each.severity) for each in live if each.code == "GUID027"]
    assert told == [("GUID027", 3, "warning"), ("GUID027", 5, "warning")]
    kept = text.replace("[Ring the hub]", "[Call 999]").replace("title: Danger,", "title: Call 999,")
    assert "GUID027" not in {each.code for each in examine(register_with(protocols, kept)).live}
