"""The papers of signing: a sheet for each who signs, the certificate once it is agreed, the register of signatures."""

from collections.abc import Iterator

from istoolkit.definitions.register import Protocol
from istoolkit.documents.excel.workbook import workbook
from istoolkit.documents.keys import ASSESSMENT, MEMBERS, SIGN_OFF
from istoolkit.documents.signing import certificate, sheet
from istoolkit.documents.signing.book import TITLE as WORDS
from istoolkit.documents.signing.book import book_to_filter, book_to_read
from istoolkit.documents.word import tables
from istoolkit.documents.workshop import File, Workshop

TITLE = "Sign-off papers"
ORDER = 5
GROUP = "To agree and sign"
TEMPLATES = (sheet.TEMPLATE, certificate.TEMPLATE, tables.TEMPLATE)
PARTS = (ASSESSMENT, MEMBERS, SIGN_OFF)

ON_PAPER = 1_000_000
"""How many letters the register of signatures may have in Word."""


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the sheets of all who sign a protocol in one file, and its certificate where it is agreed."""
    found = (sheet.all_sheets(workshop, protocol), certificate.certificate(workshop, protocol))
    yield from (each for each in found if each is not None)


def of_register(workshop: Workshop) -> Iterator[File]:
    """Yield the register of signatures, to read and to filter. A record that is too long for paper is in Excel alone."""
    register, protocols = workshop.register, list(workshop.register.checked())
    read = book_to_read(register, protocols)
    if sum(len(cell.words) for table in read.tables for row in table.rows for cell in row) <= ON_PAPER:
        yield File("signatures.docx", tables.document(read, workshop.template(tables.TEMPLATE)), WORDS, "Word")
    yield File("signatures.xlsx", workbook(book_to_filter(register, protocols)), WORDS, "Excel")
