"""What is still to be confirmed in what partners sign, and where it stands."""

from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.inherit import Said, resolve, said_in
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import WAIVERS, Field, load
from istoolkit.finding import Path, Spot
from istoolkit.signoff.content import content_of

Unsettled = tuple[Spot, str]
"""Where something is to be confirmed, and what the field is called."""


def unsettled(register: Register, protocol: Protocol) -> list[Unsettled]:
    """Return what is to be confirmed in the content of a protocol: its own text, what it takes over, its assessment and the
    organisations it names. What is not part of what is signed, such as a deputy, does not count."""
    found = [
        *_in_protocol(register, protocol),
        *_in_assessment(register, protocol),
        *_in_organisations(register, protocol),
    ]
    return list(dict.fromkeys(found))


def _in_protocol(register: Register, protocol: Protocol) -> Iterator[Unsettled]:
    fields = load("protocol").fields
    for name, content in resolve(register, protocol).items():
        if not fields[name].signed or name == WAIVERS:
            continue
        each = fields[name]
        for said in said_in(content):
            inner = each.fields.get(str(said.path[-1]), each) if isinstance(content, dict) else each
            yield from _said(each.item if isinstance(content, list) and each.item else inner, said)


def _said(each: Field, said: Said, hidden: frozenset[str] = frozenset()) -> Iterator[Unsettled]:
    """Yield what is to be confirmed in something said, and in what fills in the fields that it leaves unsaid."""
    value = said.value
    if isinstance(value, dict):
        value = {name: inner for name, inner in value.items() if name not in hidden}
    yield from ((said.protocol.at(*path), title) for path, title in _walk(each, value, said.path))
    if said.base and isinstance(said.value, dict):
        yield from _said(each, said.base, hidden | said.value.keys())


def _walk(each: Field, value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if not each.signed:
        return
    if isinstance(value, str):
        if to_be_confirmed(value):
            yield path, each.title
    elif isinstance(value, dict):
        yield from _section(each.fields, value, path)
    elif isinstance(value, list) and each.item is not None:
        for index, inner in enumerate(value):
            yield from _walk(each.item, inner, (*path, index))


def _section(fields: Mapping[str, Field], value: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    for name, inner in value.items():
        if name in fields and name != WAIVERS:
            yield from _walk(fields[name], inner, (*path, name))


def _in_assessment(register: Register, protocol: Protocol) -> Iterator[Unsettled]:
    source = register.assessments.get(protocol.id)
    if source is not None and isinstance(source.value, dict):
        for path, title in _section(load("assessment").fields, source.value, ()):
            yield Spot(source.file, path), title


def _in_organisations(register: Register, protocol: Protocol) -> Iterator[Unsettled]:
    named = content_of(register, protocol).get("organisations", {})
    source, item = register.organisation_file, load("organisations").fields["organisations"].item
    entries = source.value.get("organisations") if isinstance(source.value, dict) else None
    for index, value in enumerate(entries if isinstance(entries, list) else []):
        if item is not None and isinstance(value, dict) and value.get("id") in named:
            for path, title in _walk(item, value, ("organisations", index)):
                yield Spot(source.file, path), title
