"""A text as its reader sees it: without wrapped lines, spaces at ends, and second ways to write the same letter or choice."""

import re
import unicodedata

from istoolkit.definitions.formats import NO, YES, awaited, to_be_confirmed
from istoolkit.definitions.schema import Field

_PARTS = re.compile(r"\n\s*\n|\n(?=\s*[-*•]\s)")
_BULLET = re.compile(r"\s*[-*•]\s+")
_PLAIN = re.compile(r"[!-)+,.-~](?: ?[!-~])*\Z")
"""A text in ASCII on one line that has nothing to normalise: most texts. It does not begin like a list entry."""


def normal(text: str) -> str:
    """Return a text in normal form, as documents lay it out (``documents/word/markup.py``).

    Lines that are only wrapped are joined, and so are spaces. Paragraphs are parted by an empty line. An entry of a list
    begins with “- ” whatever sign it was written with. Letters are in Unicode normal form C.
    """
    if _PLAIN.match(text):
        return text
    parts = (_part(each) for each in _PARTS.split(unicodedata.normalize("NFC", text)))
    return "\n\n".join(each for each in parts if each)


def _part(text: str) -> str:
    bullet = _BULLET.match(text)
    words = " ".join((text[bullet.end() :] if bullet else text).split())
    return f"- {words}" if bullet and words else words


def said(each: Field, text: str) -> str:
    """Return the text of a field in normal form. Where there are two ways to say yes, no or “to be confirmed”, it is one."""
    if each.format == "yes-no":
        return YES[0] if text in YES else NO[0] if text in NO else normal(text)
    if to_be_confirmed(text):
        return normal(f"TBC: {awaited(text)}") if awaited(text) else "TBC"
    return normal(text)
