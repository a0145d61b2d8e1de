"""Everything that can be said is said somewhere, in the worked register or in a case."""

from pathlib import Path

import pytest

from istoolkit.definitions.leaves import leaves
from istoolkit.definitions.register import open_register
from istoolkit.definitions.schema import load
from tests.conftest import HERE, REGISTERS


def said(document: str, value: object) -> set[tuple[str, ...]]:
    """The schema paths that a file uses."""
    found = {
        tuple("[]" if isinstance(step, int) else str(step) for step in leaf.path)
        for leaf in leaves(load(document).fields, value)
    }
    return {path[:length] for path in found for length in range(1, len(path) + 1)}


@pytest.mark.parametrize("document", ["protocol", "organisations", "register", "members", "assessment"])
def test_every_field_is_used(document: str) -> None:
    register = open_register(HERE / "cases" / "every-field")
    files = {
        "protocol": [each.data for each in register.protocols.values()],
        "organisations": [register.organisation_file.value],
        "register": [register.settings.value],
        "assessment": [source.value for source in register.assessments.values()],
        "members": [row for source in register.members.values() for row in source.value],
    }
    used = set().union(*(said(document, value) for value in files[document]))
    one_or_many = {
        path for path, each in load(document).walk() if path[-1] == "[]" and "string" in _above(document, path)
    }
    wanted = {path for path, _ in load(document).walk()} - one_or_many
    assert wanted - used == set()


def _above(document: str, path: tuple[str, ...]) -> tuple[str, ...]:
    return next(each.types for place, each in load(document).walk() if place == path[:-1])


CAN_SAY = {
    "an open class with dated membership": (
        "protocols",
        lambda p: any("class" in party and "members" in party for party in p["parties"]),
    ),
    "a part of a class with duties of its own": (
        "tests/cases/housing-and-police",
        lambda p: any("part_of" in party for party in p["parties"]),
    ),
    "a department as a party": ("protocols", lambda p: any("department" in party for party in p["parties"])),
    "a processor with a contract": (
        "protocols",
        lambda p: any(party.get("role") == "processor" and "contract" in party for party in p["parties"]),
    ),
    "one that joins late": (
        "tests/cases/adult-safeguarding",
        lambda p: any("joined" in party for party in p["parties"]),
    ),
    "one that withdraws": (
        "tests/cases/adult-safeguarding",
        lambda p: any("withdrew" in party for party in p["parties"]),
    ),
    "a role by copy": (
        "protocols",
        lambda p: any("copy" in role for party in p["parties"] for role in party.get("roles", [])),
    ),
    "a role by purpose": (
        "tests/cases/drug-resistant-tb-registry",
        lambda p: any("purposes" in role for party in p["parties"] for role in party.get("roles", [])),
    ),
    "a role by nation": (
        "tests/cases/drug-resistant-tb-registry",
        lambda p: any("nations" in role for party in p["parties"] for role in party.get("roles", [])),
    ),
    "two regimes by party": (
        "protocols",
        lambda p: {basis.get("regime") for basis in p["lawfulness"]} >= {"uk-gdpr", "law-enforcement"},
    ),
    "all to all": ("protocols", lambda p: any("among" in flow for flow in p["flows"])),
    "hub and spoke": ("protocols", lambda p: any("through" in flow for flow in p["flows"])),
    "inside one controller": ("protocols", lambda p: any("inside" in flow for flow in p["flows"])),
    "to a named post": ("protocols", lambda p: any("named-person" in flow.get("to", []) for flow in p["flows"])),
    "on behalf of another": ("protocols", lambda p: any("on_behalf_of" in flow for flow in p["flows"])),
    "by direct access": ("protocols", lambda p: any(flow.get("how") == "direct-access" for flow in p["flows"])),
    "to the public": ("protocols", lambda p: any("public" in flow.get("to", []) for flow in p["flows"])),
    "conditional on an event": ("protocols", lambda p: any("when" in flow for flow in p["flows"])),
    "batch beside urgent": ("protocols", lambda p: any("urgent" in flow for flow in p["flows"])),
    "aggregates only": ("protocols", lambda p: any(item["kind"] == "aggregate" for item in p["information"])),
    "law by date": (
        "tests/cases/drug-resistant-tb-registry",
        lambda p: any("from" in basis for basis in p["lawfulness"]),
    ),
    "opt-outs": ("protocols", lambda p: any("opt_out" in basis for basis in p["lawfulness"])),
    "excluded items": ("protocols", lambda p: any("excludes" in item for item in p["information"])),
    "control by the originator": ("protocols", lambda p: any("originator" in flow for flow in p["flows"])),
    "retention by event": ("protocols", lambda p: any("until" in store["retention"] for store in p["storage"])),
    "duties that differ": ("protocols", lambda p: any("within" in duty for duty in p["duties"])),
    "ways of accepting that differ": ("protocols", lambda p: len(p["sign_off"]["ways"]) > 1),
    "a place filled by each area": (
        "tests/cases/many-areas",
        lambda p: any("local" in party for party in p["parties"]),
    ),
}


@pytest.mark.parametrize("what", CAN_SAY)
def test_it_can_be_said_and_is(what: str) -> None:
    place, holds = CAN_SAY[what]
    register = open_register(HERE.parent / place)

    def says(data: object) -> bool:
        try:
            return bool(holds(data))
        except (KeyError, TypeError):
            return False

    assert any(says(each.data) for each in register.protocols.values())


def test_an_organisation_dissolved_and_succeeded() -> None:
    found = [
        each for folder in REGISTERS for each in open_register(folder).organisations.values() if "dissolved" in each
    ]
    assert any("succeeded_by" in each for each in found)


def test_tiers_three_deep() -> None:
    register = open_register(HERE.parent / "protocols")
    assert [each.id for each in register.above(register.protocols["early-help-hub"])] == [
        "early-help",
        "partnership-framework",
    ]


def test_no_real_mailbox_or_number() -> None:
    """Everything invented is plainly invented: mailboxes under .example, numbers from the range kept for drama."""
    import re

    files = [path for folder in REGISTERS for path in Path(folder).rglob("*") if path.suffix in (".yaml", ".csv")]
    for path in files:
        text = path.read_text("utf-8")
        assert [mail for mail in re.findall(r"[\w.+-]+@([\w.-]+\w)", text) if not mail.endswith(".example")] == [], path
        assert [
            number for number in re.findall(r"\b0\d{3,4} \d{3} \d{3,4}\b", text) if not number.startswith("01632 960")
        ] == [], path
