"""The legal register: the records of law that come with the toolkit, and what a partnership's own law.yaml makes of them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from istoolkit.definitions.formats import date, is_nothing, to_be_confirmed
from istoolkit.definitions.leaves import records
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import LAW_LISTS, Records, law_records, load
from istoolkit.definitions.validate import mismatches

Record = Mapping[str, Any]

NOT_ADVICE = "This is not legal advice. A data protection officer decides."


@dataclass(frozen=True, eq=False)
class Law:
    """The records of law of a register, each list by identifier. See ``schemas/law.yaml`` for what they say."""

    provisions: Mapping[str, Record]
    superseded: Mapping[str, Record]
    organisation_kinds: Mapping[str, Record]
    categories: Mapping[str, Record]
    channels: Mapping[str, Record]
    disposal: Mapping[str, Record]
    considerations: Mapping[str, Record]

    @cached_property
    def _choices(self) -> Mapping[tuple[str, str], Record]:
        return {
            (str(each["chosen_in"]), str(each["chosen_as"])): each
            for each in self.provisions.values()
            if "chosen_in" in each
        }

    def chosen(self, field: str, value: str) -> Record:
        """Return the provision that a protocol chooses by a word, such as public-task in article_6; {} where none is."""
        return self._choices.get((field, value), {})


@kept
def law_of(register: Register) -> Law:
    """Return the law of a register: ours, with the records of its own law.yaml laid over or added."""
    own = register.law_file.value
    ours = law_records()
    return Law(**{name: _laid_over(ours, own, name) for name in LAW_LISTS})


def _laid_over(ours: Records, own: Any, name: str) -> Mapping[str, Record]:
    entries = records(own.get(name)) if isinstance(own, dict) else []
    if not entries:
        return ours[name]
    laid: dict[str, Record] = dict(ours[name])
    for _, each in entries:
        key = str(each.get("id", ""))
        merged = {**laid.get(key, {}), **_that_fits(name, each)}
        if key and not missing_of(name, merged):
            laid[key] = merged
    return laid


def _that_fits(name: str, record: Record) -> Record:
    """Return what a record says that fits the schema and is known; what is to be confirmed changes nothing."""
    misfits = {each.path[2] for each in mismatches("law", {"format": "1", name: [record]}) if len(each.path) > 2}
    return {key: value for key, value in record.items() if key not in misfits and not _is_open(value)}


def _is_open(value: Any) -> bool:
    """Whether a value, or a part of it, is to be confirmed or says nothing."""
    if isinstance(value, str):
        return to_be_confirmed(value) or is_nothing(value)
    return not value or any(map(_is_open, value.values() if isinstance(value, dict) else value))


def missing_of(name: str, record: Record) -> list[str]:
    """Return the fields that a record of a list must say and does not, once it is laid over ours."""
    item = load("law").fields[name].item
    if item is None:
        raise AssertionError("lists of law have records")
    needed = [key for key, each in item.fields.items() if "new" in each.needed]
    if "chosen_in" in record:
        needed += ["chosen_as", "chosen_words"]
    return [key for key in needed if key not in record]


def begins(record: Record) -> datetime.date | None:
    """Return the first day on which a provision is law; None where it always was as far as protocols go."""
    return date(str(record.get("in_force_from", "")))


def ends(record: Record) -> datetime.date | None:
    """Return the last day on which a provision is law; None where it still is."""
    return date(str(record.get("in_force_to", "")))


def is_confirmed(record: Record) -> bool:
    """Whether someone has read a record at its source."""
    return date(str(record.get("checked_on", ""))) is not None
