"""What several commands share: finding the register, and saying that a command could not run."""

import datetime
import gc
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

from istoolkit.definitions.formats import date
from istoolkit.definitions.register import (
    ASSESSMENT,
    PROTOCOL,
    SIGN_OFF,
    NoRegister,
    Register,
    find,
    open_register,
    protocol_ids,
)
from istoolkit.words import did_you_mean


class CouldNotRun(click.ClickException):
    """The command could not run. Exit code 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Print the reason to the error stream."""
        click.echo(f"istoolkit: {self.message}", err=True)


def root_of(path: Path) -> Path:
    """Return the folder of the register a path lies in, or stop with a sentence that says why not."""
    try:
        return find(path)
    except NoRegister as error:
        raise CouldNotRun(str(error)) from error
    except OSError as error:
        raise CouldNotRun(f"{path} cannot be read: {error.strerror}.") from error


register_option = click.option(
    "--register", "where", type=click.Path(path_type=Path), default=Path(), help="The register, if not found from here."
)
"""The option for the register to look in, for those who do not stand in it."""


def on_option(help_text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option for the day on which a register is looked at."""
    return click.option("--on", metavar="DATE", callback=_read_day, help=help_text)


def _read_day(_: click.Context, __: click.Parameter, value: str | None) -> datetime.date | None:
    found = date(value) if value is not None else None
    if value is not None and found is None:
        raise click.BadParameter(f"“{value}” is not a day. Write it year-month-day, such as 2026-12-01.")
    return found


def day(on: datetime.date | None) -> datetime.date:
    """Return the day to look at: the one asked for, or today in the United Kingdom, wherever the machine is.

    SOURCE_DATE_EPOCH stands for today where it is set.
    """
    if on is not None:
        return on
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    from zoneinfo import ZoneInfo

    return datetime.datetime.now(ZoneInfo("Europe/London")).date()


def now() -> str:
    """Return this instant in world time, such as 2026-12-01T09:30:00Z; SOURCE_DATE_EPOCH stands for it where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    at = (
        datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        if epoch.isdigit()
        else datetime.datetime.now(datetime.UTC)
    )
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def opened(root: Path, only: Iterable[str] | None = None, on: datetime.date | None = None) -> Register:
    """Read a register, or stop with a sentence that says why not. ``on`` is the day to look at it, today if left out."""
    try:
        register = open_register(root, only, day(on))
    except NoRegister as error:
        raise CouldNotRun(str(error)) from error
    gc.freeze()  # what was read stays: looking through it again and again for what to free only costs time
    return register


def ids_of(root: Path) -> list[str]:
    """Return the protocols of a register, or stop with a sentence that says why not."""
    try:
        return protocol_ids(root)
    except NoRegister as error:
        raise CouldNotRun(str(error)) from error


def known_protocols(root: Path, names: Iterable[str]) -> list[str]:
    """Return the names after making sure that each is a protocol of the register. A path to one will do too."""
    ids = ids_of(root)
    found = [_id_of(name) if _id_of(name) in ids else name for name in names]
    for name in found:
        if name not in ids:
            raise CouldNotRun(f"There is no protocol “{name}” in {root}. {did_you_mean(name, ids) or _list(ids)}")
    return found or ids


def root_for(protocols: Sequence[str], where: Path) -> Path:
    """Return the folder of the register of these protocols, which may be given by path, or of the one asked for."""
    first = Path(protocols[0]) if protocols else Path()
    return root_of(first if protocols and first.exists() and where == Path() else where)


def chosen(root: Path, protocols: Iterable[str]) -> list[str]:
    """Return the protocols asked for, each once and in order of name, or all. Stop where there is none."""
    names = sorted(dict.fromkeys(known_protocols(root, protocols)))
    if not names:
        raise CouldNotRun("The register has no protocol. Make one with: istoolkit new protocol NAME")
    return names


def schemas_from(root: Path) -> str:
    """Return where an editor finds the schemas, as seen from a protocol's folder."""
    return "../.schemas" if (root / ".schemas").is_dir() else "../../schemas/json"


def _id_of(name: str) -> str:
    path = Path(name)
    return path.parent.name if path.name in (PROTOCOL, ASSESSMENT, SIGN_OFF) else path.name


def _list(ids: list[str]) -> str:
    return f"There are: {', '.join(ids)}." if ids else "Make one with: istoolkit new protocol NAME"


def shown(path: Path) -> str:
    """Return a path as a person here would type it."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return str(path)


def save_as(output: Path | None, usual: Path, content: bytes) -> Path:
    """Write a file under the name asked for, or under the usual one, and return its path.

    Stop where no name is asked for and a file of the usual name holds anything else: someone may have filled it in.
    """
    if output is None and not _is_free(usual, content):
        raise CouldNotRun(f"{shown(usual)} is there already. Nothing was changed. Give another name with --output.")
    save(output or usual, content)
    return output or usual


def _is_free(path: Path, content: bytes) -> bool:
    """Whether nothing is lost where a file is written."""
    try:
        return path.read_bytes() == content
    except FileNotFoundError:
        return True
    except OSError as error:
        raise CouldNotRun(f"{shown(path)} cannot be read: {error.strerror}.") from error


def save(path: Path, content: bytes) -> None:
    """Write a file whole, or stop with a sentence that says why not."""
    from istoolkit.files import CouldNotWrite, write_whole

    try:
        write_whole(path, content)
    except CouldNotWrite as error:
        raise CouldNotRun(str(error)) from error
