"""ASMT: the impact assessments that a protocol rests on.

This part: what the data protection officer advised.
"""

from collections.abc import Iterable

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import relied_on, written

_STEP_7 = "ICO data protection impact assessments, step 7"
_ADVICE = "UK GDPR Article 35(2)"


@rule("ASMT034", "No advice of the data protection officer", source=_ADVICE, of_today=True)
def unadvised(register: Register) -> Iterable[Problem]:
    """An assessment that was approved, or whose protocol is in force, has the advice of the data protection officer. Advice
    that is to be confirmed is none.

    Why: whoever carries out an assessment must seek the advice of the data protection officer, where there is one. Public
    authorities have one.

    Wrong:

        # hub/assessment.yaml
        advice: {by: Data protection officer}

    Right:

        # hub/assessment.yaml
        advice: {by: Data protection officer, date: 2026-10-30, text: It may begin, answer: accepted}
    """
    for each in written(register):
        why = relied_on(register, each) if each.risks else ""
        if why and not each.text("advice", "text") and not each.text("advice", "date"):
            at = next((each.at(name) for name in ("advice", "approvals") if each.says(name)), each.at("risks"))
            mend = "Ask for it, and write under “advice” what was advised, when, and whether it was taken."
            yield Problem(at, f"{why} without the advice of the data protection officer.", mend)


@rule("ASMT035", "Advice without an answer", severity="warning", source=_STEP_7, of_today=True)
def unanswered(register: Register) -> Iterable[Problem]:
    """An assessment that was approved, or whose protocol is in force, says whether the advice of the data protection officer
    was taken. Where it was overruled it says why.

    Why: advice that is passed over in silence protects nobody. The reason is what the Information Commissioner asks for.

    Wrong:

        # hub/assessment.yaml
        advice: {by: Data protection officer, date: 2026-10-30, text: Wait for the audit, answer: overruled}

    Right:

        # hub/assessment.yaml
        advice:
          by: Data protection officer
          date: 2026-10-30
          text: Wait for the audit
          answer: overruled
          because: Families cannot wait, and the portal stays closed until the audit
    """
    for each in written(register):
        why = relied_on(register, each)
        if each.text("advice", "answer") == "overruled" and not (each.text if why else each.says)("advice", "because"):
            message = "The advice of the data protection officer was overruled, and nobody says why."
            yield Problem(each.at("advice", "answer"), message, "Write the reason under “because”.")
        elif why and each.text("advice", "text") and not each.text("advice", "answer"):
            message = "Nobody says whether the advice of the data protection officer was taken."
            mend = "Write “answer: accepted” or “answer: overruled”, with the reason under “because”."
            yield Problem(each.at("advice", "text"), message, mend)


@rule("ASMT036", "Advice after the approval", severity="warning", source=_ADVICE)
def advised_late(register: Register) -> Iterable[Problem]:
    """The data protection officer advises before someone accepts the risk that remains.

    Why: advice on what is decided already can change nothing.

    Wrong:

        # hub/assessment.yaml
        advice: {by: Data protection officer, date: 2026-11-03, text: It may begin, answer: accepted}

    Right:

        # hub/assessment.yaml
        advice: {by: Data protection officer, date: 2026-11-02, text: It may begin, answer: accepted}
    """
    for each in written(register):
        advised = each.entry.day("advice", "date")
        decided = each.entry.day("approvals", "residual_on") or each.entry.day("approvals", "measures_on")
        if advised and decided and advised > decided:
            then, now = long_date(decided), long_date(advised)
            message = f"The data protection officer advised on {now}, and the approval is of {then}."
            mend = "Have the approval looked at again in the light of the advice, and write the new day."
            yield Problem(each.at("advice", "date"), message, mend)
