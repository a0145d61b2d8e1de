"""LAWF: the lawful basis of each party for each purpose.

This part: public tasks, legal obligations and vital interests.
"""

import re
from collections.abc import Iterable

from istoolkit.definitions.law import Record
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.reach import gives_authority, kinds, speaks_to
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Party
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.bases import (
    answerable,
    has_duty,
    has_unknown_gateways,
    holds_in,
    is_duty,
    nation_names,
    nations,
    stated,
    what_it_is,
)
from istoolkit.rules.support.every import every_basis
from istoolkit.rules.support.naming import names
from istoolkit.words import sentence

ROUTINE = re.compile(
    r"\b(each|every|once an?|twice an?) (working )?(hour|day|night|week|fortnight|month|quarter|term|year)"
    r"|\b(hour|dai|night|week|fortnight|month|quarter|year)ly\b",
    re.IGNORECASE,
)


@rule("LAWF004", "Legal obligation without a duty", source="UK GDPR Article 6(1)(c) and 6(3)")
def no_duty(register: Register) -> Iterable[Problem]:
    """Where the lawful basis is a legal obligation, a law named beside it lays a duty to share on each party.

    Why: a power or a duty to work together leaves the choice to the controller, so it is no legal obligation. A duty to
    answer a request counts once the basis says who asks.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: legal-obligation,
           gateways: [children-act-2004-s10, children-act-1989-s47]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: legal-obligation,
           gateways: [children-act-2004-s10, children-act-2004-s16la]}
    """
    for here, basis in stated(register):
        if basis.text("article_6") == "legal-obligation" and not has_unknown_gateways(basis):
            without = [each for each in answerable(basis) if not has_duty(here, basis, each)]
            if without:
                laws = [record for _, record in basis.gateways]
                message = f"No law named here lays a duty to share on {names(without)}."
                yield Problem(
                    basis.at("article_6"),
                    sentence(message, *(_why_no_duty(here, basis, each, without) for each in laws)),
                    "Name the duty that lies on each of them, or rest what they do on “public-task”.",
                )


def _why_no_duty(here: Picture, basis: Basis, record: Record, without: list[Party]) -> str:
    title = f"“{record['title']}”"
    if not is_duty(record):
        return f"{title} is {what_it_is(str(record.get('kind')))}."
    if record.get("kind") == "duty-on-request" and not basis.says("request"):
        return f"{title} is a duty only where someone asks, and no request is described."
    if not holds_in(record, {nation for each in without for nation in nations(here, each)}):
        return f"{title} is law in {nation_names(record['jurisdictions'])} only."
    return f"{title} does not speak to {'it' if len(without) == 1 else 'them'}."


@rule("LAWF009", "Public task that is not named", severity="warning", source="UK GDPR Article 6(3)")
def task_not_named(register: Register) -> Iterable[Problem]:
    """Where the lawful basis is a public task, the entry names the task or a law that gives it.

    Why: Article 6(3) asks that the task be laid down by law. People and courts will ask which task it is.

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
        - {id: health, purposes: find-need, parties: trust, article_6: public-task,
           why: It fits what the trust does}

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
        - {id: health, purposes: find-need, parties: trust, article_6: public-task,
           article_6_because: The care of children}
    """
    for _, basis in stated(register):
        named = basis.says("article_6_because") or basis.says("gateways")
        if basis.text("article_6") == "public-task" and not named:
            yield Problem(
                basis.at("article_6"),
                "Public task is the lawful basis, and neither the task nor a law that gives it is named.",
                "Name the task under “article_6_because” and the law under “gateways”.",
            )


@rule("LAWF011", "Public task of a private body", severity="warning", source="UK GDPR Article 6(3); DPA 2018 section 8")
def task_of_private_body(register: Register) -> Iterable[Problem]:
    """A body that is no public authority rests on a public task only where a law named here gives the task to such bodies.

    Why: charities and companies seldom have a task laid down by law. Where they work for a public body they are often its
    processor, and otherwise a recognised legitimate interest is open to them.

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
        - {id: hospice, purposes: find-need, parties: trust, article_6: public-task,
           gateways: [children-act-2004-s10]}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}

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
        - {id: hospice, purposes: find-need, parties: trust, article_6: public-task,
           gateways: [children-act-2004-s10, children-act-2004-s16la]}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for here, basis in stated(register):
        if basis.text("article_6") == "public-task" and not has_unknown_gateways(basis):
            private = [each for each in answerable(basis) if _without_task(here, basis, each)]
            if private and not _speaks_for_itself(basis):
                yield Problem(
                    basis.at("article_6"),
                    f"Public task is the lawful basis, and no law named here gives a task to {names(private)}.",
                    "Name the law that does. If none does, choose another basis for such bodies, such as "
                    "“recognised-legitimate-interest”.",
                )


def _without_task(here: Picture, basis: Basis, party: Party) -> bool:
    if party.is_public_authority is not False:
        return False
    purposes, of = set(basis.purposes), kinds(here, party)
    beside = (each for each in here.bases if party in each.parties and not purposes.isdisjoint(each.purposes))
    laws = (record for each in beside for _, record in each.gateways if gives_authority(record))
    return not any(each.get("disclosers") and speaks_to(each, "disclosers", of) for each in laws)


def _speaks_for_itself(basis: Basis) -> bool:
    """Whether the task is named and is no public authority's, or nothing is named at all, which is another fault."""
    if not basis.says("article_6_because"):
        return not basis.says("gateways")
    return not any(each.is_public_authority for each in answerable(basis))


@rule(
    "LAWF012", "Vital interests for routine sharing", severity="warning", source="UK GDPR Article 6(1)(d), recital 46"
)
def routine_vital_interests(register: Register) -> Iterable[Problem]:
    """Vital interests are not the lawful basis of sharing that happens at set times.

    Why: they are for saving a life, where no other basis will do. What happens every week can be planned and rests on
    another basis.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: Each week, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: health, purposes: find-need, parties: trust, article_6: vital-interests}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When a child's life is in danger, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: health, purposes: find-need, parties: trust, article_6: vital-interests}
    """
    for _, basis in every_basis(register):
        if basis.text("article_6") == "vital-interests":
            for flow in basis.flows:
                if ROUTINE.search(flow.text("frequency")):
                    yield Problem(
                        basis.at("article_6"),
                        f"Vital interests are the lawful basis of “{flow.title}”, which is routine.",
                        "Keep vital interests for emergencies, and choose another basis for this flow, such as “public-task”.",
                        ((flow.at("frequency"), "it happens at set times"),),
                    )
