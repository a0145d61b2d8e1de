"""CONF: the duty of confidence, the national data opt-out and private life are respected.

This part: the routes through confidence by public interest and by agreement, and confidence denied.
"""

import re
from collections.abc import Iterable, Iterator

from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.confided import COMMON_LAW, confidential, given, givers, relying_only
from istoolkit.rules.support.items import marked, together
from istoolkit.rules.support.naming import quoted

_WEIGHED = re.compile(r"public interest|weigh|proportion|balanc", re.IGNORECASE)


@rule("CONF005", "Public interest that no one weighs", severity="warning", source=COMMON_LAW)
def unweighed(register: Register) -> Iterable[Problem]:
    """Where the public interest is the route through confidence, the basis says how it is weighed.

    Why: the public interest outweighs confidence case by case. Someone weighs the harm of sharing against that of
    silence.

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
          confidence: public-interest
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute

    Right:

        # framework/protocol.yaml
        decisions:
          made_by: The manager of the service that holds the information, who weighs the public interest
          record: [Who asked, What was shared, The law relied on, Why it was necessary]
          not_sharing: It is written down in the same way with the reasons
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
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    for picture in pictures(register):
        weighing = _weighs(picture)
        for basis in picture.bases:
            relies = "public-interest" in basis.many("confidence") and not basis.says("confidence_because")
            if relies and not weighing and given(basis):
                yield Problem(
                    basis.at("confidence"),
                    f"“{basis.title}” rests on the public interest and does not say who weighs it and how.",
                    "Write “confidence_because”: who weighs the public interest, against what, and whom they ask "
                    "in doubt.",
                )


def _weighs(picture: Picture) -> bool:
    """Whether the section on decisions speaks of weighing the public interest, here or above."""
    terms = picture.full.get("decisions")
    said = terms.values() if isinstance(terms, dict) else ()
    texts = (text for each in said for text in many(each.value))
    return any(_WEIGHED.search(each) for each in texts)


@rule("CONF006", "Confidence denied", source=COMMON_LAW)
def denied(register: Register) -> Iterable[Problem]:
    """A basis that says no confidence is owed covers nothing that is confidential or about health.

    Why: an item that is marked as given in confidence, or that is about health, is owed it.

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
          confidence: none-owed
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute

    Right:

        lawfulness:
        - id: task
          purposes: find-need
          parties: [council, trust, schools]
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
        - id: task-of-the-police
          purposes: find-need
          parties: police
          article_6: public-task
          article_6_because: The police's duty to work with the council
          article_10: official-authority
          gateways: [children-act-2004-s10]
          confidence: none-owed
          why: The task is laid on the police by statute
    """
    found = ((each, given(each)) for picture in pictures(register) for each in picture.bases if _denies(each))
    for basis, items in together(found):
        verb = "is" if len(items) == 1 else "are"
        yield Problem(
            basis.at("confidence"),
            f"“{basis.title}” says that no confidence is owed, and {quoted(items)} {verb} given in confidence.",
            "Write the route: consent, implied-consent for care, law or public-interest.",
            marked(items, "given in confidence"),
        )


def _denies(basis: Basis) -> bool:
    return "none-owed" in basis.many("confidence")


@rule("CONF007", "Agreement that is not sought", source=COMMON_LAW)
def agreement_not_sought(register: Register) -> Iterable[Problem]:
    """Where agreement is the only route through confidence, people are asked in every circumstance that it covers.

    Why: nobody agrees who is not asked. In such a case the law or the public interest must be the route.

    Wrong:

        circumstances:
        - id: concern
          title: A concern
          when: A need is seen
          consent: not-sought
          consent_reason: Asking would increase the risk
          without_consent: [significant-harm]
          capacity: A young person who understands may say what they wish
          told: Before it is shared unless that puts someone at risk
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
          confidence: consent
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute

    Right:

        circumstances:
        - id: concern
          title: A concern
          when: A need is seen
          consent: not-sought
          consent_reason: Asking would increase the risk
          without_consent: [significant-harm]
          capacity: A young person who understands may say what they wish
          told: Before it is shared unless that puts someone at risk
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
          confidence_because: Agreement where the family came by itself, and otherwise the public interest
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    relying = ((basis, _unasked(picture, basis)) for picture, basis in relying_only(register, "consent"))
    for basis, circumstances in together(relying):
        yield Problem(
            basis.at("confidence"),
            f"“{basis.title}” rests on agreement alone, and people are not asked: {quoted(circumstances)}.",
            "Add the route that holds then in “confidence”: law or public-interest. Say when in “confidence_because”.",
            tuple((each.at("consent"), "people are not asked here") for each in circumstances),
        )


def _unasked(picture: Picture, basis: Basis) -> Iterator[Thing]:
    """Yield the circumstances in which confidential information is given and the people are not asked."""
    for flow in basis.flows:
        circumstances = [each for each in flow.circumstances if each.text("consent").startswith("not-")]
        if circumstances and any(map(confidential, flow.items)) and _only_by(picture, basis, flow):
            yield from circumstances


def _only_by(picture: Picture, basis: Basis, flow: Flow) -> bool:
    """Whether a party gives on this route only, because none of its other bases for the flow knows another."""
    routes = [
        {route for each in picture.bases_for(flow, party) for route in each.many("confidence")}
        for party in givers(flow, basis)
    ]
    return {"consent"} in routes
