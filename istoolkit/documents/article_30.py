"""The register of processing activities that UK GDPR Article 30(1) asks of controllers, drawn from the definitions.

Section 61 of the Data Protection Act 2018 asks the same of those that process for law enforcement: their rows say so. It
says what the definitions say and nothing else. What they leave out is “Not stated”, for an officer to fill in.
"""

from collections.abc import Iterable, Sequence

from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.facts import date_of, marking_of
from istoolkit.documents.processing.activities import Activity, activities, controllers
from istoolkit.documents.processing.columns import HEADS, PARTICULARS
from istoolkit.documents.processing.described import NOT_STATED, Described
from istoolkit.documents.processing.whose import controller_names, goes_by, member_called, organisation_called
from istoolkit.documents.status import stamp_of_all
from istoolkit.documents.tables import Book, Cell, Column, Table
from istoolkit.documents.view import Library
from istoolkit.documents.word.properties import EARLIEST
from istoolkit.words import listed

_TBC = "To be confirmed"
_KEY = (("open", _TBC), ("not", NOT_STATED))
_ABOUT = (
    "A row for each controller, purpose and lawful basis. The columns follow the Information Commissioner's template."
)
NOTES = (
    "All of this is drawn from the protocols. “Not stated” marks what they do not say. Fill that in from your own records.",
    "It covers what is shared under these protocols. A controller's own register has its other processing too.",
    "Processors have no rows of their own. They are among the recipients, with their contracts.",
    "A class of organisations, such as schools, has one row for all its members. Each member is a controller for itself.",
    "Rows for law enforcement processing name section 61 of the Data Protection Act 2018, which asks for their record.",
)
"""What a reader must know of any register of processing activities. The gaps of this one come after it in a book."""


class NoController(Exception):
    """No controller goes by the name that was asked for. ``known`` is what the controllers are called."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"No controller in these protocols is called “{name}”.")
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
    found = [(seen, [each for each in activities(seen) if _is_wanted(each, controller)]) for seen in pictures]
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
        notes=(*NOTES, *(note for seen, these in found for note in _gaps(seen, described, these, controller))),
        creator=str(register.setting("partnership") or ""),
        date=max((date_of(each.protocol) for each in pictures), default=EARLIEST),
        running=f"Register of processing activities: {called}" if called else "",
        marking=marking_of(each.protocol for each in pictures),
        stamp=stamp_of_all(register, [each.protocol for each in pictures]),
    )


def _is_wanted(each: Activity, controller: str) -> bool:
    return not controller or goes_by(each.picture, each.party, controller)


def _called(found: Sequence[Activity], controller: str) -> str:
    """Return what the controller that was asked for is called; "" where none was."""
    if not controller or not found:
        return ""
    organisation = organisation_called(found[0].picture.register, controller)
    members = [member_called(each.picture, each.party, controller) for each in found]
    return organisation or next(filter(None, members), found[0].party.called)


def _row(each: Activity, words: Described) -> tuple[Cell, ...]:
    return tuple(_cell(particular.words(each, words)) for particular in PARTICULARS)


def _cell(words: str) -> Cell:
    tone = "open" if _TBC in words else "not" if words == NOT_STATED else ""
    return Cell(words, tone)


def _table(rows: tuple[tuple[Cell, ...], ...]) -> Table:
    columns = tuple(Column(each.heading, each.width) for each in PARTICULARS)
    none = "These protocols name no purpose of processing."
    return Table("processing-activities", "Processing activities", _ABOUT, columns, rows, HEADS, _KEY, none)


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
