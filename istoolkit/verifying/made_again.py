"""Making a document again from the register, to compare one with where none was kept."""

from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.kinds import kinds
from istoolkit.documents.page_frame import BadPage
from istoolkit.documents.seal import Seal
from istoolkit.documents.word.template import BadTemplate
from istoolkit.documents.works import Job, make
from istoolkit.documents.workshop import UnusableTemplate, Workshop
from istoolkit.verifying.given import Given, read


def made_again(register: Register, protocol: Protocol, seal: Seal) -> Given | None:
    """Return the Word file that a register makes today of the kind and state a seal names; None where it makes none."""
    if seal.kind not in kinds():
        return None
    try:
        _, made = make(Workshop(register), Job(protocol.id, {seal.kind: ""}))
    except (BadTemplate, BadPage, UnusableTemplate):
        return None
    files = (each.content for each in made[seal.kind] if each.name.endswith(".docx") and each.words == seal.title)
    found = next(map(read, files), None)
    same = found is not None and found.seal is not None and found.seal.state == seal.state
    return found if same else None
