"""Whom the staff of a party ask: posts of their own organisation, those that run the protocol, departments of partners."""

from collections.abc import Iterator, Mapping, Sequence

from istoolkit.definitions.leaves import records
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.schema import vocabularies
from istoolkit.definitions.things import Party, Thing
from istoolkit.documents.guides.staff_shares import Share
from istoolkit.documents.matrix.said import called, joined
from istoolkit.documents.paper import Span, Words
from istoolkit.documents.wording import told

_ADVISERS = (
    "designated-safeguarding-lead",
    "single-point-of-contact",
    "caldicott-guardian",
    "data-protection-officer",
    "information-governance-lead",
)
"""The roles of posts in an organisation whom its staff ask, in the order in which they do."""

_MANAGER = "protocol-manager"
_RECEIVERS = ("administrator", "single-point-of-contact")
"""The roles of posts that take what comes in."""


def advisers(here: Picture, party: Party) -> list[Words]:
    """Return the posts that staff of a party ask: those of its own organisation, and those that run the protocol."""
    ours = party.text("organisation")
    posts = {told(each.get("post")): each for _, each in records(party.organisation.get("posts"))}
    found = [each for role in _ADVISERS for each in posts.values() if each.get("role") == role]
    holders = [
        each
        for each in here.things("key_post_holders")
        if (
            each.text("role") in _ADVISERS
            and ours
            and each.text("organisation") == ours
            and each.text("post") not in posts
        )
        or each.text("role") == _MANAGER
    ]
    return [*map(_own_post, found), *(_holder(here, each) for each in holders)]


def _own_post(each: Mapping[str, object]) -> Words:
    return _contact(told(each.get("post")), _role(str(each.get("role"))), each.get("mailbox"), each.get("phone"))


def _holder(here: Picture, each: Thing, brief: bool = False) -> Words:
    if brief:
        return _contact(
            told(each.value.get("post")), "", each.value.get("contact"), each.value.get("phone"), bold=False
        )
    titles = {one.text("organisation"): called(one) for one in here.parties.values()}
    post = joined([told(each.value.get("post")), titles.get(each.text("organisation"), "")], ", ")
    role = "runs this protocol" if each.said.protocol is here.protocol else "runs the protocol above"
    role = role if each.text("role") == _MANAGER else _role(each.text("role"))
    return _contact(post, role, each.value.get("contact"), each.value.get("phone"))


def _role(name: str) -> str:
    return vocabularies()["post_roles"].get(name, told(name))


def reach(here: Picture, party: Party, seen_by: str) -> Words:
    """Return how to reach a party that receives: the post that takes what comes in, as the register has it; () where it has none.

    Who runs the protocol is no such post: nobody may take it for the place to which word of harm goes.

    ``seen_by`` is who sees it on arrival: a department that it names is preferred.
    """
    found = [*_reached(here, party, seen_by)]
    return found[0] if found else ()


def _reached(here: Picture, party: Party, seen_by: str) -> Iterator[Words]:
    ours = party.text("organisation")
    holders = [each for each in here.things("key_post_holders") if ours and each.text("organisation") == ours]
    if party.name == ours:  # not a department that takes part for itself
        yield from (_holder(here, each, brief=True) for each in holders if each.text("role") in _RECEIVERS)
        for _, each in records(party.value.get("departments")):
            post = told(each.get("contact")).partition(",")[0]
            if any(name and name.casefold() in seen_by.casefold() for name in (told(each.get("title")), post)):
                yield from _department(here, told(each.get("contact")), holders)
    for _, each in records(party.organisation.get("posts")):
        if each.get("role") in _RECEIVERS:
            yield _contact(told(each.get("post")), "", each.get("mailbox"), each.get("phone"), bold=False)


def _department(here: Picture, contact: str, holders: Sequence[Thing]) -> Iterator[Words]:
    """Yield the contact of a department; with the telephone number of the post there where the protocol has it."""
    same = [each for each in holders if each.text("contact") and each.text("contact") in contact]
    if same:
        yield _holder(here, same[0], brief=True)
    elif contact:
        yield (contact,)


def departments(here: Picture, found: Sequence[Share]) -> Iterator[Words]:
    """Yield how to reach the departments of those to whom the party gives."""
    given = {each.passing.id for each in found if each.gives}
    receivers = dict.fromkeys(party for flow in here.flows if flow.id in given for party in flow.recipients)
    for each in receivers:
        entries = records(each.value.get("departments"))
        said_here = [(told(one.get("title")), told(one.get("contact"))) for _, one in entries]
        if words := joined(joined([title, contact], ": ") for title, contact in said_here if contact):
            yield (Span(f"{called(each)}: ", bold=True), f"{words}.")


def _contact(post: str, role: str, mailbox: object, phone: object, bold: bool = True) -> Words:
    named = f" ({role})" if role.casefold() not in post.casefold() else ""
    ways = [each for each in (mail(told(mailbox)), telephone(told(phone))) if each]
    return (Span(post, bold=bold), f"{named}: " if ways else named, *between(ways))


def between(reach: Sequence[Span | str]) -> Iterator[Span | str]:
    """Yield ways of reaching someone with commas between them."""
    for place, each in enumerate(reach):
        yield from (", ", each) if place else (each,)


def mail(address: str) -> Span | str:
    """Return a mailbox that can be written to; what is no address stays as it is."""
    return Span(address, link=f"mailto:{address}") if "@" in address and " " not in address else address


def telephone(number: str) -> Span | str:
    """Return a telephone number that can be called; what is no number stays as it is."""
    digits = number.replace(" ", "")
    return Span(number, link=f"tel:{digits}") if digits.isdigit() else number
