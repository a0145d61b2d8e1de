"""SPEC: special category and criminal offence data have the conditions they need.

This part: the safeguarding condition of Schedule 1.
"""

import re
from collections.abc import Iterable

from istoolkit.definitions.formats import NO
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.conditions import bases, needing, worded
from istoolkit.rules.support.naming import quoted
from istoolkit.words import listed

_OF_CONSENT = re.compile(r"\b(?:consent|agree|ask|permission)", re.IGNORECASE)
_OF_PEOPLE = re.compile(r"\b(?:child|young|under 18|adult|pupil|infant|bab(?:y|ies)|at risk)", re.IGNORECASE)
_CHOICES = "cannot-be-given, cannot-reasonably-be-obtained or would-prejudice-protection"
_UNDER_18 = "safeguarding"


@rule(
    "SPEC005", "Safeguarding without a reason", source="Data Protection Act 2018 Schedule 1 paragraph 18(1)(c) and (2)"
)
def without_reason(register: Register) -> Iterable[Problem]:
    """A basis that rests on a paragraph of Schedule 1 for sharing without consent says why consent is not sought.

    Why: paragraph 18 is met only where consent cannot be given, or cannot reasonably be obtained, or would prejudice
    the protection. Paragraph 19 asks the same.

    Wrong:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: substantial-public-interest
          schedule_1: [safeguarding]
          schedule_1_because: It protects children from neglect and harm
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
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
          article_9: substantial-public-interest
          schedule_1: [safeguarding]
          consent_not_sought_because: [cannot-reasonably-be-obtained]
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    for _, basis, found in needing(register, "reason-without-consent"):
        said = basis.says("consent_not_sought_because") or basis.unknown("schedule_1_because")
        if not said and not _OF_CONSENT.search(basis.text("schedule_1_because")):
            yield Problem(
                basis.at("schedule_1"),
                f"“{basis.title}” rests on {worded(found)} and does not say why consent is not sought.",
                f"Write “consent_not_sought_because”: {_CHOICES}. Explain it in “schedule_1_because”.",
            )


@rule(
    "SPEC017",
    "Safeguarding in words only",
    severity="warning",
    source="Data Protection Act 2018 Schedule 1 paragraph 18(1) and (2)",
)
def in_words_only(register: Register) -> Iterable[Problem]:
    """A basis that explains safeguarding in its own words also says which of the three reasons it means and whom it
    protects.

    Why: the law knows three reasons for going without consent and no other. Words alone leave open which of them is
    meant, or whether any is.

    Wrong:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: substantial-public-interest
          schedule_1: [safeguarding]
          schedule_1_because: Families of children would be upset if we asked for consent
          policy_document: {title: Policy on special category data, held_by: Each partner}
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
          article_9: substantial-public-interest
          schedule_1: [safeguarding]
          schedule_1_because: Families who are asked for consent would hide the harm
          consent_not_sought_because: [would-prejudice-protection]
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    for _, basis, _ in needing(register, "reason-without-consent"):
        words = basis.text("schedule_1_because")
        chosen, explained = basis.says("consent_not_sought_because"), bool(_OF_CONSENT.search(words))
        reason = explained and not chosen
        whom = (explained or chosen) and _protects(basis) and not basis.says("protects") and _OF_PEOPLE.search(words)
        if reason or whom:
            missing = listed(["why consent is not sought"] * reason + ["whom it protects"] * bool(whom), "and")
            mends = [f"“consent_not_sought_because” ({_CHOICES})"] * reason + ["“protects”"] * bool(whom)
            message = f"“{basis.title}” says only in words {missing}."
            yield Problem(basis.at("schedule_1_because"), message, f"Write {listed(mends, 'and')} too.")


@rule(
    "SPEC018",
    "Safeguarding of no one in particular",
    severity="warning",
    source="Data Protection Act 2018 Schedule 1 paragraph 18(1) and (3)",
)
def protects_no_one(register: Register) -> Iterable[Problem]:
    """A basis that rests on safeguarding says whom it protects, and they are under 18 or at risk.

    Why: paragraph 18 protects children, and adults who have needs for care and support and cannot protect themselves.
    It does not reach everyone else.

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
          policy_document: {title: Policy on special category data, held_by: Each partner}
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
          article_9: substantial-public-interest
          schedule_1: [statutory-and-government]
          policy_document: {title: Policy on special category data, held_by: Each partner}
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    for picture, basis in bases(register):
        if not _protects(basis):
            continue
        sturdy = [each for each in _protected(picture, basis) if each.text("vulnerable") in NO]
        if not basis.says("protects") and not _OF_PEOPLE.search(basis.text("schedule_1_because")):
            message = f"“{basis.title}” rests on safeguarding and does not say whom it protects."
            yield Problem(
                basis.at("schedule_1"), message, "Write “protects” with the groups who are under 18 or at risk."
            )
        elif sturdy and len(sturdy) == len(basis.many("protects")):
            yield Problem(
                basis.at("protects"),
                f"“{basis.title}” rests on safeguarding and protects {quoted(sturdy)}, said not to be vulnerable.",
                "Name the groups who are under 18 or at risk. For others choose another paragraph.",
                tuple((each.at("vulnerable"), "the group") for each in sturdy),
            )


def _protects(basis: Basis) -> bool:
    return _UNDER_18 in basis.many("schedule_1")


def _protected(picture: Picture, basis: Basis) -> list[Thing]:
    return [picture.people[each] for each in basis.many("protects") if each in picture.people]
