"""The file that the CNIL's PIA software opens: every field it knows, all that the definition says, and ratings that hold."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from istoolkit.cnil.description import PARTS
from istoolkit.cnil.fields import QUESTIONS
from istoolkit.cnil.write import exported
from istoolkit.definitions.leaves import leaves
from istoolkit.definitions.picture import pictures
from istoolkit.definitions.schema import load
from tests.cnil.made import HERE, HUB, answers, file_of, opened, sample, with_assessment, words
from tests.conftest import REGISTERS, ROOT

PIA = {
    **dict.fromkeys(("id", "status", "is_example", "is_archive", "lock_version"), int),
    **dict.fromkeys(("name", "category", "author_name", "evaluator_name", "validator_name"), str),
    **dict.fromkeys(("dpo_opinion", "dpos_names", "people_names", "concerned_people_opinion"), str),
    **dict.fromkeys(("concerned_people_searched_content", "rejection_reason", "applied_adjustments"), str),
    **dict.fromkeys(("structure_id", "structure_name", "structure_sector_name"), str),
    **dict.fromkeys(("dpo_status", "concerned_people_status", "structure_data"), type(None)),
    **{"concerned_people_searched_opinion": bool, "progress": float, "created_at": str, "updated_at": str},
}
TEXTS = [111, 112, 113, 121, 122, 123, *range(211, 216), *range(221, 228)]
RISKS = [page + last for page in (320, 330, 340) for last in range(1, 7)]
SAMPLE = (HERE / "assessment.yaml").read_text("utf-8")


def test_the_first_part_has_every_field_with_its_type() -> None:
    assert {name: type(value) for name, value in file_of(sample())["pia"].items()} == PIA


def test_there_are_36_answers_each_of_its_kind_and_in_order() -> None:
    file = file_of(sample())
    assert [each["reference_to"] for each in file["answers"]] == TEXTS + RISKS
    assert [each["id"] for each in file["answers"]] == list(range(1, 37))
    for number, data in answers(file).items():
        assert list(data) == ["text", "gauge", "list"]
        if number % 10 in (5, 6) and number > 300:
            assert data["gauge"] in (None, 1, 2, 3, 4) and data["text"] and data["list"] == []
        elif number > 300:
            assert data["text"] is None and data["gauge"] is None and isinstance(data["list"], list)
        else:
            assert data["text"] and data["gauge"] is None and data["list"] == []


def test_entries_have_the_fields_that_the_software_reads() -> None:
    file = file_of(sample())
    start = {"id", "pia_id", "created_at", "updated_at"}
    assert {frozenset(each) for each in file["measures"]} == {frozenset(start | {"title", "content", "placeholder"})}
    assert {frozenset(each) for each in file["comments"]} == {
        frozenset(start | {"reference_to", "for_measure", "description"})
    }
    fields = {"reference_to", "status", "global_status", "evaluation_comment", "action_plan_comment", "gauges"}
    fields |= {"estimated_implementation_date", "person_in_charge"}
    assert {frozenset(each) for each in file["evaluations"]} == {frozenset(start | fields)}


def test_several_risks_of_one_event_are_put_together() -> None:
    file = file_of(sample())
    lists = {number: answers(file)[number]["list"] for number in range(321, 325)}
    assert lists == {
        321: ["A family is shamed & stops asking for help", "Someone finds a hidden address"],
        322: ["A wrong address is chosen", "An account stays open"],
        323: ["Staff in a hurry", "Staff who left"],
        324: ["Addresses come from the portal only", "Training of all staff"],
    }
    assert answers(file)[325]["gauge"] == 4 and answers(file)[326]["gauge"] == 3
    assert words(file, 325).splitlines() == [
        "- R1 A summary goes to the wrong school",
        "  - Description: The address is picked from a list with similar names",
        "  - Who would be harmed: Children and young people",
        "  - Who or what causes it: Staff in a hurry",
        "  - How it could happen: A wrong address is chosen",
        "  - What it would do to people: A family is shamed & stops asking for help",
        "  - Measures: Addresses come from the portal only, Training of all staff",
        "  - Severity on the scale “ICO three by three”: Significant",
        "  - Reason for the rating: Three wrong addresses in the last year",
        "- R2 Someone who left still looks",
        "  - Who or what causes it: Staff who left, Staff in a hurry",
        "  - How it could happen: An account stays open",
        "  - What it would do to people: A family is shamed & stops asking for help, Someone finds a hidden address",
        "  - Measures: Training of all staff",
        "  - Severity on the scale “ICO three by three”: Severe",
    ]


def test_what_is_not_rated_has_no_number_and_says_so() -> None:
    file = file_of(sample())
    assert [answers(file)[number]["gauge"] for number in (335, 336, 345, 346)] == [1, None, None, None]
    assert words(file, 336).endswith("Likelihood on the scale “ICO three by three”: To be confirmed: after the pilot")
    assert words(file, 345) == "Not stated"
    assert answers(file)[333]["list"] == ["To be confirmed: ask the trust"]


def test_what_remains_is_in_the_evaluations_and_counts_as_before_where_it_is_not_said() -> None:
    found = {each["reference_to"]: each for each in file_of(sample())["evaluations"]}
    assert list(found) == ["3.1.1", "3.1.2", "3.1.3", "3.2", "3.3"]
    assert found["3.2"]["gauges"] == {"x": 4, "y": 1} and found["3.3"]["gauges"] == {"x": 0, "y": 0}
    assert [found[each]["status"] for each in found] == [3, 2, 2, 2, 2]
    assert {each["global_status"] for each in found.values()} == {2}
    assert found["3.2"]["person_in_charge"] == "Head of early help"
    assert found["3.2"]["estimated_implementation_date"] == "2027-01-31T00:00:00.000Z"
    assert found["3.2"]["action_plan_comment"] == (
        "<ul><li>Training of all staff (Head of early help, by 31 January 2027)</li></ul>"
    )


def test_lists_name_measures_that_are_there_each_by_a_title_of_its_own() -> None:
    file = file_of(sample())
    titles = [each["title"] for each in file["measures"]]
    assert titles == ["Addresses come from the portal only", "Training of all staff", "Training of all staff (M3)"]
    assert answers(file)[334]["list"] == ["Training of all staff (M3)"]
    assert file["measures"][0]["content"] == (
        "<p>Free addresses cannot be typed.<br>The list is checked each month.</p><ul><li>Owner: Early help hub manager"
        "</li><li>Organisation: Northvale Council</li><li>State: in place</li><li>In place since: 1 October 2026</li></ul>"
    )


def test_opinions_and_standing() -> None:
    pia = file_of(sample())["pia"]
    assert pia["dpos_names"] == "Data protection officer of the council"
    assert pia["dpo_opinion"].startswith("<p>It may begin once leavers' accounts are closed within a day</p>")
    assert (pia["people_names"], pia["concerned_people_searched_opinion"]) == (
        "Twelve parents & the youth council",
        True,
    )
    assert pia["concerned_people_opinion"] == (
        "<p>They want to know who sees what</p>"
        "<ul><li>When: 14 September 2026</li><li>What was done: The hub reads the short notice aloud</li></ul>"
    )
    assert (pia["evaluator_name"], pia["validator_name"]) == ("Head of early help", "Senior information risk owner")
    assert (pia["status"], pia["created_at"]) == (0, "2026-11-09T00:00:00.000Z")


def test_progress_as_the_software_counts_it() -> None:
    """3.75 for each page: measures are evaluated, two risks are not answered in full."""
    assert file_of(sample())["pia"]["progress"] == 4 * 3.75 + 3 * 3.75 + 3 * 3.75 + 2 * 3.75


@pytest.mark.parametrize(
    ("old", "new", "status", "reason"),
    [
        ("approvals:", "approvals:", 2, ""),
        ("    severity: severe\n", "    severity: TBC\n", 0, ""),
        ("  residual_on: 2026-11-09\n", "", 0, ""),
        ("  residual_on: 2026-11-09\n", '  residual_on: "TBC: the meeting"\n', 0, ""),
        ("  residual_by: Senior information risk owner\n", "  residual_by: Nobody\n", 0, ""),
        ("approvals:", "ico_consultation: {outcome: may-not-proceed, answer: Too wide}\napprovals:", 1, "Too wide"),
    ],
)
def test_the_status_is_that_of_the_assessment(old: str, new: str, status: int, reason: str) -> None:
    whole = (ROOT / "protocols" / HUB / "assessment.yaml").read_text("utf-8")
    assert old in whole
    register = with_assessment(whole.replace(old, new).encode())
    pia = file_of(exported(register, register.protocols[HUB]))["pia"]
    assert (pia["status"], pia["rejection_reason"]) == (status, reason)


def test_a_file_that_says_validated_says_how_far_the_software_counts_it() -> None:
    register = opened()
    told = exported(register, register.protocols[HUB]).told
    assert any(each.startswith("The file says validated. The software counts it as 49 of 100 done") for each in told)


def test_what_has_no_place_is_in_comments_and_told() -> None:
    comments = {each["description"].split("\n")[0]: each for each in file_of(sample())["comments"]}
    assert list(comments) == [
        "This assessment",
        "Screening",
        "Suggestions not taken up",
        "Approvals",
        "Others who were asked",
        "R4 It is used to recover rent",
        "R5 Something else",
        "The assessment as it was written",
    ]
    assert "- Conclusion: The risks are known and held low." in comments["This assessment"]["description"]
    unfair = comments["R4 It is used to recover rent"]
    assert unfair["reference_to"] == 211
    for line in ("A housing officer", "A family loses its home", "Severity: Severe", "Measures: Training of all staff"):
        assert line in unfair["description"]
    assert sample().told == (
        "The file has no place for these parts of the protocol: Change log, Sign-off, Glossary, Further annexes, "
        "Members of classes of parties.",
        "R4 It is used to recover rent: the file has no page for unfair use, so it is in a comment on the purposes.",
        "R5 Something else: its event is not said, so it is in a comment on the purposes.",
        "The assessment has no risk of: disappearance of data.",
        "Illegitimate access to data: R1, R2 are put together, with the highest of their ratings.",
        "R2 Someone who left still looks: what remains of it is not rated, so it counts there as before the measures.",
        "R3 Two families are mixed up: it is not rated in full.",
        "Ratings on the scale “ICO three by three” are shown as the CNIL's steps of 1 to 4. Severity: Minimal is 1, "
        "Significant is 3, Severe is 4. Likelihood: Remote is 1, Possible is 3, Probable is 4.",
        "Whether the data protection officer and the people concerned are in favour is not said. Choose it in the software.",
        "The assessment as it was written, with the notes in it, is in the last comment on the first question. With it the "
        "whole assessment comes back from this file. Delete that comment where the notes are not for others.",
        "What has no field of its own, such as the screening and the approvals, is in comments on the first question.",
    )


def test_nothing_of_the_assessment_is_missing() -> None:
    """Every text of the sample that is meant for readers is somewhere in the file, in words."""
    register = with_assessment(SAMPLE.encode())
    content = html.unescape(re.sub(r"<[^<>]*>", "\n", "\n".join(strings(file_of(sample())))))
    shown = [each for each in leaves(load("assessment").fields, register.assessments[HUB].value) if each.field.shown]
    free = [each for each in shown if not (each.field.allowed or each.field.refers or each.field.format)]
    steps = ("likelihood", "severity")
    texts = [each.text for each in free if each.path[-1] not in steps]
    assert len(texts) > 50
    for each in texts:
        for line in each.replace("TBC: ", "To be confirmed: ").splitlines():
            assert line in content or line == "Help is refused <without reason>", line
    assert "Help is refused <without reason>" in answers(file_of(sample()))[331]["list"]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


@pytest.mark.parametrize("root", REGISTERS, ids=lambda root: root.name)
def test_every_protocol_has_a_file_with_all_that_its_definition_says(root: Path) -> None:
    register = opened(root)
    for here in pictures(register):
        made = exported(register, here.protocol)
        assert made == exported(register, here.protocol)
        file = file_of(made)
        assert [each["reference_to"] for each in file["answers"]] == [each.id for each in QUESTIONS]
        for question, things in {
            112: here.parties.values(),
            121: [*here.items.values(), *here.people.values()],
            122: here.flows,
            211: here.purposes.values(),
            123: [*here.channels.values(), *here.assets.values()],
        }.items():
            told = words(file, question)
            for each in things:
                assert " ".join(each.title.split()) in " ".join(told.split()), (here.protocol.id, question, each.title)
        assert words(file, 122).count("\n- ") + 1 >= len(here.flows)


def test_a_protocol_without_an_assessment_says_so() -> None:
    register = opened()
    made = exported(register, register.protocols["partnership-framework"])
    file = file_of(made)
    assert "The protocol has no assessment yet, so the file has no risks and no measures." in made.told
    assert file["measures"] == file["evaluations"] == file["comments"] == []
    assert [answers(file)[number]["list"] for number in (321, 324)] == [[], []]


def test_nothing_in_a_text_is_taken_for_markup() -> None:
    text = SAMPLE.replace("Free addresses cannot be typed.", "<script>alert(1)</script> & more")
    register = with_assessment(text.encode())
    content = file_of(exported(register, register.protocols[HUB]))["measures"][0]["content"]
    assert content.startswith("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more<br>")


@pytest.mark.parametrize("section", ["rights"])
def test_a_section_that_is_told_in_parts_is_told_in_whole(section: str) -> None:
    told = {name for parts in PARTS.values() for part in parts if part.section == section for name in part.fields}
    assert told == set(load("protocol").fields[section].fields) - {"waivers"}


@pytest.mark.parametrize("part", range(6))
def test_anything_in_an_assessment_may_be_to_be_confirmed(part: int) -> None:
    """Each text, section or list that is on one line: a sixth of them at a time."""
    lines = SAMPLE.splitlines()
    found = [
        (i, each) for i, line in enumerate(lines) if (each := re.match(r"( *(?:- )?)(\w+): (?!TBC|\||{)(.+)$", line))
    ]
    changed = [(i, each) for i, each in found if each[2] not in ("format", "id")][part::6]
    for i, each in changed:
        lines[i] = f'{each[1]}{each[2]}: "TBC: later {i}"'
    register = with_assessment("\n".join(lines).encode())
    made = exported(register, register.protocols[HUB]).content.decode()
    assert len(changed) > 10
    hidden = [i for i, each in changed if each[2] not in ("event", "state", "of_version") and f"later {i}" not in made]
    assert hidden == []
