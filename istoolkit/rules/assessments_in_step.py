"""ASMT: the impact assessments that a protocol rests on.

This part: whether an assessment fits the protocol that it assesses, and the calendar.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping

from istoolkit.assessment.assessed import Assessed
from istoolkit.assessment.grounds import numbers_in
from istoolkit.assessment.signs import named as quoted_titles
from istoolkit.assessment.texts import texts
from istoolkit.definitions.formats import date, is_version, long_date, same_version, version
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Party, Thing
from istoolkit.finding import Path, Problem
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import named_in_protocol, numbered, written
from istoolkit.words import listed, sentence

_REVIEW = "UK GDPR Article 35(11)"
_FIGURES = re.compile(r"[0-9]{1,7}\Z")


@rule("ASMT042", "Impact assessment of another version", severity="warning", source=_REVIEW)
def another_version(register: Register) -> Iterable[Problem]:
    """The assessment beside a protocol is of the version that the protocol has now.

    Why: a new party, item or system can change the risk to people. Someone looks again, even where nothing changes.

    Wrong:

        # hub/assessment.yaml
        of_version: "0.9"

    Right:

        # hub/assessment.yaml
        of_version: "1"
    """
    for each in written(register):
        of, now = each.text("of_version"), each.protocol.text("version")
        if is_version(of) and is_version(now) and not same_version(of, now):
            message = f"The assessment is of version {of}, and the protocol is now at version {now}."
            mend = f'Look at the assessment again. Then write “of_version: "{now}"”, with a new version and date of its own.'
            yield Problem(
                each.at("of_version"), message, mend, ((each.protocol.at("version"), "the version of the protocol"),)
            )


@rule("ASMT043", "Another edition of the assessment is named", severity="warning")
def other_edition(register: Register) -> Iterable[Problem]:
    """The date and version of the assessment that a protocol names under “impact_assessments” are those of the assessment
    that lies beside it. One that nobody has approved yet is work in hand: the protocol may name the one before.

    Why: partners sign on the strength of the edition that the protocol names.

    Wrong:

        # hub/assessment.yaml
        version: "1.1"

    Right:

        # hub/assessment.yaml
        version: "1.1"
        # hub/protocol.yaml
        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-11-02
          version: "1.1"
          state: Approved
          where: On request from the owner
    """
    for each in (each for each in written(register) if each.has_approver):
        for named in named_in_protocol(each):
            yield from _differs(each, named)


def _differs(each: Assessed, named: Thing) -> Iterator[Problem]:
    for name in ("date", "version"):
        here, there = each.text(name), named.text(name)
        if here and there and not same_version(here, there):
            message = f"The {name} of “{named.title}” is {long_date(there)} here, and {long_date(here)} in {each.source.file}."
            there_too = ((each.at(name), "the assessment itself"),)
            yield Problem(named.at(name), message, _newer(name, here, there), there_too)


def _newer(name: str, here: str, there: str) -> str:
    """Return how to mend a date or version that differs. Nobody may go back to an older one."""
    if name == "date":
        return _NEXT if here < there else f"Write “date: {here}”, or mend the assessment."
    if is_version(here) and is_version(there) and version(here) < version(there):
        return _NEXT
    return f'Write “version: "{here}"”, or mend the assessment.'


_NEXT = "The assessment is the older one. Look at it again, have it approved, and give it the next version and its day."


@rule("ASMT044", "Number that the protocol does not have", severity="warning", source=_REVIEW)
def miscounted(register: Register) -> Iterable[Problem]:
    """A number of parties, organisations, flows or items on which an assessment relies is the number that the protocol has.
    A number of people or sites is one that the protocol names: in its volumes, or before the word “sites”.

    Why: what was planned for eight partners may not do for twelve. Or one of the two lists has forgotten someone.

    Wrong:

        # hub/assessment.yaml
        counts:
        - {what: parties, number: "4", note: Training was planned for four}

    Right:

        # hub/assessment.yaml
        counts:
        - {what: parties, number: "5", note: Training was planned for five}
    """
    for each in written(register):
        for said in each.file.entries("counts"):
            number, found = said.text("number"), _found(each, said.text("what"))
            if number and not _FIGURES.match(number):
                yield Problem(
                    said.at("number"),
                    f"“{number}” cannot be compared with the protocol.",
                    "Write it in figures, such as “8”.",
                )
            elif number and said.text("what") in _IN_WORDS:
                yield from _not_said(each, said, int(number))
            elif number and found and int(number) != found[0]:
                what = _CALLED[said.text("what")]
                message = sentence(
                    f"The assessment relies on {number} {what}, and the protocol has {found[0]}.", found[1]
                )
                yield Problem(
                    said.at("number"), message, "Find out which is right, and see what follows for the assessment."
                )


def _not_said(each: Assessed, said: Thing, number: int) -> Iterator[Problem]:
    """Yield a number that is none of those that the protocol names; nothing where it names none."""
    what = said.text("what")
    there = _of_volumes(each) if what == "people" else _of_sites(each)
    if there and number not in numbers_in(there):
        message = f"The assessment relies on {number:,} {what}, and the protocol says {quoted_titles(there)}."
        yield Problem(said.at("number"), message, "Find out which is right, and see what follows for the assessment.")


def _of_volumes(each: Assessed) -> list[str]:
    things = (*each.picture.items.values(), *each.picture.flows)
    return list(dict.fromkeys(thing.text("volume") for thing in things if numbers_in([thing.text("volume")])))


def _of_sites(each: Assessed) -> list[str]:
    return list(dict.fromkeys(match[0] for text in texts(each.picture) for match in _SITES.finditer(text)))


_SITES = re.compile(r"\b\d[\d,]* (?:\w+ )?sites\b", re.IGNORECASE)
_IN_WORDS = ("people", "sites")
_CALLED = {"parties": "parties", "organisations": "organisations", "flows": "flows", "items": "items of information"}

Count = tuple[int, str]
"""How many there are, and in words who they are."""


def _found(each: Assessed, what: str) -> Count | None:
    """Return how many of something the protocol has; None where it cannot be counted yet."""
    here = each.picture
    lists = {"parties": here.parties, "flows": here.flows, "items": here.items}
    names = {"parties": "parties", "flows": "flows", "items": "information"}
    if what in lists:
        return None if here.undecided(names[what]) else (len(lists[what]), "")
    return _organisations(each) if what == "organisations" and not here.undecided("parties") else None


def _organisations(each: Assessed) -> Count | None:
    """Count the organisations that are parties and the members of classes; None where a class has no list of members."""
    register, parties = each.picture.register, each.picture.parties.values()
    alone = {party.text("organisation") or party.name for party in parties if not party.says("class")}
    classes = {party: _members(register, party) for party in parties if party.says("class")}
    if None in classes.values():
        return None
    known = {party: number for party, number in classes.items() if number is not None}
    parts = [f"{number} in “{party.title}”" for party, number in known.items()]
    told = f"They are {listed([*parts, f'{len(alone)} by name'], 'and')}." if parts else ""
    return len(alone) + sum(known.values()), told


def _members(register: Register, party: Party) -> int | None:
    """Count the members of a class on the day looked at: those that have joined and not left. None where no list is there."""
    source = register.members.get(party.text("members"))
    if source is None or not isinstance(source.value, list):
        return None
    return sum(_is_member(row, register.on) for row in source.value)


def _is_member(row: Mapping[str, str], on: datetime.date | None) -> bool:
    joined, left = date(row.get("joined", "")), date(row.get("left", ""))
    if on is None:
        return not row.get("left")
    return not (joined and joined > on) and not (left and left <= on)


@rule("ASMT045", "Day that has not come", of_today=True)
def to_come(register: Register) -> Iterable[Problem]:
    """What is said to have been done was done by now: approvals, advice, consultations, measures that are in
    place and the clearing of the summary for the public.

    Why: a day that has not come is a slip, or the sign-off was written in before it was given.

    Wrong:

        # hub/assessment.yaml
        measures:
        - {id: address-book, title: One address book, owner: Hub manager, state: in-place, done: 2026-12-02}
        - {id: accounts-closed, title: Accounts are closed on the last day, owner: Hub manager, state: in-place}

    Right:

        # hub/assessment.yaml
        measures:
        - {id: address-book, title: One address book, owner: Hub manager, state: begun, by: 2026-12-02}
        - {id: accounts-closed, title: Accounts are closed on the last day, owner: Hub manager, state: in-place}
    """
    for each in written(register) if register.on else ():
        for path, what, day in _days(each):
            if day and register.on and day > register.on:
                message = f"{what} on {long_date(day)}, and that day has not come."
                yield Problem(each.at(*path), message, "Mend the day, or take it out until it is so.")


_DONE: dict[Path, str] = {
    ("approvals", "measures_on"): "The measures were approved",
    ("approvals", "residual_on"): "The risk that remains was accepted",
    ("advice", "date"): "The data protection officer advised",
    ("consultation", "people", "when"): "The people concerned were asked",
    ("ico_consultation", "sent"): "The Information Commissioner was consulted",
    ("ico_consultation", "answered"): "The Information Commissioner answered",
    ("public_summary", "cleared_on"): "The summary for the public was cleared",
}


def _days(each: Assessed) -> Iterator[tuple[Path, str, datetime.date | None]]:
    for path, what in _DONE.items():
        yield path, what, each.entry.day(*map(str, path))
    for other in each.file.section("consultation", "others"):
        who = other.text("who") or "Someone"
        yield (*other.at().path, "when"), f"{who} was asked", other.day("when")
    for measure in each.measures:
        yield (*measure.entry.at().path, "done"), f"{numbered(measure)} was put in place", measure.done


@rule("ASMT046", "Assessment that is due for review", severity="warning", source=_REVIEW, of_today=True)
def due(register: Register) -> Iterable[Problem]:
    """An assessment is looked at again by the day that was set for it.

    Why: risks change with systems, staff and law. An assessment that nobody looks at again describes another sharing.

    Wrong:

        # hub/assessment.yaml
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          views_by: Head of early help
          review_by: Hub board
          review_on: 2026-11-30

    Right:

        # hub/assessment.yaml
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          views_by: Head of early help
          review_by: Hub board
          review_on: 2026-12-01
    """
    for each in written(register):
        day = each.entry.day("approvals", "review_on")
        if day and register.on and day < register.on:
            message = f"It was to be looked at again by {long_date(day)}."
            mend = "Review it, then write its new version and date and the day of the next review."
            yield Problem(each.at("approvals", "review_on"), message, mend)
