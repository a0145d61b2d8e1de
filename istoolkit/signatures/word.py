"""Signing a Word file as Office does, so that Word and LibreOffice show it ([MS-OFFCRYPTO] 2.5.2, ECMA-376 part 2)."""

import datetime
import re

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from istoolkit.documents.word.archive import with_parts
from istoolkit.signatures import covering, xml
from istoolkit.signatures.identity import CannotSign, Identity
from istoolkit.signatures.package import TYPES, BadPackage, Package, opened

_ORIGIN = f"{covering.FOLDER}origin.sigs"
_ORIGIN_RELATIONS = f"{covering.FOLDER}_rels/origin.sigs.rels"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.microsoft.com/office/2006/digsig"
_PACKAGE_ID = "idPackageSignature"
_DS = xml.Maker(xml.DS)
_MDSSI = xml.Maker(xml.MDSSI, "mdssi")
_XADES = xml.Maker(xml.XADES, "xd")
_INFO = xml.Maker(_OFFICE)


def signed(docx: bytes, identity: Identity, when: datetime.datetime) -> bytes:
    """Return a Word file with a signature, beside those it has. Raises CannotSign where that cannot be."""
    identity.make_sure_it_is_valid(when)
    try:
        package = opened(docx)
        number = 1 + sum(name.startswith(f"{covering.FOLDER}sig") for name in package.parts)
        name = f"{covering.FOLDER}sig{number}.xml"
        new = {name: _signature(_with_origin(package), identity, when), **_known(package, name, number)}
    except BadPackage as error:
        raise CannotSign(f"The file {error}. Make it again, then sign it.") from error
    return with_parts(docx, new)


def _with_origin(package: Package) -> Package:
    return Package({**package.parts, covering.ROOT: _root_relations(package)})


def _root_relations(package: Package) -> bytes:
    text = package.parts[covering.ROOT].decode()
    if any(each.type == covering.ORIGIN for each in package.relations(covering.ROOT)):
        return text.encode()
    return _added(text, f'<Relationship Id="rIdOrigin" Type="{covering.ORIGIN}" Target="{_ORIGIN}"/>')


def _known(package: Package, name: str, number: int) -> dict[str, bytes]:
    """Return the parts by which the package knows its signatures."""
    relations = package.parts.get(
        _ORIGIN_RELATIONS, f'{_HEAD}<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
    )
    own = f'<Relationship Id="rId{number}" Type="{covering.SIGNATURE}" Target="sig{number}.xml"/>'
    types = package.parts[TYPES].decode()
    new = f'<Override PartName="/{name}" ContentType="{covering.SIGNATURE_TYPE}"/>'
    if not package.type_of(_ORIGIN):
        new = f'<Default Extension="sigs" ContentType="{covering.ORIGIN_TYPE}"/>{new}'
    return {
        covering.ROOT: _root_relations(package),
        _ORIGIN: b"",
        _ORIGIN_RELATIONS: _added(relations.decode(), own),
        TYPES: types.replace("</Types>", f"{new}</Types>").encode(),
    }


def _added(relations: str, new: str) -> bytes:
    text = re.sub(r"<Relationships([^>]*)/>", r"<Relationships\1></Relationships>", relations)
    return text.replace("</Relationships>", f"{new}</Relationships>").encode()


def _signature(package: Package, identity: Identity, when: datetime.datetime) -> bytes:
    time = when.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    package_object = _DS("Object", _manifest(package), _time(time), Id="idPackageObject")
    office_object = _DS("Object", _office(), Id="idOfficeObject")
    qualifying = _qualifying(identity, time)
    root = _DS("Signature", package_object, office_object, _DS("Object", qualifying), Id=_PACKAGE_ID)
    signed_properties = qualifying[0]
    info = _DS(
        "SignedInfo",
        _DS("CanonicalizationMethod", Algorithm=xml.C14N),
        _DS("SignatureMethod", Algorithm=xml.method_of(identity)),
        _reference("#idPackageObject", xml.canonical(package_object), Type=xml.OBJECT),
        _reference("#idOfficeObject", xml.canonical(office_object), Type=xml.OBJECT),
        _reference("#idSignedProperties", xml.canonical(signed_properties), xml.C14N, Type=xml.SIGNED_PROPERTIES),
    )
    root.insert(0, info)
    root.insert(1, _DS("SignatureValue", xml.encoded(xml.value_of(identity, xml.canonical(info)))))
    root.insert(2, _DS("KeyInfo", _DS("X509Data", *_certificates(identity))))
    return _HEAD.encode() + etree.tostring(root)


def _certificates(identity: Identity) -> list[etree._Element]:
    known = (identity.certificate, *identity.others)
    return [_DS("X509Certificate", xml.encoded(each.public_bytes(Encoding.DER))) for each in known]


def _reference(uri: str, content: bytes, *transforms: "str | etree._Element", **attributes: str) -> etree._Element:
    digest = _DS("DigestValue", xml.encoded(xml.digest(content, xml.SHA256)))
    steps = [each if isinstance(each, etree._Element) else _DS("Transform", Algorithm=each) for each in transforms]
    before = [_DS("Transforms", *steps)] if steps else []
    return _DS("Reference", *before, _DS("DigestMethod", Algorithm=xml.SHA256), digest, URI=uri, **attributes)


def _manifest(package: Package) -> etree._Element:
    return _DS("Manifest", *(_part(package, name) for name in covering.to_cover(package)))


def _part(package: Package, name: str) -> etree._Element:
    uri = f"/{name}?ContentType={covering.type_signed(package, name)}"
    if not covering.is_relations(name):
        return _reference(uri, package.parts[name])
    ids = covering.ids_to_cover(package, name)
    named = (_MDSSI("RelationshipReference", SourceId=each) for each in ids)
    transform = _DS("Transform", *named, Algorithm=xml.RELATIONS_TRANSFORM)
    return _reference(uri, covering.transformed(package, name, frozenset(ids)), transform, xml.C14N)


def _property(name: str, content: etree._Element) -> etree._Element:
    return _DS("SignatureProperties", _DS("SignatureProperty", content, Id=name, Target=f"#{_PACKAGE_ID}"))


def _time(time: str) -> etree._Element:
    said = _MDSSI("SignatureTime", _MDSSI("Format", "YYYY-MM-DDThh:mm:ssTZD"), _MDSSI("Value", time))
    return _property("idSignatureTime", said)


def _office() -> etree._Element:
    """Return what Office says of a signature without a signature line ([MS-OFFCRYPTO] 2.5.2.4)."""
    said = {
        "SetupID": "",
        "SignatureText": "",
        "SignatureImage": "",
        "SignatureComments": "",
        "WindowsVersion": "10.0",
        "OfficeVersion": "16.0",
        "ApplicationVersion": "16.0",
        "Monitors": "1",
        "HorizontalResolution": "1920",
        "VerticalResolution": "1080",
        "ColorDepth": "32",
        "SignatureProviderId": "{00000000-0000-0000-0000-000000000000}",
        "SignatureProviderUrl": "",
        "SignatureProviderDetails": "9",
        "SignatureType": "1",
    }
    return _property("idOfficeV1Details", _INFO("SignatureInfoV1", *(_INFO(name, text) for name, text in said.items())))


def _qualifying(identity: Identity, time: str) -> etree._Element:
    certificate = identity.certificate
    digest = _XADES(
        "CertDigest",
        _DS("DigestMethod", Algorithm=xml.SHA256),
        _DS("DigestValue", xml.encoded(certificate.fingerprint(hashes.SHA256()))),
    )
    issued = _XADES(
        "IssuerSerial",
        _DS("X509IssuerName", certificate.issuer.rfc4514_string()),
        _DS("X509SerialNumber", str(certificate.serial_number)),
    )
    properties = _XADES(
        "SignedProperties",
        _XADES(
            "SignedSignatureProperties",
            _XADES("SigningTime", time),
            _XADES("SigningCertificate", _XADES("Cert", digest, issued)),
            _XADES(
                "SignaturePolicyIdentifier",
                _XADES(
                    "SignaturePolicyImplied",
                ),
            ),
        ),
        Id="idSignedProperties",
    )
    return _XADES("QualifyingProperties", properties, Target=f"#{_PACKAGE_ID}")
