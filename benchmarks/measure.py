"""Measures of processes: how long they take, what memory they need, and the middle of several runs taken in turn."""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Run:
    """One run of a process: its seconds, what it printed, and the most memory it and its children held, in bytes."""

    seconds: float
    output: str
    memory: int


def run(command: Command, one_core: bool = False, memory: bool = False) -> Run:
    """Run a process to its end. Raises CalledProcessError where it fails."""
    cores = {min(os.sched_getaffinity(0))} if one_core else os.sched_getaffinity(0)
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(each) for each in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    watch = _Watch(process.pid) if memory else None
    output, _ = process.communicate()
    seconds = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Run(seconds, output, watch.stop() if watch else 0)


def in_turn(tasks: Mapping[str, Callable[[], float]], repeats: int) -> dict[str, float]:
    """Do each task once, then each again, and so on; return the middle of what each gave."""
    found: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(repeats):
        for name, task in tasks.items():
            found[name].append(task())
    return {name: statistics.median(values) for name, values in found.items()}


class _Watch:
    """Looks at the memory of a process and its children until it is told to stop. Shared pages count once."""

    def __init__(self, pid: int) -> None:
        self.pid, self.peak, self.ended = pid, 0, threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def stop(self) -> int:
        self.ended.set()
        self.thread.join()
        return self.peak

    def _look(self) -> None:
        while not self.ended.wait(0.05):
            self.peak = max(self.peak, sum(_memory(pid) for pid in _family(self.pid)))


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _memory(pid: int) -> int:
    """Return a process's share of memory in bytes: its own pages, and its part of those that it shares."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
