"""The matrix as one file: its views, what it is about, and what a reader must know beside them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from istoolkit.definitions.formats import long_date, to_be_confirmed
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import load
from istoolkit.documents.drawing import Drawing
from istoolkit.documents.facts import (
    date_of,
    facts_of,
    has_ended,
    language_of,
    marking_of,
    partnership_of,
    running_title,
)
from istoolkit.documents.matrix.agreement import MEANS
from istoolkit.documents.matrix.ends import end_of, standing
from istoolkit.documents.matrix.exchanges import Carried, carried, piece_of
from istoolkit.documents.matrix.in_time import ended
from istoolkit.documents.matrix.overview import OWN_FILES, TOO_MANY, overview
from istoolkit.documents.matrix.said import heading, joined, labelled, names, title_of, words
from istoolkit.documents.matrix.views import READING, VIEWS, sides_of, tables
from istoolkit.documents.stamp import MIXED
from istoolkit.documents.status import keywords_of, stamp_of, stamp_of_all
from istoolkit.documents.tables import Book, Cell, Column, Table
from istoolkit.documents.word.properties import EARLIEST
from istoolkit.documents.wording import told
from istoolkit.words import small

TITLE = "Information sharing matrix"
MADE_FROM = (
    "This matrix is drawn from the text of the protocol. Where the two differ, the protocol that was signed counts."
)
DECIDES = "It shows what the protocol allows. The decision to share on each occasion stays with the practitioner."
_LISTS = ("parties", "purposes", "information", "circumstances", "lawfulness", "channels", "flows", "storage")


@dataclass(frozen=True, slots=True)
class _Said:
    """The register, and whether a book has its flows, which say most of what narrows them."""

    register: Register
    flows: bool


def matrix_book(
    register: Register, protocols: Iterable[Protocol], by: str | None = None, *, for_filters: bool = True
) -> Book:
    """Return the matrix of one protocol or of several together: every view, or the one that is named.

    The view of flows brings the circumstances with it, to which it refers. One protocol has drawings of its flows; several
    would have too many.
    ``for_filters`` tells whether every view takes in the long table of exchanges, which a spreadsheet filters and which is
    too long and wide to read on a page. To be read, several protocols have some tables for each of them, and what must be
    known of each stands in a table at the end: the notes keep to what concerns all.
    """
    found = list(protocols)
    single = found[0] if len(found) == 1 else None
    apart = len(found) > 1 and not for_filters
    views = _views(by, for_filters)
    shown = tables(register, found, views, apart=apart)
    said = _Said(register, "flows" in views)
    return replace(
        _frame(register, found),
        tables=(*shown, _notes_table(said, found)) if apart else shown,
        facts=facts_of(register, single) if single else tuple(_facts_of_all(register, found)),
        notes=tuple(dict.fromkeys(_notes(said, found, apart))),
        drawings=_drawings(register, single) if single and by in (None, "flows") else (),
    )


def overview_book(register: Register, protocols: Sequence[Protocol]) -> Book:
    """Return several protocols at a glance, for paper: which there are, who takes part, and what passes."""
    sides = sides_of(register, sorted(protocols, key=lambda each: _path(register, each)))
    shown = overview(register, sides)
    over = [sentence for each in protocols if (sentence := ended(register, each))]
    more = [] if any(each.id == "kinds" for each in shown) else [TOO_MANY]
    days = (f"{side.title}: {note}" for side in sides for note in _days(side.picture))
    notes = tuple(dict.fromkeys([*over, OWN_FILES, *more, DECIDES, MEANS, *days]))
    return replace(_frame(register, protocols), tables=shown, facts=tuple(_standing(register, protocols)), notes=notes)


def _path(register: Register, protocol: Protocol) -> list[str]:
    """Return the names from the top tier down to a protocol, by which those under one another stand together."""
    return [each.id for each in reversed([protocol, *register.above(protocol)])]


def _frame(register: Register, found: Sequence[Protocol]) -> Book:
    """Return a book without its tables: whose it is, of which day, and where it stands."""
    single = found[0] if len(found) == 1 else None
    partnership = partnership_of(register, single)
    return Book(
        TITLE,
        title_of(single) if single else partnership or "All protocols",
        (),
        creator=partnership,
        language=language_of(register, single),
        date=max(map(date_of, found), default=EARLIEST),
        running=running_title(TITLE, single) if single else f"{TITLE}: {partnership or 'All protocols'}",
        marking=marking_of(found),
        stamp=stamp_of_all(register, found),
        keywords=keywords_of(register, single) if single else "",
    )


def _views(by: str | None, for_filters: bool) -> tuple[str, ...]:
    if by is None:
        return tuple(VIEWS) if for_filters else READING
    return (by, "circumstances") if by == "flows" else (by,)


def _standing(register: Register, found: Sequence[Protocol]) -> Iterator[tuple[str, str]]:
    yield "Status", stamp_of_all(register, found).words
    if partnership := partnership_of(register, None):
        yield "Partnership", partnership


def _facts_of_all(register: Register, found: Sequence[Protocol]) -> Iterator[tuple[str, str]]:
    stamp = stamp_of_all(register, found)
    yield from _standing(register, found)
    for each in found:
        version, day = told(each.text("version")), long_date(told(each.text("in_force")))
        last = long_date(told(each.text("expires")))
        parts = [
            f"version {version}" if version else "",
            f"in force {day}" if day else "",
            labelled("ends on", last),
            "it has ended" if has_ended(register, each) else "",
            small(stamp_of(register, each).words) if stamp == MIXED else "",
        ]
        yield title_of(each), ", ".join(part for part in parts if part) or "Version not stated"


def _notes_table(said: _Said, found: Sequence[Protocol]) -> Table:
    """Return what must be known of each protocol beside its flows, a row for each sentence."""
    rows = [
        (Cell(title_of(each)), Cell(note))
        for each in found
        for note in dict.fromkeys((*filter(None, (ended(said.register, each),)), *_notes_of(said, each)))
    ]
    about = "What a protocol leaves out or does not let anyone share, and what else bears on its tables."
    columns = (Column("Protocol", 24), Column("What it says", 80))
    return Table("notes", "What else to know", about, columns, tuple(rows), none="There is nothing else to know.")


def _notes(said: _Said, found: Sequence[Protocol], apart: bool) -> Iterator[str]:
    """Yield the sentences that go with the views; of several protocols, each names its protocol.

    ``apart`` tells that what concerns one protocol only has a table of its own.
    """
    yield from filter(None, (ended(said.register, each) for each in found))
    yield MADE_FROM
    yield DECIDES
    for each in () if apart else found:
        title = f"{title_of(each)}: " if len(found) > 1 else ""
        yield from (f"{title}{note}" for note in _notes_of(said, each))


def _notes_of(said: _Said, protocol: Protocol) -> Iterator[str]:
    here = picture(said.register, protocol)
    flows = carried(said.register, protocol)
    if not flows:
        yield "No flow of information is stated here."
    for each in here.things("not_shared"):
        reason = words(each, "because")
        yield f"Not shared: {heading(each).rstrip('.')}.{f' {reason}' if reason else ''}"
    yield from _limits(here, flows if said.flows else ())
    for flow in flows:
        yield from (f"“{flow.flow.title}” leaves out: {title}." for title in flow.flow.barred)
    yield from _days(here)
    fields = load("protocol").fields
    for name in _LISTS:
        texts = [text for each in here.chain[:1] for text in many(each.data.get(name))]
        yield from (labelled(fields[name].title, told(text)) for text in texts if to_be_confirmed(text))


def _limits(here: Picture, flows: Sequence[Carried]) -> Iterator[str]:
    """Yield what items and purposes do not cover, but for those of these flows, which say it themselves."""
    carried_ids = {piece.id for each in flows for piece in each.pieces}
    served = {name for each in flows for name, _ in each.flow.purposes}
    for piece in (piece_of(each) for name, each in here.items.items() if name not in carried_ids):
        yield from (f"“{piece.title}” does not include: {joined(piece.excludes)}." for _ in piece.excludes[:1])
    for purpose in (each for name, each in here.purposes.items() if name not in served):
        if uses := joined(told(use) for use in names(purpose, "not_for")):
            yield f"“{heading(purpose)}” does not extend to: {uses}."


def _days(here: Picture) -> Iterator[str]:
    """Yield from when and until when parties take part, where that is said."""
    yield from (note for each in here.parties.values() if (note := standing(end_of(each, here.protocol.id))))


def _drawings(register: Register, protocol: Protocol) -> tuple[Drawing, ...]:
    from istoolkit.documents.flow_drawing import flow_drawings

    return flow_drawings(register, protocol)
