"""The impact assessment that a protocol rests on, in one sentence: none needed, missing, to be approved, or in order."""

from dataclasses import dataclass

from istoolkit.assessment.assessed import Assessed, assessed
from istoolkit.assessment.provisions import law
from istoolkit.definitions.register import Protocol, Register


@dataclass(frozen=True)
class Resting:
    """How the assessment of a protocol stands, as a sentence, and whether it leaves something to do."""

    words: str
    open: bool = False


def resting_on(register: Register, protocol: Protocol) -> Resting:
    """Return how the assessment of a protocol stands (UK GDPR Article 35).

    One that the protocol only names and that is kept elsewhere counts as there: nothing more is known of it.
    """
    found = assessed(register, protocol)
    if found.written and found.risks:
        return _written(found)
    if found.screening.decided_otherwise:
        return Resting("No impact assessment is carried out. The assessment file says why.")
    if found.screening.result == "not-required":
        return Resting("No impact assessment is needed.")
    if _named(register, protocol):
        return Resting("The impact assessment is kept elsewhere.")
    return _not_there(found)


def _written(found: Assessed) -> Resting:
    of = found.text("of_version")
    if found.is_barred:
        return Resting(
            f"The Information Commissioner must be consulted first ({law(found.picture).consulting}).", open=True
        )
    if not found.is_signed_off:
        return Resting("The impact assessment is not approved yet.", open=True)
    if not found.is_of_version:
        words = f"The impact assessment is of version {of}, and the protocol is at {found.protocol.text('version')}."
        return Resting(words, open=True)
    return Resting("The impact assessment is approved.")


def _not_there(found: Assessed) -> Resting:
    begin = f"istoolkit new assessment {found.protocol.id}"
    if found.screening.result == "required":
        return Resting(f"An impact assessment is required and is missing. To begin it: {begin}", open=True)
    if found.screening.result == "advised":
        return Resting("An impact assessment is advised, and there is none.")
    return Resting(
        f"Whether an impact assessment is needed is not known yet. See: istoolkit assess {found.protocol.id}"
    )


def _named(register: Register, protocol: Protocol) -> bool:
    chain = (protocol, *register.above(protocol))
    return any(each.entries("impact_assessments") or each.id in register.assessments for each in chain[1:]) or bool(
        protocol.entries("impact_assessments")
    )
