"""What falls due as a calendar that Outlook and other programs open (RFC 5545).

Each event has a name that stays the same when its day is moved, so that importing the file again updates it. No clock goes
in: the stamp of an event is the last day on which something was written in the register.
"""

import datetime
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from istoolkit.definitions.formats import date
from istoolkit.definitions.register import Register
from istoolkit.signoff.attention.falling_due import KINDS, Due
from istoolkit.signoff.record import record_of

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_NAMES = uuid.UUID("5f1d2c0e-8a3b-5c77-9e42-0d6b7f3a1c58")
"""The space of names in which the names of events are made."""

_FIRST = datetime.date(2000, 1, 1)
"""The number of an event's edition is counted in days from here: an event that is put off has a higher one."""

_REMINDER = datetime.timedelta(days=30)


def calendar(register: Register, found: Sequence[Due]) -> bytes:
    """Return an iCalendar file with an event of a whole day for each that falls due, with a reminder 30 days before."""
    from icalendar import Calendar

    name = str(register.setting("partnership") or "Information sharing")
    made = Calendar()
    made.add("prodid", "-//istoolkit//Information sharing protocols//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"{name}: what falls due")
    stamp = written_on(register)
    for each in found:
        made.add_component(_event(each, name, stamp))
    return bytes(made.to_ical(sorted=False))


def written_on(register: Register) -> datetime.date:
    """Return the last day on which something was written in the register, as far as it says: the stamp of its events."""
    days = [day for text in _days(register) if (day := date(text)) and (register.on is None or day <= register.on)]
    return max(days, default=_FIRST)


def _days(register: Register) -> Iterator[str]:
    for protocol in register.protocols.values():
        yield from (str(each.get("date", "")) for _, each in protocol.entries("changes"))
        yield from (each.text("recorded")[:10] for each in record_of(register, protocol).entries)
        review = protocol.data.get("review")
        yield str(review.get("last", "")) if isinstance(review, dict) else ""
    for source in register.assessments.values():
        yield str(source.value.get("date", "")) if isinstance(source.value, dict) else ""
    for organisation in register.organisations.values():
        posts = organisation.get("posts")
        yield from (str(each.get("confirmed", "")) for each in _mappings(posts))


def _mappings(value: object) -> Iterable[dict[str, object]]:
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


def _event(each: Due, partnership: str, stamp: datetime.date) -> "Event":
    from icalendar import Event

    made = Event()
    made.add("uid", f"{uuid.uuid5(_NAMES, _named(each, partnership))}@istoolkit")
    made.add("dtstamp", datetime.datetime.combine(stamp, datetime.time(), datetime.UTC))
    made.add("sequence", max(0, (each.day - _FIRST).days))
    made.add("dtstart", each.day)
    made.add("dtend", each.day + datetime.timedelta(days=1))
    made.add("summary", f"{each.about}: {each.what.rstrip('.')}")
    made.add("description", f"{each.what}\n\nWhat to do: {each.do}{_from(each)}\n\n{partnership}")
    made.add("categories", [KINDS[each.kind]])
    made.add("transp", "TRANSPARENT")
    made.add_component(_alarm(each))
    return made


def _named(each: Due, partnership: str) -> str:
    return "\n".join((partnership, each.kind, each.protocol, each.about if not each.protocol else "", each.subject))


def _from(each: Due) -> str:
    return f"\n\nProtocol: {each.about} ({each.protocol})" if each.protocol else ""


def _alarm(each: Due) -> "Alarm":
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", f"{each.about}: {each.what}")
    made.add("trigger", -_REMINDER)
    return made
