"""LAWF: the lawful basis of each party for each purpose.

This part: bases that do not hold on the day.
"""

import datetime
from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import date
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Party
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.naming import names


@rule("LAWF015", "Lawful basis that does not hold today", source="UK GDPR Article 5(1)(a) and 6(1)", of_today=True)
def not_today(register: Register) -> Iterable[Problem]:
    """While a protocol is in force, each party that shares under it has a basis for each purpose that holds on the day.

    Why: a basis that has a last day is no basis after it. What is shared then is shared without one.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        in_force: 2026-11-02
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10],
           until: 2026-11-30}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        in_force: 2026-11-02
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10],
           until: 2026-11-30}
        - {id: later, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10],
           from: 2026-12-01}
    """
    for here in pictures(register) if register.on else ():
        if _applies(here, register.on):
            for basis, parties in _without(here, register.on).items():
                yield _problem(basis, parties, register.on)


def _problem(basis: Basis, parties: list[Party], on: datetime.date | None) -> Problem:
    last = basis.day("until")
    over = bool(last and on and last < on)
    when = f"held until {last}" if over else f"holds from {basis.day('from')}"
    message = f"It {when}, and today nothing else gives {names(parties)} a lawful basis for the same sharing."
    mend = "Add the basis that holds now, mend the day, or take out the flows that have none."
    return Problem(basis.at("until" if over else "from"), message, mend)


def _applies(here: Picture, on: datetime.date | None) -> bool:
    first, last = (date(here.protocol.text(name)) for name in ("in_force", "expires"))
    return bool(on and first and first <= on and not (last and last < on))


def _without(here: Picture, on: datetime.date | None) -> dict[Basis, list[Party]]:
    """Return the bases that do not hold on a day, each with the parties that have no other for a flow and purpose of it."""
    found: dict[Basis, dict[Party, None]] = {}
    for flow in here.personal_flows:
        for party in (each for each in flow.parties if _takes_part(here, each, on)):
            for basis in _lapsed(here.bases_for(flow, party), flow, on):
                found.setdefault(basis, {})[party] = None
    return {basis: list(parties) for basis, parties in found.items()}


def _takes_part(here: Picture, party: Party, on: datetime.date | None) -> bool:
    """Whether a party takes part on a day; of a class, whether any of the members that its file lists does."""
    rows = here.register.members_in(party.text("members"))
    days = [(row.get("joined"), row.get("left")) for row in rows] or [(None, None)]
    own = (party.text("joined"), party.text("withdrew"))
    return _is_within(*own, on) and any(_is_within(*each, on) for each in days)


def _is_within(joined: str | None, left: str | None, on: datetime.date | None) -> bool:
    first, last = date(joined or ""), date(left or "")
    return on is None or not ((first and on < first) or (last and last < on))


def _lapsed(bases: list[Basis], flow: Flow, on: datetime.date | None) -> Iterator[Basis]:
    """Yield the bases that do not hold on a day and are for a purpose of a flow that none of the others is for."""
    held = {name for each in bases if each.holds_on(on) for name in each.purposes}
    yield from (each for each in bases if not each.holds_on(on) and set(each.purposes) & set(flow.purposes) - held)
