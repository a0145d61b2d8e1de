"""Who answers for an activity, who receives from it and who works for it (UK GDPR Article 30(1)(a) and (d))."""

from collections.abc import Mapping
from typing import Any

from istoolkit.definitions.formats import NOT_STATED
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.things import PROCESSORS, Flow, Party
from istoolkit.documents.matrix.said import called
from istoolkit.documents.processing.activities import Activity
from istoolkit.documents.processing.described import NONE_NAMED, Described, after, either, names, with_details
from istoolkit.documents.values import Text, fields_of
from istoolkit.words import capital

_OFFICER = "data-protection-officer"


def controller(each: Activity, words: Described) -> str:
    """Return the name of the controller; of a member of a class, its own."""
    return each.member.get("name") or called(each.party)


def contacts(each: Activity, words: Described) -> str:
    """Return the legal name of the controller, where it is and whom to ask."""
    if each.member:
        return either(each.member["name"], each.member["mailbox"], f"One of: {called(each.party)}")
    organisation, party = words.organisation(each.party), words.of(each.party)
    departments = [f"{at.title}: {at.contact}" if at.contact else str(at.title) for at in party.departments]
    return either(
        after("Legal name", organisation.legal_name),
        after("Part of", organisation.part_of),
        str(organisation.address),
        str(organisation.website),
        after("Registration with the Information Commissioner", organisation.ico.number),
        *(_post(post) for post in organisation.posts if not _is_officer(post)),
        *departments,
        _members(each.party, words),
    )


def _members(party: Party, words: Described) -> str:
    source = words.register.members.get(party.text("members"))
    if source is None:
        return "A class of organisations. Each answers for itself." if party.says("class") else ""
    return f"A class of organisations. Each answers for itself. They are listed in {source.file}."


def officer(each: Activity, words: Described) -> str:
    """Return the data protection officer with contact details; of a member of a class where its list names one."""
    if each.member:
        post = each.member["signed_by"]
        is_officer = post.casefold() == _OFFICER.replace("-", " ")
        return ", ".join(filter(None, (post, each.member["mailbox"]))) if is_officer else NOT_STATED
    posts = [_post(post) for post in words.organisation(each.party).posts if _is_officer(post)]
    held = [
        post
        for post in words.picture.things("key_post_holders")
        if post.text("role") == _OFFICER and post.text("organisation") == each.party.text("organisation")
    ]
    told = [", ".join(map(str, filter(None, (w.post, w.contact, w.phone)))) for w in map(words.of, held)]
    return either(*(posts or told))


def _is_officer(post: object) -> bool:
    role = getattr(post, "role", None)
    return isinstance(role, Text) and role.original == _OFFICER


def _post(post: object) -> str:
    said = [getattr(post, name) for name in ("post", "mailbox", "phone")]
    return ", ".join(str(each) for each in said if each)


def role(each: Activity, words: Described) -> str:
    """Return what the controller is in data protection law here, and in which part it is something else."""
    party = words.of(each.party)
    others = ["; ".join(f"{label}: {value}" for _, label, value in fields_of(one)) for one in party.roles]
    return either(
        capital(party.role),
        *(f"In part: {other}" for other in others),
        *(after(label, getattr(party, name)) for name, label in (("joined", "Joined on"), ("withdrew", "Left on"))),
        str(party.note),
    )


def joint(each: Activity, words: Described) -> str:
    """Return the other joint controllers."""
    if not _is_joint(each, each.party):
        return NONE_NAMED
    others = [party for party in each.picture.parties.values() if party is not each.party and _is_joint(each, party)]
    return either(*(with_details(called(one), words.organisation(one).website) for one in others))


def _is_joint(each: Activity, party: Party) -> bool:
    parts = [part for _, part in records(party.value.get("roles")) if part.get("role") == "joint-controller"]
    return party.role == "joint-controller" or any(_concerns(each, part) for part in parts)


def _concerns(each: Activity, part: Mapping[str, Any]) -> bool:
    """Whether a role in part holds for the purpose of an activity."""
    return each.purpose is None or "purposes" not in part or each.purpose.id in many(part.get("purposes"))


def recipients(each: Activity, words: Described) -> str:
    """Return everyone that receives what this controller gives, and the processors that work for it."""
    given = [name for flow in each.flows for name in _receivers(each, words, flow)]
    working = [_processor(party, words) for party in processors(each)]
    if each.picture.flows:
        return "\n".join(dict.fromkeys([*given, *working])) or NONE_NAMED
    return either(*working)


def _processor(party: Party, words: Described) -> str:
    whom = "" if not party.is_processor or party.many("for") else "for whom is not stated"
    return with_details(called(party), "processor" if not party.is_processor else words.of(party).role, whom)


def _receivers(each: Activity, words: Described, flow: Flow) -> list[str]:
    said = words.of(flow)
    if each.party not in flow.senders and not flow.says("inside"):
        return []
    if flow.says("inside"):
        return [f"{name} (inside {called(each.party)})" for name in names(said.between)]
    if flow.says("among") or "all" in flow.many("to"):
        found = [called(party) for party in flow.recipients if party is not each.party]
    else:
        found = [capital(name) for name in names(said.to)]
    hub = str(said.through)
    return found if not hub or hub in (*found, called(each.party)) else [*found, f"{hub} (in passing)"]


def contracts(each: Activity, words: Described) -> str:
    """Return the contract with each processor."""
    working = processors(each)
    if not working:
        return "No processor named in the protocol"
    return "\n".join(f"{called(party)}: {words.of(party).contract or NOT_STATED}" for party in working)


def processors(each: Activity) -> list[Party]:
    """Return the processors that work for the controller, and those that work for them."""
    found = [each.party]
    waiting = [party for party in each.picture.parties.values() if party is not each.party]
    while more := [party for party in waiting if _works_for(each, party, found)]:
        found.extend(more)
        waiting = [party for party in waiting if party not in more]
    return found[1:]


def _works_for(each: Activity, party: Party, others: list[Party]) -> bool:
    picture = each.picture
    if party.is_processor and (not party.many("for") or set(picture.named(party.many("for"))) & set(others)):
        return True
    return any(
        part.get("role") in PROCESSORS
        and bool(set(picture.named(many(part.get("for")))) & set(others))
        and _concerns(each, part)
        for _, part in records(party.value.get("roles"))
    )
