"""The privacy impact assessment in the register's form, with its summary for the public."""

from collections.abc import Iterator

from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol
from istoolkit.documents import assessment, public_summary
from istoolkit.documents.facts import language_of
from istoolkit.documents.keys import ASSESSMENT
from istoolkit.documents.word_page.page import page
from istoolkit.documents.workshop import File, Workshop, stem

TITLE = "Impact assessment"
ORDER = 3
GROUP = "To look up"
TEMPLATES = (*assessment.TEMPLATES.values(), public_summary.TEMPLATE)
FOLDERS = ("page",)
PARTS = (ASSESSMENT,)


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the impact assessment, and the summary for the public where someone has written an assessment.

    A protocol that shares nothing itself, such as a framework, has none unless someone wrote one.
    """
    written = protocol.id in workshop.register.assessments
    if written or picture(workshop.register, protocol).purposes:
        form = assessment.TEMPLATES[assessment.form_of(workshop.register)]
        content = assessment.build(
            workshop.library, protocol, workshop.template(form), of_protocol=workshop.view(protocol)
        )
        yield from _both(workshop, protocol, f"{stem(protocol)}-assessment", content, "Impact assessment")
    if written:
        template = workshop.template(public_summary.TEMPLATE)
        content = public_summary.build(workshop.library, protocol, template, workshop.view(protocol))
        yield from _both(workshop, protocol, f"{stem(protocol)}-public-summary", content, "Summary for the public")


def _both(workshop: Workshop, protocol: Protocol, name: str, content: bytes, words: str) -> Iterator[File]:
    """Yield a document as a Word file and as a page that says the same."""
    yield File(f"{name}.docx", content, words, "Word")
    own = workshop.register.root / "templates" / "page"
    yield File(f"{name}.html", page(content, language_of(workshop.register, protocol), own), words, "Page")
