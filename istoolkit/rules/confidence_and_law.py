"""CONF: the duty of confidence, the national data opt-out and private life are respected.

This part: approvals, and law that lifts the duty of confidence.
"""

from collections.abc import Iterable

from istoolkit.definitions.formats import YES
from istoolkit.definitions.law import Record
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.bases import has_unknown_gateways
from istoolkit.rules.support.confided import COMMON_LAW
from istoolkit.rules.support.every import every_basis


@rule("CONF003", "Approval without the law that gives it", source="National Health Service Act 2006 section 251")
def approval(register: Register) -> Iterable[Problem]:
    """A basis that sets confidence aside by approval names the law under which approval is given.

    Why: only approval under section 251 of the NHS Act 2006, or the like elsewhere, sets confidence aside. That of a
    board or of a Caldicott Guardian does not.

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
          confidence: approval
          confidence_because: The Caldicott Guardian approved it
          opt_out: The national data opt-out applies and is honoured
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
          gateways: [children-act-2004-s10, children-act-1989-s17, nhs-act-2006-s251]
          confidence: approval
          confidence_because: The Health Research Authority approved it on 1 October 2026
          opt_out: The national data opt-out applies and is honoured
          why: The task is laid on the partners by statute
    """
    for _, basis in every_basis(register):
        named = any("approval" in each.get("needs", ()) for _, each in basis.gateways)
        if "approval" in basis.many("confidence") and not named and not has_unknown_gateways(basis):
            yield Problem(
                basis.at("confidence"),
                f"“{basis.title}” rests on approval and does not name the law under which it is given.",
                "Add the law to “gateways”, such as nhs-act-2006-s251. Say in "
                "“confidence_because” who approved it and when.",
            )


@rule("CONF004", "Law that does not lift confidence", severity="warning", source=COMMON_LAW)
def law_that_does_not(register: Register) -> Iterable[Problem]:
    """Where the law is the route through confidence, one of the laws named requires the sharing or sets confidence
    aside.

    Why: a power to share, or a duty to work together, leaves the duty of confidence as it is.

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
          confidence: law
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
          gateways: [children-act-2004-s10, children-act-1989-s17, children-act-2004-s16la]
          confidence: law
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    for _, basis in every_basis(register):
        relies = basis.is_uk_gdpr and "law" in basis.many("confidence")
        if relies and not has_unknown_gateways(basis) and not any(_lifts(each) for _, each in basis.gateways):
            yield Problem(
                basis.at("confidence"),
                f"“{basis.title}” says that the law lifts confidence, and no law it names requires the sharing.",
                "Name the duty in “gateways”. Or write consent or public-interest, and explain it.",
                ((basis.at("gateways"), "the laws it names"),) if basis.gateways else (),
            )


def _lifts(provision: Record) -> bool:
    return provision.get("kind") in ("duty", "duty-on-request") or provision.get("overrides_confidence") in YES
