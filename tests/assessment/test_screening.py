"""The screening: the answers of the worked protocols, and what follows from answers."""

from pathlib import Path
from shutil import copytree

import pytest

from istoolkit.assessment.answers import ways
from istoolkit.assessment.screening import factors, screening
from istoolkit.assessment.told import told
from istoolkit.definitions.register import open_register
from tests.assessment.made import hub, register
from tests.conftest import ROOT, TODAY, Run

REGISTER = open_register(ROOT / "protocols", on=TODAY)
WITHOUT = "screening:\n  answers:\n"
LISTS = {"article-35-3": 3, "ico": 10, "european": 9}


def answers(name: str) -> dict[str, str]:
    """What the definition of a worked protocol answers, without what its assessment says otherwise."""
    found = screening(REGISTER, REGISTER.protocols[name]).answers
    return {each.id: each.suggested for each in found}


def test_each_question_is_answered_by_one_function() -> None:
    assert set(ways()) == set(factors())
    for name, number in LISTS.items():
        assert sum(each["list"] == name for each in factors().values()) == number
    starred = {each["id"] for each in factors().values() if each.get("starred")}
    assert starred == {"innovative-technology", "biometric-data", "genetic-data", "invisible-processing", "tracking"}


HUB = {
    "systematic-evaluation": "no",
    "large-scale-sensitive": "unclear",
    "public-monitoring": "no",
    "innovative-technology": "no",
    "denial-of-service": "unclear",
    "large-scale-profiling": "no",
    "biometric-data": "no",
    "genetic-data": "no",
    "data-matching": "yes",
    "invisible-processing": "unclear",
    "tracking": "no",
    "targeting-children": "unclear",
    "physical-harm": "yes",
    "evaluation-or-scoring": "yes",
    "automated-decisions": "no",
    "systematic-monitoring": "no",
    "sensitive-data": "yes",
    "large-scale": "unclear",
    "matching-or-combining": "yes",
    "vulnerable-people": "yes",
    "innovative-use": "no",
    "prevents-right": "unclear",
}
WORKED = {
    "early-help-hub": HUB,
    "early-help": HUB,
    "case-meeting": {
        **HUB,
        "evaluation-or-scoring": "unclear",
        "large-scale-profiling": "unclear",
        "data-matching": "unclear",
        "matching-or-combining": "unclear",
    },
    "concern-sharing": {
        **HUB,
        "evaluation-or-scoring": "no",
        "automated-decisions": "unclear",
        "systematic-evaluation": "unclear",
    },
    "lettings-collection": {
        **HUB,
        "evaluation-or-scoring": "no",
        "large-scale": "yes",
        "large-scale-sensitive": "yes",
        "invisible-processing": "no",
    },
}


@pytest.mark.parametrize("name", WORKED)
def test_the_worked_protocols(name: str) -> None:
    assert answers(name) == WORKED[name]
    assert screening(REGISTER, REGISTER.protocols[name]).result == "required"


def test_a_framework_that_shares_nothing_itself() -> None:
    found = screening(REGISTER, REGISTER.protocols["partnership-framework"])
    assert (found.result, found.because) == (
        "not-required",
        "It names no flow of information about people itself. The protocols under it are screened.",
    )


def test_reasons_are_sentences_that_name_what_was_found() -> None:
    found = {
        each.id: each.suggested_because for each in screening(REGISTER, REGISTER.protocols["early-help-hub"]).answers
    }
    assert found["large-scale"] == (
        "Of how many, it is said “About 1,400 requests a year”, “About 25 a week” and “About 1,400 families a year”. "
        "Judge whether that is large."
    )
    assert found["vulnerable-people"] == "It is about “Children and young people” and “Other members of the household”."
    assert found["automated-decisions"] == (
        "The protocol says of automated decisions: “No decision about a person is made by a machine alone”."
    )
    assert all(text.endswith((".", "”.")) for text in found.values())
    made = register()
    plain = {each.id: each.suggested_because for each in screening(made, hub(made).protocol).answers}
    assert plain["large-scale"] == "The protocol does not say how many people it concerns."
    assert not any("definition" in each for each in (*plain.values(), *found.values()))
    printed = " ".join(" ".join(told(made, hub(made).protocol)).split())
    assert f"{plain['large-scale']} Answer it." in printed and "Judge whether that is large. Answer it." not in printed


def test_an_answer_in_the_file_takes_the_place_of_the_suggested_one() -> None:
    said = f"{WITHOUT}  - {{factor: large-scale, answer: no, because: Forty families, by: The officer}}\n"
    made = register(assessment=said)
    each = next(each for each in screening(made, hub(made).protocol).answers if each.id == "large-scale")
    assert (each.answer, each.because, each.by, each.overridden, each.suggested) == (
        "no",
        "Forty families",
        "The officer",
        True,
        "unclear",
    )
    assert each.at.file == "hub/assessment.yaml" and made.place(each.at).line == 6


def test_an_answer_to_be_confirmed_changes_nothing() -> None:
    made = register(assessment=f"{WITHOUT}  - {{factor: large-scale, answer: TBC, because: TBC}}\n")
    assert not any(each.overridden for each in screening(made, hub(made).protocol).answers)


def result(**yes: str) -> tuple[str, str]:
    """The result where the questions named are answered so, and all others no."""
    lines = [
        f"  - {{factor: {name}, answer: {yes.get(name.replace('-', '_'), 'no')}, because: So it is}}\n"
        for name in factors()
    ]
    made = register(assessment=WITHOUT + "".join(lines))
    found = screening(made, hub(made).protocol)
    return found.result, found.because


def test_what_follows_from_the_answers() -> None:
    assert result() == ("not-required", "No question of the screening is answered yes.")
    assert result(large_scale="yes")[0] == "advised"
    assert result(large_scale="yes", sensitive_data="yes")[0] == "required"
    assert result(tracking="yes")[0] == "advised"
    assert result(tracking="yes", large_scale="yes")[0] == "required"
    assert result(tracking="yes", genetic_data="yes")[0] == "advised"
    assert result(data_matching="yes") == (
        "required",
        "The Information Commissioner's list requires one: matching data from several sources.",
    )
    assert result(public_monitoring="yes") == ("required", "Article 35(3) requires one: watching a public place.")


def test_open_questions_alone_leave_the_result_open() -> None:
    lines = [f"  - {{factor: {name}, answer: no, because: So}}\n" for name in factors() if name != "large-scale"]
    made = register(assessment=WITHOUT + "".join(lines))
    found = screening(made, hub(made).protocol)
    assert (found.result, found.because) == ("open", "1 question is open: large scale.")
    assert found.verdict.sentence == "Whether an impact assessment is required is not known yet."
    assert [each.id for each in found.open] == ["large-scale"]


def test_where_one_question_points_to_it_those_that_are_open_are_named() -> None:
    said = {"tracking": "yes", "large-scale": "TBC", "targeting-children": "TBC"}
    lines = [f"  - {{factor: {name}, answer: {said.get(name, 'no')}, because: So}}\n" for name in factors()]
    made = register(assessment=WITHOUT + "".join(lines))
    found = screening(made, hub(made).protocol)
    assert (found.result, found.because) == (
        "advised",
        "One question points to it: tracking. One alone may be enough. "
        "2 questions are open: targeting children or other vulnerable people and large scale.",
    )


def test_a_definition_that_says_nothing_yet_answers_nothing(tmp_path: Path, istoolkit: Run) -> None:
    copytree(ROOT / "protocols", tmp_path / "r")
    istoolkit("new", "protocol", "fresh", cwd=tmp_path / "r")
    made = open_register(tmp_path / "r", on=TODAY)
    found = screening(made, made.protocols["fresh"])
    assert {each.answer for each in found.answers} == {"unclear"} and len(found.answers) == 22
    assert found.result == "open" and found.because.startswith("22 questions are open: ")
    because = {each.id: each.because for each in found.answers}
    assert because["data-matching"] == "The protocol does not say yet who gives or receives in “First flow”."
    assert because["vulnerable-people"] == "The protocol does not say yet enough about “First group”."
    assert because["sensitive-data"] == ("The protocol does not say yet what sort of information “First item” is.")


def test_what_is_unclear_against_a_no_quotes_both() -> None:
    made = register(MACHINE.format("No machine decides") + FACES)
    because = {each.id: each.because for each in screening(made, hub(made).protocol).answers}
    assert because["automated-decisions"] == (
        "The protocol says of automated decisions: “No machine decides”. It also says "
        "“An algorithm decides automatically who is refused”. Judge whether a machine decides."
    )
    made = register(BESIDE.format("900,000 a year", "").replace("[identity, health]", "health"))
    because = {each.id: each.because for each in screening(made, hub(made).protocol).answers}
    assert because["large-scale-sensitive"] == (
        "It has such data: “Health”. In all, the protocol says “900,000 a year”. "
        "Judge whether many of them have such data."
    )


def test_that_none_is_carried_out_is_said() -> None:
    made = register(assessment="screening:\n  not_needed_because: The council's covers it\n  decided_by: The officer\n")
    found = screening(made, hub(made).protocol)
    assert (found.decided_otherwise, found.decided_by) == ("The council's covers it", "The officer")
    assert found.result == "required"


GENES = "{id: identity, title: Genes, of: children, kind: special-category, special: [genetic]}\n"
VOLUME = "information:\n- {{id: identity, title: Name, of: children, kind: personal, volume: '{}'}}\n"
NO_IDENTIFIER = (
    "information:\n- {id: identity, title: Name, of: children, kind: personal}\n"
    "flows:\n- {id: a, title: A, from: [trust, police], to: council, information: identity, purpose: find-need}\n"
)
FACES = (
    "information:\n- {id: identity, title: 'Fingerprints, face images and DNA profile', of: children, kind: personal}\n"
)
MACHINE = (
    "flows:\n- {{id: a, title: An algorithm decides automatically who is refused, from: trust, to: council,"
    " information: identity, purpose: find-need}}\n# framework/protocol.yaml\nrights: {{automated: {}}}\n"
)
BESIDE = (
    "information:\n- {{id: identity, title: Name, of: children, kind: personal, volume: '{}'}}\n"
    "- {{id: health, title: Health, of: children, kind: special-category, special: [health]{}}}\n"
    "flows:\n- {{id: a, title: A, from: trust, to: council, information: [identity, health], purpose: find-need}}\n"
    "- {{id: b, title: B, from: trust, to: council, information: identity, purpose: find-need}}\n"
)
HARM = "circumstances:\n- {{id: concern, title: '{}', when: Seen, consent: sought}}\n"


@pytest.mark.parametrize(
    ("name", "fragment", "answer"),
    [
        ("automated-decisions", "# framework/protocol.yaml\nrights: {automated: A program ranks requests}\n", "unclear"),
        ("automated-decisions", "# framework/protocol.yaml\nrights: {access: Asked}\n", "unclear"),
        ("invisible-processing", "# framework/protocol.yaml\nopenness: {told_when: At once}\n", "no"),
        ("public-monitoring", "information:\n- {id: identity, title: CCTV pictures, of: children, kind: personal}\n", "unclear"),
        ("biometric-data", "information:\n- {id: identity, title: Fingerprints, of: children, kind: special-category, special: [biometric]}\n", "yes"),
        ("genetic-data", f"information:\n- {GENES}", "unclear"),
        ("genetic-data", f"information:\n- {GENES}flows:\n- {{id: a, title: A, from: police, to: council, information: identity, purpose: find-need}}\n", "yes"),
        ("large-scale", VOLUME.format("About 900000 patients a year"), "yes"),
        ("large-scale", VOLUME.format("900,000"), "yes"),
        ("large-scale", VOLUME.format("9,999 a year"), "unclear"),
        ("large-scale", VOLUME.format("Fewer than 20,000"), "unclear"),
        ("large-scale", "# hub/assessment.yaml\ncontext: {people_affected: About 12 thousand people}\n", "yes"),
        ("large-scale-sensitive", VOLUME.format("About 900000 patients a year"), "no"),
        ("large-scale-sensitive", VOLUME.format("900,000").replace("personal", "special-category, special: [health]"), "yes"),
        ("data-matching", f"{NO_IDENTIFIER}", "unclear"),
        ("data-matching", f"{NO_IDENTIFIER}circumstances:\n- {{id: concern, title: Concern, when: Records are matched by name, consent: sought}}\n", "yes"),
        ("data-matching", f"{NO_IDENTIFIER}circumstances:\n- {{id: concern, title: Concern, when: Records are never matched, consent: sought}}\n", "unclear"),
        ("data-matching", NO_IDENTIFIER.replace("kind", "identifier: Pupil number, kind"), "yes"),
        ("large-scale-profiling", "people:\n- {id: children, title: Children, note: Those who score as high risk}\n", "unclear"),
        ("tracking", "# framework/protocol.yaml\ndecisions: {not_sharing: The whereabouts of the child}\n", "unclear"),
        ("sensitive-data", "information:\n- {id: identity, title: Name, of: children, kind: personal, confidential: yes}\n", "yes"),
        ("sensitive-data", "information:\n- {id: identity, title: Name, of: children, kind: personal}\n", "no"),
        ("vulnerable-people", "people:\n- {id: children, title: Adults, ages: 18 and over}\n", "no"),
        ("vulnerable-people", "people:\n- {id: children, title: Adults, ages: 18 and over, vulnerable: yes}\n", "yes"),
        ("physical-harm", "circumstances:\n- {id: concern, title: Domestic abuse, when: Seen, consent: sought}\n", "yes"),
        ("tracking", "information:\n- {id: identity, title: GPS location, of: children, kind: personal}\n", "unclear"),
        ("innovative-technology", "assets:\n- {id: case-system, title: Machine learning platform, held_by: council}\n", "unclear"),
        ("invisible-processing", "# framework/protocol.yaml\nopenness: {told_when: At once, not_told_when: TBC}\n", "unclear"),
        ("sensitive-data", "information:\n- {id: identity, title: Name, of: children, kind: TBC}\n", "unclear"),
        ("sensitive-data", "information:\n- {id: identity, title: Name, of: children, kind: personal, confidential: TBC}\n", "unclear"),
        ("large-scale-sensitive", "information:\n- {id: identity, title: Name, of: children, kind: TBC}\n", "unclear"),
        ("genetic-data", "information:\n- {id: identity, title: Samples, of: children, kind: special-category, special: TBC}\n", "unclear"),
        ("vulnerable-people", "people:\n- {id: children, title: Adults, ages: TBC}\n", "unclear"),
        ("targeting-children", "information:\n- {id: identity, title: Name, of: TBC, kind: personal}\n", "unclear"),
        ("tracking", "channels:\n- {id: portal, title: TBC, kind: portal}\n", "unclear"),
        ("prevents-right", "purposes:\n- {id: find-need, title: TBC, necessity: So}\n", "unclear"),
        ("matching-or-combining", "flows:\n- {id: a, title: A, from: TBC, to: council, information: identity, purpose: find-need}\n", "unclear"),
        ("physical-harm", "flows: TBC\n", "unclear"),
        ("matching-or-combining", "flows:\n- {id: a, title: A, from: trust, to: council, information: identity, purpose: find-need}\n", "no"),
        ("biometric-data", FACES, "unclear"),
        ("genetic-data", FACES, "unclear"),
        ("large-scale-profiling", FACES, "no"),
        ("genetic-data", "circumstances:\n- {id: concern, title: High DNA rates at the surgery, when: Seen, consent: sought}\n", "no"),
        ("systematic-evaluation", MACHINE.format("A program ranks requests"), "unclear"),
        ("automated-decisions", MACHINE.format("None"), "unclear"),
        ("automated-decisions", MACHINE.format("None").replace("An algorithm decides automatically", "No algorithm decides"), "no"),
        ("large-scale-profiling", "purposes:\n- {id: find-need, title: Find need, not_for: [Ranking of schools]}\n", "no"),
        ("large-scale-profiling", "information:\n- {id: identity, title: Name, of: children, kind: personal, excludes: [Risk scores]}\n", "no"),
        ("large-scale-sensitive", BESIDE.format("900,000 a year", ""), "yes"),
        ("large-scale-sensitive", BESIDE.format("900,000 a year", ", volume: 40 a year"), "unclear"),
        ("large-scale-sensitive", BESIDE.format("900,000 a year", "").replace("[identity, health]", "health"), "unclear"),
        *((("physical-harm", HARM.format(words), answer)) for words, answer in (
            ("A need below significant harm", "unclear"), ("Nothing points to abuse", "unclear"), ("A child without a home is harmed", "yes"),
            ("Under threat of violence", "yes"), ("Not at risk of harm", "unclear"), ("Not heard from, and feared harmed", "yes"),
        )),
    ],
)  # fmt: skip
def test_what_a_definition_answers(name: str, fragment: str, answer: str) -> None:
    made = register(fragment)
    each = next(each for each in screening(made, hub(made).protocol).answers if each.id == name)
    assert each.answer == answer, each.because
