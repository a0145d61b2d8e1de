"""Mending a record of sign-off in which git left the marks of a merge that it could not make: both sides are kept.

Nothing is decided here: an entry is kept as its line has it, right or wrong, and ``istoolkit check`` judges it.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from istoolkit.definitions.register import SIGN_OFF
from istoolkit.signoff.entries import Entry

MARK = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?\Z|={7}\Z")
"""A line that git writes around the two sides of a merge."""

_ENTRY = re.compile(r"- (\{.*\})\Z")
_HEAD = re.compile(r"(?:#.*)?\Z|format: ['\"]?1['\"]?\Z|entries:\Z")
_PROTOCOL = re.compile(r"protocol: ['\"]?([^'\"\s]+)['\"]?\Z")


class CannotMend(Exception):
    """A record cannot be mended without losing something. The text says where and why, and what to do."""


@dataclass(frozen=True)
class Mended:
    """A record that was mended: its bytes, the entries in it, and how many marks and lines written twice were left out."""

    content: bytes
    entries: tuple[Entry, ...]
    marks: int
    twice: int


def mended(content: bytes, protocol: str) -> Mended:
    """Return a record without the marks of a merge and with every entry of both sides, each once, in the order of the file.

    Lines keep their bytes, and the byte order mark stays. Raises CannotMend where a line is none of a record of this protocol.
    """
    head: dict[str, None] = {}
    entries: dict[str, Entry] = {}
    marks = twice = 0
    for number, line in _lines(content):
        if MARK.match(line):
            marks += 1
        elif found := _ENTRY.match(line):
            twice += line in entries
            entries.setdefault(line, Entry(_values(found[1], number)))
        else:
            said = _of_head(line, number, protocol)
            twice += bool(said) and said in head
            head[said] = None
    kept = _joined(content, [*head, *entries]) if marks or twice else content
    return Mended(kept, tuple(entries.values()), marks, twice)


def _lines(content: bytes) -> list[tuple[int, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotMend(f"{SIGN_OFF} is not UTF-8 text. Take it from git as it was.") from error
    return [(number, line.rstrip()) for number, line in enumerate(text.removesuffix("\n").split("\n"), 1)]


def _values(text: str, number: int) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a field is written twice")
        return dict(pairs)

    try:
        values: dict[str, Any] = json.loads(text, object_pairs_hook=once)
    except ValueError as error:
        raise _refused(number, "is no entry that can be read") from error
    if not isinstance(values.get("id"), str):
        raise _refused(number, "is an entry without its digest")
    return values


def _of_head(line: str, number: int, protocol: str) -> str:
    named = _PROTOCOL.match(line)
    if named and named[1] != protocol:
        raise _refused(number, f"names another protocol, “{named[1]}”")
    if not named and not _HEAD.match(line):
        raise _refused(number, "is no entry")
    return line


def _refused(number: int, why: str) -> CannotMend:
    mend = "Take that line from git as it was, and try again."
    return CannotMend(
        f"{SIGN_OFF}, line {number}: the line {why}. Nothing was changed, so that nothing is lost. {mend}"
    )


def _joined(content: bytes, lines: list[str]) -> bytes:
    end = "\r\n" if b"\r\n" in content else "\n"
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    return mark + "".join(f"{line}{end}" for line in lines).encode()
