"""Near misses of the rules on the assessment.yaml that lies beside a protocol."""

import copy
import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Register, open_register
from istoolkit.rules import catalogue, check
from tests.conftest import HERE, TODAY
from tests.documents.test_unknown_anywhere import places
from tests.rules.pages import ASSESSED, findings, laid_over

BOTH = "measures: [address-book, accounts-closed]"
HARM = "sources: [Haste], threats: [A like name], impacts: [Shame]"
APPROVED = (
    "approvals:\n  measures_by: Head\n  measures_on: 2026-11-02\n  residual_by: Owner\n  residual_on: 2026-11-02\n"
    "  views_by: Head\n  review_by: Board\n"
)


def beside(fragment: str, root: Path) -> list[str]:
    """Return the codes and messages of everything found with a block laid over the assessment of the hub."""
    root.mkdir(exist_ok=True)
    found = findings(f"# hub/assessment.yaml\n{fragment}", root / "r")
    return [line.partition(" | ")[0].split(" ", 1)[1] for line in found]


def codes(fragment: str, root: Path) -> list[str]:
    return [line.split()[0] for line in beside(fragment, root)]


def risk(said: str, name: str = "wrong", measures: str = BOTH) -> str:
    """A risk under `risks` with causes, harm and measures, and what is said of its ratings."""
    named = f", {measures}" if measures else ""
    return f"- {{id: {name}, title: Risk {name}, {HARM}{named}, {said}}}\n"


def rated(before: str, after: str, more: str = "") -> str:
    """Ratings as the file has them, from “possible significant” and “remote significant”."""
    steps = [dict(zip(("likelihood", "severity", "level"), each.split(), strict=False)) for each in (before, after)]
    first, last = (", ".join(f"{key}: {value}" for key, value in each.items()) for each in steps)
    return f"{first}, residual: {{{last}}}{more and ', '}{more}"


@pytest.mark.parametrize(
    ("before", "after", "more", "found"),
    [
        ("possible significant", "remote minimal", "effect: eliminated", []),
        ("probable significant", "possible significant", "effect: eliminated", ["ASMT021"]),
        ("possible significant", "possible significant", "effect: accepted", []),
        ("possible significant", "remote significant", "effect: accepted", ["ASMT021"]),
        ("possible significant", "possible significant", "effect: reduced", ["ASMT021"]),
        ("possible significant", "possible significant", "effect: 'TBC: asked'", ["TODO001"]),
        ("remote severe", "possible minimal", "effect: reduced", []),  # more likely, less severe, as low
        ("remote significant", "possible significant", "effect: accepted", ["ASMT020"]),
        ("remote minimal", "remote minimal", "effect: accepted", []),
        ("possible severe", "possible severe", "effect: accepted", ["ASMT037"]),
        ("possible significant", "remote significant low", "effect: reduced", []),
        ("possible significant", "remote significant medium", "effect: reduced", ["ASMT019"]),
        ("possible significant high", "remote significant", "because: It happened twice", []),
        ("probable significant", "TBC TBC", "effect: TBC", ["ASMT049", *["TODO001"] * 3]),
        ("TBC TBC", "TBC TBC", "effect: TBC", ["ASMT049", *["TODO001"] * 5]),
    ],
)
def test_ratings_of_one_risk(before: str, after: str, more: str, found: list[str], tmp_path: Path) -> None:
    assert codes(f"risks:\n{risk(rated(before, after, more))}", tmp_path) == found


def test_a_level_of_what_remains_may_differ_from_that_of_another_risk_before_measures(tmp_path: Path) -> None:
    first = risk(rated("probable severe", "possible significant high", "effect: reduced"), "a")
    second = risk(rated("possible significant", "remote significant"), "b")
    found = beside(f"risks:\n{first}{second}ico_consultation: {{sent: 2026-09-01, answered: 2026-11-02}}\n", tmp_path)
    assert found == [
        "ASMT018 R1 “Risk a” is rated high (possible, significant), and R2 “Risk b” with the same likelihood and severity "
        "is medium."
    ]


@pytest.mark.parametrize(
    ("scale", "before", "after", "found"),
    [
        ("nhs", "likely major", "rare negligible", []),
        ("nhs", "likely major", "3 negligible", ["“3” is not a likelihood of the scale “NHS five by five”."]),
        ("nhs", "Likely major", "rare negligible", ["“Likely” is not a likelihood of the scale “NHS five by five”."]),
        ("cnil", "maximum important", "negligible limited", []),
        (
            "cnil",
            "probable severe",
            "negligible limited",
            [
                "“probable” is not a likelihood of the scale “CNIL four by four”.",
                "“severe” is not a severity of the scale “CNIL four by four”.",
            ],
        ),
        (
            "'TBC: the board decides'",
            "likely major",
            "rare negligible",
            ["Risk scale is to be confirmed: the board decides."],
        ),
    ],
)
def test_words_of_the_scale(scale: str, before: str, after: str, found: list[str], tmp_path: Path) -> None:
    fragment = f"risks:\n{risk(rated(before, after, 'effect: reduced'))}# register.yaml\nrisk_scale: {scale}\n"
    assert [line.split(" ", 1)[1] for line in beside(fragment, tmp_path)] == found


OWN = (
    "# register.yaml\nrisk_scale: own\nown_scale:\n  title: Two by two\n"
    "  likelihood: [{id: seldom, title: Seldom}, {id: often, title: Often}]\n"
    "  severity: [{id: slight, title: Slight}, {id: grave, title: Grave}]\n"
    "  levels: [{id: green, title: Green}, {id: red, title: Red, consult: yes}]\n"
    "  grid:\n  - {severity: slight, levels: [green, green]}\n  - {severity: grave, levels: [green, red]}\n"
)


def test_a_scale_of_its_own(tmp_path: Path) -> None:
    good = f"risks:\n{risk(rated('often grave', 'seldom grave', 'effect: reduced'))}"
    assert beside(good + OWN, tmp_path / "1") == []
    high = f"risks:\n{risk(rated('often grave', 'often grave', 'effect: accepted'))}"
    assert codes(high + OWN, tmp_path / "2") == ["ASMT037"]
    assert codes(good + OWN.replace("levels: [green, red]}", "levels: [green]}"), tmp_path / "3") == ["FORM010"]


def test_what_was_meant_by_a_word_that_the_scale_does_not_have(tmp_path: Path) -> None:
    fragment = f"risks:\n{risk(rated('3 sever', 'rare Minor', 'effect: reduced'))}# register.yaml\nrisk_scale: nhs\n"
    found = findings(f"# hub/assessment.yaml\n{fragment}", tmp_path / "r")
    assert [line.partition(" | ")[2].partition(" It has")[0] for line in found] == [
        "Write “possible”.",
        "It has negligible, minor, moderate, major and catastrophic.",
        "Did you mean “minor”?",
    ]


def test_a_low_risk_without_measures_need_not_say_what_remains(tmp_path: Path) -> None:
    low = risk("likelihood: remote, severity: significant", "low", measures="")
    medium = risk("likelihood: possible, severity: significant, effect: accepted", "medium", measures="")
    both = risk(rated("possible severe", "remote severe"))
    assert beside(f"risks:\n{both}{low}{medium}", tmp_path) == [
        "ASMT017 R3 “Risk medium” does not say what remains: it has no likelihood or severity under “residual”."
    ]


def test_measures_to_be_confirmed_are_no_fault(tmp_path: Path) -> None:
    said = rated("possible severe", "remote severe", "effect: reduced")
    assert codes(f"risks:\n{risk(said, measures='measures: TBC')}", tmp_path / "1") == ["TODO001"]
    assert codes(f"risks:\n{risk(said)}measures: 'TBC: the workshop'\n", tmp_path / "2") == [
        "NAME001",
        "NAME001",
        "TODO001",
    ]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("state: in-place, done: 2026-12-01", []),
        ("state: begun, by: 2026-12-01", []),
        ("state: to-do, by: 'TBC: the supplier says'", ["TODO001"]),
        ("state: to-do, by: 2027-03-31", []),  # its risk is medium without it
        ("state: 'TBC: asked'", ["TODO001"]),
    ],
)
def test_states_of_a_measure(state: str, found: list[str], tmp_path: Path) -> None:
    other = "- {id: accounts-closed, title: Accounts are closed, owner: Manager, state: in-place}\n"
    measures = f"measures:\n- {{id: address-book, title: One book, owner: Manager, {state}}}\n{other}"
    assert codes(measures, tmp_path) == found


def test_a_high_risk_stands_until_the_last_of_its_measures_unless_it_is_said_why_the_others_are_enough(
    tmp_path: Path,
) -> None:
    late = "- {id: address-book, title: One book, owner: Manager, state: to-do, by: 2027-03-31}\n"
    soon = "- {id: accounts-closed, title: Accounts, owner: Manager, state: in-place}\n"
    high = risk(rated("probable severe", "remote severe", "effect: reduced"))
    until = (
        "ASMT029 R1 “Risk wrong” stays high until 31 March 2027, when M1 “One book” is to be in place. The protocol is "
    )
    assert beside(f"risks:\n{high}measures:\n{late}{soon}", tmp_path / "1") == [
        f"{until}in force from 1 December 2026."
    ]
    later = soon.replace("in-place", "begun, by: 2027-01-31")
    assert beside(f"risks:\n{high}measures:\n{late}{later}", tmp_path / "2") == [
        f"{until}in force from 1 December 2026."
    ]
    said = high.replace("effect: reduced", "effect: reduced, until_then: Each address is read out to a second person")
    assert beside(f"risks:\n{said}measures:\n{late}{soon}", tmp_path / "3") == []


def test_nothing_is_said_of_the_calendar_where_the_day_does_not_matter(tmp_path: Path) -> None:
    fragment = "# hub/assessment.yaml\napprovals: {review_on: 2020-01-01}\nadvice: {date: 2999-01-01}\n"
    root = laid_over(fragment, tmp_path / "r", ASSESSED)
    assert [each.code for each in check(open_register(root)) if each.code.startswith("ASMT")] == []
    found = {each.code for each in check(open_register(root, on=TODAY))}
    assert found == {"ASMT031", "ASMT045", "ASMT046"}


def test_a_draft_need_not_be_signed(tmp_path: Path) -> None:
    soon = "approvals: {review_by: Board}\n# hub/protocol.yaml\nin_force: 2026-12-02\n"
    assert beside(soon, tmp_path / "1") == []
    assert codes(soon.replace("2026-12-02", "2026-12-01"), tmp_path / "2") == ["ASMT031"]
    assert codes("approvals: 'TBC: the board in January'\n", tmp_path / "3") == ["ASMT049", "TODO001"]


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("Trust data protection officer", ["ASMT033"]),
        ("DPO", ["ASMT033"]),
        ("Head of legal, with the data protection officer", []),
        ("N/A", ["ASMT031"]),
        ("None of the partners but the council", []),
    ],
)
def test_who_may_approve(who: str, found: list[str], tmp_path: Path) -> None:
    assert codes(APPROVED.replace("Owner", who), tmp_path) == found


def test_advice_to_be_confirmed_is_a_fault_once_someone_relies_on_it(tmp_path: Path) -> None:
    later = "# hub/protocol.yaml\nin_force: 2026-12-02\n"
    draft = f"advice: 'TBC: asked for'\napprovals: {{review_by: Board}}\n{later}"
    assert codes(draft, tmp_path / "1") == ["TODO001"]
    assert codes("advice: 'TBC: asked for'\n", tmp_path / "6") == ["ASMT034", "TODO001"]
    assert codes("advice: {date: 2026-10-30, text: It may begin}\n", tmp_path / "2") == ["ASMT035"]
    assert codes("advice: {text: It may begin, answer: accepted}\n", tmp_path / "4") == []
    assert codes("advice: {date: 2026-10-30, answer: accepted}\n", tmp_path / "5") == []
    assert codes("advice: {date: 2026-10-30, text: It may begin, answer: TBC}\n", tmp_path / "3") == [
        "ASMT035",
        "TODO001",
    ]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("{sent: 2026-12-02, reference: PC-1}", ["ASMT038", "ASMT045"]),
        ("{sent: 2026-09-02, answered: 2026-12-01, outcome: may-proceed}", []),
        ("{sent: 2026-09-02, outcome: may-proceed}", []),
        ("{sent: 2026-09-02, answered: 'TBC: by 14 December'}", ["TODO001"]),
        ("'TBC: the officer asks'", ["ASMT037", "TODO001"]),
        ("{sent: 'TBC: the officer asks'}", ["ASMT037", "TODO001"]),
        ("{reference: PC-1}", ["ASMT037"]),
    ],
)
def test_consulting_the_commissioner(said: str, found: list[str], tmp_path: Path) -> None:
    high = risk(rated("probable severe", "possible severe", "effect: reduced"))
    assert codes(f"risks:\n{high}ico_consultation: {said}\n", tmp_path) == found


REVIEWED = (
    "in_force: 2024-01-08\nversion: '2.0'\nchanges:\n- {version: '2.0', date: 2026-11-25, summary: Health joins}\n"
    "- {version: '1.0', date: 2024-01-08, summary: First version}\n# hub/assessment.yaml\nof_version: '2.0'\n"
)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("sent: 2026-08-03, answered: 2026-10-05, outcome: may-proceed", []),
        ("sent: 2026-08-03, answered: 2026-11-26, outcome: may-proceed", ["ASMT038"]),
        ("sent: 2026-08-03", ["ASMT038"]),
        ("sent: 2026-08-03, answered: 2026-10-05, outcome: may-not-proceed", ["ASMT039"]),
    ],
)
def test_on_a_review_the_commissioner_answers_before_the_version_that_is_assessed(
    said: str, found: list[str], tmp_path: Path
) -> None:
    high = risk(rated("probable severe", "possible severe", "effect: reduced"))
    lines = findings(f"{REVIEWED}risks:\n{high}ico_consultation: {{{said}}}\n", tmp_path / "r")
    told = [line for line in lines if "ASMT038" in line or "ASMT039" in line]
    assert [line.split()[1] for line in told] == found
    assert not any("2024" in line for line in told)


def test_a_high_risk_until_a_measure_is_there_is_no_less_high_while_the_commissioner_is_to_be_asked(
    tmp_path: Path,
) -> None:
    late = (
        "measures:\n- {id: address-book, title: A book, owner: Head, state: begun, by: 2027-02-28}\n"
        "- {id: accounts-closed, title: Accounts closed, owner: Head, state: begun, by: 2027-01-31}\n"
    )
    high = f"risks:\n{risk(rated('probable severe', 'remote severe', 'effect: reduced'))}{late}"
    assert "ASMT029" in codes(f"{high}ico_consultation: {{sent: TBC}}\n", tmp_path / "1")
    assert "ASMT029" not in codes(f"{high}ico_consultation: {{sent: 2026-09-01}}\n", tmp_path / "2")


def test_answers_that_an_officer_may_give(tmp_path: Path) -> None:
    base = (ASSESSED / "hub" / "assessment.yaml").read_text("utf-8").partition("screening:\n  answers:\n")[2]
    answers = (
        "screening:\n  answers:\n"
        + "\n".join(line for line in base.splitlines() if "large-scale-sensitive" not in line)
        + "\n"
        "  - {factor: large-scale-sensitive, answer: no, because: One borough}\n"
        "  - {factor: evaluation-or-scoring, answer: no, because: Nobody is scored}\n"
        "  - {factor: genetic-data, answer: yes, because: A study begins}\n"
        "  - {factor: vulnerable-people, answer: yes, because: Some are very young}\n"
    )
    assert beside(answers, tmp_path / "1") == []
    private = (
        "screening:\n  answers:\n  - {factor: sensitive-data, answer: no, because: Names only}\n"
        "# hub/protocol.yaml\ninformation:\n"
        "- {id: identity, title: Name, of: children, kind: personal, confidential: yes, needed_because: To know}\n"
        "- {id: health-needs, title: Road, of: children, kind: personal, needed_because: To know}\n"
        "- {id: offending, title: Rent, of: children, kind: personal, needed_because: To know}\n"
    )
    assert "ASMT009" not in codes(private, tmp_path / "2")
    sensitive = private.partition("# hub")[0]
    assert codes(sensitive, tmp_path / "3") == ["ASMT052", "ASMT009"]


def test_a_screening_that_requires_nothing_needs_no_risks(tmp_path: Path) -> None:
    whole = "format: 1\nversion: '1.0'\nof_version: '1.0'\n"
    fragment = f"# framework/assessment.yaml\n{whole}"
    assert findings(fragment, tmp_path / "r") == []


def test_both_carried_out_and_not(tmp_path: Path) -> None:
    both = "screening: {not_needed_because: Another covers it, decided_by: Data protection officer}\n"
    assert beside(both, tmp_path) == ["ASMT010 It says that no assessment is carried out, and has 2 risks."]


def test_decisions_of_which_the_file_does_not_say_the_grounds_get_the_line_to_add(tmp_path: Path) -> None:
    names = ("wrong-recipient", "children", "processor", "system-down", "offences", "confidence")
    entries = "".join(f"- {{suggestion: {name}, because: It is held}}\n" for name in names)
    found = findings(f"# hub/assessment.yaml\ndismissed:\n{entries}", tmp_path / "r")
    assert [line.split()[1] for line in found] == ["ASMT055"] * len(names)
    assert found[1].endswith("add “grounds: [children]” to it.")
    assert found[4].endswith("add “grounds: [offending=criminal-offence]” to it.")


def test_a_new_flow_makes_a_decision_stale_in_the_risk_that_took_it_up(tmp_path: Path) -> None:
    taken = risk(
        rated(
            "possible significant", "remote significant", "suggested_by: wrong-recipient, grounds: [referral, old-flow]"
        )
    )
    entries = "".join(
        f"- {{suggestion: {name}, grounds: [{ground}], because: It is held}}\n"
        for name, ground in {
            "children": "children",
            "processor": "supplier",
            "system-down": "case-system",
            "offences": "offending",
            "confidence": "health-needs",
        }.items()
    )
    assert beside(f"risks:\n{taken}dismissed:\n{entries}", tmp_path) == [
        "ASMT013 Look at “Information goes to the wrong person” again. Since it was decided, its grounds have changed: the "
        "flow “The trust answers” and the flow “The police answer” were added; “old-flow” is gone."
    ]


@pytest.mark.parametrize(
    ("what", "number", "found"),
    [
        ("flows", "3", []),
        ("flows", "4", ["The assessment relies on 4 flows, and the protocol has 3."]),
        ("items", "3", []),
        ("organisations", "5", []),
        (
            "organisations",
            "6",
            [
                "The assessment relies on 6 organisations, and the protocol has 5. They are 1 in “Schools” and 4 by name."
            ],
        ),
        ("parties", "five", ["“five” cannot be compared with the protocol."]),
        ("parties", "9" * 5000, ["cannot be compared"]),
        ("parties", "TBC", ["Number is to be confirmed."]),
    ],
)
def test_numbers(what: str, number: str, found: list[str], tmp_path: Path) -> None:
    lines = beside(f'counts: [{{what: {what}, number: "{number}"}}]\n', tmp_path)
    assert len(lines) == len(found)
    assert all(words in line for words, line in zip(found, lines, strict=True))


def test_members_that_left_are_not_counted(tmp_path: Path) -> None:
    members = (
        "# members/schools.csv\nid,name,joined,left\noak-primary,Oak Primary School,2026-12-01,\n"
        "ash-primary,Ash Primary School,2026-06-01,2026-07-31\n"
    )
    assert codes(f"counts: [{{what: organisations, number: '5'}}]\n{members}", tmp_path / "1") == []
    assert codes(f"counts: [{{what: organisations, number: '6'}}]\n{members}", tmp_path / "2") == ["ASMT044"]


def test_members_that_have_not_joined_yet_are_not_counted(tmp_path: Path) -> None:
    members = (
        "# members/schools.csv\nid,name,joined,left\noak-primary,Oak Primary School,2026-12-01,2026-12-31\n"
        "ash-primary,Ash Primary School,2026-12-02,\n"
    )
    assert codes(f"counts: [{{what: organisations, number: '5'}}]\n{members}", tmp_path / "1") == []
    assert codes(f"counts: [{{what: organisations, number: '6'}}]\n{members}", tmp_path / "2") == ["ASMT044"]


def test_organisations_cannot_be_counted_where_a_class_has_no_list(tmp_path: Path) -> None:
    parties = (
        "parties:\n- {organisation: council}\n- {organisation: trust}\n- {organisation: police}\n- {class: schools}\n"
    )
    processor = (
        "- {organisation: supplier, role: processor, for: council, contract: C-1 of 1 April 2026, signed_by: Head}\n"
    )
    fragment = (
        'counts: [{what: organisations, number: "40"}]\n# hub/protocol.yaml\n'
        f"{parties}- {{class: surgeries, title: Surgeries, kind: gp-practice, role: controller, signed_by: Partner}}\n{processor}"
    )
    assert "ASMT044" not in codes(fragment, tmp_path)


def test_an_assessment_with_another_title_is_another_one(tmp_path: Path) -> None:
    assert beside("title: Portal assessment\nversion: '1.1'\n", tmp_path / "1") == []
    assert codes("title: early help hub ASSESSMENT\nversion: '1.1'\n", tmp_path / "2") == ["ASMT043"]
    assert codes("title: TBC\nversion: '1.1'\n", tmp_path / "3") == ["TODO001", "ASMT043"]
    draft = "title: early help hub ASSESSMENT\nversion: '1.1'\n# hub/protocol.yaml\nin_force: 2027-01-01\n"
    assert codes(f"approvals: {{review_by: Board}}\n{draft}", tmp_path / "4") == []


def test_an_approval_after_the_first_day(tmp_path: Path) -> None:
    late = APPROVED.replace("residual_on: 2026-11-02", "residual_on: 2026-12-01")
    assert beside(late, tmp_path / "1") == []
    found = beside(late + "# hub/protocol.yaml\nin_force: 2026-11-30\n", tmp_path / "2")
    assert found == [
        "ASMT007 The assessment was approved on 1 December 2026, after the protocol came into force on 30 November 2026."
    ]


def test_a_draft_after_the_first_day_is_not_approved_yet(tmp_path: Path) -> None:
    named = "# hub/protocol.yaml\nin_force: 2026-10-01\nimpact_assessments: 'TBC: being written'\n"
    assert codes(f"date: 2026-11-20\napprovals: {{review_by: Board}}\n{named}", tmp_path) == [
        "ASMT031",
        "REVW004",
        "TODO001",
    ]


def test_an_approved_assessment_has_a_date(tmp_path: Path) -> None:
    base = (ASSESSED / "hub" / "assessment.yaml").read_text("utf-8").replace("date: 2026-11-02\nconsult", "consult")
    whole = base.partition("\n")[2]
    assert beside(whole, tmp_path / "1") == ["ASMT002 The assessment was approved and has no date."]
    assert codes(whole.replace("_by: ", "_by: 'TBC: asked' #"), tmp_path / "2").count("ASMT002") == 0


REAL = open_register(HERE / "cases" / "drug-resistant-tb-registry", on=TODAY)


def test_the_faults_of_a_published_assessment() -> None:
    found = [each.code for each in check(REAL) if each.place.file.endswith("assessment.yaml")]
    assert [code for code in found if code.startswith("ASMT")] == [
        "ASMT042",
        "ASMT052",
        "ASMT044",
        "ASMT012",
        "ASMT022",
        "ASMT021",
        "ASMT021",
        "ASMT031",
        "ASMT033",
        "ASMT032",
    ]


EVERY = open_register(HERE / "cases" / "every-field", on=TODAY)
RULES = [each for each in catalogue() if each.group == "ASMT"]


def run(register: Register) -> list[str]:
    """Run the rules of the theme and return what each finding says, with the file in which it stands."""
    found = [each for rule in RULES for each in rule.check(register)]
    return [f"{register.place(each.at).file} {each.message} {each.help}" for each in found]


def test_a_value_that_is_not_known_stops_no_rule() -> None:
    source = EVERY.assessments["every-field"]
    kinds = {
        tuple("[]" if isinstance(step, int) else step for step in path): path for path in places(source.value) if path
    }
    for path in kinds.values():
        data: Any = copy.deepcopy(source.value)
        inner = data
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = "TBC: Morwenna"
        found = run(replace(EVERY, assessments={"every-field": replace(source, value=data)}))
        assert not any("Morwenna" in line or "TBC" in line for line in found), path


def _of_shape(value: Any) -> list[str]:
    return run(replace(EVERY, assessments={"every-field": Source("every-field/assessment.yaml", "x", value)}))


@pytest.mark.parametrize("value", [None, "TBC", [], ["a"], {"risks": "x"}])
def test_a_file_of_another_shape_is_left_to_the_rules_on_form(value: Any) -> None:
    assert _of_shape(value) == []


def test_what_can_be_read_of_a_file_of_another_shape_is_checked() -> None:
    found = _of_shape({"risks": [["a"], "b", {}], "measures": [{}], "counts": [{"number": "1"}]})
    assert any(line.startswith("every-field/assessment.yaml R1 has no likelihood or severity.") for line in found)
    assert any(
        line.startswith("every-field/assessment.yaml M1 does not say which post answers for it") for line in found
    )


def test_the_worked_assessments_have_nothing_to_mend() -> None:
    register = open_register(HERE.parent / "protocols", on=datetime.date(2026, 12, 1))
    assert len(register.assessments) >= 2
    assert run(register) == []
