"""What a protocol says once the tiers above are taken into account: what a lower tier may and may not override."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from istoolkit.definitions.inherit import Resolved, Said, entries_of, resolve
from istoolkit.definitions.register import Register, open_register
from istoolkit.rules import check

HEAD = """
format: 1
title: {name}
tier: {tier}
version: "1.0"
jurisdictions: [england]
owner: council
protocol: {name}
"""
ORGANISATIONS = """
format: 1
organisations:
- {id: council, title: Council, kind: council}
- {id: police, title: Police, kind: police}
- {id: supplier, title: Supplier, kind: company}
"""


class Tiers:
    """A register of protocols, each under the one before."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "register.yaml").write_text("format: 1\npartnership: P\njurisdictions: [england]\n")
        (root / "organisations.yaml").write_text(ORGANISATIONS)

    def write(self, name: str, text: str, under: str = "", tier: str = "framework") -> None:
        (self.root / name).mkdir()
        head = HEAD.format(name=name, tier=tier) + (f"under: {under}\n" if under else "")
        (self.root / name / "protocol.yaml").write_text(head + text)

    def read(self) -> Register:
        return open_register(self.root)

    def full(self, name: str) -> Resolved:
        register = self.read()
        return resolve(register, register.protocols[name])

    def codes(self, name: str) -> list[str]:
        return [each.code for each in check(self.read()) if each.place.file.startswith(f"{name}/")]


@pytest.fixture
def tiers(tmp_path: Path) -> Tiers:
    return Tiers(tmp_path)


def from_whom(entries: Any) -> list[tuple[str, str]]:
    """The name of each entry with the protocol that says it."""
    return [(str(each.value.get("id") or each.value.get("title")), each.protocol.id) for each in entries]


def test_own_fields_are_never_taken_over(tiers: Tiers) -> None:
    tiers.write("upper", "summary: Above\nreference: A-1\nchanges:\n- {version: '1.0', date: 2026-01-01, summary: x}\n")
    tiers.write("lower", "summary: Below\n", "upper", "operational")
    full = tiers.full("lower")
    assert isinstance(full["summary"], Said)
    assert full["summary"].value == "Below"
    assert not {"reference", "changes"} & full.keys()


def test_parties_are_taken_over_whole_where_there_are_none(tiers: Tiers) -> None:
    tiers.write(
        "upper", "parties:\n- {organisation: council, role: controller}\n- {organisation: police, role: controller}\n"
    )
    tiers.write("middle", "", "upper", "community")
    tiers.write("lower", "parties:\n- organisation: police\n", "middle", "operational")
    assert [each.value["organisation"] for each in entries_of(tiers.full("middle"), "parties")] == ["council", "police"]
    assert [each.value["organisation"] for each in entries_of(tiers.full("lower"), "parties")] == ["police"]


def test_a_party_is_filled_in_through_two_levels_nearest_first(tiers: Tiers) -> None:
    tiers.write("upper", "parties:\n- {organisation: council, role: controller, signed_by: Chief, note: Old}\n")
    tiers.write("middle", "parties:\n- {organisation: council, note: New}\n", "upper", "community")
    tiers.write("lower", "parties:\n- {organisation: council, department: Housing}\n", "middle", "operational")
    (party,) = entries_of(tiers.full("lower"), "parties")
    assert party.full == {
        "organisation": "council",
        "role": "controller",
        "signed_by": "Chief",
        "note": "New",
        "department": "Housing",
    }
    assert party.value == {"organisation": "council", "department": "Housing"}


def test_a_party_is_filled_in_past_a_level_that_does_not_have_it(tiers: Tiers) -> None:
    tiers.write(
        "upper", "parties:\n- {organisation: council, role: controller}\n- {organisation: police, role: controller}\n"
    )
    tiers.write("middle", "parties:\n- {organisation: police}\n", "upper", "community")
    tiers.write("lower", "parties:\n- {organisation: council}\n", "middle", "operational")
    (party,) = entries_of(tiers.full("lower"), "parties")
    assert party.full["role"] == "controller"
    assert tiers.codes("lower").count("TIER009") == 0


def test_flows_are_taken_over_whole_and_not_mixed(tiers: Tiers) -> None:
    flow = "- {id: %s, title: F, from: council, to: police, information: all, purpose: p}\n"
    tiers.write("upper", "flows:\n" + flow % "one" + flow % "two")
    tiers.write("same", "", "upper", "community")
    tiers.write("other", "flows:\n" + flow % "three", "upper", "community")
    assert from_whom(entries_of(tiers.full("same"), "flows")) == [("one", "upper"), ("two", "upper")]
    assert from_whom(entries_of(tiers.full("other"), "flows")) == [("three", "other")]


def test_terms_are_taken_over_field_by_field(tiers: Tiers) -> None:
    tiers.write("upper", "requests: {to: The manager, answer_within: 10 days}\nbinding: no\n")
    tiers.write("lower", "requests: {answer_within: 5 days}\n", "upper", "operational")
    full = tiers.full("lower")
    requests = full["requests"]
    assert isinstance(requests, dict)
    assert {name: (said.value, said.protocol.id) for name, said in requests.items()} == {
        "to": ("The manager", "upper"),
        "answer_within": ("5 days", "lower"),
    }
    assert isinstance(full["binding"], Said)
    assert full["binding"].protocol.id == "upper"


def test_sections_inside_terms_are_taken_over_field_by_field_through_two_levels(tiers: Tiers) -> None:
    tiers.write("upper", "security:\n  incidents: {report_to: The officer, within: 24 hours, learning: Each month}\n")
    tiers.write("middle", "security:\n  incidents: {learning: Each week}\n", "upper", "community")
    tiers.write("lower", "security:\n  incidents: {within: 4 hours}\n", "middle", "operational")
    security = tiers.full("lower")["security"]
    assert isinstance(security, dict)
    incidents = security["incidents"]
    assert incidents.full == {"report_to": "The officer", "within": "4 hours", "learning": "Each week"}
    assert incidents.value == {"within": "4 hours"}
    assert incidents.base is not None
    assert incidents.base.base is not None
    assert [each.protocol.id for each in (incidents, incidents.base, incidents.base.base)] == [
        "lower",
        "middle",
        "upper",
    ]


@pytest.mark.parametrize(("above", "below"), [("TBC", "{within: 4 hours}"), ("{within: 1 day}", "TBC")])
def test_a_section_and_a_text_are_not_mixed(tiers: Tiers, above: str, below: str) -> None:
    tiers.write("upper", f"security:\n  incidents: {above}\n")
    tiers.write("lower", f"security:\n  incidents: {below}\n", "upper", "operational")
    security = tiers.full("lower")["security"]
    assert isinstance(security, dict)
    assert security["incidents"].base is None


def test_added_entries_stand_beside_those_above(tiers: Tiers) -> None:
    tiers.write("upper", "principles:\n- {title: Above, text: x}\n")
    tiers.write("lower", "principles:\n- {title: Below, text: x}\n", "upper", "operational")
    assert from_whom(entries_of(tiers.full("lower"), "principles")) == [("Below", "lower"), ("Above", "upper")]


ABOVE = """
purposes: [{id: help, title: Help}, {id: spare, title: Spare}]
people: [{id: children, title: Children}, {id: adults, title: Adults}]
information:
- {id: identity, title: Identity, of: children, kind: personal}
- {id: income, title: Income, of: adults, kind: personal}
assets: [{id: system, title: System, held_by: council}]
circumstances: [{id: concern, when: x, consent: sought}]
channels: [{id: email, title: E-mail}, {id: post, title: Post}]
lawfulness:
- {id: law-for-help, purposes: [help], parties: all, article_6: public-task}
- {id: law-for-spare, purposes: spare, parties: all, article_6: consent}
posts: [{id: named-person, title: Named person, held_at: council}]
parties: [{organisation: council, role: controller}, {organisation: police, role: controller}]
"""
FLOW = "{id: f, title: F, from: named-person, to: police, information: %s, purpose: help, channel: email, into: system}"


def test_only_what_a_flow_names_is_drawn_in_and_what_that_names_in_turn(tiers: Tiers) -> None:
    tiers.write("upper", ABOVE)
    tiers.write("lower", f"flows:\n- {FLOW % 'identity'}\n", "upper", "operational")
    full = tiers.full("lower")
    drawn = {name: [each for each, _ in from_whom(entries_of(full, name))] for name in full if name != "parties"}
    assert {name: each for name, each in drawn.items() if each} == {
        "flows": ["f"],
        "purposes": ["help"],
        "information": ["identity"],
        "people": ["children"],
        "channels": ["email"],
        "assets": ["system"],
        "lawfulness": ["law-for-help"],
        "posts": ["named-person"],
    }


def test_all_information_draws_every_item(tiers: Tiers) -> None:
    tiers.write("upper", ABOVE)
    tiers.write("lower", f"flows:\n- {FLOW % 'all'}\n", "upper", "operational")
    full = tiers.full("lower")
    assert from_whom(entries_of(full, "information")) == [("identity", "upper"), ("income", "upper")]
    assert from_whom(entries_of(full, "people")) == [("children", "upper"), ("adults", "upper")]


def test_nothing_is_drawn_where_nothing_is_named(tiers: Tiers) -> None:
    tiers.write("upper", ABOVE)
    tiers.write("lower", "", "upper", "operational")
    assert not {"purposes", "information", "channels", "lawfulness"} & tiers.full("lower").keys()


@pytest.mark.parametrize("loop", [("a", "a"), ("a", "b", "a"), ("a", "b", "c", "b")])
def test_loops_end(tiers: Tiers, loop: tuple[str, ...]) -> None:
    for name, under in pairwise(loop):
        tiers.write(name, "summary: x\n", under)
    register = tiers.read()
    assert all(resolve(register, each) for each in register.protocols.values())
    assert "TIER001" in {each.code for each in check(register)}


@pytest.mark.parametrize(
    ("above", "below", "allowed"),
    [
        ("5 working days", "5 days", True),
        ("24 hours", "1 day", True),
        ("24 hours", "23 hours", True),
        ("24 hours", "25 hours", False),
        ("1 month", "5 weeks", False),
        ("TBC", "9 years", True),
        ("24 hours", "TBC", True),
    ],
)
def test_a_lower_tier_may_only_shorten(tiers: Tiers, above: str, below: str, allowed: bool) -> None:
    tiers.write("upper", f"rights: {{complaints: {{acknowledged_within: {above}}}}}\n")
    tiers.write("lower", f"rights: {{complaints: {{acknowledged_within: {below}}}}}\n", "upper", "operational")
    assert ("TIER005" not in tiers.codes("lower")) == allowed


def test_the_strictest_time_above_counts(tiers: Tiers) -> None:
    tiers.write("upper", "requests: {answer_within: 10 days}\n")
    tiers.write("middle", "requests: {answer_within: 5 days}\n", "upper", "community")
    tiers.write("lower", "requests: {answer_within: 7 days}\n", "middle", "operational")
    found = [each for each in check(tiers.read()) if each.code == "TIER005"]
    assert [each.message for each in found] == ["“7 days” is longer than the “5 days” that “middle” allows."]
    assert [(place.file, words) for place, words in found[0].related] == [("middle/protocol.yaml", "the time above")]


def test_a_lower_tier_may_add_and_not_declare_again(tiers: Tiers) -> None:
    tiers.write("upper", ABOVE)
    again = "purposes: [{id: help, title: Something else}, {id: more, title: More}]\n"
    tiers.write("lower", again, "upper", "operational")
    found = [each for each in check(tiers.read()) if each.code == "TIER003"]
    assert [each.path for each in found] == ["purposes[0].id"]


def test_a_protocol_that_cannot_be_read_silences_what_depends_on_it(tiers: Tiers) -> None:
    tiers.write("upper", "a: b: c\n")
    tiers.write("lower", f"parties: [organisation: council]\nflows:\n- {FLOW % 'all'}\n", "upper", "operational")
    assert tiers.codes("upper") == ["READ011"]
    assert tiers.codes("lower") == []


def test_answers_are_kept_with_the_register(tiers: Tiers) -> None:
    tiers.write("upper", "summary: x\n")
    register = tiers.read()
    protocol = register.protocols["upper"]
    assert resolve(register, protocol) is resolve(register, protocol)
    assert resolve(tiers.read(), protocol) is not resolve(register, protocol)


@pytest.mark.parametrize(
    ("below", "above", "longer"),
    [
        ("6 days", "5 working days", False),
        ("7 working days", "8 days", True),
        ("5 working days", "1 week", False),
        ("24 hours", "1 working day", False),
    ],
)
def test_working_days_are_longer_than_days(below: str, above: str, longer: bool) -> None:
    from istoolkit.definitions.formats import duration

    assert ((duration(below) or 0) > (duration(above) or 0)) == longer


def test_a_word_that_begins_with_tbc_is_not_unknown() -> None:
    from istoolkit.definitions.formats import to_be_confirmed

    assert [to_be_confirmed(text) for text in ("TBC", "TBC: who", "TBC who", "TBCs in the community")] == [
        True,
        True,
        True,
        False,
    ]
