"""Mends of spelling: whether two texts differ by slips of the pen and nothing else.

Only what is safe counts. Where a word of duty, of number or of “not” is touched, a word is added or left out, a name or a digit
changes, or the old word is a good one (it stands elsewhere in the text), it is a change of text.
"""

import re
from collections.abc import Iterator, Set

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SIGNS = re.compile(r"[\s.,;:!?'’‘“”\"()\-–—…]*\Z")
"""The signs that may change. “%”, “£” or “/” between words may not."""

_WEIGHTY = frozenset(
    """
    not no never none nor neither nobody nothing cannot only must may might can could should shall will would ought need
    unless except without within with and or if but either both than until till before after when while where all any
    every each some more less least most many few other others same own one two three four five six seven eight nine ten
    eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand first second third half once twice
    day week month year hour minute to from by for of on off in out into under over above below up down is are was were be
    has have had do does did he she they it we you who whom whose his her their its our your him them us this that these those
    """.split()  # noqa: SIM905 - a page of quotation marks is harder to read
)
_OPPOSITES = ("un", "in", "il", "im", "ir", "dis", "non", "mis", "a", "re", "pre", "de", "over", "under")
_ENDINGS = ("s", "es", "less", "ful", "d", "ed", "r", "er", "ing", "n", "y", "ly")


def words_of(text: str) -> list[str]:
    """Return the words of a text as they stand."""
    return _WORDS.findall(text)


def is_slip(before: str, after: str, in_use: Set[str]) -> bool:
    """Whether two texts differ by slips of the pen alone.

    ``in_use`` are the words of the new text as a whole, in small letters: a word that it uses elsewhere is no slip.
    """
    old, new = words_of(before), words_of(after)
    if before == after or len(old) != len(new) or not _signs_are_safe(before, after):
        return False
    return all(_is_one(one, other, starts, in_use) for one, other, starts in _pairs(old, new, after))


def _pairs(old: list[str], new: list[str], text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the words side by side, and whether the capital of each only begins a sentence, and is not that of a name."""
    found = list(_WORDS.finditer(text))
    for index, (one, other, at) in enumerate(zip(old, new, found, strict=True)):
        before = text[: at.start()].rstrip(" -“\"'(\n")
        followed = new[index + 1 : index + 2]
        begins = (not before or before[-1] in ".!?:") and bool(followed) and followed[0].islower()
        yield one, other, begins


def _signs_are_safe(before: str, after: str) -> bool:
    """Whether what stands between the words is the same, or differs in signs that may."""
    one, other = _WORDS.split(before), _WORDS.split(after)
    return all(a == b or (_SIGNS.match(a) and _SIGNS.match(b)) for a, b in zip(one, other, strict=True))


def _is_one(old: str, new: str, begins: bool, in_use: Set[str]) -> bool:
    one, other = _plain(old), _plain(new)
    if one == other:
        return True
    if {one, other} & _WEIGHTY or one.endswith("n't") or other.endswith("n't") or one in in_use:
        return False
    if (old[:1].isupper() or new[:1].isupper()) and not begins:
        return False
    return not _is_another_word(one, other) and _distance(one, other) <= (2 if min(len(one), len(other)) >= 8 else 1)


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")


def _is_another_word(one: str, other: str) -> bool:
    """Whether one is made from the other by what turns a word round, or makes it many, or past."""
    short, long = sorted((one, other), key=len)
    added = len(long) - len(short)
    begins = long.endswith(short) and long[:added] in _OPPOSITES
    return (begins or (long.startswith(short) and long[len(short) :] in _ENDINGS)) and added > 0


def _distance(one: str, other: str) -> int:
    """Return how many letters are added, left out, changed, or swapped with the next (Damerau and Levenshtein)."""
    rows: list[list[int]] = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        rows.append([i])
        for j, b in enumerate(other, 1):
            best = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[i - 2][j - 2] + 1)
            rows[i].append(best)
    return rows[-1][-1]
