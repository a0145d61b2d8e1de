"""The matrix: who gives what to whom. In Word, Excel, as a page and as CSV, for a protocol and for the whole register."""

from collections.abc import Iterator
from dataclasses import replace

from istoolkit.definitions.register import Protocol
from istoolkit.documents.csv_file import csv_bytes
from istoolkit.documents.excel.workbook import workbook
from istoolkit.documents.matrix.book import matrix_book, overview_book
from istoolkit.documents.matrix.exchanges import carried
from istoolkit.documents.matrix.size import fits
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


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the matrix of a protocol, and the picture of its flows; nothing where it lets nothing pass itself."""
    if not carried(workshop.register, protocol):
        return
    book = matrix_book(workshop.register, [protocol])
    read = _to_read(book)
    yield from _files(workshop, book, read, read, stem(protocol))
    for number, drawing in enumerate(book.drawings, 1):
        more, which = (f"-{number}", f"Picture {number}") if len(book.drawings) > 1 else ("", "Picture")
        yield File(f"{stem(protocol)}-flows{more}.svg", drawing.svg.encode(), "Flows", which)


def of_register(workshop: Workshop) -> Iterator[File]:
    """Yield the matrix of all protocols together: in Word an overview, in the other formats all that they say."""
    register, protocols = workshop.register, list(workshop.register.checked())
    if not any(carried(register, each) for each in protocols):
        return
    read = matrix_book(register, protocols, for_filters=False)
    paper = overview_book(register, protocols) if len(protocols) > 1 else read
    yield from _files(workshop, matrix_book(register, protocols), read, paper, "register")


def _to_read(book: Book) -> Book:
    """Return a book without the tables that a spreadsheet filters."""
    return replace(book, tables=tuple(each for each in book.tables if each.id not in FOR_FILTERS))


def _files(workshop: Workshop, book: Book, read: Book, paper: Book, begin: str) -> Iterator[File]:
    """Yield a matrix in each format. ``book`` is what a spreadsheet gets, ``read`` the page and ``paper`` Word."""
    long = [each for each in book.tables if each.id in FOR_FILTERS]
    filtered = book if sum(len(each.rows) for each in long) <= MOST else _to_read(book)
    shown = {"Word": fits(paper, "docx"), "a page": fits(read, "html")}
    note = _left_out(filtered is not book, [name for name, there in shown.items() if not there])
    if shown["Word"]:
        yield File(f"{begin}-matrix.docx", tables.document(paper, workshop.template(tables.TEMPLATE)), WORDS, "Word")
    yield File(f"{begin}-matrix.xlsx", workbook(filtered), WORDS, "Excel", note)
    if shown["a page"]:
        yield File(f"{begin}-matrix.html", page(read, workshop.register.root / "templates" / "page"), WORDS, "Page")
    for table in long:
        yield File(f"{begin}-matrix.csv", csv_bytes(table), WORDS, "CSV, a line for each item")


def _left_out(is_cut: bool, without: list[str]) -> str:
    """Return what the files of a matrix leave out because there is too much of it; "" where they have all."""
    cut = (
        "Its lines of each item, giver and receiver are too many for Excel: they are in the CSV file." if is_cut else ""
    )
    long = f"The matrix is too long for {' and for '.join(without)}." if without else ""
    return " ".join(filter(None, (cut, long)))
