"""OPER: the procedures that staff follow: requests, decisions, incidents, checks, and what comes after.

This part: requests, decisions, incidents and checks.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import duration
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.procedures import is_unknown, where
from istoolkit.words import listed

_AT_MOST = 72
"""Hours within which the Information Commissioner must hear of a breach."""


def _arrangements(register: Register, section: str) -> Iterator[Picture]:
    """Yield the operational arrangements for which a section is said, here or above, and not all of it is to be confirmed."""
    for each in pictures(register):
        if each.tier == "operational" and section in each.full and not is_unknown(each, section):
            yield each


def _unsaid(here: Picture, section: str, parts: dict[str, str]) -> list[str]:
    """Return in words what a section does not say. A dotted name is a part of a part."""
    return [words for name, words in parts.items() if not here.says(section, *name.split("."))]


_REQUEST = {
    "to": "who receives a request",
    "how": "how to ask",
    "identity_check": "how the person who asks is checked",
    "answer_within": "how soon the answer comes",
    "urgent": "what differs when it cannot wait",
    "refusal": "how a refusal is given",
    "record_in": "where requests are recorded",
}


@rule("OPER001", "Way of asking with a gap", severity="warning")
def requests(register: Register) -> Iterable[Problem]:
    """An operational arrangement says, here or above, how one partner asks another: whom, how, how the person is checked, how
    soon the answer comes, what differs when it cannot wait, how a refusal is given and where it all is recorded.

    Why: where a step is missing each partner makes up its own, and information goes to whoever sounds convincing.

    Wrong:

        # framework/protocol.yaml
        requests:
          to: The single point of contact
          how: On the request form
          answer_within: 10 working days
          urgent: {when: Someone may come to harm, how: By telephone, answer_within: 4 hours}
          record_in: The disclosure log

    Right:

        requests:
          identity_check: The partner that is asked rings back through a published number
          refusal: In writing and with reasons
        # framework/protocol.yaml
        requests:
          to: The single point of contact
          how: On the request form
          answer_within: 10 working days
          urgent: {when: Someone may come to harm, how: By telephone, answer_within: 4 hours}
          record_in: The disclosure log
    """
    for each in _arrangements(register, "requests"):
        if gaps := _unsaid(each, "requests", _REQUEST):
            message = f"The way of asking for information does not say {listed(gaps)}."
            yield Problem(where(each, "requests"), message, "Say it here, or above where it holds for all.")


@rule("OPER002", "Urgent requests without a time", severity="warning")
def urgent_time(register: Register) -> Iterable[Problem]:
    """Where urgent requests are treated otherwise, it is said how soon they are answered.

    Why: whoever asks because a child may be hurt must know when to stop waiting and go further up.

    Wrong:

        requests:
          urgent: {when: Someone may come to harm, how: By telephone to the duty manager}
        # framework/protocol.yaml
        requests:
          to: The single point of contact
          how: On the request form
          identity_check: The partner that is asked rings back through a published number
          answer_within: 10 working days
          refusal: In writing and with reasons
          record_in: The disclosure log

    Right:

        requests:
          urgent: {when: Someone may come to harm, how: By telephone to the duty manager}
    """
    for each in _arrangements(register, "requests"):
        if each.says("requests", "urgent") and not each.says("requests", "urgent", "answer_within"):
            mend = "Add “answer_within”, such as 1 hour."
            message = "It is not said how soon an urgent request is answered."
            yield Problem(each.spot("requests", "urgent"), message, mend)


@rule("OPER003", "Urgent requests answered no sooner", severity="warning")
def urgent_sooner(register: Register) -> Iterable[Problem]:
    """An urgent request is answered sooner than any other.

    Why: otherwise nothing is gained by calling it urgent, and staff wait who should act.

    Wrong:

        requests:
          answer_within: 4 hours

    Right:

        requests:
          answer_within: 1 working day
    """
    for each in _arrangements(register, "requests"):
        usual = each.text("requests", "answer_within")
        urgent = each.text("requests", "urgent", "answer_within")
        if duration(usual) and duration(urgent) and (duration(urgent) or 0) >= (duration(usual) or 0):
            message = f"Urgent requests are answered within {urgent}, others within {usual}."
            there = ((each.spot("requests", "urgent", "answer_within"), "the time for urgent requests"),)
            yield Problem(
                each.spot("requests", "answer_within"), message, "Shorten the time for urgent requests.", there
            )


_DECISION = {
    "made_by": "who decides",
    "record": "what is written down each time",
    "not_sharing": "how a decision not to share is recorded",
}


@rule(
    "OPER004",
    "Decisions to share with a gap",
    severity="warning",
    source="ICO data sharing code; HM Government information sharing advice",
)
def decisions(register: Register) -> Iterable[Problem]:
    """An operational arrangement says, here or above, who decides to share, what is written down each time, and how a decision
    not to share is recorded.

    Why: reviews of deaths ask why something was not shared as often as why it was. Only a record answers that.

    Wrong:

        # framework/protocol.yaml
        decisions:
          made_by: The manager of the service that holds the information
          record: [Who asked, What was shared, The law relied on, Why it was necessary]

    Right:

        decisions:
          not_sharing: In the same way with the reasons
        # framework/protocol.yaml
        decisions:
          made_by: The manager of the service that holds the information
          record: [Who asked, What was shared, The law relied on, Why it was necessary]
    """
    for each in _arrangements(register, "decisions"):
        if gaps := _unsaid(each, "decisions", _DECISION):
            mend = "Say it here, or above where it holds for all."
            yield Problem(where(each, "decisions"), f"It is not said {listed(gaps)}.", mend)


_INCIDENT = {
    "incidents.report_to": "who is told",
    "incidents.within": "how soon partners tell each other",
    "incidents.regulator": "who tells the Information Commissioner",
}


@rule("OPER005", "Incidents with a gap", severity="warning", source="UK GDPR Article 33")
def incidents(register: Register) -> Iterable[Problem]:
    """An operational arrangement says, here or above, whom partners tell when information is lost or goes astray, how soon,
    and who tells the Information Commissioner.

    Why: the controller has 72 hours once it knows. Where nobody was told to ring, they pass.

    Wrong:

        # framework/protocol.yaml
        security:
          access_control: By role and reviewed each quarter
          people: Training each year
          incidents: {report_to: The data protection officers, within: 24 hours}

    Right:

        security:
          incidents: {regulator: The controller that was responsible when it happened}
        # framework/protocol.yaml
        security:
          access_control: By role and reviewed each quarter
          people: Training each year
          incidents: {report_to: The data protection officers, within: 24 hours}
    """
    for each in _arrangements(register, "security"):
        if gaps := _unsaid(each, "security", _INCIDENT):
            said = each.says("security", "incidents")
            spot = each.spot("security", "incidents") if said else where(each, "security")
            message = f"For incidents it is not said {listed(gaps)}." if said else "Nothing is said about incidents."
            yield Problem(spot, message, "Say whom partners tell, within how many hours, and who tells the regulator.")


@rule("OPER006", "Incidents reported too late", source="UK GDPR Article 33(1)")
def too_late(register: Register) -> Iterable[Problem]:
    """Partners tell each other of an incident within 72 hours at the most.

    Why: a controller must tell the Information Commissioner within 72 hours of knowing. A partner that takes longer leaves
    the others, and the people concerned, without a chance to act.

    Wrong:

        # framework/protocol.yaml
        security:
          access_control: By role and reviewed each quarter
          people: Training each year
          incidents: {report_to: The data protection officers, within: 5 days, regulator: The controller}

    Right:

        # framework/protocol.yaml
        security:
          access_control: By role and reviewed each quarter
          people: Training each year
          incidents: {report_to: The data protection officers, within: 3 days, regulator: The controller}
    """
    for each in pictures(register):
        within = each.text("security", "incidents", "within")
        if (duration(within) or 0) > _AT_MOST:
            message = f"Partners tell each other of an incident within {within}, which is more than 72 hours."
            yield Problem(
                each.spot("security", "incidents", "within"), message, "Write 24 hours, or 72 at the very most."
            )


@rule("OPER007", "Quality with a gap", severity="warning", source="UK GDPR Articles 5(1)(d) and 19")
def quality(register: Register) -> Iterable[Problem]:
    """An operational arrangement says, here or above, how information is checked before it is shared, and how an error is put
    right with those who received it.

    Why: an error that was shared goes on living with every partner that has it.

    Wrong:

        # framework/protocol.yaml
        quality: {corrections: The sender tells every recipient}

    Right:

        # framework/protocol.yaml
        quality: {checks: Names and dates of birth are checked}

    The second says nothing of errors, but the framework says under `rights` how corrections reach partners, which will do.
    """
    for each in _arrangements(register, "quality"):
        gaps = _unsaid(each, "quality", {"checks": "how information is checked before it is shared"})
        if not each.says("quality", "corrections") and not each.says("rights", "correction"):
            gaps.append("how an error is put right with those who received it")
        if gaps:
            mend = "Say it here, or above where it holds for all."
            yield Problem(where(each, "quality"), f"It is not said {listed(gaps)}.", mend)


@rule("OPER008", "Security with a gap", severity="warning", source="UK GDPR Articles 5(1)(f) and 32")
def security(register: Register) -> Iterable[Problem]:
    """An operational arrangement says, here or above, how access is given and taken away, and what vetting or training staff
    have.

    Why: most breaches are made by people who could see too much or did not know better.

    Wrong:

        # framework/protocol.yaml
        security:
          people: Training each year
          incidents: {report_to: The data protection officers, within: 24 hours, regulator: The controller}

    Right:

        # framework/protocol.yaml
        security:
          access_control: By role and reviewed each quarter
          incidents: {report_to: The data protection officers, within: 24 hours, regulator: The controller}

    The second does not say how staff are trained, but the framework says it under `governance`.
    """
    for each in _arrangements(register, "security"):
        gaps = _unsaid(each, "security", {"access_control": "how access is given and taken away"})
        if not each.says("security", "people") and not each.says("governance", "training"):
            gaps.append("what vetting or training staff have")
        if gaps:
            mend = "Say it here, or above where it holds for all."
            yield Problem(where(each, "security"), f"It is not said {listed(gaps)}.", mend)
