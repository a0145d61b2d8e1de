"""What to tell of the digital signatures of a file."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from istoolkit.definitions.formats import long_date
from istoolkit.verifying.given import CannotRead, Given
from istoolkit.words import listed

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from istoolkit.signatures.checked import Checked

_CALLED = {
    "docProps/core.xml": "the properties of the file, such as its title and author",
    "docProps/app.xml": "what program made it",
    "docProps/custom.xml": "properties that someone added",
}


class Trust:
    """The certificates that a reader trusts to vouch for others, on a day."""

    def __init__(self, roots: "tuple[Certificate, ...]", on: datetime.date) -> None:
        self.roots = roots
        self.moment = datetime.datetime.combine(on, datetime.time(12), datetime.UTC)

    def fault(self, each: "Checked") -> str:
        """Return why none of them vouches for the signer; "" where one does."""
        from istoolkit.signatures.checked import trusted

        return trusted(each, self.roots, self.moment)


def trust_of(content: bytes, on: datetime.date) -> Trust:
    """Return the certificates of a PEM file as those that are trusted. Raises CannotRead."""
    try:
        from cryptography import x509
    except ImportError as error:
        raise CannotRead(_INSTALL) from error
    try:
        return Trust(tuple(x509.load_pem_x509_certificates(content)), on)
    except ValueError as error:
        raise CannotRead(
            "It holds no certificate. Name a file that begins with -----BEGIN CERTIFICATE-----."
        ) from error


_INSTALL = "Digital signatures need more packages. Install them with: pip install 'istoolkit[signing]'"


class Fact(NamedTuple):
    """Something that was found out: what it is about, and a sentence or more."""

    about: str
    words: str


def signature_facts(found: Given, on: datetime.date, trust: Trust | None) -> Iterator[Fact]:
    """Yield what is to be told of each digital signature of a file."""
    if found.unchecked:
        yield Fact("Digital signature", f"It has one, and it was not checked. {_INSTALL}")
    for each in found.signatures:
        yield Fact("Digital signature", " ".join(_told(each, on, trust)))


def _told(each: "Checked", on: datetime.date, trust: Trust | None) -> Iterator[str]:
    if not each.holds:
        yield f"It does not hold. {each.fault}"
        if each.certificate is not None:
            yield f"The certificate in it names {each.signer}."
        return
    when = f" It says that this was on {long_date(each.when.date().isoformat())}." if each.when else ""
    yield f"It holds: {each.signer} signed this very file.{when}"
    if each.self_signed:
        yield "Nobody vouches for the certificate but the signer. Ask the signer whether it is theirs."
    else:
        yield f"The certificate was issued by {each.issuer}."
    if each.expired_by(on):
        yield "It has expired since."
    yield _trusted(each, trust)
    if each.uncovered:
        yield f"It does not cover {listed((_CALLED.get(name, name) for name in each.uncovered), 'and')}."


def _trusted(each: "Checked", trust: Trust | None) -> str:
    if trust is None:
        return "Whether the certificate can be trusted was not looked at: name those you trust with --trust."
    fault = trust.fault(each)
    return fault or "A certificate that you trust vouches for it."
