"""FLOW: what moves, how, and where it may go.

This part: the limits of what is shared, and of whom it reaches.
"""

import re
from collections.abc import Iterable, Iterator

from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Flow, Item
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.carriers import outsiders, spot_in
from istoolkit.rules.support.every import every_flow
from istoolkit.rules.support.naming import all_names


@rule("FLOW001", "Body outside the parties", "warning", "ICO data sharing code of practice")
def outside(register: Register) -> Iterable[Problem]:
    """Whoever sees the information on arrival, or is passed it, is a party of the protocol.

    Why: a body that is no party has promised nothing, and no lawful basis here covers it.

    Wrong:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff and Lanternway Family Support}
        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway Family Support
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-08-31}

    Right:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises,
           seen_by: Hub staff, onward: Not to Lanternway Family Support or any other body}
        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway Family Support
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-08-31}
    """
    for picture, flow in every_flow(register):
        for name in ("seen_by", "onward"):
            text = flow.text(name)
            for title in () if _REFUSES.search(text) else outsiders(picture, text):
                message = f"“{flow.title}” lets “{title}” have the information, which is no party here."
                mend = "Add it to the parties with its role and lawful basis, or take its name out here."
                yield Problem(flow.at(name), message, mend)


_REFUSES = re.compile(r"\b(?:not?|never|none|nor|nothing|nobody|no one|without|except|unless)\b", re.IGNORECASE)


@rule("FLOW002", "Passed on although the purpose allows none", source="UK GDPR Article 5(1)(b)")
def onward(register: Register) -> Iterable[Problem]:
    """A flow does not let information be passed on where its purpose says that it is not used again.

    Why: the purpose is what people are told. Staff who read the flow would break it.

    Wrong:

        purposes:
        - id: find-need
          title: Find needs early
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          if_not_shared: Needs go unseen until a crisis
          onward_use: None
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises,
           seen_by: Hub staff, onward: To the school nurse where that helps the child}

    Right:

        purposes:
        - id: find-need
          title: Find needs early
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          if_not_shared: Needs go unseen until a crisis
          onward_use: None
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises,
           seen_by: Hub staff, onward: Not to anyone outside the hub}
    """
    for picture, flow in every_flow(register):
        purposes = [picture.purposes[name] for name in flow.purposes if name in picture.purposes]
        allowed = flow.says("onward") and not flow.unknown("onward") and not _REFUSES.search(flow.text("onward"))
        if allowed and purposes and all(_NO_USE.match(each.text("onward_use")) for each in purposes):
            title = purposes[0].title
            message = f"“{flow.title}” lets the information be passed on, and “{title}” allows no onward use."
            mend = "Say that it is not passed on, or say in the purpose on which terms it may be."
            yield Problem(flow.at("onward"), message, mend, ((purposes[0].at("onward_use"), "the purpose"),))


_NO_USE = re.compile(
    r"\s*(?:no|none|never|not at all|(?:it is )?not (?:allowed|permitted)|no onward (?:use|sharing)(?: is allowed)?)"
    r"\s*\.?\s*\Z",
    re.IGNORECASE,
)


@rule("FLOW011", "Personal data for the public", source="UK GDPR Articles 5(1)(f) and 6")
def for_the_public(register: Register) -> Iterable[Problem]:
    """What goes to the public is aggregate or anonymous: nobody can be identified in it.

    Why: once it is published nobody can take it back. Pseudonymised records are personal data too.

    Wrong:

        information:
        - {id: needs, title: Health needs that bear on support, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit the child's health}
        - {id: streets, title: Concerns in each street, of: children, kind: pseudonymised,
           needed_because: To plan services}
        channels:
        - {id: website, title: The council's website, kind: publication, controls: [Small numbers are left out]}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: needs,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        - {id: report, title: Yearly report, from: council, to: public, information: streets, purpose: find-need,
           circumstance: concern, channel: website, frequency: Each year}

    Right:

        information:
        - {id: needs, title: Health needs that bear on support, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit the child's health}
        - {id: streets, title: Concerns in each street, of: children, kind: aggregate,
           needed_because: To plan services}
        channels:
        - {id: website, title: The council's website, kind: publication, controls: [Small numbers are left out]}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: needs,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        - {id: report, title: Yearly report, from: council, to: public, information: streets, purpose: find-need,
           circumstance: concern, channel: website, frequency: Each year}
    """
    for _, flow in every_flow(register):
        if flow.is_personal and ("public" in flow.many("to") or flow.text("how") == "published"):
            items = all_names([item for item in flow.items if item.is_personal][:3])
            message = f"“{flow.title}” makes {items} public, in which people can be identified."
            mend = "Publish figures instead, checked so that nobody can be identified, or name who receives it."
            yield Problem(flow.at("information"), message, mend)


@rule("FLOW012", "Not shared, and yet in a flow", source="UK GDPR Article 5(1)(a) and (c)")
def not_shared(register: Register) -> Iterable[Problem]:
    """An item that the protocol says is not shared or not used is in no flow.

    Why: people and staff rely on the promise that it stays where it is.

    Wrong:

        not_shared:
        - {title: Offences that bear on the child's safety, because: The police keep it to themselves}

    Right:

        not_shared:
        - {title: Offences that do not bear on the child's safety, because: The police keep it to themselves}
    """
    for picture in pictures(register):
        promised = {each.title.casefold(): each for each in picture.things("not_shared")}
        for item, flow in _carried(picture):
            promise = promised.get(item.title.casefold())
            if promise:
                message = f"“{item.title}” is not to be shared, and “{flow.title}” carries it."
                mend = "Take it out of the flow, or out of what is not shared."
                yield Problem(
                    spot_in(flow, "information", item.id), message, mend, ((promise.at("title"), "it is not shared"),)
                )
            elif _NOT_USED.match(item.text("needed_because")) or _UNUSED.search(item.title):
                message = f"“{item.title}” is said not to be needed, and “{flow.title}” carries it."
                mend = "Take it out of the flow, or say what it is needed for."
                yield Problem(item.at("needed_because" if item.says("needed_because") else "title"), message, mend)


_NOT_USED = re.compile(
    r"\s*(?:it is |this is )?(?:not|no longer) (?:used|needed|collected|shared|required)\b", re.IGNORECASE
)

_UNUSED = re.compile(r"\((?:not|no longer) (?:used|needed|collected|shared|required)\)", re.IGNORECASE)


def _carried(picture: Picture) -> Iterator[tuple[Item, Flow]]:
    """Yield each item that a flow carries, with the first flow that does."""
    seen: set[str] = set()
    for flow in picture.flows:
        for item in flow.items:
            if item.id not in seen:
                seen.add(item.id)
                yield item, flow


@rule("FLOW013", "Item that nobody says is needed", "warning", "UK GDPR Article 5(1)(c)")
def needed(register: Register) -> Iterable[Problem]:
    """Each item of personal data that a flow carries says why it is needed.

    Why: only what is needed may be shared, and nobody can check that where no reason is given.

    Wrong:

        information:
        - {id: needs, title: Health needs that bear on support, of: children, kind: special-category, special: [health],
           confidential: yes}
        - {id: total, title: Number of requests, kind: aggregate}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}

    Right:

        information:
        - {id: needs, title: Health needs that bear on support, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit the child's health}
        - {id: total, title: Number of requests, kind: aggregate}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
    """
    for picture in pictures(register):
        for item, _ in _carried(picture):
            if item.is_personal and not item.says("needed_because"):
                message = f"“{item.title}” is shared, and nothing says why it is needed."
                yield Problem(
                    item.at(), message, "Add “needed_because”, or take the item out where there is no reason."
                )


@rule("FLOW016", "Everything to everyone", "warning", "UK GDPR Article 5(1)(c)")
def everything(register: Register) -> Iterable[Problem]:
    """Where a flow carries all items to all parties, and sensitive ones among them, it says what narrows it.

    Why: hardly ever do all need all. A meeting hears a case only with those that can act on it.

    Wrong:

        flows:
        - {id: meeting, title: Weekly meeting, among: all, information: all, purpose: find-need, circumstance: concern,
           channel: secure-email, frequency: Each week, seen_by: Those at the meeting}
        storage:
        - held_by: all
          information: all
          asset: case-system
          where: In the case system
          in: United Kingdom
          access: Hub staff
          retention: {keep: 6 years, from: The case is closed, authority: Each partner's schedule}
          methods: [secure-deletion]

    Right:

        flows:
        - {id: meeting, title: Weekly meeting, among: all, information: all, purpose: find-need, circumstance: concern,
           channel: secure-email, frequency: Each week, seen_by: Those at the meeting,
           limit: Only partners that know the family hear its case}
        storage:
        - held_by: all
          information: all
          asset: case-system
          where: In the case system
          in: United Kingdom
          access: Hub staff
          retention: {keep: 6 years, from: The case is closed, authority: Each partner's schedule}
          methods: [secure-deletion]
    """
    for _, flow in every_flow(register):
        to_all = "all" in flow.many("among") or "all" in flow.many("to")
        narrowed = flow.says("limit") or flow.says("only_when")
        crowd = to_all and len(flow.recipients) > 2
        if crowd and "all" in flow.many("information") and flow.is_sensitive and not narrowed:
            message = f"“{flow.title}” gives all information to all parties, and nothing narrows it."
            mend = "Add “limit”: who hears which case, or which items go to whom."
            yield Problem(flow.at("information"), message, mend)
