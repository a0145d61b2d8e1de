"""GATE: the powers and duties to share.

This part: provisions that give no authority to share, or only together with something else.
"""

from collections.abc import Iterable

from istoolkit.definitions.law import Record, ends
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.reach import AUTHORITY, gives_authority
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.bases import (
    answerable,
    has_duty,
    has_unknown_gateways,
    nation_names,
    stated,
    what_it_is,
    where_held,
)


@rule(
    "GATE007",
    "No entry in the public register",
    severity="warning",
    source="Digital Economy Act 2017 Part 5 and its code of practice",
)
def no_register_entry(register: Register) -> Iterable[Problem]:
    """Sharing under Part 5 of the Digital Economy Act 2017 has an entry in the public register of such sharing.

    Why: the code of practice asks for an agreement, an assessment and a public entry, so that people can see what is shared
    about them. Only the bodies and the objectives that the Act and its regulations name are covered.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           digital-economy-act-2017-s35]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           digital-economy-act-2017-s35], register_entry: Entry 214}
    """
    for _, basis in stated(register):
        for index, record in basis.gateways:
            if "register-entry" in many(record.get("needs")) and not basis.says("register_entry"):
                yield Problem(
                    basis.at("gateways", index),
                    f"Sharing under “{record['title']}” needs an entry in the public register, and none is named.",
                    "Add “register_entry” with the number of the entry, or “TBC” with who will see to it.",
                )


@rule("GATE008", "Duty on request without a request", severity="warning", source="The provision named")
def duty_without_request(register: Register) -> Iterable[Problem]:
    """Where a law is a duty only once someone asks, the basis says who asks and for what.

    Why: without the request the law does not apply. It lets those who ask use the answer for the functions they named and
    for nothing else.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-act-2004-s16h]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-act-2004-s16h], request: The council asks in writing for its safeguarding functions}
    """
    for here, basis in stated(register):
        if basis.says("request") or _lacks_duty(here, basis):
            continue
        for index, record in basis.gateways:
            if gives_authority(record) and _needs_request(record):
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” applies only where someone asks, and this basis does not say who asks and for what.",
                    "Add “request”: who asks, in what way, and for which function of theirs.",
                )


def _needs_request(record: Record) -> bool:
    return record.get("kind") == "duty-on-request" or "request" in many(record.get("needs"))


def _lacks_duty(here: Picture, basis: Basis) -> bool:
    """Whether LAWF004 says of a basis that a duty is missing, which is the graver fault."""
    obliged = basis.text("article_6") == "legal-obligation" and not has_unknown_gateways(basis)
    return obliged and not all(has_duty(here, basis, each) for each in answerable(basis))


@rule("GATE009", "Law that gives no authority", source="UK GDPR Article 6(3)")
def no_authority(register: Register) -> Iterable[Problem]:
    """No sharing rests on a law that gives no authority to share, such as one that was never brought into force.

    Why: Parts 4 and 5 of the Children and Young People (Scotland) Act 2014 are not in force and are to be repealed. To cite
    them is to share without law.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-young-people-scotland-act-2014-parts-4-5]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-act-1989-s17]}
    """
    for here, basis in stated(register):
        for index, record in basis.gateways:
            if record.get("kind") == "no-authority" and not ends(record):
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” gives no authority to share.",
                    f"Name a law that is in force in {nation_names(where_held(here, basis))} and gives the task, or take it out.",
                )


@rule("GATE010", "Named as a power, and is none", severity="warning", source="UK GDPR Article 6(3)")
def no_power(register: Register) -> Iterable[Problem]:
    """What stands among the powers and duties to share is one. Guidance may stand beside a power and not in its place.

    Why: guidance explains how to share and gives no power. Exemptions, conditions and restrictions, such as those of the
    Data Protection Act 2018 or the Human Rights Act 1998, say how a power may be used and give none.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           human-rights-act-1998-article-8]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           working-together-2026]}
    """
    for _, basis in stated(register):
        alone = _needs_law(basis) and not any(gives_authority(record) for _, record in basis.gateways)
        wrong = ("condition", "restriction", "guidance") if alone else ("condition", "restriction")
        for index, record in basis.gateways:
            kind = str(record["kind"])
            if kind in wrong or (kind in AUTHORITY and not gives_authority(record)):
                what = what_it_is(kind) if kind in wrong else "no law on sharing personal information"
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” is {what} and gives no power to share.",
                    "Name the law that gives the task or power. What only limits or explains it belongs elsewhere, such "
                    "as under “article_6_because”.",
                )


def _needs_law(basis: Basis) -> bool:
    """Whether a basis stands only with a law of its own beside it."""
    return basis.is_law_enforcement or basis.text("article_6") in ("public-task", "legal-obligation")


@rule("GATE013", "Approval that is not named", severity="warning", source="NHS Act 2006 section 251")
def no_approval(register: Register) -> Iterable[Problem]:
    """Where a law needs an approval, the basis says that it was given.

    Why: section 251 sets confidence aside only for what was approved, and on its conditions.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           nhs-act-2006-s251]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           nhs-act-2006-s251], confidence: approval, confidence_because: Approval 26-CAG-0101 of 1 June 2026}
    """
    for _, basis in stated(register):
        for index, record in basis.gateways:
            if "approval" in many(record.get("needs")) and not _approved(basis):
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” needs an approval, and none is named.",
                    "Add “approval” under “confidence”, and the reference of the approval under “confidence_because”.",
                )


def _approved(basis: Basis) -> bool:
    texts = [basis.text(each) for each in ("confidence_because", "article_6_because", "request", "why")]
    return "approval" in basis.many("confidence") or any("approv" in each.casefold() for each in texts)
