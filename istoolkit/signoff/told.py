"""The record of sign-off in plain words."""

from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import load, vocabularies
from istoolkit.signoff import entries as happened
from istoolkit.signoff.entries import Entry, short
from istoolkit.signoff.named import title_of
from istoolkit.signoff.outstanding import Progress
from istoolkit.words import listed, sentence

_FEW = 6
"""How many names a line lists before it says how many more there are."""

_BY = {happened.APPROVED: "Signed by", happened.DELEGATED: "Given by", happened.RECONFIRMED: "Reviewed by"}
"""How the person is introduced who did something; “By” where it is plain."""


def told(register: Register, protocol: Protocol, entry: Entry) -> str:
    """Return what happened, in one sentence: “Northvale Police approved version 1.0.”"""
    who = title_of(register, protocol, *entry.signer) if entry.signer != ("", "") else ""
    of = f"version {entry.version}"
    known = {
        happened.REQUESTED: f"Version {entry.version} was put out for {entry.text('for')}{_to(who)}.",
        happened.REMINDED: f"{who or 'Everyone who had not answered'} was reminded.",
        happened.ADVISED: f"{_adviser(entry, who)} advised on {of}: {_opinion(entry)}.",
        happened.APPROVED: f"{who} approved {of}{' with conditions' if entry.text('conditions') else ''}.",
        happened.REFUSED: f"{who} refused {of}.",
        happened.DELEGATED: f"{who} gave the authority to sign to {_person(entry, 'to_name', 'to_post')}{_until(entry)}.",
        happened.WITHDRAWN: f"{who} withdrew its approval." if who else "The protocol was withdrawn.",
        happened.JOINED: f"{who} joined.",
        happened.LEFT: f"{who} left.",
        happened.SUPERSEDED: f"The protocol was replaced by: {entry.text('successor')}.",
        happened.RELEASED: f"{of.capitalize()} was released: it is kept as it was signed.",
        happened.RECONFIRMED: f"{of.capitalize()} was reviewed and confirmed without change.",
    }
    return known.get(entry.what, f"{who or 'The protocol'}: {entry.what}.")


def particulars(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what else an entry says, each with what it is called, in the order in which a reader asks."""
    if person := _person(entry, "name", "post"):
        yield _BY.get(entry.what, "By"), person
    yield from _said(entry, ("authority", "Authority"))
    if method := entry.text("method"):
        yield "How", words_of("acceptance", method)
    if signer := entry.text("key", "signer"):
        yield "Key", signer
    if entry.text("reply_by"):
        yield "Reply by", long_date(entry.text("reply_by"))
    yield from _evidence(entry)
    yield from _said(entry, ("advice", "Advice"), ("conditions", "Conditions"))
    if entry.what == happened.APPROVED and entry.text("until"):
        yield "Holds until", long_date(entry.text("until"))
    yield from _said(entry, ("because", "Reason"), ("note", "Note"))


def _said(entry: Entry, *fields: tuple[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((words, entry.text(name)) for name, words in fields if entry.text(name))


def _evidence(entry: Entry) -> Iterator[tuple[str, str]]:
    file, sha256 = entry.text("evidence", "file"), entry.text("evidence", "sha256")
    if file:
        what = "List" if entry.what == happened.RELEASED else "Signed copy"
        yield what, f"{file} (digest {short(sha256)})" if sha256 else file
    if kept := entry.text("evidence", "kept_at"):
        yield "Kept at", kept


def _person(entry: Entry, name: str, post: str) -> str:
    return ", ".join(each for each in (entry.text(name), entry.text(post)) if each)


def _to(who: str) -> str:
    return f" to {who}" if who else ""


def _until(entry: Entry) -> str:
    return f" until {long_date(entry.text('until'))}" if entry.text("until") else ""


def _adviser(entry: Entry, who: str) -> str:
    role = words_of("post_roles", entry.text("role")) or "adviser"
    return f"The {role}{f' of {who}' if who else ''}"


def _opinion(entry: Entry) -> str:
    item = load("sign-off").fields["entries"].item
    allowed: Mapping[str, Any] = item.fields["opinion"].allowed if item else {}
    return str(allowed.get(entry.text("opinion"), entry.text("opinion")))


def words_of(vocabulary: str, name: str) -> str:
    """Return a word of a vocabulary as a reader sees it; the word itself where it is not known."""
    return str(vocabularies()[vocabulary].get(name, name))


def progress_lines(now: Progress) -> list[str]:
    """Return how far the signing is: who must sign and has not, and how many of each class have."""
    lines = [] if not now.needed else [_of_the_required(now)]
    lines += [f"Refused: {few(each.title for each in now.refused)}."] if now.refused else []
    lines += [_of_class(each.title, each.members, each.needed, number) for each, number in now.classes]
    return [*lines, "Everyone who must sign has signed."] if now.complete else lines


def _of_the_required(now: Progress) -> str:
    missing = f"Missing: {few(each.title for each in now.missing)}." if now.missing else ""
    verb = "has" if now.signed == 1 else "have"
    return sentence(f"{now.signed} of {now.needed} that must sign {verb} signed.", missing)


def _of_class(title: str, members: int, needed: int, signed: int) -> str:
    verb = "has" if signed == 1 else "have"
    rule = f"{needed} must before it takes effect." if needed else "Each takes part from its own signature."
    return f"{title}: {signed} of {members} {verb} signed. {rule}"


def few(names: Iterator[str]) -> str:
    """Return the first few names, and how many more there are."""
    found = list(names)
    if len(found) <= _FEW + 1:
        return listed(found, "and")
    return listed([*found[:_FEW], f"{len(found) - _FEW} more"], "and")
