"""Who answers for an assessment: the controllers with their data protection officers."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from istoolkit.definitions.leaves import records
from istoolkit.definitions.names import party_name
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import CONTROLLERS, Party
from istoolkit.documents.values import NOTHING, Entry, Value
from istoolkit.documents.wording import told

_OFFICER = "data-protection-officer"
_EACH = "Each member has its own"


class Controller(NamedTuple):
    """A controller: its name, whether it leads, its data protection officer and how to reach it, who signs for it."""

    name: Value
    leads: bool
    officer: Value | str
    contact: Value | str
    signs: Value
    signed: str


def controllers(register: Register, here: Picture, of_protocol: Mapping[str, Any]) -> list[Controller]:
    """Return the controllers among the parties, the owner of the protocol first. ``of_protocol`` is the protocol's view."""
    parties = [here.parties[party_name(each.said.full)] for each in here.things("parties")]
    entries = (each for each in of_protocol["parties"] if isinstance(each, Entry))
    pairs = zip(parties, entries, strict=False)
    days = {each.party: f"Signed on {each.date}" for each in of_protocol["signatures"]}
    days |= {each.title: each.words for each in of_protocol["classes_signed"]}
    owner = here.protocol.text("owner")
    owned = (
        party for party in here.parties.values() if party.text("organisation") == owner and party.role in CONTROLLERS
    )
    leading = next(owned, None) if owner else None
    found = [
        _controller(register, here, party, entry, leading, days) for party, entry in pairs if party.role in CONTROLLERS
    ]
    return sorted(found, key=lambda each: not each.leads)


def _controller(
    register: Register, here: Picture, party: Party, entry: Any, leading: Party | None, days: Mapping[str, str]
) -> Controller:
    officer, contact = next(_officers(register, here, party), (_EACH if party.says("members") else "", ""))
    signed = days.get(str(entry.name), "Not yet")
    return Controller(entry.name, party is leading, officer or NOTHING, contact or NOTHING, entry.signed_by, signed)


def _officers(register: Register, here: Picture, party: Party) -> Iterator[tuple[str, str]]:
    """Yield the data protection officers of a party: a post of its organisation or of the one that it is part of."""
    name = party.text("organisation")
    for each in here.things("key_post_holders"):
        if name and each.text("role") == _OFFICER and each.text("organisation") == name:
            yield told(each.value.get("post")), _joined(each.value.get("contact"), each.value.get("phone"))
    seen: set[str] = set()
    while name in register.organisations and name not in seen:
        seen.add(name)
        organisation = register.organisations[name]
        for _, post in records(organisation.get("posts")):
            if post.get("role") == _OFFICER:
                yield told(post.get("post")), _joined(post.get("mailbox"), post.get("phone"))
        name = str(organisation.get("part_of", ""))


def _joined(*ways: object) -> str:
    return "; ".join(filter(None, map(told, ways)))
