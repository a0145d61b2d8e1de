"""The options that several commands of ``istoolkit sign-off`` share, each group of them as one value."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from istoolkit.cli._common import register_option
from istoolkit.definitions.formats import date

Command = Callable[..., None]
Options = list[Callable[[Command], Command]]


@dataclass(frozen=True)
class How:
    """How something is recorded: where, with which note and reason, and whether to ask."""

    where: Path
    note: str
    despite: str
    yes: bool
    no_input: bool


@dataclass(frozen=True)
class Person:
    """The person who did something: name, post, and the day in the form 2026-12-01. "" for what is not said."""

    name: str
    post: str
    date: str

    @property
    def said(self) -> dict[str, str]:
        """The fields of an entry but for the day."""
        return {"name": self.name, "post": self.post}


@dataclass(frozen=True)
class Paper:
    """The file with the signed copy, where the signed copy is kept, and whether it is copied into the register."""

    file: str
    kept_at: str
    keep: bool


def text_option(name: str, help_text: str, metavar: str = "TEXT") -> Callable[[Command], Command]:
    """Return an option that takes a text; "" where it is not given."""
    return click.option(name, metavar=metavar, default="", callback=_read_text, help=help_text)


def date_option(name: str, help_text: str) -> Callable[[Command], Command]:
    """Return an option that takes a day, and gives it as 2026-12-01; "" where it is not given."""
    return click.option(name, metavar="DATE", default="", callback=_read_date, help=help_text)


def for_option(help_text: str) -> Callable[[Command], Command]:
    """Return the option that names a party, or a member of an open class."""
    return click.option("--for", "who", metavar="PARTY[/MEMBER]", default="", callback=_read_text, help=help_text)


def person_options(did: str) -> Callable[[Command], Command]:
    """Return the options for who did something and when, given as ``person``. ``did`` says what, such as “signed”."""
    options: Options = [
        text_option("--name", f"The person who {did}. Only the name, no e-mail address.", "NAME"),
        text_option("--post", "The post that this person holds.", "POST"),
        date_option("--date", "The day on which it was done, such as 2026-12-01."),
    ]
    return lambda command: _with(command, options, "person", Person)


def evidence_options(command: Command) -> Command:
    """Add the options for the signed paper or e-mail to a command, given as ``paper``."""
    options: Options = [
        click.option(
            "--evidence",
            "file",
            metavar="FILE",
            default="",
            help="The scanned paper or saved e-mail. Its digest is recorded, so that nobody can exchange it unseen.",
        ),
        text_option("--kept-at", "Where the signed copy is kept.", "WHERE"),
        click.option("--keep", is_flag=True, help="Copy the file into the register too, beside what was signed."),
    ]
    return _with(command, options, "paper", Paper)


def writing_options(command: Command) -> Command:
    """Add the options that every command has which records something, given as ``how``."""
    options: Options = [
        text_option("--note", "Anything else to be kept with it."),
        text_option("--despite", "Record what really happened although something stands against it: why.", "REASON"),
        click.option("--yes", is_flag=True, help="Record it without asking. In scripts this is needed."),
        click.option("--no-input", is_flag=True, help="Ask nothing. What is missing is an error."),
        register_option,
    ]
    return _with(command, options, "how", How)


def _with(command: Command, options: Options, name: str, kind: Callable[..., Any]) -> Command:
    """Add options to a command, which gets them together as one value."""
    fields = list(kind.__annotations__)

    @wraps(command)
    def together(**given: Any) -> None:
        command(**{name: kind(**{field: given.pop(field) for field in fields})}, **given)

    for option in reversed(options):
        option(together)
    return together


def _read_text(_: click.Context, __: click.Parameter, value: str | None) -> str:
    said = (value or "").strip()
    if value and not said:
        raise click.BadParameter("It is empty. Write something, or leave the option out.")
    return said


def _read_date(_: click.Context, __: click.Parameter, value: Any) -> str:
    if value and date(value) is None:
        raise click.BadParameter(f"“{value}” is not a day. Write it year-month-day, such as 2026-12-01.")
    return str(value or "")
