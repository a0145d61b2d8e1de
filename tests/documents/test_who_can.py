"""An answer is yes only where it is agreed, and names only law that speaks to those who give and receive."""

from dataclasses import replace
from functools import cache

import pytest

from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.documents.matrix.answers import ALLOWED, DRAFTS, SILENT, Answer, answer
from istoolkit.documents.matrix.exchanges import exchanges
from istoolkit.documents.matrix.naming import NoSuchItem, NoSuchName, meant
from istoolkit.documents.matrix.views import tables
from tests.conftest import ROOT, TODAY
from tests.documents.signing import copy, opened, put_out, record, sign

EARLY, HUB, MEETING = "early-help", "early-help-hub", "case-meeting"
REGISTER = open_register(ROOT / "protocols", on=TODAY)
TITLE = REGISTER.protocols[EARLY].text("title")


@cache
def signed() -> Register:
    """The worked register with early help signed by all but one school."""
    root = copy()
    put_out(root, EARLY)
    sign(root, EARLY, but=["schools/alderbank-primary"])
    return opened(root)


def ask(register: Register, giver: str, receiver: str, *names: str, item: str = "", full: bool = False) -> Answer:
    asked = [register.protocols[name] for name in names or sorted(register.protocols)]
    return answer(register, asked, giver, receiver, item, full=full)


def line(got: Answer, start: str) -> str:
    return next(each for each in got.lines if each.strip().startswith(start))


def test_a_draft_lets_nothing_pass_yet() -> None:
    got = ask(REGISTER, "gp-practices", "schools")
    assert (got.word, got.may) == ("Not yet", False)
    assert got.lines[0].startswith(
        "Not yet. 2 protocols would let GP practices give Schools and academies information once"
    )
    assert "draft, not signed, to apply from 1 December 2026)" in line(got, TITLE)
    assert got.lines[-1] == SILENT and ALLOWED not in got.lines
    one = ask(REGISTER, "gp-practices", "schools", EARLY)
    assert one.lines[0].startswith(f"Not yet. {TITLE} would let GP practices give Schools")
    assert one.lines[0].endswith("once it is signed.")


def test_what_is_signed_and_in_force_may_pass_and_the_drafts_come_after_it() -> None:
    got = ask(signed(), "gp-practices", "schools")
    assert got.may
    assert got.lines[0] == f"Yes. GP practices may give Schools and academies information under {TITLE}."
    assert ", in force, signed off on " in line(got, TITLE)
    at = got.lines.index(DRAFTS)
    assert any("draft, not signed" in each for each in got.lines[at:])
    assert not any("draft, not signed" in each for each in got.lines[:at])
    assert got.lines[-1] == ALLOWED


def test_a_protocol_under_a_draft_lets_nothing_pass_yet() -> None:
    register = signed()
    draft = replace(
        register, sign_offs={name: each for name, each in register.sign_offs.items() if name != "partnership-framework"}
    )
    draft = replace(draft, frozen={}, released={})
    got = ask(draft, "gp-practices", "schools", EARLY)
    assert got.word == "Not yet"
    framework = register.protocols["partnership-framework"].text("title")
    assert f"It rests on {framework}, which is not agreed: draft, not signed." in got.lines


def test_a_member_that_has_not_signed_is_not_bound_by_what_the_others_signed() -> None:
    for ends in (("alderbank-primary", "gp-practices"), ("gp-practices", "alderbank-primary")):
        got = ask(signed(), *ends, EARLY)
        assert got.word == "Not yet"
        assert "Alderbank Primary School has not signed it." in got.lines
    other = ask(signed(), "northvale-high", "gp-practices", EARLY)
    assert other.may and "Northvale High School has signed it." in other.lines
    whole = ask(signed(), "schools", "gp-practices", EARLY)
    assert "Schools and academies: 8 of 9 have signed. Ask whether the one you share with is among them." in whole.lines
    assert not any(each.startswith("GP practices: ") for each in whole.lines)


def test_a_protocol_that_was_withdrawn_lets_nothing_pass() -> None:
    root = copy()
    put_out(root, EARLY)
    record(root, EARLY, what="withdrawn", date="2026-11-25", because="The partners decided otherwise.")
    got = ask(opened(root), "gp-practices", "schools", EARLY)
    assert got.word == "No"
    assert line(got, TITLE).startswith(f"{TITLE} was withdrawn on 25 November 2026. Nothing may be shared under it")


def test_what_is_signed_does_not_pass_where_the_commissioner_says_no_afterwards() -> None:
    register = signed()
    source = replace(REGISTER.assessments[HUB], value={"ico_consultation": {"outcome": "may-not-proceed"}})
    got = ask(replace(register, assessments={**register.assessments, EARLY: source}), "gp-practices", "schools", EARLY)
    assert got.word == "No"
    assert line(got, TITLE).endswith("answered that the sharing may not proceed (UK GDPR Article 36).")


def test_errors_in_an_impact_assessment_are_told_with_those_of_the_protocol() -> None:
    own, above = REGISTER.assessments[HUB].file, REGISTER.assessments[HUB].file.replace(HUB, EARLY)
    source = replace(REGISTER.assessments[HUB], file=above)
    register = replace(REGISTER, assessments={**REGISTER.assessments, EARLY: source})
    wrong = {own: ["One"], above: ["Two", "Three"], REGISTER.protocols[HUB].source.file: ["Four"]}
    lines = answer(register, [register.protocols[HUB]], "schools", "northvale-council", "", wrong).lines
    found = [lines[at + 1 : at + 1 + count] for at, count in told_errors(lines)]
    assert found == [("  - Four",), ("  - One",), ("  - Three", "  - Two")]
    heads = [lines[at].partition(" in ")[2].partition(". ")[0] for at, _ in told_errors(lines)]
    assert heads == ["this protocol", "its impact assessment", "the impact assessment of a protocol above this one"]


def told_errors(lines: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where errors begin to be told, and how many there are."""
    starts = [at for at, each in enumerate(lines) if each.startswith("The check finds ")]
    return [(at, 1 if "an error" in lines[at] else int(lines[at].split()[3])) for at in starts]


def test_what_comes_nearest_says_that_it_is_not_agreed() -> None:
    got = ask(REGISTER, "gp-practices", "schools", HUB)
    assert got.word == "No"
    title = REGISTER.protocols[HUB].text("title")
    assert f"Not agreed yet, so share nothing on the strength of it: {title}." in got.lines


def test_powers_are_named_only_for_those_to_whom_they_speak() -> None:
    got = ask(REGISTER, "gp-practices", "schools", MEETING, full=True)
    law = line(got, "Law: GP practices; Schools and academies: ")
    powers, apart = (
        law.partition(label)[2].partition(". ")[0]
        for label in ("Powers and duties: ", "Named in the protocol, but gives no power or duty here: ")
    )
    assert powers == "Care Act 2014, sections 6 and 7"
    assert apart == "Crime and Disorder Act 1998, section 115; Care Act 2014, section 42"
    to_police = line(ask(REGISTER, "gp-practices", "northvale-police", MEETING, full=True), "Law: GP practices: ")
    assert "Powers and duties: Crime and Disorder Act 1998, section 115;" in to_police
    rows = tables(REGISTER, [REGISTER.protocols[MEETING]], ["exchanges"])[0]
    heads = [each.heading for each in rows.columns]
    shown = next(
        dict(zip(heads, (cell.words for cell in row), strict=True))
        for row in rows.rows
        if row[heads.index("Giver name")].words == "gp-practices"
        and row[heads.index("Receiver name")].words == "schools"
    )
    assert "no power or duty here: Crime and Disorder Act 1998, section 115" in shown["Law for who gives"]


def test_that_no_power_is_left_is_said() -> None:
    data = dict(REGISTER.protocols[MEETING].data)
    data["lawfulness"] = [
        {**each, "gateways": ["care-act-2014-s42"]} if "schools" in each["parties"] else each
        for each in data["lawfulness"]
    ]
    register = with_protocol(MEETING, data)
    assert "Powers and duties: none speaks to this. Named in the protocol, but gives" in line(
        ask(register, "schools", "gp-practices", MEETING, full=True), "Law: "
    )
    assert "of the powers and duties named, none speaks to this" in line(
        ask(register, "schools", "gp-practices", MEETING), "Law: "
    )


def test_a_law_that_is_to_be_confirmed_is_not_left_out() -> None:
    data = dict(REGISTER.protocols[MEETING].data)
    data["lawfulness"] = [{**each, "gateways": ["TBC: Ask legal services"]} for each in data["lawfulness"]]
    got = ask(with_protocol(MEETING, data), "schools", "gp-practices", MEETING, full=True)
    assert "Powers and duties: To be confirmed: Ask legal services" in line(got, "Law: ")


def with_protocol(name: str, data: dict[str, object]) -> Register:
    source: Source = replace(REGISTER.protocols[name].source, value=data)
    return replace(REGISTER, protocols={**REGISTER.protocols, name: Protocol(name, source)})


def test_law_for_one_of_several_purposes_says_for_which() -> None:
    got = ask(REGISTER, "northvale-police", "schools", MEETING)
    law = [each for each in got.lines if each.strip().startswith("Law: Northvale Police")]
    assert "For “Protect and support people who are badly harmed”: Public task" in law[0]
    assert "For “Stop the harm and change the behaviour behind it”: Part 3" in law[1]
    assert not line(got, "Law: Schools").partition("academies: ")[2].startswith("For ")
    meeting = next(
        each
        for each in exchanges(REGISTER, REGISTER.protocols[MEETING])
        if each.flow.title == "The meeting" and each.sender.name == "northvale-police"
    )
    assert [each.partition("”: ")[0] for each in meeting.sender_law] == [
        "For “Protect and support people who are badly harmed",
        "For “Stop the harm and change the behaviour behind it",
    ]


def test_a_purpose_for_which_a_party_has_no_basis_is_named() -> None:
    data = dict(REGISTER.protocols[MEETING].data)
    data["lawfulness"] = [each for each in data["lawfulness"] if each["id"] != "meeting-law-enforcement"]
    law = [
        each
        for each in ask(with_protocol(MEETING, data), "northvale-police", "schools", MEETING).lines
        if "Law:" in each
    ]
    assert any(
        "For “Stop the harm and change the behaviour behind it”: No lawful basis holds on 1 December 2026" in x
        for x in law
    )


def test_an_answer_is_short_unless_all_is_asked_for() -> None:
    short, full = (ask(REGISTER, "council", "council", full=full) for full in (False, True))
    assert len(short.lines) < len(full.lines) / 2
    assert any(each.startswith("4 ways: A partner refers a case to the hub; ") for each in short.lines)
    assert any("--full" in each for each in short.lines) and not any("--full" in each for each in full.lines)
    assert any("Kept: " in each for each in full.lines) and not any("Kept: " in each for each in short.lines)


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("GP", "GP practices"),
        ("gps", "GP practices"),
        ("surgery", "GP practices"),
        ("NHS", "Northvale Community NHS Trust"),
        ("LEA", "Northvale Council"),
        ("mental health", "Northvale Community NHS Trust"),
        ("children’s services", "Northvale Council"),
        ("parents", "The people themselves"),
    ],
)
def test_what_people_call_a_body_stands_for_its_kind(word: str, title: str) -> None:
    assert title in meant(REGISTER, list(REGISTER.protocols.values()), word).titles


def test_the_partnership_may_say_what_a_kind_is_called() -> None:
    law = replace(REGISTER.law_file, value={"organisation_kinds": [{"id": "police", "also_called": ["the Watch"]}]})
    own = replace(REGISTER, law_file=law)
    assert meant(own, [own.protocols[HUB]], "The watch").titles == ("Northvale Police",)
    with pytest.raises(NoSuchName):
        meant(REGISTER, [REGISTER.protocols[HUB]], "The watch")


def test_information_is_found_by_words_and_not_by_letters_inside_them() -> None:
    got = ask(REGISTER, "gp-practices", "northvale-council", HUB, item="health")
    assert line(got, "“health” was taken for: “Health and disability, as far as")
    offences = ask(REGISTER, "northvale-police", "northvale-council", EARLY, item="offence")
    assert line(offences, "“offence” was taken for: “Offences, cautions and police incidents")
    assert not any(
        "was taken for" in each for each in ask(REGISTER, "schools", "council", HUB, item="attendance").lines[:1]
    )
    with pytest.raises(NoSuchItem):
        ask(REGISTER, "gp-practices", "northvale-council", HUB, item="ealth")


def test_a_class_of_which_nobody_has_signed_is_not_bound() -> None:
    root = copy()
    put_out(root, EARLY)
    each_school = [f"schools/{row['id']}" for row in REGISTER.members["members/schools.csv"].value]
    sign(root, EARLY, but=each_school)
    register = opened(root)
    assert ask(register, "gp-practices", "schools", EARLY).word == "Not yet"
    assert ask(register, "gp-practices", "northvale-council", EARLY).word == "Yes"


def test_what_nobody_may_share_is_a_plain_no() -> None:
    got = ask(REGISTER, "northvale-nhs-trust", "northvale-police", EARLY, item="counselling")
    assert got.lines == (
        f"No. {TITLE} does not let anyone share: Notes of counselling sessions. A risk of harm is told all the same.",
        "",
        SILENT,
    )
    with pytest.raises(NoSuchItem):
        ask(REGISTER, "northvale-nhs-trust", "northvale-police", EARLY, item="horoscopes")


def test_law_in_short_has_what_criminal_offence_data_need() -> None:
    law = line(ask(REGISTER, "northvale-police", "northvale-council", HUB, item="offences"), "Law: Northvale Police")
    assert "Article 10: " in law and "Schedule 1: " in law
    other = line(ask(REGISTER, "schools", "northvale-council", HUB, item="attendance"), "Law: ")
    assert "Article 10" not in other
