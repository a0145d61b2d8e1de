"""FLOW: what moves, how, and where it may go.

This part: the ways of sending, and what each is fit for.
"""

from collections.abc import Iterable

from istoolkit.definitions.channels import kind_of
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Flow, Item, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.carriers import is_fit, shows_control, shuts_out, spot_in, wants_controls
from istoolkit.rules.support.every import every_flow
from istoolkit.rules.support.naming import all_names


@rule(
    "FLOW003",
    "Sensitive information by a way that is not fit",
    severity="warning",
    source="UK GDPR Articles 5(1)(f) and 32",
)
def unfit(register: Register) -> Iterable[Problem]:
    """Special category and criminal offence data do not go by fax, text message or voice message, and are not
    published.

    Why: these ways reach whoever stands at the other end, and nobody can call the message back.

    Wrong:

        channels:
        - {id: text, title: Text message, kind: text-message, controls: [It says only whom to ring]}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: [secure-email, text],
           into: case-system, frequency: When it arises, seen_by: Hub staff}

    Right:

        channels:
        - {id: text, title: Text message, kind: text-message, controls: [It says only whom to ring]}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        - {id: alert, title: The hub is told to look, from: schools, to: council, information: identity,
           purpose: find-need, circumstance: concern, channel: text, frequency: When it arises}
    """
    for picture, flow in every_flow(register):
        if flow.is_sensitive:
            for channel in flow.channels:
                record = kind_of(channel, picture.law)
                if not is_fit(record) and not (record.get("id") == "publication" and "public" in flow.many("to")):
                    message = f"“{flow.title}” carries {_sensitive(flow)} by {_the(channel, record)}."
                    mend = "Choose a way that is fit for it, or leave out of the flow what may not go this way."
                    yield Problem(
                        spot_in(flow, "channel", channel.id), message, mend, ((channel.at(), "the way of sending"),)
                    )


def _sensitive(flow: Flow) -> str:
    return all_names([item for item in flow.items if item.is_special or item.is_criminal][:3])


def _the(channel: Thing, record: object) -> str:
    return f"“{channel.title}”, which is not fit for special category or criminal offence data"


@rule("FLOW004", "Sensitive information by a way without controls", "warning", "UK GDPR Articles 5(1)(f) and 32")
def no_controls(register: Register) -> Iterable[Problem]:
    """A way of sending that carries special category or criminal offence data says what makes it safe.

    Why: an e-mail is only as safe as the check of the address, and a meeting as safe as the list of those let in.

    Wrong:

        channels:
        - {id: courier, title: Courier, kind: courier}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: [secure-email, courier],
           into: case-system, frequency: When it arises, seen_by: Hub staff}

    Right:

        channels:
        - {id: courier, title: Courier, kind: courier, controls: [The bag is sealed and signed for]}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: [secure-email, courier],
           into: case-system, frequency: When it arises, seen_by: Hub staff}
    """
    for picture, flow in every_flow(register):
        for channel in flow.channels if flow.is_sensitive else ():
            record = kind_of(channel, picture.law)
            if wants_controls(record) and not shows_control(channel, record) and "people" not in flow.many("from"):
                usual = "; ".join(str(each["title"]) for each in record.get("controls", []))
                message = f"“{channel.title}” carries sensitive information, and no control is named."
                yield Problem(channel.at(), message, f"Add “controls” with what makes it safe. Usual ones: {usual}.")


@rule(
    "FLOW005", "Sensitive information by an unfit way when it is urgent", "warning", "UK GDPR Articles 5(1)(f) and 32"
)
def unfit_when_urgent(register: Register) -> Iterable[Problem]:
    """When it is urgent too, special category and criminal offence data go by a way that is fit for them.

    Why: haste is when a message reaches the wrong person. A telephone call with a check of the caller is as fast.

    Wrong:

        channels:
        - {id: text, title: Text message, kind: text-message, controls: [It says only whom to ring]}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises,
           urgent: {when: A child may be hurt, channel: text, within: 1 hour,
           follow_up: The form follows the same day}, seen_by: Hub staff}

    Right:

        channels:
        - {id: phone, title: Telephone, kind: telephone, controls: [The hub rings back]}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises,
           urgent: {when: A child may be hurt, channel: phone, within: 1 hour,
           follow_up: The form follows the same day}, seen_by: Hub staff}
    """
    for picture, flow in every_flow(register):
        for channel in _urgent(picture, flow) if flow.is_sensitive else ():
            record = kind_of(channel, picture.law)
            if not is_fit(record):
                message = f"When it is urgent, “{flow.title}” sends {_sensitive(flow)} by {_the(channel, record)}."
                mend = "Use the telephone and ring back, or say that only a name and number go this way."
                yield Problem(flow.at("urgent", "channel"), message, mend, ((channel.at(), "the way of sending"),))


def _urgent(picture: Picture, flow: Flow) -> list[Thing]:
    return [picture.channels[name] for name in flow.many("urgent", "channel") if name in picture.channels]


@rule("FLOW006", "Sent by a way that is not for it", source="UK GDPR Article 32")
def not_for(register: Register) -> Iterable[Problem]:
    """What a way of sending says it is not for does not travel by it alone.

    Why: the protocol would forbid on one page what it lays down on another.

    Wrong:

        channels:
        - {id: portal, title: Partner portal, kind: portal,
           controls: [Named accounts], not_for: [Special category data]}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: portal,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        - {id: alert, title: The hub is told to look, from: schools, to: council, information: identity,
           purpose: find-need, circumstance: concern, channel: secure-email, frequency: When it arises}

    Right:

        channels:
        - {id: portal, title: Partner portal, kind: portal,
           controls: [Named accounts], not_for: [Special category data]}
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: [portal, secure-email],
           into: case-system, frequency: When it arises, seen_by: Hub staff}
    """
    for picture, flow in every_flow(register):
        for at, channels in ((("channel",), flow.channels), (("urgent", "channel"), _urgent(picture, flow))):
            if channels and all(channel.says("not_for") for channel in channels):
                law = picture.law
                items = [item for item in flow.items if all(shuts_out(channel, item, law) for channel in channels)]
                if items:
                    yield _not_for(flow, at, items, channels[0])


def _not_for(flow: Flow, at: tuple[str, ...], items: list[Item], channel: Thing) -> Problem:
    message = f"“{flow.title}” sends {all_names(items[:3])} by “{channel.title}”, which says that it is not for that."
    mend = "Choose another way, leave it out of the flow, or change what the way is not for."
    return Problem(flow.at(*at), message, mend, ((channel.at("not_for"), "what it is not for"),))
