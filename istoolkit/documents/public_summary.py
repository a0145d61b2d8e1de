"""What the people whose information it is read of an impact assessment: a few pages in plain words."""

from collections.abc import Mapping
from typing import Any

from istoolkit.definitions.register import Protocol
from istoolkit.documents.assessment import properties
from istoolkit.documents.assessment_view import assessment_view
from istoolkit.documents.public_summary_view import public_view
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
    public = public_view(library.register, protocol)
    view = {**assessment_view(library, protocol, of_protocol), "public": public}
    told = properties(
        library.register, protocol, view, f"Keeping your information safe: {public.name}", "public summary"
    )
    return render(template, view, told, f"{protocol.id}/assessment.yaml")
