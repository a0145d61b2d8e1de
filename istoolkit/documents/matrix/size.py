"""How much of a matrix a Word file and a page can hold, and still be opened and read."""

from istoolkit.documents.tables import Book

MOST_LETTERS = {"docx": 1_000_000, "html": 4_000_000}
"""How many letters the tables of a matrix may have by format. Excel and CSV hold what is longer."""


def fits(book: Book, form: str) -> bool:
    """Whether a matrix is short enough for a format, which is named by the ending of its files."""
    letters = sum(len(cell.words) for each in book.tables for row in each.rows for cell in row)
    return letters <= MOST_LETTERS.get(form, letters)
