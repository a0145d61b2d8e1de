"""The impact assessments that protocols name or that lie beside them, and whether they are done."""

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from istoolkit.assessment.assessed import Assessed, Measure, Risk, assessed
from istoolkit.assessment.ratings import Rating
from istoolkit.definitions.formats import date, is_version, long_date, same_version, to_be_confirmed, version
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import Thing
from istoolkit.words import listed

_DONE = re.compile(r"\s*(?:approved|completed?|signed|agreed|accepted|finished|done|published)\b")
_NOT_DONE = re.compile(
    r"\b(?:draft|in progress|under ?way|to do|to be \w+|awaiting|awaits|pending|outstanding|incomplete|unsigned|unapproved"
    r"|being (?:written|drafted|made|done|prepared|completed)"
    r"|not (?:yet|been|started|begun|done|made|complete|completed|approved|signed|finished))\b"
)

_MOST = 3
"""How many risks a message names."""


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


@kept
def written(register: Register) -> tuple[Assessed, ...]:
    """Return the assessments in files beside the protocols that were asked for, of which everything could be read."""
    there = (each for each in register.understood() if each.id in register.assessments) if register.assessments else ()
    return tuple(each for protocol in there for each in [assessed(register, protocol)] if each.written)


def has_file(register: Register, protocol: Protocol) -> bool:
    """Whether an assessment lies beside a protocol or beside one above it."""
    chain = [protocol, *register.above(protocol)] if register.assessments else []
    return any(each.id in register.assessments for each in chain)


def numbered(thing: Risk | Measure) -> str:
    """Return what a risk or measure is called in messages: its number in documents and its title."""
    return f"{thing.number} “{thing.title}”" if thing.title else thing.number


def several(things: Sequence[Risk]) -> str:
    """Return what several risks are called in messages: the first by number and title, the others by number."""
    numbers = [each.number for each in things]
    more = [*numbers[1:_MOST], *([f"{len(numbers) - _MOST} more"] if len(numbers) > _MOST else [])]
    return listed([numbered(things[0]), *more], "and")


def first_day(each: Assessed) -> datetime.date | None:
    """Return the day on which the assessed protocol comes into force; None where that is not known."""
    return date(each.protocol.text("in_force"))


def begun_with(each: Assessed) -> datetime.date | None:
    """Return the day on which what was assessed begins: that of the assessed version in the change log, where it is a later
    one than the first and came after the protocol's first day; else the first day. None where the day is not known."""
    of, begins = each.text("of_version"), first_day(each)
    is_first = not is_version(of) or version(of) < (1,) or same_version(of, "1")
    log = [change for _, change in each.protocol.entries("changes") if same_version(str(change.get("version")), of)]
    if begins is None or is_first or not log:
        return begins
    made = date(str(log[0].get("date")))
    return made and max(made, begins)


def in_force(register: Register, each: Assessed) -> bool:
    """Whether the assessed protocol is in force on the day on which the register is looked at."""
    begins = first_day(each)
    return begins is not None and register.on is not None and begins <= register.on


def relied_on(register: Register, each: Assessed) -> str:
    """Return in words why someone relies on an assessment: it was approved, or its protocol is in force; "" where neither is."""
    if each.has_approver:
        return "The assessment was approved"
    if in_force(register, each):
        return f"The protocol is in force from {long_date(each.protocol.text('in_force'))}"
    return ""


def named_in_protocol(each: Assessed) -> list[Thing]:
    """Return the entries under “impact_assessments” of the protocol that speak of the assessment beside it: those of its
    title, or the only one where it has none."""
    own = [named for named in each.picture.things("impact_assessments") if named.said.protocol is each.protocol]
    title = each.text("title").casefold()
    return [named for named in own if named.text("title").casefold() == title] if title or len(own) != 1 else own


def is_blank(each: Assessed, *path: str) -> bool:
    """Whether a field names no post, and is not to be confirmed either."""
    return not each.post(*path) and (bool(each.text(*path)) or not each.says(*path))


def in_full(rating: Rating) -> str:
    """Return a rating in words: its level, and in brackets its likelihood and severity."""
    return f"{rating.level.title.lower()} ({rating.likelihood.title.lower()}, {rating.severity.title.lower()})"


def is_lower(before: Rating, after: Rating) -> bool:
    """Whether the level is lower afterwards, or the level is the same and a step is lower while none is higher."""
    if before.level.rank != after.level.rank:
        return after.level.rank < before.level.rank
    steps = _steps(before, after)
    return min(steps) < 0 and max(steps) <= 0


def _steps(before: Rating, after: Rating) -> tuple[int, int]:
    return (after.likelihood.rank - before.likelihood.rank, after.severity.rank - before.severity.rank)


def is_higher(before: Rating, after: Rating) -> bool:
    """Whether the level is higher afterwards, or the level is the same and a step is higher while none is lower."""
    return is_lower(after, before)


def is_as_before(before: Rating, after: Rating) -> bool:
    """Whether level, likelihood and severity are the same afterwards."""
    return before.level is after.level and _steps(before, after) == (0, 0)
