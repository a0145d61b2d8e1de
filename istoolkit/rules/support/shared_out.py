"""Sharing a check out among processors, where a register is large.

A part of a register is the same register with fewer protocols asked for. What is found in the parts is together what is
found in the whole: no rule's findings about one protocol depend on which others were asked for.
"""

import gc
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.processors import processors

Found = list[tuple[str, Problem]]
"""What rules found, each problem with the code of its rule."""

MANY = 60
"""From how many protocols on it is worth starting more processes."""

_parts: list[Register] = []


def in_parts(register: Register, work: Callable[[Register], Found], jobs: int | None = None) -> Iterator[Found]:
    """Yield what ``work`` finds in each part of a register: all at once, or in as many parts as there are processors.

    Only where processes can be forked, so that each finds what was read in its memory.
    """
    number = (jobs or processors()) if _can_fork() and (jobs or len(register.asked) >= MANY) else 1
    if number == 1:
        yield work(register)
        return
    names = sorted(register.asked)
    _parts[:] = [replace(register, asked=frozenset(names[i::number])) for i in range(number)]
    gc.freeze()  # what is there now stays: the processes share it
    try:
        with ProcessPoolExecutor(number, mp_context=multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_Part(work), range(number))
    finally:
        _parts.clear()


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


class _Part:
    """Work on the part of a number."""

    def __init__(self, work: Callable[[Register], Found]) -> None:
        self.work = work

    def __call__(self, number: int) -> Found:
        return self.work(_parts[number])
