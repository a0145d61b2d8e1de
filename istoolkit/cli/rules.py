"""``istoolkit rules``: list the rules."""

import click


@click.command("rules")
def command() -> None:
    """List every rule that protocols are checked by."""
    from istoolkit.rules import catalogue

    group = ""
    for each in catalogue():
        if each.group != group:
            click.echo(("\n" if group else "") + _theme(each.check.__module__))
            group = each.group
        click.echo(f"  {each.code}  {each.severity:<8} {each.title}")
    click.echo("\nThe page of a rule: istoolkit rule CODE")


def _theme(module: str) -> str:
    import sys

    return (sys.modules[module].__doc__ or "").strip().split("\n")[0]
