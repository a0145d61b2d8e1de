"""GATE: the powers and duties to share.

This part: law that is not in force when sharing happens.
"""

import datetime
from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.law import Record, begins, ends
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.bases import stated, titles
from istoolkit.words import sentence


@rule("GATE004", "Law that is not yet in force", source="UK GDPR Article 6(3)")
def not_yet(register: Register) -> Iterable[Problem]:
    """A law relied on is in force on the day on which the protocol, or the basis, begins.

    Why: before that day it requires and allows nothing.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-act-2004-s16la]}
        # law.yaml
        provisions:
        - {id: children-act-2004-s16la, in_force_from: 2027-03-31}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10],
           until: 2027-03-30}
        - {id: later, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-act-2004-s16la], from: 2027-03-31}
        # law.yaml
        provisions:
        - {id: children-act-2004-s16la, in_force_from: 2027-03-31}
    """
    for here, basis in stated(register):
        start = _start(here, basis)
        for at, record in _law(here, basis) if start else ():
            first = begins(record)
            if start and first and start < first:
                yield Problem(
                    at,
                    f"“{record['title']}” is law from {_day(first)}, and sharing on this basis begins on {_day(start)}.",
                    f"Rest it on the law of that day, and add a basis with “from: {first}” for what follows.",
                )


def _start(here: Picture, basis: Basis) -> datetime.date | None:
    """Return the day on which sharing on a basis begins; None where that is not known."""
    first = date(here.protocol.text("in_force")) or here.register.on
    from_day = basis.day("from")
    return max(first, from_day) if first and from_day else first or from_day


def _law(here: Picture, basis: Basis) -> Iterator[tuple[Spot, Record]]:
    """Yield the law that a basis rests on, with its spot: its gateways and the conditions that it chooses."""
    for index, record in basis.gateways:
        yield basis.at("gateways", index), record
    if basis.text("article_6") == "recognised-legitimate-interest":
        yield basis.at("article_6"), here.law.chosen("article_6", basis.text("article_6"))


@rule("GATE005", "Law that is no longer in force", source="UK GDPR Article 6(3)")
def no_longer(register: Register) -> Iterable[Problem]:
    """A law relied on had not ended before the protocol, or the basis, begins.

    Why: law that was repealed requires and allows nothing.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           data-protection-act-1998]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-act-1989-s17]}
    """
    for here, basis in stated(register):
        start = _start(here, basis) or register.on
        for index, record in basis.gateways if start else ():
            last = ends(record)
            if start and last and last < start:
                successor = _successors(here, record)
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” was law until {_day(last)}, before sharing on this basis begins.",
                    sentence(
                        successor and f"{successor} took its place.", "Name a law in force that allows the sharing."
                    ),
                )


def _successors(here: Picture, record: Record) -> str:
    known = here.law.provisions
    return titles(known[name] for name in many(record.get("replaced_by")) if name in known)


def _day(day: datetime.date) -> str:
    return long_date(day)


@rule("GATE011", "Law that was replaced", severity="warning", source="UK GDPR Article 6(3)", of_today=True)
def replaced(register: Register) -> Iterable[Problem]:
    """A law or guidance that was right when the protocol began is still so today.

    Why: a protocol outlives the law it names. Someone has to see whether what took its place still allows the sharing.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           working-together-2023]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           working-together-2026]}
    """
    for here, basis in stated(register):
        over = basis.day("until")
        for index, record in basis.gateways:
            if since := _replaced_since(here, basis, record):
                if over and register.on and over < register.on:
                    continue
                successor = _successors(here, record)
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” {since}." + (f" {successor} took its place." if successor else ""),
                    "See whether what took its place allows the sharing, and name that.",
                )


def _replaced_since(here: Picture, basis: Basis, record: Record) -> str:
    last, start, today = ends(record), _start(here, basis), here.register.on
    if last is None:
        return "has been replaced" if many(record.get("replaced_by")) else ""
    if start and today and start <= last < today:
        return f"was right when this began and ended on {_day(last)}"
    return ""
