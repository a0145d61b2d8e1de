"""Reading the file that the CNIL's PIA software saves, whatever its version left out or spelled in another way."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from istoolkit.cnil.fields import HIGHEST, SPELLINGS
from istoolkit.cnil.html import has_script, noted, one_line, plain

LARGEST = 20_000_000
"""The most bytes a file may have. An assessment has some tens of thousands; pictures in it may have millions."""

Json = Mapping[str, Any]


class NotCnil(Exception):
    """The file is not one of the CNIL's PIA software. The text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its words, its list and its gauge, 1 to 4; 0 where it is not rated."""

    question: int
    text: str
    list: tuple[str, ...]
    gauge: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure, with its number in the file."""

    id: str
    title: str
    content: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An evaluation. ``reference`` is that of a page, a question or a measure; severity and likelihood are what remains.

    The file calls them the gauges x and y.
    """

    reference: str
    status: int
    comment: str
    plan: str
    date: str
    person: str
    severity: int
    likelihood: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and what it is on: the number of a question, or of a measure."""

    on: str
    for_measure: bool
    words: str


@dataclass(frozen=True)
class Pia:
    """What a file says, in plain words. ``warnings`` tell in sentences what could not be read as it is."""

    fields: Json
    answers: tuple[Answer, ...]
    measures: tuple[Measure, ...]
    evaluations: tuple[Evaluation, ...]
    comments: tuple[Comment, ...]
    warnings: tuple[str, ...] = field(default=())
    raw_comments: tuple[str, ...] = field(default=())
    """The words of the comments as the file has them, letter for letter."""

    def words(self, name: str) -> str:
        """Return a text of the first part of the file as plain words; "" where there is none."""
        value = self.fields.get(name) or self.fields.get(SPELLINGS.get(name, ""))
        return plain(value) if isinstance(value, str) else ""

    def line(self, name: str) -> str:
        """Return a name or title of the first part of the file on one line; "" where there is none."""
        value = self.fields.get(name)
        return one_line(value) if isinstance(value, str) else ""

    def number(self, name: str) -> int | None:
        """Return a number of the first part of the file; None where there is none."""
        return _number(self.fields.get(name))

    def answer(self, question: int) -> Answer:
        """Return the answer to a question; an empty one where there is none."""
        found = [each for each in self.answers if each.question == question]
        filled = [each for each in found if each.text or each.list or each.gauge]
        return next(iter(filled), Answer(question, "", (), 0))

    def evaluation(self, reference: str) -> Evaluation | None:
        """Return the evaluation of a page, a question or a measure; None where there is none."""
        return next((each for each in self.evaluations if each.reference == reference), None)


_PARTS = ("answers", "measures", "evaluations", "comments")


def read(content: bytes) -> Pia:
    """Read a file. Raises NotCnil where it is not one of the software's, with a sentence that says why.

    An entry that cannot be read is left out, and a warning names it.
    """
    data = _parsed(content)
    if not isinstance(data, dict) or not isinstance(data.get("pia"), dict):
        raise NotCnil("It has no part “pia”, so the CNIL's PIA software did not save it." + _MEND)
    odd: list[str] = []
    entries = {name: list(_entries(data, name, odd)) for name in _PARTS}
    answers = tuple(each for entry in entries["answers"] for each in _answer(entry))
    if not any(each.text or each.list or each.gauge for each in answers) and not entries["measures"]:
        raise NotCnil("It has no answers and no measures, so there is nothing to take over.")
    return Pia(
        data["pia"],
        answers,
        tuple(_measure(each) for each in entries["measures"]),
        tuple(_evaluation(each) for each in entries["evaluations"]),
        tuple(_comment(each) for each in entries["comments"]),
        (*odd, *_warnings(content, entries["answers"], answers)),
        tuple(each["description"] for each in entries["comments"] if isinstance(each.get("description"), str)),
    )


_MEND = " In the software choose Export, unpack the file where it is a .zip, and give the .json file in it."


_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/")
"""Names inside the .zip file that a document of Word, Excel or LibreOffice is."""


def _parsed(content: bytes) -> Any:
    if len(content) > LARGEST:
        raise NotCnil(f"It is larger than {LARGEST:,} bytes. Take the pictures out of its texts in the software first.")
    if content.startswith(b"PK\x03\x04") and any(name in content for name in _OFFICE):
        raise NotCnil("It is not a file that the CNIL's PIA software saves, but an office document." + _MEND)
    if content.startswith(b"PK\x03\x04"):
        raise NotCnil("It is a .zip file. Unpack it and give the .json file in it.")
    try:
        return json.loads(_decoded(content))
    except (RecursionError, ValueError) as error:  # cut off, too deep or too long
        raise NotCnil("It is not a file that the CNIL's PIA software saved, or it was cut off." + _MEND) from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = content.count(b"\n", 0, error.start) + 1
        raise NotCnil(
            f"It is not UTF-8 text: byte 0x{content[error.start]:02X} in line {where} cannot be read. A program that opened "
            "it may have saved it in another encoding. Take the file as the software saved it, or save it as UTF-8."
        ) from error


def _entries(data: Json, name: str, odd: list[str]) -> Iterator[Json]:
    """Yield the entries of a part that can be read. What is wrong with the others goes into ``odd``, in sentences."""
    value = data.get(name)
    if value is None and name != "answers":
        return
    if value is None:
        raise NotCnil("It has no part “answers”, so there is nothing to take over." + _MEND)
    if not isinstance(value, list):
        raise NotCnil(
            f"Its part “{name}” is not a list of entries, so the CNIL's PIA software did not save it." + _MEND
        )
    for number, each in enumerate(value, 1):
        if wrong := _wrong(name, each):
            odd.append(f"{name[:-1].capitalize()} {number} of {len(value)} {wrong}. It was left out.")
        else:
            yield each


def _wrong(name: str, entry: Any) -> str:
    """Return why an entry cannot be read; "" where it can."""
    if entry is None or entry == {}:
        return "is empty"
    if not isinstance(entry, dict):
        return f"is no entry, but “{one_line(str(entry))[:60]}”"
    if name != "answers":
        return ""
    if _number(entry.get("reference_to")) is None:
        return "does not say which question it answers"
    data = entry.get("data")
    return "" if data is None or isinstance(data, dict) else "does not say how it answers its question"


def _answer(entry: Json) -> list[Answer]:
    question, data = _number(entry.get("reference_to")), entry.get("data")
    if question is None or not data:
        return []
    listed = data.get("list")
    items = [one_line(each) for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    text = _words(data.get("text"))
    return [Answer(question, text, tuple(each for each in items if each), _gauge(data.get("gauge")))]


def _measure(entry: Json) -> Measure:
    title = entry.get("title")
    return Measure(
        _id(entry.get("id")), one_line(title) if isinstance(title, str) else "", _words(entry.get("content"))
    )


def _evaluation(entry: Json) -> Evaluation:
    gauges = entry.get("gauges")
    both = gauges if isinstance(gauges, dict) else {}
    return Evaluation(
        _id(entry.get("reference_to")),
        _number(entry.get("status")) or 0,
        _words(entry.get("evaluation_comment")),
        _words(entry.get("action_plan_comment")),
        _id(entry.get("estimated_implementation_date"))[:10],
        _words(entry.get("person_in_charge")),
        _gauge(both.get("x")),
        _gauge(both.get("y")),
    )


def _comment(entry: Json) -> Comment:
    words = entry.get("description")
    return Comment(
        _id(entry.get("reference_to")), bool(entry.get("for_measure")), noted(words if isinstance(words, str) else "")
    )


def _warnings(content: bytes, entries: list[Json], answers: tuple[Answer, ...]) -> Iterator[str]:
    if has_script(content.decode("utf-8-sig")):
        yield "There were scripts or styles in its texts. They were left out."
    numbers = [each.question for each in answers]
    if twice := sorted({each for each in numbers if numbers.count(each) > 1}):
        yield f"It answers some questions more than once ({_list(twice)}). The first answer that says something counts."
    if odd := [_number(each.get("reference_to")) for each in entries if _is_odd(each.get("data"))]:
        yield f"It has gauges or lists that cannot be read, under the questions {_list(odd)}. They were left out."


def _is_odd(data: Any) -> bool:
    if not isinstance(data, dict):
        return False
    gauge, listed, text = data.get("gauge"), data.get("list"), data.get("text")
    items = listed if isinstance(listed, list) else []
    known = gauge in (None, "") or _number(gauge) in range(HIGHEST + 1)
    whole = (listed is None or isinstance(listed, list)) and all(
        each is None or isinstance(each, str) for each in [*items, text]
    )
    return not (known and whole)


def _list(numbers: Iterable[int | None]) -> str:
    return ", ".join(map(str, numbers))


def _words(value: Any) -> str:
    return plain(value) if isinstance(value, str) else ""


def _id(value: Any) -> str:
    return one_line(str(value)) if isinstance(value, str | int) else ""


def _number(value: Any) -> int | None:
    """Return a whole number, also where it is written as text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) else None


def _gauge(value: Any) -> int:
    number = _number(value) or 0
    return number if 0 <= number <= HIGHEST else 0
