"""PURP: purposes and people as an officer reads them, and what only looks wrong."""

from pathlib import Path

import pytest

from istoolkit.definitions.ages import are_children
from istoolkit.definitions.inherit import Said
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol
from istoolkit.definitions.things import Thing
from tests.rules.pages import findings

PURPOSE = """purposes:
- {id: find-need, title: Find needs early, necessity: No agency sees the whole, benefit: Help is sooner, onward_use: None}
"""


def found(fragment: str, root: Path, code: str) -> list[str]:
    return [line for line in findings(fragment, root / "r") if f" {code} " in line]


@pytest.mark.parametrize(
    ("before", "after", "code", "told"),
    [
        ("necessity: No agency sees the whole, ", "", "PURP001", True),
        ("necessity: No agency sees the whole", "necessity: TBC", "PURP001", False),
        ("benefit: Help is sooner", "measure: Fewer referrals", "PURP002", True),
        ("benefit: Help is sooner", "benefit: TBC", "PURP002", False),
        ("benefit: Help is sooner", "if_not_shared: TBC", "PURP002", False),
        ("onward_use: None", "measure: Fewer referrals", "PURP005", True),
        ("onward_use: None", "onward_use: TBC", "PURP005", False),
    ],
)
def test_parts(before: str, after: str, code: str, told: bool, tmp_path: Path) -> None:
    assert bool(found(PURPOSE.replace(before, after), tmp_path, code)) is told


def test_a_purpose_drawn_from_above_is_spoken_of_where_it_stands(tmp_path: Path) -> None:
    above = PURPOSE.replace("necessity: No agency sees the whole, ", "")
    fragment = f"reference: '1'\n# framework/protocol.yaml\n{above}"
    assert [line.split(":")[0] for line in found(fragment, tmp_path, "PURP001")] == ["framework/protocol.yaml"]


@pytest.mark.parametrize(
    ("title", "wide"),
    [
        ("To share information", "“To share information” does not say what the information is for."),
        ("Information sharing", "“Information sharing” does not say what the information is for."),
        ("Sharing of personal data between partners", "does not say what the information is for."),
        ("Operational purposes", "“Operational purposes” does not say what the information is for."),
        ("Early help etc.", "“etc.” takes in every use."),
        ("Safeguarding and other related purposes", "“and other related purposes” takes in every use."),
        ("All lawful purposes", "“All lawful purposes” takes in every use."),
        ("Help families as required", "“as required” takes in every use."),
        ("Share concerns about children", ""),
        ("Report as required by section 47", ""),
        ("Find why pupils are absent for other reasons", ""),
        ("Prevent crime and not any other purpose", ""),
        ("TBC: any purpose", ""),
        ("General practice referrals", ""),
    ],
)
def test_wide_purposes(title: str, wide: str, tmp_path: Path) -> None:
    lines = found(PURPOSE.replace("Find needs early", f'"{title}"'), tmp_path, "PURP003")
    assert [wide in line for line in lines] == ([True] if wide else [])


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("Needs are put together so that help comes early", False),
        ("To enable effective information sharing", True),
        ("For help and for any other legitimate purpose", True),
        ("It is shared for help, and for no other purpose", False),
        ("Schools, clinics, etc.", False),
    ],
)
def test_a_description_may_say_what_the_title_does_not(description: str, told: bool, tmp_path: Path) -> None:
    text = PURPOSE.replace("title: Find needs early", f'title: Information sharing, description: "{description}"')
    assert bool(found(text, tmp_path, "PURP003")) is told


RENT = "- {id: rent, title: %s, necessity: The council does not know, benefit: Rent is paid, onward_use: None}\n"
FLOWS = """flows:
- {id: one, title: One, from: schools, to: council, information: identity, purpose: find-need}
- {id: two, title: Two, from: trust, to: council, information: %s, purpose: rent}
"""


@pytest.mark.parametrize(
    ("title", "carried", "told"),
    [
        ("Recovery of rent", "identity", True),
        ("The recovery of rent.", "[offending, identity]", True),
        ("Recovery of rent in arrears", "identity", False),
        ("Recovery of rent", "offending", False),
    ],
)
def test_what_is_shut_out(title: str, carried: str, told: bool, tmp_path: Path) -> None:
    text = (
        PURPOSE.replace("onward_use", "not_for: [Debts, recovery of rent], onward_use") + RENT % title + FLOWS % carried
    )
    lines = found(text, tmp_path, "PURP004")
    assert [line.split(" ")[0] for line in lines] == (["hub/protocol.yaml:24:123"] if told else [])


def test_a_purpose_that_shuts_itself_out(tmp_path: Path) -> None:
    assert found(PURPOSE.replace("onward_use", "not_for: [Find needs early], onward_use"), tmp_path, "PURP004")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("from: trust, to: council, information: health-needs", True),
        ("from: trust, to: council, information: identity", False),
        ("from: trust, to: council, information: health-needs, onward: No", False),
        ("from: trust, to: council, information: health-needs, originator: It is asked", False),
        ("from: people, to: council, information: health-needs", False),
        ("from: council, to: people, information: health-needs", False),
        ("inside: council, information: health-needs", False),
        ("among: all, information: all", True),
    ],
)
def test_onward_use(fields: str, told: bool, tmp_path: Path) -> None:
    purpose = PURPOSE.replace(", onward_use: None", "")
    flows = f"flows:\n- {{id: one, title: One, purpose: find-need, {fields}}}\n"
    assert bool(found(purpose + flows, tmp_path, "PURP005")) is told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("kind: personal", True),
        ("kind: pseudonymised", True),
        ("kind: personal, of: TBC", False),
        ("kind: anonymised", False),
        ("kind: aggregate", False),
    ],
)
def test_about_whom(fields: str, told: bool, tmp_path: Path) -> None:
    text = f"information:\n- {{id: identity, title: Name, {fields}}}\n"
    assert bool(found(text, tmp_path, "PURP006")) is told


@pytest.mark.parametrize(
    ("ages", "told"),
    [
        ("18 to 0", True),
        ("17-5", True),
        ("0 to 180", True),
        ("0 to 18, and to 25 for some", False),
        ("18 and over", False),
        ("18 months to 5 years", False),
        ("Born 2015 to 2010", False),
        ("TBC: 18 to 0", False),
    ],
)
def test_ages(ages: str, told: bool, tmp_path: Path) -> None:
    text = f'people:\n- {{id: children, title: Children, ages: "{ages}", vulnerable: yes}}\n'
    assert bool(found(text, tmp_path, "PURP007")) is told


@pytest.mark.parametrize(
    ("fields", "children"),
    [
        ({"title": "Children and young people"}, True),
        ({"title": "Pupils"}, True),
        ({"title": "Parents of children"}, False),
        ({"title": "Parents and carers"}, False),
        ({"title": "The child's parents"}, False),
        ({"title": "Childminders"}, False),
        ({"title": "Victims and their children"}, True),
        ({"title": "Young adults"}, False),
        ({"title": "Tenants", "ages": "All ages"}, True),
        ({"title": "Tenants", "ages": "16 and over"}, True),
        ({"title": "Children who have grown up", "ages": "18 and over"}, False),
        ({"title": "Care leavers", "ages": "18 to 25"}, False),
        ({"title": "Clients", "ages": "Under 25"}, True),
        ({"title": "Children", "ages": "TBC"}, True),
    ],
)
def test_who_are_children(fields: dict[str, str], children: bool) -> None:
    assert are_children(Thing(Said(fields, Protocol("x", Source("x")), ()))) is children


@pytest.mark.parametrize(("said", "told"), [("no", True), ("yes", False), ("TBC", False)])
def test_children_are_vulnerable(said: str, told: bool, tmp_path: Path) -> None:
    text = f"people:\n- {{id: children, title: Children, vulnerable: {said}}}\n"
    assert bool(found(text, tmp_path, "PURP008")) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Necessary", True),
        ("It is necessary to achieve the purpose.", True),
        ("Good practice", True),
        ("It is necessary since no one sees the whole", False),
        ("TBC: necessary", False),
        ("Staff are needed", False),
    ],
)
def test_necessity_gives_a_reason(text: str, told: bool, tmp_path: Path) -> None:
    assert bool(found(PURPOSE.replace("No agency sees the whole", f'"{text}"'), tmp_path, "PURP009")) is told
