"""The policy index for a terminal and for other programs."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from istoolkit.definitions.register import Register
from istoolkit.documents.facts import partnership_of
from istoolkit.documents.toolkit.guidance import guidance_standing
from istoolkit.documents.toolkit.paper import TITLE, gathered, said_of
from istoolkit.documents.toolkit.tiers import Tier, tiers_of

_WIDTH = 100


def toolkit_lines(register: Register) -> Iterator[str]:
    """Yield the nine tiers as lines of text: what there is of each, what is missing and what is left to do."""
    tiers = tiers_of(register)
    yield f"{TITLE}: {partnership_of(register, None)}"
    for each in tiers:
        yield ""
        yield from _tier(each)
    yield ""
    standing = guidance_standing(register)
    yield from _wrapped(said_of(standing), "")
    for line in standing.changed:
        yield from _wrapped(line, "  ")
    yield ""
    yield _summed(tiers)


def _tier(tier: Tier) -> Iterator[str]:
    yield f"{tier.number} {tier.title}"
    if tier.missing:
        yield from _wrapped(f"Missing. To begin it: {tier.how}", "  ")
    for each in gathered(tier.parts):
        of = f": {', '.join(each.protocols)}" if each.protocols else ""
        yield from _wrapped(f"{each.words} ({each.stands}){of}", "  ")
    for left in tier.to_do:
        yield from _wrapped(f"To do: {left.words}: {', '.join(left.protocols)}", "  ")


def _summed(tiers: Sequence[Tier]) -> str:
    missing = [f"{each.number} {each.title.lower()}" for each in tiers if each.missing]
    return f"Missing: {', '.join(missing)}." if missing else "The partnership has a part of each tier."


def _wrapped(text: str, before: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=before, subsequent_indent=before + "  ", break_on_hyphens=False)


def toolkit_values(register: Register) -> dict[str, Any]:
    """Return the nine tiers for other programs. ``format`` is raised where a field changes its meaning."""
    standing = guidance_standing(register)
    return {
        "format": 1,
        "partnership": partnership_of(register, None),
        "tiers": [
            {
                "number": int(each.number),
                "title": each.title,
                "missing": each.missing,
                "parts": [
                    {"title": part.words, "standing": part.stands, "state": part.state, "protocol": part.protocol}
                    for part in each.parts
                ],
                "to_do": [{"words": left.words, "protocols": list(left.protocols)} for left in each.to_do],
            }
            for each in tiers_of(register)
        ],
        "guidance": {
            "records": standing.records,
            "unconfirmed": standing.unconfirmed,
            "changed": list(standing.changed),
        },
    }
