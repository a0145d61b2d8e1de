"""The poster of the decision: every question and answer is on it, nothing covers words, and it stays on one legible page."""

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from istoolkit.decision.tree import NOT_SURE, Tree, tree_of
from istoolkit.definitions.register import Register, find, open_register
from istoolkit.documents.decision import sayings
from istoolkit.documents.decision.chart import chart_of
from istoolkit.documents.decision.layout import HIGH, WIDE
from istoolkit.documents.decision.marks import LOOKS, Arrow, Figure, Words
from istoolkit.documents.decision.plan import Plan, plan
from istoolkit.documents.decision.poster import TEMPLATE, _sayings, drawing_of, lines, poster_paper
from istoolkit.documents.paper import texts
from istoolkit.documents.word.papers import document
from tests.conftest import ROOT, TODAY
from tests.documents.reading import text

NATIONS = [frozenset(each) for each in ((), ("england",), ("scotland",), ("wales",), ("northern-ireland",))]
TWO_MORE = """format: "1"
questions:
- id: interpreter
  order: "55"
  title: Understood?
  ask: Did everyone understand each other, with an interpreter where one was needed, before it came to this?
  answers:
  - {answer: "yes", words: "Yes", then: confidential}
  - {answer: "no", words: "No, or only in part, and nobody has been able to find an interpreter", then: ask-first}
  - {answer: not-sure, words: I am not sure, then: seek-advice}
- id: panel
  order: "95"
  title: Seen by the panel?
  ask: Has the panel of the partnership seen it?
  answers:
  - {answer: "yes", words: "Yes", then: right-way}
  - {answer: "no", words: "No", then: not-needed}
  - {answer: not-sure, words: I am not sure, then: seek-advice}
- id: ground
  answers:
  - {answer: child, words: "Yes: a child may come to significant harm", then: proportion}
  - {answer: "no", words: "No", then: interpreter}
  - {answer: not-sure, words: I am not sure, then: seek-advice}
- id: proportion
  answers:
  - {answer: "yes", words: "Yes", then: panel}
  - {answer: "no", words: "No", then: not-needed}
  - {answer: not-sure, words: I am not sure, then: seek-advice}
"""


@cache
def worked() -> Register:
    return open_register(find(ROOT / "protocols"), on=TODAY)


def larger(folder: Path) -> Register:
    """The worked register with two questions of its own."""
    for each in ("register.yaml", "organisations.yaml"):
        (folder / each).write_bytes((ROOT / "protocols" / each).read_bytes())
    (folder / "guidance.yaml").write_text(TWO_MORE, encoding="utf-8")
    return open_register(find(folder), on=TODAY)


@cache
def laid(register: Register, nations: frozenset[str]) -> Plan:
    return plan(tree_of(register, nations), _sayings(register, nations))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(params=[*NATIONS, "larger"], ids=lambda each: "-".join(each) if each != "larger" else each)
def poster(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Tree, Plan]:
    if request.param == "larger":
        register = larger(tmp_path)
        tree = tree_of(register)
        assert {"interpreter", "panel"} <= tree.questions.keys()
        return tree, laid(register, frozenset())
    return tree_of(worked(), request.param), laid(worked(), request.param)


def test_every_question_answer_and_outcome_is_on_the_poster(poster: tuple[Tree, Plan]) -> None:
    tree, made = poster
    said = squeezed(" ".join(line for each in made.marks if isinstance(each, Words) for line in each.lines))
    for question in tree.questions.values():
        assert squeezed(question.title + question.ask) in said
        for answer in question.answers:
            if answer.word != NOT_SURE or question.id == tree.first:
                assert squeezed(answer.words.partition(":")[0]) in said, answer
    for outcome in tree.outcomes.values():
        assert squeezed(outcome.title.rpartition(": ")[2]).casefold() in said.casefold(), outcome
    assert "Call999" in said
    assert squeezed("I am not sure") in said


def test_those_who_are_not_sure_are_told_once_for_the_right_questions(poster: tuple[Tree, Plan]) -> None:
    tree, made = poster
    chart = chart_of(tree)
    said = " ".join(line for each in made.marks if isinstance(each, Words) for line in each.lines)
    assert f"Not sure at any of questions 2 to {len(chart.rows)}? Ask for advice now." in said
    for row in chart.rows[1:]:
        answer = tree.questions[row.question.id].answer(NOT_SURE)
        assert answer and answer.then == chart.advice and row.number in chart.unsure


def test_every_answer_has_its_arrow_to_where_it_leads(poster: tuple[Tree, Plan]) -> None:
    tree, _ = poster
    chart = chart_of(tree)
    for row, after in zip(chart.rows, [*chart.rows[1:], None], strict=True):
        drawn = {way.then for way in (*row.past, *row.ends)} | ({after.question.id} if row.down and after else set())
        wanted = {each.then for each in row.question.answers}
        assert drawn | ({chart.advice} if row.number in chart.unsure else set()) == wanted
        assert all(chart.number(way.then) > row.number for way in row.past)


def test_no_arrow_or_figure_covers_words(poster: tuple[Tree, Plan]) -> None:
    _, made = poster
    spoken = [each for each in made.marks if isinstance(each, Words) and each.lines]
    segments = [
        (*start, *end)
        for each in made.marks
        if isinstance(each, Arrow)
        for start, end in zip(each.points, each.points[1:], strict=False)
    ]
    for each in spoken:
        left, top, right, bottom = each.edges
        for x1, y1, x2, y2 in segments:
            assert x1 == x2 or y1 == y2
            apart = max(x1, x2) <= left or min(x1, x2) >= right or max(y1, y2) <= top or min(y1, y2) >= bottom
            assert apart, (each.lines, (x1, y1, x2, y2))
        assert left >= 0 and right <= WIDE and bottom <= made.height, each.lines
    for one, other in combinations(spoken, 2):
        a, b = one.edges, other.edges
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] + 0.1 or b[3] <= a[1] + 0.1, (one.lines, other.lines)


def test_words_in_a_figure_stay_in_it(poster: tuple[Tree, Plan]) -> None:
    _, made = poster
    figures = [each.edges for each in made.marks if isinstance(each, Figure)]
    for words_ in (each for each in made.marks if isinstance(each, Words) and each.lines):
        left, top, right, bottom = words_.edges
        for a, b, c, d in figures:
            outside = right <= a or left >= c or bottom <= b or top >= d
            inside = a <= left and b <= top and right <= c and bottom <= d
            assert outside or inside, (words_.lines, (a, b, c, d))


def test_it_fits_its_page_in_letters_that_can_be_read() -> None:
    for nations in NATIONS:
        assert laid(worked(), nations).height == HIGH
        assert laid(worked(), nations).size >= 11


def test_two_questions_of_a_partnership_leave_it_legible(tmp_path: Path) -> None:
    made = laid(larger(tmp_path), frozenset())
    assert made.size * HIGH / made.height >= 9.5  # 6.7 points on A4, 9.5 on A3, in the letters of the smallest words


def test_outcomes_differ_without_colour() -> None:
    looks = [LOOKS[name] for name in sayings.results()]
    assert (
        len({(bool(each.cut), bool(each.round > 10), each.double, bool(each.dashes), each.ink) for each in looks}) == 5
    )


def test_the_picture_file_needs_nothing_and_says_itself_in_words() -> None:
    drawing = drawing_of(worked(), frozenset({"england"}))
    tree = etree.fromstring(drawing.svg.encode())
    assert tree.get("role") == "img" and not re.search(r"href|<image|<style|url\(", drawing.svg)
    assert len(drawing.lines) == len(tree_of(worked(), frozenset({"england"})).questions)
    again = open_register(find(ROOT / "protocols"), on=TODAY)
    assert drawing_of(again, frozenset({"england"})).svg == drawing.svg


def test_the_words_lead_where_the_questions_do() -> None:
    tree = tree_of(worked())
    first, *_ = found = list(lines(tree))
    assert first.startswith("1. Danger now? Is anyone in danger now")
    assert "Yes, or it may be so: Act now and tell afterwards." in first
    for line, row in zip(found, chart_of(tree).rows, strict=True):
        for each in row.question.answers:
            place = f"go to question {chart_of(tree).number(each.then)}" if each.then in tree.questions else ""
            assert f"{each.words}: {place or sayings.result_of(tree.outcomes[each.then])}" in line


def test_the_word_file_says_all_that_the_paper_says() -> None:
    paper = poster_paper(worked(), sayings.nations_of(worked(), None))
    content = document(paper, (ROOT / "templates" / TEMPLATE).read_bytes())
    shown = squeezed(text(content))
    assert [each for each in texts(paper.blocks[1:]) if squeezed(each) not in shown] == []
    for outcome in tree_of(worked(), sayings.nations_of(worked(), None)).outcomes.values():
        assert all(squeezed(each) in shown for each in outcome.do)
    assert document(paper, (ROOT / "templates" / TEMPLATE).read_bytes()) == content
