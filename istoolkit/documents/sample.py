"""A register made from the schemas that says everything that can be said, for trying templates on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import Field, law_records, load

_TEXTS = {"date": "2026-12-01", "version": "1.0", "duration": "12 months", "email": "post@sample.example"}
_MORE = {"link": "sample.example", "yes-no": "yes", "file": "members/sample.csv"}


def sample_register() -> Register:
    """Return a register with one protocol in which every field of the schema has a value."""
    protocol = Protocol("sample", Source("sample/protocol.yaml", " ", _section(load("protocol").fields)))
    organisations = _section(load("organisations").fields)
    members = Source("members/sample.csv", " ", [_section(load("members").fields)])
    settings = Source("register.yaml", " ", _section(load("register").fields))
    assessment = Source("sample/assessment.yaml", " ", _section(load("assessment").fields))
    return Register(
        root=Path(),
        settings=settings,
        organisation_file=Source("organisations.yaml", " ", organisations),
        protocols={"sample": protocol},
        members={members.file: members},
        assessments={"sample": assessment},
        all_ids=frozenset({"sample"}),
        asked=frozenset({"sample"}),
    )


def _section(fields: Mapping[str, Field]) -> dict[str, Any]:
    return {name: _value(each) for name, each in fields.items() if name not in ("local", "withdrew", "under")}


def _value(each: Field) -> Any:
    if each.is_section:
        return _section(each.fields)
    if each.item is not None:
        return [_value(each.item)] * (2 if each.is_records else 1)
    return _text(each)


def _text(each: Field) -> str:
    if each.defines or each.name in ("class", "id"):
        return f"sample-{each.defines or 'party'}"
    if each.refers:
        names = {"law": next(iter(law_records()["provisions"])), "end": "sample-party", "protocol": "sample"}
        return names.get(each.refers, f"sample-{each.refers}")
    if each.allowed:
        return next(iter(each.allowed))
    return {**_TEXTS, **_MORE}.get(each.format) or f"Words for {each.title}"
