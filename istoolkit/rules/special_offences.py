"""SPEC: special category and criminal offence data have the conditions they need.

This part: criminal offence data under Article 10.
"""

from collections.abc import Iterable

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Party
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.conditions import bases, takers, without
from istoolkit.rules.support.hats import decides
from istoolkit.rules.support.items import marked, together
from istoolkit.rules.support.naming import quoted


@rule(
    "SPEC006", "No route for criminal offence data", source="UK GDPR Article 10; Data Protection Act 2018 section 10(5)"
)
def without_article_10(register: Register) -> Iterable[Problem]:
    """Each party that takes part in a flow of criminal offence data has a route through Article 10 for it.

    Why: outside law enforcement, information on offences, allegations and sentences is used only under the control of
    official authority or where a paragraph of Schedule 1 allows it.

    Wrong:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: substantial-public-interest
          schedule_1: [safeguarding]
          consent_not_sought_because: [would-prejudice-protection]
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute

    Right:

        lawfulness:
        - id: task
          purposes: find-need
          parties: [council, police]
          article_6: public-task
          article_6_because: The council's duty to help children in need and the police's duty to work with it
          article_9: substantial-public-interest
          schedule_1: [safeguarding]
          consent_not_sought_because: [would-prejudice-protection]
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
        - id: task-of-others
          purposes: find-need
          parties: [trust, schools]
          article_6: public-task
          article_6_because: The partners' duty to work with the council
          article_9: substantial-public-interest
          schedule_1: [safeguarding]
          consent_not_sought_because: [would-prejudice-protection]
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    for basis, items in without(register, "article_10", lambda item: item.is_criminal):
        verb = "is" if len(items) == 1 else "are"
        yield Problem(
            basis.at("article_10"),
            f"{quoted(items)} {verb} criminal offence data, and “{basis.title}” names no route through Article 10.",
            "Write “article_10”: official-authority for a public authority that acts under its powers, and otherwise "
            "schedule-1 with a paragraph beside it.",
            marked(items, "criminal offence data"),
        )


@rule("SPEC007", "Article 10 by Schedule 1 without a paragraph", source="Data Protection Act 2018 section 10(5)")
def without_paragraph(register: Register) -> Iterable[Problem]:
    """A basis whose route through Article 10 is Schedule 1 names the paragraph.

    Why: the route is open only where a condition in Part 1, 2 or 3 of Schedule 1 is met.

    Wrong:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: legal-claims
          article_10: schedule-1
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute

    Right:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: legal-claims
          schedule_1: [legal-claims]
          article_10: schedule-1
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    for _, basis in bases(register):
        if basis.text("article_10") == "schedule-1" and not basis.says("schedule_1"):
            yield Problem(
                basis.at("article_10"),
                f"“{basis.title}” rests on Schedule 1 for criminal offence data and names no paragraph of it.",
                "Write “schedule_1” with the paragraph, such as safeguarding or unlawful-acts.",
            )


@rule("SPEC008", "Official authority that a party does not have", source="UK GDPR Article 10")
def without_authority(register: Register) -> Iterable[Problem]:
    """A party that rests on official authority for criminal offence data is a public authority or a competent
    authority.

    Why: a charity or a company has no official authority. It needs a paragraph of Schedule 1, unless it acts on
    behalf of a body that has.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools, public_authority: no}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        flows:
        - {id: referral, title: A school asks for help, from: schools, to: council, information: [identity, offending],
           purpose: find-need, circumstance: concern, channel: secure-email, into: case-system,
           frequency: When it arises, seen_by: Hub staff}
        - {id: health-answer, title: The trust answers, from: trust, to: council,
           information: [identity, health-needs], purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it is asked, seen_by: Hub staff}
        - {id: police-answer, title: The police answer, from: police, to: council, information: [identity, offending],
           purpose: find-need, circumstance: concern, channel: secure-email, into: case-system,
           frequency: When it is asked, seen_by: Hub staff}
        lawfulness:
        - id: task
          purposes: find-need
          parties: [council, trust, police]
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: substantial-public-interest
          schedule_1: [safeguarding]
          consent_not_sought_because: [would-prejudice-protection]
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
        - id: independent-schools
          purposes: find-need
          parties: schools
          article_6: recognised-legitimate-interest
          annex_1: [safeguarding]
          article_6_because: Safeguarding a vulnerable individual
          schedule_1: [safeguarding]
          consent_not_sought_because: [would-prejudice-protection]
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
          article_10: official-authority
          why: Independent schools are not public authorities

    Right:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools, public_authority: no}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        flows:
        - {id: referral, title: A school asks for help, from: schools, to: council, information: [identity, offending],
           purpose: find-need, circumstance: concern, channel: secure-email, into: case-system,
           frequency: When it arises, seen_by: Hub staff}
        - {id: health-answer, title: The trust answers, from: trust, to: council,
           information: [identity, health-needs], purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it is asked, seen_by: Hub staff}
        - {id: police-answer, title: The police answer, from: police, to: council, information: [identity, offending],
           purpose: find-need, circumstance: concern, channel: secure-email, into: case-system,
           frequency: When it is asked, seen_by: Hub staff}
        lawfulness:
        - id: task
          purposes: find-need
          parties: [council, trust, police]
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: substantial-public-interest
          schedule_1: [safeguarding]
          consent_not_sought_because: [would-prejudice-protection]
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
        - id: independent-schools
          purposes: find-need
          parties: schools
          article_6: recognised-legitimate-interest
          annex_1: [safeguarding]
          article_6_because: Safeguarding a vulnerable individual
          schedule_1: [safeguarding]
          consent_not_sought_because: [would-prejudice-protection]
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
          article_10: schedule-1
          why: Independent schools are not public authorities
    """
    pairs = ((basis, _claiming(picture, basis)) for picture, basis in bases(register) if _claims(basis))
    for basis, claiming in together(pairs):
        verb, what = ("is", "a public authority") if len(claiming) == 1 else ("are", "public authorities")
        yield Problem(
            basis.at("article_10"),
            f"“{basis.title}” rests on official authority, and {quoted(claiming)} {verb} not {what}.",
            "Give it a basis of its own with “article_10: schedule-1” and a paragraph. Or say “public_authority: "
            "yes” at the party where it is one.",
            tuple((each.at(), "the party") for each in claiming),
        )


def _claims(basis: Basis) -> bool:
    return basis.text("article_10") == "official-authority"


def _claiming(picture: Picture, basis: Basis) -> list[Party]:
    """Return the parties that have no official authority and take part in a flow of criminal offence data."""
    taking_part = takers(picture, basis, lambda item: item.is_criminal)
    return [each for each in basis.parties if each in taking_part and _has_none(each)]


def _has_none(party: Party) -> bool:
    private = party.is_public_authority is False and not party.is_competent_authority
    return private and decides(party) and not party.says("on_behalf_of")
