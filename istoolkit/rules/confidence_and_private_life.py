"""CONF: the duty of confidence, the national data opt-out and private life are respected.

This part: private life, the national data opt-out, and items not marked as confidential.
"""

import re
from collections.abc import Iterable

from istoolkit.definitions.formats import YES
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Item
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.confided import givers
from istoolkit.rules.support.every import every_basis, every_flow
from istoolkit.rules.support.items import SPECIAL, shown
from istoolkit.rules.support.naming import quoted

_EMPTY = re.compile(
    r"(?:yes|no|none|n/?a|(?:human rights are )?(?:not (?:applicable|affected|engaged|relevant)|respected)"
    r"|(?:fully )?compl(?:ies|iant)(?: with [\w ]+)?)[.\s]*",
    re.IGNORECASE,
)


@rule(
    "CONF008",
    "Nothing on private life",
    severity="warning",
    source="Human Rights Act 1998 section 6 and Schedule 1 Article 8",
)
def private_life(register: Register) -> Iterable[Problem]:
    """Where a public authority gives personal information, the protocol says why that is necessary and proportionate.

    Why: a public authority may interfere with private and family life only where the law allows it, for a lawful aim,
    and no more than is needed.

    Wrong:

        # framework/protocol.yaml
        human_rights: Not affected

    Right:

        # framework/protocol.yaml
        human_rights: Not affected
        # hub/protocol.yaml
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
          article_10: official-authority
          human_rights: Protecting a child is a lawful aim. Only what helps to protect the child is shared.
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    found: dict[Spot, list[Basis]] = {}
    for picture in pictures(register):
        lacking = [] if _justifies(picture) else [each for each in picture.bases if _unjustified(picture, each)]
        if lacking:
            known = found.setdefault(lacking[0].at(), [])
            seen = {each.at() for each in known}
            known += [each for each in lacking if each.at() not in seen]
    for bases in found.values():
        yield Problem(
            bases[0].at("human_rights"),
            f"Public authorities share personal information on {quoted(bases)}. Nothing says why the interference with "
            "private life is necessary.",
            "Write “human_rights” once for the whole protocol: the lawful aim, and why less would not do.",
            tuple((each.at(), "it is not said here either") for each in bases[1:]),
        )


def _justifies(picture: Picture) -> bool:
    return picture.says("human_rights") and not _EMPTY.fullmatch(picture.text("human_rights"))


def _unjustified(picture: Picture, basis: Basis) -> bool:
    """Whether a public authority gives personal information on a basis, and none of its bases says why."""
    return not _weighs(basis) and any(
        party.is_public_authority and not any(map(_weighs, picture.bases_for(flow, party)))
        for flow in basis.flows
        if flow.is_personal
        for party in givers(flow, basis)
    )


def _weighs(basis: Basis) -> bool:
    return basis.says("human_rights") and not _EMPTY.fullmatch(basis.text("human_rights"))


@rule("CONF009", "Nothing on the national data opt-out", severity="note", source="National data opt-out (NHS England)")
def opt_out(register: Register) -> Iterable[Problem]:
    """Where health information leaves health and care in England for more than a person's own care, the opt-out is
    spoken of.

    Why: people may refuse that their health information be used for research and planning. Where that does not apply,
    as in safeguarding, partners should be able to read so.

    Wrong:

        flows:
        - {id: referral, title: A school asks for help, from: schools, to: council, information: identity,
           purpose: find-need, circumstance: concern, channel: secure-email, into: case-system,
           frequency: When it arises, seen_by: Hub staff}
        - {id: health-answer, title: The trust answers, from: trust, to: [council, schools],
           information: [identity, health-needs], purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it is asked, seen_by: Hub staff}
        - {id: police-answer, title: The police answer, from: police, to: council, information: [identity, offending],
           purpose: find-need, circumstance: concern, channel: secure-email, into: case-system,
           frequency: When it is asked, seen_by: Hub staff}
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
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          why: The task is laid on the partners by statute

    Right:

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
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          why: The task is laid on the partners by statute
    """
    for picture, basis in every_basis(register):
        if any(_leaves_care(picture, basis, flow) for flow in basis.flows):
            yield Problem(
                basis.at("opt_out"),
                f"Health information leaves health and care on “{basis.title}”. Nothing is said of the opt-out.",
                "Write “opt_out”: whether the national data opt-out applies, and how it is honoured or why "
                "it does not.",
            )


def _leaves_care(picture: Picture, basis: Basis, flow: Flow) -> bool:
    """Whether a health or care body in England gives health information to others, on no basis that says enough."""
    if basis.says("opt_out") or not basis.is_uk_gdpr or not any(item.is_health for item in flow.items):
        return False
    outside = any(not each.is_health_or_care and not each.is_processor for each in flow.recipients)
    english = (each for each in givers(flow, basis) if each.is_health_or_care and "england" in each.nations)
    return outside and any(not any(map(_needs_none, picture.bases_for(flow, each))) for each in english)


def _needs_none(basis: Basis) -> bool:
    agreed = set(basis.many("confidence")) in ({"consent"}, {"implied-consent"})
    return agreed or basis.says("opt_out") or basis.text("article_9") == "health-or-social-care"


@rule(
    "CONF012",
    "Health information that is not marked as confidential",
    severity="warning",
    source="Common law duty of confidence",
)
def unmarked(register: Register) -> Iterable[Problem]:
    """Health information that a health or care body gives is marked as given in confidence.

    Why: partners know from the mark that they may not pass it on as they like.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           needed_because: Support must fit}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: Visits must be safe}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Support that fits, of: children, kind: special-category, special: [health],
           needed_because: The family is not helped by less}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: Visits must be safe}
    """
    for _, flow in every_flow(register):
        items = [each for each in flow.items if _unmarked(register, each)]
        if items and any(each.is_health_or_care for each in flow.senders):
            yield from (_mark(each) for each in items)


def _unmarked(register: Register, item: Item) -> bool:
    marked = item.text("confidential") in YES or item.unknown("confidential")
    return item.is_health and not marked and "health" in shown(register, item.title, SPECIAL)


def _mark(item: Item) -> Problem:
    message = f"“{item.title}” comes from a health or care body and is not marked as given in confidence."
    return Problem(item.at("confidential"), message, "Write “confidential: yes”.")
