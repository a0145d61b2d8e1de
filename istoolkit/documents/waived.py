"""The findings that were waived, for the annex that names them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.leaves import many
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import Field, load
from istoolkit.definitions.waivers import Written, has_expired, waivers_of
from istoolkit.documents.values import Entry, Text
from istoolkit.finding import Path

_LABELS = {
    "rule": "Rule",
    "title": "What it finds",
    "where": "Where",
    "because": "Because",
    "by": "Decided by",
    "until": "Until",
}


def waived(register: Register, protocol: Protocol, origin: Callable[[Protocol], str]) -> Iterator[Entry]:
    """Yield the waivers in a protocol, in those it sits under and beside the organisations that are its parties."""
    chain = [protocol, *register.above(protocol)]
    for each in chain:
        yield from (_entry(written, each.data, "protocol", origin(each)) for written in _of(register, each.source.file))
    parties = {
        name for each in chain for _, party in each.entries("parties") for name in many(party.get("organisation"))
    }
    value = register.organisation_file.value
    for written in _of(register, register.organisation_file.file):
        if _organisation(value, written.beside) in parties:
            yield _entry(written, value, "organisations", "")


def waived_in_assessment(register: Register, protocol: Protocol) -> Iterator[Entry]:
    """Yield the waivers in the impact assessment of a protocol."""
    source = register.assessments.get(protocol.id)
    for written in _of(register, source.file) if source else []:
        yield _entry(written, source.value if source else {}, "assessment", "")


def _of(register: Register, file: str) -> list[Written]:
    all_there = [each for (at, _), some in waivers_of(register).items() if at == file for each in some]
    found = [each for each in all_there if not has_expired(register, each)]
    return sorted(found, key=lambda written: [str(step).zfill(4) for step in written.at.path])


def _organisation(value: Any, beside: Path) -> str:
    return str(value["organisations"][beside[1]].get("id", "")) if len(beside) > 1 else ""


def _entry(written: Written, data: Mapping[str, Any], document: str, origin: str) -> Entry:
    from istoolkit.rules import catalogue

    titles = {each.code: each.title for each in catalogue()}
    words = {
        "rule": written.rule,
        "title": titles.get(written.rule, written.rule),
        "where": where(load(document).fields, data, written.beside) or f"The {load(document).title.lower()} as a whole",
        "because": written.waiver.because,
        "by": written.waiver.by,
        "until": long_date(written.waiver.until),
    }
    fields = {name: _text(written, name, text) for name, text in words.items()}
    return Entry(fields, _LABELS, origin)


def _text(written: Written, name: str, words: str) -> Text:
    """Return a field of the annex with where it is written; what is worked out is written nowhere."""
    file, path = written.at.file, (*written.at.path, name)
    if name in ("title", "where"):
        file, path = "", ("waiver", file, *path)
    return Text(words, file, path, _LABELS[name], words)


def where(fields: Mapping[str, Field], data: Any, path: Path) -> str:
    """Return where a path leads, in words: the part of the file, and the title of the entry in it; "" for all of it."""
    parts: list[str] = []
    for step in path:
        data = data[step]
        if isinstance(step, str):
            each = fields[step]
            parts.append(each.title)
            fields = each.item.fields if each.item else each.fields
        else:
            name = _name(data)
            parts[-1] += f" ({name})" if name else f" (number {step + 1})"
    return ", ".join(parts)


def _name(entry: Mapping[str, Any]) -> str:
    return next((str(entry[key]) for key in ("title", "post", "id", "class", "organisation") if key in entry), "")
