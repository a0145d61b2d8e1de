"""Real-world cases: the findings of each are in its ``expected-findings.txt``, and the worked register has none."""

from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.rules import check
from tests.conftest import REGISTERS, ROOT, TODAY

CASES = [path for path in REGISTERS if path.parent.name == "cases"]


def findings(root: Path) -> list[str]:
    return [
        f"{each.place.file}:{each.place.line}:{each.place.column} {each.code} {each.message}"
        for each in check(open_register(root, on=TODAY))
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_findings_of_a_case(case: Path) -> None:
    assert findings(case) == (case / "expected-findings.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("case", REGISTERS, ids=lambda path: path.name)
def test_each_protocol_alone_has_no_finding_that_the_register_has_not(case: Path) -> None:
    together = findings(case)
    for name in sorted(path.parent.name for path in case.glob("*/protocol.yaml")):
        alone = check(open_register(case, [name], TODAY))
        assert [each.message for each in alone if each.message not in "\n".join(together)] == []


def test_the_worked_register_has_nothing_to_mend() -> None:
    assert findings(ROOT / "protocols") == []
