"""``istoolkit init``: begin a register."""

from pathlib import Path

import click

from istoolkit.cli._common import CouldNotRun, save, shown

_REGISTER = """# yaml-language-server: $schema=.schemas/register.json
# The settings of this register. This file marks the folder: istoolkit looks for it.
# Any text may be "TBC: who decides" while it is not known.

"""
_ORGANISATIONS = """# yaml-language-server: $schema=.schemas/organisations.json
# Every organisation of the partnership, written down once. Protocols name them by "id".
# Name posts and role mailboxes here, not people. Add one with: istoolkit new organisation ID

"""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--partnership", default="TBC: what the partnership calls itself", help="What the partnership calls itself."
)
@click.option(
    "--organisation", default="our-organisation", show_default=True, help="The identifier of your organisation."
)
def command(folder: Path, partnership: str, organisation: str) -> None:
    """Begin a register: a folder for your protocols, with the settings and one organisation."""
    from istoolkit.cli.new import checked_id
    from istoolkit.definitions.json_schema import json_schema
    from istoolkit.definitions.refresh import FOR_EDITORS
    from istoolkit.definitions.schema import load
    from istoolkit.definitions.skeleton import skeleton

    checked_id(organisation)
    files = {
        "register.yaml": _REGISTER + skeleton("register", {"partnership": partnership}),
        "organisations.yaml": _ORGANISATIONS + skeleton("organisations", {"organisations.id": organisation}),
        "members/schools.csv": ",".join(load("members").fields) + "\n",
    }
    for name in files:
        if (folder / name).exists():
            raise CouldNotRun(f"{shown(folder / name)} is there already. Nothing was changed.")
    for name, text in files.items():
        save(folder / name, text.encode())
    for document in FOR_EDITORS:
        save(folder / ".schemas" / f"{document}.json", json_schema(document))
    click.echo(f"Wrote a register in {shown(folder)}: {', '.join(files)}.")
    click.echo(f"Next: cd {shown(folder)}, then istoolkit new protocol ID --tier framework")
