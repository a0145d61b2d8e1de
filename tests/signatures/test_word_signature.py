"""A Word file signed as Office signs it: it holds as it is, and whatever is changed is found."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable

import pytest

from istoolkit.signatures import word, xml
from istoolkit.signatures.checked import Checked, trusted
from istoolkit.signatures.identity import CannotSign
from istoolkit.signatures.word_checked import checked
from tests.signatures.certificates import WHEN, authority, identity
from tests.signatures.packages import changed, packed, parts_of, plain, signed

SIGNATURE = "_xmlsignatures/sig1.xml"
Parts = dict[str, bytes]


def only(content: bytes) -> Checked:
    found = checked(content)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("kind", ["RSA", "P-256"])
def test_a_signed_file_holds_and_says_who_signed_when_and_what_is_not_covered(kind: str) -> None:
    found = only(signed(kind))
    assert (found.fault, found.signer, found.self_signed) == ("", "Amira Patel, Northvale Council", True)
    assert found.when == WHEN
    assert found.uncovered == ("docProps/app.xml", "docProps/core.xml", "docProps/thumbnail.jpeg")


def test_signing_changes_no_part_of_the_document_and_gives_the_same_bytes_each_time() -> None:
    before, after = parts_of(plain()), parts_of(signed())
    touched = {"[Content_Types].xml", "_rels/.rels"}
    assert {name: after[name] for name in before if name not in touched} == {
        name: part for name, part in before.items() if name not in touched
    }
    for kind in ("RSA", "P-256"):
        assert word.signed(plain(), identity(kind), WHEN) == signed(kind)


def test_a_file_without_a_signature_has_none() -> None:
    assert checked(plain()) == ()


def _in(part: str, old: bytes, new: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        assert old in parts[part], f"{part} has no {old!r}"
        parts[part] = parts[part].replace(old, new)

    return change


def _add(name: str, content: bytes = b"<x/>") -> Callable[[Parts], None]:
    return lambda parts: parts.update({name: content})


def _refer(parts: Parts) -> None:
    parts["word/extra.xml"] = b"<x/>"
    new = b'<Relationship Id="rIdExtra" Type="urn:x" Target="extra.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", new)


def _second_seal(parts: Parts) -> None:
    parts["customXml/a.xml"] = parts["customXml/istoolkitSeal.xml"].replace(b"signed-off", b"draft")


def _another_document(parts: Parts) -> None:
    """Keep the document that was signed, and have programs open another one."""
    parts["word/other.xml"] = parts["word/document.xml"].replace(b"police", b"public")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"word/other.xml")


def _two_documents(parts: Parts) -> None:
    parts["word/other.xml"] = parts["word/document.xml"].replace(b"police", b"public")
    kind = re.search(rb'Type="([^"]*officeDocument)"', parts["_rels/.rels"])
    assert kind
    new = b'<Relationship Id="rId0" Type="%s" Target="word/other.xml"/></Relationships>' % kind[1]
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", new)


def _properties_elsewhere(parts: Parts) -> None:
    """Have the relation that need not be covered lead to a part that must be."""
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"docProps/core.xml", b"word/styles.xml")


TAMPERING: dict[str, tuple[Callable[[Parts], object], str]] = {
    "text": (_in("word/document.xml", b"6 years", b"9 years"), "the text (word/document.xml)"),
    "styles": (_in("word/styles.xml", b"<w:docDefaults>", b"<w:docDefaults ><!---->"), "the styles"),
    "numbering": (_in("word/numbering.xml", b"%1.", b"%1"), "the numbering"),
    "settings": (_in("word/settings.xml", b"</w:settings>", b"<w:x/></w:settings>"), "the settings"),
    "header": (_in("word/header1.xml", b"DRAFT, not signed", b"SIGNED OFF"), "word/header1.xml"),
    "footer": (_in("word/footer1.xml", b"Northvale", b"Southvale"), "word/footer1.xml"),
    "seal": (_in("customXml/istoolkitSeal.xml", b"signed-off", b"draft"), "customXml/istoolkitSeal.xml"),
    "picture": (_in("word/media/image1.png", b"PNG", b"PNP"), "word/media/image1.png"),
    "relation retargeted": (
        _in("word/_rels/document.xml.rels", b"header1", b"footer1"),
        "word/_rels/document.xml.rels",
    ),
    "relation made to lead out": (
        _in("word/_rels/document.xml.rels", b'Target="styles.xml"', b'Target="styles.xml" TargetMode="External"'),
        "word/_rels/document.xml.rels",
    ),
    "added part": (_add("word/extra.xml"), "was added, or is not covered by the signature: word/extra.xml"),
    "added part that is referred to": (_refer, "was added, or is not covered by the signature"),
    "added part of a relation": (_add("word/_rels/styles.xml.rels", b"<x/>"), "The file has a part that is damaged."),
    "second seal": (_second_seal, "was added, or is not covered by the signature: customXml/a.xml"),
    "another document": (_another_document, "_rels/.rels"),
    "two documents": (_two_documents, "was added, or is not covered by the signature"),
    "properties elsewhere": (_properties_elsewhere, "was added, or is not covered by the signature: _rels/.rels"),
    "signatures named elsewhere": (
        lambda parts: parts.update(
            {
                "_rels/.rels": parts["_rels/.rels"].replace(b"_xmlsignatures/origin.sigs", b"word/origin.sigs"),
                "word/origin.sigs": b"",
                "word/_rels/origin.sigs.rels": parts.pop("_xmlsignatures/_rels/origin.sigs.rels").replace(
                    b'Target="sig1', b'Target="../_xmlsignatures/sig1'
                ),
            }
        ),
        "names its signatures in two ways",
    ),
    "removed part": (lambda parts: parts.pop("word/header1.xml"), "was taken out: word/header1.xml"),
    "content type": (
        _in("[Content_Types].xml", b"wordprocessingml.header+xml", b"wordprocessingml.footer+xml"),
        "is read in another way than when it was signed",
    ),
    "content type said twice": (
        _in("[Content_Types].xml", b"</Types>", b'<Default Extension="XML" ContentType="a/b"/></Types>'),
        "says in two ways what its parts are",
    ),
    "swapped parts": (
        lambda parts: parts.update(
            {"word/header1.xml": parts["word/footer1.xml"], "word/footer1.xml": parts["word/header1.xml"]}
        ),
        "was changed after it was signed",
    ),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_whatever_is_changed_after_signing_is_found_and_named(what: str) -> None:
    change, words = TAMPERING[what]
    found = only(changed(signed(), change))
    assert not found.holds
    assert words in found.fault


def test_properties_of_the_file_may_change_and_are_said_not_to_be_covered() -> None:
    found = only(changed(signed(), _in("docProps/core.xml", b"python-docx", b"somebody")))
    assert found.holds
    assert "docProps/core.xml" in found.uncovered


def test_a_file_packed_again_without_a_change_still_holds() -> None:
    assert only(packed(parts_of(signed()))).holds


def _twice(content: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", parts_of(content)["word/document.xml"].replace(b"6 years", b"9 years"))
    return stream.getvalue()


def _other_case(content: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/Document.xml", b"<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_twice, "holds two parts of one name"),
        (_other_case, "holds two parts of one name"),
        (lambda content: content + b"more", "goes on after its end"),
        (lambda content: b"before" + content, "has something before its beginning"),
        (lambda content: content[:-3], "is damaged"),
    ],
)
def test_an_archive_that_programs_may_read_in_two_ways_is_refused(change: Callable[[bytes], bytes], words: str) -> None:
    found = only(change(signed()))
    assert not found.holds
    assert words in found.fault


def test_a_signature_copied_from_another_file_does_not_hold() -> None:
    other = word.signed(changed(plain(), _in("word/document.xml", b"6 years", b"9 years")), identity(), WHEN)
    found = only(changed(signed(), lambda parts: parts.update({SIGNATURE: parts_of(other)[SIGNATURE]})))
    assert found.fault == "A part of the file was changed after it was signed: the text (word/document.xml)."


def test_a_file_signed_anew_by_someone_else_holds_and_names_the_other_signer() -> None:
    unsigned = changed(plain(), _in("word/document.xml", b"6 years", b"9 years"))
    found = only(word.signed(unsigned, identity(subject="Mallory"), WHEN))
    assert found.holds
    assert found.signer == "Mallory, Northvale Council"


def test_two_people_can_sign_and_one_of_them_does_not_undo_the_other() -> None:
    both = checked(word.signed(signed(), identity("P-256", "Sam Osei"), WHEN))
    assert [(each.fault, each.signer) for each in both] == [
        ("", "Amira Patel, Northvale Council"),
        ("", "Sam Osei, Northvale Council"),
    ]


def _signature(old: bytes, new: bytes) -> Callable[[Parts], None]:
    return _in(SIGNATURE, old, new)


def _wrapped(parts: Parts) -> None:
    """Move the manifest that is signed out of use, and put one in its place that is true of a changed document."""
    changed_file = changed(plain(), _in("word/document.xml", b"6 years", b"9 years"))
    forged = parts_of(word.signed(changed_file, identity(subject="Mallory"), WHEN))
    parts["word/document.xml"] = forged["word/document.xml"]
    true, false = parts[SIGNATURE], forged[SIGNATURE]
    pattern = rb'<Object Id="idPackageObject">.*?</Object>'
    old, new = re.search(pattern, true, re.DOTALL), re.search(pattern, false, re.DOTALL)
    assert old and new
    hidden = b'<Object Id="other">' + old[0] + b"</Object>"
    unnamed = new[0].replace(b' Id="idPackageObject"', b"")
    parts[SIGNATURE] = true.replace(old[0], unnamed).replace(b"</Signature>", hidden + b"</Signature>")


FORGED: dict[str, Callable[[Parts], object]] = {
    "value": _signature(b"<SignatureValue>", b"<SignatureValue>AAAA"),
    "value that is no Base64": _signature(b"<SignatureValue>", b"<SignatureValue>!"),
    "time": _signature(b"2026-12-01T09:30:00Z", b"2025-12-01T09:30:00Z"),
    "SHA-1": _signature(b"http://www.w3.org/2001/04/xmlenc#sha256", b"http://www.w3.org/2000/09/xmldsig#sha1"),
    "ECDSA with SHA-1": _signature(
        b"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", b"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1"
    ),
    "transform": _signature(
        b'Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"',
        b'Algorithm="http://www.w3.org/TR/1999/REC-xslt"',
    ),
    "wrapping": _wrapped,
    "same id twice": _signature(b'Id="idOfficeObject"', b'Id="idPackageObject"'),
    "document type": _signature(b"<Signature ", b'<!DOCTYPE x [<!ENTITY a "b">]><Signature '),
    "comment": _signature(b"</Signature>", b"<!-- x --></Signature>"),
    "no certificate": _signature(b"X509Certificate", b"X509Nothing"),
    "damaged": lambda parts: parts.update({SIGNATURE: b"<Signature"}),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_signature_that_was_changed_or_is_weak_or_odd_is_refused(what: str) -> None:
    found = only(changed(signed(), FORGED[what]))
    assert not found.holds
    assert found.fault.endswith(".")


def test_a_signature_with_weak_digests_is_refused_however_true_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    weak = "http://www.w3.org/2000/09/xmldsig#sha1"
    with monkeypatch.context() as patched:
        patched.setattr(xml, "SHA256", weak)
        patched.setattr(xml, "DIGESTS", {weak: "sha1"})
        content = word.signed(plain(), identity(), WHEN)
    assert only(content).fault == "The signature was made in a way that is too weak to prove anything."


def test_a_certificate_of_another_name_for_the_same_key_is_refused() -> None:
    other = parts_of(word.signed(plain(), identity(subject="Mallory"), WHEN))[SIGNATURE]
    pattern = rb"<X509Certificate>.*?</X509Certificate>"
    theirs = re.search(pattern, other)
    assert theirs
    found = only(
        changed(signed(), lambda parts: parts.update({SIGNATURE: re.sub(pattern, theirs[0], parts[SIGNATURE])}))
    )
    assert found.fault == "The certificate is not the one that the signer used."


def test_a_certificate_that_is_vouched_for_is_trusted_and_no_other() -> None:
    vouched = identity(subject="Sam Osei", issuer="Northvale Signing Authority")
    found = only(word.signed(plain(), vouched, WHEN))
    assert (found.issuer, found.self_signed) == ("Northvale Signing Authority, Northvale Council", False)
    assert trusted(found, [authority()], WHEN) == ""
    untrusted = "None of the certificates you trust vouches for the signer."
    assert trusted(only(signed()), [authority()], WHEN) == untrusted
    after = datetime.datetime(2031, 1, 1, tzinfo=datetime.UTC)
    assert trusted(found, [authority()], after) == "The certificate of the signer has expired."


def test_a_certificate_that_has_expired_signs_nothing() -> None:
    with pytest.raises(CannotSign, match="The certificate expired on 1 January 2026"):
        word.signed(plain(), identity(until=2026), WHEN)


def test_a_file_that_is_no_word_file_is_not_signed() -> None:
    with pytest.raises(CannotSign, match="is not a Word document"):
        word.signed(b"hello", identity(), WHEN)
