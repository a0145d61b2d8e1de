"""``istoolkit chase``: a ready letter to each organisation whose signature is missing."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import CouldNotRun, chosen, now, on_option, opened, register_option, root_for, save, shown
from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.status import stop_at_unreadable
from istoolkit.definitions.register import Register

if TYPE_CHECKING:
    from istoolkit.documents.workshop import File, Workshop
    from istoolkit.signoff.attention.chasing import Message

_NOBODY = "Nobody is to be written to: no signature that was asked for is outstanding."


@click.command("chase")
@click.argument("protocols", nargs=-1, metavar="[PROTOCOL]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write the messages to. It must be new or empty.",
)
@click.option("--record", is_flag=True, help="Record in each protocol that these reminders were sent, once they were.")
@click.option("--yes", is_flag=True, help="Record it without asking. In scripts this is needed.")
@click.option(
    "--words", is_flag=True, help="Put the words of the messages in the register, for you to change, and stop."
)
@on_option("Write the messages as of this day, written year-month-day.  [default: today]")
@register_option
def command(
    protocols: tuple[str, ...],
    out: Path | None,
    record: bool,
    yes: bool,
    words: bool,
    on: datetime.date | None,
    where: Path,
) -> None:
    """Write a letter to each organisation whose signature is missing, with its sign-off sheet. Nothing is sent.

    In the week after a request it is the letter that asks for the signature. After that, or once the day for an answer is
    past or a reminder is recorded, it is a reminder.

    An organisation gets one message for all the protocols that wait for it: what is outstanding, by when, how to sign and
    whom to ask, with the document and its sign-off sheet. Each is an .eml file that opens in Outlook as a draft, and a .txt
    file with the same words. The file mail-merge.csv has a row for each organisation and protocol.

    To change the words: istoolkit chase --words

    Exit code 0, or 2 where nothing could be written.
    """
    root = root_for(protocols, where)
    if words:
        _own_words(root)
        return
    if out is None:
        raise click.UsageError("Missing option '--out': the folder to write the messages to.")
    asker = Asker(no_input=False)
    if record and not (yes or asker.asks_to_confirm):
        raise CouldNotRun(
            "Nothing was written. --record needs --yes in a script: it says that the reminders were sent."
        )
    names = chosen(root, protocols)
    register = opened(root, names if protocols else None, on)
    stop_at_unreadable(register, names)
    found = _outstanding(register, names)
    if found:
        _write(out, _files(register, found))
        _tell(out, found)
    if found and record:
        _record(root, register, found, asker, yes)


def _outstanding(register: Register, names: "Sequence[str]") -> "Sequence[Message]":
    """Return the messages to be written, after saying what is to be known of them."""
    from istoolkit.signoff.attention.chasing import contact_is_open, messages, not_chased

    wanted = [register.protocols[name] for name in names]
    found, notes = messages(register, wanted), list(not_chased(register, wanted))
    if found and contact_is_open(register):
        open_one = "The mailbox for questions (contact in register.yaml) is still to be confirmed"
        notes.append(f"{open_one}: the letters do not name one.")
    for sentence in notes:
        click.echo(f"note: {sentence}", err=True)
    if not found:
        click.echo("Nobody else is to be written to today." if notes else _NOBODY)
    return found


def _own_words(root: Path) -> None:
    from istoolkit.resources import folder
    from istoolkit.signoff.attention.letters import TEMPLATE

    path = root / "templates" / TEMPLATE
    if path.exists():
        raise CouldNotRun(f"{shown(path)} is there already. Nothing was changed.")
    save(path, (folder("templates") / TEMPLATE).read_bytes())
    click.echo(f"Wrote {shown(path)}. Change its words in any editor: chase uses them from now on.")


def _files(register: Register, found: "Sequence[Message]") -> Mapping[Path, bytes]:
    from istoolkit.documents.word.template import BadTemplate as BadWord
    from istoolkit.documents.workshop import UnusableTemplate, Workshop
    from istoolkit.signoff.attention.letters import BadTemplate, files

    try:
        shop = Workshop(register)
        return files(register, found, _sheets(shop, found), _documents(shop, found))
    except (BadTemplate, BadWord, UnusableTemplate) as error:
        raise CouldNotRun(str(error)) from error


def _sheets(shop: "Workshop", found: "Sequence[Message]") -> "dict[tuple[str, str, str], File]":
    """Return the sign-off sheets that are attached, by protocol, party and member."""
    from istoolkit.documents.seal import with_seal
    from istoolkit.documents.signing.sheet import sheet_for
    from istoolkit.signoff.attention.chasing import sheet_key

    items = sorted((each for message in found for each in message.items), key=lambda each: each.protocol.id)
    sheets = ((each, sheet_for(shop, each.protocol, each.signature.signatory)) for each in items)
    return {sheet_key(each): with_seal(shop.register, each.protocol, "sign-off", sheet) for each, sheet in sheets}


def _documents(shop: "Workshop", found: "Sequence[Message]") -> "dict[str, File]":
    """Return the protocols that are to be signed, as build makes them, by their identifiers."""
    from istoolkit.documents.kinds import isp
    from istoolkit.documents.seal import with_seal

    whole = {each.protocol.id: each.protocol for message in found for each in message.items}
    made = ((name, each) for name in sorted(whole) for each in isp.of_protocol(shop, whole[name]))
    return {name: with_seal(shop.register, whole[name], "isp", each) for name, each in made}


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
        click.echo(f"  {each.organisation}: {names} ({_which(each)})")
    for each in found:
        if not each.mailboxes:
            click.echo(
                f"note: No mailbox is known for {each.organisation}. Add the address to {each.id}.eml.", err=True
            )


def _which(message: "Message") -> str:
    return f"reminder {message.reminder}" if message.reminder else "asks for the signature"


def _record(root: Path, register: Register, found: "Sequence[Message]", asker: Asker, yes: bool) -> None:
    """Record that the reminders were sent. That the others were asked is in the record already."""
    keys: dict[str, list[tuple[str, str]]] = {}
    for each in (item for message in found for item in message.reminded):
        keys.setdefault(each.protocol.id, []).append(each.signature.signatory.key)
    number = sum(map(len, keys.values()))
    if not number:
        click.echo("There is no reminder to record: these letters ask for the signature, and the request is recorded.")
        return
    reminders = "1 reminder" if number == 1 else f"{number} reminders"
    _make_sure(asker, f"Record that {reminders} went out? Say yes once they are sent.", yes)
    _write_down(root, register, keys)
    click.echo(f"Recorded that {reminders} went out.")


def _make_sure(asker: Asker, question: str, yes: bool) -> None:
    try:
        asker.confirm(question, yes)
    except CouldNotRun as error:
        later = "Once they are sent, give the same command again, or: istoolkit sign-off remind PROTOCOL"
        raise CouldNotRun(f"{error.message} {later}") from error


def _write_down(root: Path, register: Register, keys: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    from istoolkit.files import CouldNotWrite
    from istoolkit.signoff.outstanding import NothingOut
    from istoolkit.signoff.recording import reminded
    from istoolkit.signoff.store import CannotRecord

    for name, whom in sorted(keys.items()):
        try:
            reminded(root, register, register.protocols[name], whom, str(register.on), now())
        except (CannotRecord, CouldNotWrite, NothingOut) as error:
            raise CouldNotRun(f"The messages are written, and not all are recorded: {error}") from error
