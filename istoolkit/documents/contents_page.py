"""The index page of a folder of documents, from the record of what was built."""

from collections.abc import Callable

from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import load
from istoolkit.documents import index_page
from istoolkit.documents.facts import facts_of, language_of, marking_of, partnership_of
from istoolkit.documents.kinds import kinds
from istoolkit.documents.record import AGREED, DRAFT, UNDER_WAY, WHOLE, Record, Shelf
from istoolkit.documents.stamp import DRAFTS, MIXED, SIGNED_OFF, Stamp
from istoolkit.documents.status import stamp_of
from istoolkit.documents.works import seen_from


def write_index(register: Register, record: Record) -> None:
    """Bring what the record says of each protocol up to date and write the index page. Raises CouldNotWrite."""
    root = seen_from(record.out, register.root)
    for protocol in register.checked():
        if protocol.id in record.shelves:
            _describe(record.shelves[protocol.id], register, protocol)
            record.shelves[protocol.id].root = root
    shelves = [_shelf(key, record.shelves[key]) for key in sorted(record.shelves.keys() - {WHOLE}, key=_place(record))]
    whole = record.shelves.get(WHOLE, Shelf())
    whole.root = root if register.whole else whole.root
    whole.title, whole.about = "All protocols together", "What is made of the register as a whole."
    content = index_page.index(
        partnership_of(register, None) or "Register",
        _shelf(WHOLE, whole),
        shelves,
        language=language_of(register, None),
        marking=marking_of(register.checked()),
        stamp=_stamp(record),
        own=register.root / "templates" / "page",
    )
    record.put_index(content)


def _describe(shelf: Shelf, register: Register, protocol: Protocol) -> None:
    shelf.title = protocol.text("title") or protocol.id
    shelf.above = [each.id for each in register.above(protocol)]
    shelf.about = " ".join(protocol.text("summary").split())
    shelf.stage = _stage(stamp_of(register, protocol))
    shelf.facts = [("Identifier", protocol.id), *facts_of(register, protocol)]


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


def _shelf(key: str, shelf: Shelf) -> index_page.Shelf:
    known = kinds()
    order = [*known, *shelf.documents]
    made = [
        index_page.Made(file.words, f"{key}/{file.name}", file.format, known[kind].group if kind in known else "")
        for kind in dict.fromkeys(order)
        if kind in shelf.documents
        for file in shelf.documents[kind].files
    ]
    return index_page.Shelf(shelf.title, shelf.about, tuple(shelf.facts), tuple(made), key)
