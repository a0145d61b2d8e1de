"""Whom people can ask, how they complain, and where they can read more."""

from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture
from istoolkit.documents.guides.plain import Passage, Voice, concerned
from istoolkit.documents.wording import told
from istoolkit.words import small

_KEEPERS = ("protocol-manager", "information-governance-lead", "authorised-representative", "single-point-of-contact")
"""The posts that answer questions about a protocol, the first that there is."""

_READERS = ("families", "young-people")
_WAYS = ("phone", "email", "link")
"""How a contact can be reached."""

URGENT = "999"
"""The number of the contact that goes before all others."""


def questions(here: Picture, voice: Voice) -> Iterator[Passage]:
    """Yield whom to ask, how to complain and which notices say more."""
    asked = ask(here)
    also = voice.words["write_to"].format(whom=asked) if asked else ""
    yield Passage(f"{voice.words['questions']} {also}".strip())
    yield from _complaints(here, voice)
    links = tuple(notices(here))
    if links:
        yield Passage(voice.words["notices"], links)


def ask(here: Picture) -> str:
    """Return the post that answers questions with how it is reached; "" where the definition names none."""
    posts = {each.text("role"): each for each in here.things("key_post_holders") if each.text("contact")}
    keeper = next((posts[role] for role in _KEEPERS if role in posts), None)
    if keeper is not None:
        held_at = here.register.organisations.get(keeper.text("organisation"), {})
        return _reached(keeper.text("post"), _title(held_at), keeper.text("contact"), keeper.text("phone"))
    contact = here.register.setting("contact")
    return "" if not contact or to_be_confirmed(contact) else contact


def officers(here: Picture, organisation: Mapping[str, Any]) -> str:
    """Return the data protection officer of an organisation with how they are reached; "" where it is not known."""
    for _, post in records(organisation.get("posts")):
        if post.get("role") == "data-protection-officer":
            said = [told(post.get(name)) for name in ("post", "mailbox", "phone")]
            return ", ".join(each for each in said if each)
    return ""


def _title(organisation: Mapping[str, Any]) -> str:
    return told(organisation.get("title"))


def _reached(*said: str) -> str:
    return ", ".join(each for each in said if each)


def _complaints(here: Picture, voice: Voice) -> Iterator[Passage]:
    to, within = here.text("rights", "complaints", "to"), here.text("rights", "complaints", "acknowledged_within")
    soon = voice.words["complain_within"].format(within=within) if within else ""
    if to:
        whom = small(to).rstrip(".") if to.startswith(("The ", "Any ", "Each ", "A ")) else to.rstrip(".")
        yield Passage(f"{voice.words['complain_to'].format(to=whom)} {soon}".strip())
    elif soon:
        yield Passage(soon)


def notices(here: Picture) -> Iterator[str]:
    """Yield the privacy notices that the protocol names, each with its owner and page."""
    term = here.term("openness", "notices")
    for _, each in records(term.value if term else None):
        said = [told(each.get(name)) for name in ("title", "owner", "link")]
        if said[0] and not to_be_confirmed(str(each.get("link", ""))):
            yield ", ".join(one for one in said if one)


def contacts(here: Picture, voice: Voice) -> list[Record]:
    """Return whom the readers of a guide can call in the nations of its protocol, for the people it is about.

    The one for danger comes first, and last what names another reader of guides before them: Childline in a guide for
    parents. Whom nobody can reach, having no number, address or page, is left out.
    """
    about = concerned(here)
    every = guidance_of(here.register).each("contacts", here.nations, voice.reader)
    found = [each for each in every if any(map(each.get, _WAYS)) and about & {*(many(each.get("concerns")) or about)}]
    return sorted(found, key=lambda each: (each.get("phone") != URGENT, _is_first_for_others(each, voice)))


def ways(contact: Record) -> tuple[str, ...]:
    """Return the names of the fields by which a contact is told: its number, and its address or, without one, its page."""
    return tuple(name for name in ("phone", "email" if contact.get("email") else "link") if contact.get(name))


def _is_first_for_others(each: Record, voice: Voice) -> bool:
    readers = [name for name in many(each.get("readers")) if name in _READERS]
    return bool(readers) and readers[0] != voice.reader and voice.reader == _READERS[0]
