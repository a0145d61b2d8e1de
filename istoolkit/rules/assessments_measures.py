"""ASMT: the impact assessments that a protocol rests on.

This part: the measures against risks, who takes them and by when.
"""

import datetime
from collections.abc import Iterable, Iterator

from istoolkit.assessment.assessed import Assessed, Measure, Risk
from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import first_day, in_full, is_lower, numbered, written
from istoolkit.words import listed

_MEASURES = "UK GDPR Article 35(7)(d)"
_PLAN = "ICO data protection impact assessments, steps 6 and 7"
_STATES = "in-place, begun or to-do"


def _has_none(risk: Risk) -> bool:
    """Whether a risk names no measure, and none is to be confirmed."""
    return not risk.entry.many("measures") and not risk.entry.unknown("measures")


@rule("ASMT023", "Less risk without a measure", severity="warning", source=_MEASURES)
def lower_by_nothing(register: Register) -> Iterable[Problem]:
    """A risk that is lower in the end than at first names the measures that lower it.

    Why: a risk does not fall by itself. Those who accept what remains must see what it rests on.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: significant, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: significant}}
        - {id: seen, title: A screen is seen, sources: [Visitors], threats: [A look at a screen], impacts: [Gossip],
           likelihood: possible, severity: significant, residual: {likelihood: remote, severity: significant}}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: significant, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: significant}}
        - {id: seen, title: A screen is seen, sources: [Visitors], threats: [A look at a screen], impacts: [Gossip],
           likelihood: remote, severity: significant, residual: {likelihood: remote, severity: significant}}
    """
    for each in written(register):
        for risk in each.risks:
            if risk.inherent and risk.residual and _has_none(risk) and is_lower(risk.inherent, risk.residual):
                message = f"{numbered(risk)} falls from {in_full(risk.inherent)} to {in_full(risk.residual)} without a measure."
                yield Problem(
                    risk.entry.at("residual"), message, "Name the measures that lower it, or rate it as it was."
                )


@rule("ASMT024", "Risk without a measure", severity="warning", source=_MEASURES)
def nothing_done(register: Register) -> Iterable[Problem]:
    """A risk above the lowest level has a measure, or it is said to be accepted.

    Why: the law asks for the measures envisaged to address the risks. Who does nothing must at least decide to.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: severe, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: severe}}
        - {id: seen, title: A screen is seen, sources: [Visitors], threats: [A look at a screen], impacts: [Gossip],
           likelihood: possible, severity: significant, residual: {likelihood: possible, severity: significant}}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: severe, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: severe}}
        - {id: seen, title: A screen is seen, sources: [Visitors], threats: [A look at a screen], impacts: [Gossip],
           likelihood: possible, severity: significant, residual: {likelihood: possible, severity: significant},
           effect: accepted}
    """
    for each in written(register):
        for risk in each.risks:
            if risk.inherent and risk.inherent.level.rank > 1 and _has_none(risk) and _is_left(risk):
                message = f"{numbered(risk)} is {in_full(risk.inherent)} and has no measure."
                mend = "Name a measure against it. Where nothing can be done, write “effect: accepted”."
                yield Problem(risk.entry.at(), message, mend)


def _is_left(risk: Risk) -> bool:
    """Whether nobody says that a risk is accepted, and it is not said to fall by itself either."""
    falls = risk.inherent and risk.residual and is_lower(risk.inherent, risk.residual)
    return risk.effect != "accepted" and not risk.entry.unknown("effect") and not falls


@rule("ASMT025", "Measure against no risk", severity="warning", source=_MEASURES)
def unused(register: Register) -> Iterable[Problem]:
    """Each measure is named by a risk.

    Why: a measure that answers no risk was left over, or the risk that it answers was forgotten and never rated.

    Wrong:

        # hub/assessment.yaml
        measures:
        - {id: address-book, title: Addresses come from one book, owner: Hub manager, state: in-place}
        - {id: accounts-closed, title: Accounts are closed on the last day, owner: Hub manager, state: in-place}
        - {id: alarm, title: The office has an alarm, owner: Hub manager, state: in-place}

    Right:

        # hub/assessment.yaml
        measures:
        - {id: address-book, title: Addresses come from one book, owner: Hub manager, state: in-place}
        - {id: accounts-closed, title: Accounts are closed on the last day, owner: Hub manager, state: in-place}
    """
    for each in written(register):
        used = {name for risk in each.risks for name in risk.entry.many("measures")}
        is_open = each.entry.unknown("risks") or any(risk.entry.unknown("measures") for risk in each.risks)
        for measure in each.measures if each.risks and not is_open else ():
            if measure.id and measure.id not in used:
                message = f"{numbered(measure)} is named by no risk."
                yield Problem(
                    measure.entry.at(), message, "Add the risk that it answers and rate it, or delete the measure."
                )


@rule("ASMT026", "Measure that nobody is bound to", severity="warning", source=_PLAN)
def unowned(register: Register) -> Iterable[Problem]:
    """Each measure says which post answers for it and whether it is in place. One that is not in place says by when.

    Why: what nobody must do by any day is not done. What remains of the risk is then not what was accepted.

    Wrong:

        # hub/assessment.yaml
        measures:
        - {id: address-book, title: Addresses come from one book, owner: Hub manager, state: begun}
        - {id: accounts-closed, title: Accounts are closed on the last day, state: in-place}

    Right:

        # hub/assessment.yaml
        measures:
        - {id: address-book, title: Addresses come from one book, owner: Hub manager, state: begun, by: 2026-12-18}
        - {id: accounts-closed, title: Accounts are closed on the last day, owner: Hub manager, state: in-place}
    """
    for each in written(register):
        for measure in each.measures:
            if missing := list(_missing(measure)):
                names, words = zip(*missing, strict=True)
                message = f"{numbered(measure)} does not say {listed(words)}."
                states = f" The state is {_STATES}." if "state" in names else ""
                fields = listed([f"“{name}”" for name in names], "and")
                yield Problem(measure.entry.at(), message, f"Write it under {fields}.{states}")


def _missing(measure: Measure) -> Iterator[tuple[str, str]]:
    if not measure.entry.says("owner"):
        yield "owner", "which post answers for it"
    if not measure.entry.says("state"):
        yield "state", "whether it is in place"
    elif measure.state in ("to-do", "begun") and not measure.entry.says("by"):
        yield "by", "by when it is done"


@rule("ASMT027", "Measure that is done and not done")
def done_and_not(register: Register) -> Iterable[Problem]:
    """A measure that is in place since some day is not said to be still to be done.

    Why: one of the two is wrong, and what remains of the risk depends on it.

    Wrong:

        # hub/assessment.yaml
        measures:
        - {id: address-book, title: One address book, owner: Hub manager, state: to-do, by: 2026-12-18, done: 2026-10-26}
        - {id: accounts-closed, title: Accounts are closed on the last day, owner: Hub manager, state: in-place}

    Right:

        # hub/assessment.yaml
        measures:
        - {id: address-book, title: One address book, owner: Hub manager, state: in-place, by: 2026-12-18, done: 2026-10-26}
        - {id: accounts-closed, title: Accounts are closed on the last day, owner: Hub manager, state: in-place}
    """
    for each in written(register):
        for measure in each.measures:
            if measure.done and measure.state in ("to-do", "begun"):
                state = "begun" if measure.state == "begun" else "to be done"
                message = f"{numbered(measure)} is in place since {_on(measure.done)}, and its state is “{state}”."
                mend = "Write “state: in-place”, or delete “done”."
                yield Problem(measure.entry.at("state"), message, mend)


def _on(day: datetime.date) -> str:
    return long_date(day)


@rule("ASMT028", "Measure that is late", severity="warning", source=_PLAN, of_today=True)
def overdue(register: Register) -> Iterable[Problem]:
    """A measure is in place by the day that was set for it.

    Why: until then the risk is greater than the one that was accepted.

    Wrong:

        # hub/assessment.yaml
        measures:
        - {id: address-book, title: One address book, owner: Hub manager, state: to-do, by: 2026-11-30}
        - {id: accounts-closed, title: Accounts are closed on the last day, owner: Hub manager, state: in-place}

    Right:

        # hub/assessment.yaml
        measures:
        - {id: address-book, title: One address book, owner: Hub manager, state: to-do, by: 2026-12-01}
        - {id: accounts-closed, title: Accounts are closed on the last day, owner: Hub manager, state: in-place}
    """
    for each in written(register):
        for measure in each.measures:
            late = measure.by and register.on and measure.by < register.on
            if late and measure.by and measure.state in ("to-do", "begun") and not measure.done:
                message = f"{numbered(measure)} was to be in place by {_on(measure.by)}."
                mend = "Have it done and write “state: in-place”. Or set another day, and have the risk accepted until then."
                yield Problem(measure.entry.at("by"), message, mend)


@rule("ASMT029", "High risk until a measure is in place", severity="warning", source="UK GDPR Article 36(1)")
def high_until(register: Register) -> Iterable[Problem]:
    """A risk so high that the Information Commissioner would be consulted has all its measures in place when the protocol comes
    into force, or says under “until_then” why those in place are enough.

    Why: what remains is rated with all measures. Until the last is there, the high risk may still stand. Sharing under it is
    what the law asks to consult on.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: severe, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: severe}}
        measures:
        - {id: address-book, title: Addresses come from one book, owner: Hub manager, state: in-place}
        - {id: accounts-closed, title: Accounts are closed, owner: Hub manager, state: begun, by: 2027-01-31}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: severe, measures: [address-book, accounts-closed], effect: reduced,
           until_then: The manager looks through all accounts each week, residual: {likelihood: remote, severity: severe}}
        measures:
        - {id: address-book, title: Addresses come from one book, owner: Hub manager, state: in-place}
        - {id: accounts-closed, title: Accounts are closed, owner: Hub manager, state: begun, by: 2027-01-31}
    """
    for each in written(register):
        if not each.was_consulted:
            yield from _high_until(each)


def _high_until(each: Assessed) -> Iterator[Problem]:
    begins = first_day(each)
    for risk in each.risks:
        late = [(day, measure) for measure in risk.rests_on if (day := measure.by) and begins and day > begins]
        if late and _falls_from_high(risk) and not risk.entry.says("until_then"):
            day, last = max(late, key=lambda one: one[0])
            level = risk.inherent.holds.title.lower() if risk.inherent else ""
            message = (
                f"{numbered(risk)} stays {level} until {_on(day)}, when {numbered(last)} is to be in place."
                f" The protocol is in force from {long_date(each.protocol.text('in_force'))}."
            )
            yield Problem(risk.entry.at("measures"), message, _SOONER)


_SOONER = (
    "Put the measure in place before that, begin later, or consult the Information Commissioner first."
    " Where the other measures are enough until then, say why under “until_then”."
)


def _falls_from_high(risk: Risk) -> bool:
    """Whether the Information Commissioner would be consulted on a risk without its measures, and not with them."""
    before, after = risk.inherent, risk.residual
    return before is not None and after is not None and before.holds.consult and not after.holds.consult
