"""``istoolkit schema``: print what a definition may say."""

import click

from istoolkit.definitions.schema import documents


@click.command("schema")
@click.argument("document", type=click.Choice(documents()), default="protocol")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Schema, for editors.")
def command(document: str, as_json: bool) -> None:
    """Print every field of a type of file, with what it is for and an example."""
    if as_json:
        from istoolkit.definitions.json_schema import json_schema

        click.echo(json_schema(document).decode(), nl=False)
    else:
        from istoolkit.definitions.reference import page

        click.echo(page(document))
