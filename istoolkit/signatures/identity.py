"""The certificate and key that a person or office signs with, as kept in a .p12 or .pfx file (PKCS #12, RFC 7292)."""

import datetime
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

SHORTEST = 2048
"""The fewest bits of an RSA key that count as safe (NIST SP 800-131A Rev. 2)."""

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class CannotSign(Exception):
    """Nothing can be signed with a certificate. The text says why and what to do, and never holds a passphrase."""


@dataclass(frozen=True)
class Identity:
    """A certificate with its key. ``others`` are the certificates that vouch for it, as the file has them."""

    certificate: x509.Certificate
    key: Key = field(repr=False)
    others: tuple[x509.Certificate, ...] = ()

    def make_sure_it_is_valid(self, when: datetime.datetime) -> None:
        """Stop where the certificate is not valid at a time. Raises CannotSign."""
        if when < self.certificate.not_valid_before_utc:
            begins = self.certificate.not_valid_before_utc.date()
            raise CannotSign(f"The certificate is not valid before {_day(begins)}. Sign on or after that day.")
        if when > self.certificate.not_valid_after_utc:
            ended = self.certificate.not_valid_after_utc.date()
            raise CannotSign(f"The certificate expired on {_day(ended)}. Ask who issued it for a new one.")

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message with SHA-256. That of an elliptic curve follows RFC 6979, in the form of RFC 3279."""
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


def load(p12: bytes, passphrase: str) -> Identity:
    """Return the certificate and key in a .p12 or .pfx file. Raises CannotSign."""
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(p12, passphrase.encode() or None)
    except (ValueError, TypeError) as error:
        if not p12.startswith(b"0"):
            raise CannotSign("This is not a .p12 or .pfx file. Export the certificate with its private key.") from None
        if "PKCS12" in str(error) or "password" in str(error).lower():
            raise CannotSign("The passphrase is not that of this file, or the file is damaged.") from None
        raise CannotSign("The file is damaged, or of a kind that is not known. Export the certificate again.") from None
    if certificate is None or key is None:
        raise CannotSign("The file has no certificate with a private key. Export both together.")
    return Identity(certificate, _sound(key), tuple(others))


def _sound(key: object) -> Key:
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= SHORTEST:
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in ("secp256r1", "secp384r1", "secp521r1"):
        return key
    raise CannotSign(f"The key is too weak or of a kind that Word cannot use. Use RSA with {SHORTEST} bits, or P-256.")


def _day(day: datetime.date) -> str:
    from istoolkit.definitions.formats import long_date

    return long_date(day.isoformat())
