"""``istoolkit check``: check protocols."""

import datetime
import os
import sys
from collections.abc import Collection
from dataclasses import replace
from itertools import chain
from pathlib import Path

import click

from istoolkit.cli._common import CouldNotRun, ids_of, on_option, opened, root_of, save
from istoolkit.cli._report import report_of
from istoolkit.definitions.register import Register
from istoolkit.finding import Finding
from istoolkit.reports import Report, formats, render

_Asked = dict[Path, Collection[str] | None]
"""Registers by their folders, each with the protocols asked for; None stands for all of them."""


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", *formats()]),
    default="auto",
    show_default=True,
    help="How to write the findings: auto is github in GitHub Actions, elsewhere text.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the findings to this file.")
@click.option(
    "--changed-since",
    "since",
    metavar="REV",
    help="Check only what changed since this revision of git, and the protocols that depend on it.",
)
@on_option("Look at the register as of this day, written year-month-day.  [default: today]")
@click.option("--strict", is_flag=True, help="Let warnings count as errors do.")
def command(
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    since: str | None,
    on: datetime.date | None,
    strict: bool,
) -> None:
    """Check a register, a protocol's folder or one file.

    Looks for the register upwards from here, as git does. Ends with 0 when there is no error, 1 when there are errors,
    2 when it could not run.
    """
    from istoolkit.rules import examine

    asked = _roots(paths or (Path(),)) if since is None else _touched(paths, since)
    registers = [_opened(root, only, on, since) for root, only in asked.items()]
    report = report_of((register, list(chain(*examine(register)))) for register in registers)
    nothing = "" if asked else f"Nothing that is checked has changed since {since}."
    _deliver(_form(form, output), report, output, nothing)
    sys.exit(1 if _counts(report.findings, strict) else 0)


def _roots(paths: tuple[Path, ...]) -> _Asked:
    """Return the registers that the paths lie in, with the protocols asked for."""
    roots: dict[Path, set[str] | None] = {}
    for path in paths:
        root = root_of(path)
        protocol = _protocol_at(root, path)
        wanted = roots.setdefault(root, set())
        if protocol is None or wanted is None:
            roots[root] = None
        else:
            wanted.add(protocol)
    return dict(roots)


def _protocol_at(root: Path, path: Path) -> str | None:
    place = path.resolve()
    if root not in place.parents:
        return None
    name = place.relative_to(root).parts[0]
    return name if name in ids_of(root) else None


def _touched(paths: tuple[Path, ...], since: str) -> _Asked:
    """Return the registers in which something changed since a revision, with the protocols that it touches."""
    from istoolkit.cli._changed import records_before, touched

    roots = _roots(paths) if paths else {root_of(Path()): None}
    if any(only is not None for only in roots.values()):
        raise CouldNotRun("A protocol and --changed-since do not go together: it finds the protocols itself.")
    found = {root: touched(root, since) for root in roots}
    found = {root: set() if ids is None and records_before(root, since) else ids for root, ids in found.items()}
    return {root: None if ids == set(ids_of(root)) else ids for root, ids in found.items() if ids is not None}


def _opened(root: Path, only: Collection[str] | None, on: datetime.date | None, since: str | None) -> Register:
    """Read a register, with the records of sign-off as they were at a revision where one is compared with."""
    from istoolkit.cli._changed import records_before

    register = opened(root, only, on)
    return register if since is None else replace(register, sign_offs_before=records_before(root, since))


def _counts(findings: list[Finding], strict: bool) -> bool:
    return any(each.severity == "error" or (strict and each.severity == "warning") for each in findings)


def _form(form: str, output: Path | None) -> str:
    """Return the form to write. GitHub reads its commands from what is printed, so a file gets the text."""
    if form != "auto":
        return form
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" and output is None else "text"


def _deliver(form: str, report: Report, output: Path | None, nothing: str) -> None:
    """Print or save the report. Where there was ``nothing`` to check, say so wherever a person reads it."""
    if output is not None:
        save(output, f"{render(form, report)}\n".encode(errors="replace"))
        click.echo(nothing or report.summary)
    elif nothing and form in ("github", "text"):
        click.echo(nothing)
    else:
        _print(form, report)


def _print(form: str, report: Report) -> None:
    if form == "text" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        _print_in_colour(report)
    else:
        click.echo(render(form, report))


def _print_in_colour(report: Report) -> None:
    from rich.console import Console
    from rich.text import Text

    from istoolkit.reports.text import lines

    console = Console(highlight=False, soft_wrap=True)
    for line in lines(report):
        console.print(Text.assemble(*line))
