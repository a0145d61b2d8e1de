"""Who is asked to sign what, or reminded of it: one message for each organisation, of every protocol that waits for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from istoolkit.definitions.formats import later, long_date, same_version, to_be_confirmed
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff.answers import overtaken
from istoolkit.signoff.attention.falling_due import title_of
from istoolkit.signoff.standing import Signature, Standing, standing_of
from istoolkit.signoff.ways import ways_of

WAYS: Mapping[str, tuple[str, str, str]] = {
    "signature": (
        "on paper",
        "On paper",
        "print the sign-off sheet, have it signed and dated, and send it back by post or as a scan.",
    ),
    "e-mail": (
        "by e-mail",
        "By e-mail",
        "the post that signs writes to us from its own mailbox: “We agree to”, then the title and the version.",
    ),
    "click": ("on screen", "On screen", "accept it in the system where it is shown to the post that signs."),
    "key": ("with a digital signature", "With a digital signature", "ask us for the statement to sign with your key."),
    "letter": (
        "by letter",
        "By letter",
        "on your organisation's paper, signed and dated, with the title and the version.",
    ),
}
"""The ways of signing: within a sentence, at the head of one, and what to do."""

_EARLY = "30 days"

_FRESH = "7 days"
"""How long after a request a message is the letter that asks, where nobody was reminded; after that it is a reminder."""


@dataclass(frozen=True)
class Item:
    """A protocol that waits for a signature of the one written to."""

    protocol: Protocol
    standing: Standing
    signature: Signature

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways in which it may be signed."""
        return tuple(each for each in ways_of(self.signature.signatory) if each in WAYS)

    @property
    def asked(self) -> str:
        """The day on which it was first asked for."""
        return self.signature.first_asked.date if self.signature.first_asked else ""

    @property
    def reply_by(self) -> str:
        """The day by which an answer was last asked for, "" where none was named."""
        return self.signature.asked.text("reply_by") if self.signature.asked else ""

    def is_new(self, on: str) -> bool:
        """Whether a message of an ISO day asks for the signature: the request is a week old at most and nobody was reminded.

        Where the day for an answer is past, it is a reminder.
        """
        last = self.signature.asked.date if self.signature.asked else ""
        late = bool(self.reply_by) and self.reply_by < on
        return not self.signature.reminders and not late and on <= later(last, _FRESH)


@dataclass(frozen=True)
class Message:
    """What one organisation is asked for. ``id`` names its files; ``mailboxes`` are role mailboxes, none where it has none.

    ``on`` is the ISO day on which it is written.
    """

    id: str
    organisation: str
    mailboxes: tuple[str, ...]
    items: tuple[Item, ...]
    on: str = ""

    @property
    def reminder(self) -> int:
        """Which reminder it is: 1 for the first, 0 where it is the letter that asks for the signatures."""
        return 0 if not self.reminded else 1 + max(len(each.signature.reminders) for each in self.items)

    @property
    def reminded(self) -> tuple[Item, ...]:
        """What it reminds of; not what it asks for the first time."""
        return tuple(each for each in self.items if not each.is_new(self.on))


def messages(register: Register, protocols: Iterable[Protocol]) -> tuple[Message, ...]:
    """Return a message for each organisation that was asked to sign one of these protocols and has not answered, by name.

    Those that refused or withdrew are not among them: someone talks to them; nor is what was reminded of on the same day.
    Members of open classes are.
    """
    found: dict[tuple[str, ...], list[Item]] = {}
    for item in _outstanding(register, protocols):
        found.setdefault(_to(item), []).append(item)
    ids = _ids(found)
    made = (_message(register, ids[key], items) for key, items in found.items())
    return tuple(sorted(made, key=lambda each: each.id))


def _outstanding(register: Register, protocols: Iterable[Protocol]) -> Iterator[Item]:
    for protocol in protocols:
        now = standing_of(register, protocol)
        if (now.state == "awaiting" or now.agreed) and not (now.changed or now.damaged):
            yield from (Item(protocol, now, each) for each in now.signatures if _is_open(register, protocol, each))


def _is_open(register: Register, protocol: Protocol, each: Signature) -> bool:
    return each.outstanding and is_here(register, protocol, each) and not _was_reminded_today(register, each)


def _was_reminded_today(register: Register, each: Signature) -> bool:
    return any(one.date == str(register.on or "") for one in each.reminders)


def is_here(register: Register, protocol: Protocol, signature: Signature) -> bool:
    """Whether a signatory takes part, or soon will: one that joins later is asked from 30 days before.

    One that the protocol waits for is asked in any case.
    """
    joined, on = signature.signatory.joined, register.on
    if not joined or on is None or signature.signatory.required:
        return True
    return joined <= max(protocol.text("in_force"), later(str(on), _EARLY))


def _to(item: Item) -> tuple[str, ...]:
    """Return what tells one that is written to from the others: a member by its name as well, as classes differ."""
    who = item.signature.signatory
    return ("member", who.member, who.title) if who.member else (who.organisation or who.party,)


def _ids(found: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return a name for the files of each: that of the organisation or member, with a number where it is taken."""
    taken: dict[str, int] = {}
    named: dict[tuple[str, ...], str] = {}
    for key in sorted(found):
        name = key[1] if key[0] == "member" and len(key) > 1 else key[0]
        taken[name] = taken.get(name, 0) + 1
        named[key] = name if taken[name] == 1 else f"{name}-{taken[name]}"
    return named


def _message(register: Register, name: str, items: list[Item]) -> Message:
    whom = [each.signature.signatory for each in items]
    title = register.organisations.get(whom[0].organisation, {}).get("title") if whom[0].organisation else None
    mailboxes = tuple(dict.fromkeys(each.mailbox for each in whom if each.mailbox))
    organisation = " ".join(str(title or whom[0].title).split())
    return Message(name, organisation, mailboxes, tuple(items), str(register.on or ""))


def not_chased(register: Register, protocols: Iterable[Protocol]) -> Iterator[str]:
    """Yield sentences on those that get no message and that someone should talk to or ask again."""
    for protocol in protocols:
        now = standing_of(register, protocol)
        for each in now.signatures:
            if each.answer in ("refused", "withdrawn") and each.signatory.required:
                what = "refused" if each.answer == "refused" else "withdrew its approval of"
                yield f"{each.signatory.title} {what} {protocol.id}. It gets no reminder: talk to it."
        yield from _today(register, protocol, now.signatures)
        if now.damaged:
            yield f"The record of {protocol.id} is damaged. Nobody is reminded of it. See: istoolkit check {protocol.id}"
        elif now.changed and any(each.outstanding for each in now.signatures):
            yield (
                f"{protocol.id} was changed after some had signed it. Nobody is reminded of it. Raise the version, or put "
                f"the text back. What differs: istoolkit impact {protocol.id}"
            )
        asked = overtaken(register, protocol) if now.state in ("draft", "in-review") else None
        if asked and not same_version(asked.version, now.in_force):
            yield (
                f"{protocol.id} was changed after it was put out for signature on {long_date(asked.date)}. Nobody is "
                f"reminded of it. Put it out again: istoolkit sign-off request {protocol.id}"
            )


def _today(register: Register, protocol: Protocol, signatures: Iterable[Signature]) -> Iterator[str]:
    number = sum(each.outstanding and _was_reminded_today(register, each) for each in signatures)
    if number:
        whom = "1 signatory was" if number == 1 else f"{number} signatories were"
        yield f"{whom} reminded of {protocol.id} today. There is no second reminder on the same day."


def said(
    register: Register,
    message: Message,
    sheets: Mapping[tuple[str, str, str], str],
    documents: Mapping[str, str],
) -> dict[str, Any]:
    """Return what a message can say, by the names that its template uses.

    ``sheets`` are the names of sign-off sheets, ``documents`` those of the protocols in Word, by their identifiers.
    """
    used = dict.fromkeys(way for each in message.items for way in each.ways)
    return {
        "organisation": message.organisation,
        "partnership": _known(register.setting("partnership")) or "The partnership",
        "contact": _known(register.setting("contact")),
        "today": long_date(register.on or ""),
        "reminder": message.reminder,
        "protocols": [
            _said(register, each, sheets.get(sheet_key(each), ""), documents.get(each.protocol.id, ""))
            for each in message.items
        ],
        "ways": [{"name": WAYS[each][1], "words": WAYS[each][2]} for each in WAYS if each in used],
    }


def sheet_key(item: Item) -> tuple[str, str, str]:
    """Return what tells the sheet of an item from the others: its protocol, party and member."""
    return item.protocol.id, *item.signature.signatory.key


def _known(value: object) -> str:
    """Return a text on one line; "" where it is still to be confirmed."""
    return "" if to_be_confirmed(value) else " ".join(str(value or "").split())


def contact_is_open(register: Register) -> bool:
    """Whether the mailbox for questions is still to be confirmed, so that a message cannot name it."""
    return to_be_confirmed(register.setting("contact"))


def _said(register: Register, item: Item, sheet: str, document: str) -> dict[str, Any]:
    who, protocol, on = item.signature.signatory, item.protocol, str(register.on or "")
    return {
        "title": title_of(protocol),
        "reference": _known(protocol.text("reference")),
        "version": item.standing.version,
        "party": who.title,
        "post": item.signature.delegated.text("to_post") if item.signature.delegated else _known(who.post),
        "asked": long_date(item.asked),
        "reply_by": long_date(item.reply_by),
        "late": bool(item.reply_by) and item.reply_by < on,
        "new": item.is_new(on),
        "again": item.signature.answer == "again",
        "waits": who.required,
        "earlier": item.standing.earlier,
        "ways": [WAYS[each][0] for each in item.ways],
        "sheet": sheet,
        "document": document,
    }
