"""YAML text to values with their places, in one pass over libyaml's events.

Every scalar stays the text that was typed: ``no`` is not false and ``1:30`` is not ninety. Aliases, tags, second
documents, equal keys and deep nesting are refused, so what a reviewer reads is what is there, and no file can make the
reader hang or fail.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    YAMLError,
)
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import CollectionEndEvent, Event

from istoolkit.definitions.text import FORBIDDEN, Fault, decode, unseen
from istoolkit.finding import Path, Place, Problem

DEEPEST = 24
"""The deepest nesting a definition may have."""

MOST = 100
"""The most fields written twice that are told one by one."""

Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its text, its value and the span of every key and value."""

    file: str
    text: str = ""
    value: Any = None
    keys: dict[Path, Span] = field(default_factory=dict)
    values: dict[Path, Span] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def place(self, path: Path, key: bool = False) -> Place:
        """Return where a value, or its key, stands; the nearest thing around it where it is not there."""
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        while path and path not in first and path not in second:
            path, first, second = path[:-1], self.keys, self.values
        span = first.get(path) or second.get(path) or (1, 1, 1, 1)
        return Place(self.file, *span)


def read(file: str, content: bytes) -> Source:
    """Read a definition. ``file`` is the name that places carry. Faults are returned, never raised."""
    text = decode(file, content)
    if isinstance(text, Fault):
        return Source(file, faults=(text,))
    return _Reading(file, text).source()


class _Refused(Exception):
    """Reading cannot go on past this fault."""


class _Reading:
    """The state of one pass: the open collections, the path to here and what was found."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.faults: list[Fault] = []
        self.open: list[Any] = []
        self.path: list[str | int] = []
        self.root: Any = None
        self.awaited: list[str | None] = []
        self.documents = 0

    def source(self) -> Source:
        try:
            self._run()
        except _Refused:
            self.root = None
        except YAMLError as error:
            self._syntax(error)
        if self.root is None and not self.faults:
            self.refuse(
                "READ002",
                Place(self.file, 1, 1, 1, 1),
                "The file says nothing: it has comments only.",
                "Write the definition, or delete the file.",
            )
        return Source(self.file, self.text, self.root, self.keys, self.values, tuple(self.faults))

    def _run(self) -> None:
        parser = CParser(self.text)
        steps: dict[type, Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._begin,
            SequenceStartEvent: self._begin,
            MappingEndEvent: self._end,
            SequenceEndEvent: self._end,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document,
        }
        while (event := parser.get_event()) is not None:
            if (step := steps.get(type(event))) is not None:
                step(event)

    def _document(self, event: DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            self.stop(
                "READ007",
                event,
                "A second document begins here.",
                "Keep one document in a file: delete the line “---”.",
            )

    def _scalar(self, event: ScalarEvent) -> None:
        self._decorations(event)
        if event.style == '"' and (match := FORBIDDEN.search(event.value)):
            self.stop("READ004", event, unseen("The text", match.group()), "Take out what stands for it after “\\”.")
        container = self.open[-1] if self.open else None
        if type(container) is dict and self.awaited[-1] is None:
            self._key(event, container)
        else:
            value = event.value.rstrip("\n") if event.style in ("|", ">") else event.value
            self._put(value, _span(event))

    def _key(self, event: ScalarEvent, container: dict[str, Any]) -> None:
        key, span = event.value, _span(event)
        path = (*self.path, key)
        if key in container:
            related = ((Place(self.file, *self.keys[path]), "it is written here first"),)
            place = Place(self.file, *span)
            self.faults.append(
                Fault(
                    "READ008",
                    Problem(place, f"“{key}” is written twice here.", "Keep one of the two.", related),
                )
            )
            if len(self.faults) >= MOST:
                raise _Refused
            path = (*self.path, f"{key} (second)")
        self.keys[path] = span
        self.awaited[-1] = str(path[-1])

    def _put(self, value: Any, span: Span) -> None:
        if not self.open:
            self.root = value
            self.values[()] = span
        else:
            self.values[(*self.path, self._enter(value))] = span

    def _enter(self, value: Any) -> str | int:
        container = self.open[-1]
        if type(container) is list:
            container.append(value)
            return len(container) - 1
        key = self.awaited[-1]
        self.awaited[-1] = None
        if key is None:
            raise AssertionError("a value without a key")
        container[key] = value
        return key

    def _begin(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        self._decorations(event)
        if len(self.open) >= DEEPEST:
            self.stop(
                "READ009",
                event,
                f"Lists and sections lie more than {DEEPEST} deep here.",
                "Nothing in a definition needs this. Look for a bracket too many.",
            )
        if self.open and type(self.open[-1]) is dict and self.awaited[-1] is None:
            self.stop(
                "READ010",
                event,
                "A list or section stands where the name of a field should.",
                "Write the name of the field, then a colon.",
            )
        value: Any = {} if isinstance(event, MappingStartEvent) else []
        self._put(value, _span(event))
        if self.open:
            self.path.append(len(self.open[-1]) - 1 if type(self.open[-1]) is list else next(reversed(self.open[-1])))
        self.open.append(value)
        self.awaited.append(None)

    def _end(self, _: CollectionEndEvent) -> None:
        self.open.pop()
        self.awaited.pop()
        if self.open:
            self.path.pop()

    def _alias(self, event: AliasEvent) -> None:
        self.stop(
            "READ005",
            event,
            f"“*{event.anchor}” points to text written elsewhere in the file.",
            "Write the text out, so that a reader sees it here.",
        )

    def _decorations(self, event: Any) -> None:
        if event.anchor is not None:
            self.stop(
                "READ005",
                event,
                f"“&{event.anchor}” marks text to be used again.",
                "Delete the mark. Put a text that starts with & in quotation marks.",
            )
        if event.tag is not None:
            self.stop(
                "READ006",
                event,
                f"“{event.tag}” is a tag. Tags are not used in definitions.",
                "Delete it. Put a text that starts with ! in quotation marks.",
            )

    def _syntax(self, error: YAMLError) -> None:
        rows = self.text.split("\n")
        row, column = _where(error)
        row, column = (row, column) if row < len(rows) else (len(rows) - 1, len(rows[-1]))
        place = Place(self.file, row + 1, column + 1, row + 1, column + 2)
        tab = rows[row][column : column + 1] == "\t"
        message, mend = _TAB if tab else _plain(getattr(error, "problem", None) or str(error))
        self.refuse("READ011", place, message, _stuck(rows[: row + 1]) or mend)

    def stop(self, code: str, event: Event, message: str, mend: str) -> None:
        """Note a fault at an event and give up this file."""
        self.refuse(code, Place(self.file, *_span(event)), message, mend)
        raise _Refused

    def refuse(self, code: str, place: Place, message: str, mend: str) -> None:
        """Note a fault."""
        self.root = None
        self.faults.append(Fault(code, Problem(place, message, mend)))


def _where(error: YAMLError) -> tuple[int, int]:
    """Return the row and column of a fault: where a field without a colon begins, else where reading stopped."""
    begins = getattr(error, "context", None) == "while scanning a simple key"
    mark = getattr(error, "context_mark" if begins else "problem_mark", None)
    return (mark.line, mark.column) if mark else (0, 0)


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return (start.line + 1, start.column + 1, end.line + 1, end.column + 1)


_QUOTE = "Put the whole text in double quotation marks."
_STUCK = re.compile(r"\s*-[^\W\d_]")
"""An entry of a list whose hyphen is stuck to its text."""

_PERCENT = ("A line or a text cannot start with “%”.", _QUOTE)
_TAG = ("A text that starts with “!” is read as a tag.", _QUOTE)
_BLOCK = ("After “|” or “>” the text begins on the next line.", "Put it there, or put it in double quotation marks.")
_BACKSLASH = ("A backslash in double quotation marks means something else.", "Write it twice, or use single ones.")
_TAB = ("A tab stands where spaces should.", "Indent with spaces.")
_PLAIN = (
    ("mapping values are not allowed", "A colon followed by a space stands inside a text here.", _QUOTE),
    (
        "did not find expected key",
        "The file cannot be understood here: a field does not line up with the others.",
        "Give every field of a section the same indent. A text with a colon, quotation mark or bracket needs double quotation marks.",
    ),
    (
        "could not find expected ':'",
        "A colon is missing after the name of a field.",
        "Write the name, a colon and a space, then the value.",
    ),
    ("that cannot start any token", "A text cannot start with this character.", _QUOTE),
    (
        "did not find expected '-' indicator",
        "A list does not line up here.",
        "Start each entry of the list with a hyphen at the same indent.",
    ),
    (
        "did not find expected ',' or",
        "A list or section in brackets is not closed.",
        "Close it. A text with a comma or bracket needs double quotation marks.",
    ),
    ("unexpected end of stream", "A quotation mark is opened and not closed.", "Close it."),
    ("found unexpected document indicator", "A quotation mark is opened and not closed.", "Close it."),
    ("found undefined tag handle", *_TAG),
    ("did not find expected whitespace or line break", *_TAG),
    ("did not find expected tag URI", *_TAG),
    ("did not find URI escaped octet", *_TAG),
    ("directive name", *_PERCENT),
    ("found unexpected non-alphabetical character", *_PERCENT),
    ("did not find expected comment or line break", *_BLOCK),
    ("indentation indicator", *_BLOCK),
    ("found unknown escape character", *_BACKSLASH),
    ("did not find expected hexdecimal number", *_BACKSLASH),
    ("found unexpected ':'", "A colon stands where it cannot.", _QUOTE),
    ("mapping keys are not allowed", "A text cannot start with “?” and a space.", _QUOTE),
    (
        "block sequence entries are not allowed",
        "A list cannot begin in the middle of a line.",
        "Start it on the next line.",
    ),
    (
        "did not find expected node content",
        "A value is missing here, or a text starts with a character that it cannot start with.",
        "Write the value. A text that starts with a comma, bracket or other mark needs double quotation marks.",
    ),
    (
        "did not find expected <document start>",
        "What stands here belongs to no field.",
        "Write the name of the field, a colon and a space before it, at the indent of the other fields.",
    ),
    ("while scanning an anchor", "A text that starts with “&” or “*” is read as a mark.", _QUOTE),
    (
        "did not find expected alphabetic or numeric character",
        "A text that starts with “&” or “*” is read as a mark.",
        _QUOTE,
    ),
)


def _stuck(rows: list[str]) -> str:
    """Return the mend where the last line, or the one above it, is an entry of a list with its hyphen stuck to it."""
    if _STUCK.match(rows[-1]):
        return "Put a space after the hyphen."
    return "Put a space after the hyphen of the line above." if _STUCK.match("".join(rows[-2:-1])) else ""


def _plain(problem: str) -> tuple[str, str]:
    for part, message, mend in _PLAIN:
        if part in problem:
            return message, mend
    return (
        "The file cannot be understood here.",
        "Look at the indent, colons and quotation marks of this line and the one above.",
    )
