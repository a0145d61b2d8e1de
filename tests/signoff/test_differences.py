"""What differs between two contents: nothing is missed, order alone is no change of meaning, and each is told in words."""

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from istoolkit.signoff.change.differences import Difference, differences
from istoolkit.signoff.change.in_words import Teller, marked
from tests.signoff.changing import copied, entry, register, today

pytestmark = pytest.mark.again

NAMES = ("early-help-hub", "lettings-collection", "partnership-framework")


def holders(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a content that can be changed: what holds it, and under which key."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from holders(inner)


def texts(value: Any) -> str:
    return repr(value)


def told(before: Any, after: Any) -> list[str]:
    teller = Teller(before, after)
    return [teller.tell(each).sentence for each in differences(before, after)]


@pytest.mark.parametrize("name", sorted(register().protocols))
def test_a_content_does_not_differ_from_itself(name: str) -> None:
    assert differences(today(name), copied(name)) == ()


@given(name=st.sampled_from(NAMES), seed=st.integers(0, 10**9), many=st.integers(1, 5))
@settings(max_examples=25, deadline=None)
def test_whatever_is_written_anew_is_in_a_difference_both_ways(name: str, seed: int, many: int) -> None:
    after = copied(name)
    choose = random.Random(seed)
    written = []
    for number in range(many):
        places = [(holder, key) for holder, key in holders(after) if isinstance(holder[key], str)]
        holder, key = choose.choice(places)
        written.append(f"mark-{number}-{holder[key]}")
        holder[key] = written[-1]
    last = [each for each in written if each in texts(after)]
    forth = texts([each.after for each in differences(today(name), after)])
    back = texts([each.before for each in differences(after, today(name))])
    assert [each for each in last if repr(each)[1:-1] not in forth] == []
    assert [each for each in last if repr(each)[1:-1] not in back] == []


@given(name=st.sampled_from(NAMES), seed=st.integers(0, 10**9))
@settings(max_examples=25, deadline=None)
def test_whatever_is_taken_out_doubled_or_moved_makes_a_difference(name: str, seed: int) -> None:
    after = copied(name)
    choose = random.Random(seed)
    holder, key = choose.choice(list(holders(after)))
    if isinstance(holder, list) and choose.random() < 0.6:
        holder.insert(
            choose.randrange(len(holder) + 1), holder.pop(key) if choose.random() < 0.5 else copy.deepcopy(holder[key])
        )
    else:
        del holder[key]
    assert bool(differences(today(name), after)) == (after != today(name))


def test_another_order_is_a_difference_of_its_own_sort() -> None:
    after = copied()
    after["protocol"]["flows"].reverse()
    after["protocol"]["security"]["standards"].reverse()
    after["protocol"]["principles"].reverse()
    found = differences(today(), after)
    assert {each.change for each in found} == {"moved"}
    assert [each.where for each in found] == ["principles", "flows", "security.standards"]


def test_an_identifier_that_is_changed_everywhere_is_one_difference() -> None:
    after = copied()
    entry(after, "purposes", "identify-need")["id"] = "find-need"
    for each in (*after["protocol"]["flows"], *after["protocol"]["lawfulness"]):
        for key in ("purpose", "purposes"):
            if key in each:
                each[key] = ["find-need" if one == "identify-need" else one for one in each[key]]
    (only,) = differences(today(), after)
    assert (only.change, only.where, only.before, only.after) == (
        "renamed",
        "purposes[].id",
        "identify-need",
        "find-need",
    )


def test_an_identifier_that_another_entry_had_is_not_taken_for_the_same() -> None:
    after = copied()
    one, other = entry(after, "information", "identity"), entry(after, "information", "health-needs")
    one["id"], other["id"] = other["id"], one["id"]
    assert "information[].title" in {each.where for each in differences(today(), after)}


def test_an_entry_without_a_name_is_found_again_though_some_of_it_changed() -> None:
    after = copied()
    after["protocol"]["storage"][0]["retention"]["keep"] = "10 years"
    (only,) = differences(today(), after)
    assert (only.where, only.before, only.after) == ("storage[].retention.keep", "2 years", "10 years")


CHANGES: dict[str, tuple[Any, list[str]]] = {
    "a recipient": (
        lambda c: entry(c, "flows", "health-answer")["to"].append("northvale-police"),
        ["The flow “Health services answer” now also goes to Northvale Police."],
    ),
    "no longer an item": (
        lambda c: entry(c, "flows", "health-answer")["information"].remove("health-needs"),
        [
            "The flow “Health services answer” no longer carries “Health and disability, as far as they bear on the support "
            "needed”."
        ],
    ),
    "retention": (
        lambda c: c["protocol"]["storage"][0]["retention"].update(keep="10 years"),
        [
            "The storage by Northvale Council of “The request for help, what is going on and what has been tried” and 2 more: "
            "kept for 10 years instead of 2 years."
        ],
    ),
    "a purpose": (
        lambda c: c["protocol"]["purposes"].append({"id": "research", "title": "Learn what works"}),
        ["New purpose “Learn what works”."],
    ),
    "a party": (
        lambda c: c["protocol"]["parties"].append({"class": "nurseries", "title": "Nurseries", "role": "controller"}),
        ["New party: Nurseries."],
    ),
    "a party that leaves": (
        lambda c: c["protocol"]["parties"].remove(entry(c, "parties", "quillhaven-software")),
        ["Quillhaven Software no longer takes part."],
    ),
    "a basis": (
        lambda c: c["protocol"]["lawfulness"][0].update(article_6="legal-obligation"),
        [
            "The lawful basis “Council and health services that help children early”: “Lawful basis (Article 6)” is now “legal "
            "obligation (Article 6(1)(c))” instead of “public task (Article 6(1)(e))”."
        ],
    ),
    "a name": (
        lambda c: c["organisations"]["northvale-police"].update(title="Northvale Constabulary"),
        ["Northvale Police is now called Northvale Constabulary."],
    ),
    "a choice": (
        lambda c: entry(c, "circumstances", "below-harm").update(consent="not-sought"),
        [
            "The circumstance “A need below significant harm”: “Agreement of the person” is now “not sought” instead of "
            "“sought”."
        ],
    ),
    "a day": (
        lambda c: c["protocol"].update(in_force="2027-01-01"),
        ["“In force from” is now “1 January 2027” instead of “1 December 2026”."],
    ),
    "a section of a section": (
        lambda c: c["protocol"]["security"]["incidents"].update(within="48 hours"),
        ["Security: “Incidents, Within” is now “48 hours” instead of “24 hours”."],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_difference_is_told_in_words(name: str) -> None:
    change, words = CHANGES[name]
    after = copied()
    change(after)
    assert told(today(), after) == words


def test_words_that_differ_stand_in_brackets_and_long_stretches_are_left_out() -> None:
    before = "We always ask the family first, before anything is shared with any other service that may know it, and we say why."
    after = before.replace("always ask", "tell").replace("say why", "write down why")
    assert marked(before, after) == (
        "We [always ask] the family first, before … know it, and we [say] why.",
        "We [tell] the family first, before … know it, and we [write down] why.",
    )


@pytest.mark.parametrize("damaged", [{}, {"protocol": []}, {"protocol": {"flows": [None, "x", {"to": {"a": "b"}}]}}])
def test_a_content_that_is_damaged_is_compared_all_the_same(damaged: Any) -> None:
    found = differences(damaged, today())
    assert found
    assert all(Teller(damaged, today()).tell(each).sentence for each in found)
    assert isinstance(found[0], Difference)
