"""Where a document says that its protocol stands: on its cover, at the head of each page and among its particulars."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Tone = Literal["draft", "agreed", "ended"]


class Stamp(NamedTuple):
    """Where a protocol stands, in the words of its documents.

    ``name`` is the state, such as “Draft”; ``words`` stand among the particulars, ``head`` at the head of each page, and
    ``banner`` on the cover of a Word file. On a page ``advice`` follows the name. ``tone`` tells how it looks: what is not
    agreed yet, what is agreed, and what has ended.
    """

    name: str
    words: str
    head: str
    banner: str
    advice: str
    tone: Tone

    def __str__(self) -> str:
        return self.words

    @property
    def shown(self) -> str:
        """What stands on the cover of a Word file that shows what is not agreed and is not to be signed itself."""
        return f"{self.name.upper()}. {self.advice}" if self.tone == "draft" else self.banner

    @property
    def agreed(self) -> bool:
        """Whether everyone who must sign has signed, and it has not ended."""
        return self.tone == "agreed"


WAIT = "Not yet agreed. Do not share information on the strength of it."
"""What follows the name on a page of what is not agreed yet."""

_UNTIL = "Not signed. It takes effect when it is signed."

DRAFT = Stamp("Draft", "Draft, not signed", "DRAFT, not signed", f"DRAFT. {_UNTIL}", WAIT, "draft")
IN_REVIEW = Stamp("In review", "In review, not signed", "IN REVIEW, not signed", f"IN REVIEW. {_UNTIL}", WAIT, "draft")

CHANGED = Stamp(
    "Changed since it was signed",
    "Changed since it was signed, not what was signed",
    "CHANGED since it was signed",
    "CHANGED since it was signed. Not what was signed.",
    "Not what was signed. Do not share information on the strength of it.",
    "draft",
)
"""That of a text that was changed under the version that was signed."""

DAMAGED = Stamp(
    "Record damaged",
    "Record of sign-off damaged",
    "RECORD DAMAGED",
    "RECORD DAMAGED. Nobody can say who has signed. Do not share information on the strength of it.",
    "Nobody can say who has signed. Do not share information on the strength of it.",
    "draft",
)
"""That of a protocol of whose record an entry was changed or taken out."""

SIGNED_OFF = Stamp(
    "Signed off", "All signed off", "SIGNED OFF", "SIGNED OFF.", "All who must sign have signed.", "agreed"
)
DRAFTS = DRAFT._replace(words="Drafts, not signed")
MIXED = Stamp(
    "Not all signed",
    "Not all signed",
    "NOT ALL SIGNED",
    "NOT ALL SIGNED. See where each protocol stands before you share information under it.",
    "Not every protocol here is signed and in force. See where each stands before you share information under it.",
    "draft",
)


_NOT_FOR_HARM = "Not everyone who must sign has signed. Where someone may come to harm, do not wait for that."
"""What follows the name on a page for practitioners and families: a draft never keeps anyone from acting on harm."""


def for_practice(stamp: Stamp) -> Stamp:
    """Return the stamp as papers for practitioners and families have it: it never stands in the way of stopping harm."""
    return stamp._replace(advice=_NOT_FOR_HARM) if stamp.tone == "draft" else stamp


def of_several(stamps: Iterable[Stamp]) -> Stamp:
    """Return the stamp of what is made of several protocols: agreed only where every one of them is."""
    found = list(stamps)
    if found and all(each.agreed for each in found):
        return SIGNED_OFF
    return DRAFTS if all(each == DRAFT for each in found) else MIXED
