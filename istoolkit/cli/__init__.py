"""The command line. One command a file; a file here is a command: ``who_can.py`` is ``who-can``. Only here: printing, environment, clock, exit."""

import gc
import importlib
import os
import sys

import click

from istoolkit import __version__
from istoolkit.resources import modules


class _Commands(click.Group):
    """Finds commands in the files of this folder and imports one when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(map(_called, modules(__path__)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = next((each for each in modules(__path__) if _called(each) == cmd_name), None)
        if module is None:
            return None
        found: click.Command = importlib.import_module(f"{__name__}.{module}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from istoolkit.words import did_you_mean

            guess = did_you_mean(args[0], self.list_commands(ctx))
            raise click.UsageError(f"There is no command “{args[0]}”. {guess or 'istoolkit --help lists them.'}")
        return super().resolve_command(ctx, args)


def _called(module: str) -> str:
    """Return what the command of a file is called: ``import_.py``, whose name is a word of Python, is ``import``."""
    return module.rstrip("_").replace("_", "-")


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
