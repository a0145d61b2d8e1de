"""``istoolkit build``: make the documents."""

import contextlib
import datetime
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from istoolkit.cli._built import Told, nothing_of, tell
from istoolkit.cli._common import (
    CouldNotRun,
    day,
    ids_of,
    known_protocols,
    on_option,
    opened,
    register_option,
    root_for,
    shown,
)
from istoolkit.cli._form import stop_at_errors_of_form
from istoolkit.cli._only import OnlyOption, read_only
from istoolkit.definitions.register import Register
from istoolkit.documents.shelves import WHOLE, seen_from
from istoolkit.documents.sums import whole

if TYPE_CHECKING:
    from istoolkit.documents.record import Record
    from istoolkit.documents.works import Job


@click.command("build")
@click.argument("protocols", nargs=-1, metavar="[PROTOCOL]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help="Where to write.",
)
@click.option("--only", cls=OnlyOption, metavar="KIND,...", callback=read_only)
@click.option("--pdf", is_flag=True, help="Write a PDF of each Word file too. Needs LibreOffice.")
@click.option("--jobs", type=click.IntRange(1, 61), help="How many processes to use.  [default: one a processor]")
@on_option("Make them as of another day.  [default: today]")
@register_option
@click.pass_context
def command(
    context: click.Context,
    protocols: tuple[str, ...],
    out: Path,
    only: list[str],
    pdf: bool,
    jobs: int | None,
    on: datetime.date | None,
    where: Path,
) -> None:
    """Make the documents of each protocol, or of those named, and an index page of them.

    Checks them first. Where a document would not say what is meant, it prints why and writes nothing. Errors of law do
    not stop a draft: it says how many there are. What would come out as it is already is not made again. A document that
    someone changed is never written over: it is kept beside the new one.
    """
    from istoolkit.documents.record import Record

    root = root_for(protocols, where)
    _refuse(root, out)
    names = known_protocols(root, protocols)
    named = context.get_parameter_source("only") is not ParameterSource.DEFAULT
    asked = Asked(root, out, names, len(names) == len(ids_of(root)), only, named, pdf, jobs, day(on))
    if pdf:
        _office()
    record = Record(out)
    begun = asked.digest()
    if record.whole == begun and record.is_whole():
        tell(Told(record, same=record.number_of(asked.shelves, only, ()), without=asked.without(record)))
    else:
        tell(_build(asked, begun))


@dataclass(frozen=True)
class Asked:
    """What a build was asked for. ``whole`` is whether of all protocols, ``named`` whether kinds of document were named."""

    root: Path
    out: Path
    names: list[str]
    whole: bool
    only: list[str]
    named: bool
    pdf: bool
    jobs: int | None
    on: datetime.date

    @property
    def shelves(self) -> list[str]:
        """The shelves that the build is about."""
        return [*self.names, WHOLE] if self.whole else self.names

    def digest(self) -> str:
        """Return the digest of all that a build with these options rests on."""
        options = [*self.names, "of", *self.only, str(self.pdf), str(self.on)]
        return whole(self.root, [self.out], [seen_from(self.out, self.root), *options])

    def without(self, record: "Record") -> list[str]:
        """Return the kinds of document that were asked for by name, and of which there is none."""
        there = {
            kind
            for name in self.shelves
            for kind, each in (record.shelves[name].documents.items() if name in record.shelves else ())
            if each.files
        }
        return [nothing_of(each, self.names, self.whole) for each in self.only if self.named and each not in there]


def _refuse(root: Path, out: Path) -> None:
    """Stop where documents would lie among what they are made of."""
    steps = [out.resolve(), *out.resolve().parents]
    if root.resolve() in steps:
        inside = out.resolve().relative_to(root.resolve()).parts
        if not inside or inside[0] in {*ids_of(root), "members", "templates"}:
            told = (
                f"{shown(out)} is part of the register. Documents need a folder of their own: name another with --out."
            )
            raise CouldNotRun(told)


def _build(asked: Asked, begun: str) -> Told:
    """Make what is due and write it. Return what to tell.

    ``begun`` is the digest of what the build rests on before any of it was read. Where someone changed a file since, the
    documents may be older than it: then the next build looks at each again.
    """
    register = opened(asked.root, None if asked.whole else asked.names, asked.on)
    errors = stop_at_errors_of_form(register, "Nothing was written. Mend the errors, then build again.", 1)
    if not asked.names:
        raise CouldNotRun("The register has no protocol. Make one with: istoolkit new protocol NAME")
    with _alone(asked.out) as record:
        record.errors, record.whole = errors, ""
        told = _written(register, record, asked)
        if asked.pdf:
            told.written.extend(_pdfs(record, asked.shelves, asked.only))
        if any(record.names()):
            _index(register, record, told.out_of_date)
            record.whole = begun if not told.out_of_date and asked.digest() == begun else ""
    return told


def _written(register: Register, record: "Record", asked: Asked) -> Told:
    from istoolkit.documents.works import OtherRegister, due, mark_older, out_of_date, take_in

    try:
        take_in(register, record, asked.names)
    except OtherRegister as error:
        folder = shown(record.out)
        told = (
            f"{folder} has the documents of another register, the one in {error} from there. Name another with --out."
        )
        raise CouldNotRun(told) from error
    waiting = due(register, record, asked.names, asked.only)
    written, same = _made(register, record, waiting, asked.jobs)
    mark_older(register, record, [job.shelf for job in waiting])
    done = {(job.shelf, kind) for job in waiting for kind in job.keys}
    same += record.number_of(asked.shelves, asked.only, done)
    older = out_of_date(register, record, asked.names, asked.only)
    return Told(record, written, same, older, asked.without(record))


def _made(register: Register, record: "Record", waiting: "Sequence[Job]", jobs: int | None) -> tuple[list[Path], int]:
    """Make and write documents. Return the paths of those that changed, and how many came out as they were."""
    from istoolkit.documents.page_frame import BadPage
    from istoolkit.documents.word.template import BadTemplate
    from istoolkit.documents.works import make_all, processes_for
    from istoolkit.documents.workshop import UnusableTemplate, Workshop

    written: list[Path] = []
    number = 0
    try:
        with _progress(len(waiting)) as bar:
            for job, made in make_all(Workshop(register), waiting, processes_for(len(waiting), jobs)):
                for kind, files in made.items():
                    written.extend(record.put(job.shelf, kind, job.keys[kind], files))
                    number += len(files)
                bar(1)
    except BadTemplate as error:
        raise CouldNotRun(f"The template cannot be filled. {error}") from error
    except (BadPage, UnusableTemplate) as error:
        raise CouldNotRun(str(error)) from error
    return written, number - len(written)


@contextlib.contextmanager
def _alone(out: Path) -> "Iterator[Record]":
    """Give the record to the only build that writes into a folder, and keep what it says, whatever happens on the way."""
    from istoolkit.documents.lock import InUse, locked
    from istoolkit.documents.record import Record
    from istoolkit.files import CouldNotWrite

    try:
        with locked(out):
            record = Record(out)
            try:
                yield record
            finally:
                if any(record.names()) or record.gone:
                    record.save()
    except InUse as error:
        raise CouldNotRun(f"Another build is writing to {shown(out)}. Wait until it is done.") from error
    except CouldNotWrite as error:
        raise CouldNotRun(str(error)) from error


def _office() -> None:
    from istoolkit.documents.pdf import NoOffice, office

    try:
        office()
    except NoOffice as error:
        raise CouldNotRun(str(error)) from error


def _pdfs(record: "Record", names: list[str], only: list[str]) -> list[Path]:
    from istoolkit.documents.pdf import NoOffice
    from istoolkit.documents.printed import print_due

    try:
        return print_due(record, names, only)
    except NoOffice as error:
        raise CouldNotRun(f"{error} The other files were written.") from error


def _index(register: Register, record: "Record", older: list[tuple[str, str]]) -> None:
    from istoolkit.documents.contents_page import write_index
    from istoolkit.documents.page_frame import BadPage

    try:
        write_index(register, record, older)
    except BadPage as error:
        raise CouldNotRun(f"{error} The documents were written, the index page was not.") from error


@contextlib.contextmanager
def _progress(number: int) -> Iterator[Callable[[int], None]]:
    """Show how far the work is, where there is much of it and someone looks on."""
    if number < 10 or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=number, label="Writing documents", file=sys.stderr) as bar:
        yield bar.update
