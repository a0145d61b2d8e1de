"""``istoolkit templates``: restyle the documents in Word."""

import sys
import textwrap
from pathlib import Path

import click

from istoolkit.cli._common import CouldNotRun, root_of, save, shown
from istoolkit.resources import folder


def _names() -> list[str]:
    return sorted(path.stem for path in folder("templates").glob("*.docx"))


@click.group("templates")
def command() -> None:
    """Restyle the documents in Word: take out a template, change it, check it."""


@command.command()
@click.argument("name", type=click.Choice(_names()), default="isp")
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file to write.  [default: templates/NAME.docx in the register]"
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(name: str, out: Path | None, force: bool) -> None:
    """Write a template as a Word file for you to restyle. In the register's templates folder it is used from then on."""
    path = out or root_of(Path()) / "templates" / f"{name}.docx"
    if path.is_dir():
        path = path / f"{name}.docx"
    if path.exists() and not force:
        raise CouldNotRun(f"{shown(path)} is there already. Nothing was changed. Use --force to write over it.")
    save(path, (folder("templates") / f"{name}.docx").read_bytes())
    click.echo(f"Wrote {shown(path)}. Change it in Word, then: istoolkit templates check {shown(path)}")


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
def check(file: Path | None) -> None:
    """Say which names a template uses that do not exist, and which parts of a definition it never shows."""
    from istoolkit.documents.word import audit
    from istoolkit.documents.word.package import NotWord
    from istoolkit.documents.word.template import prepare
    from istoolkit.documents.works import template_of

    path = file or template_of(root_of(Path()))
    try:
        template = prepare(path.read_bytes())
    except FileNotFoundError as error:
        raise CouldNotRun(f"{path} does not exist.") from error
    except OSError as error:
        raise CouldNotRun(f"{path} cannot be read. Close it in Word and try again.") from error
    except NotWord as error:
        raise CouldNotRun(f"{path} cannot be used: {error}") from error
    if (fault := audit.syntax_fault(template)) is not None:
        click.echo(f"error: in the paragraph “{fault.paragraph}”: {fault.name}.")
        sys.exit(1)
    unknown = audit.unknown_names(template)
    if not unknown and (fault_text := audit.fault_when_filled(template)):
        click.echo(f"error: {fault_text}")
        sys.exit(1)
    for each in unknown:
        click.echo(
            f"error: in the paragraph “{each.paragraph}”: there is nothing called “{each.name}”. {each.guess}".rstrip()
        )
    if unknown:
        click.echo(f"{shown(path)}: {_number(len(unknown))}.")
        sys.exit(1)
    _tell_missing(audit.never_shown(template), audit.uses_safety_net(template))
    click.echo(f"{shown(path)}: no errors.")


def _tell_missing(missing: list[str], net: bool) -> None:
    if not missing:
        click.echo("Every part of a definition is shown.")
        return
    for each in missing:
        click.echo(f"never shown: {each}")
    if net:
        click.echo("note: what is never shown is printed at the end, where the template says unshown().")
    else:
        click.echo(
            "warning: nothing prints what is never shown. Add a part at the end: see unshown() in istoolkit templates fields."
        )


def _number(errors: int) -> str:
    return "1 error" if errors == 1 else f"{errors} errors"


_HELP = """
A template is a Word file. Write a name in double braces where its value goes, in the style it should have:

    {{ title }}        {{ purpose.necessity }}        {{ flow["from"] }}

Repeat or leave out paragraphs with lines of their own:

    {%p for purpose in purposes %}  …  {%p endfor %}        {%p if background %}  …  {%p endif %}

Rows of a table: {%tr for party in parties %} … {%tr endfor %}, each in a row of its own.

rest(purpose) lists what of an entry has not been shown yet, each with label, value and origin.
unshown() lists what of the whole protocol has not been shown. Keep it at the end: nothing is lost then.
{{ contents }} in a paragraph of its own becomes the table of contents.
"""


@command.command()
def fields() -> None:
    """List the names a template can use."""
    from istoolkit.definitions.schema import load
    from istoolkit.documents.view import EXTRAS, PARTY_EXTRAS

    click.echo(_HELP.strip())
    click.echo("\nFrom the definition:")
    for path, each in load("protocol").walk():
        if path[-1] != "[]":
            click.echo(f"  {'.'.join(path).replace('.[]', '[]')}  {each.title}")
    click.echo("\nWorked out:")
    for name, words in {**EXTRAS, **{f"parties[].{key}": text for key, text in PARTY_EXTRAS.items()}}.items():
        click.echo(textwrap.fill(f"{name}  {words}", 98, initial_indent="  ", subsequent_indent="      "))
