"""Sharing a check out among processors, where a register is large.

A part of a register is the same register with fewer protocols asked for. Protocols that sit under the same one stay
together, because some findings about what stands above name what several below make of it.
"""

import gc
import multiprocessing
import sys
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
    parts = _shared(register, number)
    if len(parts) == 1:
        yield work(register)
        return
    _parts[:] = [replace(register, asked=frozenset(names)) for names in parts]
    gc.freeze()  # what is there now stays: the processes share it
    try:
        with ProcessPoolExecutor(len(parts), mp_context=multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_Part(work), range(len(parts)))
    finally:
        _parts.clear()


def _shared(register: Register, number: int) -> list[list[str]]:
    """Share the protocols asked for out into so many lists at most, about as long as each other, families together."""
    families: dict[str, list[str]] = {}
    for protocol in register.checked():
        families.setdefault([protocol, *register.above(protocol)][-1].id, []).append(protocol.id)
    parts: list[list[str]] = [[] for _ in range(number)]
    for names in sorted(families.values(), key=lambda names: (-len(names), names)):
        min(parts, key=len).extend(names)
    return [each for each in parts if each] or [[]]


def _can_fork() -> bool:
    """Whether processes can be forked safely: on Linux. A Mac lists it and its own libraries break."""
    return sys.platform == "linux"


class _Part:
    """Work on the part of a number."""

    def __init__(self, work: Callable[[Register], Found]) -> None:
        self.work = work

    def __call__(self, number: int) -> Found:
        return self.work(_parts[number])
