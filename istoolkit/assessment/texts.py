"""What a person wrote in a definition: the texts in which the screening looks for words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.assessment.signs import SENTENCE
from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.leaves import leaves
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.schema import Field, load

_LISTS = ("flows", "purposes", "information", "people", "circumstances", "channels", "assets")

_EXCLUDED = frozenset({"not_for", "excludes"})
"""Fields that name what is left out."""

_NOT = re.compile(r"\b(?:no|not|never|without|nor|neither|nobody|cannot)\b", re.IGNORECASE)


def texts(here: Picture) -> tuple[str, ...]:
    """Return every text of its flows, purposes, information, people, circumstances, channels, systems and decisions. Names of
    things, dates and choices from a list are not among them. Neither is what is left out or to be confirmed."""
    return _texts(here.register, here.protocol)


@kept
def _texts(register: Register, protocol: Protocol) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_written(picture(register, protocol))))


def _written(here: Picture) -> Iterator[str]:
    fields = load("protocol").fields
    for name in _LISTS:
        inner = fields[name].item
        for each in here.things(name) if inner else ():
            yield from _of(inner.fields if inner else {}, each.value)
    terms = here.full.get("decisions")
    if isinstance(terms, dict):
        said = {name: term.full if isinstance(term.value, dict) else term.value for name, term in terms.items()}
        yield from _of(fields["decisions"].fields, said)


def _of(fields: Mapping[str, Field], value: Mapping[str, Any]) -> Iterator[str]:
    for each in leaves(fields, dict(value)):
        field = each.field
        is_prose = not (field.format or field.allowed or field.refers or field.defines)
        if is_prose and not to_be_confirmed(each.text) and _EXCLUDED.isdisjoint(each.path):
            yield each.text


def first(here: Picture, pattern: re.Pattern[str]) -> str:
    """Return the first sentence that says what a pattern finds, else the first text that speaks of it; "" where none does."""
    return first_that_says(here, pattern) or next((text for text in texts(here) if pattern.search(text)), "")


def first_that_says(here: Picture, pattern: re.Pattern[str]) -> str:
    """Return the first sentence that says what a pattern finds, and does not say that it is not so; "" where there is none."""
    for text in texts(here):
        for sentence in SENTENCE.split(text):
            if pattern.search(sentence) and not _NOT.search(sentence):
                return sentence
    return ""
