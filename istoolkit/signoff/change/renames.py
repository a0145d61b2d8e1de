"""Identifiers that were changed and nothing else: a reader never sees them, so what uses them means the same."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from istoolkit.definitions.schema import Field, load
from istoolkit.signoff.change.matching import name_of
from istoolkit.signoff.content import Content


class Rename(NamedTuple):
    """An identifier that was changed: in which part and list of the content, of what sort of thing, from what to what."""

    part: str
    list: str
    sort: str
    old: str
    new: str


PARTS = ("protocol", "assessment")
"""The parts of a content whose entries have identifiers."""


def renames(before: Content, after: Content) -> tuple[Rename, ...]:
    """Return the identifiers that were changed: of entries that are otherwise the same, or have the same title."""
    return tuple(
        Rename(part, name, item.fields["id"].defines, old, new)
        for part in PARTS
        for name, item in _lists(part)
        for old, new in _changed(_by_id(before, part, name), _by_id(after, part, name))
        if not {old, new} & _parties(before, after)
    )


def _lists(part: str) -> Iterator[tuple[str, Field]]:
    for name, each in load(part).fields.items():
        if each.is_records and each.item and "id" in each.item.fields and name != "parties":
            yield name, each.item


def _by_id(content: Content, part: str, name: str) -> dict[str, Mapping[str, Any]]:
    section = content.get(part)
    entries = section.get(name) if isinstance(section, Mapping) else None
    found = [each for each in entries if isinstance(each, Mapping)] if isinstance(entries, list) else []
    return {str(each["id"]): each for each in found if isinstance(each.get("id"), str)}


def _parties(*contents: Content) -> set[str]:
    """Return the names of parties. A post of the same name could be either, so such a name is left alone."""
    sections = [each.get("protocol") for each in contents]
    lists = [each.get("parties") for each in sections if isinstance(each, Mapping)]
    return {name_of(party) for each in lists if isinstance(each, list) for party in each}


def _changed(before: dict[str, Mapping[str, Any]], after: dict[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    gone = [name for name in before if name not in after]
    new = [name for name in after if name not in before]
    for old in gone:
        found = next((name for name in new if _is_the_same(before[old], after[name])), None)
        if found is not None:
            new.remove(found)
            yield old, found


def _is_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if {**one, "id": ""} == {**other, "id": ""}:
        return True
    return bool(one.get("title")) and one.get("title") == other.get("title")


def with_new_names(content: Content, found: tuple[Rename, ...]) -> Content:
    """Return a content with the new identifiers in place of the old ones, wherever they stand."""
    if not found:
        return content
    return {
        name: _section(load(name).fields, value, found) if name in PARTS else value for name, value in content.items()
    }


def _section(fields: Mapping[str, Field], value: Any, found: tuple[Rename, ...], within: str = "") -> Any:
    if not isinstance(value, Mapping):
        return value
    return {name: _value(fields.get(name), inner, found, within or name, name) for name, inner in value.items()}


def _value(each: Field | None, value: Any, found: tuple[Rename, ...], within: str, name: str) -> Any:
    if each is None:
        return value
    if isinstance(value, Mapping):
        return _section(each.fields, value, found, within)
    if isinstance(value, list):
        return [_value(each.item, inner, found, within, name) for inner in value]
    if isinstance(value, str):
        return next((one.new for one in found if one.old == value and _means(each, one, within, name)), value)
    return value


def _means(each: Field, rename: Rename, within: str, name: str) -> bool:
    """Whether a text with this field would be the identifier that was changed."""
    if name == "id":
        return within == rename.list
    return bool(rename.sort) and each.refers in (rename.sort, "end" if rename.sort == "post" else rename.sort)
