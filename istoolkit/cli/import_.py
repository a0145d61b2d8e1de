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
    is named. A file that istoolkit export cnil wrote gives the assessment back as it was.
    """
    from istoolkit.cnil.back import taken_back
    from istoolkit.cnil.html import one_line
    from istoolkit.cnil.read import NotCnil, read
    from istoolkit.cnil.rest import as_text

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
    found = taken_back(register, register.protocols[name], pia)
    content = (found.text or _text(register, name, file, found, rest_path)).encode()
    _stop_where_too_large(content, file)
    save(path, content)
    if found.beside:
        title = f"What {one_line(file.name)} says and the assessment of {name} has no place for"
        save(rest_path, as_text(title, found.beside).encode())
    _tell(path, rest_path, found)


def _text(register: Register, name: str, file: Path, found: "Taken", rest_path: Path) -> str:
    """Return the text of an assessment that is made anew, with where it comes from at its head."""
    from istoolkit.cnil.html import one_line
    from istoolkit.definitions.yaml_text import yaml_text

    title = " ".join((register.protocols[name].text("title") or name).split())
    beside = f"\nWhat it has no place for is in {rest_path.name}." if found.beside else ""
    schemas = schemas_from(register.root)
    return yaml_text(_HEAD.format(schemas=schemas, title=title, name=one_line(file.name), beside=beside), found.value)


def _bytes(file: Path) -> bytes:
    from istoolkit.cnil.read import LARGEST

    try:
        with file.open("rb") as opened_file:
            return opened_file.read(LARGEST + 1)  # one more than may be read: enough to tell
    except OSError as error:
        raise CouldNotRun(f"{shown(file)} cannot be read: {error.strerror}.") from error


def _stop_where_too_large(content: bytes, file: Path) -> None:
    from istoolkit.definitions.text import LARGEST

    if len(content) > LARGEST:
        raise CouldNotRun(
            f"{shown(file)} holds more than the {LARGEST:,} bytes that a definition may have. Shorten its texts first."
        )


def _tell(path: Path, rest_path: Path, found: "Taken") -> None:
    from istoolkit.cnil.rest import called

    risks, measures = (_number(found.value.get(name)) for name in ("risks", "measures"))
    click.echo(f"Wrote {shown(path)}: {_counted(risks, 'risk')} and {_counted(measures, 'measure')}.")
    for each in found.told:
        click.echo(each)
    if found.beside:
        click.echo(f"Kept in {shown(rest_path)}, because an assessment has no place for it:")
        for each in called(found.beside):
            click.echo(f"- {each}")
    start = "Now" if found.text else "Fill in what says TBC, then"
    click.echo(f"{start}: istoolkit check {shown(path.parent)}")


def _number(entries: object) -> int:
    return len(entries) if isinstance(entries, list) else 0


def _counted(number: int, name: str) -> str:
    return f"{number or 'no'} {name}{'' if number == 1 else 's'}"
