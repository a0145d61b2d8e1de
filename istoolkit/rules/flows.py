"""FLOW: what moves, how, and where it may go."""

import re
from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import date
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Flow, Item, Party, Thing
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.carriers import is_fit, kind_of, outsiders, shows_control, shuts_out, wants_controls
from istoolkit.rules.words import listed


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
    for picture, flow in _flows(register):
        for name in ("seen_by", "onward"):
            text = flow.text(name)
            for title in () if _REFUSES.search(text) else outsiders(picture, text):
                message = f"“{flow.title}” lets “{title}” have the information, which is no party here."
                mend = "Add it to the parties with its role and lawful basis, or take its name out here."
                yield Problem(flow.at(name), message, mend)


_REFUSES = re.compile(r"\b(?:not?|never|none|nor|nothing|nobody|no one|without|except|unless)\b", re.IGNORECASE)


def _flows(register: Register) -> Iterator[tuple[Picture, Flow]]:
    for picture in pictures(register):
        yield from ((picture, flow) for flow in picture.flows)


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
    for picture, flow in _flows(register):
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


@rule("FLOW003", "Sensitive information by a way that is not fit", source="UK GDPR Articles 5(1)(f) and 32")
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
    for picture, flow in _flows(register):
        if flow.is_sensitive:
            for channel in flow.channels:
                record = kind_of(channel, picture.law)
                if not is_fit(record) and not (record.get("id") == "publication" and "public" in flow.many("to")):
                    message = f"“{flow.title}” carries {_sensitive(flow)} by {_the(channel, record)}."
                    mend = "Choose a way that is fit for it, or leave out of the flow what may not go this way."
                    yield Problem(
                        _spot(flow, "channel", channel.id), message, mend, ((channel.at(), "the way of sending"),)
                    )


def _spot(flow: Flow, name: str, value: str) -> Spot:
    """Return the spot of a name in a field of a flow that takes one or several."""
    said = flow.value.get(name)
    return flow.at(name, said.index(value)) if isinstance(said, list) and value in said else flow.at(name)


def _sensitive(flow: Flow) -> str:
    return listed([f"“{item.title}”" for item in flow.items if item.is_special or item.is_criminal][:3], "and")


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
    for picture, flow in _flows(register):
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
    for picture, flow in _flows(register):
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
    for picture, flow in _flows(register):
        for at, channels in ((("channel",), flow.channels), (("urgent", "channel"), _urgent(picture, flow))):
            if channels and all(channel.says("not_for") for channel in channels):
                law = picture.law
                items = [item for item in flow.items if all(shuts_out(channel, item, law) for channel in channels)]
                if items:
                    yield _not_for(flow, at, items, channels[0])


def _not_for(flow: Flow, at: tuple[str, ...], items: list[Item], channel: Thing) -> Problem:
    names = listed([f"“{item.title}”" for item in items[:3]], "and")
    message = f"“{flow.title}” sends {names} by “{channel.title}”, which says that it is not for that."
    mend = "Choose another way, leave it out of the flow, or change what the way is not for."
    return Problem(flow.at(*at), message, mend, ((channel.at("not_for"), "what it is not for"),))


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
    for _, flow in _flows(register):
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


@rule("FLOW008", "Sent abroad without a safeguard", source="UK GDPR Articles 44 to 49")
def no_safeguard(register: Register) -> Iterable[Problem]:
    """A flow out of the United Kingdom names what protects the information there.

    Why: a transfer is lawful only under adequacy regulations, with appropriate safeguards or in one of a few
    exceptions.

    Wrong:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises,
           transfer: {country: Ireland}, seen_by: Hub staff}

    Right:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises,
           transfer: {country: Ireland, safeguard: Adequacy regulations}, seen_by: Hub staff}
    """
    for _, flow in _flows(register):
        country = flow.text("transfer", "country")
        if (
            flow.says("transfer")
            and flow.is_personal
            and not flow.says("transfer", "safeguard")
            and not _UK.match(country)
        ):
            message = f"“{flow.title}” goes {f'to {country}' if country else 'abroad'}, and no safeguard is named."
            mend = "Add “safeguard”: adequacy regulations for that country, or the transfer agreement or clauses."
            yield Problem(flow.at("transfer"), message, mend)


@rule("FLOW009", "Kept abroad without a safeguard", "warning", "UK GDPR Articles 44 to 49")
def kept_abroad(register: Register) -> Iterable[Problem]:
    """Where information is kept outside the United Kingdom, the protocol says what protects it there.

    Why: to have a supplier keep it in another country is a transfer, as much as to send it there.

    Wrong:

        assets:
        - {id: case-system, title: Case system, held_by: council, supplier: supplier,
           in: Ireland, access: Hub staff}

    Right:

        assets:
        - {id: case-system, title: Case system, held_by: council, supplier: supplier,
           in: Northern Ireland, access: Hub staff}
    """
    for picture in pictures(register):
        for thing in (*picture.assets.values(), *picture.stores):
            place = thing.text("in")
            if place and _is_abroad(place) and not _protected(picture, thing):
                name = f"“{thing.text('title') or thing.text('where') or 'A store'}”"
                message = f"{name} is kept abroad (“{place}”), and nothing says what protects it there."
                mend = "Say in a note which adequacy regulations, transfer agreement or clauses protect it."
                yield Problem(thing.at("in"), message, mend)


_UK = re.compile(r"united kingdom|uk\b|england|wales|scotland|northern ireland|great britain", re.IGNORECASE)
_FAR = re.compile(
    r"(?<!Northern )\bIreland\b|\b(?:European|EU|EEA|Europe|United States|USA|US|America|Canada|India|Australia|"
    r"Germany|France|Netherlands|Belgium|Luxembourg|Sweden|Norway|Denmark|Finland|Iceland|Estonia|Poland|Romania|Spain|"
    r"Portugal|Italy|Greece|Austria|Hungary|Switzerland|Singapore|Hong Kong|Japan|South Africa|Philippines|China|"
    r"Israel|Brazil|New Zealand|Jersey|Guernsey|Isle of Man|Dublin|Frankfurt|Amsterdam|"
    r"Virginia|overseas|abroad|worldwide)\b"
)
"""Countries and places in which suppliers keep information, as texts name them."""

_EXCLUDES = re.compile(r"\b(?:not|never|no|nowhere|outside|without|except)\b", re.IGNORECASE)
_SAFEGUARD = re.compile(
    r"adequa|safeguard|standard (?:contractual )?clauses|data protection clauses|\bidta\b|transfer agreement|addendum|"
    r"binding corporate|data bridge|transfer risk|article 4[4-9]",
    re.IGNORECASE,
)


def _is_abroad(place: str) -> bool:
    return bool(_FAR.search(place)) and not _EXCLUDES.search(place)


def _protected(picture: Picture, thing: Thing) -> bool:
    own = " ".join(thing.text(name) for name in ("note", "where", "access", "in"))
    names = {thing.id, *thing.many("asset")} - {""}
    flows = [flow for flow in picture.flows if names & {flow.text("into"), flow.text("out_of")}]
    notes = [flow.text("note") for flow in flows] + [
        picture.assets[name].text("note") for name in names & {*picture.assets}
    ]
    named = any(flow.says("transfer", "safeguard") for flow in flows)
    return named or thing.unknown("note") or bool(_SAFEGUARD.search(" ".join([own, *notes])))


@rule("FLOW010", "Safeguard that ends before the protocol begins", source="UK GDPR Articles 44 to 49")
def safeguard_ended(register: Register) -> Iterable[Problem]:
    """What protects information that is sent abroad holds on the day the protocol comes into force.

    Why: without it each transfer is unlawful.

    Wrong:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises,
           transfer: {country: Ireland, safeguard: Adequacy regulations, until: 2026-11-30}, seen_by: Hub staff}

    Right:

        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises,
           transfer: {country: Ireland, safeguard: Adequacy regulations, until: 2026-12-01}, seen_by: Hub staff}
    """
    for picture, flow in _flows(register):
        until, begins = flow.day("transfer", "until"), date(picture.protocol.text("in_force"))
        if until and begins and until < begins:
            message = f"The safeguard for “{flow.title}” ended on {until}, before this protocol begins on {begins}."
            yield Problem(flow.at("transfer", "until"), message, _RENEW, ((picture.at("in_force"), "it begins here"),))


_RENEW = "Renew it and write the new last day, or take the flow out until it is renewed."


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
    for _, flow in _flows(register):
        if flow.is_personal and ("public" in flow.many("to") or flow.text("how") == "published"):
            items = listed([f"“{item.title}”" for item in flow.items if item.is_personal][:3], "and")
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
                    _spot(flow, "information", item.id), message, mend, ((promise.at("title"), "it is not shared"),)
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
    for picture, flow in _flows(register):
        if flow.is_personal and _is_direct(picture, flow) and not _says_who(picture, flow):
            message = f"“{flow.title}” gives direct access to a system, and nothing says who may see what."
            mend = "Add “seen_by” and “limit”, or say under the system's “access” who can see what in it."
            yield Problem(flow.at("how" if flow.says("how") else "channel"), message, mend)


def _is_direct(picture: Picture, flow: Flow) -> bool:
    kinds = {str(kind_of(channel, picture.law).get("id")) for channel in flow.channels}
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
    for picture, flow in _flows(register):
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
    return Problem(_spot(flow, end, party.name), message, mend, ((party.at(name), "the day"),))


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
    for _, flow in _flows(register):
        to_all = "all" in flow.many("among") or "all" in flow.many("to")
        narrowed = flow.says("limit") or flow.says("only_when")
        crowd = to_all and len(flow.recipients) > 2
        if crowd and "all" in flow.many("information") and flow.is_sensitive and not narrowed:
            message = f"“{flow.title}” gives all information to all parties, and nothing narrows it."
            mend = "Add “limit”: who hears which case, or which items go to whom."
            yield Problem(flow.at("information"), message, mend)


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
    for _, flow in _flows(register):
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


@rule("FLOW019", "Safeguard that has run out", source="UK GDPR Articles 44 to 49", of_today=True)
def safeguard_ran_out(register: Register) -> Iterable[Problem]:
    """What protects information that is sent abroad still holds today.

    Why: from the day it runs out each transfer is unlawful.

    Wrong:

        in_force: 2026-11-23
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises,
           transfer: {country: Ireland, safeguard: Adequacy regulations, until: 2026-11-30}, seen_by: Hub staff}

    Right:

        in_force: 2026-11-23
        flows:
        - {id: referral, title: A concern, from: [schools, trust, police], to: council, information: all,
           purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises,
           transfer: {country: Ireland, safeguard: Adequacy regulations, until: 2026-12-01}, seen_by: Hub staff}
    """
    for picture, flow in _flows(register):
        until, begins = flow.day("transfer", "until"), date(picture.protocol.text("in_force"))
        if register.on and until and until < register.on and (begins is None or until >= begins):
            message = f"The safeguard for “{flow.title}” ran out on {until}."
            yield Problem(flow.at("transfer", "until"), message, _RENEW)
