"""How old a reader must be, as the formula has it: of texts whose age is known, and of what is not read as words."""

import pytest

from istoolkit.reading_age import reading_of
from istoolkit.reading_age.sentences import sentences, words
from istoolkit.reading_age.syllables import syllables

CHILD = "The cat sat on the mat. It was a hot day. Tom went to the shop with his mum. They got some milk and a bun."
PLAIN = (
    "You can apply for a blue badge if you or your child has a condition that affects your walking. You need a photo and "
    "proof of where you live. It costs up to ten pounds. You will get an answer in about twelve weeks."
)
LAW = (
    "Where a relevant agency considers that information which it holds in relation to a child would be relevant to "
    "safeguarding or promoting the welfare of the child, the agency must disclose the information to any other relevant "
    "agency to the extent that the disclosure may facilitate the exercise by the recipient of any of its functions."
)


@pytest.mark.parametrize(("text", "age"), [(CHILD, 5), (PLAIN, 8), (LAW, 32)])
def test_known_texts(text: str, age: int) -> None:
    reading = reading_of(text)
    assert reading is not None
    assert reading.age == age


def test_the_formula_by_hand() -> None:
    """Twelve words of a syllable in two sentences: 0.39 × 6 + 11.8 − 15.59 is −1.45. That is under the lowest age."""
    reading = reading_of("We talk and we help you. You can ask us what for.")
    assert reading is not None and (reading.age, reading.words, reading.hardest) == (5, 12, ())


def test_what_is_hard_is_named() -> None:
    reading = reading_of(f"{CHILD} Considerable multidisciplinary safeguarding considerations apply to everything.")
    assert reading is not None
    assert reading.longest == "Tom went to the shop with his mum."
    assert reading.hardest[0] == "multidisciplinary"
    assert len(reading.hardest) == 3


def test_too_few_words_are_not_measured() -> None:
    assert reading_of("Only people who help your family") is None
    assert reading_of("") is None


def test_points_are_sentences_and_lines_of_a_paragraph_are_not() -> None:
    text = "We share:\n- your name\n- who lives with you and\n  who helps you\n\nWe ask\nyou first. You can say “no.” Then\nwe stop."
    assert sentences(text) == [
        "We share:",
        "your name",
        "who lives with you and who helps you",
        "We ask you first.",
        "You can say “no.",
        "Then we stop.",
    ]


def test_addresses_and_numbers_to_ring_are_not_words() -> None:
    assert words("Ask hub@northvale.example or 01632 960 115, or see northvale.example/early-help/privacy.") == [
        "Ask",
        "or",
        "or",
        "see",
    ]
    assert words("It’s kept for 25 years at the child's well-known school") == [
        *("It’s", "kept", "for", "25", "years", "at", "the", "child's", "well", "known", "school"),
    ]


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("people", 2),
        ("child’s", 1),
        ("one’s", 1),
        ("family's", 3),
        ("shared", 1),
        ("wanted", 2),
        ("25", 1),
        ("safeguarding", 4),
        ("Xq", 1),
    ],
)
def test_syllables(word: str, number: int) -> None:
    assert syllables(word) == number
