"""Whether the public summary of an assessment may be published: somebody cleared this version of it."""

import datetime
from typing import NamedTuple

from istoolkit.assessment.assessed import Assessed

SETTLED = (("date",), ("approvals", "measures_on"), ("approvals", "residual_on"))
"""The days on which what is summed up was settled: a summary is cleared on the last of them or later."""


class Clearing(NamedTuple):
    """Who cleared a summary for publication, and when; "" and None where it is not said."""

    by: str
    on: datetime.date | None


def clearing(assessed: Assessed) -> Clearing:
    """Return what the file says of clearing its public summary."""
    return Clearing(assessed.post("public_summary", "cleared_by"), assessed.entry.day("public_summary", "cleared_on"))


def is_cleared(assessed: Assessed) -> bool:
    """Whether the summary may be published: a post cleared it on a day that has come, the assessment is approved, and it was
    neither approved nor written anew since."""
    (by, on), today = clearing(assessed), assessed.picture.register.on
    if not by or not on or not assessed.is_approved or (today and on > today):
        return False
    return all(on >= day for path in SETTLED if (day := assessed.entry.day(*path)))
