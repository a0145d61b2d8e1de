"""A timetable that adds up: what comes when, with breaks, from the minutes of each part."""

from collections.abc import Iterable
from typing import NamedTuple

from istoolkit.documents.paper import Grid

START = 9 * 60 + 30
"""When the day begins, in minutes: half past nine. Trainers move it as they need."""

BREAK, LUNCH = 15, 45
_NOON = 12 * 60
_SIT = 90
"""How many minutes people sit before a break."""
_WORTH = 30
"""How many minutes must still follow for a break to be worth it."""


class Slot(NamedTuple):
    """A line of a timetable. ``begins`` is in minutes after midnight; ``minutes`` is 0 where nobody has said."""

    begins: int
    title: str
    minutes: int


def slots(parts: Iterable[tuple[str, int]]) -> list[Slot]:
    """Return titles with their minutes as a timetable, with a break, or lunch, before people would sit for too long."""
    left, found, at, sat = list(parts), list[Slot](), START, 0
    while left:
        title, minutes = left.pop(0)
        if sat and sat + minutes > _SIT and sum(each for _, each in left) + minutes > _WORTH:
            found.append(Slot(at, "Lunch", LUNCH) if at >= _NOON else Slot(at, "Break", BREAK))
            at, sat = at + found[-1].minutes, 0
        found.append(Slot(at, title, minutes))
        at, sat = at + minutes, sat + minutes
    return found


def grid(caption: str, parts: Iterable[tuple[str, int]]) -> Grid:
    """Return a timetable as a table whose last row says when it ends and how long it took."""
    found = slots(parts)
    total = sum(each.minutes for each in found)
    rows = [(clock(each.begins), each.title, str(each.minutes) if each.minutes else "Not stated") for each in found]
    rows.append((clock(START + total), "End", f"{total} in all"))
    return Grid(caption, ("Time", "What", "Minutes"), tuple(rows), (18, 62, 20), keep=True)


def clock(minutes: int) -> str:
    """Return a time of day as GOV.UK writes it, such as “9:30am”."""
    hour, rest = divmod(minutes % (24 * 60), 60)
    return f"{hour % 12 or 12}:{rest:02}{'am' if hour < 12 else 'pm'}"
