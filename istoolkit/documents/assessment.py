"""The privacy impact assessment as a Word document, in the form that the register chooses."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from istoolkit.definitions.formats import date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents import isp
from istoolkit.documents.assessment_view import assessment_view
from istoolkit.documents.view import Library
from istoolkit.documents.word.properties import Properties
from istoolkit.documents.word.render import render
from istoolkit.documents.word.template import Prepared

TEMPLATES = {
    "ico": "assessment.docx",
    "cnil": "assessment-cnil.docx",
    "iso-29134": "assessment-iso-29134.docx",
}
"""The templates by form: the Information Commissioner's seven steps, that of the CNIL, that of ISO/IEC 29134."""

USUAL = "ico"


def form_of(register: Register) -> str:
    """Return the form in which a register has its assessments printed: ``ico`` where it does not say."""
    chosen = register.setting("assessment_form")
    return chosen if isinstance(chosen, str) and chosen in TEMPLATES else USUAL


def build(
    library: Library,
    protocol: Protocol,
    template: Prepared,
    of_protocol: Mapping[str, Any] | None = None,
) -> bytes:
    """Return the assessment of a protocol as a Word document. Raises BadTemplate where the template cannot be filled.

    Without an assessment.yaml the document is made of the protocol alone: it is a worksheet where the protocol names an
    assessment that is kept elsewhere, and else says that none is written. ``of_protocol`` is the protocol's own view, where it is there already.
    """
    view = assessment_view(library, protocol, of_protocol)
    what = "screening and worksheet" if view["elsewhere"] else "privacy impact assessment"
    subject = f"{what} ({form_of(library.register)})"
    told = properties(library.register, protocol, view, str(view["assessment_title"]), subject)
    return render(template, view, told, f"{protocol.id}/assessment.yaml", tidy=True)


def properties(register: Register, protocol: Protocol, view: Mapping[str, Any], title: str, subject: str) -> Properties:
    """Return what Word shows as the properties of a file about an assessment. The date is the assessment's own."""
    told = isp.properties(register, protocol, view)
    entry = view["assessment"]
    day, version = str(getattr(entry.date, "original", "")), str(getattr(entry.version, "original", ""))
    return replace(
        told, title=title, subject=subject, date=day if date(day) else told.date, version=version or told.version
    )
