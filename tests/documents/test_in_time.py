"""Nothing may pass before or after its time: a protocol, a party and a member of a class have their days."""

import copy
import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from istoolkit.decision.tree import tree_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.members import read_members
from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.documents.decision_facts import facts_between
from istoolkit.documents.keys import key_of
from istoolkit.documents.matrix.answers import Answer, answer
from istoolkit.documents.matrix.book import matrix_book
from istoolkit.documents.matrix.views import tables
from tests.conftest import ROOT, TODAY

HUB = "early-help-hub"
REGISTER = open_register(ROOT / "protocols", on=TODAY)
SCHOOLS = "members/schools.csv"


def said(name: str = HUB, /, **changes: Any) -> Register:
    """The worked register with other days in the hub, or in another protocol."""
    data: dict[str, Any] = copy.deepcopy(dict(REGISTER.protocols[name].data))
    data.update(changes)
    protocol = Protocol(name, replace(REGISTER.protocols[name].source, value=data))
    return replace(REGISTER, protocols={**REGISTER.protocols, name: protocol})


def passes(got: Answer) -> bool:
    """Whether nothing but the signatures is in the way: the worked hub is a draft."""
    return got.word == "Not yet"


def with_members(*rows: Mapping[str, str]) -> Register:
    """The worked register with other schools."""
    lines = ["id,name,joined,left", *(f"{each['id']},{each['name']},{each['joined']},{each['left']}" for each in rows)]
    source = read_members(SCHOOLS, "\n".join([*lines, ""]).encode())
    return replace(REGISTER, members={**REGISTER.members, SCHOOLS: source})


def school(joined: str, left: str = "", name: str = "Wren Infants") -> Mapping[str, str]:
    return {"id": name.casefold().replace(" ", "-"), "name": name, "joined": joined, "left": left}


def asked(register: Register, giver: str, receiver: str = "northvale-council", on: datetime.date = TODAY) -> Answer:
    seen = replace(register, on=on)
    return answer(seen, [seen.protocols[HUB]], giver, receiver)


def exchanges(register: Register) -> list[dict[str, str]]:
    """The rows of the hub in the table to filter."""
    shown = tables(register, [register.protocols[HUB]], ["exchanges"])[0]
    heads = [each.heading for each in shown.columns]
    return [dict(zip(heads, (cell.words for cell in row), strict=True)) for row in shown.rows]


def test_a_row_to_filter_says_where_its_protocol_stands_and_why_nothing_passes_yet() -> None:
    rows = exchanges(said(expires="2028-01-31"))
    stands = {(each["Version"], each["Where it stands"], each["In force from"], each["Ends"]) for each in rows}
    assert stands == {("1.0", "Draft", "1 December 2026", "31 January 2028")}
    late = [each for each in rows if "Lanternway Family Support" in (each["From"], each["To"])]
    assert late and all("from 1 February 2027" in each["Nothing passes because"] for each in late)
    assert {each["Nothing passes because"] for each in rows if each not in late} == {""}
    over = exchanges(said(expires="2026-11-30"))
    assert all("ended on 30 November 2026" in each["Nothing passes because"] for each in over)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"expires": "2026-11-30"}, "ended on 30 November 2026. Nothing may be shared under it after that."),
        ({"in_force": "2026-12-02"}, "applies from 2 December 2026. Nothing may be shared under it before that."),
    ],
)
def test_a_protocol_that_is_not_in_force_lets_nothing_pass(changes: dict[str, str], why: str) -> None:
    got = asked(said(**changes), "schools")
    assert not got.may
    assert f"Early help hub operational arrangement {why}" in got.lines
    assert any("lets Schools and academies give Northvale Council anything on 1 December 2026." in x for x in got.lines)
    assert not any("The other way round" in each for each in got.lines)


@pytest.mark.parametrize("changes", [{"expires": "2026-12-01"}, {"in_force": "2026-12-01"}, {"in_force": "TBC"}])
def test_a_protocol_lets_it_pass_on_its_first_and_last_day(changes: dict[str, str]) -> None:
    assert passes(asked(said(**changes), "schools"))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"expires": "2026-11-30"},
            "which ended on 30 November 2026. Nothing may be shared under it until it rests on ",
        ),
        (
            {"in_force": "2026-12-02"},
            "which applies from 2 December 2026. Nothing may be shared under it until that day.",
        ),
    ],
)
@pytest.mark.parametrize("above", ["early-help", "partnership-framework"])
def test_a_protocol_that_rests_on_one_that_is_not_in_force_lets_nothing_pass(
    above: str, changes: dict[str, str], why: str
) -> None:
    register = said(above, **changes)
    got = asked(register, "schools")
    title = register.protocols[above].text("title")
    assert got.word == "No"
    assert any(f"Early help hub operational arrangement rests on {title}, {why}" in line for line in got.lines)
    assert why in matrix_book(register, [register.protocols[HUB]]).notes[0]


def test_an_organisation_that_is_dissolved_gives_and_gets_nothing() -> None:
    def gone(day: str) -> Register:
        value = copy.deepcopy(REGISTER.organisation_file.value)
        police = next(each for each in value["organisations"] if each["id"] == "northvale-police")
        police.update(dissolved=day, succeeded_by="northvale-fire")
        return replace(REGISTER, organisation_file=replace(REGISTER.organisation_file, value=value))

    why = (
        "Early help hub operational arrangement: Northvale Police was dissolved on 30 November 2026. Northvale Fire and "
        "Rescue Service took its place. Nothing passes to or from it after that."
    )
    for ends in (("northvale-police", "northvale-council"), ("northvale-council", "northvale-police")):
        got = asked(gone("2026-11-30"), *ends)
        assert got.word == "No" and why in got.lines
        assert passes(asked(gone("2026-12-01"), *ends))


def basis_of_schools(**days: str) -> Register:
    """The worked register with days in the lawful basis of schools, which early help states and the hub takes over."""
    bases = copy.deepcopy(REGISTER.protocols["early-help"].data["lawfulness"])
    for each in bases:
        if "schools" in many(each.get("parties")):
            each.update(days)
    return said("early-help", lawfulness=bases)


@pytest.mark.parametrize(
    ("days", "when"),
    [({"until": "2026-11-30"}, "held until 30 November 2026"), ({"from": "2026-12-02"}, "holds from 2 December 2026")],
)
def test_a_party_whose_lawful_basis_does_not_hold_gives_nothing(days: dict[str, str], when: str) -> None:
    got = asked(basis_of_schools(**days), "schools")
    assert got.word == "No"
    line = next(
        each for each in got.lines if "No lawful basis of Schools and academies holds on 1 December 2026" in each
    )
    assert line.endswith(f"{when}.")
    assert passes(asked(basis_of_schools(until="2026-12-01", **{"from": "2026-12-01"}), "schools"))


def test_a_basis_that_has_lapsed_is_told_apart_where_another_holds() -> None:
    bases = copy.deepcopy(REGISTER.protocols["early-help"].data["lawfulness"])
    of_schools = next(each for each in bases if "schools" in many(each.get("parties")))
    old = {
        **of_schools,
        "id": "old-basis",
        "title": "As it was",
        "article_6": "legal-obligation",
        "until": "2026-11-30",
    }
    got = asked(said("early-help", lawfulness=[*bases, old]), "schools")
    assert passes(got)
    assert any("Schools and academies: “As it was” held until 30 November 2026" in each for each in got.lines)
    assert not any("Legal obligation" in each or "legal obligation" in each for each in got.lines)


def test_a_party_gives_nothing_before_it_joins() -> None:
    before = asked(REGISTER, "lanternway-family-support", on=datetime.date(2027, 1, 31))
    assert not before.may
    assert any(
        "Lanternway Family Support takes part from 1 February 2027. Nothing passes to or from it before that." in each
        for each in before.lines
    )
    assert passes(asked(REGISTER, "lanternway-family-support", on=datetime.date(2027, 2, 1)))


@pytest.mark.parametrize(
    ("joined", "left", "why"),
    [
        (
            "2026-01-01",
            "2026-06-30",
            "from 1 January 2026 until 30 June 2026. Nothing passes to or from it after that.",
        ),
        ("2027-09-01", "", "from 1 September 2027. Nothing passes to or from it before that."),
    ],
)
def test_a_member_that_has_left_or_not_joined_gives_and_gets_nothing(joined: str, left: str, why: str) -> None:
    register = with_members(school(joined, left), school("2026-01-01", name="Larch Primary"))
    for ends in (("wren-infants", "northvale-council"), ("northvale-council", "Wren Infants")):
        got = asked(register, *ends)
        assert not got.may
        assert f"Wren Infants is one of Schools and academies {why}" in got.lines
        assert not any("other information" in each or "The other way round" in each for each in got.lines)
    assert passes(asked(register, "larch-primary")) and passes(asked(register, "schools"))


def test_a_member_that_takes_part_is_named() -> None:
    got = asked(with_members(school("2026-12-01", "2026-12-01")), "wren-infants")
    assert passes(got)
    assert "Wren Infants is one of Schools and academies from 1 December 2026 until 1 December 2026." in got.lines
    other = asked(with_members(school("2026-01-01")), "wren-infants", "gp-practices")
    assert any("lets Wren Infants give GP practices anything" in each for each in other.lines)


def test_a_member_that_came_back_takes_part() -> None:
    assert passes(asked(with_members(school("2025-01-01", "2025-06-30"), school("2026-09-01")), "wren-infants"))


def test_a_class_of_which_no_member_takes_part_gives_nothing() -> None:
    got = asked(with_members(school("2026-01-01", "2026-06-30")), "schools")
    assert not got.may
    assert any("No member of Schools and academies takes part on 1 December 2026." in each for each in got.lines)


def test_the_matrix_says_that_a_protocol_has_ended() -> None:
    for expires, told in (("2026-11-30", True), ("2026-12-01", False)):
        register = said(expires=expires)
        one = matrix_book(register, [register.protocols[HUB]])
        several = matrix_book(register, [register.protocols[HUB], register.protocols["early-help"]])
        assert ("it has ended" in dict(one.facts)["Ends on"]) is told
        assert ("it has ended" in dict(several.facts)["Early help hub operational arrangement"]) is told
        assert all(("ended on 30 November 2026" in book.notes[0]) is told for book in (one, several))


def test_documents_are_made_again_when_a_protocol_has_ended() -> None:
    register = said(expires="2026-12-01")
    last, next_day = (
        key_of(each, each.protocols[HUB], "matrix", frozenset(), ())
        for days in (0, 1)
        for each in [replace(register, on=TODAY + datetime.timedelta(days))]
    )
    assert last != next_day


def assessed_with(consulted: dict[str, str], severity: str = "severe") -> Register:
    """The worked register where a risk of the hub stays high and this is said of the Information Commissioner."""
    source = REGISTER.assessments[HUB]
    value = copy.deepcopy(dict(source.value))
    value["risks"][0]["residual"].update(likelihood="probable", severity=severity)
    value["ico_consultation"] = consulted
    return replace(REGISTER, assessments={**REGISTER.assessments, HUB: replace(source, value=value)})


REFUSED = {"sent": "2026-09-01", "answered": "2026-10-01", "outcome": "may-not-proceed"}
HUB_TITLE = "Early help hub operational arrangement"
SAID_NO = f"{HUB_TITLE}: the Information Commissioner answered that the sharing may not proceed (UK GDPR Article 36)."
NOT_ASKED = (
    f"{HUB_TITLE}: the Information Commissioner must be consulted before the sharing begins (UK GDPR Article 36), and no "
    "answer is recorded."
)


@pytest.mark.parametrize(
    ("consulted", "severity", "why"),
    [
        (REFUSED, "severe", SAID_NO),
        (REFUSED, "minimal", SAID_NO),
        ({}, "severe", NOT_ASKED),
        ({"sent": "2026-11-10"}, "severe", NOT_ASKED),
    ],
)
def test_nothing_passes_where_the_commissioner_said_no_or_has_not_answered(
    consulted: dict[str, str], severity: str, why: str
) -> None:
    register = assessed_with(consulted, severity)
    got = asked(register, "schools")
    assert got.word == "No" and why in got.lines
    assert {each["Nothing passes because"] for each in exchanges(register)} == {why}
    told = facts_between(register, [register.protocols[HUB]], "schools", "northvale-council", "", tree_of(register))
    assert why in told.whole and " let Schools and academies give " not in told.whole.replace(told.gap, "")


def test_what_the_commissioner_lets_proceed_may_pass() -> None:
    assert passes(asked(assessed_with({**REFUSED, "outcome": "may-proceed"}), "schools"))
    assert passes(asked(assessed_with({}, "minimal"), "schools"))
