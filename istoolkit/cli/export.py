"""``istoolkit export``: what a definition holds, in the forms that other registers and programs take."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import (
    CouldNotRun,
    chosen,
    known_protocols,
    opened,
    register_option,
    root_for,
    save_as,
    shown,
)
from istoolkit.cli._form import stop_at_errors_of_form
from istoolkit.cli._named import make_sure_of_the_name

if TYPE_CHECKING:
    from istoolkit.documents.tables import Book


@click.group("export")
def command() -> None:
    """Write what the definitions hold in a form that other registers and programs take."""


@command.command("article-30")
@click.argument("protocols", nargs=-1, metavar="[PROTOCOL]...")
@click.option("--controller", default="", metavar="NAME", help="Only the rows of one organisation, or of a class.")
@click.option("--processor", default="", metavar="NAME", help="The record of a processor (Article 30(2)) instead.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["xlsx", "csv"]),
    help="What to write.  [default: as the name of the file says, else xlsx]",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@register_option
def article_30(
    protocols: tuple[str, ...], controller: str, processor: str, form: str | None, output: Path | None, where: Path
) -> None:
    """Write the register of processing activities that Article 30 of the UK GDPR asks for.

    It has a row for each controller, purpose and lawful basis of the protocols named, or of all of them. With
    --controller it has those of your own organisation. With --processor it is the record that a processor keeps.
    """
    if controller and processor:
        raise CouldNotRun("--controller and --processor are two records. Ask for one of them.")
    _stop_at_the_name(output)
    root = root_for(protocols, where)
    names = chosen(root, protocols)
    wanted = form or ("csv" if output and output.suffix.lower() == ".csv" else "xlsx")
    make_sure_of_the_name(output, wanted)
    book, gaps = _book(root, names, controller.strip(), processor.strip())
    rows = len(book.tables[0].rows)
    if rows:
        usual = Path(f"processing-activities{_slug(controller or processor)}.{wanted}")
        path = save_as(output, usual, _written(book, wanted))
        click.echo(f"Wrote {shown(path)}: {rows} processing {'activity' if rows == 1 else 'activities'}.")
    for gap in gaps:
        click.echo(f"note: {gap}", err=True)
    if not rows:
        click.echo("There is no processing activity to write. Nothing was written.", err=True)
        raise SystemExit(1)


def _stop_at_the_name(output: Path | None) -> None:
    """Stop where the name of the file is that of no format that the register is written in."""
    if (output is not None and output.suffix.lower() not in ("", ".csv", ".xlsx")) or str(output) == "-":
        raise CouldNotRun(f"{output} cannot be written: give it a name that ends with .xlsx or .csv.")


def _book(root: Path, names: list[str], controller: str, processor: str) -> "tuple[Book, tuple[str, ...]]":
    """Return the book, and what a reader would miss in it."""
    from istoolkit.documents import article_30, article_30_2
    from istoolkit.words import did_you_mean

    register = opened(root, names)
    stop_at_errors_of_form(register, "Nothing was written. Mend the errors, then export again.", 1)
    protocols = [register.protocols[name] for name in names]
    try:
        if processor:
            return article_30_2.processor_book(register, protocols, processor), ()
        book = article_30.processing_book(register, protocols, controller)
        return book, book.notes[len(article_30.NOTES) :]
    except article_30.NoController as error:
        if controller and article_30_2.is_known(register, protocols, controller):
            raise CouldNotRun(
                f"“{controller}” is a processor in these protocols. A processor keeps another record (Article 30(2)). "
                f'Write it with --processor "{controller}".'
            ) from error
        known = f"They are: {'; '.join(error.known)}." if error.known else "They name none."
        raise CouldNotRun(f"{error} {did_you_mean(controller or processor, error.known) or known}") from error


def _slug(controller: str) -> str:
    words = "".join(each if each.isalnum() else " " for each in controller.casefold()).split()
    return "".join(f"-{word}" for word in words)


def _written(book: "Book", form: str) -> bytes:
    if form == "csv":
        from istoolkit.documents.csv_file import csv_bytes

        return csv_bytes(book.tables[0])
    from istoolkit.documents.excel.workbook import workbook

    return workbook(book)


@command.command()
@click.argument("protocol")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write.  [default: PROTOCOL-cnil.json]",
)
@register_option
def cnil(protocol: str, output: Path | None, where: Path) -> None:
    """Write the impact assessment of a protocol as a file for the CNIL's PIA software.

    The answers come from the definition and its assessment.yaml. It prints what the file has no place for.
    """
    from istoolkit.cnil.write import exported

    root = root_for([protocol], where)
    name = known_protocols(root, [protocol])[0]
    register = opened(root, [name])
    stop_at_errors_of_form(register, "Nothing was written. Mend the errors, then export again.", 1)
    made = exported(register, register.protocols[name])
    path = save_as(output, Path(f"{name}-cnil.json"), made.content)
    click.echo(f"Wrote {shown(path)}. Open it in the CNIL's PIA software with Import.")
    for each in made.told:
        click.echo(f"- {each}")
