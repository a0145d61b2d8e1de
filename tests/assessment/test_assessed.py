"""The assessment as readers see it: numbers, ratings, measures, and whether what was decided still fits the definition."""

import datetime

import pytest

from istoolkit.assessment.assessed import Assessed, assessed
from istoolkit.assessment.posts import named_post
from istoolkit.assessment.told import told
from istoolkit.definitions.register import open_register
from tests.assessment.made import hub, register
from tests.conftest import HERE, ROOT, TODAY

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


BASE = (HERE / "examples" / "assessed" / "hub" / "assessment.yaml").read_text("utf-8")
HELD = (
    "".join(BASE.partition("dismissed:")[1:]).partition("measures:")[0]
    + "advice: {text: It may begin, answer: accepted}\n"
)
"""What an assessment that is signed off needs beside its risks and approvals."""

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
    assert made(f"{said}{HELD}approvals: {{{SIGNED}}}\n").is_signed_off == signed_off


@pytest.mark.parametrize(("of", "approved"), [("1.0", True), ("1", True), ("0.9", False), ("TBC", False)])
def test_a_sign_off_is_of_the_version_that_was_assessed(of: str, approved: bool) -> None:
    found = register("", f"{RATED}{HELD}approvals: {{{SIGNED}}}\n", f'version: "1.0"\nof_version: "{of}"\n')
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
    now = made(f"{rated('remote')}{HELD}approvals: {{{approvals}}}\n")
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
    said = f"{HELD}approvals: {{{SIGNED}}}\nico_consultation: {{{consulted}}}\n"
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
    assert decision(now, "abroad") == ("gone", "The protocol no longer suggests it.")


@pytest.mark.parametrize("grounds", ["", ", grounds: TBC", ", grounds: [referral, TBC]"])
def test_without_grounds_nothing_can_be_compared(grounds: str) -> None:
    said = f"risks:\n- {{id: a, title: A, suggested_by: wrong-recipient{grounds}}}\n"
    assert decision(made(said), "wrong-recipient") == ("accepted", "")


def test_measures_that_are_named_and_not_there_are_left_out() -> None:
    now = made("risks:\n- {id: a, title: A, measures: [lock, look]}\nmeasures:\n- {id: look, title: Look}\n")
    assert [(each.number, each.title) for each in now.risks[0].measures] == [("M1", "Look")]


APPROVED = f"{RATED}{HELD}approvals: {{{SIGNED}}}\n"


@pytest.mark.parametrize(
    ("there", "instead", "field"),
    [
        ("advice: {text: It may begin, answer: accepted}\n", "", "advice.text"),
        ("text: It may begin, answer: accepted", "text: TBC, answer: accepted", "advice.text"),
        (", answer: accepted", "", "advice.answer"),
        ("answer: accepted", "answer: overruled", "advice.because"),
        ("answer: accepted", "answer: overruled, because: 'TBC: asked'", "advice.because"),
        ("- {suggestion: children, grounds: [children], because: The family reads what is written}\n", "", "risks"),
        ("grounds: [children]", "grounds: [parents]", "dismissed[1].grounds"),
        ("residual_by: Director", "residual_by: N/A", "approvals.residual_by"),
        (", residual_on: 2026-11-09", "", "approvals.residual_on"),
        ("measures_on: 2026-11-02", "measures_on: TBC", "approvals.measures_on"),
        ("residual: {likelihood: remote", "residual: {likelihood: TBC", "risks[0].residual"),
        ("residual: {likelihood: remote", "residual: {likelihood: possible", "ico_consultation"),
    ],
)
def test_what_is_missing_is_named_with_its_field_and_keeps_it_from_being_approved(
    there: str, instead: str, field: str
) -> None:
    assert made(APPROVED).missing == () and made(APPROVED).is_approved
    now = made(APPROVED.replace(there, instead))
    assert [each.field for each in now.missing] == [field] and not now.is_signed_off
    assert all(each.words.endswith((".", ")")) and each.mend for each in now.missing)


def test_what_is_printed_names_what_keeps_it_from_being_approved() -> None:
    found = register("", APPROVED.replace(", residual_on: 2026-11-09", ""))
    lines = list(told(found, hub(found).protocol))
    at = lines.index("Before it counts as approved:")
    assert " ".join(lines[at + 1 :]).split() == (
        [
            "It",
            "is",
            "not",
            "said",
            "when",
            "the",
            "risk",
            "that",
            "remains",
            "was",
            "accepted.",
            "Write",
            "the",
            "day.",
            "(approvals.residual_on)",
        ]
    )
    whole = register("", APPROVED)
    assert "Before it counts as approved:" not in list(told(whole, hub(whole).protocol))


@pytest.mark.parametrize(("accepted", "signed_off"), [("medium", True), ("high", True), ("low", False), ("TBC", False)])
def test_whoever_accepts_the_risk_accepts_all_that_remains(accepted: str, signed_off: bool) -> None:
    medium = APPROVED.replace(
        "residual: {likelihood: remote, severity: severe", "residual: {likelihood: possible, severity: significant"
    )
    assert made(medium.replace("2026-11-09}", f"2026-11-09, residual_level: {accepted}}}")).is_signed_off is signed_off


JUDGED = "judged: {because: Both were tested, by: Risk owner, on: 2026-11-02}"


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("", "high"),
        (", level: low, because: We think so", "high"),
        (f", level: low, {JUDGED.replace('Risk owner', 'nobody')}", "high"),
        (f", level: low, {JUDGED.replace('2026-11-02', 'TBC')}", "high"),
        (f", level: low, {JUDGED}", "low"),
        (", level: high", "high"),
    ],
)
def test_one_word_does_not_take_the_commissioner_away(said: str, holds: str) -> None:
    rating = f"likelihood: possible, severity: severe{said}"
    now = made(f"risks:\n- {{id: a, title: A, likelihood: possible, severity: severe, residual: {{{rating}}}}}\n")
    highest = now.highest()
    assert highest and highest.id == holds
    assert now.is_barred == now.needs_consultation == (holds == "high")
    assert [each.id for each in now.judged_lower] == (["a"] if "low" in said else [])


@pytest.mark.parametrize(
    ("said", "missing", "highest"),
    [
        ("probable, severity: severe, level: low, because: We think so", True, None),
        (f"probable, severity: severe, level: low, {JUDGED}", False, "low"),
        ("remote, severity: minimal", False, "low"),
        ("remote, severity: minimal, measures: TBC", True, None),
    ],
)
def test_a_risk_that_is_rated_once_remains_as_it_is_only_where_the_lowest_level_counts(
    said: str, missing: bool, highest: str | None
) -> None:
    now = made(APPROVED.replace(RATED, f"risks:\n- {{id: a, title: A, likelihood: {said}}}\n"))
    assert [each.field for each in now.missing] == (["risks[0].residual"] if missing else [])
    remains = now.highest()
    assert (remains.id if remains else None, now.is_signed_off) == (highest, not missing)


@pytest.mark.parametrize(
    "said", ["-", "--", "?", "No-one", "not-applicable", "Nobody yet", "n/a.", "None", "", "2", "Not applicable"]
)
def test_what_names_nobody_is_no_post(said: str) -> None:
    assert named_post(said) == ""


def test_a_post_may_begin_with_the_letters_of_nobody() -> None:
    assert [named_post(each) for each in ("Nonexecutive chair", "NA", "Head")] == ["Nonexecutive chair", "", "Head"]


@pytest.mark.parametrize("name", ["measures_on: 2026-11-02", "residual_on: 2026-11-09"])
def test_an_approval_counts_from_its_day_on(name: str) -> None:
    for day, counts in (("2026-12-01", True), ("2026-12-02", False)):
        now = made(APPROVED.replace(name, f"{name.split(':')[0]}: {day}"))
        assert now.is_signed_off == (not now.missing) == counts


MEASURES = (
    "measures:\n- {id: lock, title: Lock, state: in-place}\n- {id: audit, title: Audit, state: STATE, by: 2027-03-31}\n"
)


@pytest.mark.parametrize(
    ("state", "until", "today"),
    [
        ("to-do", "", "high"),
        ("begun", "", "high"),
        ("in-place", "", "low"),
        ("to-do", ", until_then: The lock holds", "low"),
    ],
)
def test_what_remains_stands_only_when_all_its_measures_are_in_place(state: str, until: str, today: str) -> None:
    named = RATED.replace("title: A,", f"title: A, measures: [lock, audit]{until},")
    now = made(named + MEASURES.replace("STATE", state))
    highest, remains = now.highest_today(), now.highest()
    assert highest and remains and (highest.id, remains.id) == (today, "low")
    assert [each.number for each in now.risks[0].rests_on] == ([] if state == "in-place" else ["M2"])
    assert bool(now.rest_on_measures_to_come) == (today == "high")
    printed = " ".join(" ".join(told(now.picture.register, now.protocol)).split())
    assert ("Rests on measures to come: M2 (31 March 2027)." in printed) == (state != "in-place")
    assert ("Until then those in place were judged enough." in printed) == bool(until)
    assert ("Until then the level before the measures stands: high." in printed) == (today == "high")
    assert ("the level before the measures stands for R1. The highest level today is high." in printed) == (
        today == "high"
    )


KEPT = "referral=secure-email+2-parties, health-answer=health-needs+secure-email+2-parties, police-answer"


def test_a_decision_grows_stale_when_what_made_the_ground_changes() -> None:
    assert decision(made(RISK.replace("GROUNDS", KEPT)), "wrong-recipient") == ("accepted", "")
    then = KEPT.replace("health-needs+secure-email+2-parties", "telephone+secure-email")
    state, changes = decision(made(RISK.replace("GROUNDS", then)), "wrong-recipient")
    assert state == "stale"
    assert changes == (
        "Since it was decided, its grounds have changed: the flow “The trust answers” has “Health needs that bear on support” "
        "and “2 parties” now and had “telephone” then."
    )


def test_grounds_as_they_are_written_are_read_again_as_the_same() -> None:
    now = made(RISK.replace("GROUNDS", ALL))
    for each in now.decisions:
        written = ", ".join(ground.written for ground in each.suggestion.grounds) if each.suggestion else ""
        said = f"dismissed:\n- {{suggestion: {each.id}, grounds: [{written}], because: So}}\n"
        assert decision(made(said), each.id) == ("dismissed", ""), each.id
