"""FLOW: what moves, how, and where it may go.

This part: what is sent or kept abroad, and the safeguard that protects it there.
"""

import re
from collections.abc import Iterable

from istoolkit.definitions.formats import date
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.every import every_flow


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
    for _, flow in every_flow(register):
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
    for picture, flow in every_flow(register):
        until, begins = flow.day("transfer", "until"), date(picture.protocol.text("in_force"))
        if until and begins and until < begins:
            message = f"The safeguard for “{flow.title}” ended on {until}, before this protocol begins on {begins}."
            yield Problem(flow.at("transfer", "until"), message, _RENEW, ((picture.at("in_force"), "it begins here"),))


_RENEW = "Renew it and write the new last day, or take the flow out until it is renewed."


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
    for picture, flow in every_flow(register):
        until, begins = flow.day("transfer", "until"), date(picture.protocol.text("in_force"))
        if register.on and until and until < register.on and (begins is None or until >= begins):
            message = f"The safeguard for “{flow.title}” ran out on {until}."
            yield Problem(flow.at("transfer", "until"), message, _RENEW)
