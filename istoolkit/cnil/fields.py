"""What the file holds: its questions, its fields and the numbers it counts with.

Source: the file as the CNIL's PIA software saves it, and the CNIL's PIA method (templates, 2018 edition).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "list", "gauge"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the software. ``item`` is the page it stands on, such as 3.2; ``words`` is what it asks about."""

    id: int
    item: str
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Feared:
    """An event that the software has a page for: our name of it, its page, and what it is in words."""

    event: str
    item: str
    words: str

    def question(self, part: str) -> int:
        """Return the number of the question about a part of the risk: impacts, threats, sources and so on."""
        return int(self.item.replace(".", "")) * 10 + PARTS[part]


PARTS = {"impacts": 1, "threats": 2, "sources": 3, "measures": 4, "severity": 5, "likelihood": 6}
"""The last figure of the question about each part of a risk."""

FEARED = (
    Feared("illegitimate-access", "3.2", "Illegitimate access to data"),
    Feared("unwanted-modification", "3.3", "Unwanted modification of data"),
    Feared("disappearance", "3.4", "Disappearance of data"),
)

_TEXTS = {
    111: "The processing",
    112: "Responsibilities",
    113: "Standards that apply",
    121: "The data",
    122: "The life cycle of the data",
    123: "Systems and other supports of the data",
    211: "Purposes",
    212: "Lawful basis",
    213: "No more data than needed",
    214: "Accuracy",
    215: "How long data are kept",
    221: "Informing people",
    222: "Consent",
    223: "Access and portability",
    224: "Rectification and erasure",
    225: "Restriction and objection",
    226: "Processors under contract",
    227: "Transfers abroad",
}
_KINDS: Mapping[str, Kind] = {"severity": "gauge", "likelihood": "gauge"}

QUESTIONS: tuple[Question, ...] = (
    *(Question(number, ".".join(str(number)[:2]), "text", words) for number, words in _TEXTS.items()),
    *(
        Question(each.question(part), each.item, _KINDS.get(part, "list"), f"{each.words}: {part}")
        for each in FEARED
        for part in PARTS
    ),
)
"""The 36 questions in their order."""

BY_ID: Mapping[int, Question] = {each.id: each for each in QUESTIONS}

ITEMS: Mapping[str, str] = {
    "1.1": "Overview",
    "1.2": "Data, processes and supports",
    "2.1": "Proportionality and necessity",
    "2.2": "Protection of people's rights",
    "3.1": "Measures",
    **{each.item: each.words for each in FEARED},
}
"""The pages that are answered and evaluated."""

BY_QUESTION = ("2.1", "2.2", "3.1")
"""The pages on which each question or measure is evaluated by itself. The others are evaluated as a whole."""

DOING, REFUSED, VALIDATED, SIGNED, ARCHIVED = range(5)
"""What the status of the whole may be."""

APPROVED = (VALIDATED, SIGNED)
"""The statuses that say that those named approved it."""

STATUSES = ("in progress", "refused", "validated", "validated and signed", "archived")

PENDING, TO_BE_FIXED, IMPROVABLE, ACCEPTABLE = range(4)
"""What the status of an evaluation may be."""

EVALUATED = ("not evaluated", "to be corrected", "can be improved", "acceptable")

NOT_EVALUATED, STARTED, COMPLETED = range(3)
"""How far an evaluation has come (its global status)."""

HIGHEST = 4
"""The highest step of severity and likelihood: 1 negligible, 2 limited, 3 important, 4 maximum; 0 is not rated."""

STEPS = ("not rated", "negligible", "limited", "important", "maximum")

SPELLINGS = {"rejection_reason": "rejected_reason", "applied_adjustments": "applied_adjustements"}
"""Fields that some versions of the software spell in another way."""
