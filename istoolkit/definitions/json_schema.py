"""The schemas as JSON Schema, so that an editor that knows YAML completes and checks a definition as it is typed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.schema import WAIVERS, Field, load

_REFERENCE = {"$ref": f"#/$defs/{WAIVERS}"}
"""Waivers may stand anywhere, so they are described once."""

_TBC = {"type": "string", "pattern": "^TBC"}
_PATTERNS = {
    "id": r"^[a-z0-9]+(-[a-z0-9]+)*$",
    "date": r"^\d{4}-\d{2}-\d{2}$",
    "version": r"^\d{1,4}(\.\d{1,4}){0,3}$",
    "duration": r"^[1-9]\d{0,3} (working )?(hour|day|week|month|year)s?$",
    "email": r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
    "link": r"^(https?://)?[\w-]+(\.[\w-]+)+([/?#]\S*)?$",
    "number-or-all": r"^(\d{1,6}|all)$",
    "file": r"\.csv$",
}


def json_schema(document: str) -> bytes:
    """Return the JSON Schema (2020-12) of a document type as the bytes of a file."""
    schema = load(document)
    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": schema.title,
        "description": schema.help,
        **_section(schema.fields),
    }
    if waivers := next((each for each in _all(schema.fields) if each.name == WAIVERS), None):
        content["$defs"] = {WAIVERS: _field(waivers)}
    return json.dumps(content, indent=1).encode() + b"\n"


def _all(fields: Mapping[str, Field]) -> Iterator[Field]:
    for each in fields.values():
        yield each
        yield from _all(each.item.fields if each.item else each.fields)


def _section(fields: Any) -> dict[str, Any]:
    required = [name for name, each in fields.items() if each.required]
    section: dict[str, Any] = {"type": "object", "additionalProperties": False}
    section["properties"] = {name: _REFERENCE if name == WAIVERS else _field(each) for name, each in fields.items()}
    return {**section, "required": required} if required else section


def _field(each: Field) -> dict[str, Any]:
    words: dict[str, Any] = {"title": each.title}
    if each.help:
        words["description"] = f"{each.help} Source: {each.source}." if each.source else each.help
    if each.example is not None:
        words["examples"] = [each.example]
    return {**words, **_rules(each)}


def _rules(each: Field) -> dict[str, Any]:
    options: list[dict[str, Any]] = []
    if "string" in each.types:
        options.extend(_text(each))
    if each.item is not None:
        inner = each.item
        items = _section(inner.fields) if inner.is_section else {"anyOf": _text(inner)}
        options.append({"type": "array", "minItems": 1, "items": {"title": inner.title, **items}})
    if each.is_section:
        options.append(_section(each.fields))
    if not each.is_text:
        options.append(_TBC)
    return options[0] if len(options) == 1 else {"anyOf": options}


def _text(each: Field) -> list[dict[str, Any]]:
    if each.format == "yes-no":
        return [{"enum": ["yes", "no", True, False]}, _TBC]
    if each.allowed:
        numbers = [int(value) for value in each.allowed if value.isdigit()]
        return [{"enum": [*each.allowed, *numbers]}, _TBC]
    if each.format == "version":
        return [{"type": "string", "pattern": _PATTERNS["version"]}, {"type": "number"}, _TBC]
    if each.format:
        return [{"type": "string", "pattern": _PATTERNS[each.format]}, _TBC]
    return [{"type": "string", "minLength": 1}, {"type": ["number", "boolean"]}]
