"""Who must sign again after a change, who need only be told, and why."""

from collections.abc import Mapping
from typing import Literal

from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff.content import Content, content_of
from istoolkit.signoff.signatories import signatories

Need = Literal["sign", "told", "none"]


def needs(register: Register, protocol: Protocol, before: Content) -> Mapping[tuple[str, str], Need]:
    """Return what each signatory must do that agreed to ``before``, by its party and member, for today's content."""
    need: Need = "none" if content_of(register, protocol) == before else "sign"
    return {each.key: need for each in signatories(register, protocol)}
