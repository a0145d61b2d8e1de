"""What the questions of the screening and the suggested risks both look for in a definition."""

import re

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Item, Thing
from istoolkit.words import listed

NONE = re.compile(r"\s*(?:no\b|none\b|not\b|never\b|there (?:is|are) no)", re.IGNORECASE)
"""How a text begins that says there is none."""

SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
"""Where a text is cut into sentences."""

_HARMFUL = r"(?:harm|abus|violen|safeguard|neglect|exploit|stalk|danger)\w*"
_HARM = re.compile(rf"\b{_HARMFUL}", re.IGNORECASE)
_SAID = ("title", "description", "when", "if_not_shared", "needed_because")
"""The fields of purposes, circumstances and items that may speak of harm, the plainest first."""

_NO_HARM = re.compile(
    r"\b(?:no|not|nothing|never|nor|neither|nobody|without|below|less than|short of|under (?=(?:the|significant|serious)\b))\s+"
    rf"(?:(?!(?:is|are|was|were|be|and|but)\b)(?:\w|')+\s+){{0,3}}{_HARMFUL}",
    re.IGNORECASE,
)

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
    """Return what in the purposes, items or circumstances of the flows speaks of harm to people; "" where nothing does. What
    says that there is none, such as “below significant harm”, does not count."""
    things: dict[Thing, None] = {}
    for flow in here.personal_flows:
        purposes = [here.purposes[name] for name in flow.purposes if name in here.purposes]
        things.update(dict.fromkeys((*purposes, *flow.circumstances, *flow.items)))
    said = (text for name in _SAID for each in things for text in _sentences(each, name))
    return next((text for text in said if _HARM.search(_NO_HARM.sub(" ", text))), "")


def _sentences(thing: Thing, name: str) -> list[str]:
    return [] if thing.unknown(name) else SENTENCE.split(thing.text(name))
