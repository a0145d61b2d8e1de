"""The assessment as readers see it: numbers, ratings, measures, and whether what was decided still fits the definition."""

import datetime

import pytest

from istoolkit.assessment.assessed import Assessed, assessed
from istoolkit.assessment.told import told
from istoolkit.definitions.register import open_register
from tests.assessment.made import hub, register
from tests.conftest import ROOT, TODAY

REGISTER = open_register(ROOT / "protocols", on=TODAY)
RISK = "risks:\n- {id: wrong, title: The wrong school, suggested_by: wrong-recipient, grounds: [GROUNDS]}\n"
ALL = "referral, health-answer, police-answer"


def made(assessment: str = "", fragment: str = "") -> Assessed:
    found = register(fragment, assessment)
    return assessed(found, hub(found).protocol)


def decision(now: Assessed, name: str) -> tuple[str, str]:
    each = next(each for each in now.decisions if each.id == name)
    return each.state, each.changes


def test_the_worked_assessment() -> None:
    now = assessed(REGISTER, REGISTER.protocols["early-help-hub"])
    assert now.written and now.scale.id == "ico"
    assert [(each.number, each.id) for each in now.risks][:2] == [("R1", "wrong-address"), ("R2", "overheard")]
    first = now.risks[0]
    assert first.inherent is not None and first.residual is not None
    assert (first.inherent.level.id, first.residual.level.id, first.inherent.typed) == ("medium", "low", False)
    assert [each.number for each in first.measures] == ["M1", "M2"]
    measure = first.measures[0]
    assert (measure.owner, measure.organisation) == ("Early help hub manager", "Northvale Council")
    assert (measure.state, measure.done, measure.by) == ("in-place", datetime.date(2026, 10, 19), None)
    assert (first.event, first.effect, first.suggestion_id) == ("illegitimate-access", "reduced", "wrong-recipient")
    assert first.sources == ["Staff in a hurry"] and len(first.threats) == 2 and len(first.impacts) == 2
    levels = [now.highest(residual=False), now.highest()]
    assert [each.id for each in levels if each] == ["high", "medium"]
    assert not now.needs_consultation
    assert {each.state for each in now.decisions} == {"accepted", "dismissed"}
    assert now.text("advice", "answer") == "accepted" and now.says("public_summary", "where")
    assert REGISTER.place(now.at("risks", 0, "title")).line > 80


def test_what_the_worked_protocols_rest_on_fits_their_assessments() -> None:
    assert len(REGISTER.assessments) > 1
    for name in REGISTER.assessments:
        now = assessed(REGISTER, REGISTER.protocols[name])
        [rests_on] = now.picture.things("impact_assessments")[:1]
        assert [rests_on.text(each) for each in ("title", "date", "version")] == [
            now.text(each) for each in ("title", "date", "version")
        ]


@pytest.mark.parametrize(("of", "later"), [("1.0", False), ("1", False), ("0.9", True)])
def test_what_is_printed_says_whether_the_protocol_has_moved_on(of: str, later: bool) -> None:
    found = register("", "conclusion: It may begin.\n", f'version: "1.0"\nof_version: "{of}"\n')
    printed = " ".join(told(found, hub(found).protocol))
    assert f"of version {of}" in printed and ("the protocol is now at version 1.0" in printed) is later


def test_without_a_file_there_is_what_the_definition_shows() -> None:
    now = made()
    assert not now.written and now.risks == now.measures == () and now.data == {}
    assert now.highest() is None and not now.needs_consultation and now.text("version") == ""
    assert {each.state for each in now.decisions} == {"open"} and now.screening.result == "required"


def test_a_high_risk_that_remains_needs_the_commissioner() -> None:
    rated = "risks:\n- {id: a, title: A, residual: {likelihood: LIKELY, severity: severe}}\n"
    assert made(rated.replace("LIKELY", "possible")).needs_consultation
    assert not made(rated.replace("LIKELY", "remote")).needs_consultation


@pytest.mark.parametrize(
    ("said", "level", "typed"),
    [
        ("likelihood: possible, severity: significant", "medium", False),
        ("likelihood: possible, severity: significant, level: high", "high", True),
        ("likelihood: possible, severity: significant, level: medium", "medium", True),
        ("likelihood: possible, severity: significant, level: TBC", "medium", False),
        ("likelihood: often, severity: significant", None, None),
        ("likelihood: TBC, severity: significant", None, None),
        ("severity: significant, level: high", None, None),
        ("because: Not yet", None, None),
    ],
)
def test_ratings(said: str, level: str | None, typed: bool | None) -> None:
    now = made(f"risks:\n- {{id: a, title: A, {said}, residual: {{{said}}}}}\n")
    for rating in (now.risks[0].inherent, now.risks[0].residual):
        assert (rating.level.id if rating else None, rating.typed if rating else None) == (level, typed)


def test_a_suggestion_is_open_accepted_or_dismissed() -> None:
    assert decision(made(RISK.replace("GROUNDS", ALL)), "wrong-recipient") == ("accepted", "")
    refused = f"dismissed:\n- {{suggestion: wrong-recipient, grounds: [{ALL}], because: So}}\n"
    assert decision(made(refused), "wrong-recipient") == ("dismissed", "")
    assert decision(made(refused), "children") == ("open", "")


def test_a_decision_grows_stale_when_its_grounds_come_or_go() -> None:
    came = decision(made(RISK.replace("GROUNDS", "health-answer, police-answer")), "wrong-recipient")
    told = "Since it was decided, its grounds have changed: "
    assert came == ("stale", f"{told}the flow “A school asks for help” was added.")
    went = decision(made(RISK.replace("GROUNDS", f"{ALL}, old-flow")), "wrong-recipient")
    assert went == ("stale", f"{told}“old-flow” is gone.")
    both = decision(made(RISK.replace("GROUNDS", "health-needs, police-answer")), "wrong-recipient")
    assert both == (
        "stale",
        f"{told}the flow “A school asks for help” and the flow “The trust answers” were added; "
        "the item “Health needs that bear on support” is gone.",
    )


def test_the_order_of_grounds_does_not_matter() -> None:
    turned = ", ".join(reversed(ALL.split(", ")))
    assert decision(made(RISK.replace("GROUNDS", turned)), "wrong-recipient") == ("accepted", "")


def test_two_risks_may_share_the_grounds_of_a_suggestion() -> None:
    two = RISK.replace("GROUNDS", "referral") + (
        "- {id: other, title: The wrong surgery, suggested_by: wrong-recipient, grounds: [health-answer, police-answer]}\n"
    )
    now = made(two)
    assert decision(now, "wrong-recipient") == ("accepted", "")
    assert [len(each.risks) for each in now.decisions if each.id == "wrong-recipient"] == [2]


def test_a_suggestion_that_is_no_longer_made_is_gone() -> None:
    now = made("risks:\n- {id: a, title: A, suggested_by: abroad, grounds: [referral]}\n")
    assert decision(now, "abroad") == ("gone", "The definition no longer suggests it.")


@pytest.mark.parametrize("grounds", ["", ", grounds: TBC", ", grounds: [referral, TBC]"])
def test_without_grounds_nothing_can_be_compared(grounds: str) -> None:
    said = f"risks:\n- {{id: a, title: A, suggested_by: wrong-recipient{grounds}}}\n"
    assert decision(made(said), "wrong-recipient") == ("accepted", "")


def test_measures_that_are_named_and_not_there_are_left_out() -> None:
    now = made("risks:\n- {id: a, title: A, measures: [lock, look]}\nmeasures:\n- {id: look, title: Look}\n")
    assert [(each.number, each.title) for each in now.risks[0].measures] == [("M1", "Look")]
