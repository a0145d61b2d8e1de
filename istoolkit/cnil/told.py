"""What an assessment says, as HTML in the words of a reader: labels for fields, titles for names, dates written out."""

from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.assessment.assessed import Assessed
from istoolkit.cnil.description import joined
from istoolkit.cnil.html import bullets, escaped, headed, paragraph
from istoolkit.definitions.formats import NOT_STATED, confirmed_later, long_date, to_be_confirmed
from istoolkit.definitions.register import Register
from istoolkit.definitions.schema import WAIVERS, Field, load
from istoolkit.documents.wording import Titles

FIELDS = load("assessment").fields


class Teller:
    """Puts an assessment into words."""

    def __init__(self, register: Register, assessed: Assessed) -> None:
        self.assessed = assessed
        self._titles = Titles(register)
        self._measures = {each.id: each.title for each in reversed(assessed.measures)}
        self._steps = {
            "likelihood": {each.id: each.title for each in assessed.scale.likelihood},
            "severity": {each.id: each.title for each in assessed.scale.severity},
            "level": {each.id: each.title for each in assessed.scale.levels},
        }

    def words(self, each: Field, value: str) -> str:
        """Return the words of a text of a field."""
        if to_be_confirmed(value):
            return confirmed_later(value)
        if each.refers == "measure":
            return self._measures.get(value, value)
        if each.refers:
            return self._titles.of(self.assessed.protocol, each.refers, value)
        known = self._steps.get(each.name, each.allowed)
        return long_date(value) if each.format == "date" else known.get(value, value)

    def all(self, each: Field, value: Any) -> list[str]:
        """Return the words of a field that holds a text or several."""
        if isinstance(value, str):
            return [self.words(each, value)]
        inner = each.item or each
        return [self.words(inner, one) for one in value if isinstance(one, str)] if isinstance(value, list) else []

    def part(self, *path: str) -> str:
        """Return a text or section of the file under its title; "" where it is not said."""
        each, value = Field("", ("dict",), "", fields=FIELDS), self.assessed.data
        for step in path:
            if not isinstance(value, Mapping) or step not in value:
                return ""
            each, value = each.fields[step], value[step]
        return self.headed(each, value)

    def headed(self, each: Field, value: Any) -> str:
        """Return what a field says, under its title."""
        return headed(
            each.title, paragraph(self.words(each, value)) if isinstance(value, str) else self.inside(each, value)
        )

    def inside(self, each: Field, value: Any) -> str:
        """Return what a section or a list says, as a list."""
        if isinstance(value, dict):
            return bullets(self.lines(each.fields, value))
        inner = each.item or each
        return bullets(self._entry(inner, one) for one in value) if isinstance(value, list) else ""

    def _entry(self, each: Field, value: Any) -> str:
        if isinstance(value, str):
            return escaped(self.words(each, value))
        return "; ".join(self.lines(each.fields, value)) if isinstance(value, dict) else ""

    def lines(self, fields: Mapping[str, Field], said: Mapping[str, Any], but: tuple[str, ...] = ()) -> Iterator[str]:
        """Yield the fields of a section that are said and meant for readers, each with its label."""
        for name, each in fields.items():
            if name in said and name not in (*but, WAIVERS) and each.shown:
                yield self._labelled(each, said[name])

    def _labelled(self, each: Field, value: Any) -> str:
        if isinstance(value, dict) or each.is_records:
            return f"{escaped(each.title)}{self.inside(each, value)}"
        return f"{escaped(each.title)}: {escaped(joined(self.all(each, value)) or NOT_STATED)}"
