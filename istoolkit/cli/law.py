"""``istoolkit law``: look into the legal register."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import CouldNotRun, day, on_option, register_option

if TYPE_CHECKING:
    from istoolkit.definitions.law import Record
    from istoolkit.definitions.register import Register


@click.command("law")
@click.argument("query", nargs=-1)
@on_option("Show the law of this day, written year-month-day.  [default: today]")
@register_option
def command(query: tuple[str, ...], on: datetime.date | None, where: Path) -> None:
    """Search the law that protocols are checked against, and explain it.

    Without words it lists everything. In a register, the partnership's own law.yaml counts too.
    """
    from istoolkit.definitions.law import NOT_ADVICE, law_of
    from istoolkit.definitions.law_page import in_force, matches, page

    law = law_of(_register(where))
    words = " ".join(query)
    found = matches(law, words)
    if not found:
        raise CouldNotRun(f"Nothing in the legal register speaks of “{words}”. {_guess(words, list(law.provisions))}")
    looked_at = day(on)
    if len(found) == 1:
        click.echo(page(law, found[0], looked_at))
    else:
        _print_list([each for each in found if in_force(each, looked_at) or query])
    click.echo(f"\n{NOT_ADVICE}")


def _guess(words: str, known: list[str]) -> str:
    from istoolkit.words import did_you_mean

    return did_you_mean(words, known) or "istoolkit law lists everything."


def _register(where: Path) -> "Register":
    from istoolkit.cli._common import opened
    from istoolkit.definitions.reader import Source
    from istoolkit.definitions.register import NoRegister, Register, find
    from istoolkit.definitions.validate import mismatches

    try:
        root = find(where)
    except NoRegister as error:
        if where != Path():
            raise CouldNotRun(str(error)) from error
        return Register(Path(), Source("register.yaml"), Source("organisations.yaml"), {})
    register = opened(root, ())
    if mismatches("law", register.law_file.value) if register.law_file.text else register.law_file.faults:
        click.echo(
            "istoolkit: law.yaml has mistakes, and what is wrong in it is left out. See: istoolkit check", err=True
        )
    return register


def _print_list(records: list["Record"]) -> None:
    from istoolkit.definitions.law_page import by_kind, line

    for kind, found in by_kind(records):
        click.echo(f"{kind[0].upper()}{kind[1:]}")
        for each in found:
            click.echo(f"  {line(each)}")
    click.echo("\nThe page of one: istoolkit law WORDS")
