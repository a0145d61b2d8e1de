"""The sheet that an organisation signs, as a Word document: one for each signatory, or all of them in one file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from istoolkit.definitions.register import Protocol
from istoolkit.documents import isp
from istoolkit.documents.facts import marking_of, partnership_of
from istoolkit.documents.signing.boxes import filled
from istoolkit.documents.signing.sheet_facts import Facts, is_out
from istoolkit.documents.signing.sheet_view import sheet_view
from istoolkit.documents.workshop import File, Workshop, stem
from istoolkit.signoff.signatories import Signatory
from istoolkit.signoff.standing import standing_of

TEMPLATE = "sign-off-sheet.docx"
_SUBJECT = "sign-off sheet"


def sheet_for(workshop: Workshop, protocol: Protocol, signatory: Signatory) -> File:
    """Return the sheet of one signatory, on one page.

    Raises KeyError where the protocol is not signed by it, BadTemplate and UnusableTemplate where the template is at fault.
    """
    name = "-".join(filter(None, (signatory.party, signatory.member)))
    title = f"Sign-off sheet: {signatory.title}, {protocol.text('title') or protocol.id}"
    content = _document(workshop, protocol, [signatory], title)
    return File(f"{stem(protocol)}-sign-off-{name}.docx", content, f"Sign-off sheet: {signatory.title}", "Word")


def all_sheets(workshop: Workshop, protocol: Protocol) -> File | None:
    """Return the sheets of all who sign a protocol, a page each, in one file; None where nobody does."""
    found = [each.signatory for each in standing_of(workshop.register, protocol).signatures]
    if not found:
        return None
    title = f"Sign-off sheets: {protocol.text('title') or protocol.id}"
    content = _document(workshop, protocol, found, title)
    return File(f"{stem(protocol)}-sign-off-sheets.docx", content, "Sign-off sheets, a page for each who signs", "Word")


def sheets_view(workshop: Workshop, protocol: Protocol, whose: Sequence[Signatory]) -> dict[str, Any]:
    """Return every name that the template can use, with its value. Raises KeyError where one of them does not sign."""
    register = workshop.register
    out, standing = is_out(register, protocol), standing_of(register, protocol)
    known = {each.signatory.key: each for each in standing.signatures}
    found = [Facts(register, protocol, known[each.key], standing, out) for each in whose]
    return {
        "partnership": partnership_of(register, protocol),
        "marking": marking_of([protocol]),
        "draft": not out and not standing.agreed,
        "sheets": [sheet_view(each) for each in found],
    }


def _document(workshop: Workshop, protocol: Protocol, whose: Sequence[Signatory], title: str) -> bytes:
    told = isp.properties(workshop.register, protocol, {"called": ""})
    properties = replace(told, title=title, subject=_SUBJECT)
    return filled(workshop.template(TEMPLATE), sheets_view(workshop, protocol, whose), properties)
