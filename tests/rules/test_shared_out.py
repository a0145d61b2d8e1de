"""A check that is shared out among processors finds what it finds on one."""

import os
from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.rules import found_in
from istoolkit.rules.support import shared_out
from istoolkit.rules.support.shared_out import in_parts
from tests.conftest import REGISTERS, TODAY

SEVERAL = [path for path in REGISTERS if len(list(path.glob("*/protocol.yaml"))) > 1]


@pytest.mark.parametrize("folder", SEVERAL, ids=lambda path: path.name)
def test_the_parts_find_together_what_the_whole_finds(folder: Path) -> None:
    (whole,) = in_parts(open_register(folder, on=TODAY), found_in)
    parts = list(in_parts(open_register(folder, on=TODAY), found_in, jobs=2))
    assert len(parts) == 2
    assert {each for part in parts for each in part} == set(whole)


def test_many_protocols_are_shared_out_and_few_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    register = open_register(SEVERAL[0], on=TODAY)
    monkeypatch.setattr(shared_out, "processors", lambda: 3)
    assert len(list(in_parts(register, lambda part: []))) == 1
    monkeypatch.setattr(shared_out, "MANY", 2)
    assert [each[0] for each in in_parts(register, _process)] != [("", os.getpid())]
    assert len(list(in_parts(register, _process))) == 3
    monkeypatch.setattr(shared_out, "_can_fork", lambda: False)
    assert len(list(in_parts(register, _process))) == 1


def _process(part: object) -> list:  # type: ignore[type-arg]
    return [("", os.getpid())]
