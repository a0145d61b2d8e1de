"""What the tests of the CNIL's file share: registers with an assessment laid into them, and files made from them."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from istoolkit.cnil.html import plain
from istoolkit.cnil.write import Exported, exported
from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.register import Register, open_register
from tests.conftest import ROOT, TODAY

HERE = Path(__file__).parent
HUB = "early-help-hub"


@cache
def opened(root: Path = ROOT / "protocols") -> Register:
    """A register as the command opens it."""
    return open_register(root, None, TODAY)


def with_assessment(content: bytes, scale: str = "ico") -> Register:
    """The worked register with another assessment of the hub, and another scale."""
    register = opened()
    source = read(f"{HUB}/assessment.yaml", content)
    assert source.faults == ()
    settings = replace(register.settings, value={**register.settings.value, "risk_scale": scale})
    assessments: dict[str, Source] = {HUB: source}
    return replace(register, assessments=assessments, settings=settings)


@cache
def sample() -> Exported:
    """The file of the sample assessment beside this file."""
    register = with_assessment((HERE / "assessment.yaml").read_bytes())
    return exported(register, register.protocols[HUB])


def file_of(made: Exported) -> dict[str, Any]:
    """The file as it is read back."""
    return dict(json.loads(made.content))


def answers(file: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """The answers by question."""
    return {each["reference_to"]: each["data"] for each in file["answers"]}


def words(file: dict[str, Any], question: int) -> str:
    """The words of an answer."""
    return plain(answers(file)[question]["text"])
