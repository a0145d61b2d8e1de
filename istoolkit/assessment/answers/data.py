"""Answers to the questions about what sort of data it is, how much, and how it is put together."""

import re
from collections.abc import Iterable

from istoolkit.assessment import unsaid
from istoolkit.assessment.answers import Reply, answers, no, not_yet, quoted, unclear, yes
from istoolkit.assessment.file import assessment_file
from istoolkit.assessment.numbers import is_large
from istoolkit.assessment.signs import carried, named, sensitive
from istoolkit.assessment.texts import first_that_says
from istoolkit.definitions.formats import YES
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Item, Party, Thing

_COMBINES = re.compile(
    r"\b(?:match(?:es|ed|ing)?|combin(?:e|es|ed|ing)|linkage|(?:record|data)[ -]link(?:ed|ing)|(?:put|puts|putting) together"
    r"|link(?:s|ed|ing)?\s+(?:\w+\s+){0,3}(?:records?|data|information|files)|single view)\b",
    re.IGNORECASE,
)
_BIOMETRIC = re.compile(
    r"\b(?:biometric|fingerprint|finger print|palm ?print|face (?:images?|scans?|recognition)|facial|iris|retina|voice ?print|gait)\w*",
    re.IGNORECASE,
)
_GENETIC = re.compile(r"\b(?:DNA\b(?! (?:rate|appointment))|(?i:genetic|genom|gene\b|genes\b|hereditary)\w*)")


@answers("sensitive-data")
def sensitive_data(here: Picture) -> Reply:
    """WP 248 criterion 4: also data that is highly personal, as what was given in confidence is."""
    found = sensitive(here)
    if found:
        return yes(f"It has special category or criminal offence data: {named([each.title for each in found])}.")
    private = [each.title for each in carried(here) if each.text("confidential") in YES]
    if private:
        return yes(f"It has information given in confidence: {named(private)}.")
    confidence = [each.title for each in carried(here) if each.unknown("confidential")]
    in_confidence = f"whether this was given in confidence: {named(confidence)}" if confidence else ""
    return _nothing_shared(here, unsaid.kinds(here), in_confidence) or no(
        "No item is special category or criminal offence data or was given in confidence."
    )


def _nothing_shared(here: Picture, *open_: str) -> Reply | None:
    """Return that it is unclear what is shared; None where that is known. ``open_`` is what else must be known."""
    if found := not_yet(unsaid.contents(here), *open_):
        return found
    return None if here.personal_flows else unclear("The protocol names no flow of information about people.")


def _volumes(here: Picture, things: Iterable[Thing]) -> Reply:
    """Answer by what is said of how many: yes where one number is large, otherwise unclear."""
    said = [each.text("volume") for each in things if each.text("volume")]
    affected = assessment_file(here.register, here.protocol).all.text("context", "people_affected")
    every = list(dict.fromkeys([*said, *([affected] if affected else [])]))
    says = "the protocol says" if said and not affected else "the assessment says" if not said else "it is said"
    if not every:
        return unclear("The protocol does not say how many people it concerns.")
    if large := [each for each in every if is_large(each)]:
        return yes(f"It concerns many: {named(large)}.")
    return unclear(f"Of how many, {says} {named(every)}. Judge whether that is large.")


@answers("large-scale")
def large_scale(here: Picture) -> Reply:
    """WP 248 criterion 5. No law gives a number: ten thousand and more is taken as large, and less is left to judgement."""
    return _volumes(here, (*carried(here), *here.personal_flows))


@answers("large-scale-sensitive")
def large_scale_sensitive(here: Picture) -> Reply:
    """UK GDPR Article 35(3)(b). What is said of how many counts for the sensitive items that travel with what is counted."""
    found = sensitive(here)
    if not found:
        return _nothing_shared(here, unsaid.kinds(here)) or no(
            "No flow carries special category or criminal offence data."
        )
    return Reply(
        (reply := _of_sensitive(here, found)).answer,
        f"It has such data: {named([each.title for each in found])}. {reply.because}",
    )


def _of_sensitive(here: Picture, found: list[Item]) -> Reply:
    if all(each.text("volume") for each in found):
        return _volumes(here, found)
    flows = [each for each in here.personal_flows if set(found) & set(each.items)]
    beside = [item for each in flows for item in each.items]
    if any(each.text("volume") for each in (*flows, *beside)):
        return _volumes(here, (*found, *flows, *beside))
    in_all = [each.text("volume") for each in (*carried(here), *here.personal_flows) if each.text("volume")]
    if in_all:
        return unclear(f"In all, the protocol says {named(in_all)}. Judge whether many of them have such data.")
    return _volumes(here, ())


@answers("biometric-data")
def biometric_data(here: Picture) -> Reply:
    """The list of the ICO: biometric data, in combination with a European criterion."""
    return _category(here, "biometric", _BIOMETRIC)


@answers("genetic-data")
def genetic_data(here: Picture) -> Reply:
    """The list of the ICO: genetic data, in combination with a European criterion. It leaves out a health professional who
    gives care to the person."""
    reply = _category(here, "genetic", _GENETIC)
    flows = [each for each in here.flows if any("genetic" in item.many("special") for item in each.items)]
    health = [
        party.title for each in flows for party in each.parties if party.is_health_or_care and party.kind != "council"
    ]
    if reply.answer != "yes" or not health:
        return reply
    bodies = named(list(dict.fromkeys(health)))
    return unclear(
        f"{reply.because} {bodies} may use it to give care, which the question leaves out."
        " Judge whether it is used for more than the care of the person."
    )


def _category(here: Picture, name: str, words: re.Pattern[str]) -> Reply:
    """Answer by what items are said to be. Where none is said to be of the category and words speak of it, it is unclear."""
    found = [each.title for each in carried(here) if name in each.many("special")]
    if found:
        return yes(f"It has {name} data: {named(found)}.")
    if said := first_that_says(here, words):
        return unclear(f"No item is said to be {name} data, and the protocol says {quoted(said)} Judge whether it is.")
    return _nothing_shared(here, unsaid.kinds(here), unsaid.categories(here)) or no(f"No item is {name} data.")


@answers("data-matching", "matching-or-combining")
def combining(here: Picture) -> Reply:
    """The list of the ICO, and WP 248 criterion 6: data from several sources that is combined, compared or matched."""
    sources = _sources(here)
    if sources:
        most = max(sources, key=lambda party: len(sources[party]))
        return _combined(here, most, len(sources[most]))
    matched = [each.title for each in carried(here) if each.says("identifier")]
    if matched:
        return unclear(f"Records can be matched by {named(matched)}. The protocol does not say whether they are.")
    return _nothing_shared(here, unsaid.givers_and_receivers(here)) or no(
        "Nobody receives information about people from more than one other."
    )


def _combined(here: Picture, most: Party, number: int) -> Reply:
    """Answer for one that receives from several others: yes where it is said that data is matched, otherwise unclear."""
    if said := first_that_says(here, _COMBINES):
        return yes(
            f"{most.title} receives information about people from {number} others. The protocol says {quoted(said)}"
        )
    flows = [each for each in here.personal_flows if most in each.recipients]
    for item in carried(here):
        givers = {party for each in flows if item in each.items for party in each.senders if party is not most}
        if item.text("identifier") and len(givers) > 1:
            by = f"records can be matched by {quoted(item.text('identifier'))}"
            return yes(f"{most.title} receives “{item.title}” from {len(givers)} others, and {by}")
    return unclear(f"{most.title} receives from {number} others and could combine it. Judge whether it does.")


def _sources(here: Picture) -> dict[Party, set[Party]]:
    """Return who receives information about people from two others or more, with those others."""
    found: dict[Party, set[Party]] = {}
    for flow in here.personal_flows:
        for each in flow.recipients:
            if not each.is_processor:
                found.setdefault(each, set()).update(set(flow.senders) - {each})
    return {party: givers for party, givers in found.items() if len(givers) > 1}
