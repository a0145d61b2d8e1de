"""What the titles of items of information show, and the bases and items that a finding is about."""

import re
from collections.abc import Iterable, Iterator
from re import Pattern
from typing import NamedTuple, TypeVar

from istoolkit.definitions.law import Record, law_of
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.things import Basis, Item, Thing
from istoolkit.finding import Place, Spot

_Each = TypeVar("_Each", bound=Thing)

SPECIAL, CRIMINAL, PERSONAL = "special-category", "criminal-offence", "personal"

_SMALL = (
    "a at all and any each first for group groups has have known level main of on or other preferred previous spoken"
    " status that the their they this to used what which whether who with adult adults child children family families"
    " household member members parent parents people person persons s"
)
_PADDING = frozenset(_SMALL.split())


class _Category(NamedTuple):
    id: str
    title: str
    kind: str
    words: Pattern[str]
    unless: Pattern[str]


@kept
def _categories(register: Register) -> tuple[_Category, ...]:
    records = law_of(register).categories
    return tuple(_category(key, each) for key, each in records.items() if each.get("words"))


def _category(key: str, record: Record) -> _Category:
    words, unless = (_beginnings(record.get("words", [])), _beginnings(record.get("unless", [])))
    return _Category(key, str(record["title"]), str(record["kind"]), words, unless)


def _beginnings(words: Iterable[object]) -> Pattern[str]:
    """Return a pattern that finds words or phrases by how they begin; one that finds nothing where there are none."""
    each = [r"\s+".join(map(re.escape, str(phrase).split())) for phrase in words]
    return re.compile(rf"\b(?:{'|'.join(each)})\w*" if each else r"(?!)", re.IGNORECASE)


@kept
def shown(register: Register, title: str, kind: str) -> dict[str, str]:
    """Return the categories of a kind that the title of an item shows: what each is called, by its identifier."""
    return {
        each.id: each.title
        for each in _categories(register)
        if each.kind == kind and each.words.search(each.unless.sub(" ", title))
    }


@kept
def ordinary(register: Register, title: str) -> list[str]:
    """Return what ordinary things a title speaks of; empty where it speaks of anything else."""
    rest, found = title, []
    for each in _categories(register):
        left = each.words.sub(" ", rest) if each.kind == PERSONAL and not each.unless.search(title) else rest
        found += [each.title] if left != rest else []
        rest = left
    return found if set(re.findall(r"\w+", rest.lower())) <= _PADDING else []


def together(pairs: Iterable[tuple[Basis, Iterable[_Each]]]) -> Iterator[tuple[Basis, list[_Each]]]:
    """Put together what several protocols find in one basis: the basis and the things concerned, each once."""
    found: dict[Spot, tuple[Basis, dict[Spot, _Each]]] = {}
    for basis, things in pairs:
        _, known = found.setdefault(basis.at(), (basis, {}))
        for each in things:
            known.setdefault(each.at(), each)
    for basis, known in found.values():
        if known:
            yield basis, list(known.values())


def marked(items: Iterable[Item], words: str) -> tuple[tuple[Spot | Place, str], ...]:
    """Return the spots of items as what bears on a finding, with words for what they are."""
    return tuple((item.at("kind"), words) for item in items)
