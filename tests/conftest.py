"""What many tests share: the registers to try, and running the command as a user does."""

import datetime
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import coverage
import pytest

TODAY = datetime.date(2026, 12, 1)
"""The day on which the tests look at registers: what is right today would be overdue some day."""

EPOCH = "1796126400"
"""The same day as SOURCE_DATE_EPOCH has it."""

HERE = Path(__file__).parent
ROOT = HERE.parent
REGISTERS = [
    ROOT / "protocols",
    *sorted(path for path in (HERE / "cases").iterdir() if (path / "register.yaml").is_file()),
]

SIGNING = ("sign-off.yaml", "signed", "allowed_signers")
"""What a register holds of signing."""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def istoolkit(tmp_path: Path) -> Run:
    """Run the real command in a folder of its own, as a user does."""

    def run(*arguments: object, cwd: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", "-m", "istoolkit", *map(str, arguments)]
        ours = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
        env = {**ours, "PYTHONIOENCODING": "utf-8", "SOURCE_DATE_EPOCH": EPOCH, **environment}
        if not _is_new(tuple(map(str, arguments[:2]))):
            env = {name: value for name, value in env.items() if name not in _TOLD}
        return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=300)

    return run


@pytest.fixture
def protocols(tmp_path: Path) -> Path:
    """A copy of the worked register, to change: nothing in it is signed."""
    return Path(shutil.copytree(ROOT / "protocols", tmp_path / "protocols", ignore=shutil.ignore_patterns(*SIGNING)))


NEEDS = {"office": ("soffice", "pdftotext"), "browser": ("chromium",)}
"""What the tests with a mark need on the machine."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A copy of two protocols of the worked register, one with an impact assessment, to build in full."""
    others = shutil.ignore_patterns("concern-sharing", "early-help", "early-help-hub", "lettings-collection", *SIGNING)
    return Path(shutil.copytree(ROOT / "protocols", tmp_path / "protocols", ignore=others))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need LibreOffice or Chromium where it is not installed; never where CI=true."""
    if os.environ.get("CI") == "true":
        return
    gone = {mark for mark, tools in NEEDS.items() if not all(map(shutil.which, tools))}
    left_out = [item for item in items if gone.intersection(item.keywords)]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


MEASURED = 2
"""How many cases of a test with many are measured for coverage. The others run the same code, and faster without."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Leave out of the measure of coverage what runs the same code again for another register or protocol."""
    measure = coverage.Coverage.current()
    if measure is None or _is_measured(item):
        return (yield)
    measure.stop()
    told = {name: os.environ.pop(name) for name in _TOLD if name in os.environ}
    try:
        return (yield)
    finally:
        os.environ.update(told)
        measure.start()


_TOLD = ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")
"""What has the commands that a test runs measure themselves."""


RUNS = 4
"""How many runs of a command are measured for coverage. Measuring a process from its start takes as long as its work."""

_runs: dict[tuple[str, ...], int] = {}


def _is_new(command: tuple[str, ...]) -> bool:
    """Whether a command, by its first words but paths, has not been measured often yet."""
    name = tuple(each for each in command if each.isidentifier() or ("-" in each and "/" not in each))
    _runs[name] = _runs.get(name, 0) + 1
    return _runs[name] <= RUNS


_cases: dict[str, int] = {}


def _is_measured(item: pytest.Item) -> bool:
    name = item.nodeid.partition("[")[0]
    _cases[name] = _cases.get(name, 0) + 1
    if item.get_closest_marker("again"):
        return False
    return _cases[name] <= MEASURED or "every-field" in item.nodeid
