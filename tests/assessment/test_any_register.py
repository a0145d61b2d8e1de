"""Every register can be assessed, whatever it leaves out and whatever is still to be confirmed in it."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from istoolkit.assessment.assessed import assessed
from istoolkit.assessment.beginning import beginning
from istoolkit.assessment.told import told
from istoolkit.definitions.picture import picture
from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.definitions.validate import mismatches
from tests.conftest import HERE, REGISTERS, TODAY
from tests.documents.test_unknown_anywhere import places

pytestmark = pytest.mark.again

EVERY = open_register(HERE / "cases" / "every-field", on=TODAY)
OPENED = [open_register(root, on=TODAY) for root in REGISTERS]
PROTOCOLS = [(register, protocol) for register in OPENED for protocol in register.protocols.values()]


@pytest.mark.parametrize(("register", "protocol"), PROTOCOLS, ids=[each.id for _, each in PROTOCOLS])
def test_every_protocol_is_assessed(register: Register, protocol: Protocol) -> None:
    now = assessed(register, protocol)
    assert len(now.screening.answers) == 22
    assert all(each.because and each.answer in ("yes", "no", "unclear") for each in now.screening.answers)
    known = _things(register, protocol)
    for each in now.decisions:
        for ground in each.suggestion.grounds if each.suggestion else ():
            assert ground.kind in ("store", "term") or (ground.kind, ground.id) in known
            assert ground.title and ground.words
    assert all(line == line.rstrip() for line in told(register, protocol))


def _things(register: Register, protocol: Protocol) -> set[tuple[str, str]]:
    """Everything that may be a ground, by its sort and name."""
    here = picture(register, protocol)
    sorts: dict[str, Any] = {
        "flow": [each.id for each in here.flows],
        "item": here.items,
        "party": here.parties,
        "group": here.people,
        "circumstance": here.circumstances,
        "system": here.assets,
        "way of sending": here.channels,
    }
    return {(sort, name) for sort, names in sorts.items() for name in names}


@pytest.mark.parametrize(("register", "protocol"), PROTOCOLS, ids=[each.id for _, each in PROTOCOLS])
def test_every_protocol_can_begin_an_assessment(register: Register, protocol: Protocol) -> None:
    fresh = replace(register, assessments={})
    source = read("assessment.yaml", beginning(fresh, protocol).encode())
    assert source.faults == () and mismatches("assessment", source.value) == []
    begun = assessed(replace(register, assessments={protocol.id: source}), protocol)
    assert {each.state for each in begun.decisions} <= {"accepted"}
    assert all(each.inherent is None and each.residual is None for each in begun.risks)
    named = {name for each in begun.risks for name in each.entry.many("measures")}
    wanted = named if begun.decisions else {"first-measure"}
    assert {each.id for each in begun.measures} == wanted


def with_unknown(value: Any, path: tuple[str | int, ...]) -> Any:
    """A copy of a definition with TBC in a place."""
    data = copy.deepcopy(value)
    inner: Any = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = "TBC: Ask Morwenna"
    return data


def kinds(value: Any) -> list[tuple[str | int, ...]]:
    """One place of each kind in a definition."""
    found: dict[tuple[str, ...], tuple[str | int, ...]] = {}
    for path in places(value):
        if path:
            found.setdefault(tuple("[]" if isinstance(step, int) else step for step in path), path)
    return list(found.values())


DATA = EVERY.protocols["every-field"].source
OWN = EVERY.assessments["every-field"]


@pytest.mark.parametrize("chunk", range(8))
def test_a_value_of_the_protocol_that_is_not_known(chunk: int) -> None:
    for path in kinds(DATA.value)[chunk::8]:
        protocol = Protocol("every-field", replace(DATA, value=with_unknown(DATA.value, path)))
        register = replace(EVERY, protocols={**EVERY.protocols, "every-field": protocol})
        assert len(assessed(register, protocol).screening.answers) == 22
        assert not any("Morwenna" in line or "TBC" in line for line in _said(register, protocol)), path


def _said(register: Register, protocol: Protocol) -> list[str]:
    """What is suggested and answered, but for what holds the names of things that are made up from unknown ones."""
    now = assessed(register, protocol)
    return [each.suggestion.why for each in now.decisions if each.suggestion] + [
        each.because for each in now.screening.answers
    ]


def test_a_value_of_the_assessment_that_is_not_known() -> None:
    protocol = EVERY.protocols["every-field"]
    for path in kinds(OWN.value):
        source = replace(OWN, value=with_unknown(OWN.value, path))
        register = replace(EVERY, assessments={"every-field": source})
        now = assessed(register, protocol)
        assert now.written
        assert list(told(register, protocol))


@pytest.mark.parametrize(
    "value", [None, "TBC", [], ["a"], {"risks": "x"}, {"risks": [["a"], "b", {}]}, {"risks": [{"id": []}]}]
)
def test_a_file_of_another_shape_does_no_harm(value: Any) -> None:
    protocol = EVERY.protocols["every-field"]
    register = replace(EVERY, assessments={"every-field": Source("every-field/assessment.yaml", "x", value)})
    assert len(assessed(register, protocol).screening.answers) == 22
    assert list(told(register, protocol))
