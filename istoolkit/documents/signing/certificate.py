"""The certificate that a protocol is agreed, as a Word document: for the paper of a board, and for whoever asks."""

from dataclasses import replace

from istoolkit.definitions.register import Protocol
from istoolkit.documents import isp
from istoolkit.documents.facts import marking_of
from istoolkit.documents.signing.boxes import filled
from istoolkit.documents.signing.certificate_view import Certificate
from istoolkit.documents.workshop import File, Workshop, stem
from istoolkit.signoff.standing import standing_of

TEMPLATE = "certificate.docx"


def certificate(workshop: Workshop, protocol: Protocol) -> File | None:
    """Return the certificate of a protocol; None where it is not agreed.

    Raises BadTemplate and UnusableTemplate where the template is at fault.
    """
    register = workshop.register
    standing = standing_of(register, protocol)
    if not standing.agreed:
        return None
    told = isp.properties(register, protocol, {"called": ""})
    title = f"Certificate of sign-off: {told.title}"
    properties = replace(told, title=title, subject="certificate", date=standing.signed_on)
    view = {**Certificate(register, protocol).view(), "marking": marking_of([protocol])}
    content = filled(workshop.template(TEMPLATE), view, properties)
    return File(f"{stem(protocol)}-certificate.docx", content, "Certificate of sign-off", "Word")
