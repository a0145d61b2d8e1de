"""What an assessment says beside risks and measures: in the answers it belongs to, and in comments where none fits."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from istoolkit.cnil.html import bullets, escaped, headed, plain
from istoolkit.cnil.told import FIELDS, Teller


class Comment(NamedTuple):
    """A comment on a question of the file: plain words, not HTML."""

    question: int
    words: str


ANSWERS: Mapping[int, tuple[tuple[str, str], ...]] = {
    111: tuple(("context", name) for name in FIELDS["context"].fields if name not in ("codes", "technology")),
    113: (("context", "codes"),),
    123: (("context", "technology"),),
    211: (("necessity", "achieves"), ("necessity", "function_creep")),
    213: (("necessity", "other_ways"), ("necessity", "minimisation")),
    214: (("necessity", "quality"),),
    223: (("necessity", "rights"),),
    226: (("necessity", "processors"),),
    227: (("necessity", "transfers"),),
}
"""The texts of an assessment that belong to an answer, beside what the definition says there."""

ELSEWHERE = ("format", "title", "author", "context", "consultation", "necessity", "risks", "measures", "advice")
"""What has a place of its own in the file, in whole or as far as it goes."""


def answer(number: int, teller: Teller) -> str:
    """Return what an assessment adds to an answer, as HTML."""
    return "".join(teller.part(*path) for path in ANSWERS.get(number, ()))


def comments(teller: Teller) -> Iterator[Comment]:
    """Yield what has no field in the file, as comments on the first question: screening, consultation, conclusion …"""
    data = teller.assessed.data
    texts = {name: each for name, each in FIELDS.items() if name not in ELSEWHERE and each.is_text}
    if lines := bullets(teller.lines(texts, data)):
        yield Comment(111, plain(headed("This assessment", lines)))
    yield Comment(111, plain(_screening(teller)))
    for name, each in FIELDS.items():
        if name in data and name not in (*ELSEWHERE, "screening") and not each.is_text and each.shown:
            yield Comment(111, plain(teller.headed(each, data[name])))
    if others := teller.part("consultation", "others"):
        yield Comment(111, plain(others))


def _screening(teller: Teller) -> str:
    found = teller.assessed.screening
    answers = bullets(escaped(f"{each.question} {each.answer.capitalize()}. {each.because}") for each in found.answers)
    result = escaped(f"{found.verdict.sentence} {found.because}")
    return headed(FIELDS["screening"].title, f"{result}{answers}{teller.part('screening')}")
