"""SPEC: special category and criminal offence data have the conditions they need.

This part: explicit consent.
"""

from collections.abc import Iterable

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Party, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.conditions import bases, rests_on
from istoolkit.rules.support.items import together
from istoolkit.rules.support.naming import quoted

_SAFEGUARDING = "safeguarding"
_ANOTHER = "Choose another condition in “article_9”, such as substantial-public-interest for safeguarding."


@rule("SPEC014", "Explicit consent that is not sought", source="UK GDPR Articles 4(11), 7 and 9(2)(a)")
def consent_not_sought(register: Register) -> Iterable[Problem]:
    """Where a basis rests on explicit consent, the people are asked in every circumstance that it covers.

    Why: consent that no one asks for is none. Safeguarding in Schedule 1 is for sharing without consent, so it does
    not stand beside explicit consent in one basis.

    Wrong:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: explicit-consent
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
          article_10: schedule-1
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    pairs = [(basis, _unasked(picture, basis)) for picture, basis in bases(register) if _explicit(basis)]
    for basis, unasked in together(pairs):
        yield Problem(
            basis.at("article_9"),
            f"“{basis.title}” rests on explicit consent, and people are not asked: {quoted(unasked)}.",
            _ANOTHER,
            tuple((each.at("consent"), "people are not asked here") for each in unasked),
        )
    for basis in (basis for basis, _ in pairs if _without_consent(basis)):
        message = f"“{basis.title}” rests on explicit consent, and on safeguarding without consent too."
        yield Problem(basis.at("article_9"), message, _ANOTHER, ((basis.at("schedule_1"), "the paragraph it names"),))


def _explicit(basis: Basis) -> bool:
    return basis.text("article_9") == "explicit-consent"


def _without_consent(basis: Basis) -> bool:
    """Whether safeguarding stands beside the consent, and not for criminal offence data only."""
    return _SAFEGUARDING in basis.many("schedule_1") and basis.text("article_10") != "schedule-1"


def _clashes(picture: Picture, basis: Basis) -> bool:
    return _without_consent(basis) or bool(_unasked(picture, basis))


def _unasked(picture: Picture, basis: Basis) -> list[Thing]:
    """Return the circumstances in which special category data flows on a basis and the people are not asked."""
    flows = [each for each in basis.flows if any(item.is_special for item in each.items)]
    resting = (each for each in flows if rests_on(picture, basis, each, "article_9"))
    met = dict.fromkeys(circumstance for flow in resting for circumstance in flow.circumstances)
    return [each for each in met if each.text("consent").startswith("not-")]


@rule(
    "SPEC019",
    "Explicit consent beside a public task",
    severity="warning",
    source="UK GDPR Articles 7 and 9(2)(a); recital 43",
)
def consent_beside_task(register: Register) -> Iterable[Problem]:
    """A public authority that shares because of its task or duty does not rest on explicit consent for the sensitive
    part.

    Why: consent is free only where a refusal changes what happens. Where the authority would share in any case, or
    holds power over the person, it misleads people and falls away when they change their minds.

    Wrong:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: explicit-consent
          article_10: official-authority
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
          article_9: vital-interests
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    pairs = (
        (basis, _tasked(basis)) for picture, basis in bases(register) if _tasked(basis) and not _clashes(picture, basis)
    )
    for basis, public in together(pairs):
        verb = "is a public authority" if len(public) == 1 else "are public authorities"
        yield Problem(
            basis.at("article_9"),
            f"“{basis.title}” rests on explicit consent beside a task or duty, and {quoted(public)} {verb}.",
            "Choose the condition that fits the task, such as health-or-social-care or substantial-public-interest.",
        )


def _tasked(basis: Basis) -> list[Party]:
    """Return the public authorities that rest on explicit consent though a task or duty is what they act on."""
    tasked = _explicit(basis) and basis.text("article_6") in ("public-task", "legal-obligation")
    return [each for each in basis.parties if tasked and each.is_public_authority and not each.is_processor]
