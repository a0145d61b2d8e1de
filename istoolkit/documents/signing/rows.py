"""What a row of the register of signatures is made of: a protocol, one that signs it, an entry of the record, in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.reviews import review_due
from istoolkit.definitions.schema import load
from istoolkit.documents.matrix.said import title_of
from istoolkit.documents.signing import told
from istoolkit.documents.signing.digests import short
from istoolkit.documents.status import has_record
from istoolkit.documents.tables import Cell
from istoolkit.documents.wording import told as plain
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.named import title_of as called
from istoolkit.signoff.record import record_of
from istoolkit.signoff.signatories import open_classes, signatories
from istoolkit.signoff.standing import STATES, Answer, Signature, State, standing_of
from istoolkit.words import capital, small

_STATES: dict[State, str] = {
    **dict.fromkeys(("signed-off", "in-force"), "low"),
    **dict.fromkeys(("awaiting", "review-due"), "moderate"),
    "overdue": "high",
    **dict.fromkeys(("expired", "withdrawn", "superseded"), "not"),
}
STATE_KEY = (
    ("low", "Agreed"),
    ("moderate", "Waiting, or review due"),
    ("high", "Review overdue, text changed, record damaged"),
    ("not", "Ended"),
)
_ANSWERS: dict[Answer, str] = {
    **dict.fromkeys(("signed", "conditions", "stands"), "low"),
    "asked": "moderate",
    "again": "high",
    **dict.fromkeys(("refused", "withdrawn"), "extreme"),
    "not-asked": "not",
}
KEY = (
    ("low", "Signed"),
    ("moderate", "Asked"),
    ("high", "Sign again"),
    ("extreme", "Refused or withdrew"),
    ("not", "Not asked"),
)
ENTRY_KEY = (("extreme", "Does not fit its digest"),)
_OWN = ("what", "party", "member", "name", "post", "date", "method", "version", "digest", "id", "recorded")
"""The fields of an entry that have columns of their own. The others are its particulars."""

Written = Callable[[str], str]
"""How an ISO day is written: out in words to be read, as it is to be sorted."""


@dataclass(frozen=True)
class Standings:
    """A protocol with where it stands and its record. One that nothing is recorded of is a draft, and has no digest yet."""

    register: Register
    protocol: Protocol

    @property
    def title(self) -> str:
        """What the protocol is called."""
        return title_of(self.protocol)

    @cached_property
    def begun(self) -> bool:
        """Whether anything is recorded of it."""
        return has_record(self.register, self.protocol)

    @cached_property
    def agreed(self) -> bool:
        """Whether everyone who must sign has signed."""
        return self.begun and standing_of(self.register, self.protocol).agreed

    @cached_property
    def state(self) -> State:
        """Its state."""
        return standing_of(self.register, self.protocol).state if self.begun else "draft"

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        """How each that signs it stands."""
        if self.begun:
            return standing_of(self.register, self.protocol).signatures
        found = signatories(self.register, self.protocol)
        return tuple(Signature(each, "not-asked", None, None, None) for each in found)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of its record, the oldest first."""
        return record_of(self.register, self.protocol).entries

    def _state(self) -> Cell:
        standing = standing_of(self.register, self.protocol) if self.begun else None
        if standing is not None and standing.damaged:
            return Cell("Record damaged", "high")
        if standing is not None and standing.changed:
            return Cell(f"{STATES[self.state]}. The text was changed since", "high")
        return Cell(STATES[self.state], _STATES.get(self.state, ""))

    def signed(self) -> str:
        """Return how many of those that it waits for have signed, and how many members of each open class, a line each."""
        required = [each for each in self.signatures if each.signatory.required]
        lines = [f"{sum(each.counts for each in required)} of {len(required)}"] if required else []
        for known in open_classes(self.register, self.protocol):
            members = [each for each in self.signatures if each.signatory.party == known.party]
            lines.append(f"{plain(known.title)}: {sum(each.counts for each in members)} of {len(members)}")
        return "\n".join(lines)

    def row(self, written: Written) -> Iterator[Cell]:
        """Yield the cells that say where it stands."""
        signed_on, due, digest, missing = "", review_due(self.protocol), "", ""
        if self.begun:
            standing = standing_of(self.register, self.protocol)
            signed_on, due, digest = standing.signed_on, standing.review_due, short(standing.digest)
            missing = "\n".join(plain(each.signatory.title) for each in standing.missing())
        yield Cell(self.title)
        yield Cell(plain(self.protocol.text("version")))
        yield self._state()
        yield Cell(self.signed())
        yield Cell("" if self.state in ("draft", "in-review") else missing)
        yield Cell(written(signed_on))
        yield Cell(written(plain(self.protocol.text("in_force"))))
        yield Cell(written(due))
        yield Cell("" if self.state == "draft" else digest)

    def whose(self, entry: Entry) -> str:
        """Return for whom an entry was made."""
        return called(self.register, self.protocol, *entry.signer) if entry.signer[0] else "The protocol as a whole"


def answer(each: Signature) -> Cell:
    """Return the answer of one that signs."""
    return Cell(told.ANSWERS[each.answer], _ANSWERS[each.answer])


def post_of(each: Signature) -> str:
    """Return the post of the person who answered; before there is an answer, that which is to sign."""
    if each.entry is not None:
        given = told.authority(each.entry)
        return f"{each.entry.text('post')} ({small(given)})".strip() if given else each.entry.text("post")
    post = plain(each.signatory.post)
    return f"{post} (to sign)" if post else ""


def way_of(entry: Entry | None) -> str:
    """Return how something was done."""
    return capital(told.way(entry.text("method"))) if entry and entry.text("method") else ""


def because(entry: Entry | None) -> str:
    """Return the conditions of an approval, or the reason for another answer."""
    return (entry.text("conditions") or entry.text("because")) if entry else ""


def asked_on(each: Signature, written: Written) -> str:
    """Return since when one that signs has been asked for today's content."""
    first = each.first_asked or each.asked
    return written(first.date) if first else ""


def reply_by(each: Signature, written: Written) -> str:
    """Return by when an answer was asked for."""
    return written(each.asked.text("reply_by")) if each.asked else ""


def happened(entry: Entry) -> str:
    """Return what happened, in words."""
    item = load("sign-off").fields["entries"].item
    names = item.fields["what"].allowed if item else {}
    return capital(names.get(entry.what, entry.what))


def recorded(entry: Entry) -> str:
    """Return when an entry was recorded, in world time."""
    return entry.text("recorded").replace("T", " ").removesuffix("Z")


def particulars(entry: Entry) -> str:
    """Return what else an entry says, a line each with its label."""
    item = load("sign-off").fields["entries"].item
    said = []
    for name, each in (item.fields if item else {}).items():
        if name not in _OWN and (value := entry.text(name)):
            words = each.allowed.get(value, value)
            said.append(f"{each.title}: {long_date(words) if each.format == 'date' else words}")
    return "\n".join(said)


def digest_cell(entry: Entry) -> Cell:
    """Return the digest of an entry; one that does not fit says so."""
    if entry.fits():
        return Cell(short(entry.id))
    return Cell(f"{short(entry.id)} does not fit the entry", "extreme")
