"""``istoolkit verify``: whether a document is what was signed."""

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from istoolkit.cli._common import CouldNotRun, day, on_option, opened, register_option, root_of, shown
from istoolkit.definitions.register import Register

if TYPE_CHECKING:
    from istoolkit.verifying.answer import Answer
    from istoolkit.verifying.signing import Trust

FORMAT = "1"
"""The version of the form of --json."""


@click.command("verify")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="Print it for other programs. docs/sign-off/verify.md explains it."
)
@click.option(
    "--trust",
    metavar="CA.pem",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Certificates that you trust to vouch for digital signatures.",
)
@on_option("Look at it on this day, written year-month-day.  [default: today]")
@register_option
def command(files: tuple[Path, ...], as_json: bool, trust: Path | None, on: datetime.date | None, where: Path) -> None:
    """Say whether a Word file or PDF is what was signed, by whom, and whether it was altered since.

    It compares the file with the register you stand in, or the one you name. Without a register it says what the
    file says of itself, and that nothing proves it. Digital signatures are checked too.

    \b
    Exit code 0  it is what was signed, and was not altered.
    Exit code 1  it is not, or was altered, or is a draft, or nothing proves it.
    Exit code 2  a file could not be read, or is no document of ours.
    """
    today = day(on)
    trusted = _trust(trust, today) if trust else None
    register = _register(where, on)
    told: list[dict[str, Any]] = []
    codes = [_verify(path, register, today, trusted, told, as_json, first=path is files[0]) for path in files]
    if as_json:
        import json

        click.echo(json.dumps({"format": FORMAT, "files": told}, ensure_ascii=False, indent=2))
    sys.exit(max(codes))


def _verify(
    path: Path,
    register: Register | None,
    today: datetime.date,
    trust: "Trust | None",
    told: list[dict[str, Any]],
    as_json: bool,
    first: bool,
) -> int:
    """Verify one file, say what was found, and return its exit code."""
    from istoolkit.verifying.answer import NotOurs, answer
    from istoolkit.verifying.given import CannotRead, given

    try:
        found = answer(given(path), register, today, trust)
    except (CannotRead, NotOurs) as error:
        if as_json:
            told.append({"file": shown(path), "answer": "not-read", "good": False, "because": str(error)})
        else:
            click.echo(f"istoolkit: {shown(path)} cannot be verified. {error}", err=True)
        return 2
    if as_json:
        from istoolkit.verifying.told import values

        told.append(values(shown(path), found))
    else:
        _print(path, found, first)
    return 0 if found.good else 1


def _print(path: Path, found: "Answer", first: bool) -> None:
    from istoolkit.verifying.told import lines

    if not first:
        click.echo("")
    click.echo("\n".join(lines(shown(path), found)).rstrip())


def _register(where: Path, on: datetime.date | None) -> Register | None:
    """Return the register that is named, or the one that the reader stands in; None where there is none."""
    from istoolkit.definitions.register import NoRegister, find

    if where == Path():
        try:
            return opened(find(where), None, on)
        except NoRegister:
            return None
    return opened(root_of(where), None, on)


def _trust(path: Path, today: datetime.date) -> "Trust":
    from istoolkit.verifying.given import CannotRead
    from istoolkit.verifying.signing import trust_of

    try:
        return trust_of(path.read_bytes(), today)
    except OSError as error:
        raise CouldNotRun(f"{shown(path)} cannot be read: {error.strerror}.") from error
    except CannotRead as error:
        raise CouldNotRun(f"{shown(path)} cannot be used. {error}") from error
