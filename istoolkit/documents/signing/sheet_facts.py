"""What stands on a sheet before and after the flows and duties: who signs what and when, how, and what was answered before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from istoolkit.definitions.formats import long_date, to_be_confirmed
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.matrix.said import called
from istoolkit.documents.signing import room, told
from istoolkit.documents.signing.statement import statement_of
from istoolkit.documents.wording import Titles
from istoolkit.documents.wording import told as plain
from istoolkit.signoff.answers import requests, sound
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.record import record_of
from istoolkit.signoff.signatories import Signatory
from istoolkit.signoff.standing import STATES, Signature, Standing, standing_of
from istoolkit.signoff.ways import SENT, ways_of
from istoolkit.words import listed, sentence

SIGN_OFF = "Sign-off"
"""What the protocol that partners sign calls the part on signing."""

DRAFT = "DRAFT. Not yet put out for signature. Do not sign this sheet."
CHANGED = "CHANGED since it was put out for signature. Do not sign this sheet."
DAMAGED = "The record of sign-off is damaged. Do not sign this sheet before it is mended."
NOT_OUT = "Not put out for signature. Do not sign this sheet."

_KEEP = "This sheet is yours to keep: nothing is to be signed on it or sent back."
_STATEMENT_LINES, _FACT_LINES, _TITLE_LINES, _SEND_LINES = 8, 3, 3, 5
_VALUE = room.FACT_COLUMNS[1] * room.ACROSS - 12
_REST = f"(in full under “{SIGN_OFF}” in the protocol)"


def is_out(register: Register, protocol: Protocol) -> bool:
    """Whether today's content of a protocol was put out for signature and may still be signed."""
    standing = standing_of(register, protocol)
    entries = sound(register, record_of(register, protocol).entries)
    asked = bool(requests(entries, standing.digest, "signature"))
    open_ = standing.state == "awaiting" and not standing.changed and not standing.damaged
    return asked and (open_ or standing.agreed)


@dataclass(frozen=True)
class Facts:
    """What a sheet says of signing. ``out`` tells whether its content may be signed today."""

    register: Register
    protocol: Protocol
    signature: Signature
    standing: Standing
    out: bool

    @property
    def signatory(self) -> Signatory:
        """Whose sheet it is."""
        return self.signature.signatory

    @property
    def counts(self) -> bool:
        """Whether it is signed, and that is of use today."""
        return self.signature.counts and (self.out or self.standing.agreed)

    @property
    def signable(self) -> bool:
        """Whether it has boxes: it is out for signature, and this signatory has not signed it yet."""
        return self.out and not self.signature.counts

    @cached_property
    def here(self) -> Picture:
        """The protocol as a reviewer sees it."""
        return picture(self.register, self.protocol)

    def title(self) -> str:
        """Return the title of the protocol with its version and reference."""
        title, version = plain(self.protocol.text("title")) or self.protocol.id, plain(self.protocol.text("version"))
        reference = plain(self.protocol.text("reference"))
        said = ", ".join(filter(None, (title, f"version {version}" if version else "", reference)))
        return room.cut(said, _VALUE, _TITLE_LINES, "")

    def banner(self) -> str:
        """Return why it may not be signed; "" where it may, or is signed already."""
        state = self.standing.state
        if state in ("withdrawn", "superseded", "expired"):
            return f"{STATES[state].upper()}. This version is not to be signed any more."
        if self.standing.changed:
            return CHANGED
        if self.standing.damaged:
            return DAMAGED
        if self.out or self.counts:
            return ""
        return DRAFT if state in ("draft", "in-review") else NOT_OUT

    def particulars(self) -> Iterator[tuple[str, str]]:
        """Yield who signs, what is needed first, and when, each with a label; "" for what is not said."""
        party = self.here.parties[self.signatory.party]
        yield "One of", called(party) if self.signatory.member else ""
        yield "Post that signs", self._post()
        yield "Who may sign", _cut(" ".join(self.here.text("sign_off", "authority").split()))
        yield "Approval first", _cut(", ".join(self._approvals()))
        yield "Dates", self._dates()
        yield "Answered before", self._before()

    def post(self) -> str:
        """Return the post that is written in the box already; "" where the authority to sign was given to someone else."""
        return "" if self.signature.delegated else plain(self.signatory.post)

    def _post(self) -> str:
        given = self.signature.delegated
        if given is None:
            return plain(self.signatory.post)
        until = f", until {long_date(given.text('until'))}" if given.text("until") else ""
        return f"{_person(given.text('to_name'), given.text('to_post'))} (was given the authority to sign{until})"

    def _approvals(self) -> list[str]:
        said = self.here.term("sign_off", "approvals")
        return [plain(each) for each in (said.value if said and isinstance(said.value, list) else [])]

    def _dates(self) -> str:
        reply = self._reply_by() if self.signable else ""
        begins, due = plain(self.protocol.text("in_force")), self.standing.review_due
        return sentence(
            f"Reply by {reply}." if reply else "",
            f"Takes effect on {long_date(begins)}." if begins else "",
            f"Review due by {long_date(due)}." if due else "",
        )

    def _reply_by(self) -> str:
        return long_date(self.signature.asked.text("reply_by")) if self.signature.asked else ""

    def _before(self) -> str:
        """Return what this signatory answered before, where it must answer again or has answered no."""
        entry = self.signature.entry
        if entry is None or self.signature.counts:
            return ""
        who = _person(entry.text("name"), entry.text("post"))
        by = f" by {who}" if who else ""
        if self.signature.answer == "again":
            return _cut(f"Signed{_version(entry)} on {long_date(entry.date)}{by}. {self._why_again(entry)}")
        because = entry.text("because").rstrip(".")
        reason = f" Reason: {because}." if because else ""
        return _cut(f"{told.ANSWERS[self.signature.answer]} on {long_date(entry.date)}{by}.{reason}")

    def _why_again(self, entry: Entry) -> str:
        if entry.digest == self.standing.digest and entry.text("until"):
            return f"That held until {long_date(entry.text('until'))}: sign again."
        return "What concerns you has changed since: sign again."

    def signed(self) -> list[tuple[str, str]]:
        """Return what the record says where it is signed, each with a label."""
        if not self.counts:
            return []
        found = [(label, _cut(value)) for label, value in told.particulars(self.signature)]
        stands = "It was given to an earlier version. Nothing that needs it again has changed since."
        return [*found, ("Why it counts", stands)] if self.signature.answer == "stands" else found

    def statement(self) -> str:
        """Return the words that are signed; where they are too long for the sheet, where they stand."""
        if not self.signable:
            return ""
        said = statement_of(self.here)
        fits = room.height_of(said, room.ACROSS - 20, room.PLAIN) <= _STATEMENT_LINES * room.PLAIN * 1.2
        return said if fits else f"We agree to the statement under “{SIGN_OFF}” in the protocol, in full."

    def send(self) -> str:
        """Return the ways of accepting, and where the sheet goes; "" where it is not to be signed."""
        if not self.signable:
            return ""
        allowed, reply = listed(told.ways(ways_of(self.signatory)), "or"), self._reply_by()
        where = f"Send it{f' by {reply}' if reply else ''} to: {self._where()}." if self.fills_in else _KEEP
        said = f"You may accept by: {allowed}.{''.join(f' {each}' for each in self._notes())}"
        return sentence(room.cut(said, room.ACROSS, _SEND_LINES, _REST), where)

    @property
    def fills_in(self) -> bool:
        """Whether the sheet may be filled in and sent back: not where the party accepts in other ways alone."""
        return self.signable and not SENT.isdisjoint(ways_of(self.signatory))

    def _notes(self) -> Iterator[str]:
        """Yield what the definition adds to the ways of accepting that are this party's."""
        said = self.here.term("sign_off", "ways")
        party = self.here.parties[self.signatory.party]
        for each in said.value if said and isinstance(said.value, list) else ():
            names: Any = each.get("parties", []) if isinstance(each, Mapping) else []
            if party in self.here.named([names] if isinstance(names, str) else names) and each.get("note"):
                yield f"{plain(each['note']).rstrip('.')}."

    def _where(self) -> str:
        """Return where the sheet goes: the partnership's mailbox, or else the owner of the protocol."""
        contact = self.register.setting("contact")
        said = "" if to_be_confirmed(contact) else plain(contact)
        owner = Titles(self.register).of(self.protocol, "organisation", self.protocol.text("owner"))
        return said or (f"the owner of the protocol, {owner}" if owner else "whoever sent it to you")


def _version(entry: Entry) -> str:
    return f" version {entry.version}" if entry.version else ""


def _cut(words: str) -> str:
    return room.cut(words, _VALUE, _FACT_LINES, _REST)


def _person(name: str, post: str) -> str:
    return ", ".join(filter(None, (name, post)))
