"""A bar: something that stands against recording an entry."""

from dataclasses import dataclass
from typing import Literal

Weight = Literal["hard", "reason", "note"]


@dataclass(frozen=True)
class Bar:
    """Why something should not be recorded, and the mend.

    ``weight``: hard where it cannot be recorded at all, reason where it can with a reason, note where it stops nothing.
    """

    words: str
    mend: str = ""
    weight: Weight = "hard"
