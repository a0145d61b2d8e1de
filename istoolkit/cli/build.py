"""``istoolkit build``: make the documents."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._built import Told, tell
from istoolkit.cli._common import CouldNotRun, day, known_protocols, opened, register_option, root_for, shown
from istoolkit.cli._form import stop_at_errors_of_form
from istoolkit.definitions.register import Register
from istoolkit.documents.kinds import names as kind_names
from istoolkit.words import did_you_mean, sentence

if TYPE_CHECKING:
    from istoolkit.documents.record import Record
    from istoolkit.documents.works import Job


def _read_only(_: click.Context, __: click.Parameter, value: str | None) -> list[str]:
    """Return the kinds of document that were asked for: all, where none is named."""
    known = kind_names()
    asked = [each.strip() for each in value.split(",") if each.strip()] if value is not None else known
    if not asked:
        raise click.BadParameter(f"Name what to make: {', '.join(known)}.")
    for each in asked:
        if each not in known:
            told = sentence(f"There is no document “{each}”.", did_you_mean(each, known))
            raise click.BadParameter(f"{told} There are: {', '.join(known)}.")
    return [each for each in known if each in asked]


@click.command("build")
@click.argument("protocols", nargs=-1, metavar="[PROTOCOL]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help="Where to write.",
)
@click.option("--only", metavar="KIND,...", callback=_read_only, help=f"What to make: {', '.join(kind_names())}.")
@click.option("--pdf", is_flag=True, help="Write a PDF of each Word file too. Needs LibreOffice.")
@click.option("--jobs", type=click.IntRange(1, 61), help="How many processes to use.  [default: one a processor]")
@register_option
def command(protocols: tuple[str, ...], out: Path, only: list[str], pdf: bool, jobs: int | None, where: Path) -> None:
    """Make the documents of each protocol, or of those named, and an index page of them.

    Checks them first. Where a document would not say what is meant, it prints why and writes nothing. Errors of law do
    not stop a draft: it says how many there are. What would come out as it is already is not made again. A document that
    someone changed is never written over: it is kept beside the new one.
    """
    from istoolkit.documents.record import WHOLE, Record
    from istoolkit.documents.works import left_alone

    root = root_for(protocols, where)
    names = known_protocols(root, protocols)
    if pdf:
        _office()
    record = Record(out)
    options = [*names, "of", *only, str(pdf), str(day(None))]
    if record.whole == _asked(root, record, options) and record.is_whole():
        shelves = names if protocols else [*names, WHOLE]
        tell(Told(record, unchanged=left_alone(record, shelves, only, ())))
        return
    register = opened(root, names if protocols else None)
    record.errors = stop_at_errors_of_form(register, "Nothing was written. Mend the errors, then build again.", 1)
    if not names:
        raise CouldNotRun("The register has no protocol. Make one with: istoolkit new protocol NAME")
    record.whole = ""
    with _saved(record):
        told = _build(register, record, names, only, jobs)
        if pdf:
            told.written.extend(_pdfs(record, [*names, WHOLE] if register.whole else names, only))
        _index(register, record)
        record.whole = "" if told.out_of_date else _asked(root, record, options)
    tell(told)


def _asked(root: Path, record: "Record", options: list[str]) -> str:
    """Return the digest of all that a build with these options rests on."""
    from istoolkit.documents.keys import whole
    from istoolkit.documents.works import seen_from

    out = record.out.resolve()
    made = [out / path.relative_to(record.out) for path, _ in record.files()]
    return whole(root, made, [seen_from(out, root), *options])


def _build(register: Register, record: "Record", names: list[str], only: list[str], jobs: int | None) -> Told:
    """Make what is due and write it. Return what to tell."""
    from istoolkit.documents.record import WHOLE
    from istoolkit.documents.works import OtherRegister, due, left_alone, mark_older, out_of_date, take_in

    try:
        take_in(register, record, names)
    except OtherRegister as error:
        folder = shown(record.out)
        told = (
            f"{folder} has the documents of another register, the one in {error} from there. Name another with --out."
        )
        raise CouldNotRun(told) from error
    waiting = due(register, record, names, only)
    written = _made(register, record, waiting, jobs)
    mark_older(register, record, [job.shelf for job in waiting])
    left = left_alone(record, [*names, WHOLE] if register.whole else names, only, waiting)
    return Told(record, written, left, out_of_date(register, record, names, only))


def _made(register: Register, record: "Record", waiting: "Sequence[Job]", jobs: int | None) -> list[Path]:
    from istoolkit.documents.page_frame import BadPage
    from istoolkit.documents.word.template import BadTemplate
    from istoolkit.documents.works import make_all, processes_for
    from istoolkit.documents.workshop import UnusableTemplate, Workshop

    written: list[Path] = []
    try:
        with _progress(len(waiting)) as bar:
            for job, made in make_all(Workshop(register), waiting, processes_for(len(waiting), jobs)):
                for kind, files in made.items():
                    written.extend(record.put(job.shelf, kind, job.keys[kind], files))
                bar(1)
    except BadTemplate as error:
        raise CouldNotRun(f"The template cannot be filled. {error}") from error
    except (BadPage, UnusableTemplate) as error:
        raise CouldNotRun(str(error)) from error
    return written


@contextlib.contextmanager
def _saved(record: "Record") -> Iterator[None]:
    """Keep the record of what was written, whatever happens on the way."""
    from istoolkit.files import CouldNotWrite

    try:
        try:
            yield
        finally:
            if record.shelves:
                record.save()
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


def _index(register: Register, record: "Record") -> None:
    from istoolkit.documents.contents_page import write_index
    from istoolkit.documents.page_frame import BadPage

    try:
        write_index(register, record)
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
