"""ASMT: the impact assessments that a protocol rests on.

This part: what was decided: of the risks that a definition suggests, and not to carry out an assessment.
"""

from collections.abc import Iterable

from istoolkit.assessment.assessed import Assessed
from istoolkit.assessment.decisions import Decision
from istoolkit.definitions.formats import date
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Thing
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


@rule("ASMT055", "Decision that does not keep its grounds", severity="warning", source="UK GDPR Article 35(11)")
def without_grounds(register: Register) -> Iterable[Problem]:
    """What was decided of a suggested risk keeps what in the protocol gave rise to it.

    Why: without that, nobody is told when the protocol changes and someone must look again.

    Wrong:

        # hub/assessment.yaml
        dismissed:
        - {suggestion: wrong-recipient, grounds: [referral, health-answer, police-answer], because: It is assessed}
        - {suggestion: processor, grounds: [supplier], because: The council audits the supplier}
        - {suggestion: system-down, grounds: [case-system], because: The hub can work by telephone for a week}
        - {suggestion: offences, because: The police give the outcome with each report}
        - {suggestion: children, grounds: [children], because: The family reads what is written}
        - {suggestion: confidence, grounds: [health-needs], because: The family is asked first}

    Right:

        # hub/assessment.yaml
        dismissed:
        - {suggestion: wrong-recipient, grounds: [referral, health-answer, police-answer], because: It is assessed}
        - {suggestion: processor, grounds: [supplier], because: The council audits the supplier}
        - {suggestion: system-down, grounds: [case-system], because: The hub can work by telephone for a week}
        - {suggestion: offences, grounds: [offending=criminal-offence], because: The police give the outcome}
        - {suggestion: children, grounds: [children], because: The family reads what is written}
        - {suggestion: confidence, grounds: [health-needs], because: The family is asked first}
    """
    for each in written(register):
        for decision in each.decisions:
            for entry in (*decision.risks, *decision.dismissed) if decision.suggestion else ():
                if not entry.says("grounds"):
                    yield _ungrounded(decision, entry)


def _ungrounded(decision: Decision, entry: Thing) -> Problem:
    now = ", ".join(ground.written for ground in decision.suggestion.grounds) if decision.suggestion else ""
    message = f"Nothing says on what grounds “{decision.title}” was decided, so no change to them can be noticed."
    return Problem(entry.at(), message, f"Look whether the decision holds, and add “grounds: [{now}]” to it.")


@rule("ASMT051", "Assessment that the law requires and nobody carries out", source="UK GDPR Article 35(3)")
def required_by_law(register: Register) -> Iterable[Problem]:
    """Where a question of Article 35(3) is answered yes, nobody decides that no assessment is carried out. One that was made
    for the same sharing may cover it: the protocol then names it under “impact_assessments”, with its day.

    Why: in these cases the law itself requires an assessment. No post can decide otherwise.

    Wrong:

        impact_assessments:
        - {title: Assessment of all early help, owner: council, state: To be written}
        in_force: 2027-03-01
        # hub/assessment.yaml
        format: 1
        version: "1.0"
        of_version: "1.0"
        screening:
          answers:
          - {factor: large-scale-sensitive, answer: yes, because: All families of the county}
          not_needed_because: The partners know what they do
          decided_by: Head of early help

    Right:

        impact_assessments:
        - title: Assessment of all early help
          owner: council
          date: 2026-11-02
          version: "1.0"
          state: Approved
          where: On request from the owner
        # hub/assessment.yaml
        format: 1
        version: "1.0"
        of_version: "1.0"
        screening:
          answers:
          - {factor: large-scale-sensitive, answer: yes, because: All families of the county}
          not_needed_because: The assessment of all early help covers this hub
          decided_by: Senior information risk owner
    """
    for each in written(register):
        found = [one for one in each.screening.answers if one.list == "article-35-3" and one.counts]
        if each.is_refused and found and not _is_covered(each):
            message = f"The law requires an assessment, and none is carried out. {each.screening.because}"
            mend = "Carry one out. Where another covers this sharing, name it under “impact_assessments” with its day."
            yield Problem(each.at("screening", "not_needed_because"), message, mend)


def _is_covered(each: Assessed) -> bool:
    """Whether the protocol or one above it names an assessment that has a day."""
    return any(date(named.text("date")) for named in each.picture.things("impact_assessments"))
