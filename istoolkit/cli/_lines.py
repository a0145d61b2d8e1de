"""Printing lines of text: folded to the terminal where someone looks on, and each on one line where a program reads."""

import shutil
import sys
from collections.abc import Iterable, Iterator

import click

_NARROWEST, _WIDEST = 60, 100


def print_lines(lines: Iterable[str]) -> None:
    """Print lines. At a terminal headings are bold and what needs action now stands out; in a file they are plain."""
    from istoolkit.documents.text_table import folded

    at_terminal = sys.stdout.isatty()
    width = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST) if at_terminal else None
    for line in lines:
        bold = _stands_out(line)
        for each in folded([line], width):
            click.echo(click.style(each, bold=True) if bold and at_terminal else each)


def _stands_out(line: str) -> bool:
    words = line.strip()
    return words.startswith("! ") or (bool(words) and not line.startswith((" ", "*")) and not words.endswith("."))


def with_heading(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a heading and lines under it after an empty line; nothing where there are no lines."""
    found = list(lines)
    yield from ("", heading, *found) if found else ()
