"""The matrix: who gives what to whom. In Word, Excel, as a page and as CSV, for a protocol and for the whole register."""

from collections.abc import Iterator
from dataclasses import replace

from istoolkit.definitions.register import Protocol
from istoolkit.documents.csv_file import csv_bytes
from istoolkit.documents.excel.workbook import workbook
from istoolkit.documents.matrix.book import matrix_book
from istoolkit.documents.page import page
from istoolkit.documents.tables import Book
from istoolkit.documents.word import tables
from istoolkit.documents.workshop import File, Workshop, stem

TITLE = "Matrix"
WORDS = "Matrix: who gives what to whom"
ORDER = 2
GROUP = "To look up"
TEMPLATES = (tables.TEMPLATE,)
FOLDERS = ("page",)
PARTS = ()

FOR_FILTERS = ("exchanges",)
"""Tables with a row for each item, giver and receiver: for a spreadsheet to filter, too long to read on paper or a page."""

MOST = 5000
"""How many rows of such a table the Excel file takes in. A register with more has them in the CSV file alone."""

ON_PAPER, ON_A_PAGE = 1_000_000, 4_000_000
"""How many letters a matrix may have in Word and on a page: a register with more has it in Excel and CSV."""


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the matrix of a protocol, and the picture of its flows."""
    book = matrix_book(workshop.register, [protocol])
    yield from _files(workshop, book, _to_read(book), stem(protocol), WORDS)
    for number, drawing in enumerate(book.drawings, 1):
        more, which = (f"-{number}", f"Picture {number}") if len(book.drawings) > 1 else ("", "Picture")
        yield File(f"{stem(protocol)}-flows{more}.svg", drawing.svg.encode(), "Flows", which)


def of_register(workshop: Workshop) -> Iterator[File]:
    """Yield the matrix of all protocols together."""
    register, protocols = workshop.register, list(workshop.register.checked())
    read = matrix_book(register, protocols, for_filters=False)
    yield from _files(workshop, matrix_book(register, protocols), read, "register", WORDS)


def _to_read(book: Book) -> Book:
    """Return a book without the tables that a spreadsheet filters."""
    return replace(book, tables=tuple(each for each in book.tables if each.id not in FOR_FILTERS))


def _files(workshop: Workshop, book: Book, read: Book, begin: str, words: str) -> Iterator[File]:
    """Yield a matrix in each format. ``book`` is what a spreadsheet gets, ``read`` what Word and the page get."""
    long = [each for each in book.tables if each.id in FOR_FILTERS]
    filtered = book if sum(len(each.rows) for each in long) <= MOST else _to_read(book)
    size = sum(len(cell.words) for each in read.tables for row in each.rows for cell in row)
    if size <= ON_PAPER:
        yield File(f"{begin}-matrix.docx", tables.document(read, workshop.template(tables.TEMPLATE)), words, "Word")
    yield File(f"{begin}-matrix.xlsx", workbook(filtered), words, "Excel")
    if size <= ON_A_PAGE:
        yield File(f"{begin}-matrix.html", page(read, workshop.register.root / "templates" / "page"), words, "Page")
    for table in long:
        yield File(f"{begin}-matrix.csv", csv_bytes(table), words, "CSV, a line for each item")
