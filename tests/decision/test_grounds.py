"""The grounds of the decision that comes with the toolkit: what they say, where they hold, and the law they bring."""

import re

from istoolkit.decision.walk import law_of_ground, law_of_route, reasons, unconfirmed, walk
from tests.decision.test_tree import ALONE, NATIONS, in_every_nation, tree


@in_every_nation
def test_a_duty_with_an_exception_that_may_hold_leads_to_advice(nations: frozenset[str]) -> None:
    given = {"danger": "no", "purpose": "yes", "person": "yes", "duty": "exception"}
    found = walk(tree(nations), given).route
    assert found and found.outcome.result == "seek-advice"
    excepted = [each.id for each in tree(nations).questions["duty"].grounds if _EXCEPTION.search(each.text)]
    asked_apart = {"child-welfare-duty-england"}  # at the question of detriment
    assert {*excepted} - asked_apart == {each.id for each in found.steps[-1].answer.grounds}


_EXCEPTION = re.compile("unless|need not")


def test_each_answer_on_harm_or_crime_rests_on_its_own_law() -> None:
    for nations in NATIONS:
        found = {each.word: {*each.laws} for each in tree(nations).questions["ground"].answers}
        crime = {"dpa-2018-sch1-p10", "dpa-2018-sch2-p2"}
        if not nations or nations & {"england", "wales"}:
            crime |= {"crime-and-disorder-act-1998-s115"}
        assert found["crime"] == crime, nations
        assert "dpa-2018-sch1-p18" in found["child"] & found["adult"]
        assert not found["no"] and "dpa-2018-sch1-p18" not in tree(nations).questions["ground"].laws
    by_nation = {
        "england": ("dfe-information-sharing-2024", "care-act-2014-s42"),
        "wales": ("wales-safeguarding-procedures", "social-services-wales-act-2014-s126"),
        "scotland": ("child-protection-guidance-scotland", "adult-support-scotland-act-2007-s4"),
        "northern-ireland": ("co-operating-to-safeguard-ni", ""),
    }
    for nation, (child, adult) in by_nation.items():
        ground = tree(frozenset({nation})).questions["ground"]
        laws = {each.word: each.laws for each in ground.answers}
        assert child in laws["child"] and child not in laws["crime"]
        assert not adult or adult in laws["adult"]


def test_the_grounds_say_their_exceptions_and_whom_they_bind() -> None:
    found = {each.id: each for each in tree(frozenset()).questions["duty"].grounds}
    for name in ("child-enquiry-england-wales", "child-enquiry-northern-ireland"):
        assert "unless that would be unreasonable" in found[name].text
    for name in ("request-wales", "request-scotland"):
        assert "incompatible with" in found[name].text
    assert "such as police and schools, are not listed" in found["child-enquiry-england-wales"].text
    for name in ("child-at-risk-wales", "adult-at-risk-wales"):
        assert "has reasonable cause to suspect" in found[name].text
    mutilation = found["female-genital-mutilation"]
    assert "regulated health or social care professional or a teacher" in mutilation.text
    assert "a girl says that it was done to her or they see physical signs that it was" in mutilation.text
    assert "to_confirm" in mutilation.record


def test_what_nobody_read_at_its_source_has_no_day() -> None:
    weigh = {each.id: each.record for each in tree(frozenset()).questions["weigh"].grounds}
    duty = {each.id: each.record for each in tree(frozenset()).questions["duty"].grounds}
    undated = (duty["child-enquiry-england-wales"], weigh["asking-raises-risk"])
    for each in (*undated, tree(frozenset()).questions["detriment"].record):
        assert "checked_on" not in each and each["to_confirm"], each["id"]


def test_each_ground_says_its_nations_where_several_are_asked_about() -> None:
    everywhere = [each.named for each in tree(frozenset()).questions["duty"].grounds]
    assert len(everywhere) == len({*everywhere}) and "A request that you must answer (Scotland)" in everywhere
    assert "A council's enquiry into significant harm (England and Wales)" in everywhere
    assert "A court order" in everywhere
    for each in tree(frozenset({"wales"})).questions["duty"].grounds:
        assert each.named == each.title


@in_every_nation
def test_the_ground_that_is_chosen_brings_its_law_and_its_open_points(nations: frozenset[str]) -> None:
    before = {"danger": "no", "purpose": "yes", "person": "yes", "duty": "by-law"}
    plain = walk(tree(nations), {**before, "right-way": "yes"}).route
    assert plain and plain.steps[3].ground is None
    for each in plain.steps[3].answer.grounds:
        found = walk(tree(nations), {**before, "duty-ground": each.id, "right-way": "yes"}).route
        assert found and found.steps[3].ground == each
        assert {one.id for one in law_of_ground(ALONE, each)} <= {one.id for one in law_of_route(ALONE, found)}
        assert f"{each.named}: {each.text}" in reasons(found)
        assert str(each.record["to_confirm"]) in unconfirmed(ALONE, found)
    assert not {one.id for one in law_of_route(ALONE, plain)} & {
        "children-act-1989-s47",
        "children-scotland-act-1995-s21",
    }


def test_a_ground_of_another_answer_does_not_count() -> None:
    given = {"danger": "no", "purpose": "yes", "person": "yes", "duty": "child-welfare", "duty-ground": "court-order"}
    assert walk(tree(frozenset({"england"})), given).steps[3].ground is None
