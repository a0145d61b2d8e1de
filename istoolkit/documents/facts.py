"""What every document about a protocol says of it first: its version, where it stands, when it is looked at again."""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import date, long_date, to_be_confirmed
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.reviews import review_due
from istoolkit.definitions.schema import load
from istoolkit.documents.status import status_of
from istoolkit.documents.word.properties import EARLIEST
from istoolkit.documents.wording import Titles, told

MARKING_OPEN = "Marking to be confirmed"
_MARKINGS = ("OFFICIAL", MARKING_OPEN, "OFFICIAL-SENSITIVE")
"""The markings from the lowest up. One that is not known yet may turn out higher than OFFICIAL."""


def facts_of(register: Register, protocol: Protocol) -> tuple[tuple[str, str], ...]:
    """Return the particulars of a protocol that are said, each a label with a value."""
    return tuple((label, value) for label, value in _facts(register, protocol) if value)


def _facts(register: Register, protocol: Protocol) -> Iterator[tuple[str, str]]:
    fields = load("protocol").fields
    status = status_of(register, protocol)
    yield "Status", status.stamp.words
    yield "Version in force", status.earlier
    yield fields["reference"].title, told(protocol.text("reference"))
    yield fields["version"].title, told(protocol.text("version"))
    yield fields["tier"].title, fields["tier"].allowed.get(protocol.text("tier"), told(protocol.text("tier")))
    yield fields["in_force"].title, long_date(told(protocol.text("in_force")))
    last = long_date(told(protocol.text("expires")))
    yield fields["expires"].title, f"{last} (it has ended)" if has_ended(register, protocol) else last
    yield "Next review due", long_date(review_due(protocol)) or told(protocol.data.get("review"))
    yield fields["owner"].title, _owner(register, protocol)
    yield "Partnership", partnership_of(register, protocol)
    yield fields["marking"].title, told(protocol.text("marking"))


def partnership_of(register: Register, protocol: Protocol | None) -> str:
    """Return what the partnership of a protocol calls itself, or that of the register."""
    return told((protocol.text("partnership") if protocol else "") or register.setting("partnership"))


def marking_of(protocols: Iterable[Protocol]) -> str:
    """Return the protective marking of what is made of some protocols: the highest of theirs; "" where none has one.

    The Government Security Classifications Policy (Cabinet Office) has the marking on each page of a document.
    """
    said = {_marking(each.text("marking")) for each in protocols}
    return next((each for each in reversed(_MARKINGS) if each in said), "")


def _marking(said: str) -> str:
    return MARKING_OPEN if to_be_confirmed(said) else said


def title_of(protocol: Protocol) -> str:
    """Return what a protocol is called: its title, or its identifier where it has none."""
    return told(protocol.text("title")) or protocol.id


def running_title(document: str, protocol: Protocol) -> str:
    """Return what stands at the head of each page: the document, the protocol it is about, and its version."""
    version = protocol.text("version")
    known = f", version {version}" if version and not to_be_confirmed(version) else ""
    return f"{document}: {title_of(protocol)}{known}"


def has_ended(register: Register, protocol: Protocol) -> bool:
    """Whether the last day of a protocol is before the day looked at; no where it has none, or no day is looked at."""
    last = date(protocol.text("expires"))
    return last is not None and register.on is not None and last < register.on


def _owner(register: Register, protocol: Protocol) -> str:
    owner = protocol.text("owner")
    return told(owner) if to_be_confirmed(owner) else Titles(register).of(protocol, "organisation", owner)


def date_of(protocol: Protocol) -> str:
    """Return the date that documents of a protocol carry, as an ISO date: that of its last change. No clock goes in."""
    said = [str(change.get("date", "")) for _, change in protocol.entries("changes")]
    return max((each for each in said if date(each)), default="") or _begins(protocol)


def _begins(protocol: Protocol) -> str:
    begins = protocol.text("in_force")
    return begins if date(begins) else EARLIEST


def language_of(register: Register, protocol: Protocol | None) -> str:
    """Return the language that documents of a protocol, or of the register, are in, such as ``cy-GB``."""
    said = [protocol.text("language") if protocol else "", register.setting("language")]
    return next((each for each in said if isinstance(each, str) and each and not to_be_confirmed(each)), "en-GB")
