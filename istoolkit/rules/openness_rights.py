"""OPEN: what people are told, how they use their rights and how they complain.

This part: rights, complaints, and decisions by machines.
"""

import re
from collections.abc import Iterable

from istoolkit.definitions.formats import date, duration
from istoolkit.definitions.law import begins
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.telling import is_asked, place
from istoolkit.words import listed


@rule("OPEN004", "No way to complain", source="Data Protection Act 2018 section 164A")
def no_complaints(register: Register) -> Iterable[Problem]:
    """A protocol under which personal information is shared says, itself or through one above, how people complain.

    Why: since 19 June 2026 every controller gives people a way to complain to it, acknowledges it within 30 days and
    answers it.

    Wrong:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month

    Right:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month
        # hub/protocol.yaml
        rights:
          complaints: {to: The hub manager, acknowledged_within: 5 days, answered: In writing}
    """
    for picture in pictures(register):
        if picture.personal_flows and _is_due(picture) and not picture.says("rights", "complaints"):
            mend = "Add “complaints” under “rights”: to whom (“to”), “acknowledged_within: 30 days” and how it is “answered”."
            yield Problem(
                place(picture, "rights"), "Nothing says how people complain about the use of their data.", mend
            )


def _is_due(picture: Picture) -> bool:
    """Whether the duty to take complaints is law while the protocol is in force."""
    since = begins(picture.law.provisions.get("dpa-2018-s164a", {}))
    if since is None:
        return True
    begin, end, today = (
        date(picture.protocol.text("in_force")),
        date(picture.protocol.text("expires")),
        picture.register.on,
    )
    ended = end is not None and end < since
    return not ended and (begin is None or begin >= since or (today is not None and today >= since))


@rule("OPEN005", "Complaints to no one", source="Data Protection Act 2018 section 164A")
def complaints_to_no_one(register: Register) -> Iterable[Problem]:
    """What is said of complaints says to whom people complain.

    Why: a way to complain that leads to nobody is none.

    Wrong:

        rights:
          complaints: {acknowledged_within: 20 days, answered: In writing}
        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month

    Right:

        rights:
          complaints: {acknowledged_within: 20 days, answered: In writing}
    """
    for picture in pictures(register):
        if picture.says("rights", "complaints") and not picture.says("rights", "complaints", "to"):
            mend = "Say under “to” whom people complain to, such as the data protection officer of any party."
            yield Problem(picture.spot("rights", "complaints"), "Nothing says to whom people complain.", mend)


_THIRTY_DAYS = 30 * 24


@rule("OPEN006", "Complaints acknowledged too late", source="Data Protection Act 2018 section 164A")
def acknowledged_late(register: Register) -> Iterable[Problem]:
    """A complaint is acknowledged within 30 days. A month may have 31, and five working days are seven days.

    Why: the Act gives 30 days from the day on which the complaint came in.

    Wrong:

        rights:
          complaints: {to: The data protection officer, acknowledged_within: 25 working days, answered: In writing}
        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month

    Right:

        rights:
          complaints: {to: The data protection officer, acknowledged_within: 20 working days, answered: In writing}
    """
    for picture in pictures(register):
        within = picture.text("rights", "complaints", "acknowledged_within")
        if (duration(within) or 0) > _THIRTY_DAYS:
            message = f"Complaints are acknowledged within {within}. The law allows 30 days."
            yield Problem(
                picture.spot("rights", "complaints", "acknowledged_within"), message, "Write 30 days or less."
            )


@rule(
    "OPEN007", "Complaints with no time or answer", severity="warning", source="Data Protection Act 2018 section 164A"
)
def complaints_unfinished(register: Register) -> Iterable[Problem]:
    """What is said of complaints says how soon they are acknowledged, and how and when they are answered.

    Why: both are duties of the controller, and partners who share need to know which of them does it and when.

    Wrong:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month
          complaints: {to: The data protection officer of any partner}

    Right:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month
          complaints: {to: The council, acknowledged_within: 2 weeks, answered: Without undue delay}
    """
    parts = {
        "acknowledged_within": "how soon a complaint is acknowledged",
        "answered": "how and when a complaint is answered",
    }
    for picture in pictures(register):
        if picture.says("rights", "complaints"):
            left = [words for name, words in parts.items() if not picture.says("rights", "complaints", name)]
            if left:
                mend = "Write “acknowledged_within: 30 days” or less, and “answered”, such as “Without undue delay”."
                yield Problem(picture.spot("rights", "complaints"), f"Nothing says {listed(left, 'or')}.", mend)


@rule("OPEN011", "Rights that are not spoken of", severity="warning", source="UK GDPR Articles 15, 16 and 21")
def rights(register: Register) -> Iterable[Problem]:
    """The protocol or one above says how people see their information, have it corrected and object.

    Why: when several partners hold the same information, someone must know who answers and who is told.

    Wrong:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          complaints: {to: The council, acknowledged_within: 2 weeks, answered: Without undue delay}

    Right:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it
          complaints: {to: The council, acknowledged_within: 2 weeks, answered: Without undue delay}
    """
    parts = {"access": "see their information", "correction": "have errors corrected", "objection": "object"}
    for picture in pictures(register):
        left = [name for name in parts if not picture.says("rights", name)]
        if left and is_asked(picture, "rights"):
            mend = f"Add {listed([f'“{name}”' for name in left], 'and')} under “rights”: who answers and who is told."
            message = f"Nothing says how people {listed([parts[name] for name in left], 'or')}."
            yield Problem(place(picture, "rights"), message, mend)


_BY_MACHINE = re.compile(
    r"\b(?:risk[- ]scor\w+|scoring model|predictive (?:model\w*|analytic\w*|risk|tool\w*)|algorithm\w*"
    r"|automated (?:decision\w*|profil\w*|assessment\w*)|machine learning|artificial intelligence)\b",
    re.IGNORECASE,
)


@rule("OPEN014", "Automated decisions that are not spoken of", severity="note", source="UK GDPR Articles 22A to 22D")
def automated(register: Register) -> Iterable[Problem]:
    """Where a purpose or a flow speaks of risk scores, algorithms or predictive models, the protocol says whether a
    decision about a person is made by machine (`rights`: “automated”).

    Why: people are told of such a decision, can have a person look at it, and can contest it.

    Wrong:

        purposes:
        - {id: find-need, title: Find needs early by a risk score, necessity: No agency sees the whole picture,
           benefit: Children get help sooner, onward_use: None}
        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month
          complaints: {to: The council, acknowledged_within: 2 weeks, answered: Without undue delay}

    Right:

        purposes:
        - {id: find-need, title: Find needs early by a score of the risk sheet, necessity: No agency sees the picture,
           benefit: Children get help sooner, onward_use: None}
        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month
          complaints: {to: The council, acknowledged_within: 2 weeks, answered: Without undue delay}
    """
    for picture in pictures(register):
        if picture.personal_flows and not picture.says("rights", "automated"):
            for thing in (*picture.purposes.values(), *picture.flows):
                texts = [(name, thing.text(name)) for name in ("title", "description", "note", "decided_by")]
                found = next((name for name, text in texts if _BY_MACHINE.search(text)), "")
                if found:
                    message = (
                        f"“{thing.text(found)}”: nothing says whether a decision about a person is made by machine."
                    )
                    mend = "Say it under “rights” as “automated”, and how a person asks for someone to look at it."
                    yield Problem(thing.at(found), message, mend)
