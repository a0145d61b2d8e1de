"""``istoolkit who-can``: what one organisation may give another, under which protocol and on what law."""

import datetime
import shutil
import sys
from pathlib import Path

import click

from istoolkit.cli._common import CouldNotRun, chosen, on_option, opened, register_option, root_of
from istoolkit.cli._form import errors_of_law
from istoolkit.cli._unknown import unknown_name


@click.command("who-can")
@click.option(
    "--from", "giver", required=True, metavar="NAME", help="Who gives: an organisation, a class, a kind, a post."
)
@click.option("--to", "receiver", required=True, metavar="NAME", help="Who receives.")
@click.option("--item", default="", metavar="WORDS", help="Only this information: its name, or words of its title.")
@click.option(
    "--protocol", "protocols", multiple=True, metavar="PROTOCOL", help="Only under this protocol. May be given twice."
)
@on_option("Answer as of this day, written year-month-day.  [default: today]")
@register_option
def command(
    giver: str, receiver: str, item: str, protocols: tuple[str, ...], on: datetime.date | None, where: Path
) -> None:
    """Say what one organisation may give another, and on what law.

    It says for what, when, with whose agreement, by which way and under which protocol. Where nothing may pass it says
    what comes nearest.

    Exit code 0 where something may pass, 1 where nothing may, 2 where it could not be found out.
    """
    from istoolkit.documents.matrix.answers import answer
    from istoolkit.documents.matrix.naming import NoSuchName
    from istoolkit.documents.text_table import folded

    root = root_of(where)
    names = chosen(root, protocols)
    register = opened(root, names, on)
    mend = "No answer was given: it might be wrong. Mend the errors, or name another protocol with --protocol."
    wrong: dict[str, list[str]] = {}
    for each in errors_of_law(register, mend, 2):
        wrong.setdefault(each.place.file, []).append(each.code)
    try:
        told = answer(register, [register.protocols[name] for name in names], giver, receiver, item, wrong)
    except NoSuchName as error:
        raise CouldNotRun(unknown_name(error.args[0], list(error.known), is_item=error.args[0] == item)) from error
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo("\n".join(folded(told.lines, width)).lstrip("\n"))
    sys.exit(0 if told.may else 1)
