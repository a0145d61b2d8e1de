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
ORDER = 2
TEMPLATES = (tables.TEMPLATE,)
PARTS = ()

FOR_FILTERS = ("exchanges",)
"""Tables with a row for each item, giver and receiver: for a spreadsheet to filter, too long to read on paper or a page."""

MOST = 5000
"""How many rows of such a table the Excel file takes in. A register with more has them in the CSV file alone."""


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the matrix of a protocol, and the picture of its flows."""
    book = matrix_book(workshop.register, [protocol])
    yield from _files(workshop, book, stem(protocol), "Who gives what to whom")
    for number, drawing in enumerate(book.drawings, 1):
        more = f"-{number}" if len(book.drawings) > 1 else ""
        yield File(f"{stem(protocol)}-flows{more}.svg", drawing.svg.encode(), drawing.title, "Picture")


def of_register(workshop: Workshop) -> Iterator[File]:
    """Yield the matrix of all protocols together."""
    book = matrix_book(workshop.register, workshop.register.checked())
    yield from _files(workshop, book, "register", "Who gives what to whom")


def _files(workshop: Workshop, book: Book, begin: str, words: str) -> Iterator[File]:
    long = [each for each in book.tables if each.id in FOR_FILTERS]
    read = replace(book, tables=tuple(each for each in book.tables if each.id not in FOR_FILTERS))
    filtered = book if sum(len(each.rows) for each in long) <= MOST else read
    yield File(f"{begin}-matrix.docx", tables.document(read, workshop.template(tables.TEMPLATE)), words, "Word")
    yield File(f"{begin}-matrix.xlsx", workbook(filtered), words, "Excel")
    yield File(f"{begin}-matrix.html", page(read, workshop.register.root / "templates" / "page"), words, "Page")
    for table in long:
        yield File(f"{begin}-matrix.csv", csv_bytes(table), f"{words}, a line for each item", "CSV")
