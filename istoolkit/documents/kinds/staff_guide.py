"""The guides for the staff of each party: what the protocol means for them, in Word on two pages, and in full as a page."""

from collections.abc import Iterator

from istoolkit.definitions.register import Protocol
from istoolkit.definitions.things import Party
from istoolkit.documents import paper_page
from istoolkit.documents.guides.staff import TEMPLATE, TITLE, readers, staff_guide
from istoolkit.documents.keys import GUIDANCE, WEBSITE
from istoolkit.documents.matrix.said import called
from istoolkit.documents.word import papers
from istoolkit.documents.workshop import File, Workshop, stem

ORDER = 6
GROUP = "For staff"
TEMPLATES = (TEMPLATE,)
FOLDERS = ("page",)
PARTS = (GUIDANCE, WEBSITE)

__all__ = ["FOLDERS", "GROUP", "ORDER", "PARTS", "TEMPLATES", "TITLE", "of_protocol"]


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the guide for the staff of each party that has a part in a flow."""
    for party in readers(workshop.register, protocol):
        yield from guide_files(workshop, protocol, party)


def guide_files(workshop: Workshop, protocol: Protocol, party: Party) -> Iterator[File]:
    """Yield the guide for the staff of one party, in Word on two pages and in full as a page."""
    paper = staff_guide(workshop.register, protocol, party.name)
    name, words = f"{stem(protocol)}-staff-guide-{party.name}", f"Guide for staff of {called(party)}"
    yield File(f"{name}.docx", papers.document(paper, workshop.template(TEMPLATE)), words, "Word")
    whole = staff_guide(workshop.register, protocol, party.name, whole=True)
    yield File(f"{name}.html", paper_page.page(whole, workshop.register.root / "templates" / "page"), words, "Page")
