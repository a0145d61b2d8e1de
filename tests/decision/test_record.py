"""The record of a decision, as a file to go through again and in Word."""

import io
import re
from pathlib import Path

import pytest
from docx import Document

from istoolkit.decision.given import Case, NotAnswers, answers_of, meant, record_text, several
from istoolkit.decision.tree import Route, tree_of
from istoolkit.decision.walk import NoSuchAnswer, law_of_route, reasons, to_record, walk
from istoolkit.definitions.reader import read
from istoolkit.definitions.register import open_register
from istoolkit.documents.decision_record import record_document, record_paper
from istoolkit.documents.paper import Blank, Block, Grid, cell_blocks, texts
from tests.conftest import ROOT, TODAY

HARM = {"danger": "no", "purpose": "yes", "person": "yes", "duty": "no", "ground": "child", "measure": "yes"}
ENGLAND = frozenset({"england"})
REGISTER = open_register(ROOT / "protocols", ["early-help"], TODAY)
TREE = tree_of(REGISTER, ENGLAND)


def way(**more: str) -> Route:
    found = walk(TREE, {**HARM, **{name.replace("_", "-"): word for name, word in more.items()}}).route
    assert found
    return found


def blanks(blocks: tuple[Block, ...]) -> list[Blank]:
    cells = [cell for each in blocks if isinstance(each, Grid) for row in each.rows for cell in row]
    return [each for cell in cells for each in cell_blocks(cell) if isinstance(each, Blank)]


def test_a_record_of_every_way_can_be_given_as_answers_again() -> None:
    for each in TREE.paths():
        text = record_text(REGISTER, each, Case(["early-help"], "Schools", "Northvale Council"), ENGLAND)
        again = walk(TREE, answers_of(TREE, read("record.yaml", text.encode()).value).answers).route
        assert again == each, text


def test_the_record_says_why_and_leaves_open_what_only_the_person_knows() -> None:
    value = read("r", record_text(REGISTER, way(right_way="yes"), Case(), ENGLAND).encode()).value
    assert value["decision"] == "share" and value["reasons"] == reasons(way(right_way="yes"))
    assert value["decided_by"] == value["decided_on"] == value["case_reference"] == "TBC"
    assert [each["what"] for each in value["to_write_down"]] == to_record(way(right_way="yes"))
    assert value["answers"] == {**HARM, "right-way": "yes"}
    assert "about" not in value and "protocols" not in value


def test_the_ground_that_counted_is_in_the_record_and_in_word_and_goes_in_again() -> None:
    given = {"danger": "no", "purpose": "yes", "person": "yes", "duty": "by-law", "duty-ground": "Court order"}
    words = answers_of(TREE, {**given, "duty-ground": "A court order", "right-way": "yes"}).answers
    assert words["duty-ground"] == "court-order"
    route = walk(TREE, words).route
    assert route
    value = read("r", record_text(REGISTER, route, Case(), ENGLAND).encode()).value
    assert (
        value["answers"]["duty-ground"] == "court-order" and walk(TREE, answers_of(TREE, value).answers).route == route
    )
    order = next(each for each in TREE.questions["duty"].grounds if each.id == "court-order")
    assert f"A court order: {order.text}" in value["reasons"] and {*order.laws} <= {*value["law"]}
    paper = record_paper(REGISTER, route, Case())
    assert f"A court order. {order.text}" in [*texts(paper.blocks)]
    assert "ground.duty" not in [each.name for each in blanks(paper.blocks)]


def test_answers_are_meant_by_word_by_what_is_read_and_by_number() -> None:
    duty = TREE.questions["duty"]
    words = [
        ("not sure", "not-sure"),
        ("2", "by-law"),
        ("3", "exception"),
        ("Child-Welfare", "child-welfare"),
        ("no", "no"),
    ]
    for typed, word in [*words, (duty.answers[0].words, "child-welfare")]:
        chosen = meant(duty, typed)
        assert chosen and chosen.word == word, typed
    assert [meant(duty, each) for each in ("", "0", "6", "maybe", "Y", "yes", "²")] == [None] * 7
    assert several(duty, "y") == [1, 2] and several(duty, "no") == []
    assert meant(TREE.questions["consent"], "yes") == TREE.questions["consent"].answers[0]
    assert meant(duty, "2", numbers=False) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("no", "It does not hold answers. Write each question with its answer, such as danger: no."),
        ({"dangr": "no"}, "There is no question “dangr” here. Did you mean “danger”?"),
        ({"danger": "3"}, "“3” is no answer to “danger”"),
        ({"danger": ["no"]}, "Write yes, no or not-sure."),
        ({"duty-ground": "court-order"}, "there is no answer to “duty” beside it"),
        (
            {"duty": "by-law", "duty-ground": "court"},
            "“court” is no ground for answering “duty” with “by-law”. Write court-order",
        ),
        ({"duty": "no", "duty-ground": "court-order"}, "ground for answering “duty” with “no”. Leave it out."),
        ({"person": "yes", "person-ground": "x"}, "“x” is no ground for answering “person” with “yes”. Leave it out."),
    ],
)
def test_what_is_no_answer_is_named_with_what_to_write(value: object, said: str) -> None:
    with pytest.raises(NotAnswers, match=re.escape(said)):
        answers_of(TREE, value)


def test_a_no_that_only_leads_on_rests_on_no_law() -> None:
    laws = [each.id for each in law_of_route(REGISTER, way(right_way="yes"))]
    assert "uk-gdpr-art-6-1-d" not in laws and "uk-gdpr-art-6-1-c" not in laws  # nobody is in danger, no duty holds
    assert "dpa-2018-sch1-p18" in laws and len(laws) == len({*laws})


def test_answers_that_are_not_asked_on_the_way_do_not_count() -> None:
    found = walk(TREE, {"danger": "yes", "consent": "refused"})
    assert found.answers == {"danger": "yes"} and found.route and found.route.outcome.id == "act-now"
    with pytest.raises(NoSuchAnswer):
        walk(TREE, {"danger": "perhaps"})


def test_the_word_file_has_the_result_first_every_answer_the_law_and_blanks() -> None:
    route = way(right_way="yes")
    case = Case(["early-help"], "Schools and academies", "Northvale Council", "Account of harm")
    made = record_document(REGISTER, route, case)
    assert made == record_document(REGISTER, route, case)
    file = Document(io.BytesIO(made))
    told = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert told[0] == "Share"
    for step in route.steps:
        assert {step.question.ask, step.answer.words, step.answer.because} <= {*told}
    body = "\n".join(each.text for each in file.paragraphs)
    for law in law_of_route(REGISTER, route):
        assert law.title in body
    assert "Early help and safeguarding information community agreement (Draft, not signed)" in told
    assert "This is not legal advice." in body


def test_it_asks_for_what_only_the_person_knows_and_names_nobody_unless_asked() -> None:
    route = way(right_way="yes")
    paper = record_paper(REGISTER, route, Case())
    names = [each.name for each in blanks(paper.blocks)]
    assert len(names) == len({*names})
    assert {"case-reference", "date", "time", "advice", "name", "post", "signature", "from", "to"} <= {*names}
    asked = [each for each in blanks(paper.blocks) if each.name == "ground.ground"]
    assert asked and "A child may come to significant harm" in asked[0].options
    assert "Person concerned" not in [*texts(paper.blocks)]
    assert "Do not write the name of the person here. The case reference is enough." in [*texts(paper.blocks)]
    named = record_paper(REGISTER, route, Case(about="Sam Doe"))
    assert {"Person concerned", "Sam Doe"} <= {*texts(named.blocks)}


def test_a_record_outside_a_register_is_made_too(tmp_path: Path) -> None:
    from istoolkit.definitions.reader import Source
    from istoolkit.definitions.register import Register

    alone = Register(tmp_path, Source("register.yaml"), Source("organisations.yaml"), {}, on=TODAY)
    found = walk(tree_of(alone), {"danger": "yes"}).route
    assert found and Document(io.BytesIO(record_document(alone, found, Case()))).tables[0].cell(0, 0).text == (
        "Act now and tell afterwards"
    )
