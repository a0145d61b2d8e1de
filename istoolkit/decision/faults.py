"""What is wrong with a decision that a partnership changed: an answer that leads nowhere, a loop, a question nobody reaches."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from istoolkit.definitions.guidance import Guidance, guidance_of, holds_in
from istoolkit.definitions.leaves import many
from istoolkit.definitions.leaves import records as entries_of
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import vocabularies

Kind = Literal["nowhere", "loop", "unreached", "danger", "answers", "ground", "no-advice", "two-yes", "no-999"]

DANGER = "danger"
"""The question that comes first, whatever else is asked."""

PLAIN_WORDS = ("yes", "no")
"""What people type without a look at the words of the answers."""

SLIGHT: tuple[Kind, ...] = ("unreached", "no-advice", "no-999")
"""What leaves nobody without an outcome: the decision can be walked all the same."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: of what kind, in which list, with which record, and at which of its answers. ``name`` is what it speaks of.

    ``nation`` is where it is so; "" where it is so everywhere.
    """

    kind: Kind
    list: str
    id: str
    answer: str = ""
    name: str = ""
    nation: str = ""


@dataclass(frozen=True)
class Records:
    """The records of a decision that hold in some nations. ``first`` is "" where there is no question."""

    questions: Mapping[str, Record]
    outcomes: Mapping[str, Record]
    elsewhere: frozenset[str]
    """The names of the questions and outcomes that hold only in other nations."""
    nations: frozenset[str]

    @property
    def first(self) -> str:
        """The question that is asked first."""
        return next(iter(self.questions), "")

    def answers(self, question: Record) -> list[dict[str, Any]]:
        """Return the answers that can be given in these nations: none that leads to a question of other nations only."""
        every = [each for _, each in entries_of(question.get("answers"))]
        return [each for each in every if holds_in(each, self.nations) and each.get("then") not in self.elsewhere]

    def then(self, question: str) -> list[str]:
        """Return where the answers to a question lead; [] for what is no question."""
        return [str(each.get("then", "")) for each in self.answers(self.questions.get(question, {}))]

    def reached(self) -> set[str]:
        """Return every name to which some answers lead, with the first."""
        seen: set[str] = set()
        waiting = [self.first]
        while waiting:
            if (name := waiting.pop()) not in seen:
                seen.add(name)
                waiting += self.then(name)
        return seen


def in_force(guidance: Guidance, nations: frozenset[str]) -> Records:
    """Return the records of the decision that hold in some nations; all of them where none are named."""
    questions, outcomes = (
        {str(each["id"]): each for each in guidance.each(name, nations)} for name in ("questions", "outcomes")
    )
    every = {*guidance.lists["questions"], *guidance.lists["outcomes"]}
    return Records(questions, outcomes, frozenset(every - questions.keys() - outcomes.keys()), nations)


@kept
def faults_of(register: Register) -> tuple[Fault, ...]:
    """Return what is wrong with the decision of a register, everywhere first and then in each nation. () where it is sound."""
    if not _is_changed(register):
        return ()
    guidance = guidance_of(register)
    everywhere = in_force(guidance, frozenset())
    found = [
        *_faults(everywhere, ""),
        *_unknown_grounds(guidance),
        *_of_reach(everywhere),
        *_of_advice(everywhere),
        *_of_help(everywhere),
    ]
    seen = {(each.kind, each.list, each.id, each.answer) for each in found}
    for nation in vocabularies()["nations"]:
        for each in _faults(in_force(guidance, frozenset({nation})), nation):
            if (each.kind, each.list, each.id, each.answer) not in seen:
                found.append(each)
    return tuple(found)


def is_sound(register: Register) -> bool:
    """Whether every way through the decision of a register ends in an outcome, with danger asked first."""
    return all(each.kind in SLIGHT for each in faults_of(register))


def is_read(register: Register) -> bool:
    """Whether what a partnership's own guidance.yaml has of the decision could be read as records."""
    own = register.guidance_file.value
    if own is None and not register.guidance_file.faults:
        return True
    if register.guidance_file.faults or not isinstance(own, dict):
        return False
    lists = (own.get(name, []) for name in ("questions", "outcomes", "grounds"))
    return all(
        isinstance(each, list) and all(isinstance(one, dict) and one.get("id") for one in each) for each in lists
    )


def _is_changed(register: Register) -> bool:
    own = register.guidance_file.value
    return isinstance(own, dict) and any(own.get(name) for name in ("questions", "outcomes", "grounds"))


def _faults(records: Records, nation: str) -> Iterator[Fault]:
    yield from _of_answers(records, nation)
    yield from _of_danger(records, nation)
    yield from _of_loops(records, nation)


def _of_answers(records: Records, nation: str) -> Iterator[Fault]:
    known = {*records.questions, *records.outcomes, *records.elsewhere}
    for key, question in records.questions.items():
        answers = [str(each.get("answer", "")) for each in records.answers(question)]
        twice = next((each for each in answers if answers.count(each) > 1), "")
        if len(answers) < 2 or twice:
            yield Fault("answers", "questions", key, name=twice, nation=nation)
        words = [str(each.get("words", "")) for each in records.answers(question)]
        for word in {*answers} & {*PLAIN_WORDS}:
            if sum(begins_with(each, word) for each in words) > 1:
                yield Fault("two-yes", "questions", key, name=word, nation=nation)
        for each in records.answers(question):
            if each.get("then") not in known:
                yield Fault("nowhere", "questions", key, str(each.get("answer", "")), str(each.get("then", "")), nation)


def _of_danger(records: Records, nation: str) -> Iterator[Fault]:
    answers = [each for each in records.answers(records.questions.get(records.first, {})) if _is_yes(each)]
    ends = [str(records.outcomes.get(str(each.get("then")), {}).get("result", "")) for each in answers]
    if records.first != DANGER or ends != ["act-now"] or answers[0].get("answer") != "yes":
        yield Fault("danger", "questions", records.first, nation=nation)


def _is_yes(answer: Record) -> bool:
    """Whether whoever reads an answer, or writes its word, takes it for yes."""
    return answer.get("answer") == "yes" or begins_with(str(answer.get("words", "")), "yes")


def begins_with(words: str, word: str) -> bool:
    """Whether the first word of an answer is a plain “yes” or “no”."""
    first = re.match(r"[^\W_]+", words.strip().casefold())
    return first is not None and first[0] == word


def _of_loops(records: Records, nation: str) -> Iterator[Fault]:
    done: set[str] = set()

    def down(name: str, above: tuple[str, ...]) -> Iterator[Fault]:
        for each in records.answers(records.questions.get(name, {})):
            then = str(each.get("then", ""))
            if then in (*above, name):
                yield Fault("loop", "questions", name, str(each.get("answer", "")), then, nation)
            elif then not in done:
                yield from down(then, (*above, name))
        done.add(name)

    yield from down(records.first, ())


def _of_reach(records: Records) -> Iterator[Fault]:
    reached = records.reached()
    for name, found in (("questions", records.questions), ("outcomes", records.outcomes)):
        yield from (Fault("unreached", name, key) for key in found if key not in reached)


def _of_advice(records: Records) -> Iterator[Fault]:
    advice = {key for key, each in records.outcomes.items() if each.get("result") == "seek-advice"}
    yield from (Fault("no-advice", "questions", key) for key in records.questions if not advice & {*records.then(key)})


def _of_help(records: Records) -> Iterator[Fault]:
    """Yield the outcomes of acting at once that do not say whom to call."""
    for key, each in records.outcomes.items():
        if each.get("result") == "act-now" and "999" not in f"{each.get('text')} {[*many(each.get('do'))]}":
            yield Fault("no-999", "outcomes", key)


def _unknown_grounds(guidance: Guidance) -> Iterator[Fault]:
    known = guidance.lists["grounds"]
    for key, question in guidance.lists["questions"].items():
        for answer, record in [("", question), *_answers(question)]:
            unknown = (each for each in many(record.get("grounds")) if each not in known)
            yield from (Fault("ground", "questions", key, answer, each) for each in unknown)


def _answers(question: Record) -> Iterator[tuple[str, Record]]:
    yield from ((str(each.get("answer", "")), each) for _, each in entries_of(question.get("answers")))
