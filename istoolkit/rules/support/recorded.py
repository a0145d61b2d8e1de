"""The records of sign-off of the protocols that were asked for, as the rules on them look at them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from istoolkit.definitions.leaves import records
from istoolkit.definitions.names import party_name
from istoolkit.definitions.picture import picture
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.finding import Spot
from istoolkit.signoff import entries as happened
from istoolkit.signoff.content import Content, digest, digest_of, read_content
from istoolkit.signoff.contents import all_contents, contents_of
from istoolkit.signoff.deciding import deciding_entries
from istoolkit.signoff.entries import ALL_THE_SAME, Entry
from istoolkit.signoff.record import Record, record_of
from istoolkit.signoff.signatories import Signatory, signatories


@dataclass(frozen=True, eq=False)
class Recorded:
    """A protocol with its record. ``source`` is the file."""

    register: Register
    protocol: Protocol
    source: Source

    @cached_property
    def record(self) -> Record:
        """The entries in the order in which they happened."""
        return record_of(self.register, self.protocol)

    @cached_property
    def sound(self) -> tuple[Entry, ...]:
        """The entries that nobody has changed, the oldest first."""
        return tuple(each for each in self.record.entries if each.fits())

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for each in self.sound:
            found.setdefault(each.what, []).append(each)
        return found

    def of(self, *what: str) -> list[Entry]:
        """Return the entries of some kinds that nobody has changed, kind by kind and the oldest first."""
        return [each for kind in what for each in self._by_kind.get(kind, [])]

    @property
    def approvals(self) -> list[Entry]:
        """The approvals that nobody has changed."""
        return self.of(happened.APPROVED)

    @cached_property
    def standing(self) -> tuple[Entry, ...]:
        """The approvals that decide how their signers stand: what was put right by a new one is past."""
        deciding = deciding_entries(self.register, self.protocol)
        return tuple(each for each in deciding.values() if each.is_approval)

    @cached_property
    def now(self) -> str:
        """The digest of today's content."""
        return digest_of(self.register, self.protocol)

    @cached_property
    def signatories(self) -> Mapping[tuple[str, str], Signatory]:
        """Who signs, by party and member."""
        return {each.key: each for each in signatories(self.register, self.protocol)}

    def kept_as(self, version: str) -> tuple[str, ...]:
        """Return the digests of what was kept as a version, that which was put out last before those it replaced."""
        return self._by_version.get(version, ())

    @cached_property
    def _by_version(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for each in all_contents(self.register, self.protocol):
            found[each.version] = (*found.get(each.version, ()), digest(each.content))
        return found

    @cached_property
    def contents(self) -> Mapping[str, Content]:
        """The contents that were kept, by digest; not those that are damaged."""
        there = contents_of(self.register, self.protocol)
        read = ((name, read_content(each.content)) for name, each in there.items())
        return {name: content for name, content in read if content is not None}

    def content(self, entry: Entry) -> Mapping[str, Any]:
        """Return what the protocol said in the content that an entry is about; {} where that was not kept."""
        said = self.contents.get(entry.digest, {}).get("protocol")
        return said if isinstance(said, dict) else {}

    def party_then(self, entry: Entry) -> Mapping[str, Any]:
        """Return what the content that an entry is about says of its party; {} where that was not kept."""
        parties = records(self.content(entry).get("parties"))
        return next((each for _, each in parties if party_name(each) == entry.signer[0]), {})

    def requests(self, entry: Entry) -> list[Entry]:
        """Return the requests for signature of the content that an entry is about, which went to its signer."""
        asked = {("", ""), (entry.signer[0], ""), entry.signer}
        found = (each for each in self.of(happened.REQUESTED) if each.text("for") == "signature")
        return [each for each in found if each.digest == entry.digest and each.signer in asked]

    def delegations(self, entry: Entry) -> list[Entry]:
        """Return the entries by which the signer of an entry gave its authority to the post and person named in it.

        A person counts where both name one: authority that was given to a post is that of whoever holds it.
        """
        to_post = (each for each in self.delegations_to_post(entry) if each.text("to_name") and entry.text("name"))
        others = {each.id for each in to_post if not same_words(each.text("to_name"), entry.text("name"))}
        return [each for each in self.delegations_to_post(entry) if each.id not in others]

    def delegations_to_post(self, entry: Entry) -> list[Entry]:
        """Return the entries by which the signer of an entry gave its authority to the post named in it, to whomever."""
        found = (each for each in self.of(happened.DELEGATED) if each.signer == entry.signer)
        return [each for each in found if same_words(each.text("to_post"), entry.text("post"))]

    def at(self, entry: Entry, *path: str) -> Spot:
        """Return the spot of a field of an entry; that of the entry where the field is not there."""
        said = path and path[0] in entry.values
        return Spot(self.source.file, ("entries", entry.index or 0, *(path if said else ())))


@kept
def recorded(register: Register) -> tuple[Recorded, ...]:
    """Return the records of the protocols that were asked for and of which everything could be read."""
    there = ((each, register.sign_offs.get(each.id)) for each in register.understood()) if register.sign_offs else ()
    return tuple(Recorded(register, each, source) for each, source in there if source and not source.faults)


def is_explained(entry: Entry) -> bool:
    """Whether whoever recorded an entry knew what stands against it, and gave the reason for recording it all the same."""
    return bool(entry.text("because")) or ALL_THE_SAME in entry.text("note")


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for capitals and spaces."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


@kept
def known_parties(register: Register, each: Recorded) -> frozenset[str]:
    """Return the parties that a protocol has today or had in a content that was kept."""
    today = picture(register, each.protocol).parties
    said = (content.get("protocol") for content in each.contents.values())
    before = (records(each.get("parties")) for each in said if isinstance(each, dict))
    return frozenset([*today, *(party_name(party) for parties in before for _, party in parties)])


@kept
def known_members(register: Register, each: Recorded, party: str) -> frozenset[str] | None:
    """Return the members that the list of an open class has or had; None where the list cannot be read."""
    here = picture(register, each.protocol).parties.get(party)
    if here is None:
        return None
    if not here.says("class"):
        return frozenset()
    source = register.members.get(here.text("members"))
    rows = source.value if source and isinstance(source.value, list) else None
    return None if rows is None else frozenset(row["id"] for row in rows if "id" in row)


def mailboxes(register: Register, each: Recorded, entry: Entry) -> frozenset[str]:
    """Return the mailboxes of the organisation or member that an entry is for, in small letters; none where none is known."""
    party, member = entry.signer
    here = picture(register, each.protocol).parties.get(party)
    if here is None:
        return frozenset()
    posts = [one for _, one in records(here.organisation.get("posts"))]
    rows = register.members_in(here.text("members"))
    own = [one for one in rows if one.get("id") == member] if member else posts
    return frozenset(str(one["mailbox"]).casefold() for one in own if one.get("mailbox"))
