"""What a reader of the documents sees is what is signed: the two are worked out apart and compared here."""

from collections.abc import Iterator
from typing import Any

import pytest

from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import load
from istoolkit.documents.values import Entry, Text, Texts, fields_of
from istoolkit.documents.view import Library
from istoolkit.signoff.content import content_of, normal
from istoolkit.signoff.plain import said
from tests.signoff.contents import ALL, field_at, is_signed, register_at

pytestmark = pytest.mark.again

OUTSIDE = (
    "changes",
    "classes",
    "waivers",
    "control",
    "laws",
    "above",
    "review_due",
    "unknown",
    "flow_pictures",
    "signatories",
)
"""What the view has beside the texts of the definition: worked out from them, or outside of what is signed."""

PROTOCOLS = [(root, name) for root in ALL for name in register_at(root).protocols]


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Entry):
        for _, _, inner in fields_of(value):
            yield from _texts(inner)
    elif isinstance(value, Texts | list | tuple):
        for inner in value:
            yield from _texts(inner)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(inner)


def _document(text: Text) -> str:
    return text.file.rpartition("/")[2].removesuffix(".yaml")


def _shown(register: Register, protocol: Protocol) -> Iterator[Text]:
    view = Library(register).view(protocol)
    for name in (*load("protocol").fields, "organisations", "partnership"):
        if name in view and name not in OUTSIDE:
            yield from (text for text in _texts(view[name]) if _document(text) in ("protocol", "organisations"))


@pytest.mark.parametrize(("root", "name"), PROTOCOLS, ids=[f"{root.name}-{name}" for root, name in PROTOCOLS])
def test_each_text_that_a_reader_sees_is_signed_or_marked_as_kept_up_to_date(root: Any, name: str) -> None:
    register = register_at(root)
    protocol = register.protocols[name]
    signed = set(_strings(content_of(register, protocol)))
    texts = [text for text in _shown(register, protocol) if is_signed(_document(text), text.path)]
    assert texts
    for text in texts:
        each = field_at(_document(text), text.path)
        assert said(each, text.original) in signed or _is_named(text, signed), (text.file, text.path)
        if each.refers and not text.pending and text.words not in STANDING:
            assert _is_named(text, signed), (text.file, text.path, text.words)


def _is_named(text: Text, signed: set[str]) -> bool:
    """Whether the words for a name are there: as one, or a body and its department, or “all” of a protocol above."""
    if text.words.startswith("all the information of "):
        return f"all of {text.file.split('/')[0]}" in signed
    return normal(text.words) in signed or all(part in signed for part in text.words.split(", "))


STANDING = ("all parties", "the public", "the people themselves", "all the information listed here")
"""Words of the toolkit for names that are words already."""
