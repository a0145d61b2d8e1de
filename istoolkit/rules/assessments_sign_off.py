"""ASMT: the impact assessments that a protocol rests on.

This part: who approves, and what they approved.
"""

import re
from collections.abc import Iterable, Iterator

from istoolkit.assessment.assessed import Assessed
from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import assessments, in_force, is_blank, numbered, written
from istoolkit.words import listed

_STEP_7 = "ICO data protection impact assessments, step 7"
_BY_OFFICER = re.compile(
    r"\b(?:approved|accepted|signed(?: off)?|agreed) by (?:the |our )?(?:data protection officer|DPO)\b(?! and )",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"(?:(?:the|our|deputy|council|trust|force|board|school|group|partnership) )*(?:data protection officer|DPO)\b",
    re.IGNORECASE,
)


@rule("ASMT030", "Accepted risk that is not the one that remains", source=_STEP_7)
def not_what_remains(register: Register) -> Iterable[Problem]:
    """The level of risk that someone accepted is the highest that remains among the risks.

    Why: whoever signs answers for the risk that the assessment leaves, and for no smaller one.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: probable, severity: significant, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: possible, severity: significant}}
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          residual_level: low
          views_by: Head of early help
          review_by: Hub board

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: probable, severity: significant, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: possible, severity: significant}}
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          residual_level: medium
          views_by: Head of early help
          review_by: Hub board
    """
    for each in written(register):
        accepted, highest = each.scale.level_called(each.text("approvals", "residual_level")), each.highest()
        all_rated = all(risk.remains for risk in each.risks)
        if accepted and highest and accepted is not highest and (all_rated or accepted.rank < highest.rank):
            first = next(risk for risk in each.risks if risk.remains and risk.remains.holds is highest)
            message = (
                f"The remaining risk was accepted as {accepted.title.lower()},"
                f" and the highest that remains is {highest.title.lower()}: {numbered(first)}."
            )
            there = (first.entry.at("residual"), f"it remains {highest.title.lower()} here")
            mend = "Have what remains accepted as it is, or mend the rating."
            yield Problem(each.at("approvals", "residual_level"), message, mend, (there,))


@rule("ASMT031", "Sign-off that is blank", severity="warning", source=_STEP_7, of_today=True)
def unsigned(register: Register) -> Iterable[Problem]:
    """The assessment of a protocol that is in force says who approved the measures, who accepts the risk that remains, who
    reviewed what people said and who keeps it under review. “Not applicable” is nobody.

    Why: an assessment that nobody approved binds nobody. Partners share on the strength of it.

    Wrong:

        # hub/assessment.yaml
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-02
          residual_by: Not applicable
          review_by: Hub board

    Right:

        # hub/assessment.yaml
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          views_by: Head of early help
          review_by: Hub board
    """
    for each in written(register):
        if each.risks and in_force(register, each) and (blank := dict(_blank(each))):
            since = long_date(each.protocol.text("in_force"))
            message = (
                f"The protocol is in force from {since}, and its assessment does not say {listed(blank.values())}."
            )
            at = each.at("approvals") if each.says("approvals") else each.at("of_version")
            names = listed([f"“{name}”" for name in blank], "and")
            yield Problem(at, message, f"Have it signed off, and write the posts under “approvals”: {names}.")


def _blank(each: Assessed) -> Iterator[tuple[str, str]]:
    """Yield the blank fields of the sign-off that apply, each with what it should say."""
    if each.measures and is_blank(each, "approvals", "measures_by"):
        yield "measures_by", "who approved the measures"
    if is_blank(each, "approvals", "residual_by"):
        yield "residual_by", "who accepts the risk that remains"
    asked = each.says("consultation", "people", "asked") or each.says("consultation", "others")
    if asked and is_blank(each, "approvals", "views_by"):
        yield "views_by", "who reviewed what people said"
    if is_blank(each, "approvals", "review_by"):
        yield "review_by", "who keeps it under review"


@rule("ASMT032", "Approved before it was written", severity="warning", source=_STEP_7)
def too_early(register: Register) -> Iterable[Problem]:
    """The measures are approved, and the risk that remains is accepted, on or after the day of this version of the
    assessment.

    Why: what was approved is another text than the one that readers see.

    Wrong:

        # hub/assessment.yaml
        advice: {by: Data protection officer, date: 2026-10-30, text: It may begin, answer: accepted}
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-01
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          views_by: Head of early help
          review_by: Hub board

    Right:

        # hub/assessment.yaml
        advice: {by: Data protection officer, date: 2026-10-30, text: It may begin, answer: accepted}
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          views_by: Head of early help
          review_by: Hub board
    """
    words = {"measures_on": "The measures were approved", "residual_on": "The risk that remains was accepted"}
    for each in written(register):
        day = each.entry.day("date")
        for name, what in words.items():
            approved = each.entry.day("approvals", name)
            if day and approved and approved < day:
                then, now = long_date(approved), long_date(day)
                message = f"{what} on {then}, before this version of {now}."
                mend = "Have this version approved, or mend the day."
                yield Problem(
                    each.at("approvals", name), message, mend, ((each.at("date"), "the day of this version"),)
                )


@rule(
    "ASMT033", "Approved by the data protection officer", severity="warning", source="UK GDPR Articles 38(6) and 39(1)"
)
def officer_decides(register: Register) -> Iterable[Problem]:
    """The data protection officer advises. Someone else approves the measures, accepts the risk that remains and answers the
    advice. No protocol says that the officer approved its assessment.

    Why: who decides on a risk cannot watch over that decision. The law keeps the officer free of such tasks.

    Wrong:

        # hub/assessment.yaml
        approvals:
          measures_by: Data protection officer
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          views_by: Head of early help
          review_by: Hub board

    Right:

        # hub/assessment.yaml
        approvals:
          measures_by: Head of early help on the advice of the data protection officer
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          views_by: Data protection officer
          review_by: Hub board
    """
    words = {
        ("approvals", "measures_by"): "approves the measures and should only advise",
        ("approvals", "residual_by"): "accepts the risk that remains and should only advise",
        ("advice", "answered_by"): "answers advice that is their own",
    }
    for each in written(register):
        for path, what in words.items():
            if _OFFICER.match(each.text(*path)):
                mend = "Name the post that answers for the sharing. What the officer thinks stands under “advice”."
                yield Problem(each.at(*path), f"The data protection officer {what}.", mend)
    for named in assessments(register):
        if _BY_OFFICER.search(named.said.get("state", "")):
            at = named.protocol.at("impact_assessments", named.place, "state")
            mend = "Name the post that approved it, such as “Approved by the senior information risk owner”."
            yield Problem(
                at, f"{named.title} is said to be approved by the data protection officer, who advises.", mend
            )
