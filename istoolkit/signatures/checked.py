"""What was found out about a digital signature: who made it, whether it holds, and what it does not cover."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography import x509
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Checked:
    """A signature that was checked.

    ``fault`` says what is wrong, "" where it holds. ``uncovered`` are the parts of the file that it does not protect and
    that hold no words. ``when`` is the time that the signer gave; nothing proves it. ``trust`` is empty until asked for.
    """

    fault: str
    certificate: x509.Certificate | None = None
    others: tuple[x509.Certificate, ...] = ()
    when: datetime.datetime | None = None
    uncovered: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the file is what was signed."""
        return not self.fault

    @property
    def signer(self) -> str:
        """Who signed, as the certificate names them."""
        return named(self.certificate.subject) if self.certificate else "someone unknown"

    @property
    def issuer(self) -> str:
        """Who issued the certificate."""
        return named(self.certificate.issuer) if self.certificate else "someone unknown"

    @property
    def self_signed(self) -> bool:
        """Whether nobody but the signer vouches for the certificate."""
        return self.certificate is not None and self.certificate.subject == self.certificate.issuer

    def expired_by(self, day: datetime.date) -> bool:
        """Whether the certificate has expired on a day."""
        return self.certificate is not None and self.certificate.not_valid_after_utc.date() < day


def readable(certificate: x509.Certificate) -> x509.Certificate:
    """Return a certificate after making sure that its names, its days and its key can be read. Raises ValueError."""
    try:
        _ = certificate.subject, certificate.issuer, certificate.public_key()
        _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    except Exception as error:  # whatever is odd in a certificate that others made
        raise ValueError("The certificate is damaged.") from error
    return certificate


def named(name: x509.Name) -> str:
    """Return a name of a certificate for a reader: “Amira Patel, Northvale Council”."""
    wanted = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
    found = [str(each.value) for oid in wanted for each in name.get_attributes_for_oid(oid)]
    return ", ".join(dict.fromkeys(found)) or name.rfc4514_string() or "a certificate without a name"


def trusted(checked: Checked, roots: Iterable[x509.Certificate], moment: datetime.datetime) -> str:
    """Return why a certificate is not vouched for by any of these at a time; "" where it is. Asks nobody over the network."""
    import asyncio

    from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1 as as_asn1
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, ValidationError

    if checked.certificate is None:
        return "The signature has no certificate."
    own, *others = map(as_asn1, (checked.certificate, *checked.others))
    context = ValidationContext(trust_roots=[as_asn1(each) for each in roots], moment=moment, allow_fetching=False)
    try:
        asyncio.run(CertificateValidator(own, others, validation_context=context).async_validate_path())
    except (PathBuildingError, PathValidationError, ValidationError):
        if checked.expired_by(moment.date()):
            return "The certificate of the signer has expired."
        return "None of the certificates you trust vouches for the signer."
    return ""
