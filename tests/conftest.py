"""What many tests share: the registers to try, and running the command as a user does."""

import datetime
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import coverage
import pytest

from tests.forked import Forks

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


@pytest.fixture(scope="session")
def forks() -> Iterator[Callable[[], Forks]]:
    """The process that commands are forked from: begun once one is."""
    begun: list[Forks] = []

    def get() -> Forks:
        if not begun:
            begun.append(Forks({name: value for name, value in os.environ.items() if name not in _TOLD}))
        return begun[0]

    yield get
    for each in begun:
        each.close()


@pytest.fixture
def istoolkit(tmp_path: Path, forks: Callable[[], Forks]) -> Run:
    """Run the real command in a folder of its own, as a user does.

    Each command is run in a process of its own that starts afresh the first time, then in one that is forked.
    """

    def run(*arguments: object, cwd: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        words = list(map(str, arguments))
        ours = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
        env = {**ours, "PYTHONIOENCODING": "utf-8", "SOURCE_DATE_EPOCH": EPOCH, **environment}
        if not _is_new(words):
            env = {name: value for name, value in env.items() if name not in _TOLD}
        if sys.platform == "linux" and not _is_first(words, environment):
            return forks().run(words, cwd, env, 300)
        command = [sys.executable, "-W", "error", "-m", "istoolkit", *words]
        return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=300)

    return run


@pytest.fixture(scope="session", autouse=True)
def worked_out_once() -> None:
    from tests import prepared

    prepared.templates()
    prepared.files_that_fit()
    prepared.files_read()


_begun: set[str] = set()


def _is_first(words: list[str], environment: dict[str, str]) -> bool:
    """Whether a command is to start afresh: once each, and wherever something is said to Python itself."""
    name = _command(words)
    first = name not in _begun or any(each.startswith(("PYTHON", "LANG", "LC_")) for each in environment)
    _begun.add(name)
    return first


@pytest.fixture
def protocols(tmp_path: Path) -> Path:
    """A copy of the worked register, to change: nothing in it is signed."""
    return Path(shutil.copytree(ROOT / "protocols", tmp_path / "protocols", ignore=shutil.ignore_patterns(*SIGNING)))


NEEDS = {"office": ("soffice", "pdftotext"), "browser": ("chromium",)}
"""What the tests with a mark need on the machine."""


LONG = {"slow", *NEEDS}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium")
    gc.set_threshold(50_000, 50, 50)  # as the command line has it: collecting often only costs time


def pytest_collection_finish() -> None:
    gc.freeze()  # what was imported and collected stays


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A copy of two protocols of the worked register, one with an impact assessment, to build in full."""
    others = shutil.ignore_patterns("concern-sharing", "early-help", "early-help-hub", "lettings-collection", *SIGNING)
    return Path(shutil.copytree(ROOT / "protocols", tmp_path / "protocols", ignore=others))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the tests that take long, so that none is waited for at the end.

    Leave out those that need LibreOffice or Chromium where it is not installed; never where CI=true.
    """
    items.sort(key=lambda item: not LONG.intersection(item.keywords))
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


RUNS = 6
"""How many runs of a command are measured for coverage. Measured, it takes twice as long."""

_runs: dict[str, int] = {}


def _is_new(words: list[str]) -> bool:
    """Whether a command has not been measured often yet."""
    if not any(each in os.environ for each in _TOLD):
        return False
    name = _command(words)
    _runs[name] = _runs.get(name, 0) + 1
    return _runs[name] <= RUNS


def _command(words: list[str]) -> str:
    """What is run: a command such as ``check``, or one of a group such as ``export article-30``."""
    import click

    from istoolkit.cli import cli

    first = words[0] if words else ""
    inner = cli.get_command(click.Context(cli), first)
    return " ".join(words[:2]) if isinstance(inner, click.Group) else first


_cases: dict[str, int] = {}


def _is_measured(item: pytest.Item) -> bool:
    name = item.nodeid.partition("[")[0]
    _cases[name] = _cases.get(name, 0) + 1
    if item.get_closest_marker("again") or LONG.intersection(item.keywords):
        return False
    return _cases[name] <= MEASURED or "every-field" in item.nodeid
