"""CONF: the duty of confidence, the national data opt-out and private life are respected.

This part: given in confidence with nothing said, or with implied consent that does not reach so far.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.things import Basis, Item, Party
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.confided import COMMON_LAW, confidential, given, givers, relying_only
from istoolkit.rules.support.every import every_basis
from istoolkit.rules.support.items import marked, together
from istoolkit.rules.support.naming import quoted


@rule("CONF001", "Health or care body silent on confidence", severity="warning", source=COMMON_LAW)
def health_body_silent(register: Register) -> Iterable[Problem]:
    """A health or care body that gives health or confidential information says how the duty of confidence is
    respected.

    Why: what people tell those who care for them is owed confidence. It is passed on with their agreement, where the
    law requires or permits it, or where the public interest outweighs the duty. Data protection law does not answer
    this.

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
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          opt_out: The national data opt-out does not apply to safeguarding
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
          confidence: [consent, public-interest]
          confidence_because: The family agrees, or the clinician weighs the public interest in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    yield from (_silent(basis, items) for basis, items in _by_body(register, True))


@rule("CONF011", "Silent on confidence", severity="warning", source=COMMON_LAW)
def others_silent(register: Register) -> Iterable[Problem]:
    """A party that gives confidential information says how the duty of confidence is respected.

    Why: a school, a landlord or the police owe confidence too for what they were told in confidence or pass on from a
    doctor.

    Wrong:

        information:
        - {id: identity, title: What the child told the teacher, of: children, kind: personal, confidential: yes,
           needed_because: All must know what worries the child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: Visits must be safe}
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
        - id: task-of-schools
          purposes: find-need
          parties: schools
          article_6: public-task
          article_6_because: The schools' duty to safeguard their pupils
          gateways: [children-act-2004-s10]
          why: The task is laid on schools by statute

    Right:

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
        - id: task-of-schools
          purposes: find-need
          parties: schools
          article_6: public-task
          article_6_because: The schools' duty to safeguard their pupils
          gateways: [children-act-2004-s10]
          why: The task is laid on schools by statute
    """
    yield from (_silent(basis, items) for basis, items in _by_body(register, False))


def _silent(basis: Basis, items: list[Item]) -> Problem:
    verb = "is" if len(items) == 1 else "are"
    return Problem(
        basis.at("confidence"),
        f"{quoted(items)} {verb} given in confidence, and “{basis.title}” does not say how that is respected.",
        "Write “confidence”: consent, implied-consent for the person's own care, law or public-interest. Explain it in "
        "“confidence_because”.",
        marked(items, "given in confidence"),
    )


def _by_body(register: Register, care: bool) -> Iterator[tuple[Basis, list[Item]]]:
    """Yield the bases silent on confidence: those on which health or care bodies give, or those of others only."""
    found = _silences(register)
    of_care = {basis.at() for basis, _, party in found if party.is_health_or_care}
    return together((basis, items) for basis, items, _ in found if (basis.at() in of_care) == care)


@kept
def _silences(register: Register) -> list[tuple[Basis, list[Item], Party]]:
    return [
        (basis, items, party)
        for picture, basis in every_basis(register)
        if not basis.says("confidence")
        for flow in basis.flows
        for items in [list(filter(confidential, flow.items))]
        if items
        for party in givers(flow, basis)
        if not any(each.says("confidence") for each in picture.bases_for(flow, party))
    ]


@rule("CONF002", "Implied consent beyond care", severity="warning", source=COMMON_LAW + "; Caldicott principles")
def implied_beyond_care(register: Register) -> Iterable[Problem]:
    """Implied consent is relied on for a person's own care, and those who receive the information give care.

    Why: a patient expects a nurse to tell the doctor. Nobody expects the police, a school or a landlord to be told.

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
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: implied-consent
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute

    Right:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: health-or-social-care
          schedule_1: [health-or-social-care]
          schedule_1_because: Everyone who uses it owes a duty of confidence
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: implied-consent
          why: The task is laid on the partners by statute
    """
    told = [(basis, _beyond_care(basis)) for _, basis in relying_only(register, "implied-consent")]
    for basis, found in together(told):
        yield Problem(
            basis.at("confidence"),
            f"“{basis.title}” rests on implied consent, and it tells {quoted(found)}, outside health and care.",
            "Add the route that holds for them in “confidence”: consent, law or public-interest.",
        )
    for basis, beyond in told:
        if not beyond and basis.text("article_9") not in ("", "health-or-social-care") and given(basis):
            yield Problem(
                basis.at("confidence"),
                f"“{basis.title}” rests on implied consent, and its condition in Article 9 is not care.",
                "Implied consent reaches the person's own care only. Write consent, law or public-interest.",
                ((basis.at("article_9"), "the condition it names"),),
            )


def _beyond_care(basis: Basis) -> list[Party]:
    """Return the parties outside health and care that receive confidential information on a basis."""
    found: dict[Party, None] = {}
    for flow in basis.flows:
        if givers(flow, basis) and any(map(confidential, flow.items)):
            receiving = [each for each in flow.recipients if not each.is_processor]
            outside = [each for each in receiving if not each.is_health_or_care]
            no_care = len(outside) == len(receiving)
            found.update(dict.fromkeys(each for each in outside if no_care or each.is_public_authority))
    return list(found)
