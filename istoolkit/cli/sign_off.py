"""``istoolkit sign-off``: the commands that put a protocol out for signature and record what became of it.

Each is a file in ``istoolkit/cli/signing/``.
"""

import click

from istoolkit.cli import signing
from istoolkit.cli._commands import Commands


@click.command("sign-off", cls=Commands, package=signing.__name__, folders=signing.__path__)
def command() -> None:
    """Put a protocol out for signature, and record who signed, refused, advised, joined or left.

    Each command shows what it will record before it writes. Nothing that was recorded is ever changed.
    """
