"""Making the documents of many protocols, on every processor there is."""

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from istoolkit.definitions.register import Register, open_register
from istoolkit.documents import isp
from istoolkit.documents.view import Library
from istoolkit.documents.word.template import Prepared, prepare
from istoolkit.files import write_whole
from istoolkit.processors import processors
from istoolkit.resources import folder

FEWEST = 8
"""From how many documents on it is worth starting more processes. Windows allows 61 at most."""


def template_of(root: Path, name: str = isp.TEMPLATE) -> Path:
    """Return the template to use: the register's own where it has one, else the one that comes with the toolkit."""
    own = root / "templates" / name
    return own if own.is_file() else folder("templates") / name


class Works:
    """A register and its template, ready to make documents in a folder."""

    def __init__(self, register: Register, template: Prepared, out: Path) -> None:
        self.library, self.template, self.out = Library(register), template, out

    def make(self, name: str) -> Path:
        """Make the document of one protocol and return the file written."""
        protocol = self.library.register.protocols[name]
        path = self.out / isp.file_name(protocol)
        write_whole(path, isp.build(self.library, protocol, self.template))
        return path


_works: list[Works] = []


def _start(root: Path, template: Path, out: Path) -> None:
    """Prepare a worker process, unless it was forked from one that is prepared."""
    if not _works:
        _works.append(Works(open_register(root), prepare(template.read_bytes()), out))


def _make(name: str) -> Path:
    return _works[0].make(name)


def make_all(works: Works, names: Sequence[str], jobs: int, done: Callable[[Path], None]) -> list[Path]:
    """Make the documents of these protocols. ``done`` is told of each file written; the files come in order of name."""
    return [_told(path, done) for path in (_in_processes(works, names, jobs) if jobs > 1 else map(works.make, names))]


def _told(path: Path, done: Callable[[Path], None]) -> Path:
    done(path)
    return path


def _in_processes(works: Works, names: Sequence[str], jobs: int) -> Iterator[Path]:
    root = works.library.register.root
    _works[:] = [works]
    gc.freeze()  # what is there now stays: processes forked from here share it
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    arguments = (root, template_of(root), works.out)
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=arguments) as pool:
            yield from pool.map(_make, names, chunksize=max(1, min(8, len(names) // (2 * jobs))))
    finally:
        _works.clear()


def processes(documents: int, wanted: int | None) -> int:
    """Return how many processes to use."""
    most = wanted or processors()
    return max(1, min(most, documents, 61)) if documents >= FEWEST else 1
