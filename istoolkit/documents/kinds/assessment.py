"""The privacy impact assessment in the register's form, with its summary for the public."""

from collections.abc import Iterator

from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol
from istoolkit.documents import assessment, public_summary
from istoolkit.documents.assessment_front import is_elsewhere
from istoolkit.documents.facts import language_of
from istoolkit.documents.keys import ASSESSMENT, MEMBERS, WEBSITE
from istoolkit.documents.word_page.page import page
from istoolkit.documents.workshop import File, Workshop, stem

TITLE = "Impact assessment"
ORDER = 3
GROUP = "To look up"
TEMPLATES = (*assessment.TEMPLATES.values(), public_summary.TEMPLATE)
FOLDERS = ("page",)
PARTS = (ASSESSMENT, MEMBERS, WEBSITE)
ASSESSED = ("assessment", "Impact assessment")
WORKSHEET = ("screening", "Screening and worksheet")
"""How the name of the file ends, and its words: for an assessment, and where the protocol names one kept elsewhere."""
WITHOUT = "A protocol that shares nothing itself has none until someone begins one: istoolkit new assessment PROTOCOL"


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the impact assessment, and the summary for the public where someone has written an assessment.

    A protocol that shares nothing itself, such as a framework, has none unless someone wrote one. One that names an
    assessment kept elsewhere has the screening and a worksheet instead.
    """
    written = protocol.id in workshop.register.assessments
    if written or picture(workshop.register, protocol).purposes:
        form = assessment.TEMPLATES[assessment.form_of(workshop.register)]
        content = assessment.build(
            workshop.library, protocol, workshop.template(form), of_protocol=workshop.view(protocol)
        )
        name, words = WORKSHEET if is_elsewhere(workshop.register, protocol) else ASSESSED
        yield from _both(workshop, protocol, f"{stem(protocol)}-{name}", content, words)
    if written:
        template = workshop.template(public_summary.TEMPLATE)
        content = public_summary.build(workshop.library, protocol, template, workshop.view(protocol))
        yield from _both(workshop, protocol, f"{stem(protocol)}-public-summary", content, "Summary for the public")


def _both(workshop: Workshop, protocol: Protocol, name: str, content: bytes, words: str) -> Iterator[File]:
    """Yield a document as a Word file and as a page that says the same."""
    yield File(f"{name}.docx", content, words, "Word")
    own = workshop.register.root / "templates" / "page"
    yield File(f"{name}.html", page(content, language_of(workshop.register, protocol), own), words, "Page")
