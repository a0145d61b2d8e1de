"""``istoolkit rule``: print the page of a rule."""

import click

from istoolkit.cli._common import CouldNotRun
from istoolkit.words import did_you_mean


@click.command("rule")
@click.argument("code")
def command(code: str) -> None:
    """Print the page of a rule: what it checks, why, and how to mend what it finds."""
    from istoolkit.manual import page
    from istoolkit.rules import catalogue

    rules = {each.code: each for each in catalogue()}
    each = rules.get(code.upper())
    if each is None:
        raise CouldNotRun(
            f"There is no rule “{code}”. {did_you_mean(code.upper(), rules) or 'istoolkit rules lists them.'}"
        )
    click.echo(page(each))
