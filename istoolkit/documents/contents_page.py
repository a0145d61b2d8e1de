"""The index page of a folder of documents, from the record of what was built."""

from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents import index_page
from istoolkit.documents.facts import facts_of, language_of, partnership_of
from istoolkit.documents.kinds import kinds
from istoolkit.documents.record import WHOLE, Record, Shelf
from istoolkit.files import write_whole

NAME = "index.html"


def write_index(register: Register, record: Record) -> None:
    """Bring what the record says of each protocol up to date and write the index page. Raises CouldNotWrite."""
    for protocol in register.checked():
        if protocol.id in record.shelves:
            _describe(record.shelves[protocol.id], register, protocol)
    shelves = [_shelf(key, each) for key, each in sorted(record.shelves.items()) if key != WHOLE]
    whole = record.shelves.get(WHOLE, Shelf())
    whole.title, whole.about = "All protocols together", "What is made of the register as a whole."
    content = index_page.index(
        partnership_of(register, None) or "Register",
        _shelf(WHOLE, whole),
        shelves,
        language=language_of(register, None),
        own=register.root / "templates" / "page",
    )
    path = record.out / NAME
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path, content)


def _describe(shelf: Shelf, register: Register, protocol: Protocol) -> None:
    shelf.title = protocol.text("title") or protocol.id
    shelf.about = " ".join(protocol.text("summary").split())
    shelf.facts = [("Identifier", protocol.id), *facts_of(register, protocol)]


def _shelf(key: str, shelf: Shelf) -> index_page.Shelf:
    order = [*kinds(), *shelf.documents]
    made = [
        index_page.Made(file.words, f"{key}/{file.name}", file.format)
        for kind in dict.fromkeys(order)
        if kind in shelf.documents
        for file in shelf.documents[kind].files
    ]
    return index_page.Shelf(shelf.title, shelf.about, tuple(shelf.facts), tuple(made))
