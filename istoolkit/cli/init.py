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
_ATTRIBUTES = """# Two people may each record a signature at once: git keeps the lines of both.
sign-off.yaml merge=union
# What was put out for signature stays as it is, to the byte.
**/signed/** -text
"""
_IGNORED = """# What istoolkit leaves behind for a moment while it writes.
.sign-off.lock
.*.part
"""
_FOR_GIT = {".gitattributes": _ATTRIBUTES, ".gitignore": _IGNORED}


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
    for name, text in _FOR_GIT.items():
        _add_lines(folder / name, text)
    for document in FOR_EDITORS:
        save(folder / ".schemas" / f"{document}.json", json_schema(document))
    click.echo(f"Wrote a register in {shown(folder)}: {', '.join(files)}.")
    click.echo(f"Next: cd {shown(folder)}, then istoolkit new protocol ID --tier framework")


def _add_lines(path: Path, text: str) -> None:
    """Write a file of git, or add to one that is there what it does not say yet."""
    try:
        before = path.read_bytes()
    except FileNotFoundError:
        before = b""
    except OSError as error:
        raise CouldNotRun(f"{shown(path)} cannot be read: {error.strerror}.") from error
    missing = [line for line in text.splitlines() if line.encode() not in before.splitlines()]
    if any(not line.startswith("#") for line in missing):
        gap = b"" if before.endswith(b"\n") or not before else b"\n"
        save(path, before + gap + "".join(f"{line}\n" for line in missing).encode())
