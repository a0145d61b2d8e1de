"""The decision as the template of the walking page sees it: questions, answers, outcomes and the law behind them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from istoolkit.decision.tree import Answer, Ground, Outcome, Question, Tree
from istoolkit.decision.walk import laws_named
from istoolkit.definitions.guidance import worries
from istoolkit.definitions.register import Register
from istoolkit.documents.decision.chart import chart_of
from istoolkit.documents.decision.poster import names_of
from istoolkit.documents.decision.sayings import result_of


class LawPart(NamedTuple):
    """A provision: its identifier, its title with the mark of what is to be confirmed, what it means, what has changed."""

    id: str
    title: str
    meaning: str
    worries: tuple[str, ...]


class AnswerPart(NamedTuple):
    """An answer. ``to`` is the identifier of the section to which it leads, ``leads`` says the same in words.

    ``laws`` are those that count where it is chosen, in the order in which they are told.
    """

    word: str
    words: str
    to: str
    leads: str
    because: str
    record: str
    laws: tuple[str, ...]


class QuestionPart(NamedTuple):
    """A question with its number. ``grounds`` are a title, a text, the forms that it takes and what of its law has changed."""

    id: str
    number: int
    title: str
    ask: str
    help: str
    consider: tuple[str, ...]
    grounds: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]
    answers: tuple[AnswerPart, ...]
    laws: tuple[LawPart, ...]


class OutcomePart(NamedTuple):
    """An outcome. ``urgent`` says whether it is to be acted on at once."""

    id: str
    head: str
    result: str
    urgent: bool
    text: str
    do: tuple[str, ...]
    record: tuple[str, ...]
    laws: tuple[LawPart, ...]


_URGENT = ("act-now", "seek-advice")


class Parts:
    """Makes the parts of one tree."""

    def __init__(self, register: Register, tree: Tree) -> None:
        self.register, self.tree = register, tree
        self.rows = chart_of(tree).rows
        self.numbers = {row.question.id: row.number for row in self.rows}

    def questions(self) -> list[QuestionPart]:
        """Return the questions in the order of the poster, with the same numbers."""
        return [self._question(row.question, row.number) for row in self.rows]

    def outcomes(self) -> list[OutcomePart]:
        """Return the outcomes."""
        return [self._outcome(each) for each in self.tree.outcomes.values()]

    def law(self) -> list[LawPart]:
        """Return the law behind all of it, each provision once."""
        return list(self._laws(dict.fromkeys(names_of(self.tree))))

    def _question(self, question: Question, number: int) -> QuestionPart:
        laws = dict.fromkeys((*question.laws, *(law for each in question.answers for law in each.laws)))
        return QuestionPart(
            id=f"question-{question.id}",
            number=number,
            title=question.title,
            ask=question.ask,
            help=question.help,
            consider=question.consider,
            grounds=tuple((each.named, each.text, each.forms, self._worries(each)) for each in question.grounds),
            answers=tuple(self._answer(question, each) for each in question.answers),
            laws=tuple(self._laws(laws)),
        )

    def _worries(self, ground: Ground) -> tuple[str, ...]:
        return tuple(worries(self.register, ground.record, self.tree.nations))

    def _answer(self, question: Question, answer: Answer) -> AnswerPart:
        leads_on = answer.then in self.tree.questions
        number = self.numbers[answer.then] if leads_on else 0
        return AnswerPart(
            word=answer.word,
            words=answer.words,
            to=f"question-{answer.then}" if leads_on else f"outcome-{answer.then}",
            leads=f"question {number}" if leads_on else result_of(self.tree.outcomes[answer.then]),
            because=answer.because,
            record=answer.to_record,
            laws=tuple(dict.fromkeys((*answer.laws, *(() if answer.word == "no" and leads_on else question.laws)))),
        )

    def _outcome(self, outcome: Outcome) -> OutcomePart:
        return OutcomePart(
            id=f"outcome-{outcome.id}",
            head=result_of(outcome),
            result=outcome.result,
            urgent=outcome.result in _URGENT,
            text=outcome.text,
            do=outcome.do,
            record=outcome.to_record,
            laws=tuple(self._laws(outcome.laws)),
        )

    def _laws(self, names: Iterable[str]) -> Iterator[LawPart]:
        for each in laws_named(self.register, tuple(names)):
            changed = worries(self.register, {"law": [each.id]}, self.tree.nations)
            yield LawPart(f"law-{each.id}", each.marked, each.meaning, tuple(changed))
