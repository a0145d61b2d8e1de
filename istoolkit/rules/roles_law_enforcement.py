"""ROLE: controllers, processors and law enforcement.

This part: who enforces the law, and who does so under Part 3 of the Data Protection Act 2018.
"""

import re
from collections.abc import Iterable

from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Flow, Party, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.every import every_basis
from istoolkit.rules.support.hats import covers, hats
from istoolkit.rules.support.naming import all_names

_NO = ("no", "false")


@rule("ROLE005", "Competent authority that is none", source="Data Protection Act 2018 section 30 and Schedule 7")
def not_competent(register: Register) -> Iterable[Problem]:
    """Only a competent authority has that role: the police, probation, prisons and other bodies with functions in law
    enforcement.

    Why: Part 3 of the Data Protection Act 2018 is closed to everyone else, whatever the purpose.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust, role: competent-authority, regime: law-enforcement}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - {organisation: council, roles: [{role: competent-authority, when: Its trading standards officers prosecute}]}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture in pictures(register):
        for party in picture.parties.values():
            for hat in hats(party):
                if hat.role == "competent-authority" and _never_competent(party):
                    kind = party.facts.get("title", "organisation")
                    message = f"“{party.title}” is no competent authority. Its kind is “{kind}”."
                    mend = "Write “role: controller”. The UK GDPR applies to what it does."
                    yield Problem(hat.at("role"), message, mend)


def _never_competent(party: Party) -> bool:
    return party.facts.get("competent_authority") in _NO


@rule("ROLE007", "Law enforcement basis for other bodies", source="Data Protection Act 2018 sections 29 and 30")
def enforced_by_others(register: Register) -> Iterable[Problem]:
    """A basis under Part 3 covers competent authorities only.

    Why: a school or a health body that gives information to the police does so under the UK GDPR, with an Article 6
    basis.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          part_3: task
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: trust, to: council, information: identity, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}

    Right:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: council
          regime: law-enforcement
          part_3: task
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        - id: task
          title: Public task
          purposes: find-need
          parties: trust
          article_6: public-task
          article_6_because: The trust's duty to help to prevent crime and disorder
          gateways: [crime-and-disorder-act-1998-s115]
          why: The trust enforces no law
        flows:
        - {id: answer, title: The hub asks, from: trust, to: council, information: identity, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
    """
    for _, basis in every_basis(register):
        others = [each for each in basis.parties if _never_competent(each) and not each.is_processor]
        if basis.is_law_enforcement and others:
            verb, what = ("is", "a competent authority") if len(others) == 1 else ("are", "competent authorities")
            message = f"“{basis.title}” is a basis under Part 3, and {all_names(others)} {verb} not {what}."
            mend = "Leave them out here, and give them a basis of their own under the UK GDPR."
            yield Problem(basis.at("parties"), message, mend)


@rule(
    "ROLE010", "Competent authority with a basis under the UK GDPR only", "warning", "Data Protection Act 2018 Part 3"
)
def no_part_3(register: Register) -> Iterable[Problem]:
    """Where a party takes part in a flow as a competent authority, a basis under Part 3 covers it.

    Why: the role says that it enforces the law, and then Part 3 applies in place of Article 6. One of the two is wrong.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - organisation: police
          role: competent-authority
          regime: law-enforcement
          roles:
          - {role: controller, purposes: find-need, when: It helps a family and pursues no offence}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture in pictures(register):
        for party in picture.parties.values():
            if party.role == "competent-authority" and not _never_competent(party):
                flows = [flow for flow in picture.flows if _only_uk_gdpr(picture, flow, party)]
                if flows:
                    yield _no_part_3(picture, party, flows)


def _only_uk_gdpr(picture: Picture, flow: Flow, party: Party) -> bool:
    parts = [hat for hat in hats(party)[1:] if hat.is_controller and hat.role != "competent-authority"]
    if party not in flow.parties or not flow.is_personal:
        return False
    if any(covers(hat, flow) for hat in parts):
        return False
    bases = picture.bases_for(flow, party)
    return bool(bases) and all(basis.is_uk_gdpr for basis in bases)


def _no_part_3(picture: Picture, party: Party, flows: list[Flow]) -> Problem:
    message = (
        f"“{party.title}” is a competent authority, but only the UK GDPR covers its part in {all_names(flows[:3])}."
    )
    mend = (
        "Give it a basis under Part 3 if it enforces the law there. "
        "If it does not, write under “roles” that it is a controller."
    )
    basis = picture.bases_for(flows[0], party)[0]
    return Problem(party.at("role"), message, mend, ((basis.at("parties"), "the basis that covers it"),))


@rule("ROLE016", "Law enforcement under the UK GDPR", "warning", "Data Protection Act 2018 sections 29 and 31")
def enforces_under_uk_gdpr(register: Register) -> Iterable[Problem]:
    """Where the purpose is to prevent, detect, investigate or prosecute crime, the police and other competent
    authorities have a basis under Part 3, or the basis says why the UK GDPR applies.

    Why: for law enforcement purposes Part 3 applies in place of the UK GDPR. Which one holds decides on people's
    rights.

    Wrong:

        purposes:
        - id: find-need
          title: Prevent and detect crime
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          if_not_shared: Needs go unseen until a crisis
          onward_use: Only with the agreement of the party that supplied it

    Right:

        purposes:
        - id: find-need
          title: Help children who see crime at home
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          if_not_shared: Needs go unseen until a crisis
          onward_use: Only with the agreement of the party that supplied it
    """
    for picture, basis in every_basis(register):
        known = [picture.purposes[name] for name in basis.purposes if name in picture.purposes]
        purposes = [each for each in known if _ENFORCES.search(each.title)]
        reasons = f"{basis.text('why')} {basis.text('article_6_because')}"
        if purposes and basis.is_uk_gdpr and not _REASON.search(reasons):
            parties = [each for each in basis.parties if _has_no_part_3(picture, each, purposes)]
            if parties:
                message = f"“{purposes[0].title}” is a law enforcement purpose, and only the UK GDPR covers {all_names(parties)}."
                mend = "Add a basis under Part 3 for them, or say under “why” that they do not enforce the law here."
                yield Problem(basis.at("parties"), message, mend, ((purposes[0].at("title"), "the purpose"),))


_ENFORCES = re.compile(
    r"\b(?:prevent|detect|investigat|prosecut|apprehen)\w*"
    r"(?:\W+(?!(?:after|around|before|by|for|from|that|through|to|who|with)\b)[\w'’]+){0,4}?"
    r"\W+(?:crim|(?:re-?)?offen[cds])",
    re.IGNORECASE,
)

_REASON = re.compile(r"law enforcement|enforces? no law|\bpart 3\b", re.IGNORECASE)


def _has_no_part_3(picture: Picture, party: Party, purposes: list[Thing]) -> bool:
    if not party.is_competent_authority or party.role not in ("controller", "joint-controller"):
        return False
    own = [each for each in picture.bases if each.is_law_enforcement and party in each.parties]
    return not any({purpose.id for purpose in purposes} & set(each.purposes) for each in own)
