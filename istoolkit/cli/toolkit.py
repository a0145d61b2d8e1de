"""``istoolkit toolkit``: the nine tiers of the toolkit, what of them there is and what is missing."""

import datetime
import sys
from pathlib import Path

import click

from istoolkit.cli._common import on_option, opened, register_option, root_of
from istoolkit.cli._form import stop_at_errors_of_form
from istoolkit.cli._lines import print_lines


@click.command("toolkit")
@click.option("--json", "as_json", is_flag=True, help="Print it for other programs.")
@on_option("Look at the register on this day, written year-month-day.  [default: today]")
@register_option
def command(as_json: bool, on: datetime.date | None, where: Path) -> None:
    """Show the nine tiers of the toolkit: what the partnership has of each, what is missing, how to make it.

    It also says how many records of guidance nobody has confirmed, and where the law behind one has changed.

    Exit code 0 where there is a part of each tier, 1 where a tier is missing, 2 where it could not be found out.
    """
    from istoolkit.documents.toolkit.tiers import tiers_of
    from istoolkit.documents.toolkit.told import toolkit_lines, toolkit_values

    register = opened(root_of(where), None, on)
    stop_at_errors_of_form(register, "Nothing is shown: it might be wrong. Mend the errors, then try again.", 2)
    if as_json:
        import json

        click.echo(json.dumps(toolkit_values(register), ensure_ascii=False, indent=2))
    else:
        print_lines(toolkit_lines(register))
    sys.exit(1 if any(each.missing for each in tiers_of(register)) else 0)
