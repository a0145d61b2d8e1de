"""The lawful bases of a protocol as an assessment prints them: what all of them say once, and each in a few lines."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from istoolkit.documents.assessment_rows import Point
from istoolkit.documents.values import Entry, Text, Value, fields_of
from istoolkit.documents.word.render import label_within

_GROUPS = (
    ("parties", "purposes", "flows", "copy", "nations", "from", "until"),
    ("regime", "article_6", "annex_1", "article_6_because", "part_3", "why"),
    ("article_9", "schedule_1", "schedule_1_because", "consent_not_sought_because", "protects", "policy_document"),
    ("article_10", "schedule_8"),
)
"""The fields that stand in a line together. What is in none of them follows, all in a line of its own."""

_ALL = "The same for every lawful basis"


class Basis(NamedTuple):
    """A lawful basis: its title, and its lines, each a label and a value."""

    title: Value | str
    lines: tuple[Point, ...]


class _Part(NamedTuple):
    """A field of a basis, or a field of a section of it. ``section`` is the name of the field of the basis."""

    name: str
    section: str
    label: str
    value: Value


def bases(lawfulness: Sequence[Value]) -> list[Basis]:
    """Return the lawful bases. What several say in the same words, and none otherwise, comes first and once."""
    found = [(each, list(_parts(each))) for each in lawfulness if isinstance(each, Entry)]
    shared = _shared([parts for _, parts in found])
    common = [Basis(_ALL, tuple(_lines(list(shared.values()))))] if shared else []
    own = [
        Basis(each.title or "Lawful basis", tuple(_lines([part for part in parts if part.name not in shared])))
        for each, parts in found
    ]
    unknown = [
        Basis("Lawful basis", (Point("To be confirmed", each),)) for each in lawfulness if isinstance(each, Text)
    ]
    return [*common, *own, *unknown]


def _parts(basis: Entry) -> Iterator[_Part]:
    for name, label, value in fields_of(basis):
        if isinstance(value, Entry):
            for inner, words, said in fields_of(value):
                yield _Part(f"{name}.{inner}", name, label_within(label, words), said)
        elif name != "title":
            yield _Part(name, name, label, value)


def _shared(found: Sequence[Sequence[_Part]]) -> Mapping[str, _Part]:
    """Return the fields that two or more bases say, all of those with that section in the same words."""
    shared: dict[str, _Part] = {}
    for part in (each for parts in found for each in parts):
        having = [parts for parts in found if any(each.section == part.section for each in parts)]
        said = [str(each.value) for parts in having for each in parts if each.name == part.name]
        everywhere = part.section != part.name or len(having) == len(found)
        if everywhere and len(said) == len(having) > 1 and len(set(said)) == 1:
            shared.setdefault(part.name, part)
    return shared


def _lines(parts: Sequence[_Part]) -> Iterator[Point]:
    grouped = {name for names in _GROUPS for name in names}
    rest = tuple(dict.fromkeys(each.section for each in parts if each.section not in grouped))
    for names in (*_GROUPS, rest):
        line = sorted((each for each in parts if each.section in names), key=lambda each: names.index(each.section))
        if line:
            labels = {each.name: each.label for each in line}
            yield Point(line[0].label, Entry({each.name: each.value for each in line}, labels))
