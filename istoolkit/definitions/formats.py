"""What texts of each format look like: dates, durations, identifiers and the rest."""

import calendar
import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

YES = ("yes", "true")
"""How a file says yes."""

NO = ("no", "false")
"""How a file says no."""

NOT_STATED = "Not stated"
"""What a reader sees where a definition says nothing."""

TO_BE_CONFIRMED = "To be confirmed"
"""What a reader sees of what is not known yet."""

UNITS = {"hour": 1, "day": 24, "week": 168, "month": 730, "year": 8760}
"""Hours in each unit of a duration. A month counts as a twelfth of 365 days."""

LONGEST = 200 * UNITS["year"]
"""The longest duration, in hours."""

LAST_YEAR = 9990
"""The last year of a date. The calendars of programs end with 9999."""

_DURATION = re.compile(r"([1-9]\d{0,3}) (working )?(hour|day|week|month|year)s?\Z")
_OTHER_TBC = re.compile(
    r"\s*(?:t\.?b\.?[acd]\.?|to be (?:advised|agreed|confirmed|decided|determined))[\s.?]*\Z", re.IGNORECASE
)
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_VERSION = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,3}\Z")
_NUMBER = re.compile(r"\d{1,6}\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_LINK = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class Format(NamedTuple):
    """A format: whether a text has it, and how to say what is wanted."""

    fits: Callable[[str], bool]
    wanted: str


def to_be_confirmed(value: object) -> bool:
    """Whether a value is marked as not yet known: a text that starts with the word TBC."""
    return isinstance(value, str) and value[:3] == "TBC" and not value[3:4].isalnum()


def awaited(value: str) -> str:
    """Return what is said after TBC: who decides, or what is awaited. Empty where nothing is."""
    return value.removeprefix("TBC").lstrip(" :-–—")


def confirmed_later(value: str) -> str:
    """Return a value that is to be confirmed in the words of a reader: “To be confirmed: who decides”."""
    return f"{TO_BE_CONFIRMED}: {awaited(value)}" if awaited(value) else TO_BE_CONFIRMED


def is_nothing(value: object) -> bool:
    """Whether a text says nothing: it is blank, or it is YAML's word for nothing."""
    return isinstance(value, str) and (not value.strip() or value in ("~", "null", "Null", "NULL"))


def says_tbc(text: str) -> bool:
    """Whether a text says in other words that it is not known yet: “tbd”, “To be confirmed”."""
    return bool(_OTHER_TBC.match(text)) and not to_be_confirmed(text)


def date(text: str) -> datetime.date | None:
    """Read a date written as 2026-12-01; None where it is not one, or so late that nothing can be reckoned from it."""
    if not _DATE.match(text):
        return None
    try:
        read = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return read if read.year <= LAST_YEAR else None


def not_a_day(text: str) -> str:
    """Say why a text that is written as a date is none; empty where it is not written as one."""
    if not _DATE.match(text):
        return ""
    return (
        f"the last year that can be reckoned with is {LAST_YEAR}"
        if int(text[:4]) > LAST_YEAR
        else "there is no such day"
    )


def duration(text: str) -> int | None:
    """Read a duration such as “12 months” as hours, for comparing; None where it is not one or is over 200 years.

    Five working days count as seven days.
    """
    match = _DURATION.match(text)
    hours = int(match[1]) * UNITS[match[3]] if match else None
    if match and hours and match[2] and match[3] == "day":
        hours = hours * 7 // 5
    return hours if hours and hours <= LONGEST else None


def long_date(said: str | datetime.date) -> str:
    """Write a date out: “1 December 2026”. A text that is not a date stays as it is."""
    day = date(said) if isinstance(said, str) else said
    return f"{day.day} {calendar.month_name[day.month]} {day.year}" if day else str(said)


def later(start: str, every: str) -> str:
    """Return the date a duration after a date, as 2026-12-01; empty where either is not known."""
    day, hours = date(start), duration(every)
    if day is None or hours is None:
        return ""
    try:
        return _later(day, every, hours).isoformat()
    except (ValueError, OverflowError):  # beyond the last year there is
        return ""


def _later(day: datetime.date, every: str, hours: float) -> datetime.date:
    number, unit = every.split(" ")[0], every.split(" ")[-1].rstrip("s")
    months = int(number) * {"year": 12, "month": 1}.get(unit, 0)
    if not months:
        return day + datetime.timedelta(hours=hours)
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return day.replace(year=day.year + year, month=month + 1, day=min(day.day, last))


def version(text: str) -> tuple[int, ...]:
    """Read a version as numbers to compare."""
    return tuple(int(part) for part in text.split("."))


def same_version(one: str, other: str) -> bool:
    """Whether two texts name the same version, as 1 and 1.0 do. What is no version is compared as it is written."""
    if not is_version(one) or not is_version(other):
        return one == other
    return _without_zeros(one) == _without_zeros(other)


def _without_zeros(text: str) -> tuple[int, ...]:
    numbers = list(version(text))
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def is_version(text: str) -> bool:
    """Whether the text is a version such as 1.2."""
    return bool(_VERSION.match(text))


def _is_file(text: str) -> bool:
    parts = text.split("/")
    return text.endswith(".csv") and "\\" not in text and ":" not in text and not {"", ".", ".."} & set(parts)


FORMATS = {
    "id": Format(
        lambda text: bool(_IDENTIFIER.match(text)) and len(text) <= 80,
        "lower-case words joined by hyphens, such as early-help",
    ),
    "date": Format(lambda text: date(text) is not None, "a date written year-month-day, such as 2026-12-01"),
    "version": Format(is_version, "numbers joined by dots, such as 1.2"),
    "duration": Format(
        lambda text: duration(text) is not None,
        "a number and a unit, such as 12 months, 5 working days or 24 hours; 200 years at most",
    ),
    "email": Format(lambda text: bool(_EMAIL.match(text)), "an e-mail address, such as sharing@northvale.example"),
    "link": Format(lambda text: bool(_LINK.match(text)), "a web address, such as northvale.example/privacy"),
    "yes-no": Format(lambda text: text in ("yes", "no", "true", "false"), "yes or no"),
    "number-or-all": Format(lambda text: text == "all" or bool(_NUMBER.match(text)), "a whole number, or all"),
    "file": Format(_is_file, "the name of a CSV file in the register, such as members/schools.csv"),
}
