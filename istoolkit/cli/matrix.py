"""``istoolkit matrix``: who gives what to whom, as a table on the screen or in a file."""

import datetime
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import CouldNotRun, chosen, on_option, opened, register_option, root_for, save_as, shown
from istoolkit.cli._form import stop_at_errors_of_form
from istoolkit.cli._named import make_sure_of_the_name

if TYPE_CHECKING:
    from istoolkit.definitions.register import Protocol, Register
    from istoolkit.documents.tables import Book

_BY = ("flows", "exchanges", "items", "organisations", "purposes")
_FILES = ("xlsx", "html", "docx")
"""The formats that need a file."""


@click.command("matrix")
@click.argument("protocols", nargs=-1, metavar="[PROTOCOL]...")
@click.option(
    "--by", type=click.Choice(_BY), help="Show one view.  [default: flows in text, exchanges in csv, else all]"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", *_FILES]),
    help="What to write.  [default: as the name of the file says, else text]",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@on_option("Show it as of this day, written year-month-day.  [default: today]")
@register_option
def command(
    protocols: tuple[str, ...],
    by: str | None,
    form: str | None,
    output: Path | None,
    on: datetime.date | None,
    where: Path,
) -> None:
    """Show who gives what to whom, why, when, on what law and how: the matrix.

    It is made from the protocols named, or from all of them together.
    """
    from istoolkit.documents.matrix.book import matrix_book, overview_book
    from istoolkit.documents.matrix.in_time import ended

    root = root_for(protocols, where)
    names = chosen(root, protocols)
    wanted = form or _form_of(output)
    make_sure_of_the_name(output, wanted)
    register = opened(root, names, on)
    stop_at_errors_of_form(register, "Nothing was made. Mend the errors, then try again.", 1)
    found = [register.protocols[name] for name in names]
    if not by and _says_that_nothing_passes(root, register, found, wanted):
        return
    view = by or {"text": "flows", "csv": "exchanges"}.get(wanted)
    at_a_glance = wanted == "docx" and not view and len(found) > 1
    every = wanted in ("csv", "xlsx")
    book = overview_book(register, found) if at_a_glance else matrix_book(register, found, view, for_filters=every)
    _make_sure_that_it_fits(book, wanted)
    _deliver(wanted, book, output, _name(found, by))
    for sentence in filter(None, (ended(register, each) for each in found)):
        click.echo(f"note: {sentence}", err=True)


def _says_that_nothing_passes(root: Path, register: "Register", found: "list[Protocol]", form: str) -> bool:
    """Say where what passes is, if nothing does under these protocols. Raises CouldNotRun where a file was asked for."""
    from istoolkit.documents.matrix.nothing import nothing_passes

    if not nothing_passes(register, found):
        return False
    sentence = nothing_passes(opened(root, None, register.on), found)
    if form != "text":
        raise CouldNotRun(f"Nothing was written. {sentence}")
    click.echo(sentence)
    return True


def _make_sure_that_it_fits(book: "Book", form: str) -> None:
    from istoolkit.documents.matrix.size import fits

    if not fits(book, form):
        kind = {"docx": "a Word file", "html": "a page"}[form]
        raise CouldNotRun(
            f"This is too long for {kind}: programs would not open it. Nothing was written. Write it with --format xlsx, or name "
            "one protocol."
        )


def _form_of(output: Path | None) -> str:
    """Return the format that the name of a file asks for; text where it asks for none."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return ending if ending in ("csv", *_FILES) else "text"


def _name(found: "list[Protocol]", by: str | None) -> str:
    """Return what a file is called when no name is given: by its protocol and version, or by the whole register."""
    only = found[0] if len(found) == 1 else None
    version = only.text("version") if only else ""
    stem = f"{only.id}-{version}" if only and version[:1].isdigit() else only.id if only else "register"
    return f"{stem}-matrix{f'-{by}' if by else ''}"


def _deliver(form: str, book: "Book", output: Path | None, name: str) -> None:
    if form in _FILES:
        _save(output, Path(f"{name}.{form}"), _written(form, book))
    elif output is not None:
        _save(output, output, _csv(book) if form == "csv" else _text(book).encode(errors="replace"))
    elif form == "csv":
        sys.stdout.flush()
        sys.stdout.buffer.write(_csv(book))
    else:
        click.echo(_fitted(book), nl=False)


def _save(output: Path | None, usual: Path, content: bytes) -> None:
    click.echo(f"The matrix was written to {shown(save_as(output, usual, content))}.")


def _written(form: str, book: "Book") -> bytes:
    if form == "xlsx":
        from istoolkit.documents.excel.workbook import workbook

        return workbook(book)
    if form == "html":
        from istoolkit.documents.page import page

        return page(book)
    from istoolkit.documents.word.tables import document

    return document(book)


def _csv(book: "Book") -> bytes:
    from istoolkit.documents.csv_file import csv_bytes

    return csv_bytes(book.tables[0])


def _text(book: "Book") -> str:
    from istoolkit.documents.text_table import plain

    return f"{plain(book)}\n"


def _fitted(book: "Book") -> str:
    """Return the text for the terminal; plain where no one looks on."""
    from istoolkit.documents.text_table import fitted

    return f"{fitted(book, shutil.get_terminal_size().columns)}\n" if sys.stdout.isatty() else _text(book)
