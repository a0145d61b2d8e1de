"""Showing in plain words what will be recorded, what stands against it, and how far the signing is."""

import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from istoolkit.cli.signing._here import Here
from istoolkit.definitions.formats import long_date, same_version
from istoolkit.signoff import entries as happened
from istoolkit.signoff.bars.bar import Bar
from istoolkit.signoff.entries import Entry, short
from istoolkit.signoff.outstanding import SIGNATURE, progress
from istoolkit.signoff.told import particulars, progress_lines, told

_WIDTH = 96
_LABEL = 13
_COMMAND = re.compile(r"istoolkit [a-z].*\Z")
"""A command to type, with which a text ends: it stays on one line, so that it can be copied."""


def entry_lines(here: Here, entry: Entry, indent: str = "  ") -> Iterator[str]:
    """Yield an entry in words: what happened, and beneath it each particular with what it is called."""
    yield from wrapped(f"{long_date(entry.date)}: {told(here.register, here.protocol, entry)}", indent)
    for label, text in particulars(entry):
        yield from wrapped(text, f"{indent}  {label:{_LABEL}}", f"{indent}  {' ' * _LABEL}")
    yield f"{indent}  {'Content':{_LABEL}}version {entry.version}, digest {short(entry.digest)}"


def show(here: Here, entries: Sequence[Mapping[str, Any]], before: Iterable[str] = ()) -> None:
    """Print what will be recorded."""
    number = "This will be recorded" if len(entries) == 1 else f"These {len(entries)} will be recorded"
    title = here.protocol.text("title") or here.id
    click.echo("\n".join(wrapped(f"{number} for {title} ({here.id}):", "")))
    for each in entries:
        click.echo("\n".join(entry_lines(here, Entry(each))))
    for line in before:
        click.echo("\n".join(wrapped(line, "")))


def may_be_answered(found: Mapping[str, Sequence[Bar]]) -> bool:
    """Whether something stands against recording, and a reason will do for all of it."""
    weights = {each.weight for bars in found.values() for each in bars}
    return "reason" in weights and "hard" not in weights


def show_bars(found: Mapping[str, Sequence[Bar]]) -> None:
    """Print what stands against recording something, where a reason will do."""
    click.echo("\n".join(["This stands against recording it:", *_of_bars(found, ("hard", "reason"))]))


def stop_at(found: Mapping[str, Sequence[Bar]], despite: str) -> None:
    """Print what stands against recording something and stop, unless a reason is given and will do.

    ``found`` has the bars by whom they are about; "" where that is plain. What stops nothing is printed and passed.
    """
    barring = [each for bars in found.values() for each in bars if each.weight == "hard" or not despite]
    if any(each.weight != "note" for each in barring):
        click.echo("\n".join(["Nothing was recorded, because:", *_of_bars(found, ("hard", "reason"))]), err=True)
        if all(each.weight != "hard" for each in barring):
            click.echo('Where it must be recorded all the same, give the reason: --despite "WHY"', err=True)
        sys.exit(1)
    for line in _of_bars(found, ("reason", "note"), "Although: "):
        click.echo(line)


def _of_bars(found: Mapping[str, Sequence[Bar]], weights: Sequence[str], mark: str = "- ") -> Iterator[str]:
    for who, bars in found.items():
        for each in bars:
            if each.weight in weights:
                sort = "Note: " if each.weight == "note" else mark
                yield from _paragraphs(f"{sort}{f'{who}: ' if who else ''}{each.words}")
                yield from wrapped(each.mend, "  ") if each.mend else ()


def _paragraphs(words: str) -> Iterator[str]:
    for number, line in enumerate(words.split("\n")):
        yield from wrapped(line.strip(), "    " if number else "", "    " if number else "  ")


def wrapped(text: str, indent: str, further: str | None = None) -> list[str]:
    """Break a text into lines."""
    more = indent if further is None else further
    kept = _COMMAND.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)
    lines = textwrap.wrap(
        kept, _WIDTH, initial_indent=indent, subsequent_indent=more, break_on_hyphens=False, break_long_words=False
    )
    return [each.replace("\N{NO-BREAK SPACE}", " ") for each in lines] or [indent]


def after(here: Here, entries: Sequence[Entry], further: str = "") -> None:
    """Print what was recorded, who is still missing, and what to type next."""
    click.echo()
    for each in entries:
        click.echo("\n".join(wrapped(f"Recorded: {told(here.register, here.protocol, each)}", "", "  ")))
    now = progress(here.register, here.protocol, entries[-1].digest) if _moves(entries[-1]) else None
    if now and (lines := progress_lines(now)):
        told_first = _of_another_version(here, entries[-1])
        click.echo("\n".join(line for each in [*told_first, *lines] for line in wrapped(each, "")))
    following = _release(here, entries[-1]) if now and now.complete else further
    if following:
        click.echo(f"Next: {following}")


def _of_another_version(here: Here, entry: Entry) -> list[str]:
    """Say of which version the signatures are told that follow, where it is not today's: late paper brings an earlier one."""
    if same_version(entry.version, here.protocol.text("version")):
        return []
    return [f"Version {entry.version}, not today's. Where today's stands: istoolkit status {here.id}"]


def _release(here: Here, entry: Entry) -> str:
    """Return the command that keeps what everyone has signed; that which shows it where it is kept already."""
    kept = entry.version in here.register.released.get(here.id, ())
    return f"istoolkit {'status' if kept else 'release'} {here.id}"


def _moves(entry: Entry) -> bool:
    """Whether an entry is about who signs, so that the reader wants to know who is missing."""
    whole = entry.signer == ("", "")
    if entry.what == happened.REQUESTED:
        return entry.text("for") == SIGNATURE
    return not whole and entry.what not in (happened.ADVISED, happened.JOINED, happened.LEFT)
