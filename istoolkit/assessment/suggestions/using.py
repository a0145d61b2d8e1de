"""Risks from what information says and how it is used."""

import re
from collections.abc import Iterator

from istoolkit.assessment.grounds import of_flow, of_thing, outward
from istoolkit.assessment.signs import carried
from istoolkit.assessment.suggestions import Ground, suggests
from istoolkit.definitions.picture import Picture

_OPINION = re.compile(r"\b(?:opinions?|both|judge?ments?|views?|impressions?)\b", re.IGNORECASE)
_TOLD_APART = re.compile(r"\b(?:marked|apart|separate\w*|labelled|distinguish\w*)\b", re.IGNORECASE)
_NO_EDGE = re.compile(
    r"\b(?:all|any|every|full|whole|entire|complete) (?:\w+ ){0,2}(?:information|data|details|records?|files?|history|notes)\b"
    r"|\b(?:free text|case notes|case file|background information|other information)\b",
    re.IGNORECASE,
)


@suggests("matching")
def matching(here: Picture) -> Iterator[Ground]:
    """Items by whose number or details records are matched."""
    yield from (of_thing("item", each) for each in carried(here) if each.says("identifier"))


@suggests("opinion-as-fact")
def opinion_as_fact(here: Picture) -> Iterator[Ground]:
    """Items with opinion in them, where neither they nor the terms on quality say how it is told apart."""
    if here.says("quality", "fact_and_opinion"):
        return
    for each in carried(here):
        said = each.text("fact_or_opinion")
        if _OPINION.search(said) and not _TOLD_APART.search(said):
            yield of_thing("item", each)


@suggests("too-much")
def too_much(here: Picture) -> Iterator[Ground]:
    """Items without a clear edge that leave nothing out, and flows that carry every item."""
    for each in carried(here):
        if _NO_EDGE.search(each.title) and not each.says("excludes"):
            yield of_thing("item", each)
    for flow in here.personal_flows:
        if "all" in flow.many("information") and not flow.says("except") and len(flow.items) > 1:
            yield of_flow(flow, "carries every item")


@suggests("seen-by-anyone")
def seen_by_anyone(here: Picture) -> Iterator[Ground]:
    """Flows of sensitive information to others that do not say who sees it on arrival."""
    for flow in here.personal_flows:
        if flow.is_sensitive and outward(flow) and not flow.says("seen_by"):
            yield of_flow(flow)
