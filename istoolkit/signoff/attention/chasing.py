"""Who is to be reminded of what: one message for each organisation, of every protocol that waits for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from istoolkit.definitions.formats import later, long_date, same_version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff.answers import overtaken
from istoolkit.signoff.attention.falling_due import title_of
from istoolkit.signoff.standing import Signature, Standing, standing_of

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
_USUAL = ("signature", "e-mail")
"""The ways that are offered where the definition allows any."""


@dataclass(frozen=True)
class Item:
    """A protocol that waits for a signature of the one written to."""

    protocol: Protocol
    standing: Standing
    signature: Signature

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways in which it may be signed."""
        return tuple(each for each in self.signature.signatory.methods if each in WAYS) or _USUAL

    @property
    def asked(self) -> str:
        """The day on which it was first asked for."""
        return self.signature.first_asked.date if self.signature.first_asked else ""

    @property
    def reply_by(self) -> str:
        """The day by which an answer was last asked for, "" where none was named."""
        return self.signature.asked.text("reply_by") if self.signature.asked else ""


@dataclass(frozen=True)
class Message:
    """What one organisation is reminded of. ``id`` names its files; ``mailboxes`` are role mailboxes, none where it has none."""

    id: str
    organisation: str
    mailboxes: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def reminder(self) -> int:
        """Which reminder it is: 1 for the first."""
        return 1 + max(len(each.signature.reminders) for each in self.items)


def messages(register: Register, protocols: Iterable[Protocol]) -> tuple[Message, ...]:
    """Return a message for each organisation that was asked to sign one of these protocols and has not answered, by name.

    Those that refused or withdrew are not among them: someone talks to them. Members of open classes are.
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
        if now.state == "awaiting" or now.agreed:
            open_ones = (each for each in now.signatures if each.outstanding and is_here(register, protocol, each))
            yield from (Item(protocol, now, each) for each in open_ones)


def is_here(register: Register, protocol: Protocol, signature: Signature) -> bool:
    """Whether a signatory takes part, or soon will: one that joins later is reminded from 30 days before."""
    joined = signature.signatory.joined
    return (
        not joined or register.on is None or joined <= max(protocol.text("in_force"), later(str(register.on), _EARLY))
    )


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
    return Message(name, " ".join(str(title or whom[0].title).split()), mailboxes, tuple(items))


def not_chased(register: Register, protocols: Iterable[Protocol]) -> Iterator[str]:
    """Yield sentences on those that get no message and that someone should talk to or ask again."""
    for protocol in protocols:
        now = standing_of(register, protocol)
        for each in now.signatures:
            if each.answer in ("refused", "withdrawn") and each.signatory.required:
                what = "refused" if each.answer == "refused" else "withdrew its approval of"
                yield f"{each.signatory.title} {what} {protocol.id}. It gets no reminder: talk to it."
        asked = overtaken(register, protocol) if now.state in ("draft", "in-review") else None
        if asked and not same_version(asked.version, now.in_force):
            yield (
                f"{protocol.id} was changed after it was put out for signature on {long_date(asked.date)}. Nobody is "
                f"reminded of it. Put it out again: istoolkit sign-off request {protocol.id}"
            )


def said(register: Register, message: Message, sheets: Mapping[tuple[str, str, str], str]) -> dict[str, Any]:
    """Return what a message can say, by the names that its template uses. ``sheets`` are the names of sign-off sheets."""
    used = dict.fromkeys(way for each in message.items for way in each.ways)
    return {
        "organisation": message.organisation,
        "partnership": " ".join(str(register.setting("partnership") or "The partnership").split()),
        "contact": str(register.setting("contact") or ""),
        "today": long_date(register.on or ""),
        "reminder": message.reminder,
        "protocols": [_said(register, each, sheets.get(sheet_key(each), "")) for each in message.items],
        "ways": [{"name": WAYS[each][1], "words": WAYS[each][2]} for each in WAYS if each in used],
    }


def sheet_key(item: Item) -> tuple[str, str, str]:
    """Return what tells the sheet of an item from the others: its protocol, party and member."""
    return item.protocol.id, *item.signature.signatory.key


def _said(register: Register, item: Item, sheet: str) -> dict[str, Any]:
    who, protocol = item.signature.signatory, item.protocol
    return {
        "title": title_of(protocol),
        "reference": protocol.text("reference"),
        "version": item.standing.version,
        "party": who.title,
        "post": item.signature.delegated.text("to_post") if item.signature.delegated else who.post,
        "asked": long_date(item.asked),
        "reply_by": long_date(item.reply_by),
        "late": bool(item.reply_by) and item.reply_by < str(register.on or ""),
        "again": item.signature.answer == "again",
        "waits": who.required,
        "earlier": item.standing.earlier,
        "ways": [WAYS[each][0] for each in item.ways],
        "sheet": sheet,
    }
