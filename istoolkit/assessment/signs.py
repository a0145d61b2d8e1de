"""What the questions of the screening and the suggested risks both look for in a definition."""

import re

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Item, Thing
from istoolkit.words import listed

NONE = re.compile(r"\s*(?:no\b|none\b|not\b|never\b|there (?:is|are) no)", re.IGNORECASE)
"""How a text begins that says there is none."""

_HARM = re.compile(r"\b(?:harm|abus|violen|safeguard|neglect|exploit|stalk|danger)\w*", re.IGNORECASE)

_TOLD = 3
"""How many things a sentence names."""


def named(titles: list[str]) -> str:
    """Return titles in quotation marks as a sentence has them, the first few of many."""
    shown = [f"“{each}”" for each in titles[:_TOLD]]
    return listed([*shown, f"{len(titles) - _TOLD} more"] if len(titles) > _TOLD else shown, "and")


def carried(here: Picture) -> list[Item]:
    """Return the items about people that some flow carries, in the order of the definition."""
    moved = {item for flow in here.flows for item in flow.items}
    return [each for each in here.items.values() if each in moved and each.is_personal]


def sensitive(here: Picture) -> list[Item]:
    """Return the special category and criminal offence data that some flow carries."""
    return [each for each in carried(here) if each.is_special or each.is_criminal]


def concerned(here: Picture) -> list[Thing]:
    """Return the groups of people whose information some flow carries."""
    names = {name for item in carried(here) for name in item.many("of")}
    return [each for name, each in here.people.items() if name in names]


def speaks_of_harm(here: Picture) -> str:
    """Return what in the purposes, items or circumstances of the flows speaks of harm to people; "" where nothing does."""
    for flow in here.personal_flows:
        purposes = [here.purposes[name] for name in flow.purposes if name in here.purposes]
        for each in (*purposes, *flow.circumstances, *flow.items):
            if _HARM.search(each.title):
                return each.title
    return ""
