"""``istoolkit rules``: list the rules."""

import click


@click.command("rules")
def command() -> None:
    """List every rule that protocols are checked by."""
    from istoolkit.manual import theme
    from istoolkit.rules import catalogue

    group = ""
    for each in catalogue():
        if each.group != group:
            click.echo(("\n" if group else "") + theme(each))
            group = each.group
        click.echo(f"  {each.code}  {each.severity:<8} {each.title}")
    click.echo("\nThe page of a rule: istoolkit rule CODE")
