"""``istoolkit templates``: restyle the documents in Word."""

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import CouldNotRun, root_of, save, shown
from istoolkit.resources import folder

if TYPE_CHECKING:
    from istoolkit.documents.word.template import Prepared


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
    """Say which names a template uses that do not exist, and which parts of a definition it never shows.

    Without FILE it looks at each template in the register's templates folder. What a template is about is told by its
    name, such as assessment.docx.
    """
    paths = [file] if file else _in_use(root_of(Path()))
    sound = [_is_sound(path) for path in paths]
    if not all(sound):
        sys.exit(1)


def _in_use(root: Path) -> list[Path]:
    """Return the register's own templates; that of protocols where it has none."""
    from istoolkit.documents.workshop import template_of

    own = [root / "templates" / f"{name}.docx" for name in _names()]
    return [path for path in own if path.is_file()] or [template_of(root, "isp.docx")]


def _is_sound(path: Path) -> bool:
    """Print what is wrong with a template. Return whether nothing is."""
    from istoolkit.documents.subjects import subject_of
    from istoolkit.documents.word import audit

    template, subject = _prepared(path), subject_of(path.stem)
    if (fault := audit.syntax_fault(template)) is not None:
        click.echo(f"error: in the paragraph “{fault.paragraph}”: {fault.name}.")
        return False
    unknown = audit.unknown_names(template, subject)
    if not unknown and (fault_text := audit.fault_when_filled(template, subject)):
        click.echo(f"error: {fault_text}")
        return False
    for each in unknown:
        click.echo(
            f"error: in the paragraph “{each.paragraph}”: there is nothing called “{each.name}”. {each.guess}".rstrip()
        )
    if unknown:
        click.echo(f"{shown(path)}: {_number(len(unknown))}.")
        return False
    if subject.main:
        _tell_missing(audit.never_shown(template, subject), audit.uses_safety_net(template))
    click.echo(f"{shown(path)}: no errors.")
    return True


def _prepared(path: Path) -> "Prepared":
    from istoolkit.documents.word.package import NotWord
    from istoolkit.documents.word.template import prepare

    try:
        return prepare(path.read_bytes())
    except FileNotFoundError as error:
        raise CouldNotRun(f"{path} does not exist.") from error
    except OSError as error:
        raise CouldNotRun(f"{path} cannot be read. Close it in Word and try again.") from error
    except NotWord as error:
        raise CouldNotRun(f"{path} cannot be used: {error}") from error


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
unshown(assessment) lists what of the assessment has not been shown.
{{ contents }} in a paragraph of its own becomes the table of contents.
"""


@command.command()
@click.argument("name", type=click.Choice(_names()), default="isp")
def fields(name: str) -> None:
    """List the names a template can use."""
    from istoolkit.definitions.schema import load
    from istoolkit.documents.subjects import subject_of

    subject = subject_of(name)
    click.echo(_HELP.strip())
    for document in ("protocol", "assessment"):
        if document in subject.documents:
            click.echo(f"\nFrom the {'definition' if document == 'protocol' else document}:")
            before = "" if document == "protocol" else f"{document}."
            for path, each in load(document).walk():
                if path[-1] != "[]":
                    click.echo(f"  {before}{'.'.join(path).replace('.[]', '[]')}  {each.title}")
    click.echo("\nWorked out:")
    for key, words in subject.extras.items():
        click.echo(textwrap.fill(f"{key}  {words}", 98, initial_indent="  ", subsequent_indent="      "))
