"""RETN: what an officer would also ask of how long information is kept, and what only looks wrong."""

from pathlib import Path

import pytest

from tests.rules.pages import findings

STORE = """storage:
- {held_by: council, information: all, access: Hub staff, disposal: Deleted,
   retention: {keep: 6 years, from: The case is closed, authority: The council's schedule}}
"""
TWO = """storage:
- {held_by: council, information: identity, access: Hub staff, disposal: Deleted,
   retention: {keep: 6 years, from: The case is closed, authority: The council's schedule}}
"""
REST = """- {held_by: %s, information: [health-needs, offending], access: Hub staff, disposal: Deleted,
   retention: {keep: 6 years, from: The case is closed, authority: A schedule}}
"""


def found(fragment: str, root: Path, code: str) -> list[str]:
    return [line for line in findings(fragment, root / "r") if f" {code} " in line]


def flow(**fields: str) -> str:
    said = {"from": "council", "to": "trust", "information": "identity", **fields}
    texts = ", ".join(f"{name}: {text}" for name, text in said.items() if text)
    return f"flows:\n- {{id: one, title: One, purpose: find-need, circumstance: concern, channel: secure-email, {texts}}}\n"


@pytest.mark.parametrize("holder", ["all", "council", "[trust, council]", "TBC"])
def test_whoever_holds_it_says_so(holder: str, tmp_path: Path) -> None:
    assert found(TWO + REST % holder, tmp_path, "RETN001") == []


@pytest.mark.parametrize("holder", ["trust", "supplier"])
def test_the_store_of_another_does_not_count(holder: str, tmp_path: Path) -> None:
    lines = found(TWO + REST % holder, tmp_path, "RETN001")
    assert [line.split(" | ")[0] for line in lines] == [
        "hub/protocol.yaml:60:66 RETN001 “Health needs that bear on support” goes to Northvale Council in “The trust answers”, and no store says how long it is kept there.",
        "hub/protocol.yaml:61:67 RETN001 “Offences that bear on the child's safety” goes to Northvale Council in “The police answer”, and no store says how long it is kept there.",
    ]


def test_a_processor_that_keeps_the_system_does_not_speak_for_its_controller(tmp_path: Path) -> None:
    store = (REST % "supplier").replace("access:", "asset: case-system, access:")
    assert len(found(TWO + store, tmp_path, "RETN001")) == 2


def test_a_store_of_the_system_it_goes_into_counts(tmp_path: Path) -> None:
    store = (REST % "trust").replace("access:", "asset: case-system, access:")
    assert found(TWO + store, tmp_path, "RETN001") == []


def test_a_store_above_counts(tmp_path: Path) -> None:
    above = "# framework/protocol.yaml\nstorage:\n" + REST % "all"
    above = above.replace("[health-needs, offending]", "all")
    assert found(TWO + above, tmp_path, "RETN001") == []


def test_a_store_that_is_to_be_confirmed_counts_for_everything(tmp_path: Path) -> None:
    assert found("storage: TBC\n", tmp_path / "1", "RETN001") == []
    assert found(TWO + (REST % "council").replace("[health-needs, offending]", "TBC"), tmp_path, "RETN001") == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, True),
        ({"how": "sent"}, True),
        ({"how": "spoken"}, False),
        ({"how": "direct-access", "out_of": "case-system"}, False),
        ({"to": "people"}, False),
        ({"to": "supplier"}, False),
        ({"to": "all"}, True),
        ({"from": "", "to": "", "among": "all"}, True),
        ({"from": "", "to": "", "inside": "council"}, False),
        ({"from": "", "to": "", "inside": "trust"}, True),
    ],
)
def test_what_is_received_is_kept(fields: dict[str, str], told: bool, tmp_path: Path) -> None:
    assert bool(found(STORE + flow(**fields), tmp_path, "RETN001")) is told


def test_a_post_stands_for_the_party_that_holds_it(tmp_path: Path) -> None:
    posts = "posts:\n- {id: nurse, title: Named nurse, held_at: %s, who: The rota}\n"
    assert (
        "to Northvale NHS Trust in" in found(STORE + posts % "trust" + flow(to="nurse"), tmp_path / "1", "RETN001")[0]
    )
    assert found(STORE + posts % "council" + flow(to="nurse"), tmp_path / "2", "RETN001") == []


def test_each_kind_is_spoken_of_once_and_many_parties_in_one_finding(tmp_path: Path) -> None:
    again = flow(to="all") + flow(to="trust").partition("\n")[2].replace("id: one", "id: two")
    lines = found(STORE + again, tmp_path, "RETN001")
    assert len(lines) == 1
    assert "goes to Northvale NHS Trust, Northvale Police and Schools in “One”" in lines[0]


def test_a_department_or_part_follows_the_whole(tmp_path: Path) -> None:
    parties = (
        "parties:\n- {organisation: council}\n- {organisation: trust}\n- {organisation: police}\n- {class: schools}\n"
        "- {id: housing, organisation: council, department: Housing, role: controller}\n"
        "- {class: academies, part_of: schools, kind: school, members: members/schools.csv, role: controller}\n"
        "- {organisation: supplier, role: processor, for: council, contract: C-1}\n"
    )
    school = (REST % "schools").replace("[health-needs, offending]", "identity")
    assert found(STORE + school + parties + flow(to="[housing, academies]"), tmp_path / "1", "RETN001") == []
    lines = found(STORE + parties + flow(to="[housing, academies]"), tmp_path / "2", "RETN001")
    assert ["goes to Academies in" in line for line in lines] == [True]


def test_a_community_agreement_with_flows_says_how_long(tmp_path: Path) -> None:
    assert len(found("tier: community\nstorage: []\n", tmp_path / "1", "RETN001")) == 3
    assert found("tier: operational\nstorage: []\n", tmp_path / "2", "RETN001") == []


@pytest.mark.parametrize(
    ("code", "retention", "told"),
    [
        ("RETN002", "keep: 6 years, at_most: 6 years", False),
        ("RETN002", "keep: 73 months, at_most: 6 years", True),
        ("RETN002", "keep: 6 years, at_most: TBC", False),
        ("RETN003", "keep: 6 years", True),
        ("RETN003", "until: The plan ends", False),
        ("RETN003", "keep: 6 years, authority: TBC", False),
        ("RETN003", "keep: TBC", False),
        ("RETN004", "keep: 6 years", True),
        ("RETN004", "keep: 6 years, from: TBC", False),
        ("RETN004", "keep: 6 years, until: The plan ends", False),
        ("RETN005", "until: Kept permanently", True),
        ("RETN005", "until: Permanent", True),
        ("RETN005", "until: Records are retained in the file for ever", True),
        ("RETN005", "until: It is never destroyed", True),
        ("RETN005", "until: A permanent home has been found", False),
        ("RETN005", "until: The child has indefinite leave to remain", False),
        ("RETN005", "until: It is not kept indefinitely but until the plan ends", False),
        ("RETN005", "until: Kept permanently in the county archives", False),
        ("RETN011", "until: As long as necessary", True),
        ("RETN011", "until: As long as is strictly necessary for the purpose", True),
        ("RETN011", "until: No longer required", True),
        ("RETN011", "until: The support is no longer needed by the family", False),
        ("RETN011", "until: TBC", False),
        ("RETN011", "keep: 6 years, until: No longer needed", False),
    ],
)
def test_periods(code: str, retention: str, told: bool, tmp_path: Path) -> None:
    start, _, _ = STORE.partition("retention:")
    assert bool(found(f"{start}retention: {{{retention}}}}}\n", tmp_path, code)) is told


def test_what_is_about_no_one_and_what_an_archive_keeps_may_stay(tmp_path: Path) -> None:
    ever = STORE.replace("keep: 6 years, from: The case is closed", "until: For ever")
    figures = "information:\n- {id: identity, title: Figures, kind: aggregate, needed_because: To plan}\n"
    flows = flow(to="council", **{"from": "trust"})
    organisation = "# organisations.yaml\norganisations:\n- {id: council, title: County Record Office, kind: archive}\n"
    assert len(found(ever + flows, tmp_path / "1", "RETN005")) == 1
    assert found(ever + figures + flows, tmp_path / "2", "RETN005") == []
    assert found(ever + flows + organisation, tmp_path / "3", "RETN005") == []
    assert found(ever.replace("Deleted", "None, methods: [transfer-to-archive]"), tmp_path / "4", "RETN005") == []


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("keep: 6 years", "keep: 72 months", False),
        ("keep: 6 years", "keep: 7 years", True),
        ("keep: 6 years", "keep: TBC", False),
        ("keep: 6 years", "when: No plan follows, keep: 7 years", False),
        ("keep: 6 years", "until: The plan ends", True),
        ("until: the plan ends", "until: The plan ends", False),
        ("until: The case is closed", "until: The plan ends", True),
    ],
)
def test_two_periods(first: str, second: str, told: bool, tmp_path: Path) -> None:
    stores = "storage:\n" + "".join(
        f"- {{held_by: {who}, information: {what}, disposal: Deleted, retention: {{{period}}}}}\n"
        for who, what, period in (("council", "all", first), ("[trust, council]", "identity", second))
    )
    assert bool(found(stores, tmp_path, "RETN006")) is told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("where: In the case file", "where: In the log", False),
        ("where: In the case file", "where: in the case file", True),
        ("where: In the case file", "asset: case-system", False),
        ("asset: case-system", "asset: case-system", True),
        ("where: In the case file", "audit: Logged", True),
        ("form: On paper", "form: Electronic", False),
        ("where: TBC", "where: In the log", False),
    ],
)
def test_what_tells_two_periods_apart(one: str, other: str, told: bool, tmp_path: Path) -> None:
    stores = "storage:\n" + "".join(
        f"- {{held_by: council, information: all, {where}, disposal: Deleted, retention: {{keep: {years} years}}}}\n"
        for where, years in ((one, 6), (other, 7))
    )
    assert bool(found(stores, tmp_path, "RETN006")) is told


def test_a_period_above_counts_and_is_shown(tmp_path: Path) -> None:
    above = "# framework/protocol.yaml\n" + STORE.replace("6 years", "25 years")
    lines = found(STORE + above, tmp_path, "RETN006")
    assert [line.split(" ")[0] for line in lines] == ["hub/protocol.yaml:64:15"]
    assert (
        "“Name and address”, “Health needs that bear on support” and “Offences that bear on the child's safety”"
        in lines[0]
    )


def test_two_periods_above_are_spoken_of_once(tmp_path: Path) -> None:
    twice = STORE.replace("council,", "all,") + STORE.partition("\n")[2].replace("council,", "all,").replace("6", "7")
    lines = found("storage: TBC\n# framework/protocol.yaml\n" + twice, tmp_path, "RETN006")
    assert len(lines) == 1
    assert "the same information at the same party is 6 years, and elsewhere it is 7 years." in lines[0]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("disposal: TBC", False),
        ("methods: [secure-deletion]", False),
        ("methods: [TBC]", False),
        ("audit: Logged", True),
    ],
)
def test_disposal(said: str, told: bool, tmp_path: Path) -> None:
    assert bool(found(STORE.replace("disposal: Deleted", said), tmp_path, "RETN007")) is told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("disposal: Put in the recycling bin", True),
        ("disposal: Never put in the recycling bin", False),
        ("disposal: Shredded and put out for recycling", False),
        ("disposal: Deleted to the recycle bin", True),
        ("disposal: Moved to the recycle bin and securely erased after 30 days", False),
        ("disposal: Deleted, methods: [secure-deletion, ordinary-waste]", True),
        ("methods: [cross-cut-shredding]", False),
        ("disposal: The file is thrown away", True),
    ],
)
def test_sound_methods(said: str, told: bool, tmp_path: Path) -> None:
    assert bool(found(STORE.replace("disposal: Deleted", said), tmp_path, "RETN008")) is told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("form: On paper, disposal: Shredded", False),
        ("form: On paper, disposal: Deleted", True),
        ("form: Electronic, disposal: Shredded", True),
        ("form: Electronic, disposal: Returned to the supplier", False),
        ("form: On paper, disposal: The manager decides", False),
        ("form: No paper is kept, disposal: Deleted", False),
        ("form: Paper and electronic, disposal: Shredded, methods: [secure-deletion]", False),
        ("form: Paper and electronic, disposal: Shredded, methods: [TBC]", False),
        ("form: Paper and electronic, methods: [cross-cut-shredding]", True),
    ],
)
def test_forms(said: str, told: bool, tmp_path: Path) -> None:
    assert bool(found(STORE.replace("disposal: Deleted", said), tmp_path, "RETN009")) is told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("access: Hub staff, ", "", True),
        ("access: Hub staff", "access: TBC", False),
        ("access: Hub staff", "asset: case-system", False),
        ("information: all, access: Hub staff", "information: identity", False),
        ("information: all, access: Hub staff", "information: offending", True),
    ],
)
def test_access(before: str, after: str, told: bool, tmp_path: Path) -> None:
    assert bool(found(STORE.replace(before, after), tmp_path, "RETN010")) is told


def test_one_system_that_does_not_say_who_sees_it_is_not_enough(tmp_path: Path) -> None:
    assets = (
        "assets:\n- {id: case-system, title: Case system, held_by: council, access: Hub staff}\n"
        "- {id: log, title: Log, held_by: council}\n"
    )
    assert found(STORE.replace("access: Hub staff", "asset: [case-system, log]") + assets, tmp_path, "RETN010")
