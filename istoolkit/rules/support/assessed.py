"""The impact assessments that protocols name, and whether they are done."""

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from istoolkit.definitions.formats import date, to_be_confirmed
from istoolkit.definitions.register import Protocol, Register

_DONE = re.compile(r"\s*(?:approved|completed?|signed|agreed|accepted|finished|done|published)\b")
_NOT_DONE = re.compile(
    r"\b(?:draft|in progress|under ?way|to do|to be \w+|awaiting|awaits|pending|outstanding|incomplete|unsigned|unapproved"
    r"|being (?:written|drafted|made|done|prepared|completed)"
    r"|not (?:yet|been|started|begun|done|made|complete|completed|approved|signed|finished))\b"
)


class Assessment(NamedTuple):
    """An impact assessment that a protocol names in its own file, with its place in the list."""

    protocol: Protocol
    place: int
    said: dict[str, str]

    @property
    def title(self) -> str:
        """What it is called in messages."""
        title = str(self.said.get("title"))
        return "The impact assessment" if to_be_confirmed(title) else f"“{title}”"

    @property
    def day(self) -> datetime.date | None:
        """The day on which it was approved."""
        return date(str(self.said.get("date")))

    @property
    def is_open(self) -> bool:
        """Whether its state says that it is not done."""
        state = str(self.said.get("state", "")).casefold()
        return not _DONE.match(state) and not to_be_confirmed(self.said.get("state")) and bool(_NOT_DONE.search(state))


def assessments(register: Register) -> Iterator[Assessment]:
    """Yield the impact assessments that each protocol names in its own file."""
    for protocol in register.checked():
        for index, each in protocol.entries("impact_assessments"):
            yield Assessment(protocol, index, each)
