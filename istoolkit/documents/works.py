"""Making the documents that are due, on every processor there is.

Worker processes only make; the process that started them writes each file and keeps the record.
"""

import datetime
import gc
import multiprocessing
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from istoolkit.definitions.register import MARK, Register, open_register
from istoolkit.documents.file import File
from istoolkit.documents.keys import key_of, key_of_all
from istoolkit.documents.kinds import Kind, kinds
from istoolkit.documents.record import Record
from istoolkit.documents.seal import with_seal
from istoolkit.documents.shelves import WHOLE, seen_from
from istoolkit.documents.sums import files_under
from istoolkit.documents.workshop import Workshop, template_of
from istoolkit.processors import processors

FEWEST = 3
"""From how many protocols on it is worth starting more processes. Windows allows 61 at most."""


class Job(NamedTuple):
    """What is to be made for one shelf: the kinds, each with the key of what it rests on."""

    shelf: str
    keys: dict[str, str]


def take_in(register: Register, record: Record, names: Collection[str]) -> None:
    """Have a record go on with a register: what was made of protocols that are there no longer is taken away.

    Documents of a register that is where it was no longer are taken over. Raises OtherRegister where another register,
    which is still there, built documents of the same name into the folder.
    """
    root = record.root = seen_from(record.out, register.root)
    others = {name: each.root for name, each in record.shelves.items() if each.root not in ("", root)}
    for name in [name for name, there in others.items() if not (record.out.resolve() / there / MARK).is_file()]:
        record.moved_from = others.pop(name)
        record.shelves[name].root = root
    wanted = [*names, WHOLE] if register.whole else names
    if clash := next((name for name in wanted if name in others), ""):
        raise OtherRegister(others[clash])
    if register.whole:
        for gone in [name for name in record.shelves if name not in wanted and name not in others]:
            record.drop(gone)


class OtherRegister(Exception):
    """The documents of another register are in the folder. The text says where that register is."""


def due(register: Register, record: Record, names: Iterable[str], only: Iterable[str]) -> list[Job]:
    """Return what has to be made: all but what rests on the same as when it was written, and is there unchanged."""
    left = (Job(job.shelf, _changed(record, job)) for job in jobs_of(register, names, only))
    return [job for job in left if job.keys]


def jobs_of(register: Register, names: Iterable[str], only: Iterable[str]) -> list[Job]:
    """Return what there is to make of these protocols and kinds, whether it is due or not."""
    return [*_keys(register, names, only), *_keys_of_all(register, only)]


def out_of_date(register: Register, record: Record, names: Iterable[str], only: Iterable[str]) -> list[tuple[str, str]]:
    """Return the documents that were made before, are not to be made now, and no longer say what the definition says.

    The record remembers them, so that later builds say it too until they are made again.
    """
    others = [name for name in kinds() if name not in set(only)]
    now = {(job.shelf, kind): key for job in jobs_of(register, names, others) for kind, key in job.keys.items()}
    older = []
    for shelf, found in record.shelves.items():
        for kind, each in found.documents.items():
            if each.files and (not each.key or now.get((shelf, kind), each.key) != each.key):
                each.key = ""
                older.append((shelf, kind))
    return older


def mark_older(register: Register, record: Record, made: Iterable[str]) -> None:
    """Mark what rests on protocols that were made again, and was not looked at because only a part of the register was."""
    changed = set(made)
    for name, shelf in record.shelves.items() if not register.whole and changed else ():
        if name == WHOLE or (name not in changed and changed & set(shelf.above)):
            for each in shelf.documents.values():
                each.key = ""


def _changed(record: Record, job: Job) -> dict[str, str]:
    return {kind: key for kind, key in job.keys.items() if not record.is_current(job.shelf, kind, key)}


def _keys(register: Register, names: Iterable[str], only: Iterable[str]) -> Iterator[Job]:
    wanted = [(each, _templates(register.root, each)) for name in only if (each := kinds()[name]).of_protocol]
    for name in names:
        protocol = register.protocols[name]
        keys = {each.name: key_of(register, protocol, each.name, each.parts, files) for each, files in wanted}
        yield Job(name, keys)


def _keys_of_all(register: Register, only: Iterable[str]) -> Iterator[Job]:
    """Yield the jobs for the register as a whole, where all of it is known: one for each kind, for they take long."""
    wanted = [each for name in only if (each := kinds()[name]).of_register]
    if register.whole and wanted:
        files = {each.name: _templates(register.root, each) for each in wanted}
        for each in wanted:
            yield Job(WHOLE, {each.name: key_of_all(register, each.name, each.parts, files[each.name])})


def _templates(root: Path, kind: Kind) -> list[bytes]:
    paths = [template_of(root, name) for name in kind.templates]
    words = [path.read_bytes() if path.is_file() else b"" for path in paths]
    return [*words, *(part for name in kind.folders for part in files_under(root / "templates" / name))]


Made = tuple[Job, dict[str, list[File]]]


def make(workshop: Workshop, job: Job) -> Made:
    """Make the files of a job. Raises UnusableTemplate, BadTemplate and BadPage where a template is at fault."""
    return job, {name: list(_files(workshop, job.shelf, kinds()[name])) for name in job.keys}


def _files(workshop: Workshop, shelf: str, kind: Kind) -> Iterable[File]:
    if shelf == WHOLE:
        return kind.of_register(workshop) if kind.of_register else ()
    protocol = workshop.register.protocols[shelf]
    made = kind.of_protocol(workshop, protocol) if kind.of_protocol else ()
    return (with_seal(workshop.register, protocol, kind.name, each) for each in made)


def make_all(workshop: Workshop, jobs: Sequence[Job], processes: int) -> Iterator[Made]:
    """Make the files of these jobs, and yield those of each as they are done, in order."""
    if processes > 1:
        yield from _in_processes(workshop, jobs, processes)
    else:
        yield from (make(workshop, job) for job in jobs)


_shop: list[Workshop] = []


def _start(root: Path, on: datetime.date | None) -> None:
    """Prepare a worker process, unless it was forked from one that is prepared."""
    if not _shop:
        _shop.append(Workshop(open_register(root, on=on)))


def _make(job: Job) -> Made:
    return make(_shop[0], job)


def _in_processes(workshop: Workshop, jobs: Sequence[Job], processes: int) -> Iterator[Made]:
    """The first job is done here: what it makes ready, every process then shares."""
    yield make(workshop, jobs[0])
    _shop[:] = [workshop]
    gc.freeze()  # what is there now stays: processes forked from here share it
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    arguments = (workshop.register.root, workshop.register.on)
    try:
        with ProcessPoolExecutor(processes, mp_context=context, initializer=_start, initargs=arguments) as pool:
            yield from pool.map(_make, jobs[1:], chunksize=max(1, min(4, len(jobs) // (4 * processes))))
    finally:
        _shop.clear()


def processes_for(jobs: int, wanted: int | None) -> int:
    """Return how many processes to use."""
    most = wanted or processors()
    return max(1, min(most, jobs, 61)) if jobs >= FEWEST else 1
