"""Guidance: what comes with the toolkit is whole and honest about its sources, and a partnership's own is laid over it."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from istoolkit.definitions import schema, validate
from istoolkit.definitions.guidance import (
    CAUTION,
    Guidance,
    caution,
    fitting,
    guidance_of,
    is_dated,
    law_behind,
    laws_of,
    open_points,
    papers_of,
    worries,
)
from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import Record, missing_of
from istoolkit.definitions.register import Register, open_register
from istoolkit.definitions.schema import guidance_lists, guidance_records, law_records, vocabularies
from istoolkit.resources import folder
from tests.conftest import TODAY
from tests.rules.pages import BASE, laid_over

NATIONS = tuple(vocabularies()["nations"])
FOR_STAFF = ("golden_rules", "myths", "contacts", "statements", "roles", "steps")
EVERY = [(name, each) for name, found in guidance_records().items() for each in found.values()]
STAFF = [
    each for name, each in EVERY if name in FOR_STAFF and {"staff", "trainers"} & {*each.get("readers", ["staff"])}
]


@cache
def ours() -> Guidance:
    return guidance_of(open_register(BASE, on=TODAY))


def own(fragment: str, root: Path, on: datetime.date | None = TODAY) -> Register:
    """Return the register of the examples with a file of guidance, and perhaps one of law."""
    return open_register(laid_over(fragment, root / "register"), on=on)


def test_every_file_fits_its_schema_and_each_record_is_there_once() -> None:
    found: dict[str, list[str]] = {}
    for name, content in schema.parse(schema.guidance_contents(folder("schemas"))).items():
        assert validate.mismatches("guidance", content) == [], name
        for each in content.keys() - {"format"}:
            found.setdefault(each, []).extend(record["id"] for record in content[each])
    assert {name: len(set(ids)) for name, ids in found.items()} == {name: len(ids) for name, ids in found.items()}
    assert {name for name, each in guidance_records().items() if each} == found.keys() >= {*FOR_STAFF}


def test_every_record_says_what_a_record_must_and_names_law_that_is_known() -> None:
    provisions = law_records()["provisions"]
    assert [(name, each["id"]) for name, each in EVERY if missing_of("guidance", name, each)] == []
    assert [(each["id"], law) for _, each in EVERY for law in many(each.get("law")) if law not in provisions] == []


def test_no_record_rests_on_law_that_was_replaced_or_has_ended() -> None:
    register = open_register(BASE, on=TODAY)
    assert [(each["id"], worries(register, each)) for _, each in EVERY if worries(register, each)] == []


def test_what_rests_on_law_is_dated_or_says_what_is_to_be_confirmed() -> None:
    assert [each["id"] for each in STAFF if "law" in each and not is_dated(each) and "to_confirm" not in each] == []
    assert [each["id"] for each in STAFF if not each.get("source")] == []


def test_law_of_other_nations_is_not_named_for_a_nation() -> None:
    provisions = law_records()["provisions"]
    stray = [
        (each["id"], law)
        for each in STAFF
        for law in many(each.get("law"))
        if not {*(many(each.get("jurisdictions")) or NATIONS)} <= {*provisions[law]["jurisdictions"]}
    ]
    assert stray == []


def texts(record: Record) -> Iterator[tuple[str, str]]:
    for name in ("text", "fact", "myth", "title", "when", "lead", "who", "points", "notes"):
        yield from ((name, each) for each in many(record.get(name)))


def test_sentences_end_as_sentences_and_headings_do_not() -> None:
    ending = {"text": r"[.:?]", "fact": r"\.", "notes": r"\.", "title": r"[^.:]", "when": r"[^.]", "who": r"[^.]"}
    said = [(each["id"], name, text) for each in STAFF for name, text in texts(each)]
    assert [each for each in said if each[1] in ending and not re.search(ending[each[1]] + r"\Z", each[2])] == []
    assert [
        each for each in said if "'" in each[2] or '"' in each[2] or re.search(r"\b(please|via|etc)\b", each[2])
    ] == []


def test_what_leads_into_points_has_points() -> None:
    assert [each["id"] for each in STAFF if str(each.get("text", "")).endswith(":") != _continues(each)] == []


def _continues(record: Record) -> bool:
    """Whether the points of a record go on with its sentence: they begin in small letters."""
    return any(each[0].islower() for each in many(record.get("points")))


def test_england_has_the_seven_golden_rules_of_the_department_and_each_nation_some() -> None:
    england = ours().each("golden_rules", frozenset({"england"}))
    assert len(england) == 7
    assert {each["law"][0] for each in england} == {"dfe-information-sharing-2024"}
    assert [each["source"][-1] for each in england] == list("1234567")
    for nation in NATIONS:
        assert len(ours().each("golden_rules", frozenset({nation}))) >= 5


@pytest.mark.parametrize("nation", NATIONS)
def test_staff_of_each_nation_are_told_of_every_subject(nation: str) -> None:
    untold = [each for each in vocabularies()["guidance_subjects"] if not ours().about(each, frozenset({nation}))]
    assert untold == []


def steps(nation: str, kind: str, *concerns: str) -> list[Record]:
    return fitting(ours().each("steps", frozenset({nation})), kind, frozenset(concerns))


@pytest.mark.parametrize("nation", NATIONS)
def test_danger_comes_first_and_the_record_last(nation: str) -> None:
    found = [each["id"] for each in steps(nation, "school", "children")]
    middle = ["lower-worry", f"asked-{nation}", "part-of-a-plan"]
    assert found[:5] == ["danger-now", f"significant-harm-{nation}", *middle]
    assert found[5].startswith("nobody-acts")
    assert found[6:] == ["record"]


@pytest.mark.parametrize("nation", NATIONS)
def test_what_to_do_for_an_adult_at_risk_speaks_of_no_child_first(nation: str) -> None:
    found = steps(nation, "school", "adults")
    assert [each["id"] for each in found] == [
        "danger-now",
        f"adult-at-risk-{nation}",
        "lower-worry-adult",
        f"asked-{nation}",
        "part-of-a-plan",
        "nobody-acts-adult",
        "record",
    ]
    assert "Adults who can decide may accept a risk that is theirs alone." in found[1]["text"]
    both = [each["id"] for each in steps(nation, "school", "children", "adults")]
    assert both[:3] == ["danger-now", f"significant-harm-{nation}", f"adult-at-risk-{nation}"]


@pytest.mark.parametrize("nation", NATIONS)
def test_the_police_act_and_social_care_passes_it_to_its_own_team(nation: str) -> None:
    police = steps(nation, "police", "children")
    assert [each["id"] for each in police][:3] == [
        "danger-now-police",
        f"significant-harm-{nation}-police",
        "lower-worry",
    ]
    assert not any("call 999" in f"{each['title']} {each['text']}".lower() for each in police)
    own = "nhs-trust" if nation == "northern-ireland" else "council"
    assert "Pass it to your" in steps(nation, own, "children")[1]["title"]
    contacts = fitting(ours().each("contacts", frozenset({nation}), "staff"), "police", frozenset({"children"}))
    assert [each["id"] for each in contacts][:2] == ["control-room", "public-protection-unit"]
    assert not {"999", "101"} & {each.get("phone") for each in contacts}


def test_what_is_told_instead_of_another_is_for_the_same_nations_and_people_and_stands_where_it_stood() -> None:
    swaps = [(each, guidance_records()[name][each["instead_of"]]) for name, each in EVERY if "instead_of" in each]
    alike = ("order", "jurisdictions", "concerns")
    assert len(swaps) >= 11
    for each, other in swaps:
        assert each["kinds"]
        if other["id"] not in ("emergency", "police"):
            assert [each.get(name) for name in alike] == [other.get(name) for name in alike], each["id"]


@pytest.mark.parametrize("nation", NATIONS)
def test_a_step_stands_alone_in_one_line_and_says_how(nation: str) -> None:
    titles = {each["id"]: each["title"] for each in ours().each("steps", frozenset({nation}))}
    assert [each for each in titles.values() if len(each) > 120] == []
    harm = [title for key, title in titles.items() if key.startswith(("significant-harm", "adult-at-risk"))]
    assert [each for each in harm if not re.search(r"\b(by telephone|ring)\b", each)] == []


ASKED = {
    "england": ("children-act-1989-s47", "children-act-2004-s16h", "children-act-2004-s16la", "care-act-2014-s45"),
    "wales": ("children-act-1989-s47", "social-services-wales-act-2014-s164", "social-services-wales-act-2014-s137"),
    "scotland": ("children-scotland-act-1995-s21", "adult-support-scotland-act-2007-s10"),
    "northern-ireland": ("children-ni-order-1995-art66",),
}
EXCEPTION = {
    "england": "unless that is unreasonable",
    "wales": "unless that is incompatible with the partner’s own duties",
    "scotland": "unless that is incompatible with their own duties or unduly prejudices their own work",
    "northern-ireland": "unless that is unreasonable",
}


@pytest.mark.parametrize("nation", NATIONS)
def test_whoever_is_asked_is_told_the_duties_of_the_nation_with_their_exceptions(nation: str) -> None:
    asked = ours().lists["steps"][f"asked-{nation}"]
    assert {*ASKED[nation]} <= {*many(asked["law"])}
    assert EXCEPTION[nation] in asked["text"]
    assert "uk-gdpr-annex-1-p1" not in {law for each in steps(nation, "council") for law in many(each.get("law"))}


MORE_DETRIMENTAL = "unless disclosing it would be more detrimental to the child than not disclosing it"


def test_the_exception_to_the_duty_in_england_has_the_same_words_everywhere() -> None:
    records = guidance_records()
    said = [
        records["myths"]["duty-in-england"],
        records["statements"]["powers-england-duty"],
        records["steps"]["asked-england"],
        records["quiz"]["duty-in-england"],
        records["scenarios"]["the-family"],
    ]
    assert [each["id"] for each in said if MORE_DETRIMENTAL not in str(each)] == []
    lists = (*FOR_STAFF, "quiz", "scenarios")
    looser = r"more harm than|more harm\b|detrimental to the child(?! than not disclosing it)"
    assert [each["id"] for name, each in EVERY if name in lists and re.search(looser, str(each))] == []


def test_a_law_that_merely_allows_sharing_does_not_lift_confidence() -> None:
    said = [law_records()["provisions"]["common-law-confidence"]["meaning"], *(str(each) for _, each in EVERY)]
    about = [each for each in said if re.search(r"sets? confidence\s+aside", each)]
    assert len(about) >= 3
    assert [each for each in said if "law requires or allows" in each] == []


@pytest.mark.parametrize("nation", NATIONS)
def test_staff_of_every_kind_of_organisation_are_spoken_to(nation: str) -> None:
    told = {kind for each in ours().each("roles", frozenset({nation})) for kind in many(each["kinds"])}
    only_england = {"integrated-care-board"}
    no_boards = {"health-board"} if nation in ("england", "northern-ireland") else set()
    no_trusts = {"nhs-trust"} if nation == "scotland" else set()
    wanted = vocabularies()["organisation_kinds"].keys() - no_boards - no_trusts
    assert wanted - told == (set() if nation == "england" else only_england)


def test_whom_each_reader_is_told_to_call_first() -> None:
    england = frozenset({"england"})
    called = {
        who: [each["id"] for each in fitting(ours().each("contacts", england, who), "school", frozenset({"children"}))]
        for who in vocabularies()["readers"]
    }
    assert called["staff"][:4] == ["emergency", "police", "childrens-social-care-england", "nspcc"]
    assert called["young-people"][:2] == ["emergency", "childline"]
    assert "childrens-social-care-england" in called["young-people"]
    assert not any(each.startswith(("adult", "domestic", "hourglass")) for ids in called.values() for each in ids)
    adults = fitting(ours().each("contacts", england, "families"), concerns=frozenset({"adults"}))
    assert {"adult-social-care-england", "domestic-abuse-england", "victim-support"} <= {each["id"] for each in adults}
    assert "childline" not in {each["id"] for each in adults}
    assert "nspcc-whistleblowing" not in called["families"] + called["young-people"]
    numbers = {key: each["phone"] for key, each in ours().lists["contacts"].items() if "phone" in each}
    assert (numbers["emergency"], numbers["police"]) == ("999", "101")
    assert (numbers["nspcc"], numbers["childline"]) == ("0808 800 5000", "0800 1111")


def test_the_papers_of_every_list_are_known() -> None:
    assert [name for name in guidance_lists() if not papers_of(name, {})] == []
    assert papers_of("statements", {"readers": ["families", "trainers"]}) == [
        "guides for parents and carers",
        "training papers",
    ]


OWN = """# guidance.yaml
contacts:
- {id: hub, order: 25, title: The children's hub, phone: 01632 960100, when: You are worried about a child}
- {id: nspcc, when: You want advice from outside Northvale}
myths:
- {id: not-on-fridays, myth: The hub takes no worries on Fridays}
golden_rules:
- {id: seek-advice, text: "TBC: our board decides"}
"""


def test_own_records_are_added_in_their_place_and_change_only_what_they_say(tmp_path: Path) -> None:
    guidance = guidance_of(own(OWN, tmp_path))
    staff = fitting(guidance.each("contacts", frozenset({"england"}), "staff"), "school")
    assert [each["id"] for each in staff][:4] == ["emergency", "police", "hub", "childrens-social-care-england"]
    expected = {**guidance_records()["contacts"]["nspcc"], "when": "You want advice from outside Northvale"}
    assert guidance.lists["contacts"]["nspcc"] == expected


def test_what_says_too_little_or_is_not_known_changes_nothing(tmp_path: Path) -> None:
    guidance = guidance_of(own(OWN, tmp_path))
    assert "not-on-fridays" not in guidance.lists["myths"]
    assert guidance.lists["golden_rules"]["seek-advice"] == guidance_records()["golden_rules"]["seek-advice"]


CONFIRMED = """# guidance.yaml
myths:
- {id: law-forbids, myth: A, fact: B, checked_on: 2026-11-20}
- {id: consent-always, checked_on: 2026-11-20}
- {id: duty-in-england, checked_on: 2026-11-20, to_confirm: Whom it binds}
statements:
- {id: rights-complaints, text: Ask the hub.}
- {id: without-consent-reason, order: 5, checked_on: TBC}
- {id: retention-destroy, checked_on: TBC}
"""


def test_a_day_of_the_register_answers_our_question_and_new_words_undo_our_day(tmp_path: Path) -> None:
    lists = guidance_of(own(CONFIRMED, tmp_path)).lists
    assert "to_confirm" not in lists["myths"]["consent-always"]
    assert lists["myths"]["duty-in-england"]["to_confirm"] == "Whom it binds"
    assert not is_dated(lists["statements"]["rights-complaints"])
    assert is_dated(lists["statements"]["without-consent-reason"])
    assert "to_confirm" in lists["statements"]["retention-destroy"]
    assert is_dated(guidance_records()["statements"]["rights-complaints"])


CHANGED = """# law.yaml
provisions:
- {id: keeping-children-safe-in-education, replaced_by: [kcsie-2027], in_force_to: 2027-08-31}
- {id: wales-safeguarding-procedures, in_force_to: 2026-11-30}
- {id: kcsie-2027, title: Keeping children safe 2027, kind: guidance, meaning: Schools, jurisdictions: [england], in_force_from: 2027-09-01}
"""
RECORD: dict[str, Any] = {"law": ["keeping-children-safe-in-education", "wales-safeguarding-procedures", "kcsie-2027"]}
REPLACED = (
    "The law behind this has changed. Keeping children safe in education was replaced by Keeping children safe 2027."
)
ENDED = "The law behind this has changed. Wales Safeguarding Procedures was law until 30 November 2026."
NOT_YET = "The law behind this is not in force yet. Keeping children safe 2027 begins on 1 September 2027."


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return own(CHANGED, tmp_path_factory.mktemp("changed"))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (datetime.date(2026, 11, 30), [NOT_YET]),
        (datetime.date(2026, 12, 1), [ENDED, NOT_YET]),
        (datetime.date(2027, 8, 31), [ENDED, NOT_YET]),
        (datetime.date(2027, 9, 1), [REPLACED, ENDED]),
        (None, [REPLACED]),
    ],
)
def test_worries_are_those_of_the_day(day: datetime.date | None, said: list[str], changed: Register) -> None:
    assert worries(replace(changed, on=day), RECORD) == said


def test_law_of_other_nations_worries_nobody(changed: Register) -> None:
    england = frozenset({"england"})
    assert worries(changed, RECORD, england) == [NOT_YET]
    assert [each["id"] for each in law_behind(changed, RECORD, england)] == [RECORD["law"][0], "kcsie-2027"]
    assert open_points(changed, RECORD, frozenset({"wales"})) == ["Wales Safeguarding Procedures"]


def test_law_of_a_part_of_a_record_is_law_of_the_record_where_the_part_holds(changed: Register) -> None:
    answers = [
        {"answer": "yes", "law": ["wales-safeguarding-procedures"], "jurisdictions": ["wales"]},
        {"answer": "no", "parts": [{"law": ["keeping-children-safe-in-education"]}]},
    ]
    record = {"law": ["kcsie-2027"], "answers": answers}
    later = replace(changed, on=datetime.date(2027, 9, 1))
    assert laws_of(record) == ["kcsie-2027", "wales-safeguarding-procedures", "keeping-children-safe-in-education"]
    assert worries(later, record) == [ENDED, REPLACED]
    assert worries(later, record, frozenset({"england"})) == [REPLACED]


def test_a_record_that_nobody_dated_is_open_and_staff_are_told_in_one_line(changed: Register) -> None:
    undated = {"id": "ours", "text": "Ask."}
    dated = {**undated, "checked_on": "2026-11-01"}
    asked = {
        "id": "ours",
        "nations": [{"jurisdictions": ["wales"], "to_confirm": "Which schools"}],
        "checked_on": "2026-11-01",
    }
    assert open_points(changed, undated) == ["its words"]
    assert open_points(changed, dated) == []
    assert open_points(changed, asked) == ["Which schools"]
    assert open_points(changed, asked, frozenset({"england"})) == []
    assert caution(changed, [dated, undated]) == CAUTION
    assert caution(changed, [dated]) == ""
