"""The record of processing that UK GDPR Article 30(2) asks of a processor, drawn from the definitions."""

from collections.abc import Iterable

from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.things import Party
from istoolkit.documents.article_30 import KEY, NoController, cell
from istoolkit.documents.facts import date_of, marking_of
from istoolkit.documents.processing.described import NOT_STATED, Described
from istoolkit.documents.processing.for_others import PARTICULARS, is_processor, works
from istoolkit.documents.processing.whose import goes_by
from istoolkit.documents.status import stamp_of_all
from istoolkit.documents.tables import Book, Column, Table
from istoolkit.documents.view import Library
from istoolkit.documents.word.properties import EARLIEST

NOTES = (
    "All of this is drawn from the protocols. “Not stated” marks what they do not say. Fill that in from your own records.",
    "It covers what is done under these protocols. A processor's own record has its other work too.",
)
"""What a reader must know of any record of a processor."""


def is_known(register: Register, protocols: Iterable[Protocol], name: str) -> bool:
    """Whether a processor of some protocols goes by a name."""
    return any(goes_by(seen, party, name) for seen, party in _processors(register, protocols))


def _processors(register: Register, protocols: Iterable[Protocol]) -> list[tuple[Picture, Party]]:
    pictures = [picture(register, protocol) for protocol in protocols]
    return [(seen, party) for seen in pictures for party in seen.parties.values() if is_processor(party)]


def processor_book(register: Register, protocols: Iterable[Protocol], processor: str) -> Book:
    """Return the record of a processor under some protocols, with a row for each controller it works for.

    ``processor`` is what it is called. Raises NoController where no processor goes by that name.
    """
    every = _processors(register, protocols)
    found = [(seen, party) for seen, party in every if goes_by(seen, party, processor)]
    if not found:
        raise NoController(processor, list(dict.fromkeys(party.called for _, party in every)), "processor")
    library = Library(register)
    described = {seen.protocol.id: Described(library, seen.protocol, seen) for seen, _ in found}
    rows = tuple(
        tuple(cell(one.words(each, described[seen.protocol.id])) for one in PARTICULARS)
        for seen, party in found
        for each in works(seen, party)
    )
    called = found[0][1].called
    named = [f"{seen.protocol.text('title')} (version {seen.protocol.text('version')})" for seen, _ in found]
    used = [seen.protocol for seen, _ in found]
    columns = tuple(Column(each.heading, each.width) for each in PARTICULARS)
    about = "A row for each protocol and each controller that it works for."
    return Book(
        title="Record of processing as a processor",
        subtitle=f"What {called} does with personal data on behalf of controllers",
        tables=(Table("processing-for-controllers", "Processing for controllers", about, columns, rows, 2, KEY, ""),),
        facts=(
            ("Partnership", str(register.setting("partnership") or NOT_STATED)),
            ("Processor", called),
            ("Drawn from", "\n".join(dict.fromkeys(named))),
            ("Made for", "UK GDPR Article 30(2)"),
        ),
        notes=NOTES,
        creator=str(register.setting("partnership") or ""),
        date=max((date_of(each) for each in used), default=EARLIEST),
        running=f"Record of processing as a processor: {called}",
        marking=marking_of(used),
        stamp=stamp_of_all(register, used),
    )
