"""How old a reader must be to read a text with ease, as a formula has it.

The formula is the Flesch–Kincaid grade level (J. P. Kincaid and others, *Derivation of new readability formulas*, 1975):
0.39 × words in a sentence + 11.8 × syllables in a word − 15.59. It gives a school year of the United States; the age is five
more. It knows nothing but the length of sentences and words. It cannot tell whether a text is right, whether a short word is
hard, or whether the order of the sentences helps: read the text with somebody whom it is for. Of fewer than a hundred words
the age may be a year or two out, and of fewer than twelve it says nothing.
"""

from dataclasses import dataclass

from istoolkit.reading_age.sentences import sentences, words
from istoolkit.reading_age.syllables import syllables

FEWEST = 12
"""How many words a text must have to be measured."""

YOUNGEST = 5
"""The lowest age there is. Below it the formula goes on into figures that no reader has."""

_HARD = 3
"""How many syllables make a word hard, and how many hard words are named."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What it takes to read a text. ``age`` is in years, ``longest`` its longest sentence, ``hardest`` its hardest words."""

    age: int
    words: int
    longest: str
    hardest: tuple[str, ...]


def reading_of(text: str) -> Reading | None:
    """Return what it takes to read a text in English; None where it has too few words to be measured.

    A point of a list counts as a sentence, whether or not it ends with a full stop.
    """
    found = sentences(text)
    every = [word for sentence in found for word in words(sentence)]
    if len(every) < FEWEST:
        return None
    longest = max(found, key=lambda each: len(words(each)))
    return Reading(_age(len(found), every), len(every), longest, _hardest(every))


def _age(number: int, every: list[str]) -> int:
    grade = 0.39 * len(every) / number + 11.8 * sum(map(syllables, every)) / len(every) - 15.59
    return max(YOUNGEST, round(grade + 5))


def _hardest(every: list[str]) -> tuple[str, ...]:
    """Return the words with the most syllables, each once and as it is first written."""
    named = {word.lower(): word for word in reversed(every)}
    hard = [word for low, word in named.items() if syllables(low) >= _HARD and not word[0].isdigit()]
    return tuple(sorted(hard, key=lambda each: (-syllables(each.lower()), -len(each), each.lower()))[:_HARD])
