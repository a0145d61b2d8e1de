"""``istoolkit sign-off mend``: put a record right in which git left both sides of a merge."""

from pathlib import Path

import click

from istoolkit.cli._common import CouldNotRun, known_protocols, register_option, root_for, shown
from istoolkit.definitions.register import SIGN_OFF
from istoolkit.signoff.mending import Mended


@click.command("mend")
@click.argument("protocol")
@register_option
def command(protocol: str, where: Path) -> None:
    """Put a record right that git could not merge.

    The entries of both sides stay, each once. Only the marks that git left and what stands there twice are taken out. Where
    a line is no entry, nothing is changed. Ends with 0, or 2 when it could not run.
    """
    from istoolkit.files import CouldNotWrite
    from istoolkit.signoff.mending import CannotMend
    from istoolkit.signoff.store import CannotRecord, mend

    root = root_for([protocol], where)
    name = known_protocols(root, [protocol])[0]
    try:
        found = mend(root, name)
    except (CannotMend, CannotRecord, CouldNotWrite) as error:
        raise CouldNotRun(str(error)) from error
    click.echo(_told(shown(root / name / SIGN_OFF), found))
    click.echo(f"Next: istoolkit check {name}")


def _told(file: str, found: Mended) -> str:
    kept = _number(len(found.entries), "entry", "entries")
    if not found.marks and not found.twice:
        return f"{file} has nothing to mend. It holds {kept}."
    out = [_number(found.marks, "mark of the merge", "marks of the merge")] if found.marks else []
    out += [_number(found.twice, "line that stood there twice", "lines that stood there twice")] if found.twice else []
    return f"Mended {file}: kept {kept}, and took out {' and '.join(out)}."


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
