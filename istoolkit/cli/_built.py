"""What ``istoolkit build`` says when it is done."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import shown
from istoolkit.words import small

if TYPE_CHECKING:
    from istoolkit.documents.record import Record


@dataclass
class Told:
    """What a build did: the files written, how many were left as they are, and which are older than the definition."""

    record: "Record"
    written: list[Path] = field(default_factory=list)
    unchanged: int = 0
    out_of_date: list[tuple[str, str]] = field(default_factory=list)


def tell(told: Told) -> None:
    """Print what was done."""
    out = told.record.out
    folder = "this folder" if shown(out) == "." else shown(out)
    for name, number in sorted(Counter(path.parent for path in told.written).items()) if len(told.written) > 1 else []:
        click.echo(f"  {shown(name)}: {_documents(number)}")
    if told.written:
        click.echo(f"{_documents(len(told.written))} written to {folder}. Open {shown(out / 'index.html')}.")
    if told.unchanged:
        words = "is unchanged and was" if told.unchanged == 1 else "are unchanged and were"
        click.echo(f"{_documents(told.unchanged)} {words} not made again.")
    _warn(told)


def _warn(told: Told) -> None:
    for path in told.record.kept_aside:
        click.echo(f"Someone had changed a document. It is kept as {shown(path)}.", err=True)
    for path in told.record.left_behind:
        click.echo(f"{shown(path)} is out of date and could not be taken away. Close it and delete it.", err=True)
    if told.out_of_date:
        click.echo(f"Older than the definition: {_older(told)}. To make them again: istoolkit build", err=True)
    if errors := told.record.errors:
        number = "an error" if errors == 1 else f"{errors} errors"
        click.echo(f"The check finds {number} in these drafts. Before anyone signs: istoolkit check", err=True)


def _older(told: Told) -> str:
    """Return the documents that are older, by folder: “out/early-help (matrix, impact assessment)”."""
    from istoolkit.documents.kinds import kinds

    titles: dict[str, list[str]] = {}
    for shelf, kind in told.out_of_date:
        title = kinds()[kind].title if kind in kinds() else kind
        titles.setdefault(shelf, []).append(small(title))
    return "; ".join(f"{shown(told.record.out / shelf)} ({', '.join(each)})" for shelf, each in titles.items())


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"
