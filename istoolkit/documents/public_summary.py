"""What parents and young people read of an impact assessment: one or two pages in plain words."""

from collections.abc import Mapping
from typing import Any

from istoolkit.definitions.register import Protocol
from istoolkit.documents.assessment import properties
from istoolkit.documents.assessment_view import assessment_view
from istoolkit.documents.view import Library
from istoolkit.documents.word.render import render
from istoolkit.documents.word.template import Prepared

TEMPLATE = "public-summary.docx"


def build(
    library: Library, protocol: Protocol, template: Prepared, of_protocol: Mapping[str, Any] | None = None
) -> bytes:
    """Return the public summary of a protocol's assessment as a Word document.

    ``of_protocol`` is the protocol's own view, where it is there already. Raises BadTemplate where the template cannot be filled.
    """
    view = assessment_view(library, protocol, of_protocol)
    title = f"{view['title']}: public summary of the impact assessment"
    told = properties(library.register, protocol, view, title, "public summary")
    return render(template, view, told, f"{protocol.id}/assessment.yaml")
