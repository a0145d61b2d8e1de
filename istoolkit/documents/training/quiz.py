"""The quiz: a paper of questions for each audience, and a paper of its own with the answers and their reasons."""

from collections.abc import Iterator
from itertools import groupby
from string import ascii_uppercase

from istoolkit.definitions.formats import YES
from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.register import Register
from istoolkit.documents.paper import Blank, Block, Grid, Heading, Paper, Paragraph
from istoolkit.documents.training.behind import Behind, framed
from istoolkit.documents.training.frame import nations_of, of_register
from istoolkit.documents.wording import told
from istoolkit.words import small

TITLE = "Quiz on sharing information"
ANSWERS = "Answers to the quiz on sharing information"
_LEAD = "Tick what you think is right. Then talk about it with someone from another service. Whoever trains has the answers."
_FOR_TRAINERS = "For whoever trains. Give it out once everyone has answered, and talk about each reason."
_EVERYONE = "For everyone"


def quiz(register: Register) -> Paper:
    """Return the questions of the quiz that hold in the nations of a register, without their answers."""
    return of_register(register, TITLE, "Questions", _asked(register))


def answers(register: Register) -> Paper:
    """Return the answers to the questions of `quiz`, by their numbers, with the reasons and the law behind them."""
    return of_register(register, ANSWERS, "Answers", _answered(register))


def _questions(register: Register) -> tuple[list[Record], dict[str, str]]:
    """Return the questions in the order of their numbers, and what the audiences are called."""
    nations, guidance = nations_of(register), guidance_of(register)
    titles = {str(each["id"]): small(told(each["title"])) for each in guidance.each("audiences", nations)}
    return _ordered(guidance.each("quiz", nations), list(titles)), titles


def _asked(register: Register) -> Iterator[Block]:
    found, titles = _questions(register)
    yield Paragraph(_LEAD, "lead")
    yield Blank("name", "Name and organisation")
    numbered = enumerate(found, 1)
    for audiences, group in groupby(numbered, key=lambda each: _audiences(each[1])):
        yield Heading(_whom(audiences, titles))
        for number, each in group:
            yield from _question(number, each)


def _answered(register: Register) -> Iterator[Block]:
    found, _ = _questions(register)
    behind = Behind(register, nations_of(register))
    yield Paragraph(_FOR_TRAINERS, "lead")
    changes = (change for place, each in enumerate(found, 1) for change in behind.changes(each, f"Question {place}"))
    yield from framed(changes)
    rows = tuple(_answer(behind, place, each) for place, each in enumerate(found, 1))
    if rows:
        yield Grid("The right answers, and why", ("Question", "Answer", "Why"), rows, (34, 28, 38))
    yield from behind.listed()


def _audiences(question: Record) -> tuple[str, ...]:
    return tuple(many(question.get("audiences")))


def _ordered(questions: list[Record], known: list[str]) -> list[Record]:
    """Return questions with those for the same audiences together, those for everyone first."""
    groups = sorted({_audiences(each) for each in questions}, key=lambda each: [_place(name, known) for name in each])
    return [each for group in groups for each in questions if _audiences(each) == group]


def _place(name: str, known: list[str]) -> int:
    return known.index(name) if name in known else len(known)


def _whom(audiences: tuple[str, ...], titles: dict[str, str]) -> str:
    return f"For {', and for '.join(titles.get(each, each) for each in audiences)}" if audiences else _EVERYONE


def _choices(question: Record) -> list[tuple[str, Record]]:
    found = [each for _, each in records(question.get("choices"))]
    return list(zip(ascii_uppercase, found, strict=False))


def _question(number: int, question: Record) -> Iterator[Block]:
    yield Heading(f"{number}. {told(question['question'])}", 3)
    choices = _choices(question)
    for letter, each in choices:
        yield Blank(f"question-{number}.{letter.lower()}", f"{letter}. {told(each['text'])}", "tick")
    if not choices:
        yield Blank(f"question-{number}", "Your answer", "text")


def _answer(behind: Behind, number: int, question: Record) -> tuple[tuple[Block, ...], ...]:
    right = [f"{letter}. {told(each['text'])}" for letter, each in _choices(question) if each["right"] in YES]
    answer = tuple(map(Paragraph, right)) or (Paragraph("In your own words"),)
    why = (Paragraph(told(question["because"])), *behind.line(question))
    return (Paragraph(f"{number}. {told(question['question'])}"),), answer, why
