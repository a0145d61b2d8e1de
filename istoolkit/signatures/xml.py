"""The words of XML digital signatures (W3C XML Signature, 2nd edition), and the only ways of reckoning that are taken."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from lxml import etree

from istoolkit.documents.word.safe_xml import parsed
from istoolkit.signatures.identity import SHORTEST, Identity

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
MDSSI = "http://schemas.openxmlformats.org/package/2006/digital-signature"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
RELATIONS_TRANSFORM = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
OBJECT = f"{DS}Object"
SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"

SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
DIGESTS: Mapping[str, str] = {
    SHA256: "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
"""The digests that are taken. SHA-1 is not: two documents with the same digest can be made (NIST SP 800-131A Rev. 2)."""

RSA, ECDSA = (f"http://www.w3.org/2001/04/xmldsig-more#{name}-sha" for name in ("rsa", "ecdsa"))
_HASHES: Mapping[str, type[hashes.HashAlgorithm]] = {
    "256": hashes.SHA256,
    "384": hashes.SHA384,
    "512": hashes.SHA512,
}


class BadSignature(Exception):
    """A signature proves nothing. The text says why, as a sentence."""


class Maker:
    """Makes the elements of one namespace, written with a prefix or without."""

    def __init__(self, namespace: str, prefix: str | None = None) -> None:
        self.namespace = namespace
        self.names: Any = {prefix: namespace}

    def __call__(self, name: str, *content: "etree._Element | str", **attributes: str) -> etree._Element:
        """Return an element with what is in it: elements, or a text."""
        made = etree.Element(f"{{{self.namespace}}}{name}", attributes, self.names)
        for each in content:
            if isinstance(each, str):
                made.text = each
            else:
                made.append(each)
        return made


def tag(name: str) -> str:
    """Return the name of an element of XML signatures."""
    return f"{{{DS}}}{name}"


def canonical(element: etree._Element) -> bytes:
    """Return an element as Canonical XML 1.0 writes it, with the namespaces in scope where it stands.

    Raises BadSignature where it cannot be written so.
    """
    try:
        alone = parsed(etree.tostring(element, with_tail=False))
        return etree.tostring(alone, method="c14n", with_comments=False)
    except (etree.LxmlError, ValueError) as error:
        raise BadSignature("The signature is damaged.") from error


def encoded(content: bytes) -> str:
    """Return bytes in Base64."""
    return base64.b64encode(content).decode()


def decoded(text: str | None) -> bytes:
    """Return the bytes of Base64, in which line breaks may stand. Raises BadSignature."""
    try:
        return base64.b64decode("".join((text or "").split()), validate=True)
    except ValueError as error:
        raise BadSignature("The signature is damaged.") from error


def digest(content: bytes, algorithm: str) -> bytes:
    """Return the digest of a content. Raises BadSignature where it is reckoned in a way that is not safe."""
    if algorithm not in DIGESTS:
        raise BadSignature("The signature was made in a way that is too weak to prove anything.")
    return hashlib.new(DIGESTS[algorithm], content).digest()


def method_of(identity: Identity) -> str:
    """Return how an identity signs, as XML names it."""
    return f"{RSA if isinstance(identity.key, rsa.RSAPrivateKey) else ECDSA}256"


def value_of(identity: Identity, content: bytes) -> bytes:
    """Return the signature of a content as XML has it: two numbers side by side for elliptic curves (RFC 4050)."""
    made = identity.sign(content)
    if isinstance(identity.key, rsa.RSAPrivateKey):
        return made
    length = (identity.key.curve.key_size + 7) // 8
    return b"".join(each.to_bytes(length) for each in decode_dss_signature(made))


def make_sure_it_was_made(certificate: x509.Certificate, method: str, value: bytes, content: bytes) -> None:
    """Stop where a value is not the signature of a content by the key of a certificate. Raises BadSignature."""
    kind = RSA if method.startswith(RSA) else ECDSA
    made_with = _HASHES.get(method.removeprefix(kind))
    if not method.startswith(kind) or made_with is None:
        raise BadSignature("The signature was made in a way that is too weak to prove anything.")
    try:
        _verify(certificate.public_key(), kind, value, content, made_with())
    except InvalidSignature as error:
        raise BadSignature("The signature was not made with the key of its certificate, or was changed.") from error
    except (UnsupportedAlgorithm, ValueError) as error:
        raise BadSignature("The key of the certificate is of a kind that is not known.") from error


def _verify(key: object, kind: str, value: bytes, content: bytes, made_with: hashes.HashAlgorithm) -> None:
    if kind == RSA and isinstance(key, rsa.RSAPublicKey):
        if key.key_size < SHORTEST:
            raise BadSignature("The key of the certificate is too short to prove anything.")
        key.verify(value, content, padding.PKCS1v15(), made_with)
    elif kind == ECDSA and isinstance(key, ec.EllipticCurvePublicKey):
        half = (key.curve.key_size + 7) // 8
        if len(value) != 2 * half or key.curve.key_size < 256:
            raise InvalidSignature
        numbers = int.from_bytes(value[:half]), int.from_bytes(value[half:])
        key.verify(encode_dss_signature(*numbers), content, ec.ECDSA(made_with))
    else:
        raise BadSignature("The signature was not made with the key of its certificate, or was changed.")
