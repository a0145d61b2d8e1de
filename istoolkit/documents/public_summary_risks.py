"""What the public reads of the risks: how many there are, how high they are, and those that have words for the public.

The rest is never named: what could go wrong and is not stopped yet would help whoever wants to do harm.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from istoolkit.assessment.assessed import Assessed, Risk
from istoolkit.assessment.ratings import Rating
from istoolkit.assessment.scales import Scale, Step
from istoolkit.words import listed, small

NOT_NAMED = "We do not name it here"


class PublicRisk(NamedTuple):
    """A risk in words for the public, what is done about it, and what it is rated in both cases."""

    title: str
    done: str
    before: str
    after: str


def named(assessed: Assessed) -> tuple[PublicRisk, ...]:
    """Return the risks that have words for the public and are rated in full."""
    return tuple(
        PublicRisk(_public(each), _done(each), _rated(each.inherent), _rated(each.remains))
        for each in assessed.risks
        if _public(each) and each.inherent and each.remains
    )


def found(assessed: Assessed) -> str:
    """Return in words how many risks there are, how high they are and what the levels mean; "" where nobody has looked."""
    if not assessed.risks:
        return ""
    many = f"{len(assessed.risks)} things" if len(assessed.risks) > 1 else "one thing"
    return " ".join((f"We asked ourselves what could go wrong for you. We found {many}.", *_levels(assessed)))


def _levels(assessed: Assessed) -> Iterator[str]:
    before, after = [each.inherent for each in assessed.risks], [each.remains for each in assessed.risks]
    if not all(before) or not all(after):
        yield "We have not finished working out how likely and how bad they are."
        return
    yield f"If we did nothing, {_counted(assessed.scale, before)}."
    yield f"With all that we do in place, {_counted(assessed.scale, after)}."
    worst = [small(each.title) for each in assessed.scale.levels if each.consult]
    if worst and not assessed.needs_consultation:
        yield f"None would then stay {listed(worst)}."
    yield "Each level says how likely it is, and how bad it would be for people."


def _counted(scale: Scale, ratings: Iterable[Rating | None]) -> str:
    """Return how many risks are of which level, from the greatest down: “4 would be high and 5 medium”."""
    numbers = Counter(each.holds.id for each in ratings if each)
    said = [f"{numbers[each.id]} {small(each.title)}" for each in reversed(scale.levels) if numbers[each.id]]
    first, *others = said
    number, _, level = first.partition(" ")
    return listed([f"{number} would be {level}", *others], "and")


def _public(risk: Risk) -> str:
    return risk.entry.text("public")


def _done(risk: Risk) -> str:
    said = [each.entry.text("public") for each in risk.measures if each.is_in_place]
    return "\n".join(f"{each.rstrip('.')}." for each in said if each) or f"{NOT_NAMED}."


def _rated(rating: Rating | None) -> str:
    """Return a rating with what it is made of: “High. How likely: possible. How bad: severe.”"""
    if rating is None:
        return ""
    return f"{rating.holds.title}\nHow likely: {_step(rating.likelihood)}\nHow bad: {_step(rating.severity)}"


def _step(step: Step) -> str:
    return small(step.title.removeprefix(f"{step.rank} "))
