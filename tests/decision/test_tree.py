"""The decision that comes with the toolkit: every way through it, in every nation and at every protocol."""

from functools import cache
from pathlib import Path

import pytest

from istoolkit.decision.tree import NOT_SURE, Route, Tree, tree_of
from istoolkit.decision.walk import law_of_route, reasons, to_record, walk, worries_of
from istoolkit.definitions.law import law_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import picture
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Register, open_register
from istoolkit.definitions.schema import vocabularies
from tests.conftest import REGISTERS, TODAY

NATIONS = [frozenset[str](), *(frozenset({each}) for each in vocabularies()["nations"])]
ALONE = Register(Path(), Source("register.yaml"), Source("organisations.yaml"), {}, on=TODAY)
"""No register: our guidance alone."""

in_every_nation = pytest.mark.parametrize("nations", NATIONS, ids=lambda each: "-".join(each) or "everywhere")


@cache
def tree(nations: frozenset[str]) -> Tree:
    return tree_of(ALONE, nations)


@cache
def paths(nations: frozenset[str]) -> tuple[Route, ...]:
    return tuple(tree(nations).paths())


def answers(route: Route) -> dict[str, str]:
    return {each.question.id: each.answer.word for each in route.steps}


@in_every_nation
def test_every_way_ends_in_an_outcome_with_reasons_law_and_what_to_write_down(nations: frozenset[str]) -> None:
    assert len(paths(nations)) > 50
    for each in paths(nations):
        assert len(reasons(each)) == len(each.steps) <= 10, answers(each)
        assert law_of_route(ALONE, each) and each.outcome.do and to_record(each), answers(each)
        assert worries_of(ALONE, each) == [], answers(each)
        assert walk(tree(nations), answers(each)).route == each


@in_every_nation
def test_danger_is_asked_first_and_leads_to_acting_at_once(nations: frozenset[str]) -> None:
    found = tree(nations)
    assert found.first == "danger"
    at_once = next(each for each in paths(nations) if answers(each) == {"danger": "yes"})
    assert at_once.outcome.result == "act-now" and at_once.outcome.do[0] == "Call 999"
    assert [each for each in paths(nations) if each.outcome.result == "act-now"] == [at_once]


@in_every_nation
def test_who_is_not_sure_is_sent_for_advice_and_told_to_share_where_it_cannot_wait(nations: frozenset[str]) -> None:
    for question in tree(nations).questions.values():
        answer = question.answer(NOT_SURE)
        assert answer, question.id
        outcome = tree(nations).outcomes[answer.then]
        assert outcome.result == "seek-advice", question.id
        assert "call 999" in outcome.text if outcome.id == "advice-at-once" else "share what is needed" in outcome.text


@in_every_nation
def test_agreement_is_asked_only_where_no_duty_and_no_serious_risk_decides_and_it_is_confidential(
    nations: frozenset[str],
) -> None:
    asked = [answers(each) for each in paths(nations) if "consent" in answers(each)]
    assert asked
    for each in asked:
        assert (each["duty"], each["ground"], each["confidential"]) == ("no", "no", "yes")


@in_every_nation
def test_confidence_is_passed_on_only_on_agreement_a_duty_or_a_reason_that_outweighs_it(
    nations: frozenset[str],
) -> None:
    for each in paths(nations):
        said = answers(each)
        if each.outcome.result == "share" and said.get("person") == "yes":
            duty, ground = said["duty"] != "no", said.get("ground") in ("child", "adult", "crime")
            agreed = said.get("consent") == "own-care" or said.get("weigh") == "yes"
            assert duty or ground or agreed or said["confidential"] == "no", said
        if each.outcome.result == "share-with-consent":
            assert (said["consent"], said["agreement"]) == ("agreed", "yes")


@in_every_nation
def test_where_someone_may_come_to_harm_nobody_holds_back_alone(nations: frozenset[str]) -> None:
    harm = [each for each in paths(nations) if answers(each).get("ground") in ("child", "adult", "crime")]
    bound = [each for each in paths(nations) if answers(each).get("duty") in ("by-law", "child-welfare", "exception")]
    assert harm and bound
    for each in (*harm, *bound):
        assert each.outcome.result in ("share", "seek-advice"), answers(each)


@in_every_nation
def test_who_finds_that_it_goes_too_far_where_someone_may_come_to_harm_asks_for_advice(
    nations: frozenset[str],
) -> None:
    before = {"danger": "no", "purpose": "yes", "person": "yes", "duty": "no"}
    for ground in ("child", "adult", "crime"):
        found = walk(tree(nations), {**before, "ground": ground, "measure": "no"}).route
        assert found and found.outcome.id == "seek-advice", ground
    calm = {**before, "ground": "no", "confidential": "no", "proportion": "no"}
    found = walk(tree(nations), calm).route
    assert found and found.outcome.id == "not-needed"


@in_every_nation
def test_agreement_that_is_none_leads_where_it_must(nations: frozenset[str]) -> None:
    agreed = {"danger": "no", "purpose": "yes", "person": "yes", "duty": "no", "ground": "no", "confidential": "yes"}
    leads = {
        word: walk(tree(nations), {**agreed, "consent": "agreed", "agreement": word}).at.id
        for word in ("yes", "not-enough", "not-free", "cannot-decide")
    }
    assert leads == {
        "yes": "share-with-consent",
        "not-enough": "ask-first",
        "not-free": "seek-advice",
        "cannot-decide": "weigh",
    }


@in_every_nation
def test_agreement_is_taken_as_given_only_where_both_give_the_person_health_or_care(nations: frozenset[str]) -> None:
    consent = tree(nations).questions["consent"]
    care = consent.answer("own-care")
    assert care and care.then == "right-way" and "both of us give them health or care" in care.words
    assert "Where one of you gives this person no health or care" in consent.help and "ask first" in consent.help
    assert ("health-and-social-care-act-2012-s251b" in care.laws) == (not nations or "england" in nations)


@in_every_nation
def test_a_reason_need_not_be_the_work_of_whoever_decides(nations: frozenset[str]) -> None:
    asked = tree(nations).questions["purpose"]
    assert asked.ask == "Is there a clear and proper reason to share?"
    for words in ("that of whoever asks", "a duty to answer", "a worry that someone may come to harm", "none of these"):
        assert words in asked.help
    assert "uk-gdpr-art-6-1-e" not in asked.laws


@in_every_nation
def test_no_law_of_another_nation_is_named(nations: frozenset[str]) -> None:
    known = law_of(ALONE).provisions
    for each in paths(nations) if nations else ():
        for one in law_of_route(ALONE, each):
            assert nations & {*many(known[one.id]["jurisdictions"])}, (one.id, nations)
    for question in tree(nations).questions.values():
        for ground in question.grounds if nations else ():
            held = {*many(ground.record.get("jurisdictions"))}
            assert not held or held & nations, ground.id


def test_the_duty_of_england_is_asked_of_nobody_elsewhere() -> None:
    for each in NATIONS:
        found = tree(each)
        duty = found.questions["duty"]
        here = not each or "england" in each
        assert (duty.answer("child-welfare") is not None) == here == ("detriment" in found.questions)
        assert ("children-act-2004-s16la" in str([one.answers for one in found.questions.values()])) == here


def test_the_duty_of_england_gives_way_only_to_advice_where_it_would_do_the_child_more_harm() -> None:
    given = {"danger": "no", "purpose": "yes", "person": "yes", "duty": "child-welfare", "detriment": "yes"}
    found = walk(tree(frozenset({"england"})), given).route
    assert found and found.outcome.id == "seek-advice"
    laws = {each.id: each.mark for each in law_of_route(ALONE, found)}
    assert laws["children-act-2004-s16la"] == "in part to be confirmed"


@pytest.mark.parametrize("root", REGISTERS, ids=lambda each: each.name)
def test_it_can_be_walked_at_every_protocol_of_every_register(root: Path) -> None:
    register = open_register(root, on=TODAY)
    for each in register.protocols.values():
        nations = picture(register, each).nations
        found = tree_of(register, nations)
        assert found.first == "danger" and found.longest <= 10, each.id
        assert [one.steps[0].answer.word for one in found.paths() if one.outcome.result == "act-now"] == ["yes"]
