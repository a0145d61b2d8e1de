"""ASMT: the impact assessments that a protocol rests on.

This part: what the public reads of them.
"""

import datetime
from collections.abc import Iterable

from istoolkit.assessment.publishing import SETTLED, clearing
from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import ASSESSMENT, Register
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import first_day, written
from istoolkit.rules.support.own_words import knows
from istoolkit.rules.support.phrases import prose_of
from istoolkit.rules.support.published import is_published, particulars_in

_CLEARED = ("cleared_by", "cleared_on")
_WHAT = {"date": "this version", "approvals": "the approval"}
_FOUR_WEEKS = datetime.timedelta(weeks=4)
"""How long after the sharing began there is time to have a summary cleared."""


@rule("ASMT060", "Public summary that nobody cleared", severity="note", source="ISO/IEC 29134", of_today=True)
def uncleared(register: Register) -> Iterable[Problem]:
    """Four weeks after the sharing began, somebody has cleared the summary that the public reads.

    Why: people can only ask and object where they can read what is done with their information. Until somebody has cleared
    the summary, each page of it says that it is not for publication.

    Wrong:

        in_force: 2026-11-02
        # hub/assessment.yaml
        public_summary:
          text: We looked at what could go wrong when services talk about a family.

    Right:

        in_force: 2026-11-02
        # hub/assessment.yaml
        public_summary:
          text: We looked at what could go wrong when services talk about a family.
          cleared_by: Head of early help
          cleared_on: 2026-11-16
    """
    for each in written(register):
        begins = first_day(each)
        late = begins is not None and register.on is not None and begins + _FOUR_WEEKS < register.on
        if late and each.says("public_summary") and not any(each.says("public_summary", name) for name in _CLEARED):
            since = long_date(each.protocol.text("in_force"))
            message = f"The protocol is in force from {since}, and nobody has cleared the summary for the public."
            mend = "Have it cleared, and write who did so and when: “cleared_by” and “cleared_on”."
            yield Problem(each.at("public_summary"), message, mend)


@rule("ASMT061", "Clearing of the public summary that does not count", severity="warning")
def does_not_count(register: Register) -> Iterable[Problem]:
    """Who cleared the public summary says so with a post and a day: that of this version of the assessment and of its
    approvals, or a later one.

    Why: what was cleared before is another text. It may have said nothing yet of what would help an attacker.

    Wrong:

        # hub/assessment.yaml
        public_summary:
          text: We looked at what could go wrong when services talk about a family.
          cleared_by: Head of early help
          cleared_on: 2026-10-30

    Right:

        # hub/assessment.yaml
        public_summary:
          text: We looked at what could go wrong when services talk about a family.
          cleared_by: Head of early help
          cleared_on: 2026-11-02
    """
    for each in written(register):
        by, on = clearing(each)
        early = [path for path in SETTLED if on and (day := each.entry.day(*path)) and on < day]
        said = [name for name in _CLEARED if each.says("public_summary", name)]
        if on and early:
            then, what = long_date(each.text(*early[0])), _WHAT[early[0][0]]
            message = f"The summary was cleared on {long_date(on)}, before {what} of {then}."
            there = (each.at(*early[0]), "the later day")
            mend = "Have the summary of this version cleared, or mend the day."
            yield Problem(each.at("public_summary", "cleared_on"), message, mend, (there,))
        elif len(said) == 1 or (said and on and not by):
            missing = "cleared_on" if by else "cleared_by"
            message = f"The summary counts as cleared only with {'a day' if by else 'a post'}."
            yield Problem(each.at("public_summary", said[0]), message, f"Write it as “{missing}”.")


@rule("ASMT062", "Particulars that the public would read", severity="warning", source="UK GDPR Article 5(1)(c) and (f)")
def particulars(register: Register) -> Iterable[Problem]:
    """What the public reads of an assessment names no person, and gives no telephone number or address of one, password or
    code. This holds for the summary, and for what risks and measures are called.

    Why: a summary is on the web for all to read. What names a family, or opens a door, cannot be called back.

    Wrong:

        # hub/assessment.yaml
        public_summary:
          text: John Harrowgate of 14 Orchard Lane asked us to look again. The door code is 4711.

    Right:

        # hub/assessment.yaml
        public_summary:
          text: A parent asked us to look again at how the hub is locked.
    """
    for prose in prose_of(register):
        known = knows(register, prose)
        for leaf in prose.leaves if prose.file.endswith(ASSESSMENT) and prose.is_english else ():
            for words, what, mend in particulars_in(leaf, known) if is_published(leaf) else ():
                message = f"The public may read “{words}”, which looks like {what}."
                yield Problem(Spot(prose.file, leaf.path), message, mend)
