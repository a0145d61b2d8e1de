"""The assessment as it was written, in a comment of the file: what the software has no field for comes back from there.

Beside the text stand two check numbers. One is of the text, so that a text which was touched is not taken for the
assessment. The other is of all that the software shows and lets its users change, so that work done there is not lost.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from istoolkit.cnil.fields import BY_ID
from istoolkit.cnil.read import Pia
from istoolkit.definitions.reader import Source, read

TITLE = "The assessment as it was written"
QUESTION = 111
"""The question that the comment is on."""

_ABOUT = "Please leave this comment as it is. The assessment is made from it again when this file comes back."
_OF, _WORK, _TEXT = "Protocol: ", "Check number of the file: ", "Check number of the text: "

OPINIONS = (
    *("dpos_names", "dpo_opinion", "people_names", "concerned_people_opinion", "concerned_people_searched_content"),
    *("rejection_reason", "applied_adjustments"),
)
_NAMES = ("name", "author_name", "evaluator_name", "validator_name")
_VERDICTS = ("status", "dpo_status", "concerned_people_status", "concerned_people_searched_opinion")


@dataclass(frozen=True)
class Carried:
    """A text that was carried, with the protocol that it is of and the check numbers beside it."""

    protocol: str
    work: str
    check: str
    text: str

    @cached_property
    def source(self) -> Source:
        """The text as a definition."""
        return read("assessment.yaml", self.text.encode("utf-8", "replace"))

    @property
    def is_whole(self) -> bool:
        """Whether the text is as it was written, and can be read."""
        return _number(self.text) == self.check and not self.source.faults and isinstance(self.source.value, dict)

    def is_of(self, pia: Pia) -> bool:
        """Whether nobody changed the rest of the file since it was written."""
        return self.work == check_number(pia)


def comment(protocol: str, text: str, pia: Pia) -> str:
    """Return the words of the comment that carries a text. ``pia`` is the file without it."""
    head = [TITLE, _ABOUT, f"{_OF}{protocol}", f"{_WORK}{check_number(pia)}", f"{_TEXT}{_number(text)}"]
    return "\n".join([*head, "", text])


def carried(pia: Pia) -> Carried | None:
    """Return what a file carries; None where it has no such comment."""
    return next((found for words in pia.raw_comments if (found := _parsed(words))), None)


def is_carrier(words: str) -> bool:
    """Whether the words of a comment are those that carry a text."""
    return words.startswith(f"{TITLE}\n")


def _parsed(words: str) -> Carried | None:
    words = words.replace("\r\n", "\n")
    if not is_carrier(words):
        return None
    head, _, text = words.partition("\n\n")
    said = {
        label: line.removeprefix(label) for line in head.split("\n") for label in (_OF, _WORK, _TEXT) if label in line
    }
    return Carried(said.get(_OF, ""), said.get(_WORK, ""), said.get(_TEXT, ""), text)


def check_number(pia: Pia) -> str:
    """Return a number that is the same as long as no answer, measure, evaluation or opinion of a file is changed.

    The numbers that the software gives to measures, and its days, do not count.
    """
    return _number(json.dumps(_worked_on(pia), sort_keys=True, ensure_ascii=False))


def _worked_on(pia: Pia) -> Mapping[str, Any]:
    found = {question: pia.answer(question) for question in BY_ID}
    places = {each.id: str(number) for number, each in enumerate(pia.measures, 1)}
    return {
        "answers": [(number, each.text, each.list, each.gauge) for number, each in found.items()],
        "measures": [(each.title, each.content) for each in pia.measures],
        "evaluations": sorted(_evaluations(pia, places)),
        "opinions": [pia.words(name) for name in OPINIONS],
        "names": [pia.line(name) for name in _NAMES],
        "verdicts": [pia.number(name) for name in _VERDICTS],
    }


def _evaluations(pia: Pia, places: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    for each in pia.evaluations:
        start, _, last = each.reference.rpartition(".")
        on = f"3.1.{places.get(last, last)}" if start == "3.1" else each.reference
        yield on, each.status, each.comment, each.plan, each.date, each.person, each.severity, each.likelihood


def _number(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
