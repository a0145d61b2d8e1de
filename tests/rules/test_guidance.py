"""Near misses of the GUID rules on how guidance is written and on law that changed, and texts of guidance.yaml."""

import datetime
import re
from pathlib import Path

import pytest

from istoolkit.definitions.guidance import holds_in, laws_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.register import open_register
from istoolkit.definitions.schema import guidance_records
from istoolkit.rules import catalogue, guidance_law
from tests.conftest import TODAY
from tests.rules.pages import laid_over

_OF_GUIDANCE = ("istoolkit.rules.guidance", "istoolkit.rules.guidance_law")
RULES = [each for each in catalogue() if each.group == "TEXT" or each.check.__module__ in _OF_GUIDANCE]


def found(fragment: str, root: Path, on: datetime.date | None = TODAY) -> list[str]:
    """Return what these rules and those on texts find in the register of the examples with a fragment laid over."""
    register = open_register(laid_over(fragment, root / "register"), on=on)
    problems = [(register.place(problem.at), each.code, problem) for each in RULES for problem in each.check(register)]
    told = sorted(problems, key=lambda each: (each[0], each[1]))
    return [f"{place.file}:{place.line}:{place.column} {code} {each.message}" for place, code, each in told]


LAW = """# law.yaml
provisions:
- {id: working-together-2026, in_force_to: 2026-11-30}
- {id: girfec-practice-guidance-4, in_force_to: 2026-11-30}
"""
ENDED = "Working Together to Safeguard Children 2026 was law until 30 November 2026."
OWN = """# guidance.yaml
statements:
- {id: feedback-tell, law: [ico-data-sharing-code, working-together-2026]}
- {id: feedback-ask, text: Ask the hub.}
myths:
- {id: ours, myth: The hub is shut, fact: It is open., law: [working-together-2026]}
- {id: scots, myth: The hub is shut, fact: It is open., jurisdictions: [scotland], law: [working-together-2026]}
steps:
- {id: nobody-acts-england, text: Ring the hub again.}
"""


def test_law_that_ended_is_told_at_each_record_of_the_register_and_once_for_all_of_ours(tmp_path: Path) -> None:
    told = [each for each in found(LAW + OWN, tmp_path) if "GUID" in each]
    assert told[:3] == [
        f"guidance.yaml:3:52 GUID010 “feedback-tell” rests on law that has changed. {ENDED} It is marked in staff guides.",
        f"guidance.yaml:6:62 GUID010 “ours” rests on law that has changed. {ENDED} It is marked in staff guides.",
        f"guidance.yaml:9:3 GUID010 “nobody-acts-england” rests on law that has changed. {ENDED} It is marked in staff guides.",
    ]
    [ours] = told[3:]
    assert ours.startswith("law.yaml:3:3 GUID010 ")
    assert "“significant-harm-england”" in ours
    assert "“nobody-acts-england”" not in ours
    assert f" {ENDED} They are marked in staff guides" in ours


def test_law_is_no_worry_on_its_last_day_or_where_guidance_names_what_holds_now(tmp_path: Path) -> None:
    assert [each for each in found(LAW, tmp_path / "a", datetime.date(2026, 11, 30)) if "GUID" in each] == []
    fragment = LAW.replace("working-together-2026", "keeping-children-safe-in-education")
    renamed = "# guidance.yaml\nroles:\n- {id: school-staff, law: [education-act-2002-s175]}\n"
    [told] = [each for each in found(fragment + renamed, tmp_path / "b") if "GUID" in each]
    assert "“college-staff”" in told
    assert "“school-staff”" not in told


def test_law_of_ours_that_ended_is_told_at_the_nations_of_the_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = {"ico-data-sharing-code": "The code was law until yesterday."}
    monkeypatch.setattr(guidance_law, "_changed", lambda *_: ended)
    [told] = found("", tmp_path)
    assert told.startswith("register.yaml:4:16 GUID010 ")
    assert "“why-share-whole-picture”" in told


WITHIN = """# law.yaml
provisions:
- {id: children-act-1989-s47, in_force_to: 2026-11-30}
- {id: health-and-social-care-act-2012-s251b, in_force_to: 2026-11-30}
- {id: children-act-1989-s17, in_force_to: 2026-11-30}
"""


def named(record: object) -> set[str]:
    if isinstance(record, dict):
        return {*many(record.get("law"))}.union(*map(named, record.values()))
    return set().union(*map(named, record)) if isinstance(record, list) else set()


def test_law_that_is_named_within_a_record_is_told_of_the_record(tmp_path: Path) -> None:
    told = [each for each in found(WITHIN, tmp_path) if "GUID010" in each]
    laws = ("children-act-1989-s47", "health-and-social-care-act-2012-s251b", "children-act-1989-s17")
    assert len(told) == len(laws)
    for law, message in zip(laws, told, strict=True):
        records = [each for lists in guidance_records().values() for each in lists.values()]
        within = [each["id"] for each in records if law in named(each) - {*many(each.get("law"))}]
        assert within, law
        here = [each["id"] for each in records if law in laws_of(each, frozenset({"england"})) and is_told(each)]
        assert {*re.findall("“([^”]+)”", message)} == {*here}, law
    assert "“the-family”" in told[0]


def is_told(record: Record) -> bool:
    return holds_in(record, frozenset({"england"}))


def test_law_within_a_record_of_the_register_is_told_at_its_place_and_must_be_known(tmp_path: Path) -> None:
    answers = """# guidance.yaml
questions:
- id: consent
  answers:
  - {answer: "yes", words: "Yes", then: agreement}
  - {answer: "no", words: "No", then: seek-advice, law: [working-together-2026]}
"""
    [told, *_] = [
        each for each in found(LAW + answers, tmp_path / "a") if "guidance.yaml" in each and "GUID010" in each
    ]
    assert told.startswith("guidance.yaml:6:58 GUID010 “consent” rests on law that has changed.")
    unknown = answers.replace("working-together-2026", "working-together-2062")
    told_unknown = [each for each in found(unknown, tmp_path / "b") if "GUID003" in each]
    assert told_unknown == ["guidance.yaml:6:58 GUID003 “working-together-2062” is not in the legal register."]


def test_danger_now_comes_first_for_the_staff_of_each_kind(tmp_path: Path) -> None:
    late = "# guidance.yaml\nsteps:\n- {id: record, order: 75}\n- {id: danger-now-police, order: 65}\n"
    told = [each for each in found(late, tmp_path / "a") if "GUID005" in each]
    assert told[0] == "guidance.yaml:4:3 GUID005 “significant-harm-england-police” comes before “danger-now”."
    assert len(told) == 4
    own = "{id: ours, order: 5, kinds: [school], title: Ring, text: Ring the hub"
    assert any("GUID005" in each for each in found(f"# guidance.yaml\nsteps:\n- {own}.}}\n", tmp_path / "b"))
    instead = f"# guidance.yaml\nsteps:\n- {own}., instead_of: danger-now}}\n"
    assert [each for each in found(instead, tmp_path / "c") if "GUID" in each] == []


@pytest.mark.parametrize(
    "fragment",
    [
        "steps:\n- {id: record, instead_of: TBC}\n",
        "myths:\n- {id: TBC, myth: TBC, fact: TBC}\n- {id: TBC, myth: TBC, fact: TBC}\n",
        "steps:\n- {id: record, order: TBC}\n",
        'steps:\n- {id: record, law: ["TBC: our lawyer looks it up"]}\n',
        'steps:\n- {id: record, order: "015"}\n',
        "myths:\n- {id: ours, myth: A, fact: B}\ncontacts:\n- {id: ours, title: Hub, when: You worry}\n",
    ],
)
def test_what_is_to_be_confirmed_or_only_looks_wrong_passes(fragment: str, tmp_path: Path) -> None:
    told = found(f"# guidance.yaml\n{fragment}", tmp_path)
    assert [each for each in told if "GUID" in each] == []


@pytest.mark.parametrize("order", ["1.5", "-1", "１２", "ten"])
def test_a_place_is_a_whole_number(order: str, tmp_path: Path) -> None:
    told = found(f'# guidance.yaml\nsteps:\n- {{id: record, order: "{order}"}}\n', tmp_path)
    assert told == [f"guidance.yaml:3:23 GUID004 “{order}” is not a whole number."]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ("- {id: danger-now, order: 65}", ["“significant-harm-england” comes before “danger-now”."]),
        ("- {id: danger-now, jurisdictions: [wales]}", ["“significant-harm-england” comes before “danger-now”."]),
        ("- {id: ours, order: 10, title: Ring, text: Ring the hub.}", []),
        (
            "- {id: ours, order: 9, title: Ring, text: Ring., jurisdictions: [wales]}",
            ["“ours” comes before “danger-now”."],
        ),
    ],
)
def test_danger_comes_first_in_every_nation(steps: str, told: list[str], tmp_path: Path) -> None:
    said = found(f"# guidance.yaml\nsteps:\n- {{id: record, order: 75}}\n{steps}\n", tmp_path)
    assert [each.removeprefix("guidance.yaml:4:3 GUID005 ") for each in said][:1] == told


TEXTS = """# guidance.yaml
contacts:
- {id: hub, title: Hub, when: You worry, email: t.quillfeather@northvale.example}
steps:
- {id: record, text: "Write it down as Working Together 2018 says. [insert name of form]"}
myths:
- {id: old, myth: The Data Protection Act 1998 forbids it, fact: It does not.}
"""


def test_texts_of_guidance_are_searched_as_those_of_protocols_are(tmp_path: Path) -> None:
    told = [(each.split(" ")[0], each.split(" ")[1]) for each in found(TEXTS, tmp_path)]
    assert told == [
        ("guidance.yaml:3:49", "TEXT006"),
        ("guidance.yaml:5:22", "TEXT002"),
        ("guidance.yaml:5:22", "TEXT004"),
        ("guidance.yaml:7:19", "TEXT001"),
    ]


def test_a_body_that_guidance_names_as_a_contact_is_known(tmp_path: Path) -> None:
    text = "human_rights: Families may ring the Zelvane Harbour Trust or Zelvane Council.\n"
    assert [each.split(" ")[1] for each in found(text, tmp_path / "a")] == ["TEXT003"]
    contact = "# guidance.yaml\ncontacts:\n- {id: zelvane, title: Zelvane Council, when: You live in Zelvane}\n"
    assert found(text + contact, tmp_path / "b") == []
