"""Certificates for the tests: made once, with keys that nobody else has."""

import datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from istoolkit.signatures.identity import Identity, load

WHEN = datetime.datetime(2026, 12, 1, 9, 30, tzinfo=datetime.UTC)
PASSPHRASE = "correct horse"


@cache
def key(kind: str) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey:
    """Return a key: RSA with 2048 bits for “RSA”, with 1024 for “short”; for any other name P-256, which is quick."""
    if kind in ("RSA", "short"):
        return rsa.generate_private_key(65537, 1024 if kind == "short" else 2048)
    return ec.generate_private_key(ec.SECP256R1())


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Northvale Council"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@cache
def certificate(
    kind: str = "P-256", subject: str = "Amira Patel", issuer: str = "", until: int = 2030
) -> x509.Certificate:
    """Return a certificate; that of an authority for the issuer, or for itself where none is named."""
    own = key(kind)
    is_authority = not issuer
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer or subject))
        .public_key(own.public_key())
        .serial_number(1000 + len(subject))
        .not_valid_before(datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(until, 1, 1, tzinfo=datetime.UTC))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .sign(key("authority") if issuer else own, hashes.SHA256())
    )


@cache
def authority() -> x509.Certificate:
    """The certificate of an authority that vouches for others."""
    return certificate("authority", "Northvale Signing Authority")


@cache
def p12(kind: str = "P-256", subject: str = "Amira Patel", issuer: str = "", until: int = 2030) -> bytes:
    made = certificate(kind, subject, issuer, until)
    return pkcs12.serialize_key_and_certificates(
        b"head", key(kind), made, None, BestAvailableEncryption(PASSPHRASE.encode())
    )


@cache
def identity(kind: str = "P-256", subject: str = "Amira Patel", issuer: str = "", until: int = 2030) -> Identity:
    return load(p12(kind, subject, issuer, until), PASSPHRASE)


def pem(made: x509.Certificate) -> bytes:
    return made.public_bytes(Encoding.PEM)
