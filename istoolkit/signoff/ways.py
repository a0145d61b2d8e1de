"""In which ways a signatory is asked to accept a protocol: the same on its sign-off sheet and in the letter beside it."""

from istoolkit.definitions.schema import vocabularies
from istoolkit.signoff.signatories import Signatory

USUAL = ("signature", "e-mail", "letter")
"""The ways that are offered where the definition names none: those for which nothing has to be set up first."""

SENT = frozenset(USUAL)
"""The ways in which something comes back that is kept: a sheet, a letter or an e-mail."""


def ways_of(signatory: Signatory) -> tuple[str, ...]:
    """Return the ways of accepting that a signatory is offered, by their names in the vocabulary `acceptance`."""
    return tuple(each for each in signatory.methods if each in vocabularies()["acceptance"]) or USUAL
