"""The rating of a risk: its likelihood, its severity and the level that they give."""

from dataclasses import dataclass

from istoolkit.assessment.scales import Level, Scale, Step
from istoolkit.definitions.things import Thing


@dataclass(frozen=True)
class Rating:
    """A rating. ``typed``: the level was written by a person, who judged it otherwise than the scale or repeated it."""

    likelihood: Step
    severity: Step
    level: Level
    typed: bool


def rating(scale: Scale, entry: Thing, *section: str) -> Rating | None:
    """Return the rating that an entry gives, at its top or in a section of it; None where a part is missing or unknown."""
    likelihood = scale.likelihood_called(entry.text(*section, "likelihood"))
    severity = scale.severity_called(entry.text(*section, "severity"))
    if likelihood is None or severity is None:
        return None
    written = scale.level_called(entry.text(*section, "level"))
    level = written or scale.level(likelihood.id, severity.id)
    return Rating(likelihood, severity, level, written is not None) if level else None
