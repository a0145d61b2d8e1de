"""No bar and no condition of the definition is missing from the matrix or from an answer."""

from functools import cache

import pytest

from istoolkit.definitions.register import Register, open_register
from istoolkit.documents.matrix.answers import answer
from istoolkit.documents.matrix.exchanges import exchanges
from istoolkit.documents.matrix.views import tables
from tests.conftest import HERE, ROOT, TODAY

NAME = "every-field"
BARS = {
    "threshold": ["Second step of the lantern ladder"],
    "excludes": ["full hospital file", "notes of counselling"],
    "not_for of a purpose": ["immigration enforcement by lamplight", "marketing of lamps"],
    "onward_use": ["Only with the lamp's owner"],
    "not_for of a channel": ["photographs of injuries"],
    "opt_out": [
        "The national data opt-out does not reach a child in danger; other objections are heard within one week"
    ],
    "holds": ["An inquiry stops the furnace"],
}
EACH = pytest.mark.parametrize("texts", BARS.values(), ids=BARS)


@cache
def register() -> Register:
    return open_register(HERE / "cases" / NAME, on=TODAY)


@cache
def shown(view: str) -> str:
    here = register()
    table = tables(here, [here.protocols[NAME]], [view])[0]
    return "\n".join(cell.words for row in table.rows for cell in row)


@cache
def answers() -> str:
    """Every answer of the protocol: for each pair of those who give and receive."""
    here = register()
    protocol = here.protocols[NAME]
    ends = {(each.sender, each.recipient) for each in exchanges(here, protocol)}
    pairs = {(one.party.name, other.party.name) for one, other in ends if one.party and other.party}
    return "\n".join(
        line for one, other in sorted(pairs) for line in answer(here, [protocol], one, other, full=True).lines
    )


@EACH
@pytest.mark.parametrize("view", ["flows", "exchanges"])
def test_every_bar_is_in_the_matrix(view: str, texts: list[str]) -> None:
    assert [each for each in texts if each not in shown(view)] == []


@EACH
def test_every_bar_is_in_an_answer(texts: list[str]) -> None:
    assert [each for each in texts if each not in answers()] == []


def test_the_answer_about_health_says_what_is_left_out() -> None:
    here = open_register(ROOT / "protocols", on=TODAY)
    hub = [here.protocols["early-help-hub"]]
    got = answer(here, hub, "northvale-nhs-trust", "northvale-council", "health")
    assert got.word == "Not yet"
    assert any(
        "(does not include: Full medical records; Test results that do not change the support)" in each
        for each in got.lines
    )
