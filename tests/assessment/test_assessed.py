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
    assert (first.event, first.effect) == ("illegitimate-access", "reduced")
    assert first.entry.text("suggested_by") == "wrong-recipient" and first.entry.many("sources") == ["Staff in a hurry"]
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


def rated(likelihood: str) -> str:
    """A risk that is rated in full and stays high unless it is remote."""
    rating = f"likelihood: {likelihood}, severity: severe"
    return f"risks:\n- {{id: a, title: A, {rating}, residual: {{{rating}}}}}\n"


SIGNED = "measures_by: Head, measures_on: 2026-11-02, residual_by: Director, residual_on: 2026-11-09"


RATED = "risks:\n- {id: a, title: A, likelihood: possible, severity: severe, residual: {likelihood: remote, severity: severe}}\n"


@pytest.mark.parametrize(
    ("said", "signed_off"),
    [
        (RATED, True),
        (RATED.replace("likelihood: remote", "likelihood: TBC"), False),
        (RATED.replace("possible", "TBC"), False),
        (RATED + "- TBC\n", False),
        ("", False),
        ("screening: {not_needed_because: That of the council covers it, decided_by: Director}\n", True),
        (RATED + "ico_consultation: {sent: 2026-09-01, outcome: may-not-proceed}\n", False),
    ],
)
def test_no_sign_off_counts_while_a_risk_is_not_rated_or_the_commissioner_says_no(said: str, signed_off: bool) -> None:
    assert made(f"{said}approvals: {{{SIGNED}}}\n").is_signed_off == signed_off


@pytest.mark.parametrize(("of", "approved"), [("1.0", True), ("1", True), ("0.9", False), ("TBC", False)])
def test_a_sign_off_is_of_the_version_that_was_assessed(of: str, approved: bool) -> None:
    found = register("", f"{RATED}approvals: {{{SIGNED}}}\n", f'version: "1.0"\nof_version: "{of}"\n')
    now = assessed(found, hub(found).protocol)
    assert now.is_signed_off and now.is_approved == approved


@pytest.mark.parametrize(
    ("approvals", "approver", "signed_off"),
    [
        (SIGNED, True, True),
        (SIGNED.replace("2026-11-09", "TBC"), True, False),
        (SIGNED.replace("Director", "Nobody"), True, False),
        ("measures_by: Head", True, False),
        ("measures_by: N/A, residual_by: TBC", False, False),
        ("review_on: 2027-11-09", False, False),
    ],
)
def test_what_makes_it_signed_off(approvals: str, approver: bool, signed_off: bool) -> None:
    now = made(f"{rated('remote')}approvals: {{{approvals}}}\n")
    assert (now.has_approver, now.is_signed_off) == (approver, signed_off)


@pytest.mark.parametrize(
    ("consulted", "barred"),
    [
        ("", True),
        ("sent: 2026-11-10", True),
        ("sent: 2026-11-10, outcome: TBC", True),
        ("outcome: may-proceed", True),
        ("sent: 2026-11-10, outcome: may-not-proceed", True),
        ("sent: 2026-11-10, outcome: may-proceed", False),
    ],
)
def test_a_high_risk_that_remains_bars_the_sign_off_until_the_commissioner_agrees(consulted: str, barred: bool) -> None:
    said = f"approvals: {{{SIGNED}}}\nico_consultation: {{{consulted}}}\n"
    now = made(rated("possible") + said)
    assert (now.is_barred, now.is_signed_off) == (barred, not barred)


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
