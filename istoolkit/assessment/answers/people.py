"""Answers to the questions about whose data it is, what they know, and what could happen to them."""

from collections.abc import Iterator

from istoolkit.assessment import unsaid
from istoolkit.assessment.answers import NOT_YET, Reply, answers, no, not_yet, quoted, unclear, yes
from istoolkit.assessment.signs import NONE, concerned, named, speaks_of_harm
from istoolkit.definitions.ages import are_children
from istoolkit.definitions.formats import YES
from istoolkit.definitions.picture import Picture


def _weak(here: Picture) -> list[str]:
    return [each.title for each in concerned(here) if each.text("vulnerable") in YES or are_children(each)]


@answers("vulnerable-people")
def vulnerable(here: Picture) -> Reply:
    """WP 248 criterion 7: children are always among them."""
    found = _weak(here)
    if found:
        return yes(f"It is about {named(found)}.")
    if not concerned(here):
        return unclear("The protocol does not say whose information it is.")
    return _unknown_people(here) or no("No group of people is said to be vulnerable, and none is of children.")


def _unknown_people(here: Picture) -> Reply | None:
    return not_yet(unsaid.contents(here), unsaid.people(here))


@answers("targeting-children")
def targeting(here: Picture) -> Reply:
    """The list of the ICO: marketing, profiling or automated decisions about vulnerable people, or services to children."""
    found = _weak(here)
    if not found:
        return _unknown_people(here) or no("No group of people is said to be vulnerable, and none is of children.")
    return unclear(
        f"It is about {named(found)}. The protocol names no marketing, profiling or online service for them."
    )


@answers("invisible-processing")
def invisible(here: Picture) -> Reply:
    """The list of the ICO: the person is not told (UK GDPR Article 14(5)), in combination with a European criterion."""
    except_when = here.text("openness", "not_told_when")
    told = here.text("openness", "told_when") or next(_told(here), "")
    if not told:
        return unclear("The protocol does not say when people are told.")
    if except_when and not NONE.match(except_when):
        return unclear(
            f"People are told, but not in some cases: {quoted(except_when)} Judge whether these are more than exceptions."
        )
    if here.says("openness", "not_told_when") and not except_when:
        return unclear(f"{NOT_YET} when people are not told.")
    return no(f"The protocol says when people are told: {quoted(told)}")


def _told(here: Picture) -> Iterator[str]:
    for flow in here.personal_flows:
        yield from (each.text("told") for each in flow.circumstances if each.text("told"))


@answers("physical-harm")
def physical_harm(here: Picture) -> Reply:
    """The list of the ICO: a breach could put someone's health or safety at risk."""
    if said := speaks_of_harm(here):
        return yes(
            f"It speaks of harm to people (“{said.rstrip('. ')}”). Someone could be hurt if it came into the wrong hands."
        )
    if _weak(here):
        return unclear(
            "Some of the people are vulnerable. Judge whether someone could be hurt if it came into the wrong hands."
        )
    open_ = unsaid.contents(here), unsaid.names(here), unsaid.people(here)
    return not_yet(*open_) or no("Nothing in the protocol speaks of harm or violence to people.")
