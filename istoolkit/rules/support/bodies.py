"""What the rules on posts and on the standing of bodies have in common: who takes part, and which posts are there."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.inherit import entries_of
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.picture import Picture, picture, pictures
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.schema import vocabularies
from istoolkit.definitions.things import Party, Thing
from istoolkit.finding import Path, Spot


class Post(NamedTuple):
    """A post as it is written: where, what it says, and the organisation it is at."""

    at: Spot
    said: Mapping[str, object]
    body: str

    @property
    def role(self) -> str:
        """The part it plays."""
        return str(self.said.get("role", ""))

    @property
    def called(self) -> str:
        """What it is called in messages."""
        post = self.said.get("post")
        known = isinstance(post, str) and not to_be_confirmed(post)
        return f"“{post if known else role_title(self.role)}” at {self.body}"


def is_vacant(party: Party) -> bool:
    """Whether a party is a place that each area fills for itself, and no one fills it yet."""
    return "local" in party.value and not party.organisation


def role_title(role: str) -> str:
    """Return what a post of a role is called."""
    return vocabularies()["post_roles"].get(role, "post")


@kept
def bodies(register: Register) -> list[tuple[Picture, Party]]:
    """Return each party that is one organisation and goes on being there, with the protocol it takes part in."""
    return [
        (each, party)
        for each in pictures(register)
        for party in each.parties.values()
        if party.organisation and "withdrew" not in party.value and "dissolved" not in party.organisation
    ]


@kept
def _places(register: Register) -> dict[str, int]:
    value = register.organisation_file.value
    entries = records(value.get("organisations")) if isinstance(value, dict) else []
    return {str(each.get("id")): index for index, each in reversed(entries)}


def spot_of(register: Register, body: Mapping[str, object], *path: str | int) -> Spot:
    """Return the spot of what an organisation says; that of its identifier where it does not say it."""
    steps: Path = path if path and path[0] in body else ("id",)
    place = _places(register)[str(body["id"])]
    return Spot(register.organisation_file.file, ("organisations", place, *steps), key=steps == ("posts",))


def serving(here: Picture, party: Party) -> list[Mapping[str, object]]:
    """Return the organisations whose posts and registration serve a party: itself, what it is part of and made up of."""
    wider = here.parties.get(party.text("part_of"))
    waiting = [party.organisation, *([wider.organisation] if wider else [])]
    found: dict[str, Mapping[str, object]] = {}
    while waiting:
        body = waiting.pop()
        if str(body.get("id", "")) not in found:
            found[str(body.get("id", ""))] = body
            names = [*many(body.get("part_of")), *many(body.get("made_up_of"))]
            waiting += [here.register.organisations[name] for name in names if name in here.register.organisations]
    return list(found.values())


def has_post(here: Picture, party: Party, role: str) -> bool:
    """Whether a party has a post, or does not know yet which posts it has."""
    found = serving(here, party)
    held = _held(here.register, here.protocol)
    if any((str(body.get("id")), role) in held for body in found):
        return True
    roles = [each.get("role") for body in found for _, each in records(body.get("posts"))]
    unknown = [*roles, *(body.get("posts") for body in found)]
    return role in roles or any(map(to_be_confirmed, unknown))


@kept
def _held(register: Register, protocol: Protocol) -> frozenset[tuple[str, str]]:
    holders = picture(register, protocol).things("key_post_holders")
    return frozenset((each.text("organisation"), each.text("role")) for each in holders)


@kept
def posts(register: Register) -> list[Post]:
    """Return the posts of the organisations that share, and the key post holders of each protocol, each once."""
    found: dict[Spot, Post] = {}
    for each in pictures(register):
        for said in entries_of(each.full, "key_post_holders"):
            body = register.organisations.get(str(said.value.get("organisation")), {})
            post = Post(Thing(said).at(), said.full, str(body.get("title", "")) or "an organisation to be confirmed")
            found.setdefault(post.at, post)
    for _, party in bodies(register):
        for index, value in records(party.organisation.get("posts")) if not party.is_processor else ():
            spot = spot_of(register, party.organisation, "posts", index)
            found.setdefault(spot, Post(spot, value, str(party.organisation.get("title"))))
    return [each for each in found.values() if each.role != "signatory"]


def period(register: Register, name: str, usual: str) -> str:
    """Return a warning period of register.yaml; the usual one where it does not say it."""
    periods = register.setting("warn_before")
    said = periods.get(name) if isinstance(periods, dict) else None
    return said if isinstance(said, str) and not to_be_confirmed(said) else usual


def registrations(register: Register) -> Iterator[tuple[str, str, Spot]]:
    """Yield the title of each organisation that takes part, the last day of its registration and where that stands."""
    for _, party in bodies(register):
        ico = party.organisation.get("ico")
        expires = str(ico.get("expires", "")) if isinstance(ico, dict) else ""
        yield str(party.organisation.get("title")), expires, spot_of(register, party.organisation, "ico", "expires")
