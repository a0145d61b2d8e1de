"""A PDF signed as PAdES has it: it holds as it is, and whatever is changed or added is found."""

import logging
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from istoolkit.signatures import pdf
from istoolkit.signatures.checked import Checked, trusted
from istoolkit.signatures.identity import CannotSign
from tests.signatures.certificates import WHEN, authority, identity
from tests.signatures.pages import added_to, made, signed

CHANGED = "The file was changed after it was signed."


def only(content: bytes) -> Checked:
    found = pdf.checked(content)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("kind", ["RSA", "P-256"])
def test_a_signed_pdf_holds_and_says_who_signed_and_when(kind: str) -> None:
    found = only(signed(kind))
    assert (found.fault, found.signer, found.when) == ("", "Amira Patel, Northvale Council", WHEN)


def test_signing_adds_to_the_end_and_gives_the_same_bytes_each_time() -> None:
    before = made("Kept for 6 years.")
    assert signed("RSA").startswith(before)
    assert pdf.signed(before, identity("RSA"), WHEN) == signed("RSA")


def test_a_pdf_without_a_signature_has_none() -> None:
    assert pdf.checked(made("Kept for 6 years.")) == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.replace(b"6 years", b"9 years"),
        lambda content: content + b"\n%more\n",
        lambda content: added_to(content, "page"),
        lambda content: added_to(content, "annotation"),
        lambda content: added_to(content, "properties"),
    ],
    ids=["words", "trailing bytes", "page", "annotation", "properties"],
)
def test_whatever_is_changed_or_added_after_signing_is_found(change: Callable[[bytes], bytes]) -> None:
    content = change(signed())
    assert content != signed()
    assert only(content).fault == CHANGED


def test_what_is_added_between_two_signatures_is_found() -> None:
    again = pdf.signed(added_to(signed(), "annotation"), identity(subject="Sam Osei"), WHEN)
    assert [each.fault for each in pdf.checked(again)] == [CHANGED, ""]


def test_two_people_can_sign_and_one_of_them_does_not_undo_the_other() -> None:
    both = pdf.checked(pdf.signed(signed(), identity("P-256", "Sam Osei"), WHEN))
    assert [(each.fault, each.signer) for each in both] == [
        ("", "Amira Patel, Northvale Council"),
        ("", "Sam Osei, Northvale Council"),
    ]


def test_a_signature_of_another_file_does_not_hold_for_this_one() -> None:
    other = pdf.signed(made("Kept for 9 years."), identity(), WHEN)
    start = len(made("Kept for 6 years."))
    assert only(made("Kept for 6 years.") + other[start:]).fault == CHANGED


def test_a_pdf_signed_anew_by_someone_else_names_the_other_signer() -> None:
    found = only(pdf.signed(made("Kept for 9 years."), identity(subject="Mallory"), WHEN))
    assert (found.fault, found.signer) == ("", "Mallory, Northvale Council")


def test_a_certificate_that_is_vouched_for_is_trusted_and_no_other() -> None:
    vouched = identity(subject="Sam Osei", issuer="Northvale Signing Authority")
    assert trusted(only(pdf.signed(made("x"), vouched, WHEN)), [authority()], WHEN) == ""
    assert trusted(only(signed()), [authority()], WHEN) != ""


@pytest.mark.parametrize("content", [b"%PDF-1.7\nhello", signed()[:400], b""], ids=["no PDF", "cut off", "empty"])
def test_a_damaged_pdf_is_said_to_be_damaged(content: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ValueError, match="damaged"):
        pdf.checked(content)
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


def test_a_damaged_pdf_is_not_signed() -> None:
    with pytest.raises(CannotSign, match="damaged or protected"):
        pdf.signed(b"%PDF-1.7\nhello", identity(), WHEN)


@pytest.mark.office
def test_another_program_says_the_same(tmp_path: Path) -> None:
    """Poppler, which Linux's viewers use, takes the signature for good, and not after a change."""
    program = shutil.which("pdfsig")
    assert program
    for content, words in (
        (signed("RSA"), "Signature is Valid"),
        (signed("RSA").replace(b"6 years", b"9 years"), "Digest Mismatch"),
    ):
        (tmp_path / "a.pdf").write_bytes(content)
        told = subprocess.run([program, "-nocert", tmp_path / "a.pdf"], capture_output=True, text=True, check=False)
        assert words in told.stdout
