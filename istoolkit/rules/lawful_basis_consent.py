"""LAWF: the lawful basis of each party for each purpose.

This part: consent.
"""

from collections.abc import Iterable

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.reach import gives_authority
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.bases import answerable, public_authorities, stated, titles
from istoolkit.rules.support.every import every_basis
from istoolkit.rules.support.naming import names

NOT_ASKED = ("not-sought", "not-needed", "not-appropriate")


@rule("LAWF005", "Consent beside a task or power", severity="warning", source="UK GDPR Article 7(4) and recital 43")
def consent_beside_task(register: Register) -> Iterable[Problem]:
    """Consent is not the lawful basis of a public authority, nor of sharing that a law requires or allows, nor of safeguarding.

    Why: people seldom feel free to refuse a body that has power over them, and the sharing would have to stop when they
    withdraw. Agreement may still be sought: the circumstances of a protocol say when.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: health, purposes: find-need, parties: trust, article_6: consent,
           why: A family can withdraw it at any time}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: consent,
           why: A family can withdraw it at any time}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for _, basis in stated(register):
        if basis.text("article_6") == "consent" and (reason := _why_not_consent(basis)):
            yield Problem(
                basis.at("article_6"),
                f"Consent is the lawful basis, though {reason}.",
                "Choose the basis that fits, such as “public-task”. People may still be asked to agree: say so in the "
                "circumstance.",
            )


def _why_not_consent(basis: Basis) -> str:
    public = public_authorities(basis)
    if public:
        return f"people seldom feel free to refuse public authorities such as {names(public)}"
    laws = [record for _, record in basis.gateways if gives_authority(record)]
    if laws:
        return f"{titles(laws)} {'is' if len(laws) == 1 else 'are'} named as law that allows the sharing without it"
    if "safeguarding" in basis.many("schedule_1"):
        return "the safeguarding condition is for cases in which consent is not sought"
    return ""


@rule("LAWF006", "Consent that no one asks for", source="UK GDPR Article 4(11) and 7(1)")
def consent_not_asked(register: Register) -> Iterable[Problem]:
    """Where consent is the lawful basis, the circumstances of the sharing say that it is sought.

    Why: without asking there is no consent, and then nothing makes the sharing lawful.

    Wrong:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: not-needed,
           consent_reason: The hospice decides, capacity: A young person who understands may agree for themselves,
           told: At the time}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: consent,
           why: A family can withdraw it at any time}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}

    Right:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: sought, consent_reason: Families choose,
           capacity: A young person who understands may agree for themselves, told: At the time}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: consent,
           why: A family can withdraw it at any time}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for here, basis in every_basis(register):
        if basis.text("article_6") == "consent":
            for each in _not_asked(here, basis):
                yield Problem(
                    basis.at("article_6"),
                    f"Consent is the lawful basis, though in the circumstance “{each.title}” it is not asked for.",
                    "Choose another lawful basis, or say in the circumstance that consent is sought.",
                    ((each.at("consent"), "consent is not asked for here"),),
                )


def _not_asked(here: Picture, basis: Basis) -> Iterable[Thing]:
    flows = [flow for flow in basis.flows if _only_consent(here, basis, flow)]
    met = dict.fromkeys(each for flow in flows for each in flow.circumstances)
    return [each for each in met if each.text("consent") in NOT_ASKED]


def _only_consent(here: Picture, basis: Basis, flow: Flow) -> bool:
    taking_part = [each for each in answerable(basis) if each in flow.parties]
    found = (each for party in taking_part for each in here.bases_for(flow, party))
    return all(each.text("article_6") == "consent" for each in found)
