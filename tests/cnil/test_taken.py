"""An assessment taken over from a file of the CNIL's PIA software."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from istoolkit.cnil.read import read
from istoolkit.cnil.rest import as_text, called, kept
from istoolkit.cnil.taken import Taken, taken
from istoolkit.cnil.write import described, exported
from istoolkit.definitions.reader import read as read_yaml
from istoolkit.definitions.yaml_text import yaml_text
from tests.cnil.made import HERE, HUB, answers, file_of, opened, sample, with_assessment

CONTENT = (HERE / "pia.json").read_bytes()


def took(content: bytes = CONTENT, scale: str = "cnil") -> Taken:
    """What is taken over from a file on a scale."""
    register = with_assessment(b"format: 1\n", scale)
    return taken(register, register.protocols[HUB], read(content))


def test_a_risk_is_taken_over_word_for_word() -> None:
    first, second = took().value["risks"]
    assert first == {
        "id": "illegitimate-access",
        "title": "Illegitimate access to data",
        "event": "illegitimate-access",
        "sources": ["A curious colleague", "A former partner"],
        "threats": ["A password is shared"],
        "impacts": ["Shame", "Fear of a former partner"],
        "likelihood": "limited",
        "severity": "maximum",
        "because": "Severity: A family could be found by someone violent.\nLikelihood: Passwords were shared twice last year.",
        "measures": ["named-accounts", "logs-are-read"],
        "effect": "TBC",
        "residual": {"likelihood": "negligible", "severity": "important", "because": "Better with logs."},
    }
    assert (second["threats"], second["measures"]) == (["TBC"], ["TBC"])
    assert second["residual"] == {"likelihood": "TBC", "severity": "TBC", "because": "Acceptable as it is."}


def test_measures_opinions_and_names_are_taken_over() -> None:
    value = took().value
    assert value["measures"] == [
        {
            "id": "named-accounts",
            "title": "Named accounts",
            "description": "Each worker has an account.\nNo account is shared.",
            "owner": "TBC",
            "state": "TBC",
        },
        {
            "id": "logs",
            "title": "Logs",
            "description": "All views are logged.",
            "owner": "Early help hub manager",
            "by": "2027-01-31",
            "state": "TBC",
        },
        {"id": "logs-are-read", "title": "Logs are read", "owner": "TBC", "state": "TBC"},
    ]
    assert value["advice"] == {"by": "Data protection officer", "text": "In favour.\nIt may go ahead.", "answer": "TBC"}
    said = "They were not in favour.\nThey asked for a log that they can read."
    assert value["consultation"] == {"people": {"asked": "Six parents", "said": said}}
    assert value["approvals"] == {
        "measures_by": "Head of early help",
        "measures_on": "TBC",
        "residual_by": "Director of children's services",
        "residual_on": "TBC",
    }
    assert (value["date"], value["of_version"]) == ("2026-06-05", "1.0")


def test_on_another_scale_the_ratings_stay_open_and_are_in_the_reason() -> None:
    found = took(scale="ico")
    first = found.value["risks"][0]
    assert first["likelihood"] == "TBC: 2 of 4 (limited) on the CNIL's scale of four"
    assert first["severity"] == "TBC: 4 of 4 (maximum) on the CNIL's scale of four"
    assert first["because"].startswith(
        "On the CNIL's scale of four: severity 4 of 4 (maximum), likelihood 2 of 4 (limited).\n"
    )
    assert first["residual"]["because"].startswith("On the CNIL's scale of four: severity 3 of 4 (important), ")
    assert (
        "The register rates risks on the scale “ICO three by three”. The ratings of the file are in the reasons. "
        "Choose the ratings on your scale."
    ) in found.told


def test_what_an_officer_must_know_is_told() -> None:
    assert took().told == (
        "The file says of the assessment as a whole: validated.",
        "There were scripts or styles in its texts. They were left out.",
        "Disappearance of data is not answered in the file, so there is no risk of it.",
        "The file does not answer: Unwanted modification of data: threats; Unwanted modification of data: measures.",
        "These measures are named in lists and not described: Logs are read.",
        "No risk in the assessment names these measures: Logs.",
        "Author, officer and approvers are taken over as the file has them. Where it names people, write their posts.",
    )


def test_what_has_no_place_is_kept_word_for_word() -> None:
    register = opened()
    every = kept(read(CONTENT), described(register, register.protocols[HUB]))
    text = as_text("Kept", every)
    for words in (
        "111 The processing\n------------------\nHub workers look up who else knows a family.\n",
        "Kept by age:\n- Children:\n  - names;\n  - schools & classes\n- Parents\n",
        "Action plan: Shorten it to one year.\nPerson in charge: Head of early help\nBy: 31 December 2026\n",
        "Comment on the measure “Logs”\n-----------------------------\nWhich log?\n",
        "Who reads the logs?\nSay it here.\n",
        "Adjustments made\n----------------\nLogs were added.\n",
    ):
        assert words in text, words
    assert called(every)[:3] == ["Category", "Adjustments made", "111 The processing"]
    assert called(every)[-2:] == ["Evaluations: 7", "Comments: 2"]


def texts_of(value: Any, inside: str = "") -> list[str]:
    if isinstance(value, str):
        return [value] if inside in ("text", "content", "list", "description", "title", "name", *FREE) else []
    pairs = value.items() if isinstance(value, dict) else ((inside, each) for each in value if isinstance(value, list))
    return [
        one for name, each in pairs for one in (texts_of(each, name) if isinstance(each, str | dict | list) else [])
    ]


FREE = ("evaluation_comment", "action_plan_comment", "person_in_charge", "dpo_opinion", "people_names", "author_name")


def test_no_text_of_the_file_is_lost() -> None:
    from istoolkit.cnil.html import noted

    register = opened()
    whole = yaml_text("", took().value) + as_text("", kept(read(CONTENT), described(register, register.protocols[HUB])))
    squeezed = " ".join(whole.split())
    found = texts_of(json.loads(CONTENT))
    assert len(found) > 45
    for each in found:
        for line in noted(each).splitlines():
            assert " ".join(line.split()).removeprefix("- ") in squeezed, line


def test_an_answer_that_the_definition_gives_is_not_kept() -> None:
    register = opened()
    protocol = register.protocols["partnership-framework"]
    pia = read(exported(register, protocol).content)
    assert [each.heading for each in kept(pia, described(register, protocol))] == ["Category"]


@pytest.mark.parametrize("status", [0, 1, 4])
def test_who_is_to_approve_has_not_approved(status: int) -> None:
    file = json.loads(CONTENT)
    file["pia"].update(status=status, rejection_reason="Too wide")
    found = took(json.dumps(file).encode())
    assert found.value["approvals"]["residual_by"] == (
        "TBC: Director of children's services is named as validator in the CNIL file"
    )
    refused = "The file says that the assessment was refused: Too wide. Nobody has approved it."
    assert (found.told[0] == refused) == (status == 1)
    assert any(each.startswith("It names Head of early help and Director") for each in found.told)


def test_words_that_a_definition_takes_for_something_else_stay_words() -> None:
    file = json.loads(CONTENT)
    there = next(each for each in file["answers"] if each["reference_to"] == 321)
    there["data"]["list"] = ["null", "yes", "TBC par le DPO"]
    file["measures"][0]["title"] = "Null"
    found = took(json.dumps(file).encode()).value
    assert found["risks"][0]["impacts"] == ["“null”", "yes", "“TBC” par le DPO"]
    assert (found["measures"][0]["id"], found["measures"][0]["title"]) == ("measure-1", "“Null”")
    assert '\n  - "yes"\n' in yaml_text("", found)


def test_an_opinion_that_contradicts_the_answer_is_named() -> None:
    file = json.loads(CONTENT)
    file["pia"].update(dpo_status=0, dpo_opinion="<p>It may go ahead.</p><ul><li>Answer: accepted</li></ul>")
    assert (
        "It says that the data protection officer is not in favour, and that their advice was accepted. "
        "Ask which of them holds."
    ) in took(json.dumps(file).encode()).told


@pytest.mark.parametrize(
    ("title", "name"),
    [("Chiffrement & clés", "chiffrement-cles"), ("*", "measure-1"), ("Disappearance", "disappearance-2")],
)
def test_a_measure_gets_a_name_of_its_own(title: str, name: str) -> None:
    file = json.loads(CONTENT)
    file["measures"] = [{"id": 1, "title": title, "content": ""}, {"id": 1, "title": title, "content": "Again"}]
    names = [each["id"] for each in took(json.dumps(file).encode()).value["measures"]]
    assert names[0] == name and len(set(names)) == len(names) == 4


@pytest.mark.parametrize(
    "value",
    [
        {"a": "x: y", "b": ["- c", "#d", "e\nf"], "c": [{"d": "g " * 90 + "h", "e": "yes"}], "f": {"g": "  h\n i"}},
        {"a": "long " * 40 + "# no comment", "b": ["'quoted' \"twice\" \\", "TBC: who"]},
        {"a": "- one\n  - two\nthree"},
    ],
)
def test_a_value_comes_back_from_its_text(value: dict[str, Any]) -> None:
    assert read_yaml("", yaml_text("A note\nof two lines", value).encode()).value == value


def again(content: bytes, scale: str) -> bytes:
    """A file taken over from what it shows into a register on a scale, and written again."""
    register = with_assessment(yaml_text("Made", took(content, scale).value).encode(), scale)
    return exported(register, register.protocols[HUB]).content


def hub() -> bytes:
    register = opened()
    return exported(register, register.protocols[HUB]).content


FILES: dict[str, Callable[[], bytes]] = {"sample": lambda: sample().content, "cnil": lambda: CONTENT, "hub": hub}


@pytest.mark.parametrize("name", FILES)
def test_the_way_there_and_back(name: str) -> None:
    """Risks, measures and gauges are the same again; and once taken over, every word of the risks stays as it is."""
    content, scale = FILES[name](), "cnil" if name == "cnil" else "ico"
    before, after = json.loads(content), json.loads(again(content, scale))
    first = {each["reference_to"]: each["data"] for each in before["answers"]}
    for number in (page + last for page in (320, 330, 340) for last in range(1, 7)):
        said = first.get(number) or first.get(str(number)) or {"list": [], "gauge": 0}
        there = answers(after)[number]
        assert there["list"] == said["list"] or (said["list"], there["list"]) == ([], ["To be confirmed"]), number
        assert (there["gauge"] or 0) == (said["gauge"] or 0), number
    titles = [each["title"] for each in before["measures"]]
    assert [each["title"] for each in after["measures"]][: len(titles)] == titles
    gauges = [
        {e["reference_to"]: e["gauges"] for e in each["evaluations"] if e["gauges"]["x"]} for each in (before, after)
    ]
    assert gauges[0] == gauges[1]
    third = json.loads(again(json.dumps(after).encode(), scale))
    assert [each for each in third["answers"] if each["reference_to"] > 300] == [
        each for each in after["answers"] if each["reference_to"] > 300
    ]
    assert third["measures"] == after["measures"]
    approvers = ("evaluator_name", "validator_name")
    assert [third["pia"][each] for each in third["pia"] if each not in approvers] == [
        after["pia"][each] for each in after["pia"] if each not in approvers
    ]


def test_measures_of_our_own_file_come_back_whole() -> None:
    before = file_of(sample())["measures"]
    after = json.loads(again(sample().content, "ico"))["measures"]
    assert [(each["title"], each["content"]) for each in after] == [(each["title"], each["content"]) for each in before]
