"""Mends of spelling: slips of the pen count, and nothing that could change what partners agreed to."""

import pytest

from istoolkit.signoff.change.slips import is_slip, words_of

USED = frozenset(words_of("the council shares data with the police and each school keeps a form for the child".lower()))

SLIPS = [
    ("The councill shares it.", "The council shares it."),
    ("They recieve the answer.", "They receive the answer."),
    ("Kept safe. Deletted from it.", "Kept safe. Deleted from it."),
    ("teh answer is kept", "the answer is kept"),
    ("Kept in the recrod", "Kept in the record"),
    ("kept safe and Sound", "Kept safe, and sound."),
    ("multi agency plan", "multi-agency plan"),
    ("the childs view’s", "the child's views"),
]

CHANGES = {
    "a word of negation": ("They may not pass it on", "They may now pass it on"),
    "not any more": ("It is not kept", "It is nott kept"),
    "a duty": ("The school must answer", "The school may answer"),
    "a condition": ("unless it is urgent", "until it is urgent"),
    "a word more": ("The answer is kept", "The answer is never kept"),
    "a word less": ("Only the answer is kept", "The answer is kept"),
    "a number": ("within 14 days", "within 4 days"),
    "a number in words": ("within two days", "within ten days"),
    "a sum": ("£10", "$10"),
    "a name": ("tell Northvale Homes", "tell Northdale Homes"),
    "a country": ("Iran", "Iraq"),
    "a name at the start": ("Marsh Council decides", "March Council decides"),
    "one or many": ("tell the parent", "tell the parents"),
    "its opposite": ("if it is lawful", "if it is unlawful"),
    "without": ("with consent", "without consent"),
    "another word that the text uses": ("The police decide", "The policy decide"),
    "another word of the same length": ("hand it to the nurse", "hand it to the purse and"),
    "a day": ("by 2026-12-01", "by 2026-12-02"),
    "letters that say more": ("the harm is real", "the harmless is real"),
    "a contraction": ("It can't be kept", "It can be kept"),
    "nothing": ("The same", "The same"),
}


@pytest.mark.parametrize("before, after", SLIPS)
def test_a_slip_of_the_pen(before: str, after: str) -> None:
    assert is_slip(before, after, USED)


@pytest.mark.parametrize("name", CHANGES)
def test_no_slip_of_the_pen(name: str) -> None:
    assert not is_slip(*CHANGES[name], USED)


@pytest.mark.parametrize("name", sorted(set(CHANGES) - {"another word that the text uses"}))
def test_no_slip_of_the_pen_the_other_way_either(name: str) -> None:
    before, after = CHANGES[name]
    assert not is_slip(after, before, USED)


def test_a_word_that_the_text_uses_elsewhere_is_no_slip() -> None:
    assert is_slip("fill in the frm", "fill in the form", USED)
    assert not is_slip("fill in the form", "fill in the farm", USED)
