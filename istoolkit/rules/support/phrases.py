"""Texts searched as a reader would: every text of a file at once, and the words of the law records found in them.

The texts that a person wrote are joined, so that each search goes over a file once. What is found knows its own text, the
sentence it stands in and where in the file that is.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple

from istoolkit.definitions.assessment_file import assessment_leaves
from istoolkit.definitions.law import Record, law_of
from istoolkit.definitions.leaves import Leaf, leaves, many, records
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.schema import Field, load
from istoolkit.finding import Spot

_APART = "\0"
"""Stands between two texts. No text can have it, and no word, space or line end is it."""

_WORD = re.compile(r"\w+")
_MARKS = [*(chr(each) for each in range(128) if not chr(each).isalnum()), *"‘’“”«»–—…•"]
_SPACES = str.maketrans(dict.fromkeys(_MARKS, " "))
_STOP = re.compile(r"[.;!?](?=\s)|\n")
_NUMBER = re.compile(r"[0-9](?:[ -]?[0-9]){5}")
_SMALL = frozenset({"and", "of", "the", "on", "for", "to", "in"})


class Hit(NamedTuple):
    """Words found in a text: the text and where in it they begin and end."""

    at: Spot
    leaf: Leaf
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words, on one line."""
        return " ".join(self.leaf.text[self.start : self.end].split())

    @property
    def before(self) -> str:
        """What stands before them in their text."""
        return self.leaf.text[: self.start]

    @property
    def sentence(self) -> str:
        """The sentence they stand in."""
        begins = max((match.end() for match in _STOP.finditer(self.leaf.text, 0, self.start)), default=0)
        ends = _STOP.search(self.leaf.text, self.end)
        return self.leaf.text[begins : ends.start() if ends else None]


class Prose:
    """The texts of a file that a person wrote. Names of things, dates and choices from a list are not among them."""

    def __init__(self, register: Register, file: str, found: Iterable[Leaf], protocol: Protocol | None = None) -> None:
        wanted = _written()
        self.file, self.protocol = file, protocol
        data = protocol.data if protocol else {}
        self.nations = frozenset(many(data.get("jurisdictions") or register.setting("jurisdictions")))
        self.is_english = (data.get("language") or register.setting("language") or "en-GB") == "en-GB"
        self.leaves = [leaf for leaf in found if id(leaf.field) in wanted]
        self.text = _APART.join([leaf.text for leaf in self.leaves])

    @cached_property
    def lower(self) -> str:
        """All texts in small letters, each character at the same place."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else "".join(each.lower()[0] for each in self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word there is, in small letters."""
        return frozenset(self.lower.translate(_SPACES).split())

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for leaf in self.leaves:
            starts.append(starts[-1] + len(leaf.text) + 1)
        return starts

    def hit(self, start: int, end: int) -> Hit:
        """Return the hit from one place to another of the joined text."""
        index = bisect_right(self._starts, start) - 1
        leaf, begins = self.leaves[index], self._starts[index]
        return Hit(Spot(self.file, leaf.path), leaf, start - begins, end - begins)

    def matches(self, pattern: re.Pattern[str], begins: Iterable[str]) -> Iterator[re.Match[str]]:
        """Yield where a pattern matches the joined text, in order. ``begins`` is how its matches begin, capitals and all."""
        places = sorted({place for mark in begins for place in _places(self.text, mark)})
        for place in places:
            if match := pattern.match(self.text, place):
                yield match

    def found(self, pattern: re.Pattern[str], marks: Iterable[str]) -> Iterator[Hit]:
        """Yield what a pattern finds in the texts that have one of some marks, given in small letters."""
        for leaf in self._with(marks):
            yield from self.found_in(leaf, pattern)

    def found_in(self, leaf: Leaf, pattern: re.Pattern[str]) -> Iterator[Hit]:
        """Yield what a pattern finds in one text."""
        for match in pattern.finditer(leaf.text):
            yield Hit(Spot(self.file, leaf.path), leaf, *match.span())

    def _with(self, marks: Iterable[str]) -> list[Leaf]:
        places = (place for mark in marks for place in _places(self.lower, mark))
        return [self.leaves[index] for index in sorted({bisect_right(self._starts, place) - 1 for place in places})]

    @cached_property
    def numbered(self) -> list[Leaf]:
        """The texts with six digits or more in a row, perhaps with spaces between them."""
        places = {bisect_right(self._starts, match.start()) - 1 for match in _NUMBER.finditer(self.text)}
        return [self.leaves[index] for index in sorted(places)]


def _places(text: str, mark: str) -> Iterator[int]:
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)


_SEARCHED = ("protocol", "assessment", "organisations", "register", "law", "guidance", "members")


@cache
def _written() -> frozenset[int]:
    """Return the fields, each as Python knows it apart from others, in which a person writes freely."""
    schemas = [load(name) for name in _SEARCHED]
    return frozenset(id(each) for schema in schemas for _, each in schema.walk() if _is_free(each))


def _is_free(field: Field) -> bool:
    chosen = field.refers or field.defines or field.allowed
    return not chosen and field.format in ("", "email", "link") and field.name != "phone"


@kept
def prose_of(register: Register) -> tuple[Prose, ...]:
    """Return the texts of each protocol that was asked for and its assessment, and of the files that protocols share."""
    protocols = [Prose(register, each.source.file, each.leaves, each) for each in register.checked()]
    assessments = [
        Prose(register, register.assessments[each.id].file, assessment_leaves(register, each), each)
        for each in register.checked()
        if each.id in register.assessments
    ]
    shared = (
        ("organisations", register.organisation_file),
        ("register", register.settings),
        ("law", register.law_file),
        ("guidance", register.guidance_file),
    )
    others = (Prose(register, each.file, leaves(load(name).fields, each.value)) for name, each in shared)
    members = (Prose(register, each.file, _of_rows(each.value)) for each in register.members.values())
    return (*protocols, *assessments, *others, *members)


def _of_rows(rows: Any) -> Iterator[Leaf]:
    for index, row in records(rows):
        for leaf in leaves(load("members").fields, row):
            yield leaf._replace(path=(index, *leaf.path))


class Phrase(NamedTuple):
    """Words of a law record: the text, the words in it but the last, and the record."""

    text: str
    others: frozenset[str]
    record: Record


@kept
def superseded(register: Register) -> Mapping[str, list[Phrase]]:
    """Return the words that are out of date by the last of them, and by that with an s, which texts may have for it."""
    found: dict[str, list[Phrase]] = {}
    for each in law_of(register).superseded.values():
        for text in many(each.get("words")):
            others, last = _taken_apart(text)
            for ending in (last, f"{last}s"):
                found.setdefault(ending, []).append(Phrase(text, others, each))
    return found


@cache
def _taken_apart(text: str) -> tuple[frozenset[str], str]:
    """Return the words of a text but for the last, and the last."""
    *others, last = _WORD.findall(text.lower()) or [""]
    return frozenset(others), last


def out_of_date(prose: Prose, phrases: Mapping[str, list[Phrase]]) -> Iterator[tuple[Hit, Record]]:
    """Yield the words of records found in some texts; of two that overlap the longer one."""
    found = [
        (match.start(), -match.end(), each.record)
        for ending in prose.words & phrases.keys()
        for each in phrases[ending]
        if each.others <= prose.words
        for match in _pattern(each.text).finditer(prose.text)
    ]
    reached = 0
    for start, end, record in sorted(found, key=lambda each: (*each[:2], str(each[2].get("id")))):
        if start >= reached:
            reached = -end
            if not _is_right(prose.text, start, reached, record):
                yield prose.hit(start, reached), record


def _is_right(text: str, start: int, end: int, record: Record) -> bool:
    """Whether the words are part of longer ones in which they are right."""
    return any(
        match.start() <= start and end <= match.end()
        for longer in many(record.get("unless"))
        for match in _pattern(longer).finditer(text, max(0, start - 2 * len(longer)), end + 2 * len(longer))
    )


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of some words. Capitals count in words that are all capitals and in names without a number."""
    words = text.split()
    is_name = not re.search(r"\d", text) and all(word[0].isupper() or word in _SMALL for word in words)
    inner = r"\s+".join(_word(word, is_name) for word in words)
    return re.compile(rf"(?<!\w){inner}(?:['’]?s)?(?!\w)")


def _word(word: str, of_name: bool) -> str:
    escaped = re.escape(word).replace("'", "['’]")
    if word.isupper() and len(word) > 1:
        return escaped
    return rf"{escaped[0]}(?i:{escaped[1:]})" if of_name and word[0].isalpha() else f"(?i:{escaped})"
