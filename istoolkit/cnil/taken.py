"""An assessment made from a file of the CNIL's PIA software, with what an assessment has no place for beside it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from istoolkit.assessment.scales import Step, scale_of
from istoolkit.cnil.fields import APPROVED, FEARED, HIGHEST, QUESTIONS, STEPS, Feared, Question
from istoolkit.cnil.gauges import step_of
from istoolkit.cnil.labelled import taken_out, unworded
from istoolkit.cnil.opinions import ADVICE, PEOPLE
from istoolkit.cnil.read import Evaluation, Measure, Pia
from istoolkit.cnil.rest import Kept
from istoolkit.cnil.split import Splitting, Told, told_in, told_on
from istoolkit.cnil.told import FIELDS
from istoolkit.cnil.verdicts import verdicts
from istoolkit.definitions.formats import date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import Field
from istoolkit.definitions.yaml_text import AMBIGUOUS
from istoolkit.words import listed

_MEASURE = FIELDS["measures"].item or Field("", (), "")
TBC = "TBC"


@dataclass(frozen=True)
class Taken:
    """What became of a file: the assessment as a value, and in sentences what an officer must know of it."""

    value: dict[str, Any]
    told: tuple[str, ...]
    beside: tuple[Kept, ...] = ()
    """What the file says and the assessment has no place for."""
    text: str = ""
    """The assessment as it was written, where the file has it unchanged; else ""."""


def taken(register: Register, protocol: Protocol, pia: Pia) -> Taken:
    """Return the assessment that a file gives for a protocol. What it does not say and an assessment needs is TBC."""
    work = Work(register, protocol, pia)
    return Taken(work.value(), (*verdicts(pia), *pia.warnings, *work.told()))


@dataclass
class Work:
    """The taking over of one file."""

    register: Register
    protocol: Protocol
    pia: Pia

    @cached_property
    def ids(self) -> list[str]:
        """The identifier of each measure, by its position."""
        events = [each.event for each in FEARED]
        found: list[str] = []
        for position, each in enumerate(self.measures, 1):
            found.append(free(_slug(each.title) or f"measure-{position}", [*events, *found]))
        return found

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of the file, and those that only a list names."""
        titles = {each.title for each in self.pia.measures}
        listed = [one for each in FEARED for one in self.pia.answer(each.question("measures")).list]
        missing = [one for one in dict.fromkeys(listed) if one not in titles]
        return (*self.pia.measures, *(Measure(f"?{one}", one, "") for one in missing))

    @cached_property
    def _by_title(self) -> dict[str, str]:
        pairs = list(zip(self.measures, self.ids, strict=True))
        return {each.title: name for each, name in reversed(pairs)}

    @cached_property
    def _organisations(self) -> dict[str, str]:
        return {str(each.get("title")): name for name, each in self.register.organisations.items()}

    def value(self) -> dict[str, Any]:
        """Return the assessment that the file shows."""
        name = self.pia.line("name")
        value = {
            "format": "1",
            "title": "" if name == self.protocol.text("title") else unworded(name),
            "version": "0.1",
            "of_version": self.protocol.text("version") or TBC,
            "date": day(str(self.pia.fields.get("updated_at") or self.pia.fields.get("created_at") or "")) or TBC,
            "author": self._post("author_name") or TBC,
            "consultation": self._consultation(),
            "necessity": {"achieves": TBC, "other_ways": TBC, "function_creep": TBC},
            "risks": self._risks(),
            "measures": [self._measure(*each) for each in zip(self.ids, self.measures, strict=True)],
            "advice": self._advice(),
            "approvals": self._approvals(),
        }
        return {name: inner for name, inner in value.items() if inner}

    def _post(self, name: str) -> str:
        return unworded(self.pia.line(name))

    def _is_answered(self, feared: Feared) -> bool:
        answers = (self.pia.answer(feared.question(part)) for part in ("impacts", "threats", "sources", "measures"))
        ratings = [self.pia.answer(feared.question(part)) for part in ("severity", "likelihood")]
        said = any(each.gauge or unworded(each.text) for each in ratings)
        return said or any(each.list for each in answers) or self.pia.evaluation(feared.item) is not None

    def _risks(self) -> list[dict[str, Any]]:
        """Return the risks in the order of their numbers; a page that tells none one by one is one risk."""
        pages = [(each, told_on(self.pia, each)) for each in FEARED if self._is_answered(each)]
        whole = [(0, self._risk(each)) for each, told in pages if not told]
        used = [*self.ids, *(str(risk["id"]) for _, risk in whole)]
        splitting = Splitting(self._scale, self._by_title)
        for feared, told in pages:
            lists = {part: self.pia.answer(feared.question(part)).list for part in (*_LISTS, "measures")}
            whole += [(one.number, splitting.risk(one, self._free(one, used), lists, feared.event)) for one in told]
        apart = [one for each in self.pia.comments if (one := told_in(each.words))]
        whole += [(one.number, splitting.risk(one, self._free(one, used), {})) for one in apart]
        return [risk for _, risk in sorted(whole, key=lambda pair: pair[0])]

    def _free(self, told: Told, used: list[str]) -> str:
        used.append(free(_slug(told.title) or f"risk-{told.number}", used))
        return used[-1]

    def _risk(self, feared: Feared) -> dict[str, Any]:
        lists = {part: [unworded(one) for one in self.pia.answer(feared.question(part)).list] for part in _LISTS}
        severity, likelihood = (self.pia.answer(feared.question(part)) for part in ("severity", "likelihood"))
        names = list(dict.fromkeys(self._by_title[one] for one in self.pia.answer(feared.question("measures")).list))
        same = severity.text == likelihood.text
        reasons = [unworded(each.text) for each in ((severity,) if same else (severity, likelihood))]
        if not same:
            reasons = [_reason(*each) for each in zip(RATINGS, reasons, strict=True)]
        risk = {
            **{"id": feared.event, "title": feared.words, "event": feared.event},
            **{part: lists[part] or [TBC] for part in _LISTS},
            **self._rating(severity.gauge, likelihood.gauge, reasons),
            **{"measures": names or [TBC], "effect": TBC, "residual": self._residual(feared)},
        }
        return {name: inner for name, inner in risk.items() if inner}

    def _rating(self, severity: int, likelihood: int, reasons: list[str]) -> dict[str, str]:
        """Return a rating. On a scale that is not the CNIL's it stays open, and the reason says what the file had."""
        both = {"likelihood": (likelihood, self._scale.likelihood), "severity": (severity, self._scale.severity)}
        rated = {name: self._step(number, steps) for name, (number, steps) in both.items()}
        if self._scale.id != "cnil" and (severity or likelihood):
            words = f"severity {step_words(severity)}, likelihood {step_words(likelihood)}"
            reasons = [f"On the CNIL's scale of four: {words}.", *reasons]
        return {**rated, "because": "\n".join(each for each in reasons if each)}

    @cached_property
    def _scale(self) -> Any:
        return scale_of(self.register)

    def step_of(self, number: int, part: str) -> str:
        """Return a step of severity or likelihood on the register's scale; on any but the CNIL's it is to be confirmed."""
        return self._step(number, self._scale.severity if part == "severity" else self._scale.likelihood)

    def _step(self, number: int, steps: tuple[Step, ...]) -> str:
        if self._scale.id == "cnil":
            return step_of(number, [each.id for each in steps]) or TBC
        return f"TBC: {step_words(number)} on the CNIL's scale of four" if number else TBC

    def _residual(self, feared: Feared) -> dict[str, str]:
        found = self.pia.evaluation(feared.item) or Evaluation(feared.item, 0, "", "", "", "", 0, 0)
        return {
            name: each
            for name, each in self._rating(found.severity, found.likelihood, [unworded(found.comment)]).items()
            if each
        }

    def _measure(self, name: str, each: Measure) -> dict[str, str]:
        names = ("owner", "organisation", "by", "state", "done")
        description, said = taken_out(each.content, _MEASURE.fields, names, self._organisations)
        found = self.pia.evaluation(f"3.1.{each.id}")
        owner, by = (found.person, day(found.date)) if found else ("", "")
        measure = {
            "id": name,
            "title": unworded(each.title) or "TBC: what the measure is called",
            "description": description,
            **{"owner": said.get("owner") or unworded(owner) or TBC, "organisation": said.get("organisation", "")},
            **{"by": said.get("by") or by, "state": said.get("state") or TBC, "done": said.get("done", "")},
        }
        return {key: inner for key, inner in measure.items() if inner}

    def _consultation(self) -> dict[str, Any]:
        text, said = taken_out(
            self.pia.words("concerned_people_opinion"), PEOPLE.fields, ("when", "done"), self._organisations
        )
        people = {
            "asked": self._post("people_names"),
            "when": said.get("when", ""),
            "said": _with(_PEOPLE.get(self.pia.number("concerned_people_status")), text),
            "done": said.get("done", ""),
            "not_asked_because": unworded(self.pia.words("concerned_people_searched_content")),
        }
        return {"people": {name: inner for name, inner in people.items() if inner} or {"asked": TBC}}

    def _advice(self) -> dict[str, str]:
        names = ("date", "answer", "because", "answered_by")
        text, said = taken_out(self.pia.words("dpo_opinion"), ADVICE.fields, names, self._organisations)
        advice = {
            "by": self._post("dpos_names") or TBC,
            "date": said.get("date", ""),
            "text": _with(_OFFICER.get(self.pia.number("dpo_status")), text) or TBC,
            **{"answer": said.get("answer") or TBC, "because": said.get("because", "")},
            "answered_by": said.get("answered_by", ""),
        }
        return {name: inner for name, inner in advice.items() if inner}

    def _approvals(self) -> dict[str, str]:
        """Return the approvals: the file's evaluator and validator once it is validated. It has no days for them."""
        names = {each: self._approver(each) for each in _VALIDATORS}
        return {
            **{"measures_by": names["evaluator_name"], "measures_on": TBC},
            **{"residual_by": names["validator_name"], "residual_on": TBC},
        }

    def _approver(self, name: str) -> str:
        post = self._post(name)
        if self.pia.number("status") in APPROVED or not post or post.startswith(TBC):
            return post or TBC
        return f"TBC: {post} is named as {name.removesuffix('_name')} in the CNIL file"

    def told(self) -> Iterator[str]:
        """Yield in sentences what an officer must know of what was taken over."""
        names = [self.pia.line(each) for each in _VALIDATORS if self.pia.line(each)]
        if names and self.pia.number("status") not in APPROVED:
            yield f"It names {listed(dict.fromkeys(names), 'and')} as those who are to approve. That is no approval yet."
        for each in FEARED:
            if not self._is_answered(each):
                yield f"{each.words} is not answered in the file, so there is no risk of it."
        if empty := [each.words for each in QUESTIONS if self._is_missing(each)]:
            yield f"The file does not answer: {'; '.join(empty)}."
        if only_listed := [each.title for each in self.measures if each.id.startswith("?")]:
            yield f"These measures are named in lists and not described: {', '.join(only_listed)}."
        if any(told_on(self.pia, each) for each in FEARED) or any(told_in(each.words) for each in self.pia.comments):
            yield "Risks that it tells by number, such as R1, are risks of their own again. Compare them with its texts, which are kept."
        if idle := self._idle():
            yield f"No risk in the assessment names these measures: {'; '.join(idle)}."
        if self._scale.id != "cnil" and any(self._is_answered(e) and not told_on(self.pia, e) for e in FEARED):
            yield f"The register rates risks on the scale “{self._scale.title}”. The ratings of the file are in the reasons. Choose the ratings on your scale."
        yield "Author, officer and approvers are taken over as the file has them. Where it names people, write their posts."

    def _idle(self) -> list[str]:
        """Return the titles of the measures against no risk of the assessment."""
        used = {one for risk in self._risks() for one in risk.get("measures", ())}
        return [each.title for name, each in zip(self.ids, self.measures, strict=True) if name not in used]

    def _is_missing(self, question: Question) -> bool:
        """Whether a question is not answered, on a page of which others are."""
        found = self.pia.answer(question.id)
        answered = bool(found.list) if question.kind == "list" else bool(found.gauge or found.text)
        feared = next((each for each in FEARED if each.item == question.item), None)
        return not answered and (feared is None or self._is_answered(feared))


_LISTS = ("sources", "threats", "impacts")
RATINGS = ("severity", "likelihood")
_VALIDATORS = ("evaluator_name", "validator_name")
_OFFICER: Mapping[int | None, str] = {0: "Not in favour.", 1: "In favour."}
_PEOPLE: Mapping[int | None, str] = {0: "They were not in favour.", 1: "They were in favour."}


def _with(verdict: str | None, text: str) -> str:
    return "\n".join(each for each in (verdict, text) if each)


def _reason(name: str, words: str) -> str:
    """Return the reason for a rating, with what is rated; a list begins on a line of its own."""
    return f"{name.capitalize()}:{chr(10) if words.startswith('- ') else ' '}{words}" if words else ""


def step_words(number: int) -> str:
    """Return a step of the CNIL's scale in words."""
    return f"{number} of {HIGHEST} ({STEPS[number]})" if number else STEPS[0]


def day(text: str) -> str:
    """Return the day that a time of the file begins with; "" where it is none."""
    return text[:10] if date(text[:10]) else ""


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall(r"[a-z0-9]+", plain)[:8])[:60].strip("-")
    return "" if AMBIGUOUS.fullmatch(name) else name


def free(name: str, used: list[str]) -> str:
    """Return a name, with a number behind it where it is used already."""
    numbered = (f"{name}-{number}" for number in range(2, len(used) + 3))
    return next(each for each in (name, *numbered) if each not in used)
