"""ASMT: the impact assessments that a protocol rests on.

This part: what was decided of the risks that a definition suggests agrees with itself.
"""

from collections.abc import Iterable

from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import numbered, written
from istoolkit.words import listed


@rule("ASMT047", "Suggestion taken up and dismissed", severity="warning", source="UK GDPR Article 35(7)(c)")
def decided_both_ways(register: Register) -> Iterable[Problem]:
    """A risk that the protocol suggests is either taken up in the assessment or said to be none, and not both.

    Why: a reader cannot tell which of the two holds, and the measures against the risk may be left undone.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: bystander, title: A child is shamed, suggested_by: children, grounds: [children], sources: [Haste],
           threats: [A wrong word], impacts: [Shame], likelihood: remote, severity: minimal,
           measures: [address-book, accounts-closed], effect: accepted, residual: {likelihood: remote, severity: minimal}}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: bystander, title: A child is shamed, sources: [Haste],
           threats: [A wrong word], impacts: [Shame], likelihood: remote, severity: minimal,
           measures: [address-book, accounts-closed], effect: accepted, residual: {likelihood: remote, severity: minimal}}
    """
    for each in written(register):
        for decision in each.decisions:
            if decision.risks and decision.dismissed:
                names = {entry.id for entry in decision.risks}
                risks = listed([numbered(risk) for risk in each.risks if risk.id in names], "and")
                message = f"“{decision.title}” is taken up as {risks}, and is said to be none under “dismissed”."
                related = ((decision.risks[0].at("suggested_by"), "the risk that takes it up"),)
                mend = "Decide which holds. Delete the entry under “dismissed”, or delete the risk."
                yield Problem(decision.dismissed[0].at("suggestion"), message, mend, related)
