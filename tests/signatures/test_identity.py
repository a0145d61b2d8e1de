"""Reading a certificate with its key: what is wrong is said in a sentence, and no passphrase is ever shown."""

import datetime

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from istoolkit.signatures.identity import CannotSign, load
from tests.signatures.certificates import PASSPHRASE, certificate, p12


def test_a_certificate_is_read_with_its_key() -> None:
    found = load(p12(), PASSPHRASE)
    assert found.certificate == certificate("P-256", "Amira Patel", "", 2030)
    assert "key" not in repr(found)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "This is not a .p12 or .pfx file."),
        (b"", "This is not a .p12 or .pfx file."),
        (b"0\x82\x01\x00", "damaged"),
    ],
)
def test_a_file_that_is_none_is_said_to_be_none(content: bytes, words: str) -> None:
    with pytest.raises(CannotSign) as told:
        load(content, PASSPHRASE)
    assert words in str(told.value)


def test_a_wrong_passphrase_is_said_and_not_shown() -> None:
    with pytest.raises(CannotSign) as told:
        load(p12(), "my secret")
    assert str(told.value) == "The passphrase is not that of this file, or the file is damaged."
    assert "my secret" not in repr(told.value.__context__)


def test_a_certificate_without_its_key_cannot_sign() -> None:
    content = pkcs12.serialize_key_and_certificates(b"head", None, certificate(), None, NoEncryption())
    with pytest.raises(CannotSign, match="no certificate with a private key"):
        load(content, "")


def test_a_short_key_cannot_sign() -> None:
    with pytest.raises(CannotSign, match="The key is too weak"):
        load(p12("short"), PASSPHRASE)


def test_a_certificate_does_not_sign_before_its_first_day() -> None:
    with pytest.raises(CannotSign, match="not valid before 1 January 2025"):
        load(p12(), PASSPHRASE).make_sure_it_is_valid(datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))
