"""The screening: whether a protocol needs an impact assessment, by the questions of ``schemas/screening.yaml``.

Each question is answered from the definition as far as that tells; an officer may answer otherwise in assessment.yaml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from istoolkit.assessment.answers import NOT_YET, Reply, answer
from istoolkit.assessment.file import AssessmentFile, assessment_file
from istoolkit.assessment.provisions import part_3
from istoolkit.assessment.unsaid import contents
from istoolkit.definitions.formats import NO, YES
from istoolkit.definitions.law import Record
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.schema import raw
from istoolkit.definitions.things import Thing
from istoolkit.finding import Spot
from istoolkit.words import listed, sentence, small

_TOLD = 4
"""How many open questions a sentence names."""

Result = Literal["required", "advised", "open", "not-required"]


class Verdict(NamedTuple):
    """The result of a screening in words: alone, as a sentence, and as the answer to whether one is required."""

    words: str
    sentence: str
    required: str


_VERDICTS: Mapping[Result, Verdict] = {
    "required": Verdict("Required", "An impact assessment is required.", "Yes"),
    "advised": Verdict("Advised", "An impact assessment is advised.", "Advised"),
    "open": Verdict("Not known yet", "Whether an impact assessment is required is not known yet.", "To be confirmed"),
    "not-required": Verdict("Not required", "An impact assessment is not required.", "No"),
}


@dataclass(frozen=True, eq=False)
class Answer:
    """A question of the screening with its answer.

    ``answer`` and ``because`` are what holds: what an officer says where they differ (``overridden``), else ``suggested``,
    which is yes, no or unclear from the definition. ``by`` is the post that answered otherwise. ``at`` is where it is said.
    """

    factor: Record
    answer: str
    because: str
    suggested: str
    suggested_because: str
    overridden: bool
    by: str
    at: Spot

    @property
    def id(self) -> str:
        """The identifier of the question."""
        return str(self.factor["id"])

    @property
    def title(self) -> str:
        """The question in a few words."""
        return str(self.factor["title"])

    @property
    def question(self) -> str:
        """The question in full."""
        return str(self.factor["question"])

    @property
    def list(self) -> str:
        """The list it comes from: article-35-3, ico or european."""
        return str(self.factor["list"])

    @property
    def starred(self) -> bool:
        """Whether “yes” counts only together with a European question."""
        return self.factor.get("starred") in YES

    @property
    def waits(self) -> bool:
        """Whether the definition must say more before anyone can answer."""
        return self.answer == "unclear" and self.because.startswith(NOT_YET)

    @property
    def counts(self) -> bool:
        """Whether the answer is yes."""
        return self.answer == "yes"


@dataclass(frozen=True, eq=False)
class Screening:
    """The screening of a protocol: the answers, the result and why.

    ``decided_otherwise`` is why none is carried out though the answers point to one, and ``decided_by`` who decided it;
    "" where that was not decided.
    """

    answers: tuple[Answer, ...]
    result: Result
    because: str
    decided_otherwise: str
    decided_by: str

    @property
    def verdict(self) -> Verdict:
        """The result in words."""
        return _VERDICTS[self.result]

    @property
    def open(self) -> tuple[Answer, ...]:
        """The questions that the definition does not answer and nobody has."""
        return tuple(each for each in self.answers if each.answer == "unclear")

    @property
    def may_change(self) -> bool:
        """Whether an answer to what is open may decide that an assessment is required."""
        return self.result in ("open", "advised") and bool(self.open)


@cache
def factors() -> Mapping[str, Record]:
    """Return the questions by identifier, in the order of the file."""
    return {each["id"]: each for each in raw()["screening.yaml"]["factors"]}


@kept
def screening(register: Register, protocol: Protocol) -> Screening:
    """Return the screening of a protocol: from its definition, with what its assessment.yaml says otherwise."""
    here, file = picture(register, protocol), assessment_file(register, protocol)
    said = {each.text("factor"): each for each in reversed(file.section("screening", "answers"))}
    answers = tuple(_answer(here, each, said.get(name)) for name, each in factors().items())
    result, because = _of_nothing(here, answers) or _result(answers)
    special = part_3(here) if result != "not-required" else ""
    return Screening(answers, result, sentence(because, special), *_decided(file))


def _answer(here: Picture, factor: Record, otherwise: Thing | None) -> Answer:
    reply = answer(here, str(factor["id"]))
    value = otherwise.text("answer") if otherwise else ""
    if otherwise is None or value not in (*YES, *NO):
        return Answer(factor, *reply, *reply, False, "", here.at("tier"))
    given = Reply("yes" if value in YES else "no", otherwise.text("because"))
    return Answer(factor, *given, *reply, True, otherwise.text("by"), otherwise.at())


def _decided(file: AssessmentFile) -> tuple[str, str]:
    return file.all.text("screening", "not_needed_because"), file.all.text("screening", "decided_by")


def _of_nothing(here: Picture, answers: tuple[Answer, ...]) -> tuple[Result, str] | None:
    """Return the result for a tier above that shares nothing itself; None for any other protocol."""
    if (
        here.tier in ("", "operational")
        or here.personal_flows
        or contents(here)
        or any(each.counts for each in answers)
    ):
        return None
    return "not-required", "It names no flow of information about people itself. The protocols under it are screened."


def _result(answers: tuple[Answer, ...]) -> tuple[Result, str]:
    yes = [each for each in answers if each.counts]
    law = [each for each in yes if each.list == "article-35-3"]
    european = [each for each in yes if each.list == "european"]
    plain = [each for each in yes if each.list == "ico" and not each.starred]
    starred = [each for each in yes if each.starred]
    if law:
        return "required", f"Article 35(3) requires one: {_titles(law)}."
    if plain:
        return "required", f"The Information Commissioner's list requires one: {_titles(plain)}."
    if starred and european:
        return (
            "required",
            f"The Information Commissioner's list requires one: {_titles(starred)}, with {_titles(european)}.",
        )
    if len(european) > 1:
        return "required", f"Two or more of the European questions are answered yes: {_titles(european)}."
    return _short_of(yes, [each for each in answers if each.answer == "unclear"])


def _short_of(yes: list[Answer], unclear: list[Answer]) -> tuple[Result, str]:
    """Return the result where the answers do not require an assessment so far: what is open may still change it."""
    number = "1 question is" if len(unclear) == 1 else f"{len(unclear)} questions are"
    waiting = f"{number} open: {_few(unclear)}." if unclear else ""
    if yes:
        pointing, alone = ("One question points", "One") if len(yes) == 1 else (f"{len(yes)} questions point", "They")
        told = f"{pointing} to it: {_titles(yes)}. {alone} alone may be enough."
        return "advised", sentence(told, waiting)
    if unclear:
        return "open", waiting
    return "not-required", "No question of the screening is answered yes."


def _few(answers: list[Answer]) -> str:
    """Return the titles of the first few, and how many more there are."""
    titles = [small(each.title) for each in answers]
    return listed([*titles[:_TOLD], f"{len(titles) - _TOLD} more"] if len(titles) > _TOLD + 1 else titles, "and")


def _titles(answers: list[Answer]) -> str:
    return listed([small(each.title) for each in answers], "and")
