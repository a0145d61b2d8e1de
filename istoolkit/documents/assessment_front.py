"""What the first page of an assessment says before anything else: where it stands, and what follows from its ratings.

All of it is derived. What an author concludes stands beside it, and only while the assessment holds.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.assessment.assessed import Assessed
from istoolkit.assessment.resting import stands_today
from istoolkit.definitions.formats import long_date
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.values import Entry, Text, Texts

_MOST = 8
"""How many missing things the first page names."""


def elsewhere(assessed: Assessed, of_protocol: Mapping[str, Any]) -> list[Entry]:
    """Return the impact assessments that the protocol names, where there is no assessment.yaml beside it."""
    named = of_protocol["impact_assessments"]
    if assessed.written or not isinstance(named, Texts):
        return []
    return [
        each for each in named if isinstance(each, Entry) and isinstance(each.title, Text) and not each.title.pending
    ]


def is_elsewhere(register: Register, protocol: Protocol) -> bool:
    """Whether a protocol has no assessment.yaml and names an impact assessment that is kept elsewhere."""
    named = (each.text("title") for each in picture(register, protocol).things("impact_assessments"))
    return protocol.id not in register.assessments and any(named)


def lead(assessed: Assessed) -> str:
    """Return what follows from the ratings and approvals, in a few sentences for a reader in a hurry."""
    return " ".join(_lead(assessed)) if assessed.written else assessed.screening.verdict.sentence


def _lead(assessed: Assessed) -> Iterator[str]:
    if assessed.is_approved:
        days = [assessed.entry.day("approvals", name) for name in ("measures_on", "residual_on")]
        yield f"Approved on {long_date(str(max(each for each in days if each)))}." if any(days) else "Approved."
    yield assessed.screening.verdict.sentence
    if not assessed.risks:
        return
    unrated = sum(each.inherent is None or each.remains is None for each in assessed.risks)
    yield _counted(len(assessed.risks), "risk is described.", "risks are described.")
    before, after = assessed.highest(residual=False), assessed.highest()
    if before and after:
        yield f"The highest is {before.title.lower()} before the measures and {after.title.lower()} with them."
    if unrated:
        yield _counted(unrated, "is not rated in full.", "are not rated in full.")
    if assessed.rest_on_measures_to_come:
        yield stands_today(assessed)


def _counted(number: int, one: str, several: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {several}"


def missing(assessed: Assessed) -> Texts:
    """Return what is missing before the assessment may be approved, the first few of it."""
    found = [each.words for each in assessed.missing]
    more = len(found) - _MOST
    shown = found if more <= 1 else [*found[:_MOST], f"{more} more points, which the check lists."]
    file = assessed.source.file
    return Texts(tuple(Text(each, file, ("missing", i), "Missing", each) for i, each in enumerate(shown)), prose=True)
