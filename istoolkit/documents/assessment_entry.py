"""What assessment.yaml says, as an entry that templates read: labels, names looked up, every text with its place."""

from collections.abc import Callable, Mapping
from typing import Any

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.register import Protocol
from istoolkit.definitions.schema import WAIVERS, Field, load
from istoolkit.documents.values import NOTHING, Entry, Text, Texts, Value
from istoolkit.documents.wording import Titles, is_prose, labels_of, spelled
from istoolkit.finding import Path

UNKNOWN = "unknown"
"""The field of a section or entry that stands for all of it where all of it is to be confirmed."""

Spell = Callable[[Path, str], str]
"""Puts a text into words by its place, such as a likelihood of the scale; empty where the place is no such one."""


class Told(Entry):
    """An entry with what is worked out from it. What is worked out is nobody's text: nothing of it needs printing."""

    __slots__ = ("_worked_out",)

    def __init__(self, entry: Entry, worked_out: Mapping[str, Any]) -> None:
        super().__init__(entry._fields, entry._labels, entry.origin)
        self._worked_out = worked_out

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._worked_out:
            return self._worked_out[name]
        return super().__getattr__(name)


class Assessing:
    """Turns what the file of a protocol's assessment says into values."""

    def __init__(self, file: str, protocol: Protocol, titles: Titles, spell: Spell) -> None:
        self.file, self.protocol, self.titles, self.spell = file, protocol, titles, spell

    def entry(self, data: Mapping[str, Any]) -> Entry:
        """Return all that the file says. What it does not say is there too, as nothing."""
        return self._section(load("assessment").fields, data, ())

    def _section(self, fields: Mapping[str, Field], data: Mapping[str, Any], path: Path) -> Entry:
        said = {n: self._value(fields[n], data[n], (*path, n)) for n in fields if n in data and n != WAIVERS}
        return Entry(said, {**labels_of(fields), UNKNOWN: ""})

    def _value(self, each: Field, value: Any, path: Path) -> Value:
        if isinstance(value, str):
            return self._written(each, value, path)
        if isinstance(value, dict) and each.is_section:
            return self._section(each.fields, value, path)
        if isinstance(value, list) and each.item is not None:
            entries = tuple(self._value(each.item, inner, (*path, i)) for i, inner in enumerate(value))
            return Texts(entries, prose=is_prose(each.item) or each.item.refers == "measure")
        return NOTHING

    def _written(self, each: Field, value: str, path: Path) -> Value:
        """Return a text. Where it stands for a section or for a list of entries, it is the one thing said there."""
        text = self._text(each, value, path)
        inner = each.item if each.is_records and each.item else each
        if not inner.is_section:
            return text
        entry = Entry({UNKNOWN: text}, {**labels_of(inner.fields), UNKNOWN: each.title})
        return Texts((entry,)) if each.is_records else entry

    def _text(self, each: Field, value: str, path: Path) -> Text:
        choice = bool(each.allowed or each.refers) and not to_be_confirmed(value)
        return Text(self._words(each, value, path), self.file, path, each.title, value, choice)

    def _words(self, each: Field, value: str, path: Path) -> str:
        words = "" if to_be_confirmed(value) else self.spell(path, value)
        if words or not each.refers or to_be_confirmed(value):
            return words or spelled(each, value)
        return self.titles.of(self.protocol, each.refers, value)
