"""What protocols say beside the questions of the decision, as it is told. What they say is found by ``documents/decision_facts.py``."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """What protocols say: sentences and, where it is certain, the answer they give, by the identifier of the question.

    ``whole`` says first whether anything may pass at all; "" where that was not asked. ``giver``, ``receiver`` and ``item``
    are what these are called.
    """

    whole: str = ""
    giver: str = ""
    receiver: str = ""
    item: str = ""
    protocols: tuple[str, ...] = ()
    """Those under which it may pass."""
    gap: str = ""
    """That no protocol looked at lets it pass; "" where one does, or it was not asked."""
    asks_first: str = ""
    """That the protocols ask for agreement where no harm and no duty is in question; "" where they do not."""
    said: Mapping[str, tuple[str, ...]] | None = None
    certain: Mapping[str, str] | None = None

    def of(self, question: str) -> tuple[str, ...]:
        """Return the sentences that stand beside a question."""
        return (self.said or {}).get(question, ())

    def answer(self, question: str) -> str:
        """Return the answer that is offered first; "" where protocols give none. A person confirms it."""
        return (self.certain or {}).get(question, "")
