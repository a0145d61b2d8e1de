"""The policy index: the nine tiers of the toolkit, what there is of each and what is missing."""

from collections.abc import Iterator

from istoolkit.documents.keys import ASSESSMENT, GUIDANCE, SIGN_OFF
from istoolkit.documents.paper_page import page
from istoolkit.documents.toolkit import paper
from istoolkit.documents.word import papers
from istoolkit.documents.workshop import File, Workshop

TITLE = "The toolkit on one page"
ORDER = 11
GROUP = "To look up"
TEMPLATES = (paper.TEMPLATE,)
FOLDERS = ("page",)
PARTS = (ASSESSMENT, SIGN_OFF, GUIDANCE)


def of_register(workshop: Workshop) -> Iterator[File]:
    """Yield the index in Word and as a page."""
    made = paper.toolkit_paper(workshop.register)
    yield File("toolkit.docx", papers.document(made, workshop.template(paper.TEMPLATE)), TITLE, "Word")
    yield File("toolkit.html", page(made, workshop.register.root / "templates" / "page"), TITLE, "Page")
