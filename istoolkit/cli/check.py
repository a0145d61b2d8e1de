"""``istoolkit check``: check protocols."""

import os
import sys
from pathlib import Path

import click

from istoolkit.cli._common import ids_of, opened, root_of
from istoolkit.cli._report import report_of
from istoolkit.finding import Finding
from istoolkit.reports import Report, formats, render


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(formats()),
    default="text",
    show_default=True,
    help="How to write the findings.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors do.")
def command(paths: tuple[Path, ...], form: str, strict: bool) -> None:
    """Check a register, a protocol's folder or one file.

    Looks for the register upwards from here, as git does. Ends with 0 when there is no error, 1 when there are errors,
    2 when it could not run.
    """
    from istoolkit.rules import check

    registers = [opened(root, only) for root, only in _roots(paths or (Path(),))]
    report = report_of((register, check(register)) for register in registers)
    _print(form, report)
    sys.exit(1 if _counts(report.findings, strict) else 0)


def _roots(paths: tuple[Path, ...]) -> list[tuple[Path, set[str] | None]]:
    """Return the registers that the paths lie in, with the protocols asked for; None stands for all of them."""
    roots: dict[Path, set[str] | None] = {}
    for path in paths:
        root = root_of(path)
        protocol = _protocol_at(root, path)
        wanted = roots.setdefault(root, set())
        if protocol is None or wanted is None:
            roots[root] = None
        else:
            wanted.add(protocol)
    return list(roots.items())


def _protocol_at(root: Path, path: Path) -> str | None:
    place = path.resolve()
    if root not in place.parents:
        return None
    name = place.relative_to(root).parts[0]
    return name if name in ids_of(root) else None


def _counts(findings: list[Finding], strict: bool) -> bool:
    return any(each.severity == "error" or (strict and each.severity == "warning") for each in findings)


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
