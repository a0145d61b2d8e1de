"""An assessment as a reader sees it: the screening, the risks with their ratings, the measures, and what was decided of
each risk that the definition suggests."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from istoolkit.assessment.decisions import Decision, decide
from istoolkit.assessment.file import AssessmentFile, assessment_file
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

_NOBODY = re.compile(r"\s*(?:not applicable|n/?a|none|nobody|no one|-+)\b[\s.]*\Z", re.IGNORECASE)
_APPROVERS = ("measures_by", "residual_by")
_CONSULTED = ("sent", "answered", "outcome")
_APPROVAL_DAYS = ("measures_on", "residual_on")


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
        """Return the highest level among the risks, as it remains or, where ``residual`` is false, before any measure."""
        ratings = [each.residual if residual else each.inherent for each in self.risks]
        return max((each.level for each in ratings if each), key=lambda level: level.rank, default=None)

    def post(self, *path: str) -> str:
        """Return the post that a field names; "" where it is not said, to be confirmed or said not to apply."""
        said = self.text(*path)
        return "" if _NOBODY.match(said) else said

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
    def is_rated(self) -> bool:
        """Whether there is a risk and each is rated in full, before and with the measures. None need be there where the
        screening requires none, or where it is decided that none is carried out."""
        waived = self.screening.result == "not-required" or bool(self.screening.decided_otherwise)
        rated = all(each.inherent and each.residual for each in self.risks) and not self.entry.unknown("risks")
        return rated and (waived or bool(self.risks))

    @property
    def is_of_version(self) -> bool:
        """Whether the version that it assesses is the version of the protocol today."""
        then, now = self.text("of_version"), self.protocol.text("version")
        return is_version(then) and same_version(then, now)

    @property
    def is_signed_off(self) -> bool:
        """Whether the measures were approved and the remaining risk accepted, each by a post on a day, every risk is rated in
        full, and nothing bars it. It may be of another version than the protocol has today."""
        days = all(self.text("approvals", each) for each in _APPROVAL_DAYS)
        posts = all(self.post("approvals", each) for each in _APPROVERS)
        return days and posts and self.is_rated and not self.is_barred

    @property
    def is_approved(self) -> bool:
        """Whether it is signed off for the version that the protocol has today."""
        return self.is_signed_off and self.is_of_version

    @property
    def needs_consultation(self) -> bool:
        """Whether a risk remains for which the Information Commissioner is consulted first (UK GDPR Article 36(1))."""
        return any(each.residual is not None and each.residual.level.consult for each in self.risks)


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
