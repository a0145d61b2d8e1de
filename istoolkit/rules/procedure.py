"""OPER: the procedures that staff follow: requests, decisions, incidents, checks, and what comes after."""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import duration, to_be_confirmed
from istoolkit.definitions.inherit import entries_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.schema import load
from istoolkit.definitions.things import Thing
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.words import listed

_AT_MOST = 72
"""Hours within which the Information Commissioner must hear of a breach."""


def _arrangements(register: Register, section: str) -> Iterator[Picture]:
    """Yield the operational arrangements for which a section is said, here or above, and not all of it is to be confirmed."""
    for each in pictures(register):
        if each.tier == "operational" and section in each.full and not _is_unknown(each, section):
            yield each


def _is_unknown(here: Picture, section: str) -> bool:
    return any(to_be_confirmed(one.data.get(section)) for one in here.chain)


def _where(here: Picture, *sections: str) -> Spot:
    """Return the spot of the first section that is said, here or in the nearest protocol above; else the tier of the top."""
    for section in sections:
        for protocol in here.chain:
            if section in protocol.data:
                return protocol.at(section, key=True)
    return here.chain[-1].at("tier")


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
            yield Problem(_where(each, "requests"), message, "Say it here, or above where it holds for all.")


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
            yield Problem(_where(each, "decisions"), f"It is not said {listed(gaps)}.", mend)


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
            spot = each.spot("security", "incidents") if said else _where(each, "security")
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
            yield Problem(_where(each, "quality"), f"It is not said {listed(gaps)}.", mend)


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
            yield Problem(_where(each, "security"), f"It is not said {listed(gaps)}.", mend)


@rule(
    "OPER009",
    "Consideration that is not answered",
    severity="warning",
    source="Scottish Government, Getting it right for every child, Practice Guidance 4",
)
def considerations(register: Register) -> Iterable[Problem]:
    """A protocol answers what the guidance of its nation asks of every agreement. The legal register has the questions of
    Scotland; a partnership may add its own.

    Why: they are what a reviewer in that nation looks for first.

    Wrong:

        # law.yaml
        considerations:
        - id: northvale-child-voice
          title: How is the child heard?
          nations: [england]
          answered_by: [quality.child_views]

    Right:

        # law.yaml
        considerations:
        - id: northvale-child-voice
          title: How is the child heard?
          nations: [england]
          answered_by: [quality.child_views, openness.children]

    A community agreement is asked only where it has flows of its own.
    """
    for each in pictures(register):
        if each.tier == "operational" or (each.tier == "community" and each.flows):
            open_ones = [one for one in _asked(each) if not _is_answered(each, one)]
            if open_ones:
                questions = listed([f"“{one['title']}”" for one in open_ones], "and")
                answers = dict.fromkeys(path for one in open_ones for path in many(one.get("answered_by")))
                mend = f"Answer it here or above, under {listed([f'“{path}”' for path in answers])}."
                yield Problem(each.at("tier"), f"It does not answer {questions}.", mend)


def _asked(here: Picture) -> Iterator[dict[str, object]]:
    """Yield the considerations that hold in the nations of a protocol."""
    for each in here.law.considerations.values():
        nations = many(each.get("nations"))
        if not nations or set(nations) & here.nations:
            yield dict(each)


def _is_answered(here: Picture, consideration: dict[str, object]) -> bool:
    """Whether a protocol answers a consideration, or another rule already says that the whole section is missing."""
    fields = load("protocol").fields
    for path in many(consideration.get("answered_by")):
        name, *rest = path.split(".")
        is_missing = not here.says(name)
        if is_missing and name in fields and here.tier in fields[name].needed:
            return True
        if not is_missing and (_is_unknown(here, name) or _says(here, name, rest)):
            return True
    return False


def _says(here: Picture, name: str, rest: list[str]) -> bool:
    entries = entries_of(here.full, name)
    return any(Thing(each).says(*rest) for each in entries) if entries else here.says(name, *rest)


@rule("OPER010", "Nothing on what becomes of the information", severity="warning", source="ICO data sharing code")
def afterwards(register: Register) -> Iterable[Problem]:
    """An operational arrangement says, here or above, what happens to information already shared when a partner leaves or the
    arrangement ends.

    Why: what was shared stays with everyone who received it. The promises made for it must not end with the paper.

    Wrong:

        # framework/protocol.yaml
        joining_and_leaving: {join: By signing, leave: In writing to the owner, notice: 3 months}
        governance:
          group: The steering group
          monitoring: A sample of disclosures each quarter
          disputes: Managers first and then chief officers
          ending: By decision of the group

    Right:

        # framework/protocol.yaml
        joining_and_leaving: {join: By signing, leave: In writing to the owner, notice: 3 months}
        governance:
          group: The steering group
          monitoring: A sample of disclosures each quarter
          disputes: Managers first and then chief officers
          return_and_deletion: Each partner follows its own schedule
    """
    sections = ("joining_and_leaving", "governance")
    for each in pictures(register):
        said = each.says("joining_and_leaving", "information_after") or each.says("governance", "return_and_deletion")
        unknown = any(_is_unknown(each, name) for name in sections)
        if each.tier == "operational" and not (said or unknown or _is_told(each, *sections)):
            message = "It is not said what happens to shared information when a partner leaves or the sharing ends."
            mend = "Write it under “joining_and_leaving”, “information_after”, here or above."
            yield Problem(_where(each, *sections), message, mend)


def _is_told(here: Picture, *sections: str) -> bool:
    """Whether a framework above lacks all of some sections, of which another rule tells."""
    return any(one.text("tier") == "framework" for one in here.chain) and not any(map(here.says, sections))


@rule("OPER011", "Nothing on whether it works", severity="note", source="ICO data sharing code")
def monitoring(register: Register) -> Iterable[Problem]:
    """An operational arrangement says, here or above, how partners see whether sharing is used well and does what it is for:
    under monitoring, under “does it work”, or as the measure of a purpose.

    Why: a review needs something to look at, and what does no good need not be shared.

    Wrong:

        # framework/protocol.yaml
        governance:
          group: The steering group
          disputes: Managers first and then chief officers
          return_and_deletion: Each partner follows its own schedule

    Right:

        # framework/protocol.yaml
        governance:
          group: The steering group
          disputes: Managers first and then chief officers
          return_and_deletion: Each partner follows its own schedule
          effectiveness: "A yearly report"
    """
    for each in pictures(register):
        said = each.says("governance", "monitoring") or each.says("governance", "effectiveness")
        measured = any(purpose.says("measure") for purpose in each.purposes.values())
        if each.tier == "operational" and not (said or measured or _is_unknown(each, "governance")):
            message = "It is not said how partners see whether the sharing is used well and does any good."
            mend = "Write it under “governance”, “monitoring”, or give a purpose its “measure”."
            yield Problem(_where(each, "governance", "purposes"), message, mend)
