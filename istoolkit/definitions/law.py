"""The legal register: the records of law that come with the toolkit, and what a partnership's own law.yaml makes of them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from istoolkit.definitions.formats import date
from istoolkit.definitions.overlay import Record as Record
from istoolkit.definitions.overlay import laid_over
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import LAW_LISTS, law_records

NO_ADVICE = "This is not legal advice."
NOT_ADVICE = f"{NO_ADVICE} A data protection officer decides."


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
    return Law(**{name: laid_over("law", ours, own, name) for name in LAW_LISTS})


def begins(record: Record) -> datetime.date | None:
    """Return the first day on which a provision is law; None where it always was as far as protocols go."""
    return date(str(record.get("in_force_from", "")))


def ends(record: Record) -> datetime.date | None:
    """Return the last day on which a provision is law; None where it still is."""
    return date(str(record.get("in_force_to", "")))


def is_confirmed(record: Record) -> bool:
    """Whether someone has read a record at its source."""
    return date(str(record.get("checked_on", ""))) is not None
