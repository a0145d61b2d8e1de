"""Checking the signatures of a Word file: each is reckoned again from the file, and nothing it says is taken on trust.

What is read is what is signed: the manifest whose digest is signed, at the one place where it may stand, and the parts
that programs open. Whatever is not as Office writes it is refused.
"""

import datetime
from collections.abc import Iterator, Mapping, Set

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from istoolkit.documents.word.safe_xml import parsed
from istoolkit.signatures import covering, xml
from istoolkit.signatures.checked import Checked, readable
from istoolkit.signatures.package import BadPackage, Package, opened
from istoolkit.signatures.xml import BadSignature, tag

_DAMAGED = "The signature is damaged, or not as Word writes it, so it proves nothing."
_DIRECT = frozenset({tag(name) for name in ("SignedInfo", "SignatureValue", "KeyInfo", "Object")})
_XADES = f"{{{xml.XADES}}}"
_QUALIFYING = f"{_XADES}QualifyingProperties"
_MDSSI = f"{{{xml.MDSSI}}}"


def checked(docx: bytes) -> tuple[Checked, ...]:
    """Return what is found out about each signature of a Word file; none where it has none.

    Whom to trust is not judged. A file that is no sound package has one signature that fails, if it has any.
    """
    try:
        package = opened(docx)
        found, kept = _signatures(package)
        return tuple(_checked(package, name, kept) for name in found)
    except BadPackage as error:
        return (Checked(f"The file {error}, so no signature on it proves anything."),) if _has_any(docx) else ()


def _has_any(docx: bytes) -> bool:
    return covering.FOLDER.encode() in docx


def _signatures(package: Package) -> tuple[list[str], set[str]]:
    """Return the parts that are signatures, and all parts that belong to them. Raises BadPackage."""
    origins = [each for each in package.relations(covering.ROOT) if each.type == covering.ORIGIN]
    kept: set[str] = set()
    found: list[str] = []
    for origin in origins:
        name = package.target_of(covering.ROOT, origin)
        folder, _, file = name.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels"
        kinds = {each.type for each in package.relations(relations)}
        own = [package.target_of(relations, each) for each in package.relations(relations)]
        if kinds - {covering.SIGNATURE} or any(package.type_of(each) != covering.SIGNATURE_TYPE for each in own):
            raise BadPackage("does not name its signatures as Word does")
        found += [each for each in own if each in package.parts]
        kept |= {name, relations, *own}
    outside = any(not each.startswith(covering.FOLDER) for each in kept)
    if len(origins) > 1 or len(set(found)) < len(found) or outside:
        raise BadPackage("names its signatures in two ways")
    return found, kept


def _checked(package: Package, name: str, kept: Set[str]) -> Checked:
    certificate: x509.Certificate | None = None
    others: tuple[x509.Certificate, ...] = ()
    when: datetime.datetime | None = None
    try:
        root = _root(package.parts[name])
        certificate, *rest = _certificates(root)
        others = tuple(rest)
        referenced = _made_by(root, certificate)
        _named_in(referenced, certificate)
        manifest = _manifest(root, referenced)
        when = _time(manifest)
        free = _covered(package, manifest, kept)
    except BadSignature as error:
        return Checked(str(error), certificate, others, when)
    except BadPackage as error:
        return Checked(f"The file {error}.", certificate, others, when)
    return Checked("", certificate, others, when, tuple(free))


def _root(content: bytes) -> etree._Element:
    try:
        root = parsed(content)
    except ValueError as error:
        raise BadSignature(_DAMAGED) from error
    ids = [each.get("Id") for each in root.iter() if each.get("Id") is not None]
    shape = [each.tag for each in root]
    once = all(shape.count(tag(name)) == 1 for name in ("SignedInfo", "SignatureValue", "KeyInfo"))
    if root.tag != tag("Signature") or not once or not set(shape) <= _DIRECT or len(set(ids)) < len(ids):
        raise BadSignature(_DAMAGED)
    if b"<!" in content or content.count(b"<?") > 1 or len(list(root.iter(tag("Manifest"), tag("SignedInfo")))) != 2:
        raise BadSignature(_DAMAGED)
    return root


def _certificates(root: etree._Element) -> list[x509.Certificate]:
    found = root.findall("/".join(tag(name) for name in ("KeyInfo", "X509Data", "X509Certificate")))
    if not found:
        raise BadSignature("The signature does not say with which certificate it was made.")
    try:
        return [readable(x509.load_der_x509_certificate(xml.decoded(each.text))) for each in found]
    except ValueError as error:
        raise BadSignature("The certificate of the signature is damaged.") from error


def _made_by(root: etree._Element, certificate: x509.Certificate) -> list[etree._Element]:
    """Return the elements whose digests are signed, after making sure that they are by the key of the certificate."""
    info = _one(root, tag("SignedInfo"))
    if _algorithm(info, "CanonicalizationMethod") != xml.C14N:
        raise BadSignature(_DAMAGED)
    value = xml.decoded(_one(root, tag("SignatureValue")).text)
    method = _algorithm(info, "SignatureMethod")
    xml.make_sure_it_was_made(certificate, method, value, xml.canonical(info))
    return [_referenced(root, each) for each in info.findall(tag("Reference"))]


def _referenced(root: etree._Element, reference: etree._Element) -> etree._Element:
    """Return the element that a reference names: an object of the signature itself, or its signed properties."""
    places = [*root.findall(tag("Object")), *root.findall(f"{tag('Object')}/{_QUALIFYING}/{_XADES}SignedProperties")]
    uri = reference.get("URI", "")
    target = next((each for each in places if uri == f"#{each.get('Id')}"), None)
    if target is None or set(_transforms(reference)) - {xml.C14N}:
        raise BadSignature(_DAMAGED)
    _compare(reference, xml.canonical(target), "The signature was changed after it was made.")
    return target


def _compare(reference: etree._Element, content: bytes, fault: str) -> None:
    value = xml.decoded(_one(reference, tag("DigestValue")).text)
    if xml.digest(content, _algorithm(reference, "DigestMethod")) != value:
        raise BadSignature(fault)


def _named_in(referenced: list[etree._Element], certificate: x509.Certificate) -> None:
    """Make sure that the certificate is the one that the signer named: others may exist for the same key."""
    path = f"{_XADES}SignedSignatureProperties"
    signed = [each.find(path) for each in referenced if each.tag == f"{_XADES}SignedProperties"]
    digests = [each for one in signed if one is not None for each in one.iter(f"{_XADES}CertDigest")]
    if not digests:
        raise BadSignature("The signature does not say with which certificate it was made.")
    own = certificate.public_bytes(Encoding.DER)
    _compare(digests[0], own, "The certificate is not the one that the signer used.")


def _manifest(root: etree._Element, referenced: list[etree._Element]) -> etree._Element:
    found = [each.find(tag("Manifest")) for each in referenced if each.tag == tag("Object")]
    manifests = [each for each in found if each is not None]
    if len(manifests) != 1:
        raise BadSignature("The signature does not cover the document.")
    return manifests[0]


def _time(manifest: etree._Element) -> datetime.datetime | None:
    package_object = manifest.getparent()
    value = package_object.find(f".//{_MDSSI}Value") if package_object is not None else None
    try:
        found = datetime.datetime.fromisoformat((value.text or "") if value is not None else "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


def _covered(package: Package, manifest: etree._Element, kept: Set[str]) -> list[str]:
    """Return the parts that are not covered and hold no words. Raises BadSignature where anything else differs."""
    covered: dict[str, Set[str]] = {}
    for reference in manifest:
        name, kind = _part_named(reference)
        if name in covered or name not in package.parts:
            raise BadSignature(_told("was taken out", [name]))
        if covering.type_signed(package, name) != kind:
            raise BadSignature(_told("is read in another way than when it was signed", [name]))
        covered[name] = _part_checked(package, name, reference)
    missing, free = covering.left_out(package, covered, kept)
    if missing:
        raise BadSignature(_told("was added, or is not covered by the signature", missing))
    return free


def _part_named(reference: etree._Element) -> tuple[str, str]:
    path, separator, kind = reference.get("URI", "").partition("?ContentType=")
    if reference.tag != tag("Reference") or not path.startswith("/") or not separator:
        raise BadSignature(_DAMAGED)
    return path[1:], kind


def _part_checked(package: Package, name: str, reference: etree._Element) -> Set[str]:
    """Make sure that a part is as it was signed. Returns the relations that are covered, where it holds relations."""
    fault = _told("was changed after it was signed", [name])
    transforms = list(_transforms(reference))
    if not transforms:
        _compare(reference, package.parts[name], fault)
        return frozenset(each.id for each in package.relations(name)) if covering.is_relations(name) else frozenset()
    if transforms != [xml.RELATIONS_TRANSFORM, xml.C14N] or not covering.is_relations(name):
        raise BadSignature(_DAMAGED)
    ids = frozenset(_named(reference, "RelationshipReference", "SourceId"))
    types = frozenset(_named(reference, "RelationshipsGroupReference", "SourceType"))
    _compare(reference, covering.transformed(package, name, ids, types), fault)
    return frozenset(each.id for each in package.relations(name) if each.id in ids or each.type in types)


def _named(reference: etree._Element, name: str, attribute: str) -> Iterator[str]:
    return (each.get(attribute, "") for each in reference.iter(f"{_MDSSI}{name}"))


def _transforms(reference: etree._Element) -> Iterator[str]:
    return (each.get("Algorithm", "") for each in reference.findall(f"{tag('Transforms')}/{tag('Transform')}"))


def _algorithm(element: etree._Element, name: str) -> str:
    return _one(element, tag(name)).get("Algorithm", "")


def _one(element: etree._Element, name: str) -> etree._Element:
    found = element.findall(name)
    if len(found) != 1:
        raise BadSignature(_DAMAGED)
    return found[0]


_CALLED: Mapping[str, str] = {
    "word/document.xml": "the text",
    "word/styles.xml": "the styles",
    "word/numbering.xml": "the numbering",
    "word/settings.xml": "the settings",
}


def _told(what: str, names: list[str]) -> str:
    shown = [f"{_CALLED[name]} ({name})" if name in _CALLED else name for name in names[:3]]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"A part of the file {what}: {', '.join(shown)}{more}."
