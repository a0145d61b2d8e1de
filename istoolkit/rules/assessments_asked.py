"""ASMT: the impact assessments that a protocol rests on.

This part: who was asked, the Information Commissioner and the people themselves.
"""

import datetime
from collections.abc import Iterable

from istoolkit.assessment.assessed import Assessed
from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import begun_with, first_day, several, written
from istoolkit.words import capital

_PRIOR = "UK GDPR Article 36(1); Data Protection Act 2018 section 65"


@rule("ASMT037", "High risk on which nobody consulted", source=_PRIOR)
def not_consulted(register: Register) -> Iterable[Problem]:
    """Where a high risk remains with all measures in place, the Information Commissioner is consulted.

    Why: a partnership may not begin under such a risk on its own authority, whoever accepts it.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: probable, severity: severe, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: possible, severity: severe}}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: probable, severity: severe, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: possible, severity: severe}}
        ico_consultation: {sent: 2026-09-07, answered: 2026-11-02, outcome: may-proceed}
    """
    for each in written(register):
        if each.needs_consultation and not each.was_consulted:
            risks = each.to_consult_on
            message = f"A high risk remains with all measures, and the Information Commissioner was not consulted: {several(risks)}."
            mend = "Bring the risk down, or consult before sharing begins and write the days under “ico_consultation”."
            yield Problem(risks[0].entry.at("residual"), message, mend)


@rule("ASMT038", "Sharing before the Commissioner answered", source="UK GDPR Article 36(1) and (2)", of_today=True)
def before_the_answer(register: Register) -> Iterable[Problem]:
    """Where the Information Commissioner is consulted, the protocol comes into force after the answer. On a review, the version
    that was assessed comes after the answer.

    Why: consultation comes prior to the processing. The Commissioner has eight weeks to answer, and may take six more.

    Wrong:

        # hub/assessment.yaml
        ico_consultation: {sent: 2026-11-09, reference: PC-0214}

    Right:

        # hub/assessment.yaml
        ico_consultation: {sent: 2026-09-07, reference: PC-0214, answered: 2026-11-02, outcome: may-proceed}
    """
    for each in written(register):
        begins = begun_with(each)
        sent, answered = (each.entry.day("ico_consultation", name) for name in ("sent", "answered"))
        since = long_date(begins) if begins else ""
        what = "the protocol came into force" if begins == first_day(each) else f"{_assessed_version(each)} was made"
        mend = "Stop what has begun, and put off the day until the Commissioner has answered."
        if begins and sent and sent > begins:
            message = f"The Information Commissioner was consulted on {_on(sent)}, after {what} on {since}."
            yield Problem(each.at("ico_consultation", "sent"), message, mend)
        elif begins and answered and answered > begins:
            message = f"The Information Commissioner answered on {_on(answered)}, after {what} on {since}."
            yield Problem(each.at("ico_consultation", "answered"), message, mend)
        elif begins and sent and _has_come(register, begins) and not _is_answered(each):
            now = (
                "The protocol is in force from"
                if begins == first_day(each)
                else f"{capital(_assessed_version(each))} is of"
            )
            message = f"{now} {since}, and the Information Commissioner has not answered."
            yield Problem(each.at("ico_consultation", "sent"), message, f"{mend} Or write the answer down.")


def _is_answered(each: Assessed) -> bool:
    return any(each.says("ico_consultation", name) for name in ("answered", "outcome", "answer"))


def _assessed_version(each: Assessed) -> str:
    return f"version {each.text('of_version')} of the protocol"


def _has_come(register: Register, day: datetime.date) -> bool:
    return register.on is not None and day <= register.on


def _on(day: datetime.date) -> str:
    return long_date(day)


@rule("ASMT039", "Sharing that the Commissioner advised against", source="UK GDPR Article 36(2)")
def may_not(register: Register) -> Iterable[Problem]:
    """A protocol has no first day where the Information Commissioner answered that it may not proceed. On a review, the
    version that was assessed is not made.

    Why: the Commissioner found that it would break the law, and can forbid it.

    Wrong:

        # hub/assessment.yaml
        ico_consultation: {sent: 2026-09-07, answered: 2026-11-02, outcome: may-not-proceed}

    Right:

        # hub/assessment.yaml
        ico_consultation: {sent: 2026-09-07, answered: 2026-11-02, outcome: with-conditions, answer: Keep it for a year}
    """
    for each in written(register):
        begins = begun_with(each)
        if each.text("ico_consultation", "outcome") == "may-not-proceed" and begins:
            since = long_date(begins)
            message = (
                f"The Information Commissioner answered that it may not proceed, and it is to be in force from {since}."
            )
            mend = "Do not begin. Change what is shared, assess it again and consult again."
            yield Problem(each.at("ico_consultation", "outcome"), message, mend)


@rule("ASMT040", "People who were not asked", severity="warning", source="UK GDPR Article 35(9)")
def not_asked(register: Register) -> Iterable[Problem]:
    """An assessment says how the people concerned or those who speak for them were asked, or why that was not appropriate.

    Why: the law asks for their views where that is appropriate. They know of harm that no officer thinks of.

    Wrong:

        # hub/assessment.yaml
        consultation:
          others:
          - {who: Security architect, when: 2026-09-21, said: Accounts stay open, done: They are closed each month}

    Right:

        # hub/assessment.yaml
        consultation:
          people: {not_asked_because: Asking would tell suspects of the work}
          others:
          - {who: Security architect, when: 2026-09-21, said: Accounts stay open, done: They are closed each month}
    """
    for each in written(register):
        said = any(each.says("consultation", "people", name) for name in ("asked", "not_asked_because"))
        if each.risks and not said:
            at = next((each.at(*path) for path in _PLACES if each.says(*path)), each.at("of_version"))
            message = "It says neither how the people concerned were asked nor why they were not."
            fields = "“consultation: people: asked” or “not_asked_because”"
            yield Problem(at, message, f"Write it under {fields}.")


_PLACES = (("consultation", "people"), ("consultation",), ("risks",))


@rule(
    "ASMT041",
    "Views that nothing came of",
    severity="note",
    source="UK GDPR Article 35(9); ICO data protection impact assessments, step 3",
)
def passed_over(register: Register) -> Iterable[Problem]:
    """Where the people concerned said something, the assessment says what was done, or why the decision departs from it.

    Why: people who are asked and never answered do not answer again.

    Wrong:

        # hub/assessment.yaml
        consultation:
          people: {asked: Twelve parents in two meetings, when: 2026-09-14, said: They want to know who sees what}

    Right:

        # hub/assessment.yaml
        consultation:
          people: {asked: Twelve parents in two meetings, when: 2026-09-14, said: They want to know who sees what,
            done: The short notice names each partner}
    """
    for each in written(register):
        answered = each.says("consultation", "people", "done") or each.says("approvals", "views_because")
        if each.text("consultation", "people", "said") and not answered:
            message = "It says what the people concerned said, and not what came of it."
            mend = "Write what was done under “done”, or under “approvals: views_because” why it departs from what they said."
            yield Problem(each.at("consultation", "people", "said"), message, mend)
