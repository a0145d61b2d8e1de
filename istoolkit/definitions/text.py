"""Bytes of a file to text, or a fault with its exact place."""

import re
from typing import NamedTuple

from istoolkit.finding import Place, Problem

LARGEST = 2_000_000
"""The most bytes a definition may have."""

LARGEST_RECORD = 10_000_000
"""The most bytes a record of sign-off may have: about 15,000 entries. It grows for as long as its protocol lasts."""

_RECORD = "sign-off.yaml"

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
_HIDDEN = "\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff"
FORBIDDEN = re.compile(f"[{_CONTROL}{_HIDDEN}]")
"""Characters that cannot be seen, or that change the order in which others are seen."""

_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Excel and Word begin, new and old."""


class Fault(NamedTuple):
    """Something that keeps a file from being read: the code of its rule and the problem."""

    code: str
    problem: Problem


def largest(file: str) -> int:
    """Return the most bytes that a file of a name may have."""
    return LARGEST_RECORD if file.endswith(_RECORD) else LARGEST


def decode(file: str, content: bytes) -> str | Fault:
    """Return the text of ``content``, UTF-8 with or without a byte order mark, or the fault that prevents it."""
    if content.startswith(_OFFICE):
        return _office(file)
    if len(content) > largest(file):
        return _too_large(file)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _wrong_encoding(file, content, error.start)
    if not text.strip():
        return Fault(
            "READ002",
            Problem(Place(file, 1, 1, 1, 1), "The file is empty.", "Write the definition, or delete the file."),
        )
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _forbidden(file, text) or _two_sides(file, plain) or plain


def _office(file: str) -> Fault:
    message = "This is an Excel or Word file saved under another name."
    mend = "Open it in Excel and save it as “CSV UTF-8”, or in Word and save it as plain text in UTF-8."
    return Fault("READ001", Problem(Place(file, 1, 1, 1, 1), message, mend))


def _too_large(file: str) -> Fault:
    what, mend = "a definition", "Move long texts into annexes kept elsewhere."
    if file.endswith(_RECORD):
        what, mend = "a record of sign-off", "Take it from git as it was, and tell the makers of istoolkit."
    message = f"The file is larger than the {largest(file):,} bytes that {what} may have."
    return Fault("READ003", Problem(Place(file, 1, 1, 1, 1), message, mend))


def _wrong_encoding(file: str, content: bytes, position: int) -> Fault:
    before = content[:position].decode("utf-8-sig", "replace")
    message = f"The file is not UTF-8 text: byte 0x{content[position]:02X} cannot be read."
    mend = "Save it as UTF-8. In Notepad choose Save as, then Encoding: UTF-8. In Excel choose “CSV UTF-8”."
    return Fault("READ001", Problem(_at(file, before), message, mend))


def _forbidden(file: str, text: str) -> Fault | None:
    match = FORBIDDEN.search(text)
    if match is None:
        return None
    mend = "Delete it and type the text again."
    return Fault("READ004", Problem(_at(file, text[: match.start()]), unseen("The file", match.group()), mend))


def _two_sides(file: str, text: str) -> Fault | None:
    """Return the fault of a file in which git left both sides of a merge that it could not make."""
    begins = _BEGINS.search(text) if "<<<<<<<" in text else None
    if begins is None or not _ENDS.search(text, begins.end()):
        return None
    mend = "Keep what is right of the two sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
    if file.endswith(_RECORD):
        mend = f"Keep the entries of both sides with: istoolkit sign-off mend {file.split('/')[0]}"
    message = "git could not merge two versions of this file, and left both sides in it."
    return Fault("READ013", Problem(_at(file, text[: begins.start()]), message, mend))


_BEGINS = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
_ENDS = re.compile(r"^>{7}(?: .*)?$", re.MULTILINE)


def unseen(where: str, character: str) -> str:
    """Return the message about a character that cannot be seen."""
    sort = "hidden" if re.match(f"[{_HIDDEN}]", character) else "control"
    return f"{where} has a {sort} character here (U+{ord(character):04X}) that no one can see."


def _at(file: str, before: str) -> Place:
    lines = before.replace("\r\n", "\n").split("\n")
    line, column = len(lines), len(lines[-1]) + 1
    return Place(file, line, column, line, column + 1)
