"""The decision in lines of text: a question with its answers, what helps to answer it, and the outcome with its reasons."""

from collections.abc import Iterable, Iterator

from istoolkit.decision.facts import Facts
from istoolkit.decision.tree import Answer, Ground, Question, Route, Step
from istoolkit.decision.walk import law_of_question, law_of_route, reasons, to_record, unconfirmed, worries_of
from istoolkit.definitions.guidance import worries
from istoolkit.definitions.law import NO_ADVICE
from istoolkit.definitions.register import Register
from istoolkit.words import small

DANGER = "If someone is in danger now, call 999. Do not wait for this."
YOURS = "The decision is yours, with the reasons that you write down."


def question_lines(question: Question, number: int, facts: Facts) -> Iterator[str]:
    """Yield a question with its help, what protocols say beside it, and its answers with a number each."""
    yield f"{number}. {question.title}"
    yield question.ask
    if question.help:
        yield from ("", question.help)
    if facts.of(question.id):
        yield ""
        yield from (f"  {line}" for line in facts.of(question.id))
    if question.grounds:
        yield from ("", "Type ? to see what counts.")
    yield ""
    yield from (f"  {place}  {each.words}" for place, each in enumerate(question.answers, 1))


def more_lines(register: Register, question: Question) -> Iterator[str]:
    """Yield what helps further: what to weigh, the grounds that count, the law, and what of it changed."""
    yield from _part("Think of this", question.consider)
    if question.grounds:
        yield from ("", "What counts")
        yield from (line for each in question.grounds for line in _ground(each))
    found = law_of_question(register, question)
    yield from _part("Law and guidance", [each.marked for each in found])
    laws = dict.fromkeys((*(each.id for each in found), *(name for each in question.grounds for name in each.laws)))
    yield from _part("Law that has changed or is not in force", worries(register, {"law": list(laws)}))
    if not (question.consider or question.grounds or found):
        yield "There is nothing more on this question. If you are not sure, say so."


OTHER = "Another one, or I cannot say which"
"""What stands last among the grounds to choose from."""


def ground_lines(answer: Answer) -> Iterator[str]:
    """Yield the grounds of an answer to choose from, with a number each; the last number is for none of them."""
    yield from ("Which of these is it?", "")
    yield from (f"  {place}  {words}" for place, words in enumerate((*(g.named for g in answer.grounds), OTHER), 1))


def outcome_lines(register: Register, route: Route) -> Iterator[str]:
    """Yield the outcome: the result first, then what to do, why, the law, and what to write down."""
    yield from (route.outcome.title.upper(), route.outcome.text)
    yield from _part("What to do", route.outcome.do, numbered=True)
    yield from _part("Why", reasons(route))
    yield from _part("Law that has changed or is not in force", worries_of(register, route))
    yield from _part("Law and guidance behind it", [each.marked for each in law_of_route(register, route)])
    yield from _part("Write down", to_record(route))
    yield from _part("Your answers", (f"{each.question.title} {answered(each)}" for each in route.steps))
    yield ""
    if unconfirmed(register, route):
        yield "The words of these questions are still to be confirmed by a data protection officer."
    yield f"{YOURS} {NO_ADVICE}"


def answered(step: Step) -> str:
    """Return the words of an answer, with the ground that counted where one was chosen."""
    return f"{step.answer.words}: {small(step.ground.named)}" if step.ground else step.answer.words


def _ground(ground: Ground) -> Iterator[str]:
    yield f"  - {ground.named}: {ground.text}"
    yield from (f"    - {each}" for each in ground.forms)


def _part(heading: str, lines: Iterable[str], numbered: bool = False) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", heading)
        yield from (f"  {f'{place}.' if numbered else '-'} {each}" for place, each in enumerate(found, 1))
