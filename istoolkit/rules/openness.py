"""OPEN: what people are told, how they use their rights and how they complain.

This part: what people are told and when, in words for children, and of consent.
"""

import re
from collections.abc import Iterable, Iterator

from istoolkit.definitions.ages import are_children
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.every import every_basis
from istoolkit.rules.support.telling import is_asked, place, texts_of


def _child_groups(picture: Picture) -> set[str]:
    return {name for name, people in picture.people.items() if are_children(people)}


@rule("OPEN003", "No words for children", severity="warning", source="UK GDPR Article 12(1)")
def no_words_for_children(register: Register) -> Iterable[Problem]:
    """Where information about children is shared, the protocol or one above says how children are told (`openness`:
    “children”).

    Why: what is addressed to a child must be in words that a child understands.

    Wrong:

        # framework/protocol.yaml
        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01}
          told_when: At the first meeting
          not_told_when: Where it would put someone at risk

    Right:

        # framework/protocol.yaml
        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01}
          told_when: At the first meeting
          not_told_when: Where it would put someone at risk
          children: Their worker goes through it with them
    """
    for picture in pictures(register):
        if is_asked(picture, "openness") and not picture.says("openness", "children"):
            groups = _child_groups(picture)
            if any(groups.intersection(item.many("of")) for flow in picture.personal_flows for item in flow.items):
                message = "Information about children is shared, and nothing says how children are told of it."
                mend = "Say under “children” how it is put to them, such as “A leaflet written with young people”."
                yield Problem(place(picture, "openness"), message, mend)


@rule("OPEN008", "Nothing on when people are told", severity="warning", source="UK GDPR Articles 13 and 14")
def not_told(register: Register) -> Iterable[Problem]:
    """The protocol or one above says when people are told that their information is shared, or why they are not. A
    circumstance that says what people are told (“told”) counts for the flows it belongs to.

    Why: people cannot use their rights over what they do not know of.

    Wrong:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: sought, capacity: Young people who understand}
        # framework/protocol.yaml
        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01}
          children: A leaflet written with young people

    Right:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: sought, capacity: Young people who understand,
           told: Before each sharing}
        # framework/protocol.yaml
        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01}
          children: A leaflet written with young people
    """
    for picture in pictures(register):
        said = picture.says("openness", "told_when") or picture.says("openness", "not_told_when")
        if is_asked(picture, "openness") and not said and not all(map(_tells, picture.personal_flows)):
            message = "Nothing says when people are told that their information is shared, or why they are not."
            mend = "Say it under “told_when”, and under “not_told_when” where telling would do harm."
            yield Problem(place(picture, "openness"), message, mend)


def _tells(flow: Flow) -> bool:
    return any(each.says("told") for each in flow.circumstances)


_WITHDRAW = re.compile(
    r"\b(?:withdr[ae]w\w*|revo[kc]\w*|chang\w+ (?:their|his|her|its|the|your) minds?|tak\w+ (?:it|consent) back"
    r"|opt(?:s|ed|ing)?[ -]out|say no later|stop\w* (?:it )?at any time)\b",
    re.IGNORECASE,
)


@rule("OPEN012", "Consent that cannot be taken back", severity="warning", source="UK GDPR Article 7(3)")
def no_withdrawal(register: Register) -> Iterable[Problem]:
    """Where consent is the lawful basis, the protocol says how a person takes it back: with the basis, in the circumstances
    of its flows, or under `rights` or `openness`.

    Why: consent may be withdrawn at any time, as easily as it was given, and people are told so before they give it.

    Wrong:

        # framework/protocol.yaml
        purposes:
        - {id: befriend, title: Befriending visits, necessity: Volunteers must know whom to visit, benefit: Company}
        people:
        - {id: lonely, title: Adults who live alone, ages: 18 and over}
        information:
        - {id: contact, title: Name and address, of: lonely, kind: personal, needed_because: To visit}
        circumstances:
        - {id: wish, title: A visit is asked for, when: Someone asks for visits, consent: sought, told: When they ask}
        lawfulness:
        - {id: agreed, purposes: befriend, parties: charity, article_6: consent, why: Visits are offered and not owed}
        flows:
        - {id: ask, title: Asking for visits, from: people, to: charity, information: contact, purpose: befriend,
           circumstance: wish, channel: secure-email, frequency: When it arises, seen_by: The visits team}
        storage:
        - {held_by: charity, information: contact, access: The visits team, disposal: Deleted,
           retention: {keep: 1 year, from: The last visit, authority: The charity's schedule}}

    Right:

        # framework/protocol.yaml
        purposes:
        - {id: befriend, title: Befriending visits, necessity: Volunteers must know whom to visit, benefit: Company}
        people:
        - {id: lonely, title: Adults who live alone, ages: 18 and over}
        information:
        - {id: contact, title: Name and address, of: lonely, kind: personal, needed_because: To visit}
        circumstances:
        - {id: wish, title: A visit is asked for, when: Someone asks for visits, consent: sought,
           told: They may change their mind by a call}
        lawfulness:
        - {id: agreed, purposes: befriend, parties: charity, article_6: consent, why: Visits are offered and not owed}
        flows:
        - {id: ask, title: Asking for visits, from: people, to: charity, information: contact, purpose: befriend,
           circumstance: wish, channel: secure-email, frequency: When it arises, seen_by: The visits team}
        storage:
        - {held_by: charity, information: contact, access: The visits team, disposal: Deleted,
           retention: {keep: 1 year, from: The last visit, authority: The charity's schedule}}
    """
    for picture, basis in every_basis(register):
        field = _consent(basis)
        if field and not any(map(_WITHDRAW.search, _about_consent(picture, basis))):
            message = "Consent is the basis, and nothing says how a person takes it back or what follows."
            mend = "Say how it is withdrawn and what then happens to the information, for example under “told”."
            yield Problem(basis.at(field), message, mend)


def _consent(basis: Basis) -> str:
    """Return the field in which consent is chosen as the basis; "" where it is not."""
    chosen = (("article_6", "consent"), ("article_9", "explicit-consent"), ("part_3", "consent"))
    return next((field for field, choice in chosen if basis.text(field) == choice), "")


def _about_consent(picture: Picture, basis: Basis) -> Iterator[str]:
    things = [basis, *(each for flow in basis.flows for each in (flow, *flow.circumstances))]
    yield from (text for thing in things for value in thing.value.values() for text in many(value))
    yield from texts_of(picture, "rights", "openness")


@rule(
    "OPEN013",
    "Agreement of children, and who can agree",
    severity="warning",
    source="Gillick v West Norfolk and Wisbech Area Health Authority [1986] AC 112; Data Protection Act 2018 section 208",
)
def who_can_agree(register: Register) -> Iterable[Problem]:
    """Where people are asked to agree and children are among them, the circumstance says who can agree (“capacity”).

    Why: a child who understands what is asked agrees for themselves, and a parent for one who does not. Staff who do not
    know which holds ask the wrong person.

    Wrong:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: sought, told: Before it is shared}

    Right:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: not-needed, told: Before it is shared}
    """
    for picture in pictures(register):
        groups = _child_groups(picture)
        for flow in picture.personal_flows:
            if any(groups.intersection(item.many("of")) for item in flow.items):
                for each in flow.circumstances:
                    if each.text("consent") == "sought" and not each.says("capacity"):
                        message = f"Agreement is sought in “{each.title}”, and nothing says who can agree for a child."
                        mend = "Say under “capacity” when a child agrees for themselves, and who agrees otherwise."
                        yield Problem(each.at("consent"), message, mend)
