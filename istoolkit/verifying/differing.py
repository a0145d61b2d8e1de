"""What differs between the words of two documents, paragraph by paragraph."""

import difflib
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Difference(NamedTuple):
    """A paragraph that differs: as it was, and as it is now; "" where it was not there or is not there now."""

    old: str
    new: str


def differences(old: Sequence[str], new: Sequence[str]) -> list[Difference]:
    """Return the paragraphs that differ, in order."""
    found: list[Difference] = []
    for kind, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _pairs(old[start:end], new[first:last])
    return found


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    for number in range(max(len(old), len(new))):
        yield Difference(old[number] if number < len(old) else "", new[number] if number < len(new) else "")


def missing(paragraphs: Sequence[str], pages: Sequence[str]) -> list[Difference]:
    """Return the paragraphs whose words do not stand together in a text that a program took from pages, often enough.

    Where lines break, and what stands at the head and foot of pages, makes no difference. What was added is not found.
    """
    text, whole = _bare("".join(pages)), "\n".join(map(_bare, paragraphs))
    bare = {each: _bare(each) for each in paragraphs}
    broken = [each for each, words in bare.items() if words and text.count(words) < whole.count(words)]
    return [Difference(each, "") for each in broken if not _across_pages(each, pages)]


def _across_pages(paragraph: str, pages: Sequence[str]) -> bool:
    """Whether a paragraph begins on one page and ends on another, with the foot and head of the pages between."""
    words, bare = _bare(paragraph), [_bare(page) for page in pages]
    for page, following in itertools.pairwise(bare):
        for length in range(len(words) - 1, 0, -1):
            if words[:length] in page[-len(words) - 400 :] and words[length:] in following[: len(words) + 600]:
                return True
    return False


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
