"""``istoolkit export cnil``: the file of the CNIL's PIA software."""

from pathlib import Path

import click

from istoolkit.cli._common import known_protocols, opened, root_of, save, shown
from istoolkit.cli._form import stop_at_errors_of_form


@click.command("cnil")
@click.argument("protocol")
@click.option(
    "--output",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write.  [default: PROTOCOL-cnil.json]",
)
@click.option(
    "--register", "where", type=click.Path(path_type=Path), default=Path(), help="The register, if not found from here."
)
def command(protocol: str, output: Path | None, where: Path) -> None:
    """Write the impact assessment of a protocol as a file for the CNIL's PIA software.

    The answers come from the definition and its assessment.yaml. It prints what the file has no place for.
    """
    from istoolkit.cnil.write import exported

    root = root_of(Path(protocol) if Path(protocol).exists() and where == Path() else where)
    name = known_protocols(root, [protocol])[0]
    register = opened(root, [name])
    stop_at_errors_of_form(register, "Nothing was written. Mend the errors, then export again.", 1)
    made = exported(register, register.protocols[name])
    path = output or Path(f"{name}-cnil.json")
    save(path, made.content)
    click.echo(f"Wrote {shown(path)}. Open it in the CNIL's PIA software with Import.")
    for each in made.told:
        click.echo(f"- {each}")
