"""What ``istoolkit build`` says when it is done."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import click

from istoolkit.cli._common import shown


@dataclass
class Told:
    """What a build did: the files written, how many were left as they are, and what an officer should know."""

    out: Path
    written: list[Path] = field(default_factory=list)
    unchanged: int = 0
    errors: int = 0
    kept_aside: list[Path] = field(default_factory=list)
    out_of_date: list[tuple[str, str]] = field(default_factory=list)


def tell(told: Told) -> None:
    """Print what was done."""
    folder = "this folder" if shown(told.out) == "." else shown(told.out)
    for name, number in sorted(Counter(path.parent for path in told.written).items()) if len(told.written) > 1 else []:
        click.echo(f"  {shown(name)}: {_documents(number)}")
    if told.written:
        click.echo(f"{_documents(len(told.written))} written to {folder}. Open {shown(told.out / 'index.html')}.")
    if told.unchanged:
        words = "is unchanged and was" if told.unchanged == 1 else "are unchanged and were"
        click.echo(f"{_documents(told.unchanged)} {words} not made again.")
    _warn(told)


def _warn(told: Told) -> None:
    for path in told.kept_aside:
        click.echo(f"Someone had changed a document. It is kept as {shown(path)}.", err=True)
    for shelf, kind in told.out_of_date:
        where = shown(told.out / shelf)
        click.echo(f"In {where} the {kind} is older than the definition. To make it again: istoolkit build", err=True)
    if told.errors:
        number = "an error" if told.errors == 1 else f"{told.errors} errors"
        click.echo(f"The check finds {number} of law in these drafts. Before anyone signs: istoolkit check", err=True)


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"
