"""What the poster and the page of the decision say beside the tree, and for which nations they are made."""

from istoolkit.decision.told import DANGER
from istoolkit.decision.tree import Outcome
from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.law import NO_ADVICE
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import vocabularies
from istoolkit.documents.wording import told
from istoolkit.words import capital, listed

TITLE = "Should I share this information?"
FIRST = "Ask this first, every time. Nothing on this page comes before it."
RULES = "Golden rules"

__all__ = ["DANGER", "FIRST", "RULES", "TITLE", "foot", "nations_of", "result_of", "results", "rules"]


def nations_of(register: Register, protocol: Protocol | None) -> frozenset[str]:
    """Return the nations in which a protocol applies, or any of the register; nothing where none is said."""
    protocols = [protocol] if protocol else register.checked()
    return frozenset(nation for each in protocols for nation in picture(register, each).nations)


def results() -> dict[str, str]:
    """Return the words of each result of a decision."""
    return {name: capital(words) for name, words in vocabularies()["decision_results"].items()}


def result_of(outcome: Outcome) -> str:
    """Return what an outcome comes to in words, then what more its title says."""
    result = results()[outcome.result]
    begins = outcome.result in ("act-now", "seek-advice") or outcome.title.casefold().startswith(result.casefold())
    return outcome.title if begins else f"{result}: {outcome.title[:1].lower()}{outcome.title[1:]}"


def rules(register: Register, nations: frozenset[str]) -> tuple[str, ...]:
    """Return the golden rules in a few words each. Where nations have rules of their own the poster shows none: they differ."""
    if len(nations) != 1:
        return ()
    return tuple(told(each["title"]) for each in guidance_of(register).each("golden_rules", nations))


def foot(nations: frozenset[str]) -> str:
    """Return the line at the foot of the poster."""
    words = vocabularies()["nations"]
    where = listed([words[each] for each in words if each in nations], "and")
    return f"For {where}. {NO_ADVICE}" if where else NO_ADVICE
