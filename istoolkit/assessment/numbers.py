"""How many people a text speaks of, as far as the screening asks."""

import re

LARGE = 10_000
"""From how many people on a sharing is taken to be on a large scale. No law gives a number: an officer may answer otherwise."""

_NUMBER = re.compile(
    r"(?P<bound>\b(?:fewer than|less than|under|below|up to|at most|no more than)\s+(?:about\s+)?)?"
    r"(?<![\d.,])(?P<figure>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:\.\d+)?)\s*(?P<unit>million|thousand|m\b|k\b)?",
    re.IGNORECASE,
)
_UNITS = {"million": 1_000_000, "m": 1_000_000, "thousand": 1_000, "k": 1_000, "": 1}
_APART = re.compile(r"[,\s]")


def is_large(text: str) -> bool:
    """Whether a text names a number of ``LARGE`` or more, such as “900,000” or “900000 a year”. What it names as a bound from
    above, such as “fewer than 20,000”, does not count."""
    return any(_worth(each) >= LARGE for each in _NUMBER.finditer(text) if not each["bound"])


def _worth(number: re.Match[str]) -> float:
    return float(_APART.sub("", number["figure"])) * _UNITS[(number["unit"] or "").lower()]
