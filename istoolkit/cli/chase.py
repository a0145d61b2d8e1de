"""``istoolkit chase``: a ready message for each organisation whose signature is missing."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import CouldNotRun, chosen, now, on_option, opened, register_option, root_for, save, shown
from istoolkit.cli.status import stop_at_unreadable
from istoolkit.definitions.register import Register

if TYPE_CHECKING:
    from istoolkit.documents.workshop import File
    from istoolkit.signoff.attention.chasing import Message


@click.command("chase")
@click.argument("protocols", nargs=-1, metavar="[PROTOCOL]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write the messages to. It must be new or empty.",
)
@click.option("--record", is_flag=True, help="Record in each protocol that these reminders go out. Then send them.")
@click.option(
    "--words", is_flag=True, help="Put the words of the messages in the register, for you to change, and stop."
)
@on_option("Write the messages as of this day, written year-month-day.  [default: today]")
@register_option
def command(
    protocols: tuple[str, ...], out: Path | None, record: bool, words: bool, on: datetime.date | None, where: Path
) -> None:
    """Write a reminder to each organisation whose signature is missing, with its sign-off sheet. Nothing is sent.

    An organisation gets one message for all the protocols that wait for it: what is outstanding, since when, by when, how
    to sign and whom to ask. Each is an .eml file that opens in Outlook as a draft, and a .txt file with the same words.
    The file mail-merge.csv has a row for each organisation and protocol.

    To change the words: istoolkit chase --words

    Exit code 0, or 2 where nothing could be written.
    """
    from istoolkit.signoff.attention.chasing import messages, not_chased

    root = root_for(protocols, where)
    if words:
        _own_words(root)
        return
    if out is None:
        raise click.UsageError("Missing option '--out': the folder to write the messages to.")
    names = chosen(root, protocols)
    register = opened(root, names if protocols else None, on)
    stop_at_unreadable(register, names)
    wanted = [register.protocols[name] for name in names]
    found = messages(register, wanted)
    for sentence in not_chased(register, wanted):
        click.echo(f"note: {sentence}", err=True)
    if not found:
        click.echo("Nobody is to be reminded: no signature that was asked for is outstanding.")
        return
    _write(out, _files(register, found))
    _tell(out, found)
    if record:
        _record(root, register, found)


def _own_words(root: Path) -> None:
    from istoolkit.resources import folder
    from istoolkit.signoff.attention.letters import TEMPLATE

    path = root / "templates" / TEMPLATE
    if path.exists():
        raise CouldNotRun(f"{shown(path)} is there already. Nothing was changed.")
    save(path, (folder("templates") / TEMPLATE).read_bytes())
    click.echo(f"Wrote {shown(path)}. Change its words in any editor: chase uses them from now on.")


def _files(register: Register, found: "Sequence[Message]") -> Mapping[Path, bytes]:
    from istoolkit.signoff.attention.letters import BadTemplate, files

    try:
        return files(register, found, _sheets(register, found))
    except BadTemplate as error:
        raise CouldNotRun(str(error)) from error


def _sheets(register: Register, found: "Sequence[Message]") -> "dict[tuple[str, str, str], File]":
    """Return the sign-off sheets that are attached, by protocol, party and member."""
    from istoolkit.documents.seal import with_seal
    from istoolkit.documents.signing.sheet import sheet_for
    from istoolkit.documents.word.template import BadTemplate
    from istoolkit.documents.workshop import UnusableTemplate, Workshop
    from istoolkit.signoff.attention.chasing import sheet_key

    shop = Workshop(register)
    items = sorted((each for message in found for each in message.items), key=lambda each: each.protocol.id)
    try:
        sheets = ((each, sheet_for(shop, each.protocol, each.signature.signatory)) for each in items)
        return {sheet_key(each): with_seal(register, each.protocol, "sign-off", sheet) for each, sheet in sheets}
    except (BadTemplate, UnusableTemplate) as error:
        raise CouldNotRun(str(error)) from error


def _write(out: Path, files: Mapping[Path, bytes]) -> None:
    """Write the files. Stop where the folder holds anything else: an old reminder must not be sent by mistake."""
    try:
        there = [path for path in out.rglob("*") if path.is_file()] if out.is_dir() else []
        other = [path for path in there if files.get(path.relative_to(out)) != path.read_bytes()]
    except OSError as error:
        raise CouldNotRun(f"{shown(out)} cannot be read: {error.strerror}.") from error
    if other:
        first = shown(other[0])
        raise CouldNotRun(f"{shown(out)} is not empty: it holds {first}. Nothing was written. Name a new folder.")
    for path, content in files.items():
        save(out / path, content)


def _tell(out: Path, found: "Sequence[Message]") -> None:
    number = "1 message" if len(found) == 1 else f"{len(found)} messages"
    click.echo(f"{number} written to {shown(out)}. Nothing was sent. Open each .eml, look it over and send it.")
    for each in found:
        names = ", ".join(item.protocol.id for item in each.items)
        click.echo(f"  {each.organisation}: {names}{f' (reminder {each.reminder})' if each.reminder > 1 else ''}")
    for each in found:
        if not each.mailboxes:
            click.echo(
                f"note: No mailbox is known for {each.organisation}. Add the address to {each.id}.eml.", err=True
            )


def _record(root: Path, register: Register, found: "Sequence[Message]") -> None:
    from istoolkit.files import CouldNotWrite
    from istoolkit.signoff.outstanding import NothingOut
    from istoolkit.signoff.recording import reminded
    from istoolkit.signoff.store import CannotRecord

    keys: dict[str, list[tuple[str, str]]] = {}
    for each in (item for message in found for item in message.items):
        keys.setdefault(each.protocol.id, []).append(each.signature.signatory.key)
    for name, whom in sorted(keys.items()):
        try:
            reminded(root, register, register.protocols[name], whom, str(register.on), now())
        except (CannotRecord, CouldNotWrite, NothingOut) as error:
            raise CouldNotRun(f"The messages are written, and not all are recorded: {error}") from error
    number = sum(map(len, keys.values()))
    click.echo(f"Recorded that {'1 reminder' if number == 1 else f'{number} reminders'} went out.")
