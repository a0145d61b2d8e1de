"""What the CNIL's PIA software saves, and what only looks like it."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from istoolkit.cnil.read import LARGEST, NotCnil, read
from istoolkit.cnil.rest import as_text, kept
from istoolkit.cnil.taken import taken
from istoolkit.definitions.reader import read as read_yaml
from istoolkit.definitions.validate import mismatches
from istoolkit.definitions.yaml_text import yaml_text
from tests.cnil.made import HERE, HUB, opened

CONTENT = (HERE / "pia.json").read_bytes()
FILE = json.loads(CONTENT)


def laid(**parts: Any) -> bytes:
    """The example with other parts."""
    return json.dumps({**FILE, **parts}).encode()


NOT_SAVED = "It is not a file that the CNIL's PIA software saved, or it was cut off."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", NOT_SAVED),
        (CONTENT[:900], NOT_SAVED),
        (b"[]", "It has no part “pia”"),
        (b'{"name": "x"}', "It has no part “pia”"),
        (b'{"pia": []}', "It has no part “pia”"),
        (b'{"pia":\n "caf\xe9"}', "It is not UTF-8 text: byte 0xE9 in line 2 cannot be read."),
        (
            b"PK\x03\x04\x14\x00[Content_Types].xml rest",
            "It is not a file that the CNIL's PIA software saves, but an office document.",
        ),
        (
            b"PK\x03\x04\x14\x00mimetypeapplication/vnd.oasis.opendocument.text rest",
            "It is not a file that the CNIL's PIA software saves, but an office document.",
        ),
        (b"PK\x03\x04rest", "It is a .zip file. Unpack it and give the .json file in it."),
        (b"[" * 100_000, NOT_SAVED),
        (b'{"pia": ' + b"9" * 5000 + b"}", NOT_SAVED),
        (b" " * (LARGEST + 1), "It is larger than 20,000,000 bytes."),
        (laid(answers=None), "It has no part “answers”, so there is nothing to take over."),
        (laid(answers={"111": "x"}), "Its part “answers” is not a list of entries"),
        (laid(comments="x"), "Its part “comments” is not a list of entries"),
        (laid(answers=[], measures=[]), "It has no answers and no measures"),
        (laid(answers=[{"reference_to": 111, "data": None}], measures=None), "It has no answers and no measures"),
    ],
)
def test_what_is_no_file_of_the_cnil_is_refused_with_the_reason(content: bytes, message: str) -> None:
    with pytest.raises(NotCnil) as caught:
        read(content)
    assert message in str(caught.value)


def test_an_entry_that_cannot_be_read_is_left_out_and_named() -> None:
    whole = FILE["answers"]
    odd = [None, {"data": {"text": "x"}}, {"reference_to": 111, "data": "x"}]
    pia = read(laid(answers=[*whole, *odd], measures=["x", *FILE["measures"]]))
    count = len(whole) + 3
    assert pia.warnings[:4] == (
        f"Answer {count - 2} of {count} is empty. It was left out.",
        f"Answer {count - 1} of {count} does not say which question it answers. It was left out.",
        f"Answer {count} of {count} does not say how it answers its question. It was left out.",
        "Measure 1 of 3 is no entry, but “x”. It was left out.",
    )
    assert (pia.answers, pia.measures) == (read(CONTENT).answers, read(CONTENT).measures)


def test_the_example_is_read() -> None:
    pia = read(CONTENT)
    assert pia.answer(321).list == ("Shame", "Fear of a former partner")
    assert pia.answer(322).list == ("A password is shared",), "a number written as text"
    assert pia.answer(325).gauge == 4 and pia.answer(325).text == "A family could be found by someone violent."
    assert pia.answer(334).list == () and pia.answer(345).gauge == 0
    assert [(each.id, each.title, each.content) for each in pia.measures] == [
        ("101", "Named accounts", "Each worker has an account.\nNo account is shared."),
        ("102", "Logs", "All views are logged."),
    ]
    found = pia.evaluation("3.2")
    assert found is not None and (found.severity, found.likelihood, found.date) == (3, 1, "2027-01-31")
    assert pia.words("applied_adjustments") == "Logs were added.", "the spelling of some versions"
    assert pia.warnings == ("There were scripts or styles in its texts. They were left out.",)


def test_what_cannot_be_read_of_an_answer_is_told() -> None:
    odd = [
        {"reference_to": 111, "data": {"text": 5, "gauge": None, "list": []}},
        {"reference_to": 325, "data": {"text": "x", "gauge": 9, "list": []}},
        {"reference_to": 321, "data": {"text": None, "gauge": None, "list": ["a", {"b": 1}]}},
        {"reference_to": 322, "data": {"text": None, "gauge": None, "list": "a"}},
        {"reference_to": 113, "data": {"text": "one", "gauge": 0, "list": None}},
        {"reference_to": 113, "data": {"text": "two", "gauge": None, "list": []}},
    ]
    pia = read(laid(answers=odd))
    assert pia.warnings == (
        "It answers some questions more than once (113). The first answer that says something counts.",
        "It has gauges or lists that cannot be read, under the questions 111, 325, 321, 322. They were left out.",
    )
    assert pia.answer(113).text == "one" and pia.answer(325).gauge == 0 and pia.answer(321).list == ("a",)
    assert "two" in {each.words for each in kept(pia, dict.fromkeys((111, 113), ""))}


JSON: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)


def faults(content: bytes) -> list[str]:
    """What goes wrong when a file is taken over as the command does.

    Either it is refused with a sentence, or what is made of it can be read again, fits, and keeps the rest.
    """
    try:
        pia = read(content)
    except NotCnil as error:
        return [] if str(error).endswith(".") else [f"no sentence: {error}"]
    register = opened()
    found = taken(register, register.protocols[HUB], pia)
    again = read_yaml("assessment.yaml", yaml_text("Made", found.value).encode()).value
    wrong = {
        "reads otherwise": again != found.value,
        "does not fit": mismatches("assessment", found.value) != [],
        "keeps nothing": not as_text("Kept", kept(pia, dict.fromkeys((111, 212), ""))),
    }
    return [words for words, is_so in wrong.items() if is_so]


@given(st.one_of(st.binary(max_size=200), JSON.map(lambda value: json.dumps(value).encode())))
@settings(max_examples=150, deadline=None)
def test_anything_is_taken_or_refused(content: bytes) -> None:
    assert faults(content) == []


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a value."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [path, *(one for key in keys for one in places(value[key], (*path, key)))]


@given(st.lists(st.tuples(st.sampled_from(places(FILE)[1:]), JSON), min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
def test_a_file_with_anything_in_any_place_is_taken_or_refused(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    file = copy.deepcopy(FILE)
    for path, value in changes:
        inner: Any = file
        for step in path[:-1]:
            inner = inner[step] if isinstance(inner, list | dict) and step in places_of(inner) else None
        if isinstance(inner, list | dict) and path[-1] in places_of(inner):
            inner[path[-1]] = value
    assert faults(json.dumps(file).encode()) == []


def places_of(value: Any) -> set[Any]:
    """The keys or positions of a value."""
    return set(value) if isinstance(value, dict) else set(range(len(value)))
