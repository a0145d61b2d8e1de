"""POST: the posts that answer for information, and the standing of the bodies they serve.

This part: the registrations and assurances of the bodies.
"""

from collections.abc import Iterable, Mapping

from istoolkit.definitions.formats import later, to_be_confirmed
from istoolkit.definitions.leaves import records
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import CONTROLLERS
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.bodies import bodies, period, registrations, serving, spot_of


@rule(
    "POST009",
    "Registration with the Information Commissioner that ran out",
    source="Data Protection (Charges and Information) Regulations 2018",
    of_today=True,
)
def registration_ended(register: Register) -> Iterable[Problem]:
    """The registration of each party with the Information Commissioner runs.

    Why: a controller must pay the charge each year. The register of fee payers is public, and partners look there.

    Wrong:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2026-11-30}

    Right:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-11-30}
    """
    today = str(register.on or "")
    for title, expires, spot in registrations(register):
        if later(expires, "1 day") and expires < today:
            message = f"The registration of “{title}” with the Information Commissioner ended on {expires}."
            yield Problem(spot, message, "Have it renewed before anything more is shared, and write the new day.")


@rule(
    "POST010",
    "Registration with the Information Commissioner that soon ends",
    severity="warning",
    source="Data Protection (Charges and Information) Regulations 2018",
    of_today=True,
)
def registration_ends(register: Register) -> Iterable[Problem]:
    """The registration of a party with the Information Commissioner does not end within the time that register.yaml sets
    under `ico_registration`, which is 60 days where it says nothing.

    Why: a renewal takes a while, and a controller may not be without one.

    Wrong:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-01-30}

    Right:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-01-31}
    """
    today = str(register.on or "")
    soon = later(today, period(register, "ico_registration", "60 days"))
    for title, expires, spot in registrations(register):
        if later(expires, "1 day") and today <= expires <= soon:
            message = f"The registration of “{title}” with the Information Commissioner ends on {expires}."
            yield Problem(spot, message, "Ask it to renew, and write the new day once it has.")


@rule(
    "POST011",
    "Controller without a registration",
    severity="warning",
    source="Data Protection (Charges and Information) Regulations 2018",
)
def unregistered(register: Register) -> Iterable[Problem]:
    """Each organisation that shares as a controller gives the number of its registration with the Information Commissioner,
    or says why it need not register. A body that is part of another is covered by that one's.

    Why: controllers pay a charge to the Information Commissioner unless they are exempt.

    Wrong:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]

    Right:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {exempt_because: It keeps only the records of its members and is not run for profit}
    """
    for here, party in bodies(register):
        said = [body.get("ico") for body in serving(here, party)]
        known = any(
            to_be_confirmed(each) or (isinstance(each, dict) and {"number", "exempt_because"} & each.keys())
            for each in said
        )
        if party.role in CONTROLLERS and not known:
            message = f"“{party.organisation.get('title')}” gives no registration with the Information Commissioner."
            mend = "Write its number under “ico”, or under “exempt_because” why it need not register."
            yield Problem(spot_of(register, party.organisation, "ico"), message, mend)


@rule("POST012", "Assurance that ran out", severity="warning", of_today=True)
def assurance_ended(register: Register) -> Iterable[Problem]:
    """What shows that a party looks after information well is still valid. An older result may stay where a newer one of the
    same scheme holds.

    Why: partners rely on it when they send. A certificate that ran out shows what was, not what is.

    Wrong:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-08-31}
          assurance:
          - {framework: Cyber Essentials, level: Certified, date: 2025-11-18, expires: 2026-11-18}

    Right:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-08-31}
          assurance:
          - {framework: Cyber Essentials, level: Certified, date: 2025-11-18, expires: 2026-11-18}
          - {framework: Cyber Essentials Plus, level: Certified, date: 2026-11-10, expires: 2027-11-10}
    """
    today = str(register.on or "")
    for _, party in bodies(register):
        entries = records(party.organisation.get("assurance"))
        current = [str(each.get("framework")).casefold() for _, each in entries if not _ended(each, today)]
        for index, each in entries:
            scheme = str(each.get("framework"))
            if _ended(each, today) and not any(one.startswith(scheme.casefold()) for one in current):
                title, spot = party.organisation.get("title"), spot_of(register, party.organisation, "assurance", index)
                message = f"“{scheme}” of “{title}” was valid until {each['expires']}."
                yield Problem(spot, message, "Ask for the newer result and write it down.")


def _ended(assurance: Mapping[str, object], today: str) -> bool:
    expires = str(assurance.get("expires", ""))
    return bool(later(expires, "1 day")) and expires < today
