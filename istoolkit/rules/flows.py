"""FLOW: what moves, how, and where it may go.

This part: what a flow says of when, how and between whom it happens.
"""

from collections.abc import Iterable

from istoolkit.definitions.channels import kind_name
from istoolkit.definitions.formats import date
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Flow, Party
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.carriers import spot_in
from istoolkit.rules.support.every import every_flow
from istoolkit.words import listed


@rule("FLOW007", "Flow that does not say when or how", "warning", "ICO data sharing code of practice")
def when_and_how(register: Register) -> Iterable[Problem]:
    """A flow of personal data says in which circumstance it happens, by which way it is sent and how often.

    Why: staff act on it, and without these they share too much, too late or by the wrong way.

    Wrong:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, seen_by: Hub staff}

    Right:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, when: A concern is seen, within: 1 working day, seen_by: Hub staff}
    """
    for _, flow in every_flow(register):
        missing = [each for each in _NEEDED if not any(flow.says(name) for name in each[2])] if flow.is_personal else []
        if flow.text("how") in ("spoken", "direct-access"):
            missing = [each for each in missing if each[0] != "channel"]
        if missing:
            message = f"“{flow.title}” does not say {listed([words for _, words, _ in missing], 'and')}."
            yield Problem(flow.at(), message, f"Add {listed([f'“{name}”' for name, _, _ in missing], 'and')}.")


_NEEDED = (
    ("circumstance", "when it happens", ("circumstance", "when", "only_when")),
    ("channel", "by which way it is sent", ("channel", "inside")),
    ("frequency", "how often", ("frequency", "when", "within")),
)
"""What a flow says, in words, and the fields of which one says it."""


@rule("FLOW014", "Direct access without a word on who sees what", "warning", "UK GDPR Articles 5(1)(f) and 32")
def who_sees(register: Register) -> Iterable[Problem]:
    """Where a partner looks into another's system, the protocol says who may look and at what.

    Why: nobody chooses what to send, so the rights in the system are all that keeps the sharing to what is needed.

    Wrong:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           frequency: When it arises, how: direct-access}

    Right:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           frequency: When it arises, how: direct-access, limit: The hub sees the record of a child it was asked about}
    """
    for picture, flow in every_flow(register):
        if flow.is_personal and _is_direct(picture, flow) and not _says_who(picture, flow):
            message = f"“{flow.title}” gives direct access to a system, and nothing says who may see what."
            mend = "Add “seen_by” and “limit”, or say under the system's “access” who can see what in it."
            yield Problem(flow.at("how" if flow.says("how") else "channel"), message, mend)


def _is_direct(picture: Picture, flow: Flow) -> bool:
    kinds = {kind_name(channel, picture.law) for channel in flow.channels}
    return flow.text("how") == "direct-access" or (not flow.says("how") and kinds == {"direct-access"})


def _says_who(picture: Picture, flow: Flow) -> bool:
    assets = [picture.assets[name] for name in (flow.text("out_of"), flow.text("into")) if name in picture.assets]
    control = picture.term("security", "access_control")
    own = control is not None and control.protocol is picture.protocol
    return own or flow.says("seen_by") or flow.says("limit") or any(asset.says("access") for asset in assets)


@rule("FLOW015", "Flow with a party that is not there", source="ICO data sharing code of practice")
def gone(register: Register) -> Iterable[Problem]:
    """Whoever gives or receives in a flow is a party at some time while the protocol is in force.

    Why: a body that has left, or that joins when all is over, is not bound by it.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools, withdrew: 2026-11-30}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools, withdrew: 2027-08-31}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture, flow in every_flow(register):
        begins, ends = date(picture.protocol.text("in_force")), date(picture.protocol.text("expires"))
        named = set(flow.many("from")) | set(flow.many("to")) | set(flow.many("among"))
        for party in flow.parties:
            left, joined = party.day("withdrew"), party.day("joined")
            if party.name in named and left and begins and left < begins:
                yield _gone(flow, party, f"left on {left}, before this protocol begins on {begins}", "withdrew")
            elif party.name in named and joined and ends and joined > ends:
                yield _gone(flow, party, f"joins on {joined}, after this protocol ends on {ends}", "joined")


def _gone(flow: Flow, party: Party, why: str, name: str) -> Problem:
    end = next(each for each in ("from", "to", "among") if party.name in flow.many(each))
    message = f"“{party.title}” takes part in “{flow.title}”, but {why}."
    mend = "Take it out of the flow and the parties, or mend the date."
    return Problem(spot_in(flow, end, party.name), message, mend, ((party.at(name), "the day"),))


@rule("FLOW017", "Flow from a party to itself")
def to_itself(register: Register) -> Iterable[Problem]:
    """A flow goes from one party to another. What stays within one controller is a flow inside it.

    Why: a reader cannot tell whether the name is a slip or the departments have been forgotten.

    Wrong:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        - {id: desks, title: From desk to desk, from: council, to: council, information: identity,
           purpose: find-need, circumstance: concern, channel: secure-email, frequency: When it arises}

    Right:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        - {id: desks, title: From desk to desk, inside: council, between: [Hub, Housing], information: identity,
           purpose: find-need, circumstance: concern, channel: secure-email, frequency: When it arises}
    """
    for _, flow in every_flow(register):
        same = flow.many("from") == flow.many("to") and not flow.says("inside")
        if same and len(flow.many("to")) == 1 and flow.many("to") == [party.name for party in flow.parties]:
            message = f"“{flow.title}” goes from “{flow.parties[0].title}” to itself."
            mend = "Name the other party. Between departments write “inside” and “between” in place of “from” and “to”."
            yield Problem(flow.at("to"), message, mend)


@rule("FLOW018", "Post that nobody here holds", "warning", "ICO data sharing code of practice")
def unheld(register: Register) -> Iterable[Problem]:
    """A post that gives or receives information is held at a party.

    Why: a post is nobody in law. The party at which it is held answers for what it receives.

    Wrong:

        posts:
        - {id: duty-worker, title: Duty worker, who: The rota says}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: duty-worker, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}

    Right:

        posts:
        - {id: duty-worker, title: Duty worker, held_at: council, who: The rota says}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: duty-worker, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
    """
    for picture in pictures(register):
        for post in picture.things("posts"):
            if post.id in _ends(picture) and not post.unknown("held_at") and not picture.named([post.id]):
                message = f"“{post.title}” gives or receives information, and no party here holds that post."
                at = post.at("held_at") if post.says("held_at") else post.at()
                yield Problem(at, message, "Add “held_at” with the parties at which it is held.")


def _ends(picture: Picture) -> set[str]:
    return {name for flow in picture.flows for end in ("from", "to", "among", "through") for name in flow.many(end)}
