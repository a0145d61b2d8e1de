"""SPEC: special category and criminal offence data have the conditions they need.

This part: what the paragraphs of Schedule 1 need.
"""

from collections.abc import Iterable

from istoolkit.definitions.law import Record
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Party
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.conditions import bases, needing, takers, worded
from istoolkit.rules.support.hats import decides
from istoolkit.rules.support.items import together
from istoolkit.rules.support.naming import quoted

_TO_COMPETENT = "unlawful-acts"
_CARE = "health-or-social-care"


@rule(
    "SPEC004",
    "No appropriate policy document",
    source="Data Protection Act 2018 Schedule 1 paragraphs 1, 5 and 38 to 41",
)
def without_policy_document(register: Register) -> Iterable[Problem]:
    """A paragraph of Schedule 1 that is met only with an appropriate policy document has one named.

    Why: without the document the condition is not met, and nothing else allows the sharing. Paragraph 10 needs none
    where all that is done is to tell a competent authority, such as the police, of an unlawful act.

    Wrong:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: substantial-public-interest
          schedule_1: [statutory-and-government]
          schedule_1_because: Statute gives the partners the task, and it is of substantial public interest
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
          article_9: health-or-social-care
          schedule_1: [health-or-social-care]
          schedule_1_because: Everyone who uses it owes a duty of confidence
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    for _, basis, found in needing(register, "policy-document"):
        if not basis.says("policy_document") and not _only_tells(basis, found):
            verb = "needs" if len(found) == 1 else "need"
            yield Problem(
                basis.at("schedule_1"),
                f"“{basis.title}” rests on {worded(found)}, which {verb} an appropriate policy document. None "
                "is named.",
                "Write “policy_document” with its title, who holds it and where it can be read.",
            )


def _only_tells(basis: Basis, found: list[Record]) -> bool:
    """Whether all that is done on the paragraphs is to tell competent authorities of unlawful acts."""
    flows = [flow for flow in basis.flows if flow.is_sensitive]
    told = [flow.recipients for flow in flows]
    return (
        all(each["chosen_as"] == _TO_COMPETENT for each in found)
        and bool(flows)
        and all(each and all(party.is_competent_authority for party in each) for each in told)
    )


@rule(
    "SPEC021",
    "Care without a duty of secrecy",
    severity="warning",
    source="UK GDPR Article 9(3); Data Protection Act 2018 section 11(1)",
)
def without_secrecy(register: Register) -> Iterable[Problem]:
    """Where a body outside health and social care rests on the condition for care, the basis says who answers for
    secrecy.

    Why: the condition is met only where a health or social work professional is responsible, or someone else who owes
    a duty of secrecy in law. Schools, landlords and police officers seldom are.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Offences and mental health, of: children, kind: criminal-offence, special: [health],
           confidential: yes, needed_because: Visits must be safe}
        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: health-or-social-care
          schedule_1: [health-or-social-care]
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
          parties: [council, trust]
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: health-or-social-care
          schedule_1: [health-or-social-care]
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
        - id: task-of-others
          purposes: find-need
          parties: [schools, police]
          article_6: public-task
          article_6_because: The partners' duty to work with the council
          article_10: official-authority
          gateways: [children-act-2004-s10]
          why: Neither gives or receives special category data
    """
    pairs = ((basis, _outside_care(picture, basis)) for picture, basis in bases(register) if _trusting(basis))
    for basis, outside in together(pairs):
        verb, what = ("is", "a health or care body") if len(outside) == 1 else ("are", "health or care bodies")
        yield Problem(
            basis.at("article_9"),
            f"“{basis.title}” rests on the condition for care, and {quoted(outside)} {verb} not {what}.",
            "Say in “schedule_1_because” who owes the duty of secrecy. Or give it a basis with another condition.",
        )


def _trusting(basis: Basis) -> bool:
    return basis.text("article_9") == _CARE and not basis.says("schedule_1_because")


def _outside_care(picture: Picture, basis: Basis) -> list[Party]:
    """Return the parties outside health and care that take part in a flow of special category data."""
    taking_part = takers(picture, basis, lambda item: item.is_special)
    return [each for each in basis.parties if each in taking_part and decides(each) and not each.is_health_or_care]
