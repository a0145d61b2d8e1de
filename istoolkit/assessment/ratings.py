"""The rating of a risk: its likelihood, its severity and the level that they give."""

import datetime
from dataclasses import dataclass

from istoolkit.assessment.posts import named_post
from istoolkit.assessment.scales import Level, Scale, Step
from istoolkit.definitions.things import Thing


@dataclass(frozen=True)
class Judged:
    """Who judged a level otherwise than the scale has it, when and why. What is not said is "" or None."""

    because: str
    by: str
    on: datetime.date | None

    @property
    def is_whole(self) -> bool:
        """Whether it says all three: somebody answers for it."""
        return bool(self.because and self.by and self.on)


@dataclass(frozen=True)
class Rating:
    """A rating. ``typed``: the level was written by a person, who judged it otherwise than the scale or repeated it.

    ``level`` is the one that the file gives, ``usual`` that of the scale.
    """

    likelihood: Step
    severity: Step
    level: Level
    typed: bool
    usual: Level
    judged: Judged

    @property
    def is_lowered(self) -> bool:
        """Whether the level was judged lower than the scale has it."""
        return self.level.rank < self.usual.rank

    @property
    def holds(self) -> Level:
        """The level that counts: a lower one than that of the scale only where somebody answers for it."""
        return self.usual if self.is_lowered and not self.judged.is_whole else self.level


def rating(scale: Scale, entry: Thing, *section: str) -> Rating | None:
    """Return the rating that an entry gives, at its top or in a section of it; None where a part is missing or unknown."""
    likelihood = scale.likelihood_called(entry.text(*section, "likelihood"))
    severity = scale.severity_called(entry.text(*section, "severity"))
    if likelihood is None or severity is None:
        return None
    written = scale.level_called(entry.text(*section, "level"))
    usual = scale.level(likelihood.id, severity.id) or written
    level = written or usual
    return (
        Rating(likelihood, severity, level, written is not None, usual, _judged(entry, *section))
        if level and usual
        else None
    )


def _judged(entry: Thing, *section: str) -> Judged:
    path = (*section, "judged")
    return Judged(entry.text(*path, "because"), named_post(entry.text(*path, "by")), entry.day(*path, "on"))
