"""``istoolkit import``: take over what other software saved."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import (
    CouldNotRun,
    known_protocols,
    opened,
    register_option,
    root_for,
    save,
    schemas_from,
    shown,
)
from istoolkit.cli._form import stop_at_errors_of_form
from istoolkit.definitions.register import ASSESSMENT, Register

if TYPE_CHECKING:
    from istoolkit.cnil.read import Pia
    from istoolkit.cnil.taken import Taken

_HEAD = """yaml-language-server: $schema={schemas}/assessment.json
{title}: impact assessment
Taken over from {name}, a file of the CNIL's PIA software.
What says TBC is not in that file. istoolkit check lists it.{beside}"""


@click.group("import")
def command() -> None:
    """Take over what other software saved."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--protocol", required=True, help="The protocol that it assesses.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write.  [default: assessment.yaml beside the protocol]",
)
@register_option
def cnil(file: Path, protocol: str, output: Path | None, where: Path) -> None:
    """Make an assessment.yaml from FILE, the .json file that the CNIL's PIA software saves.

    Risks, ratings, measures and opinions go into assessment.yaml. What it has no place for goes into a text beside it, and
    is named.
    """
    from istoolkit.cnil.html import one_line
    from istoolkit.cnil.read import NotCnil, read
    from istoolkit.cnil.taken import taken
    from istoolkit.definitions.yaml_text import yaml_text

    root = root_for([protocol], where)
    name = known_protocols(root, [protocol])[0]
    register = opened(root, [name])
    path = output or root / name / ASSESSMENT
    rest_path = path.with_name(f"{path.stem}-from-cnil.txt")
    for each in (path, rest_path):
        if each.exists():
            raise CouldNotRun(f"{shown(each)} is there already. Nothing was changed.")
    try:
        pia = read(_bytes(file))
    except NotCnil as error:
        raise CouldNotRun(f"{shown(file)} cannot be taken over. {error}") from error
    stop_at_errors_of_form(register, "Nothing was written. Mend the errors, then import again.", 1)
    found = taken(register, register.protocols[name], pia)
    rest, headings = _rest(register, name, pia, file)
    beside = f"\nWhat it has no place for is in {rest_path.name}." if rest else ""
    title = register.protocols[name].text("title") or name
    head = _HEAD.format(
        schemas=schemas_from(root), title=" ".join(title.split()), name=one_line(file.name), beside=beside
    )
    content = yaml_text(head, found.value).encode()
    _stop_where_too_large(content, file)
    save(path, content)
    if rest:
        save(rest_path, rest.encode())
    _tell(path, rest_path, found, headings)


def _bytes(file: Path) -> bytes:
    from istoolkit.cnil.read import LARGEST

    try:
        with file.open("rb") as opened_file:
            return opened_file.read(LARGEST + 1)  # one more than may be read: enough to tell
    except OSError as error:
        raise CouldNotRun(f"{shown(file)} cannot be read: {error.strerror}.") from error


def _rest(register: Register, name: str, pia: "Pia", file: Path) -> tuple[str, list[str]]:
    """Return the text of what is kept beside the assessment, "" where there is nothing, and what it has in it."""
    from istoolkit.cnil.html import one_line
    from istoolkit.cnil.rest import as_text, called, kept
    from istoolkit.cnil.write import described

    every = kept(pia, described(register, register.protocols[name]))
    title = f"What {one_line(file.name)} says and the assessment of {name} has no place for"
    return (as_text(title, every) if every else ""), called(every)


def _stop_where_too_large(content: bytes, file: Path) -> None:
    from istoolkit.definitions.text import LARGEST

    if len(content) > LARGEST:
        raise CouldNotRun(
            f"{shown(file)} holds more than the {LARGEST:,} bytes that a definition may have. Shorten its texts first."
        )


def _tell(path: Path, rest_path: Path, found: "Taken", headings: list[str]) -> None:
    risks, measures = (len(found.value.get(name, ())) for name in ("risks", "measures"))
    click.echo(f"Wrote {shown(path)}: {_counted(risks, 'risk')} and {_counted(measures, 'measure')}.")
    if headings:
        click.echo(f"Kept in {shown(rest_path)}, because an assessment has no place for it:")
        for each in headings:
            click.echo(f"- {each}")
    for each in found.told:
        click.echo(each)
    click.echo(f"Fill in what says TBC, then: istoolkit check {shown(path.parent)}")


def _counted(number: int, name: str) -> str:
    return f"{number or 'no'} {name}{'' if number == 1 else 's'}"
