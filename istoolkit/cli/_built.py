"""What ``istoolkit build`` says when it is done."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import shown
from istoolkit.words import small

if TYPE_CHECKING:
    from istoolkit.documents.record import Gone, Record

_MOST = 5
"""How many folders with older documents are named one by one."""


@dataclass
class Told:
    """What a build did: the files written, how many are the same as before, and which are older than the protocols.

    ``without`` are sentences on what was asked for and cannot be made.
    """

    record: "Record"
    written: list[Path] = field(default_factory=list)
    same: int = 0
    out_of_date: list[tuple[str, str]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def tell(told: Told) -> None:
    """Print what was done."""
    out = told.record.out
    folder = "this folder" if shown(out) == "." else shown(out)
    for name, number in sorted(Counter(path.parent for path in told.written).items()) if len(told.written) > 1 else []:
        click.echo(f"  {shown(name)}: {_documents(number)}")
    if told.written:
        click.echo(f"{_documents(len(told.written))} written to {folder}. Open {shown(out / 'index.html')}.")
    if told.same:
        click.echo(f"{_documents(told.same)} {'is' if told.same == 1 else 'are'} the same as before.")
    for line in (*_notes(told), *_gone(told.record)):
        click.echo(line)
    for line in (*told.without, *_warnings(told)):
        click.echo(line, err=True)


def _notes(told: Told) -> Iterator[str]:
    """Yield what the files that were written leave out."""
    written = set(told.written)
    for path, file in told.record.files() if written else ():
        if file.note and path in written:
            yield f"{shown(path)}: {file.note}"


def _gone(record: "Record") -> Iterator[str]:
    if record.moved_from:
        yield f"The register was at {record.moved_from} from there. Its documents were taken over."
    for each in record.gone:
        yield _one_gone(each)


def _one_gone(gone: "Gone") -> str:
    begin = f"{gone.name} is no longer in the register: {_documents(gone.taken)} taken away"
    if gone.name == "_register":
        begin = f"{_documents(gone.taken)} of the register as a whole taken away"
    if not gone.stay:
        return f"{begin}."
    verb = "stays" if len(gone.stay) == 1 else "stay"
    return f"{begin}; {len(gone.stay)} that someone changed {verb}: {', '.join(map(shown, gone.stay))}."


def _warnings(told: Told) -> Iterator[str]:
    record = told.record
    for path in record.kept_aside:
        yield f"Someone had changed a document. It is kept as {shown(path)}."
    for path in record.changed_by_hand:
        yield f"{shown(path)} is of an earlier build, and someone changed it. It stays, and the index has it no longer."
    for path in record.left_behind:
        yield f"{shown(path)} is out of date and could not be taken away. Close it and delete it."
    if told.out_of_date:
        yield f"Older than the register: {_older(told)}. To make them again: istoolkit build"
    if errors := record.errors:
        number = "an error" if errors == 1 else f"{errors} errors"
        yield f"The check finds {number} in these drafts. Before anyone signs: istoolkit check"


def _older(told: Told) -> str:
    """Return the documents that are older, by folder: “out/early-help (matrix, impact assessment)”; of many how many."""
    from istoolkit.documents.kinds import kinds

    titles: dict[str, list[str]] = {}
    for shelf, kind in told.out_of_date:
        title = kinds()[kind].title if kind in kinds() else kind
        titles.setdefault(shelf, []).append(small(title))
    if len(titles) > _MOST:
        each = Counter(title for found in titles.values() for title in found)
        said = ", ".join(f"{title} ({number})" for title, number in each.items())
        return f"documents in {len(titles)} folders of {shown(told.record.out)}: {said}"
    return "; ".join(f"{shown(told.record.out / shelf)} ({', '.join(each)})" for shelf, each in titles.items())


def nothing_of(kind: str, names: Sequence[str], whole: bool) -> str:
    """Return, as a sentence, why there is no document of a kind that was asked for."""
    from istoolkit.documents.kinds import kinds

    found = kinds()[kind]
    if found.of_protocol is None and not whole:
        return f"{found.title}: it is made of the whole register. Name no protocol: istoolkit build --only {kind}"
    where = names[0] if len(names) == 1 else "these protocols"
    return " ".join(filter(None, (f"{found.title}: there is nothing to make of {where}.", found.without)))


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"
