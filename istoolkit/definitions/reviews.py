"""When a protocol is to be looked at again."""

from istoolkit.definitions.formats import later
from istoolkit.definitions.register import Protocol


def review_due(protocol: Protocol) -> str:
    """Return the day by which a protocol is to be reviewed, as 2026-12-01; empty where it cannot be worked out.

    It is counted from the last review, or from the first day on which the protocol applies.
    """
    review = protocol.data.get("review")
    if not isinstance(review, dict):
        return ""
    start = str(review.get("last") or protocol.text("in_force"))
    return later(start, str(review.get("every", "")))
