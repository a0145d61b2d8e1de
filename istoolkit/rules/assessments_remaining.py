"""ASMT: the impact assessments that a protocol rests on.

This part: the risk that remains, and what measures are said to do.
"""

from collections.abc import Iterable

from istoolkit.assessment.ratings import Rating
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import in_full, is_as_before, is_higher, is_lower, numbered, written
from istoolkit.words import listed

_STEP_6 = "ICO data protection impact assessments, step 6"


@rule("ASMT017", "No rating of what remains", severity="warning", source=_STEP_6)
def no_residual(register: Register) -> Iterable[Problem]:
    """A risk that has measures, or that is not of the lowest level, says how likely and how bad it is with the measures in
    place.

    Why: that is the risk which someone accepts, and a high one goes to the Information Commissioner first.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: significant, measures: [address-book, accounts-closed], effect: reduced}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: significant, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: significant}}
        - {id: late, title: A late answer, sources: [Staff], threats: [Nobody looks], impacts: [A wait],
           likelihood: remote, severity: minimal}
    """
    for each in written(register):
        for risk in each.risks:
            if risk.inherent and not risk.remains:
                missing = [name for name in ("likelihood", "severity") if not risk.entry.says("residual", name)]
                if missing:
                    message = (
                        f"{numbered(risk)} does not say what remains: it has no {listed(missing)} under “residual”."
                    )
                    at = risk.entry.at("residual") if risk.entry.says("residual") else risk.entry.at()
                    yield Problem(at, message, "Rate it again as it is with the measures in place.")


@rule("ASMT020", "Risk that is worse with its measures")
def worse(register: Register) -> Iterable[Problem]:
    """What remains of a risk is no worse than the risk was before any measure.

    Why: a measure that makes a risk worse is none. Mostly the two ratings were swapped.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: remote, severity: minimal, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: possible, severity: minimal}}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: minimal, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: minimal}}
    """
    for each in written(register):
        for risk in each.risks:
            if risk.inherent and risk.residual and is_higher(risk.inherent, risk.residual):
                message = f"{numbered(risk)} is {in_full(risk.inherent)} before measures and {in_full(risk.residual)} with them."
                yield Problem(risk.entry.at("residual"), message, "Check whether the two ratings were swapped.")


@rule(
    "ASMT021",
    "Effect that the ratings deny",
    severity="warning",
    source=_STEP_6,
)
def denied_effect(register: Register) -> Iterable[Problem]:
    """What is said to be eliminated is of the lowest level afterwards. What is said to be reduced is less than before. What is
    said to be accepted is as it was.

    Why: the effect is what approvers read. Where it says more than the ratings, they accept a risk that they do not see.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: remote, severity: minimal, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: minimal}}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: remote, severity: significant, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: minimal}}
    """
    for each in written(register):
        for risk in each.risks:
            if risk.inherent and risk.residual and (words := _contrary(risk.effect, risk.inherent, risk.residual)):
                message = f"{numbered(risk)} is said to be {risk.effect}, and {words}."
                yield Problem(risk.entry.at("effect"), message, "Mend the effect or the rating of what remains.")


def _contrary(effect: str, before: Rating, after: Rating) -> str:
    if effect == "eliminated" and after.level.rank > 1:
        return f"is still {in_full(after)}"
    if effect == "reduced" and is_as_before(before, after):
        return f"is {in_full(after)} as it was before"
    if effect == "accepted" and is_lower(before, after):
        return f"falls from {in_full(before)} to {in_full(after)}"
    return ""
