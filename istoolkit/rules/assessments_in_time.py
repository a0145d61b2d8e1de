"""ASMT: the impact assessments that a protocol rests on.

This part: assessments of the right time and edition.
"""

import datetime
import re
from collections.abc import Iterable, Iterator

from istoolkit.assessment.assessed import Assessed
from istoolkit.definitions.formats import date, is_version, long_date, version
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.things import Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import Assessment, assessments, written

_HALF_A_YEAR = datetime.timedelta(days=183)

_REGULATION = datetime.date(2018, 5, 25)
"""The first day on which the law asked for impact assessments."""

_UNCHANGED = re.compile(r"\b(?:nothing|no|without(?: any)?) (?:\w+ )?(?:changed?|changes|amendments?)\b|\bunchanged\b")


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
    unknown = set(register.assessments)  # these say themselves which version they are of
    for each in assessments(register):
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
    now, then, when = _written(change[0]), _written(made_for), long_date(str(each.day))
    message = f"{each.title} of {when} was made for version {then}. Version {now} changed the protocol since: {change[1].rstrip('.')}."
    mend = "Look at the assessment again, and write its new date and version even where nothing in it changed."
    return Problem(each.protocol.at("impact_assessments", each.place, "date"), message, mend)


def _written(number: tuple[int, ...]) -> str:
    return ".".join(map(str, number))


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
                yield Problem(own.at("date"), _late(f"“{own.title}”", own.text("date"), each.protocol), _LATE)
    for file in (each for each in written(register) if each.has_approver):
        yield from _signed_late(file)


_LATE = "Name the assessment that was there before, or have the data protection officer say what follows from that."

_SIGNED = (("approvals", "residual_on"), ("approvals", "measures_on"), ("date",))


def _late(what: str, day: str, protocol: Protocol) -> str:
    since = long_date(protocol.text("in_force"))
    return f"{what} was approved on {long_date(day)}, after the protocol came into force on {since}."


def _came_late(here: Picture, own: Thing, days: list[datetime.date | None]) -> bool:
    begins = date(here.protocol.text("in_force"))
    return _is_late(here, own, own.day("date")) and all(each and begins and each > begins for each in days)


def _is_late(here: Picture, assessment: Thing, day: datetime.date | None) -> bool:
    """Whether a first assessment of a day is later than the protocol, and was not made for a later version of it."""
    begins = date(here.protocol.text("in_force"))
    first = assessment.text("version") in ("1", "1.0", "0.1") or not assessment.says("version")
    if not day or not begins or not first or not _REGULATION <= begins < day:
        return False
    return not any(changed >= day for changed, _ in _log(here.protocol))


def _signed_late(file: Assessed) -> Iterator[Problem]:
    """Yield that the assessment beside a protocol was signed off late, where none that the protocol names tells."""
    path = next((each for each in _SIGNED if file.entry.day(*each)), ("date",))
    day, begins = file.entry.day(*path), date(file.protocol.text("in_force"))
    named = [thing.day("date") for thing in file.picture.things("impact_assessments")]
    told = any(each is None or not begins or each != file.entry.day("date") or each > begins for each in named)
    if not told and _is_late(file.picture, file.entry, day):
        yield Problem(file.at(*path), _late("The assessment", str(day), file.protocol), _LATE)
