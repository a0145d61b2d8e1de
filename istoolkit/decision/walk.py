"""Walking the decision: from the answers so far to the next question, or to the outcome with its reasons and the law behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from istoolkit.decision.tree import NO, Ground, Outcome, Question, Route, Step, Tree
from istoolkit.definitions.guidance import is_dated, open_points, worries
from istoolkit.definitions.law import Record, is_confirmed, law_of
from istoolkit.definitions.register import Register

GOOD = ("act-now", "share", "share-with-consent")
"""The results after which information goes."""


class NoSuchAnswer(Exception):
    """A question has no such answer. ``question`` is the question, the text the word that was given."""

    def __init__(self, question: Question, word: str) -> None:
        super().__init__(word)
        self.question = question


@dataclass(frozen=True)
class Walk:
    """The way that answers take: the steps so far and the question or outcome to which they lead."""

    tree: Tree
    steps: tuple[Step, ...]
    at: Question | Outcome

    @property
    def answers(self) -> dict[str, str]:
        """The answers by question, in the order in which they were given."""
        return {each.question.id: each.answer.word for each in self.steps}

    @property
    def route(self) -> Route | None:
        """The whole way; None while a question is open."""
        return Route(self.steps, self.at) if isinstance(self.at, Outcome) else None


def walk(tree: Tree, answers: Mapping[str, str]) -> Walk:
    """Return how far some answers lead, by the identifiers of their questions. Those that are not asked on this way do not count.

    The ground that counts for an answer is among them under `ground_of`; none that is not of that answer counts. Raises NoSuchAnswer where a question on the way has no such answer.
    """
    steps: list[Step] = []
    here = tree.at(tree.first)
    while isinstance(here, Question) and here.id in answers:
        chosen = here.answer(answers[here.id])
        if chosen is None:
            raise NoSuchAnswer(here, answers[here.id])
        steps.append(Step(here, chosen, chosen.ground(answers.get(ground_of(here.id), ""))))
        here = tree.at(chosen.then)
    return Walk(tree, tuple(steps), here)


def ground_of(question: str) -> str:
    """Return the name under which answers say which ground counts for the answer to a question, such as “duty-ground”."""
    return f"{question}-ground"


def given_answers(route: Route) -> dict[str, str]:
    """Return the answers of a way with the grounds that were chosen, so that `walk` takes it again."""
    found: dict[str, str] = {}
    for each in route.steps:
        found[each.question.id] = each.answer.word
        if each.ground:
            found[ground_of(each.question.id)] = each.ground.id
    return found


@dataclass(frozen=True, slots=True)
class Law:
    """A provision behind a decision. ``mark`` says whether it is to be confirmed, wholly or in part; "" where it is not."""

    id: str
    title: str
    meaning: str
    mark: str

    @property
    def marked(self) -> str:
        """Its title with the mark."""
        return f"{self.title} ({self.mark})" if self.mark else self.title


def reasons(route: Route) -> list[str]:
    """Return the reasons for an outcome, in the order of the answers that give them, each with the ground that counted."""
    return [words for each in route.steps for words in (each.answer.because, _because(each.ground)) if words]


def _because(ground: Ground | None) -> str:
    return f"{ground.named}: {ground.text}" if ground else ""


def to_record(route: Route) -> list[str]:
    """Return what is written down: what the answers call for, then what the outcome does, each once."""
    answers = (each.answer.to_record for each in route.steps if each.answer.to_record)
    return list(dict.fromkeys((*answers, *route.outcome.to_record)))


def law_of_question(register: Register, question: Question) -> list[Law]:
    """Return the law behind a question, whatever the answer: its own, then that of its answers."""
    return laws_named(register, (*question.laws, *(name for each in question.answers for name in each.laws)))


def law_of_ground(register: Register, ground: Ground) -> list[Law]:
    """Return the law that a ground rests on. It is behind a way on which that ground was chosen."""
    return laws_named(register, ground.laws)


def law_of_route(register: Register, route: Route) -> list[Law]:
    """Return the law behind a whole way and its outcome, each provision once."""
    return laws_named(register, tuple(_names(route)))


def worries_of(register: Register, route: Route) -> list[str]:
    """Return, as sentences, what of the law behind a way has changed or does not hold on the day looked at."""
    return worries(register, {"law": list(dict.fromkeys(_names(route)))})


def unconfirmed(register: Register, route: Route) -> list[str]:
    """Return what of a way is still to be confirmed: open points of its questions and outcome, and law that nobody has read.

    The same point is said once.
    """
    grounds = (each.ground.record for each in route.steps if each.ground)
    records = [*(each.question.record for each in route.steps), *grounds, route.outcome.record]
    own = [str(each["to_confirm"]) for each in records if "to_confirm" in each]
    undated = ["The words of a question or outcome"] if not own and not all(map(is_dated, records)) else []
    laws = open_points(register, {"law": list(dict.fromkeys(_names(route)))})
    return list(dict.fromkeys((*own, *undated, *laws)))


def _names(route: Route) -> Iterator[str]:
    """Yield the law of the grounds, answers, questions and outcome. A “no” that only leads on rests on no law."""
    for each in route.steps:
        yield from each.ground.laws if each.ground else ()
        yield from each.answer.laws
        if each.answer.word != NO or each is route.steps[-1]:
            yield from each.question.laws
    yield from route.outcome.laws


def laws_named(register: Register, names: tuple[str, ...]) -> list[Law]:
    """Return the provisions of some identifiers, each once, such as those of an answer. What is not known is left out."""
    known = law_of(register).provisions
    found = ((name, known[name]) for name in dict.fromkeys(names) if name in known)
    return [Law(name, str(each["title"]), str(each.get("meaning", "")), _mark(each)) for name, each in found]


def _mark(provision: Record) -> str:
    if not is_confirmed(provision):
        return "to be confirmed"
    return "in part to be confirmed" if "to_confirm" in provision else ""
