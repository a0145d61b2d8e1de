"""The texts of the assessment.yaml that lies beside a protocol."""

from istoolkit.definitions.leaves import Leaf, leaves
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.schema import load


@kept
def assessment_leaves(register: Register, protocol: Protocol) -> tuple[Leaf, ...]:
    """Return every text of a protocol's assessment with its path and field; none where there is no assessment."""
    source = register.assessments.get(protocol.id)
    return tuple(leaves(load("assessment").fields, source.value)) if source else ()
