"""ROLE: controllers, processors and law enforcement.

This part: what a basis under Part 3 of the Data Protection Act 2018 must say.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.every import every_basis
from istoolkit.words import listed


@rule("ROLE006", "Part 3 and the UK GDPR in one basis", source="Data Protection Act 2018 sections 29 and 35")
def mixed(register: Register) -> Iterable[Problem]:
    """A lawful basis is either under Part 3 of the Data Protection Act 2018 or under the UK GDPR.

    Why: what the police do to enforce the law is outside the UK GDPR, and what they do otherwise is outside Part 3. The
    rights of people differ, so each processing has one regime.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          article_6: public-task
          part_3: task
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: police, to: council, information: identity, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}

    Right:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
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
        - {id: answer, title: The hub asks, from: police, to: council, information: identity, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
    """
    for _, basis in every_basis(register):
        general = [name for name in _UK_GDPR if basis.says(name)]
        special = [name for name in ("part_3", "schedule_8") if basis.says(name)]
        if basis.text("regime") == "law-enforcement" and general:
            at, other = general[0], special[0] if special else "regime"
        elif special and (general or basis.text("regime") == "uk-gdpr"):
            at, other = special[0], general[0] if general else "regime"
        else:
            continue
        message = f"“{basis.title}” mixes law enforcement under Part 3 with the UK GDPR."
        mend = "Make two bases of it, one for each regime, and say which parties and flows each covers."
        yield Problem(basis.at(at), message, mend, ((basis.at(other), "the other regime"),))


_UK_GDPR = ("article_6", "annex_1", "article_9", "schedule_1", "article_10")


@rule(
    "ROLE008", "Sensitive processing without a condition", source="Data Protection Act 2018 section 35 and Schedule 8"
)
def sensitive(register: Register) -> Iterable[Problem]:
    """Where special category data is processed for law enforcement, the basis rests on consent or names a condition of
    Schedule 8.

    Why: section 35 allows sensitive processing in these two cases only. Article 9 and Schedule 1 do not apply.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: record, title: Health needs on the route, of: children, kind: special-category, special: [health],
           needed_because: Visits must be safe}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          part_3: task
          policy_document: {title: Policy on sensitive processing, held_by: Each partner, where: On request}
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: police, to: council, information: record, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}

    Right:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: record, title: Health needs on the route, of: children, kind: special-category, special: [health],
           needed_because: Visits must be safe}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          part_3: task
          schedule_8: [safeguarding]
          policy_document: {title: Policy on sensitive processing, held_by: Each partner, where: On request}
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: police, to: council, information: record, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
    """
    for basis, names in _sensitive(register):
        if not basis.says("schedule_8") and basis.text("part_3") != "consent" and not basis.unknown("part_3"):
            message = f"“{basis.title}” covers {names} and names no condition of Schedule 8."
            mend = "Add “schedule_8” with the condition that fits, such as safeguarding or statutory."
            yield Problem(basis.at(), message, mend)


def _sensitive(register: Register) -> Iterator[tuple[Basis, str]]:
    """Yield the bases under Part 3 whose flows carry special category data, with the names of that data."""
    for _, basis in every_basis(register):
        if basis.is_law_enforcement and basis.flows:
            names = [f"“{item.title}”" for item in basis.items if item.is_special]
            if names:
                yield basis, listed(names, "and")


@rule("ROLE009", "Sensitive processing without a policy document", source="Data Protection Act 2018 sections 35 and 42")
def policy_document(register: Register) -> Iterable[Problem]:
    """Where special category data is processed for law enforcement, the basis names the appropriate policy document.

    Why: section 35 asks for one in every case, and section 42 says what it explains: how the principles are kept and
    how long the information is.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: record, title: Health needs on the route, of: children, kind: special-category, special: [health],
           needed_because: Visits must be safe}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          part_3: task
          schedule_8: [safeguarding]
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: police, to: council, information: record, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}

    Right:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: record, title: Offences on the route, of: children, kind: criminal-offence,
           needed_because: Visits must be safe}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          part_3: task
          schedule_8: [safeguarding]
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: police, to: council, information: record, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
    """
    for basis, names in _sensitive(register):
        rests = basis.says("schedule_8") or basis.text("part_3") == "consent"
        if rests and not basis.says("policy_document"):
            message = f"“{basis.title}” covers {names} and names no appropriate policy document."
            mend = "Add “policy_document” with its title, who holds it and where it can be read."
            yield Problem(basis.at("schedule_8" if basis.says("schedule_8") else "part_3"), message, mend)
