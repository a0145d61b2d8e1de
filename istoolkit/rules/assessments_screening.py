"""ASMT: the impact assessments that a protocol rests on.

This part: the screening, and what was decided of the risks that a definition suggests.
"""

from collections.abc import Iterable, Iterator

from istoolkit.assessment.assessed import Assessed
from istoolkit.assessment.screening import Answer
from istoolkit.assessment.signs import sensitive
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import written
from istoolkit.words import listed

_OF_FACT = frozenset({"vulnerable-people", "sensitive-data", "biometric-data", "genetic-data", "large-scale"})
"""Questions that a definition answers by itself where it answers yes: ten thousand people and more are many."""


@rule("ASMT009", "Screening that denies what the protocol says", severity="warning", source="UK GDPR Article 35(1)")
def denied(register: Register) -> Iterable[Problem]:
    """No question of the screening is answered no where the protocol itself says that it is so: that there are children or
    other vulnerable people, special category or criminal offence data, or ten thousand people or more.

    Why: a screening that looks away from a risk is worth nothing, and what follows from it is not lawful either.

    Wrong:

        # hub/assessment.yaml
        screening:
          answers:
          - {factor: vulnerable-people, answer: no, because: The children agree}
          - {factor: large-scale-sensitive, answer: no, because: Forty families a year}
          - {factor: large-scale, answer: no, because: Forty families a year}
          - {factor: denial-of-service, answer: no, because: Nobody is refused}
          - {factor: prevents-right, answer: no, because: Nobody is refused}
          - {factor: data-matching, answer: no, because: Nothing is matched}
          - {factor: matching-or-combining, answer: no, because: Nothing is matched}
          - {factor: invisible-processing, answer: no, because: Families are asked}
          - {factor: targeting-children, answer: no, because: No offers to children}
          - {factor: physical-harm, answer: no, because: No family is in danger}

    Right:

        # hub/assessment.yaml
        screening:
          answers:
          - {factor: large-scale-sensitive, answer: no, because: Forty families a year}
          - {factor: large-scale, answer: no, because: Forty families a year}
          - {factor: denial-of-service, answer: no, because: Nobody is refused}
          - {factor: prevents-right, answer: no, because: Nobody is refused}
          - {factor: data-matching, answer: no, because: Nothing is matched}
          - {factor: matching-or-combining, answer: no, because: Nothing is matched}
          - {factor: invisible-processing, answer: no, because: Families are asked}
          - {factor: targeting-children, answer: no, because: No offers to children}
          - {factor: physical-harm, answer: no, because: No family is in danger}
    """
    for each in written(register):
        for answer in each.screening.answers:
            if answer.overridden and answer.answer == "no" and _is_fact(each, answer):
                message = (
                    f"“{answer.title}” is answered no, and what is written says otherwise. {answer.suggested_because}"
                )
                at = Spot(answer.at.file, (*answer.at.path, "answer"))
                yield Problem(at, message, "Delete the answer, or mend what is written.")


def _is_fact(each: Assessed, answer: Answer) -> bool:
    is_there = answer.id in _OF_FACT and answer.suggested == "yes"
    return is_there and (answer.id != "sensitive-data" or bool(sensitive(each.picture)))


@rule("ASMT010", "Assessment said not to be carried out", severity="warning", source="UK GDPR Article 35(1)")
def not_carried_out(register: Register) -> Iterable[Problem]:
    """Where the screening requires an assessment and none is carried out, it says who decided that. A file that says so
    rates no risks.

    Why: someone answers for the decision. The Information Commissioner may ask who, and why.

    Wrong:

        # hub/assessment.yaml
        format: 1
        version: "1.0"
        of_version: "1.0"
        screening:
          not_needed_because: The assessment of all early help covers this hub

    Right:

        # hub/assessment.yaml
        format: 1
        version: "1.0"
        of_version: "1.0"
        screening:
          not_needed_because: The assessment of all early help covers this hub
          decided_by: Senior information risk owner
    """
    for each in written(register):
        if each.screening.decided_otherwise:
            at = each.at("screening", "not_needed_because")
            if each.risks:
                message = f"It says that no assessment is carried out, and has {_counted(len(each.risks), 'risk')}."
                yield Problem(at, message, "Delete “not_needed_because”, or delete the risks.")
            elif each.screening.result == "required" and not each.says("screening", "decided_by"):
                message = (
                    f"No assessment is carried out, and nobody is said to have decided that. {each.screening.because}"
                )
                yield Problem(at, message, "Write the post that decided it under “decided_by”, or carry one out.")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


@rule("ASMT011", "Impact assessment without risks", source="UK GDPR Article 35(7)(c)")
def without_risks(register: Register) -> Iterable[Problem]:
    """An assessment that the screening requires has risks in it, or says why it is not carried out.

    Why: an assessment of the risks to people is what the law asks for. A description of the sharing is not one.

    Wrong:

        # hub/assessment.yaml
        format: 1
        version: "1.0"
        of_version: "1.0"
        conclusion: The hub may begin.

    Right:

        # hub/assessment.yaml
        format: 1
        version: "1.0"
        of_version: "1.0"
        screening:
          not_needed_because: The assessment of all early help covers this hub
          decided_by: Senior information risk owner
    """
    for each in written(register):
        open_ = each.says("risks") or each.screening.decided_otherwise
        if each.screening.result == "required" and not each.risks and not open_:
            message = f"The assessment names no risk to people. {each.screening.because}"
            mend = f"Name the risks and rate them. To begin with those that the protocol suggests: {_add(each)}"
            yield Problem(each.at("of_version"), message, mend)


def _add(each: Assessed) -> str:
    return f"istoolkit assess {each.protocol.id} --add"


@rule("ASMT012", "Suggested risks that nobody decided", severity="note", source="UK GDPR Article 35(7)(c)")
def undecided(register: Register) -> Iterable[Problem]:
    """Each risk that the protocol suggests is taken up in its assessment, or it says why it is no risk there.

    Why: these risks follow from who shares what and how. A reader cannot tell one that was weighed from one that was
    missed.

    Wrong:

        # hub/assessment.yaml
        dismissed:
        - {suggestion: wrong-recipient, grounds: [referral, health-answer, police-answer], because: It is assessed}
        - {suggestion: processor, grounds: [supplier], because: The council audits the supplier}
        - {suggestion: system-down, grounds: [case-system], because: The hub can work by telephone for a week}
        - {suggestion: offences, grounds: [offending], because: The police give the outcome with each report}

    Right:

        # hub/assessment.yaml
        dismissed:
        - {suggestion: wrong-recipient, grounds: [referral, health-answer, police-answer], because: It is assessed}
        - {suggestion: processor, grounds: [supplier], because: The council audits the supplier}
        - {suggestion: system-down, grounds: [case-system], because: The hub can work by telephone for a week}
        - {suggestion: offences, grounds: [offending], because: The police give the outcome with each report}
        - {suggestion: children, grounds: [children], because: The family reads what is written}
        - {suggestion: confidence, grounds: [health-needs=special-category+health], because: The family is asked first}
    """
    for each in written(register):
        titles = [f"“{decision.title}”" for decision in each.decisions if decision.state == "open"]
        if titles and each.risks and not each.screening.decided_otherwise:
            number = "a risk" if len(titles) == 1 else f"{len(titles)} risks"
            message = f"The protocol suggests {number} of which nobody has decided: {listed(titles, 'and')}."
            mend = f"Take them up with: {_add(each)}. Or say under “dismissed” why they are none."
            yield Problem(each.at("risks"), message, mend)


@rule("ASMT013", "Decision on grounds that have changed", severity="warning", source="UK GDPR Article 35(11)")
def stale(register: Register) -> Iterable[Problem]:
    """A suggested risk that was taken up or dismissed has the grounds today that it had then. Where what made something a
    ground is kept beside its name, such as the sensitive items of a flow, that is the same too.

    Why: a risk that was small for one flow may be great for the one that was added. Someone must look again.

    Wrong:

        # hub/assessment.yaml
        dismissed:
        - {suggestion: wrong-recipient, grounds: [referral, health-answer], because: It is assessed as a wrong address}
        - {suggestion: children, grounds: [children], because: The family reads what is written}
        - {suggestion: processor, grounds: [supplier], because: The council audits the supplier}
        - {suggestion: system-down, grounds: [case-system], because: The hub can work by telephone for a week}
        - {suggestion: offences, grounds: [offending], because: The police give the outcome with each report}
        - {suggestion: confidence, grounds: [health-needs], because: The family is asked first}

    Right:

        # hub/assessment.yaml
        dismissed:
        - {suggestion: wrong-recipient, grounds: [police-answer, health-answer, referral], because: It is assessed}
        - {suggestion: children, grounds: [children], because: The family reads what is written}
        - {suggestion: processor, grounds: [supplier], because: The council audits the supplier}
        - {suggestion: system-down, grounds: [case-system], because: The hub can work by telephone for a week}
        - {suggestion: offences, grounds: [offending], because: The police give the outcome with each report}
        - {suggestion: confidence, grounds: [health-needs], because: The family is asked first}
    """
    for each in written(register):
        for decision in each.decisions:
            if decision.state == "stale" and decision.suggestion:
                now = ", ".join(ground.written for ground in decision.suggestion.grounds)
                message = f"Look at “{decision.title}” again. {decision.changes}"
                mend = f"Decide again. Where the decision holds, write “grounds: [{now}]”."
                yield Problem(decision.entries[0].at("grounds"), message, mend)


@rule("ASMT014", "Risk that is no longer suggested", severity="note", source="UK GDPR Article 35(11)")
def gone(register: Register) -> Iterable[Problem]:
    """What an assessment says of a suggested risk is looked at again when the protocol no longer suggests it.

    Why: a risk that has gone leaves measures behind that nobody needs. Or the risk is still there and its ground was
    deleted by mistake.

    Wrong:

        # hub/assessment.yaml
        dismissed:
        - {suggestion: abroad, grounds: [referral], because: The office abroad has closed}
        - {suggestion: wrong-recipient, grounds: [referral, health-answer, police-answer], because: It is assessed}
        - {suggestion: children, grounds: [children], because: The family reads what is written}
        - {suggestion: processor, grounds: [supplier], because: The council audits the supplier}
        - {suggestion: system-down, grounds: [case-system], because: The hub can work by telephone for a week}
        - {suggestion: offences, grounds: [offending], because: The police give the outcome with each report}
        - {suggestion: confidence, grounds: [health-needs], because: The family is asked first}

    Right:

        # hub/assessment.yaml
        dismissed:
        - {suggestion: wrong-recipient, grounds: [referral, health-answer, police-answer], because: It is assessed}
        - {suggestion: children, grounds: [children], because: The family reads what is written}
        - {suggestion: processor, grounds: [supplier], because: The council audits the supplier}
        - {suggestion: system-down, grounds: [case-system], because: The hub can work by telephone for a week}
        - {suggestion: offences, grounds: [offending], because: The police give the outcome with each report}
        - {suggestion: confidence, grounds: [health-needs], because: The family is asked first}
    """
    for each in written(register):
        yield from _gone(each)


def _gone(each: Assessed) -> Iterator[Problem]:
    for decision in each.decisions:
        for risk in decision.risks if decision.state == "gone" else ():
            mend = "Delete the risk. Where it is one all the same, delete “suggested_by” and “grounds”."
            yield Problem(risk.at("suggested_by"), _no_longer(decision.title), mend)
        for dismissed in decision.dismissed if decision.state == "gone" else ():
            yield Problem(dismissed.at("suggestion"), _no_longer(decision.title), "Delete the entry.")


def _no_longer(title: str) -> str:
    return f"The protocol no longer suggests “{title}”."
