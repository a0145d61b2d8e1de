"""``istoolkit who-can``: what one organisation may give another, under which protocol and on what law."""

import datetime
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from istoolkit.cli._common import CouldNotRun, chosen, on_option, opened, register_option, root_of
from istoolkit.cli._form import errors_of_law
from istoolkit.cli._unknown import unknown_name
from istoolkit.finding import Finding


@click.command("who-can")
@click.option(
    "--from", "giver", required=True, metavar="NAME", help="Who gives: an organisation, a class, a kind, a post."
)
@click.option("--to", "receiver", required=True, metavar="NAME", help="Who receives.")
@click.option("--item", metavar="WORDS", help="Only this information: its name, or words of its title.")
@click.option(
    "--protocol", "protocols", multiple=True, metavar="PROTOCOL", help="Only under this protocol. May be given twice."
)
@click.option(
    "--full", is_flag=True, help="Say all: limits, use afterwards, who sees it, how long it is kept, the law."
)
@on_option("Answer as of this day, written year-month-day.  [default: today]")
@register_option
def command(
    giver: str,
    receiver: str,
    item: str | None,
    protocols: tuple[str, ...],
    full: bool,
    on: datetime.date | None,
    where: Path,
) -> None:
    """Say what one organisation may give another, and on what law.

    It says under which protocol, when, with whose agreement and by which way. Only what is signed and in force counts.
    Where nothing may pass it says what comes nearest, or which protocols would let it pass once they are signed.

    Exit code 0 where something may pass, 1 where nothing may, 2 where it could not be found out.
    """
    from istoolkit.documents.matrix.answers import answer
    from istoolkit.documents.matrix.naming import NoSuchName
    from istoolkit.documents.text_table import folded

    _stop_at_nothing(("--from", giver), ("--to", receiver), ("--item", item))
    root = root_of(where)
    names = chosen(root, protocols)
    register = opened(root, names, on)
    mend = "No answer was given: it might be wrong. Mend the errors, or name another protocol with --protocol."
    wrong = _by_file(errors_of_law(register, mend, 2))
    asked = [register.protocols[name] for name in names]
    try:
        told = answer(register, asked, giver, receiver, item or "", wrong, full=full)
    except NoSuchName as error:
        raise CouldNotRun(unknown_name(error)) from error
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo("\n".join(folded(told.lines, width)).lstrip("\n"))
    sys.exit(0 if told.may else 1)


def _stop_at_nothing(*said: tuple[str, str | None]) -> None:
    for option, value in said:
        if value is not None and not value.strip():
            raise CouldNotRun(f"{option} is empty. Write a name after it, such as “schools”, or leave it out.")


def _by_file(errors: Iterable[Finding]) -> dict[str, list[str]]:
    """Return errors by the file they are in, each by the title of its rule with what prints the page of it."""
    from istoolkit.rules import catalogue

    titles = {each.code: each.title for each in catalogue()}
    found: dict[str, list[str]] = {}
    for each in errors:
        found.setdefault(each.place.file, []).append(f"{titles[each.code]} (istoolkit rule {each.code})")
    return found
