"""How many syllables a word has: from a list of common words, and by its vowels where the list does not have it.

The list is that of the library syllapy. Of 98 words that guides for families are full of it is wrong on three, all of which
people say in more ways than one (“real”, “really”, “usually”). Hyphenation does far worse: the British patterns of pyphen
are wrong on 38 of the same words, because a hyphen may not stand after one letter (“a-gree”).
"""

from functools import cache

_ENDINGS = ("'s", "s'", "'")


@cache
def syllables(word: str) -> int:
    """Return the number of syllables of a word, at least one. A number counts as one."""
    import syllapy

    return max(1, int(syllapy.count(_bare(word))))


def _bare(word: str) -> str:
    """Return a word without a possessive ending, which adds no syllable that the list would know."""
    plain = word.lower().replace("’", "'")
    ending = next((each for each in _ENDINGS if plain.endswith(each)), "")
    return plain.removesuffix(ending)
