"""The signed paper or e-mail that an entry rests on: its digest, where it is kept, and a copy in the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from istoolkit.cli._common import CouldNotRun
from istoolkit.cli._unreadable import unreadable
from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._here import Here
from istoolkit.cli.signing._options import Paper
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.outstanding import Out
from istoolkit.signoff.recording import evidence_of, evidence_path, keep_evidence, recorded_all

_LARGEST = 50_000_000
"""The largest file that is taken as evidence, in bytes: a scan of many pages in colour."""


NOTHING = " Nothing was recorded."
"""What an error ends with where a command stops."""


@dataclass(frozen=True)
class Evidence:
    """A file and its content, where it is kept, and whether it is copied into the register. ``name`` is "" for no file."""

    name: str
    content: bytes | None
    kept_at: str
    keep: bool

    @property
    def said(self) -> dict[str, Any]:
        """The field of an entry; nothing where there is no evidence."""
        found = evidence_of(self.name, self.content, self.kept_at)
        return {"evidence": found} if found else {}


def evidence_at(here: Here, asker: Asker, out: Out, given: Paper) -> Evidence:
    """Return the evidence that was given or answered, or stop where the file cannot be read. An answer is asked for again."""
    file, content = (given.file, _content(Path(given.file))) if given.file else _asked_for(asker)
    if given.keep and not file:
        raise CouldNotRun("--keep copies the file that --evidence names. Nothing was recorded.")
    name = Path(file).name if file else ""
    usual = _where(here, out, name) if given.keep else ""
    kept_at = given.kept_at or usual or asker.also("", "Where the signed copy is kept")
    return Evidence(name, content, kept_at, given.keep)


@dataclass(frozen=True)
class Copying:
    """Copies evidence, then adds the entries: a copy without an entry does no harm, an entry without its copy would."""

    here: Here
    out: Out
    papers: Sequence[Evidence]

    def __call__(self, entries: Sequence[Mapping[str, Any]], recorded: str) -> list[Entry]:
        """Copy and record. Raises AnotherFile, CouldNotWrite and CannotRecord."""
        for each in self.papers:
            if each.keep and each.content is not None:
                keep_evidence(self.here.root, self.here.id, self.out.version, each.name, each.content)
        return recorded_all(self.here.root, self.here.id, entries, recorded)


def _asked_for(asker: Asker) -> tuple[str, bytes | None]:
    """Return the file that the person names, with what it holds; "" where the person names none."""
    while file := asker.also("", "File with the signed copy"):
        try:
            return file, _content(Path(file))
        except CouldNotRun as error:
            click.echo(error.message.removesuffix(NOTHING))
    return "", None


def _where(here: Here, out: Out, name: str) -> str:
    return evidence_path(here.root, here.id, out.version, name).relative_to(here.root).as_posix()


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise CouldNotRun(f"{path} has over {_LARGEST // 1_000_000} MB. Save it smaller.{NOTHING}")
        return path.read_bytes()
    except OSError as error:
        raise CouldNotRun(f"{unreadable(path, error)}{NOTHING}") from error
