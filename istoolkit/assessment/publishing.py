"""Whether the public summary of an assessment may be published: somebody cleared this version of it."""

import datetime
from typing import NamedTuple

from istoolkit.assessment.assessed import Assessed


class Clearing(NamedTuple):
    """Who cleared a summary for publication, and when; "" and None where it is not said."""

    by: str
    on: datetime.date | None


def clearing(assessed: Assessed) -> Clearing:
    """Return what the file says of clearing its public summary."""
    return Clearing(assessed.post("public_summary", "cleared_by"), assessed.entry.day("public_summary", "cleared_on"))


def is_cleared(assessed: Assessed) -> bool:
    """Whether the summary may be published: a post cleared it on a day, the assessment is approved, and it was not written
    anew since."""
    by, on = clearing(assessed)
    written = assessed.entry.day("date")
    return bool(by and on and assessed.is_approved and (written is None or on >= written))
