"""ASMT: the impact assessments that a protocol rests on."""

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from istoolkit.definitions.formats import YES, date, is_version, to_be_confirmed, version
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.things import Flow, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.words import listed

_HALF_A_YEAR = datetime.timedelta(days=183)
_REGULATION = datetime.date(2018, 5, 25)
"""The first day on which the law asked for impact assessments."""

_NOT_DONE = re.compile(
    r"\b(?:draft|in progress|under ?way|to do|to be \w+|awaiting|awaits|pending|outstanding|incomplete|unsigned|unapproved"
    r"|being (?:written|drafted|made|done|prepared|completed)"
    r"|not (?:yet|been|started|begun|done|made|complete|completed|approved|signed|finished))\b"
)
_DONE = re.compile(r"\s*(?:approved|completed?|signed|agreed|accepted|finished|done|published)\b")
_NOT_NEEDED = re.compile(r"\b(?:not (?:needed|required|necessary|applicable)|none (?:is )?(?:needed|required)|n/a)\b")
_UNCHANGED = re.compile(r"\b(?:nothing|no|without(?: any)?) (?:\w+ )?(?:changed?|changes|amendments?)\b|\bunchanged\b")
_HIGH_RISK = re.compile(
    r"\b(?:high residual risk|residual risk (?:is|remains|stays) high|risk (?:remains|stays) high|high risk remains)\b"
)
_NONE_LEFT = re.compile(
    r"\bno (?:high residual|residual|high) risk|\bcommissioner\b|\bICO\b|\barticle 36\b", re.IGNORECASE
)


@rule("ASMT001", "No impact assessment", severity="warning", source="UK GDPR Article 35")
def missing(register: Register) -> Iterable[Problem]:
    """An operational arrangement names the impact assessment it rests on, here or above, where controllers share special
    category or criminal offence information with each other or information about children or other vulnerable people, where
    information goes abroad, or where one looks into another's system.

    Why: an assessment is required before processing that is likely to put people at high risk, and these are the marks of
    it. Where none is made, the screening that found so stands in its place.

    Wrong:

        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-11-02
          version: "1.0"
          state: Not needed
          where: On request from the owner

    Right:

        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-11-02
          version: "1.0"
          state: Not needed. The data protection officer approved the screening that says why.
          where: On request from the owner
    """
    for each in pictures(register):
        unfilled = any("local" in party.value and not party.organisation for party in each.parties.values())
        named = each.things("impact_assessments")
        unknown = any(to_be_confirmed(one.data.get("impact_assessments")) for one in each.chain)
        if each.tier == "operational" and not unfilled and not unknown and all(map(_is_refused, named)):
            marks = listed(_marks(each), "and")
            if marks and named:
                yield Problem(named[0].at("state"), f"It is said that none is needed, though {marks}.", _SCREEN)
            elif marks:
                yield Problem(each.at("tier"), f"No impact assessment is named, though {marks}.", _MAKE)


_SCREEN = "Make one before anything more is shared, or name the screening that found that none is needed."
_MAKE = "Name it under “impact_assessments”, or make one first. Where screening found that none is needed, name the screening."


def _is_refused(assessment: Thing) -> bool:
    """Whether an assessment is said not to be needed, and no screening says so."""
    state = assessment.text("state").casefold()
    return bool(_NOT_NEEDED.search(state)) and "screen" not in state


def _marks(here: Picture) -> Iterator[str]:
    """Yield what makes it likely that an assessment is required."""
    shared = [flow for flow in here.flows if _between_controllers(flow)]
    items = {item for flow in shared for item in flow.items}
    kinds = [
        ("special category", any(each.is_special for each in items)),
        ("criminal offence", any(each.is_criminal for each in items)),
    ]
    if kinds_there := [name for name, there in kinds if there]:
        yield f"controllers share {listed(kinds_there, 'and')} information"
    weak = {name for name, each in here.people.items() if each.text("vulnerable") in YES}
    if any(weak & set(each.many("of")) for each in items):
        yield "some of the people are vulnerable"
    if any("transfer" in flow.value for flow in here.flows):
        yield "information goes abroad"
    if any(flow.text("how") == "direct-access" for flow in shared):
        yield "one looks into another's system"


def _between_controllers(flow: Flow) -> bool:
    """Whether a flow takes what is about people who can be identified from one controller to another."""
    controllers = {each.name for each in flow.parties if not each.is_processor and each.role != "recipient"}
    return flow.is_personal and len(controllers) > 1


class Assessment(NamedTuple):
    """An impact assessment that a protocol names in its own file, with its place in the list."""

    protocol: Protocol
    place: int
    said: dict[str, str]

    @property
    def title(self) -> str:
        """What it is called in messages."""
        title = str(self.said.get("title"))
        return "The impact assessment" if to_be_confirmed(title) else f"“{title}”"

    @property
    def day(self) -> datetime.date | None:
        """The day on which it was approved."""
        return date(str(self.said.get("date")))

    @property
    def is_open(self) -> bool:
        """Whether its state says that it is not done."""
        state = str(self.said.get("state", "")).casefold()
        return not _DONE.match(state) and not to_be_confirmed(self.said.get("state")) and bool(_NOT_DONE.search(state))


def _assessments(register: Register) -> Iterator[Assessment]:
    for protocol in register.checked():
        for index, each in protocol.entries("impact_assessments"):
            yield Assessment(protocol, index, each)


@rule("ASMT002", "Impact assessment without a date or version", severity="warning")
def undated(register: Register) -> Iterable[Problem]:
    """Each impact assessment has the day on which it was approved, and its version.

    Why: without them no one can tell whether it speaks of what partners do now.

    Wrong:

        impact_assessments:
        - {title: Early help hub assessment, owner: council, state: Approved, where: On request from the owner}

    Right:

        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-11-02
          version: "1.0"
          state: Approved
          where: On request from the owner
    """
    for each in _assessments(register):
        names = [name for name in ("date", "version") if name not in each.said]
        if names and not each.is_open:
            spot = each.protocol.at("impact_assessments", each.place)
            yield Problem(spot, f"{each.title} has no {listed(names)}.", "Ask whoever holds it, and write it down.")


@rule("ASMT003", "Impact assessment of an earlier edition", source="UK GDPR Article 35(11)")
def outdated(register: Register) -> Iterable[Problem]:
    """No new edition of the protocol, from 1.3 to 2.0 say, came after its newest impact assessment. An assessment that was
    approved up to half a year before a version counts as made for it.

    Why: a new edition means that the sharing is another. The assessment must be looked at again when the risk changes.

    Wrong:

        version: "2.0"
        changes:
        - {version: "2.0", date: 2026-11-20, summary: The police join and offences are shared}
        - {version: "1.0", date: 2026-11-02, summary: First version}

    Right:

        version: "2.0"
        changes:
        - {version: "2.0", date: 2026-11-20, summary: The police join and offences are shared}
        - {version: "1.0", date: 2025-11-03, summary: First version}
    """
    for each, since in _overtaken(register):
        major = [(number, text) for number, text in since if number[0] > since[0][0][0]]
        if major:
            yield _older(each, since[0][0], major[-1])


Change = tuple[tuple[int, ...], str]


def _overtaken(register: Register) -> Iterator[tuple[Assessment, list[Change]]]:
    """Yield each newest assessment with the version that it was made for and the changes made since, oldest first."""
    newest: dict[str, Assessment] = {}
    unknown = set()
    for each in _assessments(register):
        if each.day is None:
            unknown.add(each.protocol.id)
        elif each.protocol.id not in newest or str(newest[each.protocol.id].day) < str(each.day):
            newest[each.protocol.id] = each
    for name, each in newest.items():
        if name not in unknown and each.day and (log := _log(each.protocol)):
            yield each, _since(log, each.day)


def _log(protocol: Protocol) -> list[tuple[datetime.date, Change]]:
    """Return the versions of the change log but drafts, oldest first; nothing where one of them is not known."""
    found = []
    for _, each in protocol.entries("changes"):
        day, number = date(str(each.get("date"))), str(each.get("version"))
        if day is None or not is_version(number):
            return []
        if version(number) >= (1,):
            found.append((day, (version(number), str(each.get("summary")))))
    return sorted(found)


def _since(log: list[tuple[datetime.date, Change]], assessed: datetime.date) -> list[Change]:
    """Return the version that an assessment was made for, and those after it."""
    after = [index for index, (day, _) in enumerate(log) if assessed <= day]
    first = after[0] if after else len(log) - 1
    if first and log[first][0] - assessed > _HALF_A_YEAR:
        first -= 1
    return [change for _, change in log[first:]]


def _older(each: Assessment, made_for: tuple[int, ...], change: Change) -> Problem:
    now, then = _written(change[0]), _written(made_for)
    message = f"{each.title} of {each.day} was made for version {then}. Version {now} changed the protocol since: {change[1].rstrip('.')}."
    mend = "Look at the assessment again, and write its new date and version even where nothing in it changed."
    return Problem(each.protocol.at("impact_assessments", each.place, "date"), message, mend)


def _written(number: tuple[int, ...]) -> str:
    return ".".join(map(str, number))


@rule("ASMT004", "Impact assessment that is not done", source="UK GDPR Article 35(1)", of_today=True)
def not_done(register: Register) -> Iterable[Problem]:
    """The impact assessment of a protocol that is in force is done.

    Why: it comes before the sharing. What it finds must be able to change what partners do.

    Wrong:

        impact_assessments:
        - {title: Early help hub assessment, owner: council, state: To be completed by the information panel}

    Right:

        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-11-02
          version: "1.0"
          state: Approved with two actions in progress
          where: On request from the owner
    """
    for each in _assessments(register):
        begins = date(each.protocol.text("in_force"))
        if each.is_open and begins and register.on and begins <= register.on:
            state = each.said["state"].rstrip(".")
            message = f"{each.title} is not done (“{state}”), and the protocol is in force from {begins}."
            spot = each.protocol.at("impact_assessments", each.place, "state")
            yield Problem(spot, message, "Have it done and approved before anything more is shared.")


@rule("ASMT005", "Impact assessment that partners cannot find", severity="note")
def nowhere(register: Register) -> Iterable[Problem]:
    """Each impact assessment says which organisation holds it, and where partners find it.

    Why: partners sign on its strength, and each answers for the risk to people.

    Wrong:

        impact_assessments:
        - {title: Early help hub assessment, owner: council, date: 2026-11-02, version: "1.0", state: Approved}

    Right:

        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-11-02
          version: "1.0"
          state: Approved
          where: On request from the owner
    """
    words = {"owner": "who holds it", "where": "where partners find it"}
    for each in _assessments(register):
        names = [text for name, text in words.items() if name not in each.said]
        if names and not each.is_open:
            fields = listed([f"“{name}”" for name in words if name not in each.said], "and")
            spot = each.protocol.at("impact_assessments", each.place)
            yield Problem(spot, f"{each.title} does not say {listed(names)}.", f"Write it under {fields}.")


@rule("ASMT006", "Change after the impact assessment", severity="note", source="UK GDPR Article 35(11)")
def changed_since(register: Register) -> Iterable[Problem]:
    """Someone confirms that the newest impact assessment still holds when a smaller change comes after it. A review that
    changed nothing is no change.

    Why: a new party, item or system can change the risk to people.

    Wrong:

        version: "1.1"
        changes:
        - {version: "1.1", date: 2026-11-20, summary: The police join}
        - {version: "1.0", date: 2026-11-02, summary: First version}

    Right:

        version: "1.1"
        changes:
        - {version: "1.1", date: 2026-11-20, summary: "Reviewed, nothing changed"}
        - {version: "1.0", date: 2026-11-02, summary: First version}
    """
    for each, since in _overtaken(register):
        real = [change for change in since[1:] if not _UNCHANGED.search(change[1].casefold())]
        if real and not any(number[0] > since[0][0][0] for number, _ in since):
            yield _older(each, since[0][0], real[-1])


@rule("ASMT007", "Impact assessment made after sharing began", severity="warning", source="UK GDPR Article 35(1)")
def too_late(register: Register) -> Iterable[Problem]:
    """The first impact assessment of a protocol is approved before the protocol comes into force. Where a later version
    follows the assessment, it may have been made for that one.

    Why: it is required prior to the processing.

    Wrong:

        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-12-14
          version: "1.0"
          state: Approved
          where: On request from the owner

    Right:

        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-12-14
          version: "1.1"
          state: Approved
          where: On request from the owner
    """
    for each in pictures(register):
        days = [thing.day("date") for thing in each.things("impact_assessments")]
        for own in each.things("impact_assessments"):
            if own.said.protocol is each.protocol and None not in days and _came_late(each, own, days):
                message = f"“{own.title}” was approved on {own.text('date')}, after the protocol came into force on {each.protocol.text('in_force')}."
                mend = "Name the assessment that was there before, or have the data protection officer say what follows from that."
                yield Problem(own.at("date"), message, mend)


def _came_late(here: Picture, own: Thing, days: list[datetime.date | None]) -> bool:
    day, begins = own.day("date"), date(here.protocol.text("in_force"))
    first = own.text("version") in ("1", "1.0", "0.1") or not own.says("version")
    if not day or not begins or not first or begins < _REGULATION:
        return False
    later_version = any(changed >= day for changed, _ in _log(here.protocol))
    return all(each is not None and each > begins for each in days) and not later_version


@rule("ASMT008", "High risk that remains", source="UK GDPR Article 36(1)")
def high_risk(register: Register) -> Iterable[Problem]:
    """Where an impact assessment leaves a high risk, its state says that the Information Commissioner was consulted.

    Why: the controller must consult the Information Commissioner before it begins, if it cannot bring the risk down.

    Wrong:

        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-11-02
          version: "1.0"
          state: Approved. The residual risk is high.
          where: On request from the owner

    Right:

        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-11-02
          version: "1.0"
          state: Approved. The residual risk is high. The Information Commissioner was consulted on 9 November 2026.
          where: On request from the owner
    """
    for each in _assessments(register):
        state = str(each.said.get("state", ""))
        if _HIGH_RISK.search(state.casefold()) and not _NONE_LEFT.search(state):
            mend = "Bring the risk down, or consult the Information Commissioner first and say when that was."
            spot = each.protocol.at("impact_assessments", each.place, "state")
            yield Problem(spot, f"{each.title} leaves a high risk to people.", mend)
