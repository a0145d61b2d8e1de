"""A book as a web page: one file that needs no network, for those who will not open a spreadsheet.

Meets the Web Content Accessibility Guidelines 2.2 at level AA, as regulation 5 of the Public Sector Bodies (Websites
and Mobile Applications) (No. 2) Accessibility Regulations 2018 asks of councils.
"""

from pathlib import Path

from istoolkit.documents.page_frame import framed
from istoolkit.documents.page_parts import identifiers, table_part
from istoolkit.documents.page_picture import picture_part
from istoolkit.documents.page_style import book_style
from istoolkit.documents.tables import Book

FEW_NOTES = 3
"""How many notes stand open on a page. What follows can be opened, so that the first table comes into sight."""


def page(book: Book, own: Path | None = None) -> bytes:
    """Return a book as an HTML page: the same bytes each time.

    Without JavaScript everything is shown; with it, rows can be filtered and sorted. ``own`` is a folder whose
    templates go before those of the toolkit. Raises page_frame.BadPage where they cannot be used.
    """
    ids = identifiers("table", (each.id for each in book.tables))
    names = identifiers("picture", (str(place) for place, _ in enumerate(book.drawings, 1)))
    pictures = [picture_part(each, id) for each, id in zip(book.drawings, names, strict=True)]
    return framed(
        "page.html.j2",
        own,
        book_style(book, ids),
        [style for each in pictures for style in each.styles],
        title=book.title,
        subtitle=book.subtitle,
        language=book.language,
        creator=book.creator,
        stamp=book.status,
        marking=book.marking,
        facts=book.facts,
        notes=book.notes,
        few_notes=FEW_NOTES,
        drawings=pictures,
        tables=[table_part(each, id) for each, id in zip(book.tables, ids, strict=True)],
    )
