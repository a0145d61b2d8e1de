"""Who signs a protocol: each organisation that decides why and how, and each member of an open class for itself."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from istoolkit.definitions.formats import date
from istoolkit.definitions.leaves import records
from istoolkit.definitions.names import party_name
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import PROCESSORS, Party
from istoolkit.signoff.content import Content


@dataclass(frozen=True)
class Signatory:
    """One that signs. ``member`` is the member's identifier where the party is an open class, else "".

    ``post`` is the post that signs, ``methods`` the ways of accepting that are allowed (all where there are none).
    ``organisation`` is its identifier in organisations.yaml. ``required`` says whether the protocol waits for it.
    ``mailbox`` is a role mailbox. ``joined`` is the first day it takes part, "" where it is there from the start.
    """

    party: str
    member: str
    title: str
    post: str
    methods: tuple[str, ...]
    organisation: str
    mailbox: str
    required: bool
    joined: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others: its party and its member."""
        return self.party, self.member

    @property
    def id(self) -> str:
        """How it is named on the command line: ``northvale-council``, ``schools/alderbank-primary``."""
        return f"{self.party}/{self.member}" if self.member else self.party


@dataclass(frozen=True)
class OpenClass:
    """An open class of parties: how many members it has, and how many must have signed before the protocol takes effect.

    ``listed`` is False where no list of its members is kept: then nobody of it can sign.
    """

    party: str
    title: str
    members: int
    needed: int
    listed: bool


@kept
def signatories(register: Register, protocol: Protocol) -> tuple[Signatory, ...]:
    """Return who signs a protocol on the day on which the register is looked at, in the order of its parties.

    Not a party or member that has left, nor a processor, which is bound by its contract (UK GDPR Article 28), unless the
    definition names a post that signs for it.
    """
    return tuple(each for party in _signing(register, protocol) for each in _of(register, protocol, party))


def signatories_of(register: Register, protocol: Protocol, content: Content) -> tuple[Signatory, ...]:
    """Return who signs a content that was put out, on the day on which the register is looked at.

    One that the definition says has left does not. One that the definition no longer names does: it was a party to it.
    """
    then = {party_name(each): each for each in _parties(content)}
    here = picture(register, protocol).parties
    now = [each for each in signatories(register, protocol) if each.party in then]
    gone = [each for name, each in then.items() if name not in here and not each.get("class")]
    signing = (each for each in gone if each.get("signed_by") or each.get("role") not in PROCESSORS)
    return (*now, *(_as_it_was(each) for each in signing))


def classes_of(register: Register, protocol: Protocol, content: Content) -> tuple[OpenClass, ...]:
    """Return the open classes of a content that was put out, each with how many of its members must have signed by it."""
    then = {party_name(each): each for each in _parties(content)}
    return tuple(_then(each, then[each.party]) for each in open_classes(register, protocol) if each.party in then)


def starts_with_all(content: Content, party: str) -> bool:
    """Whether every member of an open class must have signed a content before it takes effect."""
    return any(str(each.get("start_with", "")) == "all" for each in _parties(content) if party_name(each) == party)


def _then(now: OpenClass, party: Mapping[str, Any]) -> OpenClass:
    return replace(now, needed=_needed(str(party.get("start_with", "")), now.members))


def _parties(content: Content) -> list[dict[str, Any]]:
    own = content.get("protocol")
    return [each for _, each in records(own.get("parties"))] if isinstance(own, Mapping) else []


def _as_it_was(party: Mapping[str, Any]) -> Signatory:
    name = party_name(party)
    title = str(party.get("title") or name)
    return Signatory(name, "", title, str(party.get("signed_by", "")), (), str(party.get("organisation", "")), "", True)


@kept
def open_classes(register: Register, protocol: Protocol) -> tuple[OpenClass, ...]:
    """Return the open classes of parties that sign, each with how many of its members must."""
    return tuple(_open_class(register, each) for each in _signing(register, protocol) if each.says("class"))


def _signing(register: Register, protocol: Protocol) -> list[Party]:
    parties = picture(register, protocol).parties.values()
    return [each for each in parties if not _has_left(register.on, each) and _signs(each)]


def _signs(party: Party) -> bool:
    return party.says("signed_by") or not party.is_processor


def _has_left(on: datetime.date | None, party: Party) -> bool:
    left = party.day("withdrew")
    return left is not None and (on is None or left < on)


def _of(register: Register, protocol: Protocol, party: Party) -> Iterator[Signatory]:
    if party.says("class"):
        yield from _members(register, protocol, party)
        return
    yield Signatory(
        party=party.name,
        member="",
        title=party.title,
        post=party.text("signed_by") or _by(register, protocol, party),
        methods=_methods(register, protocol, party),
        organisation=party.text("organisation") or str(party.organisation.get("id", "")),
        mailbox=_mailbox(party),
        required=True,
        joined=party.text("joined"),
    )


def _members(register: Register, protocol: Protocol, party: Party) -> Iterator[Signatory]:
    all_needed = party.text("start_with") == "all"
    for row in _rows(register, party):
        yield Signatory(
            party=party.name,
            member=row["id"],
            title=row.get("name", row["id"]),
            post=row.get("signed_by") or party.text("signed_by") or _by(register, protocol, party),
            methods=_methods(register, protocol, party),
            organisation="",
            mailbox=row.get("mailbox", ""),
            required=all_needed,
            joined=row.get("joined", ""),
        )


def _rows(register: Register, party: Party) -> list[dict[str, str]]:
    """Return the members of a class that have not left."""
    rows = register.members_in(party.text("members"))
    return [each for each in rows if "id" in each and not _gone(register.on, each)]


def _gone(on: datetime.date | None, row: dict[str, str]) -> bool:
    left = date(row.get("left", ""))
    return left is not None and (on is None or left < on)


def _open_class(register: Register, party: Party) -> OpenClass:
    members = len(_rows(register, party))
    needed = _needed(party.text("start_with"), members)
    return OpenClass(party.name, party.title, members, needed, party.text("members") in register.members)


def _needed(start_with: str, members: int) -> int:
    return members if start_with == "all" else int(start_with) if start_with.isdigit() else 0


def _ways(register: Register, protocol: Protocol, party: Party) -> Iterator[dict[str, str]]:
    """Yield the ways of accepting that the definition has for a party."""
    shown = picture(register, protocol)
    said = shown.term("sign_off", "ways")
    for way in said.value if said and isinstance(said.value, list) else ():
        names = way.get("parties", []) if isinstance(way, dict) else []
        if party in shown.named([names] if isinstance(names, str) else names):
            yield way


def _methods(register: Register, protocol: Protocol, party: Party) -> tuple[str, ...]:
    ways = (str(way.get("method", "")) for way in _ways(register, protocol, party))
    return tuple(dict.fromkeys(each for each in (party.text("accepts"), *ways) if each))


def _by(register: Register, protocol: Protocol, party: Party) -> str:
    return next((str(way["by"]) for way in _ways(register, protocol, party) if way.get("by")), "")


def _mailbox(party: Party) -> str:
    """Return the mailbox of the post that signs, or else of the first post that has one."""
    posts = [each for each in party.organisation.get("posts", ()) if isinstance(each, dict) and each.get("mailbox")]
    signing = (each for each in posts if each.get("post") == party.text("signed_by"))
    return str(next(signing, posts[0] if posts else {}).get("mailbox", ""))
