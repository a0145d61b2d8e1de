"""The register of processing activities that Article 30 asks for, in Excel and as CSV, for the whole register."""

from collections.abc import Iterator

from istoolkit.documents.article_30 import processing_book
from istoolkit.documents.csv_file import csv_bytes
from istoolkit.documents.excel.workbook import workbook
from istoolkit.documents.keys import ASSESSMENT, MEMBERS, WEBSITE
from istoolkit.documents.workshop import File, Workshop

TITLE = "Register of processing activities"
ORDER = 4
GROUP = "To look up"
TEMPLATES = ()
PARTS = (ASSESSMENT, MEMBERS, WEBSITE)
WORDS = "Register of processing activities (UK GDPR Article 30)"


def of_register(workshop: Workshop) -> Iterator[File]:
    """Yield the register of processing activities of every controller."""
    book = processing_book(workshop.register, list(workshop.register.checked()))
    yield File("processing-activities.xlsx", workbook(book), WORDS, "Excel")
    for table in book.tables[:1]:
        yield File("processing-activities.csv", csv_bytes(table), WORDS, "CSV")
