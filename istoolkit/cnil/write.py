"""The file of the CNIL's PIA software, made from a protocol and its assessment. The same definition gives the same bytes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from istoolkit.assessment.assessed import Measure, assessed
from istoolkit.cnil import carried, description, extra
from istoolkit.cnil.evaluations import Evaluations
from istoolkit.cnil.fields import BY_ID, DOING, PARTS, QUESTIONS, REFUSED, VALIDATED
from istoolkit.cnil.html import bullets, paragraph, plain
from istoolkit.cnil.opinions import opinions
from istoolkit.cnil.progress import progress
from istoolkit.cnil.read import read
from istoolkit.cnil.risks import Page, key, pages, titles, without_page
from istoolkit.cnil.told import FIELDS, Teller
from istoolkit.definitions.formats import NOT_STATED, date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import Field
from istoolkit.documents.view import Library

PIA = 1
"""The number of the assessment in the file. The software gives it another when it reads the file."""

PLACEHOLDER = "measures.default_placeholder"

_MEASURE = FIELDS["measures"].item or Field("", (), "")


@dataclass(frozen=True)
class Exported:
    """The file, and in sentences what of the protocol and its assessment it could not take over as it is."""

    content: bytes
    told: tuple[str, ...]


def exported(register: Register, protocol: Protocol) -> Exported:
    """Return the file of a protocol and its assessment. A protocol without an assessment has the description only."""
    work = _Work(register, protocol)
    file = work.file()
    if work.assessed.written:
        words = carried.comment(protocol.id, work.assessed.source.text, read(_bytes(file)))
        file["comments"].append(work.comment(len(file["comments"]) + 1, extra.Comment(carried.QUESTION, words)))
    return Exported(_bytes(file), tuple(work.told(file["pia"])))


def _bytes(file: dict[str, Any]) -> bytes:
    return (json.dumps(file, ensure_ascii=False, indent=2) + "\n").encode()


def described(register: Register, protocol: Protocol) -> dict[int, str]:
    """Return what the definition answers to the questions 111 to 227, as plain words by question; "" where nothing."""
    view = Library(register).view(protocol)
    return {number: plain(description.answer(number, view)) for number in description.PARTS}


@dataclass
class _Work:
    """The making of one file."""

    register: Register
    protocol: Protocol
    comments: list[extra.Comment] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.assessed = assessed(self.register, self.protocol)
        self.teller = Teller(self.register, self.assessed)
        self.view = Library(self.register).view(self.protocol)
        self.pages = pages(self.teller)
        self.others = without_page(self.teller)
        words = {
            each.number: " ".join(self.teller.all(_MEASURE.fields["title"], each.entry.value.get("title")))
            or each.title
            for each in self.assessed.measures
        }
        self.titles = titles(self.assessed.measures, words)

    @cached_property
    def _time(self) -> str | None:
        """The day of the assessment, or of the protocol's last change, as the file writes times; None where neither is said."""
        changes = [str(each.get("date", "")) for _, each in self.protocol.entries("changes")]
        days = (self.assessed.text("date"), *changes[:1], self.protocol.text("in_force"))
        return next((moment(day) for day in days if date(day)), None)

    def file(self) -> dict[str, Any]:
        measures = [self._measure(each) for each in self.assessed.measures]
        answers = [self._answer(number, each.id) for number, each in enumerate(QUESTIONS, 1)]
        evaluations = Evaluations(self.assessed, self.teller, self.pages, self.titles, self._stamp).all()
        comments = [self.comment(i, each) for i, each in enumerate(self._comments(), 1)]
        pia = self._pia()
        pia["progress"] = progress(pia, answers, measures, evaluations)
        return {"pia": pia, "answers": answers, "measures": measures, "evaluations": evaluations, "comments": comments}

    def _stamp(self, number: int) -> dict[str, Any]:
        """Return what every entry of a list begins with."""
        return {"id": number, "pia_id": PIA, "created_at": self._time, "updated_at": self._time}

    def _pia(self) -> dict[str, Any]:
        words = {name: self._words(*path) for name, path in _NAMES.items()}
        tier = str(self.view["tier"] or "")
        return {
            **{
                "id": PIA,
                "status": self._status,
                "name": words["name"] or self.protocol.text("title") or self.protocol.id,
            },
            **{"category": tier, **{name: words[name] for name in _NAMES if name != "name"}},
            **opinions(self.teller),
            "rejection_reason": self._words("ico_consultation", "answer") if self._status == REFUSED else "",
            "applied_adjustments": "",
            **{"is_example": 0, "is_archive": 0, "structure_id": "", "structure_name": "", "structure_sector_name": ""},
            **{"structure_data": None, "progress": 0, "lock_version": 0},
            **{"created_at": self._time, "updated_at": self._time},
        }

    def _words(self, *path: str) -> str:
        each, value = Field("", ("dict",), "", fields=FIELDS), self.assessed.data
        for step in path:
            if not isinstance(value, dict) or step not in value:
                return ""
            each, value = each.fields[step], value[step]
        return self.teller.words(each, value) if isinstance(value, str) else ""

    @property
    def _status(self) -> int:
        """Refused where the Commissioner says that it may not proceed; validated where it is approved."""
        if self.assessed.text("ico_consultation", "outcome") == "may-not-proceed":
            return REFUSED
        return VALIDATED if self.assessed.is_approved else DOING

    def _answer(self, number: int, question: int) -> dict[str, Any]:
        kind = BY_ID[question].kind
        data: dict[str, Any] = {"text": None, "gauge": None, "list": []}
        if kind == "text":
            text = description.answer(question, self.view) + extra.answer(question, self.teller)
            data["text"] = text or paragraph(NOT_STATED)
        else:
            page = next(each for each in self.pages if BY_ID[question].item == each.feared.item)
            data.update(self._risk(page, next(name for name, last in PARTS.items() if last == question % 10)))
        return {**self._stamp(number), "reference_to": question, "data": data}

    def _risk(self, page: Page, part: str) -> dict[str, Any]:
        if part == "measures":
            return {"list": [self.titles[each.number] for each in page.measures]}
        if part in ("severity", "likelihood"):
            return {"text": page.text(part), "gauge": page.gauge(part) or None}
        return {"list": page.listed(part)}

    def _measure(self, each: Measure) -> dict[str, Any]:
        lines = self.teller.lines(_MEASURE.fields, each.entry.value, ("title", "description"))
        words = "\n".join(self.teller.all(_MEASURE.fields["description"], each.entry.value.get("description")))
        content = (paragraph(words) if words else "") + bullets(lines)
        return {
            **self._stamp(int(each.number[1:])),
            **{"title": self.titles[each.number], "content": content or paragraph(NOT_STATED)},
            "placeholder": PLACEHOLDER,
        }

    def _comments(self) -> Iterator[extra.Comment]:
        if self.assessed.written:
            yield from extra.comments(self.teller)
        for risk in self.others.risks:
            yield extra.Comment(211, plain(self.others.whole(risk)))

    def comment(self, number: int, each: extra.Comment) -> dict[str, Any]:
        """Return a comment of the file."""
        place = {"reference_to": each.question, "for_measure": False, "description": each.words}
        return {**self._stamp(number), **place}

    def told(self, pia: dict[str, Any]) -> Iterator[str]:
        """Yield in sentences what the file has no place for, or shows in another way."""
        if sections := description.left_out(self.view):
            yield f"The file has no place for these parts of the protocol: {', '.join(sections)}."
        if self._time is None:
            yield "Neither the assessment nor the protocol has a date, so the file has none."
        if not self.assessed.written:
            yield "The protocol has no assessment yet, so the file has no risks and no measures."
            return
        yield from self._told_of_risks()
        if self.assessed.says("advice") and not self._words("advice", "text"):
            yield "The advice of the data protection officer is not written yet."
        yield "Whether the data protection officer and the people concerned are in favour is not said. Choose it in the software."
        if pia["status"] == VALIDATED:
            yield (
                f"The file says validated. The software counts it as {pia['progress']:g} of 100 done, for it evaluates each "
                "answer by itself, and an assessment here does not."
            )
        yield (
            "The assessment as it was written, with the notes in it, is in the last comment on the first question. With it "
            "the whole assessment comes back from this file. Delete that comment where the notes are not for others."
        )
        if list(extra.comments(self.teller)):
            yield "What has no field of its own, such as the screening and the approvals, is in comments on the first question."

    def _told_of_risks(self) -> Iterator[str]:
        for risk in self.others.risks:
            why = "the file has no page for unfair use" if risk.event else "its event is not said"
            yield f"{self.others.title_of(risk)}: {why}, so it is in a comment on the purposes."
        if empty := [page.feared.words for page in self.pages if not page.risks]:
            yield f"The assessment has no risk of: {', '.join(empty).lower()}."
        for page in self.pages:
            if len(page.risks) > 1:
                together = ", ".join(each.number for each in page.risks)
                yield f"{page.feared.words}: {together} are put together, with the highest of their ratings."
            for risk in page.risks:
                if risk.inherent is None:
                    yield f"{page.title_of(risk)}: it is not rated in full."
            for risk in page.not_followed_up:
                yield f"{page.title_of(risk)}: what remains of it is not rated, so it counts there as before the measures."
        if self.assessed.risks and (words := key(self.assessed.scale)):
            yield words


_NAMES: dict[str, tuple[str, ...]] = {
    "name": ("title",),
    "author_name": ("author",),
    "evaluator_name": ("approvals", "measures_by"),
    "validator_name": ("approvals", "residual_by"),
}


def moment(day: str) -> str:
    """Return a day, written as 2026-12-01, as the file writes times."""
    return f"{day}T00:00:00.000Z"
