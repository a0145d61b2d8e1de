"""Letters that ask for signatures, and reminders, as files: e-mails that open in Outlook as drafts, their texts, and a table for mail merge. Nothing is sent."""

import hashlib
from collections.abc import Mapping, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import NamedTuple

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Register
from istoolkit.documents.csv_file import csv_bytes
from istoolkit.documents.tables import Cell, Column, Table
from istoolkit.documents.workshop import File, template_of
from istoolkit.signoff.attention.chasing import WAYS, Item, Message, said, sheet_key
from istoolkit.signoff.attention.falling_due import title_of

TEMPLATE = "reminder.txt.j2"
MERGE = "mail-merge.csv"
_SUBJECT = "Subject:"
_WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")

Sheets = Mapping[tuple[str, str, str], File]
"""The sign-off sheets by protocol, party and member."""

Documents = Mapping[str, File]
"""The protocols themselves as Word files, by their identifiers."""


class BadTemplate(Exception):
    """The template of reminders cannot be used. The text says why."""


class Letter(NamedTuple):
    """The words of a message."""

    subject: str
    body: str


def words_of(register: Register) -> Template:
    """Return the template of messages: the register's own, or else ours. Raises BadTemplate."""
    path = template_of(register.root, TEMPLATE)
    environment = SandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
    try:
        return environment.from_string(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, TemplateError) as error:
        raise BadTemplate(_unusable(register, error)) from error


def letter(register: Register, message: Message, sheets: Sheets, documents: Documents, template: Template) -> Letter:
    """Return the words of a message. Raises BadTemplate."""
    named = {key: each.name for key, each in sheets.items()}
    try:
        text = template.render(said(register, message, named, {key: each.name for key, each in documents.items()}))
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise BadTemplate(_unusable(register, error)) from error
    first, _, rest = text.strip().partition("\n")
    if not first.startswith(_SUBJECT):
        raise BadTemplate(_unusable(register, f"its first line must be the subject: “{_SUBJECT} …”."))
    return Letter(" ".join(first.removeprefix(_SUBJECT).split()), f"{rest.strip()}\n")


def _unusable(register: Register, why: object) -> str:
    return f"The template {template_of(register.root, TEMPLATE)} cannot be used: {why}"


def email(message: Message, words: Letter, attached: Sequence[File]) -> bytes:
    """Return an e-mail that Outlook opens as a draft, ready to be looked over and sent. The same words give the same bytes."""
    made = EmailMessage(policy=SMTP)
    made["X-Unsent"] = "1"
    made["Subject"] = words.subject
    if to := _addresses(message):
        made["To"] = to
    made.set_content(words.body, cte="quoted-printable")
    for each in attached:
        made.add_attachment(each.content, maintype=_WORD[0], subtype=_WORD[1], filename=each.name)
    if attached:
        made.set_boundary(f"=_istoolkit_{hashlib.sha256(words.body.encode()).hexdigest()[:24]}")
    return made.as_bytes()


def _addresses(message: Message) -> tuple[Address, ...]:
    found = []
    for each in message.mailboxes:
        try:
            found.append(Address(message.organisation, addr_spec=each))
        except (ValueError, IndexError):  # not an address: the text of the message still says what to do
            continue
    return tuple(found)


def text(message: Message, words: Letter) -> bytes:
    """Return a message as a text file that Windows opens: its addresses, its subject and its words."""
    to = ", ".join(message.mailboxes) or "no mailbox is known"
    return f"To: {to}\n{_SUBJECT} {words.subject}\n\n{words.body}".replace("\n", "\r\n").encode("utf-8-sig")


_COLUMNS = (
    "Organisation",
    "Mailbox",
    "Party",
    "Who signs",
    "Protocol",
    "Title",
    "Version",
    "Asked on",
    "Answer by",
    "Reminder",
    "How to sign",
    "Sign-off sheet",
    "Document",
    "Message",
)


def merge_table(found: Sequence[Message], sheets: Sheets, documents: Documents) -> bytes:
    """Return a table for mail merge, a row for each organisation and protocol, as CSV that Excel and Word open."""
    rows = tuple(
        tuple(map(Cell, _row(message, item, sheets, documents))) for message in found for item in message.items
    )
    return csv_bytes(Table("reminders", "Reminders", "", tuple(map(Column, _COLUMNS)), rows))


def _row(message: Message, item: Item, sheets: Sheets, documents: Documents) -> tuple[str, ...]:
    who, sheet, document = item.signature.signatory, sheets.get(sheet_key(item)), documents.get(item.protocol.id)
    return (
        message.organisation,
        "; ".join(message.mailboxes),
        who.title,
        who.post,
        item.protocol.id,
        title_of(item.protocol),
        item.standing.version,
        long_date(item.asked),
        long_date(item.reply_by),
        str(message.reminder or ""),
        ", ".join(WAYS[each][0] for each in item.ways),
        sheet.name if sheet else "",
        document.name if document else "",
        f"{message.id}.eml",
    )


def files(register: Register, found: Sequence[Message], sheets: Sheets, documents: Documents) -> dict[Path, bytes]:
    """Return every file of a round of messages, by its path within the folder. Raises BadTemplate."""
    made: dict[Path, bytes] = {}
    template = words_of(register)
    for message in found:
        own = {key: sheets[key] for each in message.items if (key := sheet_key(each)) in sheets}
        whole = {name: documents[name] for each in message.items if (name := each.protocol.id) in documents}
        words = letter(register, message, own, whole, template)
        made[Path(f"{message.id}.eml")] = email(message, words, [*own.values(), *whole.values()])
        made[Path(f"{message.id}.txt")] = text(message, words)
        made |= {Path("sheets") / each.name: each.content for each in own.values()}
        made |= {Path("documents") / each.name: each.content for each in whole.values()}
    made[Path(MERGE)] = merge_table(found, sheets, documents)
    return made
