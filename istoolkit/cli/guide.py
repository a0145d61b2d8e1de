"""``istoolkit guide``: the guide for the staff of one party, on two pages."""

import os
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import CouldNotRun, chosen, opened, register_option, root_for, save_as, shown
from istoolkit.cli._form import stop_at_errors_of_form
from istoolkit.cli._named import make_sure_of_the_name
from istoolkit.words import did_you_mean, listed

if TYPE_CHECKING:
    from istoolkit.definitions.register import Protocol, Register
    from istoolkit.definitions.things import Party

_FORMATS = ("docx", "html")


@click.command("guide")
@click.argument("protocol")
@click.option(
    "--for",
    "reader",
    metavar="NAME",
    help="Whose staff it is for: an organisation, a class or one of its members, a kind, a post.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="What to write.  [default: as the name of the file says, else docx]",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@register_option
def command(protocol: str, reader: str | None, form: str | None, output: Path | None, where: Path) -> None:
    """Make the guide for the staff of one party: what PROTOCOL means for them, on two pages.

    Without --for it lists for whom there are guides. istoolkit build makes all of them.
    """
    root = root_for((protocol,), where)
    (name,) = chosen(root, (protocol,))
    wanted = form or _form_of(output)
    make_sure_of_the_name(output, wanted)
    register = opened(root, [name])
    stop_at_errors_of_form(register, "Nothing was made. Mend the errors, then try again.", 1)
    found = register.protocols[name]
    if reader is None:
        click.echo("\n".join(_readers_of(register, found)))
        return
    party = _meant(register, found, reader)
    file, content = _made(register, found, party, wanted)
    _make_sure_of_the_place(output)
    click.echo(
        f"The guide for the staff of {_whose(party)} was written to {shown(save_as(output, Path(file), content))}."
    )


def _make_sure_of_the_place(output: Path | None) -> None:
    """Stop where something else than a guide of ours would be written over, or the folder is not there."""
    if output is None:
        return
    if not output.parent.is_dir():
        raise CouldNotRun(f"There is no folder {shown(output.parent)} to write {output.name} in.")
    if os.path.lexists(output) and not _is_our_guide(output):
        raise CouldNotRun(
            f"{shown(output)} is there already and is no guide that istoolkit made. Nothing was changed. "
            "Give another name with --output, or move that file away."
        )


def _is_our_guide(path: Path) -> bool:
    """Whether a file is a guide for staff that this command wrote, in Word or as a page."""
    try:
        content = path.read_bytes()
        if content.startswith(b"PK"):
            with zipfile.ZipFile(path) as inside:
                content = inside.read("docProps/core.xml")
    except (OSError, zipfile.BadZipFile, KeyError):
        return False
    return b"Staff guide: " in content and b"istoolkit" in content


def _whose(party: "Party") -> str:
    from istoolkit.documents.matrix.said import called

    return called(party)


def _form_of(output: Path | None) -> str:
    """Return the format that the name of a file asks for; Word where it asks for none."""
    return "html" if output is not None and output.suffix.lower() in (".html", ".htm") else "docx"


def _readers_of(register: "Register", protocol: "Protocol") -> list[str]:
    """Return the lines that say for whom there are guides."""
    from istoolkit.documents.guides.staff import readers
    from istoolkit.documents.matrix.said import called

    found = readers(register, protocol)
    if not found:
        return [f"{_called(protocol)} has no flow in which anyone has a part. There is no guide."]
    lines = [f"  {each.name}: {called(each)}" for each in found]
    return [f"{_called(protocol)} has guides for the staff of:", *lines, f"Make one with --for {found[0].name}."]


def _called(protocol: "Protocol") -> str:
    from istoolkit.documents.matrix.said import title_of

    return title_of(protocol)


def _meant(register: "Register", protocol: "Protocol", word: str) -> "Party":
    """Return the party whose staff a word stands for. Stop where it is nobody, several, or one without a part."""
    from istoolkit.definitions.picture import picture
    from istoolkit.documents.guides.staff import readers
    from istoolkit.documents.matrix.naming import NoSuchName, meant

    try:
        found = meant(register, [protocol], word)
    except NoSuchName as error:
        begun = _begun(readers(register, protocol), word)
        if len(begun) == 1:
            return begun[0]
        raise CouldNotRun(_several(word, begun) if begun else _unknown(register, protocol, word)) from error
    here = picture(register, protocol)
    titles = {title for _, title in found.posts}
    held_at = (post.many("held_at") for post in here.things("posts") if post.title in titles)
    posts = (party.name for each in held_at for party in here.named(each))
    names = {*(name for _, name in found.ends), *posts}
    ours = [each for each in readers(register, protocol) if each.name in names]
    if not ours:
        whose = f"{_called(protocol)} has no flow in which “{word}” has a part, so there is no guide."
        raise CouldNotRun(f"{whose} {_there_are(readers(register, protocol))}")
    if len(ours) > 1:
        raise CouldNotRun(_several(word, ours))
    return ours[0]


def _several(word: str, found: "Sequence[Party]") -> str:
    return f"“{word}” stands for several. Name one with --for: {listed(each.name for each in found)}."


def _begun(found: "Sequence[Party]", word: str) -> "list[Party]":
    """Return the parties whose name, title or kind has words that begin with those given."""
    from istoolkit.documents.matrix.said import called

    asked = word.casefold().replace("-", " ").split()
    return [each for each in found if asked and _fits(asked, f"{each.name} {called(each)} {each.kind}")]


def _fits(asked: list[str], names: str) -> bool:
    known = names.casefold().replace("-", " ").split()
    return all(any(one.startswith(word) for one in known) for word in asked)


def _unknown(register: "Register", protocol: "Protocol", word: str) -> str:
    from istoolkit.documents.guides.staff import readers
    from istoolkit.documents.matrix.said import called

    found = readers(register, protocol)
    names = [name for each in found for name in (each.name, called(each), each.kind) if name]
    said = f"No organisation, class, kind or post in {_called(protocol)} is called “{word}”."
    return f"{said} {did_you_mean(word, names) or _there_are(found)}"


def _there_are(found: "Sequence[Party]") -> str:
    return f"There are guides for: {listed(each.name for each in found)}." if found else "There are no guides."


def _made(register: "Register", protocol: "Protocol", party: "Party", form: str) -> tuple[str, bytes]:
    """Return the usual name of the file, and what it holds. Stop where a template cannot be used."""
    from istoolkit.documents.kinds.staff_guide import guide_files
    from istoolkit.documents.page_frame import BadPage
    from istoolkit.documents.word.template import BadTemplate
    from istoolkit.documents.workshop import UnusableTemplate, Workshop

    try:
        made = {each.name.rpartition(".")[2]: each for each in guide_files(Workshop(register), protocol, party)}
    except (UnusableTemplate, BadTemplate, BadPage) as error:
        raise CouldNotRun(f"The guide was not made. {error}") from error
    return made[form].name, made[form].content
