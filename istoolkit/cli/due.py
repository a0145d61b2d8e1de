"""``istoolkit due``: what falls due, on the screen and in a calendar."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from istoolkit.cli._common import chosen, on_option, opened, register_option, root_for, save, shown
from istoolkit.cli._lines import print_lines, with_heading
from istoolkit.cli.status import print_json, stop_at_unreadable
from istoolkit.definitions.formats import long_date
from istoolkit.signoff.attention.falling_due import Due

_USUAL = "3 months"


def _read_time(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from istoolkit.signoff.attention.falling_due import within

    if value is not None and within(datetime.date(2000, 1, 1), value) is None:
        raise click.BadParameter(f"“{value}” is not a time. Write a number and a unit, such as 90d or “3 months”.")
    return value


@click.command("due")
@click.argument("protocols", nargs=-1, metavar="[PROTOCOL]...")
@click.option(
    "--within",
    "ahead",
    metavar="TIME",
    callback=_read_time,
    help="How far to look ahead, such as 90d or “3 months”.  [default: 3 months; in a calendar all that is known]",
)
@click.option("--ics", type=click.Path(path_type=Path, dir_okay=False), help="Write a calendar file for Outlook.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print it for other programs. docs/sign-off/status.md explains it."
)
@on_option("Look at the register on this day, written year-month-day.  [default: today]")
@register_option
def command(
    protocols: tuple[str, ...],
    ahead: str | None,
    ics: Path | None,
    as_json: bool,
    on: datetime.date | None,
    where: Path,
) -> None:
    """Show what falls due, overdue first: reviews, protocols that end, answers asked for, measures to be put in place,
    registrations, contact details to confirm, and more.

    Import the calendar into one of its own. Importing it again moves what was put off.

    Exit code 0, or 2 where it could not be found out. To fail on what is overdue, use istoolkit status.
    """
    from istoolkit.signoff.attention.falling_due import falling_due

    root = root_for(protocols, where)
    names = chosen(root, protocols)
    register = opened(root, names if protocols else None, on)
    stop_at_unreadable(register, names)
    today = register.on or datetime.date.min
    found = falling_due(register)
    if ics is not None:
        from istoolkit.signoff.attention.calendar import calendar

        chosen_due = _until(found, today, ahead) if ahead else found
        save(ics, calendar(register, chosen_due))
        number = "1 event" if len(chosen_due) == 1 else f"{len(chosen_due)} events"
        click.echo(f"{number} written to {shown(ics)}. Open it in Outlook, or import it into a calendar.", err=as_json)
    if as_json:
        from istoolkit.signoff.attention.glance_json import due_values

        print_json(due_values(register, _until(found, today, ahead or _USUAL)))
    elif ics is None:
        print_lines(_lines(_until(found, today, ahead or _USUAL), today, ahead or _USUAL))


def _until(found: tuple[Due, ...], today: datetime.date, ahead: str) -> tuple[Due, ...]:
    from istoolkit.signoff.attention.falling_due import until, within

    return until(found, within(today, ahead) or today)


def _lines(found: Sequence[Due], today: datetime.date, ahead: str) -> Iterator[str]:
    from istoolkit.signoff.attention.falling_due import within

    last = long_date(within(today, ahead) or today)
    yield f"What falls due from {long_date(today)} to {last}"
    if not found:
        yield "Nothing falls due."
    yield from with_heading("Overdue", _listed([each for each in found if each.day < today]))
    yield from with_heading("To come", _listed([each for each in found if each.day >= today]))


def _listed(found: Sequence[Due]) -> Iterator[str]:
    for each in found:
        yield f"  {long_date(each.day)}: {each.about}"
        yield f"    {each.what}"
        yield f"    {each.do}"
