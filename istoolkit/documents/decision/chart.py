"""The decision as a flowchart before it is drawn: which question stands under which, and where each answer leads.

Questions stand under each other so that every answer leads down. Answers lead to the next question, past some questions
to a later one, or to an outcome. Where those who are not sure are led to the same outcome nearly everywhere, it is
the common advice: the poster says it once for all of them.
"""

from collections import Counter
from typing import NamedTuple

from istoolkit.decision.tree import NOT_SURE, Answer, Question, Tree
from istoolkit.words import listed

FEWEST = 3
"""How many questions must lead those who are not sure to an outcome for it to be said once."""


class Way(NamedTuple):
    """Where some answers of a question lead: their words, and the question or outcome."""

    words: str
    then: str


class Row(NamedTuple):
    """A question of the chart: its number, the words that lead to the next one, and its other ways."""

    number: int
    question: Question
    down: str
    past: tuple[Way, ...]
    ends: tuple[Way, ...]


class Chart(NamedTuple):
    """The rows from the first question down, the outcome for those who are not sure, or "", and the questions it is for.

    The answer of those who are not sure is no way of these questions: it is said once.
    """

    rows: tuple[Row, ...]
    advice: str
    unsure: tuple[int, ...]

    def number(self, name: str) -> int:
        """Return the number of a question."""
        return next(each.number for each in self.rows if each.question.id == name)


def chart_of(tree: Tree) -> Chart:
    """Return the flowchart of a tree. Answers that lead the same way are one way."""
    order, advice = _order(tree), _common(tree)
    following = [*order[1:], ""]
    pairs = enumerate(zip(order, following, strict=True), 1)
    rows = tuple(_row(tree, number, name, after, advice) for number, (name, after) in pairs)
    unsure = tuple(each.number for each in rows[1:] if advice and _is_unsure(each.question, advice))
    return Chart(rows, advice, unsure)


def ways(question: Question, but: str = "") -> list[Way]:
    """Return where the answers of a question lead, each place once, in the order of the answers.

    ``but`` is the outcome that those who are not sure are led to and that is said elsewhere.
    """
    words: dict[str, dict[str, None]] = {}
    for each in question.answers:
        if not (but and each.word == NOT_SURE and each.then == but):
            words.setdefault(each.then, {})[_short(question, each)] = None
    return [Way(_joined(list(said)), then) for then, said in words.items()]


def _short(question: Question, answer: Answer) -> str:
    """Return the words of an answer up to their colon, unless another answer that leads elsewhere begins as it does."""
    begins = answer.words.partition(":")[0]
    others = [each.words for each in question.answers if each.then != answer.then]
    return answer.words if any(each.partition(":")[0] == begins for each in others) else begins


def _joined(words: list[str]) -> str:
    """Return the words of several answers that lead the same way."""
    return "; or: ".join(words) if any("," in each for each in words) else listed(words, "or")


def _row(tree: Tree, number: int, name: str, after: str, advice: str) -> Row:
    found = ways(tree.questions[name], advice if number > 1 else "")
    down = next((each.words for each in found if each.then == after), "")
    past = tuple(each for each in found if each.then in tree.questions and each.then != after)
    ends = tuple(each for each in found if each.then in tree.outcomes)
    return Row(number, tree.questions[name], down, past, ends)


def _is_unsure(question: Question, advice: str) -> bool:
    return any(each.word == NOT_SURE and each.then == advice for each in question.answers)


def _common(tree: Tree) -> str:
    """Return the outcome to which most questions after the first lead those who are not sure."""
    later = (each for name, each in tree.questions.items() if name != tree.first)
    counted = Counter(each.then for one in later for each in one.answers if each.word == NOT_SURE)
    most = [(name, number) for name, number in counted.most_common(1) if name in tree.outcomes]
    return most[0][0] if most and most[0][1] >= FEWEST else ""


def _order(tree: Tree) -> list[str]:
    """Return the questions, each after all that lead to it, close to the one it follows; else as they are listed."""
    waiting = {name: {each for each in tree.questions if name in _next(tree, each)} for name in tree.questions}
    order: list[str] = []
    while waiting:
        free = [name for name, before in waiting.items() if not before]
        chosen = next((each for each in _next(tree, order[-1]) if each in free), free[0]) if order else tree.first
        order.append(chosen)
        del waiting[chosen]
        for before in waiting.values():
            before.discard(chosen)
    return order


def _next(tree: Tree, name: str) -> list[str]:
    return [each.then for each in tree.questions[name].answers if each.then in tree.questions]
