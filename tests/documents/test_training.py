"""Training papers, read back: nothing of the guidance is missing, and what they say of a protocol is what it says."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Register, open_register
from istoolkit.definitions.schema import guidance_records, law_records, vocabularies
from istoolkit.documents import isp
from istoolkit.documents.kinds import training
from istoolkit.documents.training import timetable
from istoolkit.documents.training.behind import Behind
from istoolkit.documents.training.log import COMPETENCE, ROWS, log
from istoolkit.documents.training.own_part import own_parts
from istoolkit.documents.training.parts import HEADINGS
from istoolkit.documents.view import Library
from istoolkit.documents.workshop import Workshop
from tests.conftest import ROOT, TODAY
from tests.documents import reading
from tests.documents.conftest import template

PROTOCOLS = ROOT / "protocols"
FIFE = ROOT / "tests" / "cases" / "fife-concerns"
EVERY_FIELD = ROOT / "tests" / "cases" / "every-field"
PLANNED = [(PROTOCOLS, "early-help"), (PROTOCOLS, "partnership-framework"), (EVERY_FIELD, "every-field")]
AUDIENCES = ["practitioners", "supervisors", "leaders"]


@cache
def register_of(folder: Path) -> Register:
    return open_register(folder, on=TODAY)


@cache
def files(folder: Path, name: str = "") -> Mapping[str, bytes]:
    """The training papers of a protocol, or of the register, by the end of their names."""
    return _files(register_of(folder), name)


def _files(register: Register, name: str = "") -> Mapping[str, bytes]:
    workshop = Workshop(register)
    found = training.of_protocol(workshop, register.protocols[name]) if name else training.of_register(workshop)
    return {each.name: each.content for each in found}


def plan(folder: Path, name: str) -> bytes:
    (content,) = files(folder, name).values()
    return content


def lines(content: bytes) -> list[str]:
    return reading.text(content).split("\n")


def rows(content: bytes, caption: str) -> list[list[str]]:
    """The rows of the table under a caption, a text a cell."""
    for table in reading.body(content).iter(f"{reading.W}tbl"):
        named = table.find(f"{reading.W}tblPr/{reading.W}tblCaption")
        if named is not None and named.get(f"{reading.W}val") == caption:
            return [
                [
                    "\n".join(reading.folded(reading.words(p)) for p in cell.iter(f"{reading.W}p"))
                    for cell in row.iter(f"{reading.W}tc")
                ]
                for row in table.iter(f"{reading.W}tr")
            ]
    raise AssertionError(f"no table {caption}")


def texts(value: object, but: tuple[str, ...] = ()) -> Iterator[str]:
    """Every text of a record that people read."""
    if isinstance(value, str):
        yield reading.folded(value)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, but)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in but:
                yield from texts(inner, but)


NOT_READ = (
    *("id", "order", "minutes", "parts", "papers", "core", "law", "source", "jurisdictions", "sort", "to_confirm"),
    *("checked_on", "audiences", "right"),
)
SKILLS = [each["id"] for each in guidance_records()["core"].values() if each["sort"] == "skill"]


@pytest.mark.parametrize("name", AUDIENCES)
def test_all_that_an_audience_is_taught_is_in_the_plan(name: str) -> None:
    whole = reading.text(plan(PROTOCOLS, "early-help"))
    audience = guidance_records()["audiences"][name]
    topics = [each for each in audience["topics"] if "england" in each.get("jurisdictions", ["england"])]
    said = list(texts({**audience, "topics": topics}, NOT_READ))
    assert len(said) > 40
    assert [each for each in said if each not in whole] == []


def test_the_common_core_is_in_the_plan_with_the_topics_that_teach_it() -> None:
    found = {row[0].split("\n")[0]: row for row in rows(plan(PROTOCOLS, "early-help"), "The common core")[1:]}
    core = guidance_records()["core"].values()
    assert list(found) == [str(each["title"]) for each in core]
    for each in core:
        head, points, taught = found[str(each["title"])]
        assert head.endswith("Skill" if each["id"] in SKILLS else "Knowledge")
        assert all(one in points for one in texts(each["points"]))
        assert taught != "No topic yet"
    assert "Practitioners and administrators: Recording well and saying it well" in found["Clear communication"][2]


def _protocol(folder: Path, name: str) -> bytes:
    register = register_of(folder)
    return isp.build(Library(register), register.protocols[name], template())


@pytest.mark.parametrize(("folder", "name"), PLANNED)
def test_every_part_that_the_plan_names_is_a_heading_of_the_protocol(folder: Path, name: str) -> None:
    protocol = reading.body(_protocol(folder, name))
    headed = {
        reading.folded(reading.words(each))
        for each in protocol.iter(f"{reading.W}p")
        if reading.style(each).startswith("Heading") or reading.style(each) == "Subheading"
    }
    planned = [row[0] for row in rows(plan(folder, name), "The parts of the protocol")[1:]]
    assert planned == [each for each in HEADINGS.values() if each in headed]


def test_what_stands_in_a_part_is_told_in_short() -> None:
    told = dict(rows(plan(PROTOCOLS, "early-help"), "The parts of the protocol")[1:])
    assert told["Who shares what with whom"] == "4 flows"
    assert told["The law that allows it"] == "6 lawful bases"
    assert told["Who takes part"] == "9 partners"
    assert told["When information is shared"] == "A need below significant harm; A risk of significant harm"
    assert (
        told["The information"] == "11 kinds of information, of them 3 with special category data and 1 about offences"
    )
    assert (
        told["Decisions and records"] == "Covers made by, advice from, recorded each time and a decision not to share"
    )


def test_each_partner_finds_what_it_gives_and_receives_and_where_to_write_its_procedure() -> None:
    content = plan(PROTOCOLS, "early-help")
    found = {row[0]: row[1:] for row in rows(content, "What each partner gives and receives")[1:]}
    assert found["Northvale Police"] == ["2 flows", "1 flow", "(write here)"]
    assert found["Quillhaven Software"] == ["None", "None", "(write here)"]
    assert len(found) == 9
    blanks = [each.get(f"{reading.W}val") for each in reading.body(content).iter(f"{reading.W}alias")]
    assert "Procedure of Northvale Police" in blanks


def test_a_protocol_without_flows_says_so() -> None:
    content = plan(PROTOCOLS, "partnership-framework")
    assert "This protocol has no flows of its own." in reading.text(content)
    assert {len(row) for row in rows(content, "What each partner gives and receives")} == {2}
    topics = {row[0].split("\n")[0]: row[2] for row in rows(content, "Topics: Practitioners and administrators")[1:]}
    assert topics["The law"].startswith("In the protocol\nThe law that allows it: Human rights\n")
    assert topics["Kinds of information"].startswith(
        "The protocol says nothing of its own on this.\nPapers: The matrix"
    )


def test_only_a_protocol_with_others_under_it_sends_the_reader_to_them() -> None:
    whole, name = open_register(PROTOCOLS, on=TODAY), "partnership-framework"
    alone = replace(whole, protocols={name: whole.protocols[name]}, asked=frozenset({name}))
    told = [str([*own_parts(picture(each, each.protocols[name]))]) for each in (whole, alone)]
    assert ["stands in the protocols under it" in each for each in told] == [True, False]
    assert all("Write in where its own procedure is kept" in each for each in told)


def test_a_plan_names_the_law_of_its_nation_and_of_no_other() -> None:
    scottish, english = reading.text(plan(FIFE, "child-concerns")), reading.text(plan(PROTOCOLS, "early-help"))
    assert "Chief officers and child protection committees" in scottish
    assert "section 16LA" not in scottish
    assert "Safeguarding partners\n15 minutes" in english
    assert "Scotland) Act" not in english


@pytest.mark.parametrize(
    ("folder", "name", "nation"), [(PROTOCOLS, "early-help", "england"), (FIFE, "child-concerns", "scotland")]
)
def test_the_golden_rules_and_hints_for_trainers_are_those_of_the_nation(folder: Path, name: str, nation: str) -> None:
    whole, rules = reading.text(plan(folder, name)), guidance_records()["golden_rules"].values()
    own = [f"{each['title']}. {reading.folded(each['text'])}" for each in rules if each["jurisdictions"] == [nation]]
    said = [each for each in own if each in whole]
    others = [reading.folded(each["text"]) for each in rules if each["jurisdictions"] != [nation]]
    assert said == own != []
    assert [each for each in others if each in whole and not any(each in one for one in own)] == []
    assert "For whoever trains\nBegin with what people fear\n" in whole


def test_every_link_of_the_plan_leads_to_a_part_of_it() -> None:
    body = reading.body(plan(PROTOCOLS, "early-help"))
    marks = {each.get(f"{reading.W}name") for each in body.iter(f"{reading.W}bookmarkStart")}
    links = [each.get(f"{reading.W}anchor") for each in body.iter(f"{reading.W}hyperlink")]
    assert len(links) == 9
    assert set(links) <= marks


@pytest.mark.parametrize("name", AUDIENCES)
def test_the_timetable_adds_up_and_nobody_sits_for_too_long(name: str) -> None:
    audience = guidance_records()["audiences"][name]
    topics = [each for each in audience["topics"] if "england" in each.get("jurisdictions", ["england"])]
    _, *found, last = rows(plan(PROTOCOLS, "early-help"), f"Timetable: {audience['title']}")
    own = [row for row in found if row[1] not in ("Break", "Lunch")]
    assert [row[1:] for row in own] == [[each["title"], each["minutes"]] for each in topics]
    at, sat = timetable.START, 0
    for begins, what, minutes in found:
        assert begins == timetable.clock(at)
        at, sat = at + int(minutes), 0 if what in ("Break", "Lunch") else sat + int(minutes)
        assert sat <= 90
    assert last == [timetable.clock(at), "End", f"{at - timetable.START} in all"]


def test_times_of_day() -> None:
    assert [timetable.clock(each) for each in (0, 570, 720, 785)] == ["12:00am", "9:30am", "12:00pm", "1:05pm"]
    assert [each.title for each in timetable.slots([("a", 90), ("b", 60), ("c", 40)])] == [
        "a",
        "Break",
        "b",
        "Lunch",
        "c",
    ]
    assert [each.title for each in timetable.slots([("a", 90), ("b", 20)])] == ["a", "b"]


def test_the_handout_has_five_parts_and_keeps_what_the_facilitator_knows() -> None:
    content = files(PROTOCOLS)["case-study-the-family-handout.docx"]
    case = guidance_records()["scenarios"]["the-family"]
    whole = reading.text(content)
    starts = [
        each
        for each in reading.body(content).iter(f"{reading.W}p")
        if each.find(f"{reading.W}pPr/{reading.W}pageBreakBefore") is not None
    ]
    titles = [f"Part {number}: {each['title']}" for number, each in enumerate(case["parts"], 1)]
    assert [reading.folded(reading.words(each)) for each in starts] == [*titles, "What I take with me"]
    assert len(titles) == 5
    for each in case["parts"]:
        assert all(one in whole for one in texts([each["tells"], each["questions"]]))
        assert not any(one in whole for one in texts([each["notes"], each.get("safety", [])]))
    assert all(one in whole for one in texts([case["people"], case["story"]]))
    blanks = len(list(reading.body(content).iter(f"{reading.W}sdt")))
    assert blanks == sum(len(each["questions"]) for each in case["parts"]) + 2


def test_the_facilitator_reads_of_safety_before_anything_else_of_a_part() -> None:
    content = files(PROTOCOLS)["case-study-the-family-facilitator.docx"]
    case, found = guidance_records()["scenarios"]["the-family"], lines(content)
    whole = "\n".join(found)
    for each in case["parts"]:
        assert [one for one in texts(each, NOT_READ) if one not in whole] == []
    friday = found[found.index("Part 4: Friday (45 minutes)") :]
    assert friday[1] == "Safety comes first"
    assert friday[2].endswith("mean that you act the same day. The safeguarding lead is told at once, face to face.")
    assert any(
        "Social care may not have rung back before the bell. Then the lead rings again" in each for each in friday
    )
    assert found.index("Care for the people in the room") < found.index("The people")
    assert all(one in whole for one in texts(case["care"]))


def test_the_facilitator_is_told_the_law_of_the_nation() -> None:
    scottish = reading.text(files(FIFE)["case-study-the-family-facilitator.docx"])
    assert "(Parts 4 and 5 of the Act of 2014) is not in force. It gives nobody authority to share" in scottish
    assert "In each nation" not in scottish
    assert "Northern Ireland\n" not in scottish
    assert "England\n" not in scottish


def test_the_quiz_has_no_answer_and_the_answers_are_a_paper_of_their_own() -> None:
    asked = reading.text(files(PROTOCOLS)["training-quiz.docx"])
    answered = reading.text(files(PROTOCOLS)["training-quiz-answers.docx"])
    questions = _asked(register_of(PROTOCOLS))
    assert len(questions) >= 12
    assert [each for each in texts([each["question"] for each in questions]) if each not in asked] == []
    for each in questions:
        assert reading.folded(str(each["because"])) not in asked
        assert reading.folded(str(each["because"])) in answered
    numbers = [int(each) for each in re.findall(r"^(\d+)\. ", asked, re.MULTILINE)]
    assert numbers == list(range(1, len(questions) + 1))


def test_the_answers_are_the_right_ones_under_the_numbers_of_the_questions() -> None:
    right = {
        reading.folded(str(each["question"])): [one["text"] for one in each["choices"] if one["right"] == "yes"]
        for each in _asked(register_of(PROTOCOLS))
    }
    found = rows(files(PROTOCOLS)["training-quiz-answers.docx"], "The right answers, and why")[1:]
    given = {row[0].partition(". ")[2]: [line.partition(". ")[2] for line in row[1].split("\n")] for row in found}
    assert given == right
    asked = lines(files(PROTOCOLS)["training-quiz.docx"])
    assert [row[0] for row in found if row[0] not in asked] == []


def _asked(register: Register) -> list[Record]:
    return guidance_of(register).each("quiz", frozenset({"england", "scotland"}))


@cache
def _log() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(files(PROTOCOLS)["training-log.xlsx"]))


def test_the_log_has_a_sheet_for_each_audience_and_nobody_in_it() -> None:
    assert _log().sheetnames == ["About", "Practitioners", "Supervisors", "Leaders", "Lists"]
    for name in AUDIENCES:
        sheet = _log()[name.capitalize()]
        heads = [cell.value for cell in sheet[1]]
        outcomes = [f"{i}. {each}" for i, each in enumerate(guidance_records()["audiences"][name]["outcomes"], 1)]
        who = ["Name", "Post", "Organisation", "Trained on", "In what", "Protocol", "Trained by"]
        assert heads == [*who, *outcomes, "Next due", "Notes"]
        assert not any(cell.value for row in sheet.iter_rows(min_row=2) for cell in row)
        assert sheet.freeze_panes == "B2"


def test_the_log_offers_competences_and_takes_dates_alone() -> None:
    sheet = _log()["Leaders"]
    checks = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    assert checks[f"H2:H{ROWS + 1}"].formula1 == f'"{",".join(COMPETENCE)}"'
    assert (checks[f"D2:D{ROWS + 1}"].type, checks[f"L2:L{ROWS + 1}"].formula1) == ("date", "$D2")
    assert checks[f"F2:F{ROWS + 1}"].formula1 == "Protocols"
    assert "Early help and safeguarding information community agreement" in [
        each.value for each in _log()["Lists"]["A"]
    ]
    assert _log()["Lists"].sheet_state == "hidden"


def test_the_same_register_gives_the_same_bytes() -> None:
    assert _files(open_register(FIFE, on=TODAY)) == files(FIFE)
    assert log(register_of(FIFE)) == files(FIFE)["training-log.xlsx"]


CHANGED = """format: "1"
provisions:
- id: dfe-information-sharing-2024
  replaced_by: [working-together-2026]
"""
_SENTENCE = "The law behind this has changed. Information sharing advice for practitioners 2024 was replaced by"


def test_law_that_was_replaced_is_marked_where_it_is_taught(protocols: Path) -> None:
    assert _SENTENCE not in reading.text(plan(PROTOCOLS, "early-help"))
    (protocols / "law.yaml").write_text(CHANGED, encoding="utf-8")
    register = open_register(protocols, on=TODAY)
    (content,) = _files(register, "early-help").values()
    found = lines(content)
    assert sum(each.startswith(f"Agreement, and sharing without it: {_SENTENCE}") for each in found) == 1
    shared = {name: reading.text(each) for name, each in _files(register).items() if name.endswith(".docx")}
    assert f"Question 1: {_SENTENCE}" in shared["training-quiz-answers.docx"]
    assert _SENTENCE in shared["case-study-the-family-handout.docx"]
    assert _SENTENCE in shared["case-study-the-family-facilitator.docx"]


OF_ONE_PART = """format: "1"
provisions:
- {id: uncrc-scotland-act-2024-s6, in_force_to: 2026-11-30}
"""
_OF_PART = "was law until 30 November 2026."


def test_law_of_one_part_is_marked_in_the_papers_of_the_case_study(protocols: Path) -> None:
    (protocols / "law.yaml").write_text(OF_ONE_PART, encoding="utf-8")
    found = _files(open_register(protocols, on=TODAY))
    for name in ("handout", "facilitator"):
        whole = reading.text(found[f"case-study-the-family-{name}.docx"])
        assert whole.count(_OF_PART) == 1, name


def test_the_law_of_a_topic_is_named_and_marked_at_the_topic_and_not_at_its_audience(protocols: Path) -> None:
    (protocols / "law.yaml").write_text(CHANGED, encoding="utf-8")
    register = open_register(protocols, on=TODAY)
    behind = Behind(register, frozenset({"england"}))
    for each in guidance_of(register).each("audiences"):
        names = law_records()["provisions"]
        assert behind.titles(each) == [names[law]["title"] for law in many(each.get("law"))]
        marked = [change.partition(":")[0] for change in behind.changes_within(each)]
        topics = [one for name in ("topics", "situations") for one in each.get(name, ())]
        resting = [one["title"] for one in (each, *topics) if "dfe-information-sharing-2024" in many(one.get("law"))]
        assert marked == resting


def _example() -> str:
    found = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "training.md").read_text(encoding="utf-8"), re.DOTALL)
    return str(found[0])


def test_the_case_study_in_the_manual_gets_its_own_papers(protocols: Path) -> None:
    (protocols / "guidance.yaml").write_text(_example(), encoding="utf-8")
    found = _files(open_register(protocols, on=TODAY))
    whole = reading.text(found["case-study-the-allotment-facilitator.docx"])
    assert "Part 2: Monday (20 minutes)\nSafety comes first\n" in whole
    assert "Arthur used to be on his allotment" in reading.text(found["case-study-the-allotment-handout.docx"])
    assert "case-study-the-family-handout.docx" in found
    assert not _own_faults(protocols)


def _own_faults(folder: Path) -> list[str]:
    from istoolkit.definitions.validate import mismatches

    return [str(each) for each in mismatches("guidance", open_register(folder).guidance_file.value)]


def test_what_records_of_training_name_is_there() -> None:
    laws, records = law_records()["provisions"], guidance_records()
    papers, core, audiences = vocabularies()["training_papers"], records["core"], records["audiences"]
    for name in ("audiences", "core", "scenarios", "quiz"):
        for each in records[name].values():
            assert each["source"]
            assert "law" not in each or {"to_confirm", "checked_on"} & set(each), each["id"]
            assert set(_named(each, "law")) <= set(laws), each["id"]
            assert set(_named(each, "papers")) <= set(papers)
            assert set(_named(each, "core")) <= set(core)
            assert all(said.isdecimal() for said in _named(each, "minutes"))
    for each in records["quiz"].values():
        assert [one["right"] for one in each["choices"]].count("yes") == 1
        assert set(many(each.get("audiences"))) <= set(audiences)
        assert each["law"]


def _named(value: object, name: str) -> list[str]:
    if isinstance(value, dict):
        own = many(value.get(name)) if isinstance(value.get(name), str | list) else []
        return [*own, *(one for each in value.values() for one in _named(each, name))]
    return [one for each in value for one in _named(each, name)] if isinstance(value, list) else []


@pytest.mark.parametrize(
    "name", ["training-quiz.docx", "training-quiz-answers.docx", "case-study-the-family-handout.docx"]
)
def test_word_papers_are_sound(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(files(PROTOCOLS)[name])) as archive:
        assert archive.testzip() is None
