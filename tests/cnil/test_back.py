"""A file of ours comes back as it was; what somebody changed in the software is laid in, and the rest is named."""

import json
from functools import cache
from typing import Any

import pytest

from istoolkit.cnil.back import UNCHANGED, taken_back
from istoolkit.cnil.read import read
from istoolkit.cnil.taken import Taken
from istoolkit.cnil.write import exported
from tests.cnil.made import HERE, HUB, file_of, opened, sample, with_assessment

WRITTEN = (HERE / "assessment.yaml").read_text("utf-8")


def back(file: dict[str, Any]) -> Taken:
    """What becomes of a file where the register has no assessment yet."""
    register = with_assessment(b"format: 1\n")
    return taken_back(register, register.protocols[HUB], read(json.dumps(file).encode()))


def answer(file: dict[str, Any], question: int) -> dict[str, Any]:
    """The answer to a question, to be changed."""
    return next(each["data"] for each in file["answers"] if each["reference_to"] == question)


@cache
def written() -> Any:
    """The sample as a value."""
    return with_assessment(WRITTEN.encode()).assessments[HUB].value


def test_an_assessment_comes_back_to_the_letter() -> None:
    found = back(file_of(sample()))
    assert found.text == WRITTEN and found.value == written()
    assert UNCHANGED in found.told and found.beside == ()


def test_numbers_that_the_software_gives_anew_change_nothing() -> None:
    file = file_of(sample())
    file["pia"].update(id=77, updated_at="2027-03-01T10:00:00.000Z", progress=12)
    for each in file["measures"]:
        each["id"] += 500
    for each in file["evaluations"]:
        start, _, last = each["reference_to"].rpartition(".")
        each["reference_to"] = f"{start}.{int(last) + 500}" if start == "3.1" else each["reference_to"]
    file["comments"].append({"reference_to": 111, "for_measure": False, "description": "Who wrote this?"})
    found = back(file)
    assert found.text == WRITTEN
    assert [each.words for each in found.beside] == ["Who wrote this?"]


def test_worked_assessments_come_back_to_the_letter() -> None:
    register = opened()
    for name, source in register.assessments.items():
        protocol = register.protocols[name]
        assert taken_back(register, protocol, read(exported(register, protocol).content)).text == source.text


def test_what_was_changed_is_laid_in_and_all_else_stays() -> None:
    file = file_of(sample())
    answer(file, 333)["list"].append("A tired clerk")
    answer(file, 335)["gauge"] = 3
    file["measures"][1]["title"] = "Training of everyone"
    answer(file, 324)["list"][1] = "Training of everyone"
    file["pia"]["dpo_opinion"] += "<p>Look again in May.</p>"
    found = back(file)
    now, then = found.value, written()
    changed = ("risks", "measures", "advice")
    assert {name: now[name] for name in now if name not in changed} == {
        name: then[name] for name in then if name not in changed
    }
    assert [each["id"] for each in now["risks"]] == [each["id"] for each in then["risks"]]
    assert [now["risks"][i] for i in (0, 1, 3, 4)] == [then["risks"][i] for i in (0, 1, 3, 4)]
    assert now["risks"][2]["sources"] == ["TBC: ask the trust", "A tired clerk"]
    assert now["risks"][2]["severity"] == "TBC: 3 of 4 (important) on the CNIL's scale of four"
    assert now["measures"][1] == {**then["measures"][1], "title": "Training of everyone"}
    assert now["advice"] == {**then["advice"], "text": f"{then['advice']['text']}\nLook again in May."}
    assert any(
        "the measure “Training of all staff” is called “Training of everyone”" in each
        and "sources of unwanted modification of data" in each
        for each in found.told
    )


def test_what_cannot_be_laid_in_is_named() -> None:
    file = file_of(sample())
    answer(file, 321)["list"].append("A family moves away")
    answer(file, 325)["gauge"] = 2
    answer(file, 326)["text"] += "<p>Too high.</p>"
    found = back(file)
    assert found.value["risks"] == written()["risks"]
    for words in (
        "Illegitimate access to data, impacts: new there: A family moves away. "
        "The assessment has 2 risks on that page: say which it is of.",
        "Illegitimate access to data, severity: it is 2 of 4 (limited) there, and was 4 of 4 (maximum). "
        "The assessment has 2 risks on that page: say which it is of.",
        "Illegitimate access to data: likelihood: its words were changed there and are not carried.",
    ):
        assert words in found.told
    assert [each.words.splitlines()[-1].strip() for each in found.beside] == ["Too high."]


def test_what_is_left_out_there_is_left_out() -> None:
    file = file_of(sample())
    gone = file["measures"].pop(1)["title"]
    file["evaluations"] = [each for each in file["evaluations"] if each["reference_to"] != "3.1.2"]
    answer(file, 324)["list"].remove(gone)
    answer(file, 323)["list"].remove("Staff in a hurry")
    risks = back(file).value["risks"]
    assert [each["measures"] for each in risks[:2]] == [["address-book"], ["TBC"]]
    assert [each["sources"] for each in risks[:2]] == [["TBC"], ["Staff who left"]]


def test_a_new_measure_and_a_new_risk_are_added() -> None:
    file = file_of(sample())
    file["measures"].append({"id": 9, "title": "Training", "content": "<p>Each year.</p>"})
    answer(file, 341)["list"] = ["Nobody can be helped"]
    answer(file, 344)["list"] = ["Training"]
    found = back(file).value
    assert found["measures"][-1]["id"] == "training-2"
    assert (found["risks"][-1]["event"], found["risks"][-1]["measures"]) == ("disappearance", ["training-2"])


def test_a_refusal_there_takes_the_place_of_the_approvals() -> None:
    file = file_of(sample())
    file["pia"].update(status=1, rejection_reason="<p>Too wide</p>")
    found = back(file)
    assert found.told[0] == "The file says that the assessment was refused: Too wide. Nobody has approved it."
    assert found.value["approvals"]["residual_on"] == "TBC: the CNIL file says refused"


@pytest.mark.parametrize("old", ["version: ", "# An assessment"])
def test_a_carried_text_that_was_touched_is_not_used(old: str) -> None:
    file = file_of(sample())
    words = file["comments"][-1]["description"]
    file["comments"][-1]["description"] = words.replace(old, f"{old}9")
    found = back(file)
    assert found.text == "" and any("that comment was changed, so it is not used" in each for each in found.told)


def test_without_the_carried_text_risks_are_told_apart_by_their_numbers() -> None:
    file = file_of(sample())
    file["comments"].pop()
    risks = back(file).value["risks"]
    assert [each["title"] for each in risks] == [each["title"] for each in written()["risks"]]
    assert risks[1]["threats"] == ["An account stays open"]
    assert risks[0]["residual"] == written()["risks"][0]["residual"]
    assert [each.get("event") for each in risks] == [each.get("event") for each in written()["risks"]]
    for now, then in zip(risks, written()["risks"], strict=True):
        assert [now[each] for each in ("likelihood", "severity")] == [then[each] for each in ("likelihood", "severity")]


def test_a_file_of_another_protocol_says_so() -> None:
    register = with_assessment(b"format: 1\n")
    found = taken_back(register, register.protocols["early-help"], read(sample().content))
    assert f"It was written for the protocol “{HUB}”. Check that it fits “early-help”." in found.told
