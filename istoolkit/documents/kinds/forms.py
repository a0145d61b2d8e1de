"""The forms that practitioners fill in: request, decision, agreement, meeting, confidentiality. As Word files with content controls."""

from collections.abc import Iterator

from istoolkit.definitions.register import Protocol
from istoolkit.documents.forms.form import TEMPLATE
from istoolkit.documents.forms.made import forms
from istoolkit.documents.keys import GUIDANCE
from istoolkit.documents.word.papers import document
from istoolkit.documents.workshop import File, Workshop, stem

TITLE = "Forms"
ORDER = 9
GROUP = "Forms"
TEMPLATES = (TEMPLATE,)
PARTS = (GUIDANCE,)


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the forms of a protocol, each a Word file to fill in."""
    for name, paper in forms(workshop.register, protocol):
        content = document(paper, workshop.template(TEMPLATE))
        yield File(f"{stem(protocol)}-form-{name}.docx", content, f"Form: {paper.title}", "Word")
