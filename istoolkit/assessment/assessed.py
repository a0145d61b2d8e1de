"""An assessment as a reader sees it: the screening, the risks with their ratings, the measures, and what was decided of
each risk that the definition suggests."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from istoolkit.assessment.decisions import Decision, decide
from istoolkit.assessment.file import AssessmentFile, assessment_file
from istoolkit.assessment.missing import Missing, missing_in, unapproved
from istoolkit.assessment.posts import named_post
from istoolkit.assessment.ratings import Rating, rating
from istoolkit.assessment.scales import Level, Scale, scale_of
from istoolkit.assessment.screening import Screening, screening
from istoolkit.assessment.suggestions import suggestions
from istoolkit.definitions.formats import is_version, same_version
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import Thing
from istoolkit.finding import Spot

_APPROVERS = ("measures_by", "residual_by")
_CONSULTED = ("sent", "answered", "outcome")


@dataclass(frozen=True, eq=False)
class Measure:
    """A measure. ``number`` is M1, M2 … in the order of the file; ``organisation`` the title of that of its owner.

    ``owner``, ``organisation`` and ``state`` are "" where they are not said or to be confirmed: ``entry`` tells which.
    """

    number: str
    entry: Thing
    owner: str
    organisation: str
    by: datetime.date | None
    state: str
    done: datetime.date | None

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.entry.id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.entry.title

    @property
    def is_to_come(self) -> bool:
        """Whether it is said to be still to be done, or only begun."""
        return self.state in ("to-do", "begun") and self.done is None

    @property
    def is_in_place(self) -> bool:
        """Whether it is said to be in place."""
        return self.state == "in-place" or self.done is not None


@dataclass(frozen=True, eq=False)
class Risk:
    """A risk. ``number`` is R1, R2 … in the order of the file. A rating is None where a part of it is not given.

    ``event`` and ``effect`` are "" where they are not said.
    """

    number: str
    entry: Thing
    measures: tuple[Measure, ...]
    inherent: Rating | None
    residual: Rating | None

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.entry.id

    @property
    def title(self) -> str:
        """The risk in a few words."""
        return self.entry.title

    @property
    def event(self) -> str:
        """The event that is feared, as the file has it."""
        return self.entry.text("event")

    @property
    def effect(self) -> str:
        """What the measures do to it, as the file has it."""
        return self.entry.text("effect")

    @property
    def rests_on(self) -> tuple[Measure, ...]:
        """The measures that are still to come. What remains is as it is rated only with them."""
        return tuple(each for each in self.measures if each.is_to_come)

    @property
    def until_then(self) -> str:
        """Why the other measures are enough until those to come are in place, as the file has it; "" where it is not said."""
        return self.entry.text("until_then")

    @property
    def remains(self) -> Rating | None:
        """The rating of what remains: that with the measures, or the first one where nothing is done and the lowest level counts."""
        small = self.inherent is not None and self.inherent.holds.rank == 1
        left = any(self.entry.says(each) for each in ("residual", "measures"))
        return self.inherent if small and not left else self.residual

    @property
    def today(self) -> Rating | None:
        """The rating that stands today: that before any measure, as long as it rests on measures to come and nobody says that
        the others are enough; else the one that remains."""
        return self.inherent if self.rests_on and not self.until_then else self.remains


@dataclass(frozen=True, eq=False)
class Assessed:
    """The assessment of a protocol. Without a file it has the screening and what is suggested, and ``written`` is false."""

    protocol: Protocol
    picture: Picture
    file: AssessmentFile
    scale: Scale
    screening: Screening
    measures: tuple[Measure, ...]
    risks: tuple[Risk, ...]
    decisions: tuple[Decision, ...]

    @property
    def written(self) -> bool:
        """Whether there is an assessment.yaml that could be read."""
        return bool(self.data)

    @property
    def source(self) -> Source:
        """The file as it was read."""
        return self.file.source

    @property
    def data(self) -> Mapping[str, Any]:
        """What the file says; nothing where there is none."""
        return self.file.data

    @cached_property
    def entry(self) -> Thing:
        """The whole file as a thing, with ``text``, ``many``, ``says``, ``unknown``, ``day`` and ``at``."""
        return self.file.all

    def at(self, *path: str | int) -> Spot:
        """Return the spot of a path in the file."""
        return self.file.at(*path)

    def text(self, *path: str) -> str:
        """Return a text of the file; "" where it is not said or to be confirmed."""
        return self.entry.text(*path)

    def says(self, *path: str) -> bool:
        """Whether something is said there, even if it is that it is to be confirmed."""
        return self.entry.says(*path)

    def highest(self, residual: bool = True) -> Level | None:
        """Return the highest level that counts among the risks, as it remains or, where ``residual`` is false, before any
        measure."""
        return _highest(each.remains if residual else each.inherent for each in self.risks)

    def highest_today(self) -> Level | None:
        """Return the highest level that counts today, while some measures are still to come."""
        return _highest(each.today for each in self.risks)

    @property
    def rest_on_measures_to_come(self) -> tuple[Risk, ...]:
        """The risks that stand higher today than they remain, for a measure against them is still to come."""
        return tuple(each for each in self.risks if each.rests_on and not each.until_then)

    @property
    def judged_lower(self) -> tuple[Risk, ...]:
        """The risks of which what remains was judged lower than the scale has it; ``remains.judged`` says by whom."""
        return tuple(each for each in self.risks if each.remains and each.remains.is_lowered)

    def post(self, *path: str) -> str:
        """Return the post that a field names; "" where it is not said, to be confirmed or said not to apply."""
        return named_post(self.text(*path))

    @property
    def has_approver(self) -> bool:
        """Whether someone is named who approved the measures or accepted the risk that remains."""
        return any(self.post("approvals", each) for each in _APPROVERS)

    @property
    def is_barred(self) -> bool:
        """Whether the sharing must wait for the Information Commissioner.

        UK GDPR Article 36(1): the Commissioner is consulted before processing where the risk stays high.
        """
        outcome = self.text("ico_consultation", "outcome")
        is_answered = bool(self.text("ico_consultation", "sent") and outcome)
        return outcome == "may-not-proceed" or (self.needs_consultation and not is_answered)

    @property
    def was_consulted(self) -> bool:
        """Whether the Information Commissioner was asked or has answered. What is to be confirmed does not count."""
        return any(self.text("ico_consultation", each) for each in _CONSULTED)

    @property
    def is_of_version(self) -> bool:
        """Whether the version that it assesses is the version of the protocol today."""
        then, now = self.text("of_version"), self.protocol.text("version")
        return is_version(then) and same_version(then, now)

    @property
    def is_refused(self) -> bool:
        """Whether it says why none is carried out, and rates no risk."""
        return bool(self.screening.decided_otherwise) and not self.says("risks")

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """What must be said or done before anyone may rely on it; nothing where it is complete."""
        return tuple(missing_in(self)) if self.written else ()

    @property
    def is_signed_off(self) -> bool:
        """Whether the measures were approved and the remaining risk accepted, each by a post on a day, and nothing is missing
        of what that rests on. It may be of another version than the protocol has today."""
        return self.written and not self.missing and next(unapproved(self), None) is None

    @property
    def is_approved(self) -> bool:
        """Whether it is signed off for the version that the protocol has today."""
        return self.is_signed_off and self.is_of_version

    @property
    def needs_consultation(self) -> bool:
        """Whether a risk remains for which the Information Commissioner is consulted first (UK GDPR Article 36(1))."""
        return bool(self.to_consult_on)

    @property
    def to_consult_on(self) -> tuple[Risk, ...]:
        """The risks that remain so high. A level judged lower counts only where somebody answers for it."""
        return tuple(each for each in self.risks if each.remains and each.remains.holds.consult)


def _highest(ratings: Iterable[Rating | None]) -> Level | None:
    return max((each.holds for each in ratings if each), key=lambda level: level.rank, default=None)


@kept
def assessed(register: Register, protocol: Protocol) -> Assessed:
    """Return the assessment of a protocol, made once."""
    file, scale = assessment_file(register, protocol), scale_of(register)
    measures = tuple(_measure(register, i, each) for i, each in enumerate(file.entries("measures"), 1))
    named = {each.id: each for each in reversed(measures)}
    risks = tuple(_risk(scale, named, i, each) for i, each in enumerate(file.entries("risks"), 1))
    here = picture(register, protocol)
    decisions = decide(here, suggestions(register, protocol), file)
    return Assessed(protocol, here, file, scale, screening(register, protocol), measures, risks, decisions)


def _measure(register: Register, number: int, entry: Thing) -> Measure:
    organisation = register.organisations.get(entry.text("organisation"), {})
    return Measure(
        f"M{number}",
        entry,
        entry.text("owner"),
        str(organisation.get("title", "")),
        entry.day("by"),
        entry.text("state"),
        entry.day("done"),
    )


def _risk(scale: Scale, measures: Mapping[str, Measure], number: int, entry: Thing) -> Risk:
    named = tuple(measures[each] for each in entry.many("measures") if each in measures)
    return Risk(f"R{number}", entry, named, rating(scale, entry), rating(scale, entry, "residual"))
