"""A file that someone was given: what it says it is, its words and its digital signatures."""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from istoolkit.documents.seal import SIGNED_OFF, Seal, read_seal, words_digest
from istoolkit.documents.word.package import NotWord, unpack
from istoolkit.documents.word.reading import words_of
from istoolkit.documents.word.safe_xml import parsed

if TYPE_CHECKING:
    from istoolkit.signatures.checked import Checked

LARGEST = 100_000_000
"""The most bytes of a file that is looked at."""

Format = Literal["word", "pdf", "other"]
_OLE, _ZIP, _PDF = b"\xd0\xcf\x11\xe0", b"PK", b"%PDF-"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_KEYWORDS = re.compile(
    r"istoolkit[,\s]+protocol=([^\s,]+)(?:[,\s]+version=([^\s,]+))?[,\s]+digest=(?:sha256:)?([0-9a-f]{64})"
)
"""Programs may put commas between keywords."""


class CannotRead(Exception):
    """A file cannot be verified. The text says why and what to do."""


@dataclass(frozen=True, eq=False)
class Given:
    """A file to verify. ``seal`` is what it says of itself, None where it says nothing.

    ``words`` are its paragraphs; of a PDF the text of each page. ``pictures`` are the digests of its pictures,
    ``drawings`` those of its drawings (SVG), each of which has a picture too for programs that cannot show it.
    ``only_named`` is True where it has no seal but the keywords of its properties, as a PDF has.
    """

    format: Format
    sha256: str
    seal: Seal | None
    words: tuple[str, ...] = ()
    pictures: frozenset[str] = frozenset()
    drawings: frozenset[str] = frozenset()
    only_named: bool = False
    signatures: "tuple[Checked, ...]" = ()
    unchecked: bool = False
    """Whether there are digital signatures and what checks them is not installed."""

    @property
    def is_as_made(self) -> bool:
        """Whether the words are those that the seal has. False where there is no seal."""
        return self.seal is not None and not self.only_named and self.seal.words == words_digest(self.words)

    def has_pictures_of(self, other: "Given") -> bool:
        """Whether it has the pictures of another and no drawing that is not in it. LibreOffice leaves drawings out."""
        return self.pictures == other.pictures and self.drawings <= other.drawings

    @property
    def says_draft(self) -> bool:
        """Whether it says of itself that it is a draft."""
        return self.seal is not None and not self.only_named and self.seal.state != SIGNED_OFF


def given(path: Path) -> Given:
    """Read a file. Raises CannotRead."""
    content = _content(path)
    return read(content, path.name)


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise CannotRead("It is a folder. Name the file in it that you want to verify.")
    try:
        if path.stat().st_size > LARGEST:
            raise CannotRead("It is far larger than a document of ours could be.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CannotRead("There is no such file. Look at how its name is written.") from error
    except OSError as error:
        raise CannotRead(f"It cannot be read: {error.strerror}.") from error


def read(content: bytes, name: str = "") -> Given:
    """Return what a file holds. A file that is neither Word nor PDF has only its digest. Raises CannotRead."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise CannotRead("It is protected by a password. Open it in Word, take the password off and save a copy.")
        raise CannotRead(
            "It is in the form of an older Office program. Ask for the .docx or the PDF that was sent out."
        )
    if content.startswith(_PDF):
        return _pdf(content)
    if content.startswith(_ZIP):
        return _zip(content, name)
    if not content:
        raise CannotRead("It is empty.")
    return Given("other", _sum(content), None)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _zip(content: bytes, name: str) -> Given:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise CannotRead("It is damaged: it cannot be opened. Ask for it again.") from error
    if "word/document.xml" in names:
        return _word(content)
    if name.lower().endswith(".odt") or ("content.xml" in names and "mimetype" in names):
        raise CannotRead("It was saved as an OpenDocument file. Ask for the Word file (.docx) or the PDF it came from.")
    return Given("other", _sum(content), None)


def _word(content: bytes) -> Given:
    try:
        parts = unpack(content)
        words = words_of(parts)
    except NotWord as error:
        raise CannotRead(f"It cannot be read as a Word file: {error}. Ask for it again.") from error
    seal = read_seal(parts)
    media = {name: _sum(part) for name, part in parts.items() if name.startswith("word/media/")}
    drawings = frozenset(digest for name, digest in media.items() if name.lower().endswith(".svg"))
    pictures = frozenset(media.values()) - drawings
    named = _named(_keywords_of_word(parts.get("docProps/core.xml", b""))) if seal is None else None
    signatures, unchecked = _signatures("word", content) if b"_xmlsignatures/" in content else ((), False)
    return Given(
        "word", _sum(content), seal or named, words, pictures, drawings, named is not None, signatures, unchecked
    )


def _keywords_of_word(core: bytes) -> str:
    try:
        root = parsed(core)
    except ValueError:
        return ""
    return " ".join(each.text or "" for each in root if str(each.tag).endswith("}keywords"))


def _pdf(content: bytes) -> Given:
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise CannotRead("It is protected by a password. Ask for a copy without one.")
        keywords = str(reader.metadata.get("/Keywords", "")) if reader.metadata else ""
        words = tuple(page.extract_text() for page in reader.pages)
    except CannotRead:
        raise
    except Exception as error:  # a file that others made may break the library in any way
        raise CannotRead("It is damaged: it cannot be opened as a PDF. Ask for it again.") from error
    signatures, unchecked = _signatures("pdf", content) if b"/ByteRange" in content else ((), False)
    seal = _named(keywords)
    return Given(
        "pdf", _sum(content), seal, words, only_named=seal is not None, signatures=signatures, unchecked=unchecked
    )


def _named(keywords: str) -> Seal | None:
    """Return what the keywords of a file say it is (``documents.status.keywords_of``)."""
    found = _KEYWORDS.search(keywords)
    return Seal(found[1], found[2] or "", f"sha256:{found[3]}", "", state="") if found else None


def _signatures(kind: Literal["word", "pdf"], content: bytes) -> "tuple[tuple[Checked, ...], bool]":
    """Return the digital signatures, and whether they could not be checked for want of what checks them."""
    try:
        from istoolkit.signatures import pdf, word_checked
    except ImportError:
        return (), True
    if kind == "word":
        return word_checked.checked(content), False
    try:
        return pdf.checked(content), False
    except ValueError as error:
        raise CannotRead("It is damaged: its digital signature cannot be read. Ask for it again.") from error
