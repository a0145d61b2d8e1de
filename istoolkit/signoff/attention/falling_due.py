"""What falls due in a register, and on which day: of protocols, their assessments and the organisations that take part."""

import datetime
from dataclasses import dataclass

from istoolkit.definitions.formats import later
from istoolkit.definitions.register import Protocol, Register


@dataclass(frozen=True)
class Due:
    """Something that falls due. ``kind`` is one of KINDS; ``protocol`` is its identifier, "" where an organisation is meant.

    ``about`` is the title of the protocol or organisation, ``what`` what falls due, as a sentence, and ``do`` what to do.
    ``subject`` tells it from others of its kind and protocol, and stays the same when the day is moved.
    """

    day: datetime.date
    kind: str
    protocol: str
    about: str
    what: str
    do: str
    subject: str = ""


KINDS = {
    "reply": "Answers asked for",
    "advice": "Advice asked for",
    "beginning": "Protocols that begin without every signature",
    "joining": "Parties that join",
    "review": "Reviews of protocols",
    "expiry": "Protocols that end",
    "delegation": "Authority to sign that ends",
    "condition": "Approvals that end",
    "assessment": "Reviews of impact assessments",
    "measure": "Measures to be put in place",
    "waiver": "Waivers that end",
    "registration": "Registrations with the Information Commissioner",
    "assurance": "Assurance that ends",
    "contacts": "Contact details to confirm",
    "dissolution": "Organisations that cease to exist",
}
"""What can fall due, with what a reader calls it."""


def falling_due(register: Register) -> tuple[Due, ...]:
    """Return what falls due under the protocols asked for, the earliest first; what is overdue is among it.

    Nothing of a protocol that was withdrawn, replaced or has expired. ``register.on`` is the day looked at.
    """
    from istoolkit.signoff.attention.due_of_organisations import of_organisations
    from istoolkit.signoff.attention.due_of_protocols import of_protocol

    found = [each for protocol in register.understood() for each in of_protocol(register, protocol)]
    return tuple(sorted({*found, *of_organisations(register)}, key=_in_order))


def until(found: tuple[Due, ...], last: datetime.date) -> tuple[Due, ...]:
    """Return what falls due up to a day, and what is overdue."""
    return tuple(each for each in found if each.day <= last)


def within(on: datetime.date, said: str) -> datetime.date | None:
    """Return the last day of a time such as “90d”, “90 days” or “3 months” from a day; None where it is not one."""
    number = "".join(letter for letter in said if letter.isdigit())
    unit = said.removeprefix(number).strip().lower()
    full = next((each for each in ("day", "week", "month", "year") if unit and f"{each}s".startswith(unit)), "")
    found = later(on.isoformat(), f"{number} {full}s") if said.startswith(number) and full else ""
    return datetime.date.fromisoformat(found) if found else None


def _in_order(each: Due) -> tuple[datetime.date, int, str, str, str, str]:
    return each.day, list(KINDS).index(each.kind), each.about, each.protocol, each.subject, each.what


def title_of(protocol: Protocol) -> str:
    """Return what a protocol is called in lists: its title on one line, or its identifier."""
    return " ".join(protocol.text("title").split()) or protocol.id
