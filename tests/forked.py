"""The command line run in a process forked from one that has imported everything: the same as afresh, and sooner.

A command that starts afresh takes longer to import than to work. One process, which does nothing else and has no threads,
imports it all once. Each run is a process forked from it, with a folder, an environment and files for output of its own.
"""

import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import coverage

ALSO = ("openpyxl", "docx", "lxml.etree", "zoneinfo", "multiprocessing.pool", "concurrent.futures.process", "resvg_py")
"""What commands import only when they need it, besides what is ours."""

Done = subprocess.CompletedProcess[str]


class Forks:
    """The process that imports, as the tests speak to it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-W", "error", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=dict(environment),
            text=True,
        )

    def run(self, arguments: Sequence[str], cwd: Path, environment: Mapping[str, str], seconds: float) -> Done:
        """Run a command and return what it said; ``TimeoutExpired`` after so many seconds, as subprocess.run does."""
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8") as out,
            tempfile.TemporaryFile("w+", encoding="utf-8") as err,
        ):
            wanted = {
                "arguments": list(arguments),
                "cwd": str(cwd),
                "environment": dict(environment),
                "files": [f"/proc/{os.getpid()}/fd/{each.fileno()}" for each in (out, err)],
                "seconds": seconds,
            }
            code = self._asked(wanted)
            if code is None:
                raise subprocess.TimeoutExpired(list(arguments), seconds)
            return subprocess.CompletedProcess(list(arguments), code, _text(out), _text(err))

    def _asked(self, wanted: dict[str, Any]) -> int | None:
        assert self._server.stdin and self._server.stdout
        self._server.stdin.write(json.dumps(wanted) + "\n")
        self._server.stdin.flush()
        line = self._server.stdout.readline()
        assert line, f"The process that commands are forked from ended with {self._server.poll()}."
        answer: int | None = json.loads(line)
        return answer

    def close(self) -> None:
        """End the process that imports."""
        self._server.communicate(timeout=30)


def _text(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


def _serve() -> None:
    """Import all, then fork for each line that asks, and answer with the exit code; ``null`` where it took too long."""
    signal.signal(signal.SIGALRM, _late)
    sys.path[0] = str(Path(__file__).parents[1])
    _import_all()
    del sys.path[0]
    gc.collect()
    gc.freeze()
    assert threading.active_count() == 1
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(wanted)
        print(json.dumps(_ended(child, wanted["seconds"])), flush=True)


def _import_all() -> None:
    """Import everything, and make ready the templates that come with the toolkit."""
    import istoolkit

    ours = (
        each.name for each in pkgutil.walk_packages(istoolkit.__path__, "istoolkit.") if "__main__" not in each.name
    )
    for name in (*ours, *ALSO):
        with contextlib.suppress(Exception):  # a command that needs it meets the same
            importlib.import_module(name)
    prepared = importlib.import_module("tests.prepared")
    prepared.templates()
    with contextlib.suppress(Exception):  # a build meets the same
        prepared.all_of_ours()


def _ended(child: int, seconds: float) -> int | None:
    """Wait for a process, and return its exit code as subprocess has it."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except TimeoutError:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _late(*_: object) -> None:
    raise TimeoutError


def _become(wanted: dict[str, Any]) -> None:
    """Be the command from here on, as ``python -m istoolkit`` is."""
    code = 1
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    try:
        _settle(wanted)
        code = _run(wanted["arguments"])
    except BaseException:
        traceback.print_exc()
    finally:
        for leave in (threading._shutdown, atexit._run_exitfuncs, sys.stdout.flush, sys.stderr.flush):  # type: ignore[attr-defined]
            leave()  # as Python does at the end of a process
        os._exit(code)


def _settle(wanted: dict[str, Any]) -> None:
    """Take on the files, the environment and the folder of a run."""
    for target, name in enumerate([os.devnull, *wanted["files"]]):
        file = os.open(name, os.O_RDWR)
        os.dup2(file, target)
        os.close(file)
    for name, errors in (("stdin", "strict"), ("stdout", "strict"), ("stderr", "backslashreplace")):
        number = ("stdin", "stdout", "stderr").index(name)
        raw = open(number, "rb" if name == "stdin" else "wb", closefd=False)  # noqa: SIM115
        stream = io.TextIOWrapper(raw, encoding="utf-8", errors=errors, line_buffering=name == "stderr")
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    time.tzset()
    os.chdir(wanted["cwd"])
    sys.path.insert(0, wanted["cwd"])
    if coverage.process_startup():
        os.register_at_fork(after_in_child=lambda: sys.settrace(None))  # what it would measure there is not kept


def _run(arguments: list[str]) -> int:
    from istoolkit import cli

    sys.argv = [str(Path(cli.__file__).parent.parent / "__main__.py"), *arguments]
    try:
        cli.main()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    _serve()
