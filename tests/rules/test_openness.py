"""OPEN: what people are told, their rights and complaints, as an officer reads them, and what only looks wrong."""

import datetime
from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.rules import check
from tests.rules.pages import findings, laid_over

RIGHTS = """# framework/protocol.yaml
rights:
  access: The partner that is asked
  correction: Passed on
  objection: Considered
"""
TOLD = """# framework/protocol.yaml
openness:
  notices:
  - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01}
  told_when: At the first meeting
  children: A leaflet
"""
COMPLAINTS = "rights:\n  complaints: {%s}\n"


def found(fragment: str, root: Path, code: str) -> list[str]:
    return [line for line in findings(fragment, root / "r") if f" {code} " in line]


def notice(**fields: str) -> str:
    said = {"owner": "Northvale Council", "title": "Notice", "link": "a.example", "date": "2026-10-01", **fields}
    texts = ", ".join(f"{name}: {text}" for name, text in said.items() if text)
    return f"openness:\n  notices:\n  - {{{texts}}}\n"


BODIES = """# organisations.yaml
organisations:
- {id: clinic, title: Clinic, kind: nhs-trust, part_of: trust}
- {id: old-council, title: Old council, kind: council, succeeded_by: council}
- {id: academy, title: Academy, kind: school}
- {id: charity, title: Lanternway, kind: charity}
"""


@pytest.mark.parametrize(
    ("recipients", "told"),
    [
        ("[trust]", []),
        ("[clinic, old-council]", []),
        ("[academy]", []),
        ("[trust, charity]", ["hub/protocol.yaml:78:102"]),
        ("[TBC]", []),
    ],
)
def test_recipients_take_part(recipients: str, told: list[str], tmp_path: Path) -> None:
    lines = found(notice(recipients=recipients) + BODIES, tmp_path, "OPEN001")
    assert [line.split(" ")[0] for line in lines] == told


def test_a_notice_above_is_held_against_the_parties_there(tmp_path: Path) -> None:
    assert found("# framework/protocol.yaml\n" + notice(recipients="[charity]"), tmp_path, "OPEN001") == []


@pytest.mark.parametrize(
    ("owner", "recipients", "told"),
    [
        ("Northvale NHS Trust", "[council]", False),
        ("Northvale NHS Trust", "[police]", True),
        ("Northvale NHS Trust", "", False),
        ("Northvale NHS Trust", "[police, TBC]", False),
        ("Schools", "[police]", True),
        ("Northvale Council", "[police]", False),
        ("A body that is not known", "[police]", False),
    ],
)
def test_recipients_are_named(owner: str, recipients: str, told: bool, tmp_path: Path) -> None:
    assert bool(found(notice(owner=owner, recipients=recipients), tmp_path, "OPEN002")) is told


def test_classes_and_figures_need_not_be_named(tmp_path: Path) -> None:
    flow = "flows:\n- {id: one, title: One, from: council, to: %s, information: identity, purpose: find-need}\n"
    text = notice(recipients="[police]")
    figures = "information:\n- {id: identity, title: Figures, kind: aggregate}\n"
    assert found(text + flow % "[schools, supplier, people]", tmp_path / "1", "OPEN002") == []
    assert len(found(text + flow % "[schools, trust]", tmp_path / "2", "OPEN002")) == 1
    assert found(text + flow % "trust" + figures, tmp_path / "3", "OPEN002") == []


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ("title: Children", True),
        ("title: Families, ages: All ages", True),
        ("title: Adults, ages: 18 and over", False),
        ("title: Parents of pupils", False),
    ],
)
def test_words_for_children(people: str, told: bool, tmp_path: Path) -> None:
    text = f"people:\n- {{id: children, {people}}}\n" + TOLD.replace("  children: A leaflet\n", "")
    assert bool(found(text, tmp_path, "OPEN003")) is told


def test_words_for_children_that_are_to_be_confirmed_or_said_below(tmp_path: Path) -> None:
    above = TOLD.replace("  children: A leaflet\n", "")
    assert found(TOLD.replace("A leaflet", "TBC"), tmp_path / "1", "OPEN003") == []
    assert found("openness: {children: A leaflet}\n" + above, tmp_path / "2", "OPEN003") == []
    assert found("openness: {languages: Welsh}\n" + above, tmp_path / "3", "OPEN003")[0].startswith("hub/protocol.yaml")


@pytest.mark.parametrize("code", ["OPEN003", "OPEN004", "OPEN008", "OPEN010", "OPEN011"])
def test_a_section_that_is_to_be_confirmed_is_no_fault(code: str, tmp_path: Path) -> None:
    text = (
        "tier: community\ncircumstances:\n- {id: concern, when: A need, consent: not-needed}\n"
        "# framework/protocol.yaml\nopenness: %s\nrights: %s\n"
    )
    assert found(text % ("TBC", "TBC"), tmp_path / "1", code) == []
    assert found(text % ("{languages: Welsh}", "{erasure: Considered}"), tmp_path / "2", code)


def test_a_protocol_without_flows_need_not_say_it(tmp_path: Path) -> None:
    text = (
        "tier: community\n%s\n# framework/protocol.yaml\nopenness: {languages: Welsh}\nrights: {erasure: Considered}\n"
    )
    assert [line for line in findings(text % "flows: TBC", tmp_path / "1") if " OPEN" in line] == []
    assert [line for line in findings(text % "reference: '1'", tmp_path / "2") if " OPEN" in line]


@pytest.mark.parametrize(
    ("dates", "on", "told"),
    [
        ("in_force: 2026-12-01", datetime.date(2026, 12, 1), True),
        ("in_force: 2026-12-01", None, True),
        ("in_force: 2025-01-01", None, False),
        ("in_force: 2025-01-01", datetime.date(2026, 6, 18), False),
        ("in_force: 2025-01-01", datetime.date(2026, 6, 19), True),
        ("in_force: 2025-01-01\nexpires: 2026-06-18", datetime.date(2026, 12, 1), False),
        ("in_force: TBC", None, True),
    ],
)
def test_complaints_since_june_2026(dates: str, on: datetime.date | None, told: bool, tmp_path: Path) -> None:
    register = open_register(laid_over(f"{dates}\n{RIGHTS}", tmp_path / "r"), on=on)
    assert ("OPEN004" in {each.code for each in check(register)}) is told


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("to: The council, acknowledged_within: 30 days, answered: In writing", []),
        ("to: TBC, acknowledged_within: TBC, answered: TBC", []),
        ("acknowledged_within: 30 days, answered: In writing", ["OPEN005"]),
        ("to: The council, acknowledged_within: 1 month, answered: In writing", ["OPEN006"]),
        ("to: The council, acknowledged_within: 4 weeks, answered: In writing", []),
        ("to: The council, acknowledged_within: 21 working days, answered: In writing", []),
        ("to: The council, acknowledged_within: 22 working days, answered: In writing", ["OPEN006"]),
        ("to: The council, answered: In writing", ["OPEN007"]),
        ("to: The council, acknowledged_within: 30 days", ["OPEN007"]),
    ],
)
def test_complaints(said: str, codes: list[str], tmp_path: Path) -> None:
    lines = findings(COMPLAINTS % said + RIGHTS, tmp_path / "r")
    assert [line.split(" ")[1] for line in lines if " OPEN" in line] == codes


def test_a_time_above_that_is_too_long_is_spoken_of_there(tmp_path: Path) -> None:
    above = RIGHTS + "  complaints: {to: The council, acknowledged_within: 2 months, answered: In writing}\n"
    lines = found(COMPLAINTS % "to: The hub" + above, tmp_path, "OPEN006")
    assert [line.split(":")[0] for line in lines] == ["framework/protocol.yaml"]


@pytest.mark.parametrize(
    ("change", "circumstance", "told"),
    [
        ("", "", True),
        ("  told_when: TBC\n", "", False),
        ("  not_told_when: Where it would do harm\n", "", False),
        ("", "told: Before it is shared", False),
    ],
)
def test_when_people_are_told(change: str, circumstance: str, told: bool, tmp_path: Path) -> None:
    circumstances = f"circumstances:\n- {{id: concern, when: A need, consent: not-needed, {circumstance}}}\n"
    text = circumstances + TOLD.replace("  told_when: At the first meeting\n", change)
    assert bool(found(text, tmp_path, "OPEN008")) is told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, ""),
        ({"date": "TBC"}, ""),
        ({"date": ""}, "when it was last changed"),
        ({"owner": "", "link": ""}, "whose it is or where it is"),
    ],
)
def test_a_notice_can_be_found(fields: dict[str, str], told: str, tmp_path: Path) -> None:
    lines = found(notice(**fields), tmp_path, "OPEN009")
    assert [f"“Notice” {told}." in line for line in lines] == ([True] if told else [])


NO_NOTICE = "# framework/protocol.yaml\nopenness: {told_when: %s, children: A talk}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (NO_NOTICE % "At the first meeting", True),
        (NO_NOTICE % "In each partner's notice", False),
        (NO_NOTICE % "They are noticed", True),
        ("openness: {notices: TBC}\n" + NO_NOTICE % "At the first meeting", False),
    ],
)
def test_a_notice_is_named(text: str, told: bool, tmp_path: Path) -> None:
    assert bool(found(text, tmp_path, "OPEN010")) is told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("  access: The partner that is asked\n", "", "how people see their information."),
        ("  correction: Passed on\n  objection: Considered\n", "", "how people have errors corrected or object."),
        ("Passed on", "TBC", ""),
    ],
)
def test_rights(before: str, after: str, told: str, tmp_path: Path) -> None:
    lines = found(COMPLAINTS % "to: The hub" + RIGHTS.replace(before, after), tmp_path, "OPEN011")
    assert [told in line for line in lines] == ([True] if told else [])


def test_rights_said_here_and_above_make_a_whole(tmp_path: Path) -> None:
    here = "rights: {access: The hub}\n"
    assert found(here + RIGHTS.replace("  access: The partner that is asked\n", ""), tmp_path, "OPEN011") == []


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        ("article_6: consent", True),
        ("article_6: public-task, article_9: explicit-consent", True),
        ("part_3: consent", True),
        ("article_6: public-task, confidence: consent", False),
        ("article_6: consent, why: A person may withdraw it by a call", False),
        ("article_6: consent, opt_out: They may opt out", False),
    ],
)
def test_consent_can_be_taken_back(basis: str, told: bool, tmp_path: Path) -> None:
    text = f"lawfulness:\n- {{id: task, purposes: find-need, parties: all, {basis}}}\n"
    assert bool(found(text, tmp_path, "OPEN012")) is told


def test_taking_consent_back_may_be_said_above(tmp_path: Path) -> None:
    text = "lawfulness:\n- {id: task, purposes: find-need, parties: all, article_6: consent}\n"
    objection = RIGHTS.replace("Considered", "A person may change their mind at any time")
    assert found(text + objection, tmp_path, "OPEN012") == []


@pytest.mark.parametrize(
    ("circumstance", "people", "told"),
    [
        ("consent: sought", "title: Children", True),
        ("consent: sought, capacity: TBC", "title: Children", False),
        ("consent: not-sought", "title: Children", False),
        ("consent: sought", "title: 'Adults', ages: 18 and over", False),
    ],
)
def test_who_can_agree(circumstance: str, people: str, told: bool, tmp_path: Path) -> None:
    text = f"circumstances:\n- {{id: concern, when: A need, {circumstance}}}\npeople:\n- {{id: children, {people}}}\n"
    assert bool(found(text, tmp_path, "OPEN013")) is told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Find families by a predictive model", True),
        ("An algorithm ranks referrals", True),
        ("Model good practice", False),
        ("Score risk in a meeting", False),
    ],
)
def test_automated_decisions(title: str, told: bool, tmp_path: Path) -> None:
    text = f"purposes:\n- {{id: find-need, title: {title}, necessity: It is so, benefit: Help}}\n"
    assert bool(found(text + RIGHTS, tmp_path / "1", "OPEN014")) is told
    assert found(text + RIGHTS + "  automated: TBC\n", tmp_path / "2", "OPEN014") == []
