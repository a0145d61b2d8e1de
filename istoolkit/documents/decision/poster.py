"""The decision as a poster: one page to hang up, and after it the same in words."""

from collections.abc import Iterator

from istoolkit.decision.tree import Outcome, Question, Tree, tree_of
from istoolkit.decision.walk import laws_named
from istoolkit.definitions.guidance import worries
from istoolkit.definitions.register import Register, kept
from istoolkit.documents.decision import sayings
from istoolkit.documents.decision.chart import chart_of
from istoolkit.documents.decision.drawing import svg
from istoolkit.documents.decision.layout import WIDE
from istoolkit.documents.decision.plan import Sayings, plan
from istoolkit.documents.drawing import Drawing
from istoolkit.documents.facts import language_of, partnership_of
from istoolkit.documents.paper import Block, Bullets, Callout, Grid, Heading, PageBreak, Paper, Paragraph, Picture, Span
from istoolkit.documents.word.properties import EARLIEST

TEMPLATE = "poster.docx"
_DESCRIBED = "A flowchart: danger first, then the questions under each other, the outcomes at their right."


@kept
def drawing_of(register: Register, nations: frozenset[str]) -> Drawing:
    """Return the poster of a register's decision as it holds in some nations."""
    tree = tree_of(register, nations)
    laid = plan(tree, _sayings(register, nations))
    size = (WIDE, laid.height)
    made = svg(laid.marks, size, "poster", sayings.TITLE, _DESCRIBED)
    return Drawing(sayings.TITLE, _DESCRIBED, tuple(lines(tree)), made, *size)


def _sayings(register: Register, nations: frozenset[str]) -> Sayings:
    return Sayings(
        title=sayings.TITLE,
        subtitle=partnership_of(register, None),
        first=sayings.FIRST,
        unsure="Not sure at any of questions {numbers}?",
        rules_title=sayings.RULES,
        rules=sayings.rules(register, nations),
        foot=sayings.foot(nations),
        results=sayings.results(),
    )


def lines(tree: Tree) -> Iterator[str]:
    """Yield the questions in words, each with its answers and where they lead."""
    numbers = _numbers(tree)
    for name, number in numbers.items():
        question = tree.questions[name]
        answers = " ".join(f"{words}: {then}." for words, then in _answers(tree, question, numbers))
        yield f"{number}. {question.title} {question.ask} {answers}"


def _numbers(tree: Tree) -> dict[str, int]:
    return {row.question.id: row.number for row in chart_of(tree).rows}


def _answers(tree: Tree, question: Question, numbers: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the words of each answer and where it leads in words."""
    for each in question.answers:
        if each.then in numbers:
            yield each.words, f"go to question {numbers[each.then]}, “{tree.questions[each.then].title}”"
        else:
            yield each.words, sayings.result_of(tree.outcomes[each.then])


def poster_paper(register: Register, nations: frozenset[str]) -> Paper:
    """Return the poster as a paper: the drawing on the first page, then the same in words."""
    partnership = partnership_of(register, None)
    return Paper(
        title=sayings.TITLE,
        blocks=tuple(_blocks(register, nations)),
        subtitle="Poster",
        template=TEMPLATE,
        partnership=partnership,
        facts=(("Partnership", partnership),) if partnership else (),
        language=language_of(register, None),
        creator=partnership,
        date=EARLIEST,
        audience="staff",
    )


def _blocks(register: Register, nations: frozenset[str]) -> Iterator[Block]:
    tree = tree_of(register, nations)
    yield Picture(drawing_of(register, nations), told=False)
    yield PageBreak()
    yield Heading("The same in words")
    yield Callout("Danger comes first", (Paragraph(sayings.DANGER),), "urgent")
    yield _questions(tree)
    yield Heading("What the outcomes mean")
    yield _outcomes(tree)
    yield from _law(register, tree)
    yield Paragraph(sayings.foot(nations), "fine")


def _questions(tree: Tree) -> Grid:
    numbers = _numbers(tree)
    rows = []
    for name, number in numbers.items():
        question = tree.questions[name]
        told = (Paragraph((Span(f"{number}. {question.title} ", bold=True), question.ask)),)
        answers = [(Span(f"{words}: ", bold=True), f"{then}.") for words, then in _answers(tree, question, numbers)]
        rows.append((told, (Bullets(tuple(answers)),)))
    return Grid("The questions in order, and where each answer leads", ("Question", "Answers"), tuple(rows), (40, 60))


def _outcomes(tree: Tree) -> Grid:
    rows = tuple((sayings.result_of(each), _told(each)) for each in tree.outcomes.values())
    return Grid("The outcomes", ("Outcome", "What to do"), rows, (30, 70))


def _told(outcome: Outcome) -> tuple[Block, ...]:
    return (Paragraph(outcome.text), Bullets(outcome.do))


def _law(register: Register, tree: Tree) -> Iterator[Block]:
    """Yield the law behind the questions and outcomes, each provision once, and what of it has changed."""
    names = tuple(dict.fromkeys(names_of(tree)))
    changed = list(dict.fromkeys(worries(register, {"law": list(names)}, tree.nations)))
    if changed:
        yield Callout("Law that has changed or is not in force", (Bullets(tuple(changed)),), "changed")
    yield Heading("Law and guidance behind it")
    yield Bullets(tuple(each.marked for each in laws_named(register, names)))


def names_of(tree: Tree) -> Iterator[str]:
    """Yield the identifiers of the law behind every question, answer and outcome of a tree."""
    for question in tree.questions.values():
        yield from question.laws
        for answer in question.answers:
            yield from answer.laws
    for outcome in tree.outcomes.values():
        yield from outcome.laws
