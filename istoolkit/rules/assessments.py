"""ASMT: the impact assessments that a protocol rests on.

This part: that there is one, that it is done and can be found, and the risk it leaves.
"""

import re
from collections.abc import Iterable, Iterator

from istoolkit.assessment.screening import screening
from istoolkit.definitions.formats import YES, date, long_date
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Flow, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import assessments, has_file, written
from istoolkit.rules.support.bodies import is_vacant
from istoolkit.rules.support.hats import decides
from istoolkit.words import listed

_NOT_NEEDED = re.compile(r"\b(?:not (?:needed|required|necessary|applicable)|none (?:is )?(?:needed|required)|n/a)\b")

_HIGH_RISK = re.compile(
    r"\b(?:high residual risk|residual risk (?:is|remains|stays) high|risk (?:remains|stays) high|high risk remains)\b"
)

_NONE_LEFT = re.compile(
    r"\bno (?:high residual|residual|high) risk|\bcommissioner\b|\bICO\b|\barticle 36\b", re.IGNORECASE
)


@rule("ASMT001", "No impact assessment", severity="warning", source="UK GDPR Article 35")
def missing(register: Register) -> Iterable[Problem]:
    """An operational arrangement names the impact assessment it rests on, or one lies beside it, here or above. This holds
    where controllers share special category or criminal offence information with each other or information about children or
    other vulnerable people, where information goes abroad, where one looks into another's system, or where the screening
    requires an assessment for another reason.

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
        unfilled = any(map(is_vacant, each.parties.values()))
        named = each.things("impact_assessments")
        unknown = each.undecided("impact_assessments")
        refused = all(map(_is_refused, named)) and not has_file(register, each.protocol)
        if each.tier == "operational" and not unfilled and not unknown and refused:
            marks = listed(_marks(each), "and") or _screened(each)
            if marks and named:
                yield Problem(named[0].at("state"), f"It is said that none is needed, though {marks}.", _SCREEN)
            elif marks:
                yield Problem(each.at("tier"), f"No impact assessment is named, though {marks}.", _MAKE)


_SCREEN = "Make one before anything more is shared, or name the screening that found that none is needed."

_MAKE = "Name it under “impact_assessments”, or make one first. Where screening found that none is needed, name the screening."


def _screened(here: Picture) -> str:
    """Return why the screening requires an assessment of what controllers share; "" where it does not."""
    if not any(map(_between_controllers, here.flows)):
        return ""
    found = screening(here.register, here.protocol)
    return f"the screening requires one ({found.because.rstrip('.')})" if found.result == "required" else ""


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
    controllers = {each.name for each in flow.parties if decides(each)}
    return flow.is_personal and len(controllers) > 1


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
    for each in assessments(register):
        names = [name for name in ("date", "version") if name not in each.said]
        if names and not each.is_open:
            spot = each.protocol.at("impact_assessments", each.place)
            yield Problem(spot, f"{each.title} has no {listed(names)}.", "Ask whoever holds it, and write it down.")
    for file in written(register):
        if file.has_approver and not file.says("date"):
            yield Problem(
                file.at("version"), "The assessment was approved and has no date.", "Write the day of this version."
            )


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
    for each in assessments(register):
        begins = date(each.protocol.text("in_force"))
        if each.is_open and begins and register.on and begins <= register.on:
            state = each.said["state"].rstrip(".")
            message = f"{each.title} is not done (“{state}”), and the protocol is in force from {long_date(begins)}."
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
    for each in assessments(register):
        names = [text for name, text in words.items() if name not in each.said]
        if names and not each.is_open:
            fields = listed([f"“{name}”" for name in words if name not in each.said], "and")
            spot = each.protocol.at("impact_assessments", each.place)
            yield Problem(spot, f"{each.title} does not say {listed(names)}.", f"Write it under {fields}.")


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
    for each in assessments(register):
        state = str(each.said.get("state", ""))
        if _HIGH_RISK.search(state.casefold()) and not _NONE_LEFT.search(state):
            mend = "Bring the risk down, or consult the Information Commissioner first and say when that was."
            spot = each.protocol.at("impact_assessments", each.place, "state")
            yield Problem(spot, f"{each.title} leaves a high risk to people.", mend)
