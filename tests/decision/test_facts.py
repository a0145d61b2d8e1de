"""What protocols say beside the questions: what the definition says, and never an answer to whether someone is in danger."""

from functools import cache

import pytest

from istoolkit.decision.tree import tree_of
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Register, open_register
from istoolkit.documents.decision_facts import facts_between
from istoolkit.documents.matrix.answers import answer
from istoolkit.documents.matrix.exchanges import exchanges
from tests.conftest import ROOT, TODAY

NAMES = ("case-meeting", "concern-sharing", "early-help", "early-help-hub", "lettings-collection")


@cache
def register() -> Register:
    return open_register(ROOT / "protocols", on=TODAY)


@pytest.mark.parametrize("name", NAMES)
def test_they_say_that_something_may_pass_exactly_where_who_can_does(name: str) -> None:
    protocol = register().protocols[name]
    here, first = picture(register(), protocol), exchanges(register(), protocol)[0]
    ends = dict.fromkeys((first.sender.name, first.recipient.name, *list(here.parties)[-1:]))
    found = tree_of(register(), here.nations)
    may = set()
    for one in ends:
        for other in ends:
            told = facts_between(register(), [protocol], one, other, "", found)
            allowed = answer(register(), [protocol], one, other).may
            assert (told.protocols == (name,)) == allowed == (" may give " in told.whole), (one, other)
            assert told.of("danger") == () and told.answer("danger") == "", (one, other)
            assert {*(told.certain or {})} <= {"person", "confidential"}, (one, other)
            may.add(allowed)
    assert may == ({False} if protocol.text("in_force") > TODAY.isoformat() else {True, False})


def test_each_question_has_what_the_flow_says_of_it() -> None:
    protocol = register().protocols["early-help"]
    found = tree_of(register(), frozenset({"england"}))
    told = facts_between(register(), [protocol], "schools", "northvale-council", "harm-concern", found)
    here = picture(register(), protocol)
    item, occasion = here.items["harm-concern"], here.circumstances["risk-of-harm"]
    flows = {each.flow.id for each in exchanges(register(), protocol) if each.piece.id == "harm-concern"}
    assert flows and told.item == item.title
    said = {name: " ".join(told.of(name)) for name in found.questions}
    assert here.purposes["protect-from-harm"].title in said["purpose"]
    assert item.title in said["person"] and item.title in said["confidential"]
    assert "Children Act 2004, section 16LA (duty)" in said["duty"]
    assert occasion.text("when") in said["ground"] and occasion.text("threshold") in said["ground"]
    assert "agreement not sought" in said["consent"] and occasion.text("consent_reason") in said["consent"]
    assert "a child or adult is at risk of significant harm" in said["weigh"]
    assert "Secure e-mail" in said["right-way"] and occasion.text("told") in said["right-way"]
    assert told.certain == {"person": "yes", "confidential": "yes"}  # never that the reason is a proper one


def test_where_there_is_no_flow_they_say_that_the_law_may_allow_it_all_the_same() -> None:
    protocol = register().protocols["early-help"]
    told = facts_between(register(), [protocol], "lanternway", "northvale-police", "offending", tree_of(register()))
    assert told.whole.startswith("Nothing in the protocols looked at lets ") and not told.said and not told.certain
    assert "the law may allow or require what no protocol here speaks of" in told.whole
