"""The digital signature of a PDF file (PAdES baseline B-B, ETSI EN 319 142-1)."""

import contextlib
import datetime
import hashlib
import io
import logging
from collections.abc import Iterator
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1 as as_asn1
from pyhanko.keys.internal import translate_pyca_cryptography_key_to_asn1 as key_as_asn1
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from istoolkit.signatures.checked import Checked, readable
from istoolkit.signatures.identity import SHORTEST, CannotSign, Identity

_STRONG = ("sha256", "sha384", "sha512")
CHANGED = "The file was changed after it was signed."
"""What is wrong where the bytes are not those that were signed."""


def signed(pdf: bytes, identity: Identity, when: datetime.datetime) -> bytes:
    """Return a PDF file with a signature added at the end. Raises CannotSign where that cannot be."""
    identity.make_sure_it_is_valid(when)
    try:
        writer = _Writer(io.BytesIO(pdf), strict=False)
        field = f"Signature{1 + len(writer.prev.embedded_signatures)}"
        meta = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
        signer = _SignerAt(meta, _signer(identity))
        signer.when = when
        return _written(pdf, writer, signer)
    except PdfError as error:
        raise CannotSign("The PDF file is damaged or protected. Make it again, then sign it.") from error


def _signer(identity: Identity) -> SimpleSigner:
    known = SimpleCertificateStore.from_certs([as_asn1(each) for each in identity.others])  # type: ignore[no-untyped-call]
    return SimpleSigner(as_asn1(identity.certificate), key_as_asn1(identity.key), known)


class _Writer(IncrementalPdfFileWriter):
    """Adds to a PDF file and leaves its properties as they are: the day of the last change would be the machine's."""

    def _update_meta(self) -> None:
        """Change nothing."""


class _SignerAt(PdfSigner):
    """Signs with the time that is given, not that of the machine."""

    when: datetime.datetime

    def init_signing_session(self, *arguments: Any, **named: Any) -> PdfSigningSession:
        session = super().init_signing_session(*arguments, **named)
        session.system_time = self.when
        return session


def _written(pdf: bytes, writer: _Writer, signer: _SignerAt) -> bytes:
    """Write the signature. What else would be by chance, the identifier of the revision, follows from the content."""
    own = generic.ByteStringObject(hashlib.sha256(pdf + signer.when.isoformat().encode()).digest()[:16])
    first = writer._document_id[0] if "/ID" in writer.prev.trailer else own
    writer._document_id = generic.ArrayObject([first, own])
    made = io.BytesIO()
    signer.sign_pdf(writer, output=made)
    return made.getvalue()


def checked(pdf: bytes) -> tuple[Checked, ...]:
    """Return what is found out about each signature of a PDF file, the first one first; none where it has none.

    Whom to trust is not judged. Raises ValueError where the file cannot be read.
    """
    with _quiet():
        try:
            reader = PdfFileReader(io.BytesIO(pdf), strict=True)
            found = reader.embedded_regular_signatures
        except Exception as error:  # a file that others made may break the library in any way
            raise ValueError("The PDF file is damaged.") from error
        return tuple(_checked(each, each is found[-1]) for each in found)


def _checked(each: EmbeddedPdfSignature, last: bool) -> Checked:
    try:
        certificate = each.signer_cert
        status = validate_pdf_signature(
            each, ValidationContext(trust_roots=[], allow_fetching=False), key_usage_settings=KeyUsageConstraints(set())
        )
        others = tuple(map(_as_x509, each.other_embedded_certs))
        return Checked(_fault(each, status, last), _as_x509(certificate), others, each.self_reported_timestamp)
    except Exception:  # a signature that others made may break the library in any way; broken, it proves nothing
        return Checked("The signature is damaged, so it proves nothing.")


def _fault(each: EmbeddedPdfSignature, status: PdfSignatureStatus, last: bool) -> str:
    if status.md_algorithm not in _STRONG or not _is_strong(each):
        return "The signature was made in a way that is too weak to prove anything."
    if not (status.intact and status.valid):
        return CHANGED
    if last and status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return CHANGED
    if status.coverage not in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION):
        return CHANGED
    level = status.modification_level
    allowed = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
    return "" if level is None or level in allowed else CHANGED


def _is_strong(each: EmbeddedPdfSignature) -> bool:
    key = _as_x509(each.signer_cert).public_key()
    return not isinstance(key, rsa.RSAPublicKey) or key.key_size >= SHORTEST


def _as_x509(certificate: Any) -> x509.Certificate:
    return readable(x509.load_der_x509_certificate(certificate.dump()))


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the notes of pyHanko to itself: what is wrong is said in our words."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for each, level in zip(loggers, levels, strict=True):
            each.setLevel(level)
