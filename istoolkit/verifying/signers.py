"""Who signed the content of a document, and who has taken that back since."""

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import load
from istoolkit.documents.signing.told import authority
from istoolkit.signoff.change.titles import Titles
from istoolkit.signoff.content import Content
from istoolkit.signoff.deciding import contents, counting, deciding_entries
from istoolkit.signoff.entries import LEFT, WITHDRAWN, Entry
from istoolkit.signoff.signatories import signatories

_TAKEN_BACK = {WITHDRAWN: "withdrew", LEFT: "left"}


def approvals(register: Register, protocol: Protocol, content: str) -> tuple[Entry, ...]:
    """Return the approvals of a content that count: none that was taken back, or was given with a key that is not good."""
    found = deciding_entries(register, protocol, content).values()
    return tuple(each for each in found if each.is_approval and each.digest == content)


def taken_back(register: Register, protocol: Protocol, content: str) -> tuple[Entry, ...]:
    """Return the withdrawals and leavings, that count, of those that approved a content before."""
    signed = {each.signer for each in counting(register, protocol) if each.is_approval and each.digest == content}
    found = deciding_entries(register, protocol, content).values()
    return tuple(each for each in found if each.what in _TAKEN_BACK and each.signer in signed)


def title_of(register: Register, protocol: Protocol, content: str) -> str:
    """Return what a protocol is called in a content that was put out; what it is called today where that is not kept."""
    own = _content(register, protocol, content).get("protocol")
    said = str(own.get("title", "")) if isinstance(own, dict) else ""
    return said or protocol.text("title") or protocol.id


def told_approval(register: Register, protocol: Protocol, content: str, entry: Entry) -> str:
    """Return a signature in words: “Northvale Council: Amira Patel, Director, 1 December 2026, by e-mail”."""
    item = load("sign-off").fields["entries"].item
    ways = item.fields["method"].allowed if item else {}
    who = ", ".join(each for each in (entry.text("name"), entry.text("post")) if each) or "name not recorded"
    way = ways.get(entry.text("method"), entry.text("method"))
    conditions = f" Condition: {entry.text('conditions').rstrip('.')}." if entry.text("conditions") else ""
    title = _called(register, protocol, content, entry)
    given = f" {authority(entry)}." if authority(entry) else ""
    return f"{title}: {who}, {long_date(entry.date)}{f' ({way})' if way else ''}.{given}{conditions}"


def told_taken_back(register: Register, protocol: Protocol, content: str, entry: Entry) -> str:
    """Return in words who has taken its signature back, and why: “Larkmoor Police withdrew on 24 November 2026.”"""
    because = f": {entry.text('because').rstrip('.')}" if entry.text("because") else ""
    who = _called(register, protocol, content, entry)
    return f"{who} {_TAKEN_BACK[entry.what]} on {long_date(entry.date)}{because}."


def _called(register: Register, protocol: Protocol, content: str, entry: Entry) -> str:
    """Return what a signatory is called in a content; a member of a class, which no content names, as its list has it."""
    party, member = entry.signer
    if not member:
        return Titles(_content(register, protocol, content)).of("party", party)
    known = {each.key: each.title for each in signatories(register, protocol)}
    return known.get(entry.signer, f"{party}/{member}")


def _content(register: Register, protocol: Protocol, content: str) -> Content:
    return contents(register, protocol).get(content, {})
