"""The things a protocol speaks of, as a reviewer sees them: parties, items, flows, bases, with every name looked up.

Each knows the entry it comes from, so that a finding can say where. A text that is to be confirmed reads as nothing said
yet: `text` gives "" for it and `says` tells that it is there.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from istoolkit.definitions.formats import NO, YES, date, to_be_confirmed
from istoolkit.definitions.inherit import Said
from istoolkit.definitions.law import Record
from istoolkit.definitions.leaves import many
from istoolkit.finding import Spot

PROCESSORS = ("processor", "sub-processor")
"""The roles of a body that follows the instructions of others."""

CONTROLLERS = ("controller", "joint-controller", "competent-authority")
"""The roles of a body that decides why and how. A competent authority is the controller under Part 3."""


@dataclass(frozen=True, eq=False)
class Thing:
    """An entry of a definition, with what the tiers above fill in."""

    said: Said

    @cached_property
    def value(self) -> Mapping[str, Any]:
        """What the entry says."""
        return self.said.full if isinstance(self.said.value, dict) else {}

    @cached_property
    def id(self) -> str:
        """Its identifier; empty where it has none."""
        return self.text("id")

    @property
    def title(self) -> str:
        """What it is called."""
        return self.text("title") or self.id.replace("-", " ").capitalize()

    def text(self, *path: str) -> str:
        """Return a text of the entry; "" where it is not said or to be confirmed."""
        value = self.value.get(path[0]) if len(path) == 1 else self._at(path)
        if not isinstance(value, str) or (value.startswith("TBC") and to_be_confirmed(value)):
            return ""
        return value

    def many(self, *path: str) -> list[str]:
        """Return the texts of a field that takes one or several, without those to be confirmed."""
        value = self.value.get(path[0]) if len(path) == 1 else self._at(path)
        if value is None:
            return []
        if type(value) is str:
            return [] if to_be_confirmed(value) else [value]
        return [each for each in many(value) if not to_be_confirmed(each)]

    def says(self, *path: str) -> bool:
        """Whether something is said there, even if it is that it is to be confirmed."""
        value: Any = self.value
        for step in path:
            if to_be_confirmed(value):
                return True
            if not isinstance(value, dict) or step not in value:
                return False
            value = value[step]
        return True

    def unknown(self, *path: str) -> bool:
        """Whether what is said there, or a part of it, is to be confirmed."""
        value = self._at(path)
        return to_be_confirmed(value) or any(map(to_be_confirmed, many(value)))

    def day(self, *path: str) -> datetime.date | None:
        """Return a date of the entry; None where it is not said or not known."""
        return date(self.text(*path))

    def at(self, *path: str | int) -> Spot:
        """Return the spot of a field of the entry, in the file that says it."""
        said = self.said
        while path and said.base is not None and isinstance(said.value, dict) and path[0] not in said.value:
            said = said.base
        return said.protocol.at(*said.path, *path)

    def _at(self, path: tuple[str, ...]) -> Any:
        value: Any = self.value.get(path[0])
        for step in path[1:]:
            value = value.get(step) if isinstance(value, dict) else None
        return value


@dataclass(frozen=True, eq=False)
class Party(Thing):
    """A party. ``facts`` is what the legal register knows of its kind; {} where its kind is not known."""

    name: str
    called: str
    kind: str
    organisation: Mapping[str, Any]
    facts: Record
    nations: frozenset[str]

    @property
    def title(self) -> str:
        """What it is called in messages."""
        return self.called

    @cached_property
    def role(self) -> str:
        """Its main role in data protection law; "" where it is not said."""
        return self.text("role")

    @cached_property
    def is_processor(self) -> bool:
        """Whether it only works on the instructions of others."""
        return self.role in PROCESSORS

    @cached_property
    def is_public_authority(self) -> bool | None:
        """Whether it is a public authority: as it says itself, or as its kind has it; None where that depends."""
        said = self.text("public_authority") or str(self.organisation.get("public_authority", ""))
        answer = said or str(self.facts.get("public_authority", "depends"))
        return True if answer in YES else False if answer in NO else None

    @property
    def is_health_or_care(self) -> bool:
        """Whether it provides or commissions health or adult social care."""
        return self.facts.get("health_or_care") in YES

    @property
    def is_competent_authority(self) -> bool:
        """Whether it is of a kind that may process for law enforcement under Part 3."""
        return self.facts.get("competent_authority") in YES


@dataclass(frozen=True, eq=False)
class Item(Thing):
    """An item of information."""

    @cached_property
    def kind(self) -> str:
        """What sort of information it is in law."""
        return self.text("kind")

    @cached_property
    def is_special(self) -> bool:
        """Whether it is special category data."""
        return self.kind == "special-category" or bool(self.many("special"))

    @cached_property
    def is_criminal(self) -> bool:
        """Whether it is criminal offence data."""
        return self.kind == "criminal-offence"

    @cached_property
    def is_personal(self) -> bool:
        """Whether it is about people who can be identified. Figures and anonymous information are not."""
        return self.kind not in ("aggregate", "anonymised")

    @cached_property
    def is_health(self) -> bool:
        """Whether it is about health."""
        return "health" in self.many("special")


@dataclass(frozen=True, eq=False)
class Flow(Thing):
    """A flow, with its parties, items and channels looked up."""

    senders: tuple[Party, ...]
    recipients: tuple[Party, ...]
    items: tuple[Item, ...]
    channels: tuple[Thing, ...]
    circumstances: tuple[Thing, ...]

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Everyone that gives or receives, each once."""
        return tuple(dict.fromkeys((*self.senders, *self.recipients)))

    @cached_property
    def purposes(self) -> list[str]:
        """The purposes it serves."""
        return self.many("purpose")

    @cached_property
    def is_sensitive(self) -> bool:
        """Whether it carries special category or criminal offence data."""
        return any(item.is_special or item.is_criminal for item in self.items)

    @cached_property
    def is_personal(self) -> bool:
        """Whether it carries anything about people who can be identified."""
        return any(item.is_personal for item in self.items)


@dataclass(frozen=True, eq=False)
class Basis(Thing):
    """A lawful basis, with the parties and the flows it covers. ``items`` is what those flows carry."""

    parties: tuple[Party, ...]
    flows: tuple[Flow, ...]
    items: tuple[Item, ...]
    gateways: tuple[tuple[int, Record], ...]
    """The provisions it names, each with its place in the list. A name that the legal register does not know is left out."""

    @cached_property
    def purposes(self) -> list[str]:
        """The purposes it covers."""
        return self.many("purposes")

    @cached_property
    def is_law_enforcement(self) -> bool:
        """Whether it is a basis under Part 3 and not under the UK GDPR."""
        return self.text("regime") == "law-enforcement" or (self.says("part_3") and not self.says("article_6"))

    @property
    def is_uk_gdpr(self) -> bool:
        """Whether it is a basis under the UK GDPR."""
        return not self.is_law_enforcement and self.text("regime") != "intelligence-services"

    def holds_on(self, on: datetime.date | None) -> bool:
        """Whether it holds on a day; yes where no day is looked at."""
        first, last = self.day("from"), self.day("until")
        return on is None or not ((first and on < first) or (last and last < on))
