"""A check that is shared out among processors finds what it finds on one."""

import os
from pathlib import Path

import pytest

from istoolkit.definitions.register import Register, open_register
from istoolkit.finding import Problem, Spot
from istoolkit.rules import found_in
from istoolkit.rules.support import shared_out
from istoolkit.rules.support.shared_out import in_parts
from tests.conftest import REGISTERS, TODAY
from tests.rules.pages import laid_over

SEVERAL = [path for path in REGISTERS if len(list(path.glob("*/protocol.yaml"))) > 1]


@pytest.mark.parametrize("folder", SEVERAL, ids=lambda path: path.name)
def test_the_parts_find_together_what_the_whole_finds(folder: Path) -> None:
    (whole,) = in_parts(open_register(folder, on=TODAY), found_in)
    parts = list(in_parts(open_register(folder, on=TODAY), found_in, jobs=2))
    assert {each for part in parts for each in part} == set(whole)


def test_a_family_stays_together(tmp_path: Path) -> None:
    root = laid_over("# framework/protocol.yaml\nsummary: One\n", tmp_path / "r")
    for name in ("hub-2", "hub-3"):
        (root / name).mkdir()
        text = (root / "hub" / "protocol.yaml").read_text("utf-8")
        (root / name / "protocol.yaml").write_text(text.replace("protocol: hub", f"protocol: {name}"), "utf-8")
    (root / "alone").mkdir()
    (root / "alone" / "protocol.yaml").write_text("format: 1\nprotocol: alone\n", "utf-8")
    parts = in_parts(open_register(root), _asked, jobs=3)
    found = sorted(sorted(name for name, _ in part) for part in parts)
    assert found == [["alone"], ["framework", "hub", "hub-2", "hub-3"]]


def test_many_protocols_are_shared_out_and_few_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    register = open_register(SEVERAL[0], on=TODAY)
    monkeypatch.setattr(shared_out, "processors", lambda: 3)
    assert len(list(in_parts(register, lambda part: []))) == 1
    monkeypatch.setattr(shared_out, "MANY", 2)
    processes = [each[0] for each in in_parts(register, _process)]
    assert len(processes) > 1 and ("", os.getpid()) not in processes
    monkeypatch.setattr(shared_out, "_can_fork", lambda: False)
    assert len(list(in_parts(register, _process))) == 1


def _asked(part: Register) -> list[tuple[str, Problem]]:
    return [(name, Problem(Spot("", ()), "")) for name in sorted(part.asked)]


def _process(part: object) -> list:  # type: ignore[type-arg]
    return [("", os.getpid())]
