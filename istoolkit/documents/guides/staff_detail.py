"""How much a staff guide says, from the least to all, and what is wanted first where there is room."""

from typing import Any, NamedTuple

from istoolkit.documents.guides.staff_rows import Level


class Detail(NamedTuple):
    """How much each part of a guide says. 0 is the least, which must fit."""

    flows: Level = "titles"
    agreement: int = 0
    keeping: int = 0
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
    {"flows": "brief"},
    {"keeping": 1},
    {"recording": 1},
    {"myths": 1},
    {"steps": 1},
    {"duties": 1},
    {"requests": 1},
    {"agreement": 1},
    {"contacts": 1},
    {"before": 1},
    {"notes": 1},
    {"kept_back": 1},
    {"rules": 1},
    {"myths": 2},
    {"contacts": 2},
    {"steps": 2},
    {"recording": 2},
    {"duties": 2},
    {"requests": 2},
    {"keeping": 2},
    {"steps": 3},
    {"rules": 2},
    {"flows": "full"},
    {"before": 2},
    {"agreement": 2},
)
"""What is said besides where there is room for it, the most wanted first.

What the party itself must do, whom it asks for agreement and where it tells of harm are said at every level.
"""

FULL = Detail(
    flows="full",
    agreement=2,
    keeping=2,
    steps=3,
    kept_back=1,
    requests=2,
    before=2,
    notes=1,
    contacts=2,
    duties=2,
    myths=100,
    recording=2,
    rules=2,
)
"""All of it, for the page, which has all the room there is."""
