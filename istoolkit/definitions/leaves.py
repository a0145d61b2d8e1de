"""Walking a definition beside its schema: every text with its path and field."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from istoolkit.definitions.schema import Field
from istoolkit.finding import Path


class Leaf(NamedTuple):
    """One text of a definition."""

    path: Path
    field: Field
    text: str


def leaves(fields: Mapping[str, Field], value: Any, path: Path = ()) -> list[Leaf]:
    """Return the texts of a section in the order they stand, passing over what does not fit the schema."""
    found: list[Leaf] = []
    if isinstance(value, dict):
        _section(fields, value, path, found)
    return found


def _section(fields: Mapping[str, Field], value: dict[str, Any], path: Path, found: list[Leaf]) -> None:
    for name, inner in value.items():
        each = fields.get(name)
        if each is None:
            continue
        if type(inner) is str:
            found.append(Leaf((*path, name), each, inner))
        else:
            _inside(each, inner, (*path, name), found)


def _inside(each: Field, value: Any, path: Path, found: list[Leaf]) -> None:
    if isinstance(value, str):
        found.append(Leaf(path, each, value))
    elif isinstance(value, dict):
        _section(each.fields, value, path, found)
    elif each.item is not None:
        for index, inner in enumerate(value):
            _inside(each.item, inner, (*path, index), found)


def many(value: Any) -> list[str]:
    """Return the texts of a field that takes one or a list of them."""
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def records(value: Any) -> list[tuple[int, dict[str, Any]]]:
    """Return the sections in a list, each with its position."""
    return [(i, each) for i, each in enumerate(value) if isinstance(each, dict)] if isinstance(value, list) else []
