"""The decision stands below the papers and the commands: it takes nothing from them, nor a command from another command."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "istoolkit"


@pytest.mark.parametrize("path", sorted((PACKAGE / "decision").glob("*.py")), ids=lambda each: each.stem)
def test_the_decision_takes_nothing_from_papers_or_commands(path: Path) -> None:
    taken = re.findall(r"^\s*from istoolkit\.(\w+)", path.read_text("utf-8"), re.MULTILINE)
    assert {*taken} <= {"decision", "definitions", "words"}


def test_the_command_takes_nothing_from_another_command() -> None:
    for name in ("decide", "_decided"):
        taken = re.findall(r"from istoolkit\.cli\.(\w+)", (PACKAGE / "cli" / f"{name}.py").read_text("utf-8"))
        assert taken and all(each.startswith("_") for each in taken), name
