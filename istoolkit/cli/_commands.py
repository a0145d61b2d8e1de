"""A group of commands that lie in the files of a folder: a file is a command, and is imported when it is used."""

import importlib
from collections.abc import Iterable
from typing import Any

import click

from istoolkit.resources import modules


class Commands(click.Group):
    """Finds commands in the files of a package. ``package`` is its name, ``folders`` its ``__path__``."""

    def __init__(self, *arguments: Any, package: str, folders: Iterable[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.package, self.folders = package, tuple(folders)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return what the commands are called, in order."""
        return sorted(map(_called, modules(self.folders)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; None where there is none of that name."""
        module = next((each for each in modules(self.folders) if _called(each) == cmd_name), None)
        if module is None:
            return None
        found: click.Command = importlib.import_module(f"{self.package}.{module}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments begin with, or stop and say which was meant."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from istoolkit.words import did_you_mean

            guess = did_you_mean(args[0], self.list_commands(ctx))
            raise click.UsageError(
                f"There is no command “{args[0]}”. {guess or f'{ctx.command_path} --help lists them.'}"
            )
        return super().resolve_command(ctx, args)


def _called(module: str) -> str:
    """Return what the command of a file is called: ``import_.py``, whose name is a word of Python, is ``import``."""
    return module.rstrip("_").replace("_", "-")
