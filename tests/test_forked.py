"""A command in a forked process says, writes and ends the same as one that starts afresh."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import EPOCH, ROOT
from tests.forked import Forks

ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8", "SOURCE_DATE_EPOCH": EPOCH}
BUILD = ("build", "concern-sharing", "--register", str(ROOT / "protocols"), "--only", "isp,matrix", "--jobs", "2")


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.again
@pytest.mark.parametrize("words", [("check", str(ROOT / "tests/examples/base")), ("chekc",), BUILD])
def test_forked_or_afresh_it_is_the_same(words: tuple[str, ...], tmp_path: Path, forks: Callable[[], Forks]) -> None:
    places = tmp_path / "forked" / "here", tmp_path / "afresh" / "here"
    for each in places:
        each.mkdir(parents=True)
    forked = forks().run(words, places[0], ENVIRONMENT, 300)
    command = [sys.executable, "-W", "error", "-m", "istoolkit", *words]
    afresh = subprocess.run(command, cwd=places[1], env=ENVIRONMENT, capture_output=True, text=True, encoding="utf-8")
    assert (forked.returncode, forked.stdout, forked.stderr) == (afresh.returncode, afresh.stdout, afresh.stderr)
    assert forked.stdout + forked.stderr
    made = [
        {name: content for name, content in written(each).items() if "istoolkit.json" not in name} for each in places
    ]
    assert made[0] == made[1]
    assert len(made[0]) > 3 or words != BUILD


def test_one_that_takes_too_long_is_ended(tmp_path: Path, forks: Callable[[], Forks]) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        forks().run(BUILD, tmp_path, ENVIRONMENT, 0.05)
    assert forks().run(("--version",), tmp_path, ENVIRONMENT, 300).returncode == 0
