"""What protocols say beside the questions: what the definition says, and never an answer to whether someone is in danger."""

from functools import cache

import pytest

from istoolkit.decision.conditions import with_protocols
from istoolkit.decision.facts import Facts
from istoolkit.decision.tree import Outcome, Tree, tree_of
from istoolkit.decision.walk import walk
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Register, open_register
from istoolkit.documents.decision_facts import facts_between
from istoolkit.documents.matrix.answers import SILENT, answer
from istoolkit.documents.matrix.exchanges import exchanges
from istoolkit.documents.matrix.naming import NoSuchName
from tests.conftest import ROOT, TODAY
from tests.documents.signing import copy, opened, put_out, sign

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
    words = set()
    for one in ends:
        for other in ends:
            told = facts_between(register(), [protocol], one, other, "", found)
            word = answer(register(), [protocol], one, other).word
            assert says(told) == word and (told.protocols == (name,)) == (word != "No"), (one, other)
            assert told.of("danger") == () and told.answer("danger") == "", (one, other)
            assert {*(told.certain or {})} <= {"person", "confidential"}, (one, other)
            words.add(word)
    assert words == ({"No"} if protocol.text("in_force") > TODAY.isoformat() else {"Not yet", "No"})


def says(told: Facts) -> str:
    """The word with which who-can would begin."""
    return "Yes" if " may give " in told.whole else "Not yet" if " would let " in told.whole else "No"


def test_what_is_signed_may_be_given_and_what_is_not_would_let_it() -> None:
    root = copy()
    put_out(root, "early-help")
    sign(root, "early-help", but=["schools/alderbank-primary"])
    here = opened(root)
    both, tree = [here.protocols[name] for name in ("early-help", "early-help-hub")], tree_of(here)
    for giver in ("schools", "alderbank-primary"):
        for asked in (both[:1], both):
            told = facts_between(here, asked, giver, "northvale-council", "", tree)
            assert says(told) == answer(here, asked, giver, "northvale-council").word == YES[giver]
    whole = facts_between(here, both, "schools", "northvale-council", "", tree).whole
    agreed, draft = (each.text("title") for each in both)
    assert whole.startswith(f"Schools and academies may give Northvale Council information under {agreed}. Once it is ")
    assert whole.endswith(f"signed, {draft} would let Schools and academies give Northvale Council information. {OPEN}")


YES = {"schools": "Yes", "alderbank-primary": "Not yet"}
OPEN = "It is not agreed yet."


def test_a_draft_says_that_the_law_may_allow_it_all_the_same_and_adds_nothing_to_the_outcome() -> None:
    protocol = register().protocols["early-help"]
    found = tree_of(register(), frozenset({"england"}))
    told = facts_between(register(), [protocol], "schools", "northvale-council", "harm-concern", found)
    assert told.whole.endswith(f"{OPEN} {SILENT}") and not told.gap
    assert outcome(found, told, ground="child") == found.outcomes["share"]
    assert outcome(found, told, danger="yes") == found.outcomes["act-now"]


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
    assert told.whole.startswith("Nothing in the protocols looked at lets ") and not told.certain
    assert {*(told.said or {})} <= {"duty"} and told.gap and told.whole.startswith(told.gap)
    assert "the law may allow or require what no protocol here speaks of" in told.whole


def outcome(tree: Tree, told: Facts, **changes: str) -> Outcome:
    given = {"danger": "no", "purpose": "yes", "person": "yes", "duty": "no", "ground": "no", "confidential": "no"}
    route = walk(tree, {**given, "proportion": "yes", "right-way": "yes", "measure": "yes", **changes}).route
    assert route
    return with_protocols(route, told).outcome


def test_agreement_that_a_protocol_asks_for_is_a_condition_unless_harm_or_a_duty_is_found() -> None:
    protocol = register().protocols["early-help"]
    found = tree_of(register(), frozenset({"england"}))
    told = facts_between(register(), [protocol], "schools", "northvale-nhs-trust", "needs", found)
    said = "This protocol asks for agreement first in: “A need below significant harm”."
    assert said in told.of("confidential")
    plain = outcome(found, told)
    assert plain.title == "Share, with the agreement that the protocol asks for" and plain.text.startswith(said)
    assert plain.do[0] == "Ask for agreement before you share, unless asking would put someone at risk"
    for changes in ({"ground": "child"}, {"duty": "by-law"}, {"danger": "yes"}):
        assert said not in outcome(found, told, **changes).text
        assert not outcome(found, told, **changes).do[0].startswith("Ask for agreement")
    harm = facts_between(register(), [protocol], "schools", "northvale-council", "harm-concern", found)
    assert harm.asks_first == "" and outcome(found, harm) == found.outcomes["share"]


def test_the_gap_is_told_again_at_the_end_and_holds_nobody_up_where_there_is_harm() -> None:
    protocol = register().protocols["early-help"]
    found = tree_of(register(), frozenset({"england"}))
    told = facts_between(register(), [protocol], "lanternway", "northvale-police", "offending", found)
    plain, harm = outcome(found, told), outcome(found, told, ground="child")
    assert plain.text.startswith("Nothing in the protocols looked at lets ") and harm.text.startswith(told.gap)
    assert plain.do[0] == "No protocol looked at covers this: ask your data protection officer before you share"
    assert harm.do == found.outcomes["share"].do
    assert outcome(found, told, danger="yes") == found.outcomes["act-now"]


def test_what_a_protocol_lets_nobody_share_is_known_by_its_words() -> None:
    protocol = register().protocols["early-help"]
    found = tree_of(register())
    told = facts_between(register(), [protocol], "schools", "northvale-council", "counselling", found)
    assert (
        "does not let anyone share: Notes of counselling sessions. A risk of harm is told all the same." in told.whole
    )
    with pytest.raises(NoSuchName):
        facts_between(register(), [protocol], "schools", "northvale-council", "counselling bread", found)


def test_a_duty_is_not_put_to_a_body_that_it_does_not_bind() -> None:
    protocol = register().protocols["early-help"]
    found = tree_of(register(), frozenset({"england"}))
    told = {
        name: " ".join(facts_between(register(), [protocol], name, "northvale-council", "", found).of("duty"))
        for name in ("tannerbrook-homes", "lanternway", "schools")
    }
    said = "Children Act 2004, section 16LA does not bind Tannerbrook Homes as the kind of organisation that it is."
    assert said in told["tannerbrook-homes"] and "does not bind" not in told["schools"]
    assert (
        "Charities, companies and GP practices only where they provide services for such a body" in told["lanternway"]
    )
