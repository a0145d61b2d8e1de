"""How wide words are in a document, near enough to lay out a table so that no word breaks."""

import re
from functools import cache

from istoolkit.documents.drawings.measure import width

_BREAK = re.compile(r"\s+|(?<=[-–—])")


def width_of(words: str, size: float) -> int:
    """Return the width of words in twentieths of a point, in bold type of a size in points: ordinary type is no wider."""
    return int(width(words, size, bold=True) * 20) + 1


@cache
def longest_word(words: str) -> str:
    """Return the longest piece of words that a line cannot break within."""
    return max(_BREAK.split(words), key=len)
