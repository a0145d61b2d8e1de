"""``istoolkit build``: make the Word documents."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import CouldNotRun, known_protocols, opened, root_of, save, shown
from istoolkit.definitions.register import Register

if TYPE_CHECKING:
    from istoolkit.documents.works import Works


@click.command("build")
@click.argument("protocols", nargs=-1, metavar="[PROTOCOL]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help="Where to write.",
)
@click.option("--pdf", is_flag=True, help="Write PDF files too. Needs LibreOffice.")
@click.option("--jobs", type=click.IntRange(1, 61), help="How many processes to use.  [default: one a processor]")
@click.option(
    "--register", "where", type=click.Path(path_type=Path), default=Path(), help="The register, if not found from here."
)
def command(protocols: tuple[str, ...], out: Path, pdf: bool, jobs: int | None, where: Path) -> None:
    """Make the Word document of each protocol, or of those named.

    Checks them first. Where a document would not say what is meant, it prints why and writes nothing. Errors of law do
    not stop a draft: it says how many there are.
    """
    from istoolkit.documents.works import make_all, processes

    root = root_of(Path(protocols[0]) if protocols and Path(protocols[0]).exists() and where == Path() else where)
    names = known_protocols(root, protocols)
    if pdf:
        _office()
    register = opened(root, names if protocols else None)
    errors = _stop_at_errors(register)
    works = _works(register, out)
    with _progress(len(names)) as done:
        files = _guarded(lambda: make_all(works, names, processes(len(names), jobs), done))
    if pdf:
        files = [*files, *_pdfs(files)]
    _tell(files, out)
    if errors:
        number = "an error" if errors == 1 else f"{errors} errors"
        click.echo(f"The check finds {number} of law in these drafts. Before anyone signs: istoolkit check", err=True)


def _office() -> None:
    from istoolkit.documents.pdf import NoOffice, office

    try:
        office()
    except NoOffice as error:
        raise CouldNotRun(str(error)) from error


def _stop_at_errors(register: Register) -> int:
    """Stop where the documents would not say what is meant. Return the number of other errors: drafts may have them."""
    from istoolkit.cli._report import report_of
    from istoolkit.reports import render
    from istoolkit.rules import FORM, examine

    whole = replace(register, asked=frozenset(register.protocols))  # what is above goes into the documents too
    found = examine(whole)
    errors = [each for each in found.live if each.severity == "error"]
    form = [each for each in (*found.live, *found.waived) if each.severity == "error" and each.code.startswith(FORM)]
    if form:
        click.echo(render("text", report_of([(register, [replace(each, waiver=None) for each in form])])))
        click.echo("Nothing was written. Mend the errors, then build again.", err=True)
        sys.exit(1)
    if not register.asked:
        raise CouldNotRun("The register has no protocol. Make one with: istoolkit new protocol NAME")
    return len(errors)


def _works(register: Register, out: Path) -> "Works":
    from istoolkit.documents.word.package import NotWord
    from istoolkit.documents.word.template import BadTemplate, prepare
    from istoolkit.documents.works import Works, template_of

    path = template_of(register.root)
    try:
        template = prepare(path.read_bytes())
        _ = template.compiled
    except (NotWord, BadTemplate) as error:
        raise CouldNotRun(f"The template {shown(path)} cannot be used: {error}") from error
    except OSError as error:
        raise CouldNotRun(f"The template {shown(path)} cannot be read. Close it in Word and try again.") from error
    return Works(register, template, out)


def _guarded(make: Callable[[], list[Path]]) -> list[Path]:
    from istoolkit.documents.word.template import BadTemplate
    from istoolkit.files import CouldNotWrite

    try:
        return make()
    except BadTemplate as error:
        raise CouldNotRun(f"The template cannot be filled. {error}") from error
    except CouldNotWrite as error:
        raise CouldNotRun(str(error)) from error


def _pdfs(files: list[Path]) -> list[Path]:
    from istoolkit.documents.pdf import NoOffice, convert

    try:
        made = convert(files)
    except NoOffice as error:
        raise CouldNotRun(f"{error} The Word files were written.") from error
    for file, content in made.items():
        save(file.with_suffix(".pdf"), content)
    return [file.with_suffix(".pdf") for file in made]


@contextlib.contextmanager
def _progress(number: int) -> Iterator[Callable[[Path], None]]:
    """Show how far the work is, where there is much of it and someone looks on."""
    if number < 10 or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=number, label="Writing documents", file=sys.stderr) as bar:
        yield lambda _: bar.update(1)


def _tell(files: list[Path], out: Path) -> None:
    for file in files if len(files) <= 20 else []:
        click.echo(f"  {shown(file)}")
    click.echo(
        f"{len(files)} {'document' if len(files) == 1 else 'documents'} written to {'this folder' if shown(out) == '.' else shown(out)}."
    )
