"""The command line. One command a file; a file here is a command: ``who_can.py`` is ``who-can``. Only here: printing, environment, clock, exit."""

import gc
import os
import sys

import click

from istoolkit import __version__
from istoolkit.cli._commands import Commands


@click.command(
    cls=Commands,
    package=__name__,
    folders=__path__,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="istoolkit")
def cli() -> None:
    """Write an information sharing protocol once: check it, and make the documents that partners sign."""


def main() -> None:
    """Run the command line. Letters that a console cannot show are replaced, never a failure."""
    gc.set_threshold(50_000, 50, 50)  # a run is short and makes few circles: collecting often only costs time
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli(prog_name="istoolkit")
    except Exception as error:
        if os.environ.get("ISTOOLKIT_TRACEBACK"):
            raise
        told = f"{type(error).__name__}: {error}"
        click.echo(
            f"istoolkit: Something went wrong that is our fault ({told}). Nothing of yours was changed.", err=True
        )
        click.echo("Tell us, with the command and the files. ISTOOLKIT_TRACEBACK=1 shows more.", err=True)
        sys.exit(2)
