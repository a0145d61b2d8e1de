"""The protocol that partners sign, as a Word document."""

from collections.abc import Iterator

from istoolkit.definitions.register import Protocol
from istoolkit.documents import isp
from istoolkit.documents.keys import MEMBERS, WEBSITE
from istoolkit.documents.workshop import File, Workshop, stem

TITLE = "Protocol"
ORDER = 1
GROUP = "To agree and sign"
TEMPLATES = (isp.TEMPLATE,)
PARTS = (MEMBERS, WEBSITE)


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the protocol to sign."""
    content = isp.fill(workshop.register, protocol, workshop.view(protocol), workshop.template(isp.TEMPLATE))
    yield File(f"{stem(protocol)}-protocol.docx", content, "Protocol that partners sign", "Word")
