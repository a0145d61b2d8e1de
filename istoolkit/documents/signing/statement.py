"""The words that a party signs."""

from istoolkit.definitions.picture import Picture

STATEMENT = "We agree to share information as this protocol says, and to keep to it."
"""What a party signs where neither the protocol nor one above says it. The protocol that partners sign has it from here."""


def statement_of(here: Picture) -> str:
    """Return the words that each party to a protocol signs."""
    return " ".join(here.text("sign_off", "statement").split()) or STATEMENT
