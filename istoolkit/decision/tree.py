"""The tree of the decision: questions, answers, and the outcomes to which they lead, as they hold in some nations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from istoolkit.decision import faults
from istoolkit.definitions.guidance import Guidance, guidance_of, holds_in
from istoolkit.definitions.law import law_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import guidance_records, vocabularies
from istoolkit.words import listed

NOT_SURE = "not-sure"
"""The answer of someone who cannot tell. It leads to advice at every question of ours."""

NO = "no"


@dataclass(frozen=True, slots=True)
class Ground:
    """What lets or makes someone share. ``covers`` is the word in a protocol's circumstances that stands for it.

    ``laws`` are identifiers of the legal register, those of the nations only. ``where`` are its nations in words, where it
    holds in some only and more than one is asked about; else "".
    """

    id: str
    title: str
    text: str
    forms: tuple[str, ...]
    covers: str
    laws: tuple[str, ...]
    where: str
    record: Record = field(repr=False)

    @property
    def named(self) -> str:
        """Its title, with its nations where that is not plain."""
        return f"{self.title} ({self.where})" if self.where else self.title


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the word that is chosen, the words that are read, where it leads, why, and what is written down for it.

    ``laws`` are the identifiers of the law that it rests on beside that of its question, ``grounds`` those of which one may
    be chosen with it.
    """

    word: str
    words: str
    then: str
    because: str
    to_record: str
    laws: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()

    def ground(self, name: str) -> Ground | None:
        """Return the ground of this identifier; None where it is none of this answer."""
        return next((each for each in self.grounds if each.id == name), None)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers in order. ``laws`` are identifiers of the legal register, those of the nations only."""

    id: str
    title: str
    ask: str
    help: str
    consider: tuple[str, ...]
    grounds: tuple[Ground, ...]
    answers: tuple[Answer, ...]
    laws: tuple[str, ...]
    record: Record = field(repr=False)

    def answer(self, word: str) -> Answer | None:
        """Return the answer of this word; None where it has none."""
        return next((each for each in self.answers if each.word == word), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the questions lead. ``result`` is act-now, share, share-with-consent, do-not-share or seek-advice."""

    id: str
    result: str
    title: str
    text: str
    do: tuple[str, ...]
    to_record: tuple[str, ...]
    laws: tuple[str, ...]
    record: Record = field(repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """A question and the answer that was given to it, with the ground that counted where one was chosen."""

    question: Question
    answer: Answer
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """A way through the tree: every question with its answer, and the outcome at its end."""

    steps: tuple[Step, ...]
    outcome: Outcome


@dataclass(frozen=True, eq=False)
class Tree:
    """The whole decision. ``first`` is the identifier of the first question; the rest is by identifier and in order."""

    first: str
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    nations: frozenset[str] = frozenset()

    def at(self, name: str) -> Question | Outcome:
        """Return the question or outcome of a name. Raises KeyError where there is none."""
        return self.questions[name] if name in self.questions else self.outcomes[name]

    def paths(self) -> Iterator[Route]:
        """Yield every way through the tree, in the order of the answers."""
        yield from self._from(self.first, ())

    def _from(self, name: str, taken: tuple[Step, ...]) -> Iterator[Route]:
        here = self.at(name)
        if isinstance(here, Outcome):
            yield Route(taken, here)
            return
        for each in here.answers:
            yield from self._from(each.then, (*taken, Step(here, each)))

    @cached_property
    def longest(self) -> int:
        """How many questions the longest way has."""
        return max(len(each.steps) for each in self.paths())


def tree_of(register: Register, nations: frozenset[str] = frozenset()) -> Tree:
    """Return the decision as it holds in some nations; in all where none are named.

    What a partnership's own guidance.yaml changes is in it, unless that would leave someone without an outcome or ask
    something before danger (`faults.is_sound`): then it is the one that comes with the toolkit, and the check says what to
    mend. A question or outcome to which nothing leads is left out.
    """
    return _tree(register, nations)


@kept
def _tree(register: Register, nations: frozenset[str]) -> Tree:
    lists = guidance_of(register).lists if faults.is_sound(register) else guidance_records()
    return _made(Guidance(register, lists), nations)


def _made(guidance: Guidance, nations: frozenset[str]) -> Tree:
    records = faults.in_force(guidance, nations)
    maker = _Maker(guidance, nations)
    reached = records.reached()
    questions = {key: maker.question(each, records) for key, each in records.questions.items() if key in reached}
    outcomes = {key: maker.outcome(each) for key, each in records.outcomes.items() if key in reached}
    return Tree(records.first, questions, outcomes, nations)


class _Maker:
    def __init__(self, guidance: Guidance, nations: frozenset[str]) -> None:
        self.nations, self.known = nations, law_of(guidance.register).provisions
        self.grounds = {str(each["id"]): self._ground(each) for each in guidance.each("grounds", nations)}

    def question(self, each: Record, records: faults.Records) -> Question:
        grounds = self._named(each)
        return Question(
            id=_text(each, "id"),
            title=_text(each, "title"),
            ask=_text(each, "ask"),
            help=_text(each, "help"),
            consider=_texts(each, "consider"),
            grounds=grounds,
            answers=tuple(self._answer(one, grounds) for one in records.answers(each)),
            laws=self._laws(each),
            record=each,
        )

    def outcome(self, each: Record) -> Outcome:
        return Outcome(
            id=_text(each, "id"),
            result=_text(each, "result"),
            title=_text(each, "title"),
            text=_text(each, "text"),
            do=_texts(each, "do"),
            to_record=_texts(each, "record"),
            laws=self._laws(each),
            record=each,
        )

    def _answer(self, each: Record, grounds: tuple[Ground, ...]) -> Answer:
        word = _text(each, "answer")
        every = () if word in (NO, NOT_SURE) else grounds
        return Answer(
            word=word,
            words=_text(each, "words"),
            then=_text(each, "then"),
            because=_text(each, "because"),
            to_record=_text(each, "record"),
            laws=self._laws(each),
            grounds=self._named(each) if "grounds" in each else every,
        )

    def _named(self, each: Record) -> tuple[Ground, ...]:
        found = (self.grounds.get(name) for name in many(each.get("grounds")))
        return tuple(ground for ground in found if ground)

    def _ground(self, each: Record) -> Ground:
        return Ground(
            id=_text(each, "id"),
            title=_text(each, "title"),
            text=_text(each, "text"),
            forms=_texts(each, "forms"),
            covers=_text(each, "covers"),
            laws=self._laws(each),
            where=self._where(each),
            record=each,
        )

    def _laws(self, each: Record) -> tuple[str, ...]:
        known = (name for name in many(each.get("law")) if name in self.known)
        return tuple(name for name in known if holds_in(self.known[name], self.nations))

    def _where(self, each: Record) -> str:
        words = vocabularies()["nations"]
        held = [] if len(self.nations) == 1 else [*many(each.get("jurisdictions"))]
        return listed((words[name] for name in words if name in held), "and")


def _text(record: Record, name: str) -> str:
    return str(record.get(name, ""))


def _texts(record: Record, name: str) -> tuple[str, ...]:
    return tuple(str(each) for each in many(record.get(name)))
