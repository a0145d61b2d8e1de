"""A partnership's own records laid over those that come with the toolkit: of law in law.yaml, of guidance in guidance.yaml."""

from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import is_nothing, to_be_confirmed
from istoolkit.definitions.leaves import records
from istoolkit.definitions.schema import Records, load
from istoolkit.definitions.validate import mismatches

Record = Mapping[str, Any]


def laid_over(document: str, ours: Records, own: Any, name: str) -> Mapping[str, Record]:
    """Return a list of records of a type of file: ours, with what a file of the register says laid over or added.

    A record that would say too little is left out, and what is to be confirmed changes nothing.
    """
    entries = records(own.get(name)) if isinstance(own, dict) else []
    if not entries:
        return ours[name]
    laid: dict[str, Record] = dict(ours[name])
    for _, each in entries:
        key = str(each.get("id", ""))
        merged = {**laid.get(key, {}), **_that_fits(document, name, each)}
        if key and not missing_of(document, name, merged):
            laid[key] = merged
    return laid


def own_records(lists: tuple[str, ...], own: Any) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield the records that a file of the register has: the list, the position in it and the record."""
    for name in lists if isinstance(own, dict) else ():
        yield from ((name, index, each) for index, each in records(own.get(name)))


def missing_of(document: str, name: str, record: Record) -> list[str]:
    """Return the fields that a record of a list must say and does not, once it is laid over ours."""
    item = load(document).fields[name].item
    if item is None:
        raise AssertionError("these lists have records")
    needed = [key for key, each in item.fields.items() if "new" in each.needed]
    if "chosen_in" in record:
        needed += ["chosen_as", "chosen_words"]
    return [key for key in needed if key not in record]


def _that_fits(document: str, name: str, record: Record) -> Record:
    """Return what a record says that fits the schema and is known; what is to be confirmed changes nothing."""
    found = mismatches(document, {"format": "1", name: [record]})
    misfits = {each.path[2] for each in found if len(each.path) > 2}
    return {key: value for key, value in record.items() if key not in misfits and not _is_open(value)}


def _is_open(value: Any) -> bool:
    """Whether a value, or a part of it, is to be confirmed or says nothing."""
    if isinstance(value, str):
        return to_be_confirmed(value) or is_nothing(value)
    return not value or any(map(_is_open, value.values() if isinstance(value, dict) else value))
