"""The register of processing activities that UK GDPR Article 30(1) asks of controllers, drawn from the definitions.

Section 61 of the Data Protection Act 2018 asks the same of those that process for law enforcement: their rows say so. It
says what the definitions say and nothing else. What they leave out is “Not stated”, for an officer to fill in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.facts import date_of, marking_of
from istoolkit.documents.processing.activities import Activity, activities, controllers
from istoolkit.documents.processing.columns import HEADS, PARTICULARS
from istoolkit.documents.processing.described import NOT_STATED, Described
from istoolkit.documents.processing.whose import controller_names, goes_by, member_of, organisation_called
from istoolkit.documents.status import stamp_of_all
from istoolkit.documents.tables import Book, Cell, Column, Table
from istoolkit.documents.view import Library
from istoolkit.documents.word.properties import EARLIEST
from istoolkit.words import listed

_TBC = "To be confirmed"
KEY = (("open", _TBC), ("not", NOT_STATED))
"""The tones of cells with what they stand for."""
_ABOUT = (
    "A row for each controller, purpose and lawful basis. The columns follow the Information Commissioner's template."
)
NOTES = (
    "All of this is drawn from the protocols. “Not stated” marks what they do not say. Fill that in from your own records.",
    "It covers what is shared under these protocols. A controller's own register has its other processing too.",
    "Processors have no rows of their own. They are among the recipients, with their contracts. Their own record is another.",
    "A class of organisations, such as schools, has one row for all its members. Each member is a controller for itself.",
    "Rows for law enforcement processing name section 61 of the Data Protection Act 2018, which asks for their record.",
)
"""What a reader must know of any register of processing activities. The gaps of this one come after it in a book."""


class NoController(Exception):
    """No controller, or no processor, goes by the name that was asked for. ``known`` is what they are called."""

    def __init__(self, name: str, known: Sequence[str], role: str = "controller") -> None:
        super().__init__(f"No {role} in these protocols is called “{name}”.")
        self.known = tuple(known)


def processing_book(register: Register, protocols: Iterable[Protocol], controller: str = "") -> Book:
    """Return the register of processing activities under some protocols.

    Args:
        register: the register they belong to.
        protocols: the protocols to go through, in order.
        controller: what one organisation or class is called, or a member of a class; all where it is empty.

    Raises NoController where no controller goes by that name.
    """
    pictures = [picture(register, protocol) for protocol in protocols]
    wanted = [(seen, [each for each in activities(seen) if _is_wanted(each, controller)]) for seen in pictures]
    found = [(seen, [_of_member(each, controller) for each in these if not each.is_idle]) for seen, these in wanted]
    if controller and not any(goes_by(seen, party, controller) for seen in pictures for party in controllers(seen)):
        raise NoController(controller, controller_names(pictures))
    library = Library(register)
    described = {seen.protocol.id: Described(library, seen.protocol, seen) for seen in pictures}
    rows = tuple(_row(each, described[seen.protocol.id]) for seen, these in found for each in these)
    called = _called([each for _, these in found for each in these], controller)
    return Book(
        title="Register of processing activities",
        subtitle=f"What {called} does with personal data that is shared" if called else "For every controller",
        tables=(_table(rows),),
        facts=_facts(register, pictures, called, len(rows)),
        notes=(
            *NOTES,
            *(note for seen, these in found for note in _gaps(seen, described, these, controller)),
            *_left_out([each for _, these in wanted for each in these if each.is_idle]),
        ),
        creator=str(register.setting("partnership") or ""),
        date=max((date_of(each.protocol) for each in pictures), default=EARLIEST),
        running=f"Register of processing activities: {called}" if called else "",
        marking=marking_of(each.protocol for each in pictures),
        stamp=stamp_of_all(register, [each.protocol for each in pictures]),
    )


def _is_wanted(each: Activity, controller: str) -> bool:
    return not controller or goes_by(each.picture, each.party, controller)


def _of_member(each: Activity, controller: str) -> Activity:
    """Return an activity as that of the member of a class that was asked for; as it is where none was."""
    member = member_of(each.picture, each.party, controller) if controller else {}
    return replace(each, member=member) if member else each


def _left_out(idle: Sequence[Activity]) -> Iterable[str]:
    if idle:
        named = "; ".join(each.reference for each in idle)
        yield f"Left out, because no flow of the protocol serves them ({len(idle)}): {named}."


def _called(found: Sequence[Activity], controller: str) -> str:
    """Return what the controller that was asked for is called; "" where none was."""
    if not controller or not found:
        return ""
    organisation = organisation_called(found[0].picture.register, controller)
    members = [str(each.member.get("name", "")) for each in found]
    return organisation or next(filter(None, members), found[0].party.called)


def _row(each: Activity, words: Described) -> tuple[Cell, ...]:
    return tuple(cell(particular.words(each, words)) for particular in PARTICULARS)


def cell(words: str) -> Cell:
    """Return words as a cell, which shows what is open or not stated."""
    tone = "open" if _TBC in words else "not" if words == NOT_STATED else ""
    return Cell(words, tone)


def _table(rows: tuple[tuple[Cell, ...], ...]) -> Table:
    columns = tuple(Column(each.heading, each.width) for each in PARTICULARS)
    none = "These protocols name no purpose of processing."
    return Table("processing-activities", "Processing activities", _ABOUT, columns, rows, HEADS, KEY, none)


def _facts(register: Register, pictures: Sequence[Picture], called: str, number: int) -> tuple[tuple[str, str], ...]:
    named = [f"{each.protocol.text('title')} (version {each.protocol.text('version')})" for each in pictures]
    facts = [
        ("Partnership", str(register.setting("partnership") or NOT_STATED)),
        ("Controller", called),
        ("Processing activities", str(number)),
        ("Drawn from", "\n".join(named)),
        ("Made for", "UK GDPR Article 30(1); Data Protection Act 2018 section 61"),
    ]
    return tuple((label, value) for label, value in facts if value)


def _gaps(seen: Picture, described: dict[str, Described], rows: Sequence[Activity], controller: str) -> Iterable[str]:
    """Yield what a reader would miss: a protocol without rows, and lists that are wholly to be confirmed."""
    title = seen.protocol.text("title") or seen.protocol.id
    if not rows and not (controller and seen.purposes):
        purposes = [str(each.title) for each in seen.purposes.values()]
        why = f"names no controllers for its purposes ({listed(purposes, 'and')})" if purposes else "names no purposes"
        yield f"{title} has no rows: it {why}."
    for each in described[seen.protocol.id].view["unknown"]:
        yield f"{title}, {each.label.lower()}: {each}"
