"""OPER: the procedures that staff follow: requests, decisions, incidents, checks, and what comes after.

This part: the questions that a procedure answers as a whole, and what comes after.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.inherit import entries_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.schema import load
from istoolkit.definitions.things import Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.procedures import is_unknown, where
from istoolkit.words import listed


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
        if not is_missing and (is_unknown(here, name) or _says(here, name, rest)):
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
        unknown = any(is_unknown(each, name) for name in sections)
        if each.tier == "operational" and not (said or unknown or _is_told(each, *sections)):
            message = "It is not said what happens to shared information when a partner leaves or the sharing ends."
            mend = "Write it under “joining_and_leaving”, “information_after”, here or above."
            yield Problem(where(each, *sections), message, mend)


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
        if each.tier == "operational" and not (said or measured or is_unknown(each, "governance")):
            message = "It is not said how partners see whether the sharing is used well and does any good."
            mend = "Write it under “governance”, “monitoring”, or give a purpose its “measure”."
            yield Problem(where(each, "governance", "purposes"), message, mend)
