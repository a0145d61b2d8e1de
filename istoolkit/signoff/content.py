"""What exactly is signed: the content of a protocol as its reader sees it, in one form that only meaning can change.

The form is written down in ``docs/sign-off/content.md``. Comments, layout, the order of keys and the tier in which
something is said do not count; a word, a number, a name or the order of entries does. What is kept up to date without
signing again (``signed: "no"`` in the schemas), such as telephone numbers, is left out.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from istoolkit.definitions.inherit import Said, resolve
from istoolkit.definitions.law import law_of
from istoolkit.definitions.leaves import leaves
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.schema import WAIVERS, Field, load

FORM = "1"
"""The version of the form. A digest says nothing without it, so it is part of the content."""

Content = Mapping[str, Any]

_PARTS = re.compile(r"\n\s*\n|\n(?=\s*[-*•]\s)")
_BULLET = re.compile(r"\s*[-*•]\s+")
_NAMES_ORGANISATIONS = ("organisation", "party", "end")


@kept
def content_of(register: Register, protocol: Protocol) -> Content:
    """Return the content of a protocol as partners sign it. Not to be changed."""
    full = resolve(register, protocol)
    fields = load("protocol").fields
    said = {name: _said(fields[name], full[name]) for name in full if name != WAIVERS and fields[name].signed}
    own = _without_nothing(said)
    parts = {
        "form": FORM,
        "partnership": normal(str(own.get("partnership") or register.setting("partnership") or "")),
        "protocol": own,
        "organisations": _organisations(register, own),
        "law": _law(register, own),
        "above": [normal(each.text("title") or each.id) for each in register.above(protocol)],
        "assessment": _assessment(register, protocol),
    }
    content: Content = _without_nothing(parts)
    return content


@kept
def digest_of(register: Register, protocol: Protocol) -> str:
    """Return the digest of a protocol's content, such as ``sha256:9a1e…``."""
    return digest(canonical(content_of(register, protocol)))


def canonical(value: object) -> bytes:
    """Return a value as the JSON Canonicalization Scheme writes it (RFC 8785)."""
    import rfc8785

    return rfc8785.dumps(value)  # type: ignore[arg-type]


def digest(content: bytes) -> str:
    """Return the digest of a content in its canonical form: what ``sha256sum`` says of content.json."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def read_content(content: bytes) -> Content | None:
    """Return a content that was kept; None where the file is damaged."""
    try:
        value = json.loads(content)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def normal(text: str) -> str:
    """Return a text without what its reader does not see: wrapped lines, spaces at ends, ways to write one letter."""
    parts = (_part(each) for each in _PARTS.split(unicodedata.normalize("NFC", text)))
    return "\n\n".join(each for each in parts if each)


def _part(text: str) -> str:
    bullet = _BULLET.match(text)
    words = " ".join((text[bullet.end() :] if bullet else text).split())
    return f"- {words}" if bullet and words else words


def _said(each: Field, content: Said | list[Said] | dict[str, Said]) -> Any:
    if isinstance(content, list):
        return [_entry(each, said) for said in content]
    if isinstance(content, dict):
        return {
            name: _value(each.fields[name], _full(said)) for name, said in content.items() if each.fields[name].signed
        }
    return _value(each, _full(content))


def _entry(each: Field, said: Said) -> Any:
    return _value(each.item, _full(said)) if each.item is not None else None


def _full(said: Said) -> Any:
    return said.full if isinstance(said.value, dict) else said.value


def _value(each: Field, value: Any) -> Any:
    if isinstance(value, str):
        return [normal(value)] if "list" in each.types and "string" in each.types else normal(value)
    if isinstance(value, dict):
        return _section(each.fields, value)
    if isinstance(value, list) and each.item is not None:
        return [_value(each.item, inner) for inner in value]
    return None


def _section(fields: Mapping[str, Field], value: Mapping[str, Any]) -> dict[str, Any]:
    known = ((name, fields[name]) for name in value if name in fields and name != WAIVERS)
    return {name: _value(each, value[name]) for name, each in known if each.signed}


def _without_nothing(value: Any) -> Any:
    """Leave out what says nothing: empty texts, lists and sections."""
    if isinstance(value, dict):
        found = {name: _without_nothing(inner) for name, inner in value.items()}
        return {name: inner for name, inner in found.items() if inner not in (None, "", [], {})}
    if isinstance(value, list):
        return [each for each in map(_without_nothing, value) if each not in (None, "", [], {})]
    return value


def _named(own: Content, sorts: Iterable[str]) -> Iterator[str]:
    """Yield the names of some sorts that the content uses."""
    for leaf in leaves(load("protocol").fields, own):
        if leaf.field.refers in sorts:
            yield leaf.text


def _organisations(register: Register, own: Content) -> dict[str, Any]:
    item = load("organisations").fields["organisations"].item
    fields = item.fields if item else {}
    names = sorted(set(_named(own, _NAMES_ORGANISATIONS)) & register.organisations.keys())
    return {name: _section(fields, register.organisations[name]) for name in names}


def _law(register: Register, own: Content) -> dict[str, Any]:
    """Return the laws that are named, as they are cited: what they are called and whether they are a duty or a power."""
    known = law_of(register).provisions
    names = sorted(set(_named(own, ("law",))) & known.keys())
    return {name: {"title": normal(known[name]["title"]), "kind": known[name]["kind"]} for name in names}


def _assessment(register: Register, protocol: Protocol) -> dict[str, Any]:
    source = register.assessments.get(protocol.id)
    if source is None or not isinstance(source.value, dict):
        return {}
    settings = {name: register.setting(name) for name in ("risk_scale", "own_scale") if register.setting(name)}
    scales = load("register").fields
    return {
        **_section(load("assessment").fields, source.value),
        "scale": {name: _value(scales[name], value) for name, value in settings.items()},
    }
