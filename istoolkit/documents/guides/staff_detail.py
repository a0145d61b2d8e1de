"""How much a staff guide says, from the least to all, and what is wanted first where there is room."""

from typing import Any, NamedTuple

from istoolkit.documents.guides.staff_shares import Level


class Detail(NamedTuple):
    """How much each part of a guide says. 0 is the least, which must fit."""

    flows: Level = "titles"
    agreement: int = 0
    steps: int = 0
    kept_back: int = 0
    requests: int = 0
    before: int = 0
    notes: int = 0
    contacts: int = 0
    duties: int = 0
    myths: int = 0
    recording: int = 0
    rules: int = 0


MORE: tuple[dict[str, Any], ...] = (
    {"flows": "grouped"},
    {"flows": "numbered"},
    {"before": 1},
    {"myths": 1},
    {"agreement": 1},
    {"requests": 1},
    {"duties": 1},
    {"flows": "brief"},
    {"myths": 2},
    {"steps": 1},
    {"contacts": 1},
    {"agreement": 2},
    {"notes": 1},
    {"kept_back": 1},
    {"recording": 1},
    {"steps": 2},
    {"duties": 2},
    {"myths": 3},
    {"requests": 2},
    {"flows": "full"},
    {"before": 2},
    {"agreement": 3},
    {"rules": 1},
)
"""What is said besides where there is room for it, the most wanted first."""

FULL = Detail("full", 3, 2, 1, 2, 2, 1, 1, 2, 3, 1, 1)
"""All of it."""
