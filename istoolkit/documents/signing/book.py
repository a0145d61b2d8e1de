"""The register of signatures: where every protocol stands, who has signed, and the record itself, as tables.

There are two forms of it. That to filter has a row for each signatory and entry of all protocols, with a column for each
particular. That to read has the same for one protocol after the other, and leaves out those nothing is recorded of.
"""

from collections.abc import Iterator, Sequence

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.facts import language_of, marking_of, partnership_of
from istoolkit.documents.signing import told
from istoolkit.documents.signing.digests import short
from istoolkit.documents.signing.rows import (
    ENTRY_KEY,
    KEY,
    STATE_KEY,
    Standings,
    Written,
    answer,
    asked_on,
    because,
    digest_cell,
    happened,
    particulars,
    post_of,
    recorded,
    reply_by,
    way_of,
)
from istoolkit.documents.tables import Book, Cell, Column, Table
from istoolkit.documents.word.properties import EARLIEST
from istoolkit.documents.wording import told as plain
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.standing import Signature

TITLE = "Register of signatures"

_DRAWN = "All of this is drawn from the record of sign-off of each protocol. Nobody types it here."
_DIGEST = (
    "The digest tells exactly which words were signed. Its first twelve letters and figures are shown. "
    "It stands at the foot of each page of the protocol too."
)
_TIME = "Times are in world time (UTC)."
_SORTED = "Days are written year-month-day, so that they sort."
_LEFT_OUT = (
    "Protocols of which nothing is recorded are in the first table alone. The Excel file lists who is to sign them."
)

_PROTOCOLS = (
    *(Column("Protocol", 30), Column("Version", 8), Column("State", 16), Column("Signatures", 22)),
    *(Column("Still missing", 30), Column("Signed off on", 16), Column("In force from", 16)),
    *(Column("Review due", 16), Column("Digest", 15)),
)
_SIGNATORIES = (
    *(Column("Protocol", 24), Column("Organisation", 26), Column("Answer", 14), Column("Must sign", 8)),
    *(Column("Name", 18), Column("Post", 18), Column("Date", 12), Column("Way of signing", 18)),
    *(Column("Version", 8), Column("Conditions or reason", 24), Column("Evidence", 24), Column("Asked since", 16)),
    Column("Reply by", 16),
)
_ENTRIES = (
    *(Column("Protocol", 24), Column("Recorded at", 19), Column("What happened", 16), Column("Organisation", 24)),
    *(Column("Name", 18), Column("Post", 18), Column("Date", 16), Column("Way of signing", 18), Column("Version", 8)),
    *(Column("Particulars", 34), Column("Evidence", 24), Column("Digest", 15), Column("Digest of the entry", 15)),
)
_WHO = (
    *(Column("Organisation", 26), Column("Answer", 14), Column("Must sign", 8), Column("Person and post", 28)),
    *(
        Column("Date", 16),
        Column("Way of signing", 18),
        Column("Conditions, reason, evidence", 30),
        Column("Asked", 16),
    ),
)
_HAPPENED = (
    *(Column("Recorded at", 16), Column("What happened", 16), Column("Organisation", 22)),
    *(Column("Person and post", 24), Column("Date and way", 20), Column("Particulars and evidence", 36)),
    *(Column("Version and digest", 16), Column("Digest of the entry", 14)),
)


def book_to_filter(register: Register, protocols: Sequence[Protocol]) -> Book:
    """Return the register of signatures of some protocols for a spreadsheet."""
    found = [Standings(register, each) for each in protocols]
    signatures = tuple(_signatory(each, one) for each in found for one in each.signatures)
    entries = tuple(_entry(each, one) for each in found for one in each.entries)
    about = "A row for each organisation that signs a protocol. Each member of an open class signs for itself."
    happened_so = "Every entry of the record, the oldest first. An entry is never changed: a later one takes its place."
    tables = (
        _protocols(found, str),
        Table(
            "signatures", "Who has signed", about, _SIGNATORIES, signatures, 2, KEY, "No protocol is signed by anyone."
        ),
        Table("record", "The record", happened_so, _ENTRIES, entries, 2, ENTRY_KEY, "Nothing is recorded yet."),
    )
    return _book(register, found, tables, (_DRAWN, _DIGEST, _TIME, _SORTED))


def book_to_read(register: Register, protocols: Sequence[Protocol]) -> Book:
    """Return the register of signatures of some protocols for paper."""
    found = [Standings(register, each) for each in protocols]
    tables = (_protocols(found, long_date), *(table for each in found if each.begun for table in _of_one(each)))
    notes = (_DRAWN, _DIGEST, _TIME, *([] if all(each.begun for each in found) else [_LEFT_OUT]))
    return _book(register, found, tables, notes)


def _book(register: Register, found: Sequence[Standings], tables: tuple[Table, ...], notes: tuple[str, ...]) -> Book:
    return Book(
        title=TITLE,
        subtitle="Who agreed to exactly what",
        tables=tables,
        facts=tuple(_facts(register, found)),
        notes=notes,
        creator=partnership_of(register, None),
        language=language_of(register, None),
        date=max((one.text("recorded")[:10] for each in found for one in each.entries), default="") or EARLIEST,
        draft=False,
        marking=marking_of(each.protocol for each in found),
    )


def _facts(register: Register, found: Sequence[Standings]) -> Iterator[tuple[str, str]]:
    if partnership := partnership_of(register, None):
        yield "Partnership", partnership
    yield "Protocols", str(len(found))
    yield "Agreed", str(sum(each.agreed for each in found))
    yield "Awaiting signatures", str(sum(each.state == "awaiting" for each in found))


def _protocols(found: Sequence[Standings], written: Written) -> Table:
    about = (
        "A row for each protocol. A signature counts where it was given to what the protocol says today. Under Signatures, "
        "those that must sign come first, and then the members of each open class."
    )
    rows = tuple(tuple(each.row(written)) for each in found)
    return Table(
        "protocols", "Where the protocols stand", about, _PROTOCOLS, rows, 1, STATE_KEY, "There is no protocol."
    )


def _signatory(of: Standings, each: Signature) -> tuple[Cell, ...]:
    entry = each.entry
    given = (
        entry.text("name") if entry else "",
        post_of(each),
        entry.date if entry else "",
        way_of(entry),
        entry.version if entry else "",
        because(entry),
        told.evidence(entry) if entry else "",
        asked_on(each, str),
        reply_by(each, str),
    )
    return (Cell(of.title), Cell(plain(each.signatory.title)), answer(each), _must(each), *map(Cell, given))


def _must(each: Signature) -> Cell:
    return Cell("Yes" if each.signatory.required else "No")


def _entry(of: Standings, entry: Entry) -> tuple[Cell, ...]:
    words = (
        *(of.title, recorded(entry), happened(entry), of.whose(entry)),
        *(entry.text("name"), entry.text("post"), entry.date, way_of(entry), entry.version),
        *(particulars(entry), told.evidence(entry), short(entry.digest)),
    )
    return (*map(Cell, words), digest_cell(entry))


def _of_one(of: Standings) -> Iterator[Table]:
    """Yield the tables of one protocol to read."""
    name = of.protocol.id
    signatures, entries = tuple(map(_who, of.signatures)), tuple(_happened(of, each) for each in of.entries)
    yield Table(f"{name}-signatures", f"{of.title}: who has signed", "", _WHO, signatures, 1, KEY, "Nobody signs it.")
    yield Table(
        f"{name}-record", f"{of.title}: the record", "", _HAPPENED, entries, 1, ENTRY_KEY, "Nothing is recorded yet."
    )


def _who(each: Signature) -> tuple[Cell, ...]:
    entry = each.entry
    version = f"Signed version {entry.version}." if entry and each.answer in ("stands", "again") else ""
    said = (because(entry), told.evidence(entry) if entry else "", version)
    since, by = asked_on(each, long_date), reply_by(each, long_date)
    asked = (f"Since {since}" if since else "", f"By {by}" if by else "")
    words = (
        _joined(entry.text("name") if entry else "", post_of(each)),
        long_date(entry.date) if entry else "",
        way_of(entry),
        "\n".join(filter(None, said)),
        "\n".join(filter(None, asked)),
    )
    return (Cell(plain(each.signatory.title)), answer(each), _must(each), *map(Cell, words))


def _happened(of: Standings, entry: Entry) -> tuple[Cell, ...]:
    words = (
        *(recorded(entry), happened(entry), of.whose(entry)),
        _joined(entry.text("name"), entry.text("post")),
        _joined(long_date(entry.date), way_of(entry)),
        "\n".join(filter(None, (particulars(entry), told.evidence(entry)))),
        _joined(entry.version, short(entry.digest)),
    )
    return (*map(Cell, words), digest_cell(entry))


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))
