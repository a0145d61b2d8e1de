"""The index page of a folder of documents, from the record of what was built."""

from collections.abc import Callable, Collection, Iterator, Sequence

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import load
from istoolkit.documents import index_page
from istoolkit.documents.facts import facts_of, language_of, marking_of, partnership_of
from istoolkit.documents.kinds import kinds
from istoolkit.documents.record import Record
from istoolkit.documents.shelves import AGREED, DRAFT, UNDER_WAY, WHOLE, Shelf, Written, seen_from
from istoolkit.documents.stamp import DRAFTS, MIXED, SIGNED_OFF, Stamp
from istoolkit.documents.status import stamp_of

_ASSESSMENT, _SUMMARY = "assessment", "Summary for the public"
"""The kind of document that has a summary for the public once someone has written an assessment."""


def write_index(register: Register, record: Record, older: Collection[tuple[str, str]] = ()) -> None:
    """Bring what the record says of each protocol up to date and write the index page. Raises CouldNotWrite.

    ``older`` are the shelves and kinds whose documents are older than the register.
    """
    root = seen_from(record.out, register.root)
    for protocol in register.checked():
        if protocol.id in record.shelves:
            _describe(record.shelves[protocol.id], register, protocol)
            record.shelves[protocol.id].root = root
    order = sorted(record.shelves.keys() - {WHOLE}, key=_place(record))
    shelves = [_shelf(key, record.shelves[key], older) for key in order]
    whole = record.shelves.get(WHOLE, Shelf())
    whole.root = root if register.whole else whole.root
    whole.title, whole.about = "All protocols together", "What is made of the register as a whole."
    content = index_page.index(
        partnership_of(register, None) or "Register",
        _shelf(WHOLE, whole, older),
        shelves,
        language=language_of(register, None),
        marking=marking_of(register.checked()),
        stamp=_stamp(record),
        own=register.root / "templates" / "page",
        on=long_date(str(register.on)) if register.on else "",
    )
    record.put_index(content)


def _describe(shelf: Shelf, register: Register, protocol: Protocol) -> None:
    shelf.title = protocol.text("title") or protocol.id
    shelf.above = [each.id for each in register.above(protocol)]
    shelf.about = " ".join(protocol.text("summary").split())
    shelf.stage = _stage(stamp_of(register, protocol))
    ours = ("Partnership", partnership_of(register, None))
    shelf.facts = [("Identifier", protocol.id), *(each for each in facts_of(register, protocol) if each != ours)]


def _stamp(record: Record) -> Stamp:
    """Return what is said of all the documents together, from how each protocol stood when it was last looked at."""
    found = [shelf.stage for name, shelf in record.shelves.items() if name != WHOLE]
    if found and all(each == AGREED for each in found):
        return SIGNED_OFF
    return DRAFTS if all(each == DRAFT for each in found) else MIXED


def _stage(stamp: Stamp) -> str:
    return AGREED if stamp.agreed else DRAFT if stamp.name == DRAFTS.name else UNDER_WAY


def _place(record: Record) -> Callable[[str], tuple[int, str, str]]:
    """Return what protocols are put in order by: their tier from the framework down, then their title."""
    tier = load("protocol").fields["tier"]
    tiers = list(tier.allowed.values())

    def place(name: str) -> tuple[int, str, str]:
        shelf = record.shelves[name]
        said = dict(shelf.facts).get(tier.title, "")
        return tiers.index(said) if said in tiers else len(tiers), shelf.title.casefold(), name

    return place


def _shelf(key: str, shelf: Shelf, older: Collection[tuple[str, str]]) -> index_page.Shelf:
    kinds_here = [kind for kind in dict.fromkeys([*kinds(), *shelf.documents]) if kind in shelf.documents]
    made = [
        each for kind in kinds_here for each in _of_kind(key, kind, shelf.documents[kind].files, (key, kind) in older)
    ]
    return index_page.Shelf(shelf.title, shelf.about, tuple(shelf.facts), tuple(made), key)


def _of_kind(key: str, kind: str, files: Sequence[Written], older: bool) -> Iterator[index_page.Made]:
    group = kinds()[kind].group if kind in kinds() else ""
    for file in files:
        yield index_page.Made(file.words, f"{key}/{file.name}", file.format, group, older, file.note)
    if kind == _ASSESSMENT and files and all(file.words != _SUMMARY for file in files):
        yield index_page.Made(_SUMMARY, "", "none yet", group)
