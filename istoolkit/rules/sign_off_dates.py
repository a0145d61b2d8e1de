"""SIGN: who agreed to exactly what.

This part: the days on which it happened.
"""

import datetime
from collections.abc import Iterable

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.recorded import Recorded, is_explained, recorded
from istoolkit.signoff import entries as happened
from istoolkit.signoff.chain import position
from istoolkit.signoff.entries import Entry

_PRACTICE = "Good practice: partners sign what is before them"
_DAY = datetime.timedelta(days=1)
_DONE = (
    happened.REQUESTED,
    happened.REMINDED,
    happened.ADVISED,
    happened.APPROVED,
    happened.REFUSED,
    happened.RECONFIRMED,
)
"""What is recorded once it is done. One may leave, join or be replaced on a later day."""


@rule("SIGN011", "Approved before it was put out", severity="warning", source=_PRACTICE)
def before_asked(register: Register) -> Iterable[Problem]:
    """Nobody approves a content before the day on which it was put out for signature.

    Why: what was signed on that day was another text, unless somebody can say otherwise.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-12, recorded: "2026-11-17T09:00:00Z"}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-16, recorded: "2026-11-17T09:00:00Z"}
    """
    for each in recorded(register):
        for entry in each.standing:
            first = min((asked.date for asked in each.requests(entry)), default="")
            if entry.date < first and not is_explained(entry):
                message = f"{position(entry)} came before this content was put out for signature on {long_date(first)}."
                mend = "Look at the text that was signed. Where it is this one, record the approval anew with the right day."
                yield Problem(each.at(entry, "date"), message, mend)


@rule("SIGN012", "Recorded before it was done", source=_PRACTICE)
def of_a_later_day(register: Register) -> Iterable[Problem]:
    """What happened is recorded on the day it was done, or later.

    Why: a signature of a day that was still to come was not given yet when somebody recorded it.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-30, recorded: "2026-11-17T09:00:00Z"}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17, recorded: "2026-11-17T09:00:00Z"}
    """
    for each in recorded(register):
        standing = set(each.standing)
        for entry in each.sound:
            said, written = date(entry.text("date")), date(entry.text("recorded")[:10])
            counts = entry.what in _DONE and (entry in standing or not entry.is_approval)
            if (
                counts and said and written and said > written + _DAY
            ):  # it may be the next day here before it is in world time
                message = f"{position(entry)} was recorded on {long_date(written)}, before that day had come."
                mend = "Ask when it was done, and record it anew with the right day."
                yield Problem(each.at(entry, "date"), message, mend)


@rule(
    "SIGN013",
    "In force before it was approved",
    severity="warning",
    source="Good practice: nobody shares under what nobody has agreed to",
)
def in_force_before(register: Register) -> Iterable[Problem]:
    """Each party for which a protocol waits approves it by the day on which it comes into force.

    Why: until it has signed, a party is not bound by what the others rely on. In published agreements it is a common fault.
    A later version counts as approved in time where an earlier one was.

    Wrong:

        in_force: 2026-11-20
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-27}

    Right:

        in_force: 2026-11-20
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-19}
    """
    for each in recorded(register):
        for entry in each.standing:
            begins, on = _begins(each, entry), date(entry.date)
            if begins and on and on > begins and not _in_time(each, entry, begins) and not is_explained(entry):
                message = f"{position(entry)} came after the protocol came into force on {long_date(begins)}."
                mend = "Say in the next version when it came into force for this party, or let it begin once all have signed."
                yield Problem(each.at(entry, "date"), message, mend)


def _begins(each: Recorded, entry: Entry) -> datetime.date | None:
    """Return the day on which the content that was approved comes into force; None for one it does not wait for."""
    signatory = each.signatories.get(entry.signer)
    if signatory is None or not signatory.required:
        return None
    said = each.protocol.text("in_force") if entry.digest == each.now else str(each.content(entry).get("in_force", ""))
    begins, joined = date(said), date(signatory.joined)
    return None if begins and joined and joined > begins else begins


def _in_time(each: Recorded, entry: Entry, begins: datetime.date) -> bool:
    own = (date(other.date) for other in each.approvals if other.signer == entry.signer)
    return any(on <= begins for on in own if on)


@rule(
    "SIGN019",
    "Recorded before what it follows",
    severity="warning",
    source="Good practice: a record in the order of time",
)
def before_what_it_follows(register: Register) -> Iterable[Problem]:
    """An entry is recorded after the entries that it follows.

    Why: a clock was wrong, or somebody set it back. What was signed first can then not be told from the times.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16, recorded: "2026-11-16T09:00:00Z"}
        - {what: reminded, party: trust, date: 2026-11-12, recorded: "2026-11-12T09:00:00Z"}

    Right: a few hours may lie between the clocks of two machines.

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16, recorded: "2026-11-16T09:00:00Z"}
        - {what: reminded, party: trust, date: 2026-11-16, recorded: "2026-11-16T08:00:00Z"}
    """
    for each in recorded(register):
        for entry in each.sound:
            before = [each.record.by_id[name] for name in entry.after if name in each.record.by_id]
            late = max((one for one in before), key=lambda one: one.text("recorded"), default=None)
            first, then = date(entry.text("recorded")[:10]), date(late.text("recorded")[:10]) if late else None
            if late and first and then and first + _DAY < then:
                message = f"{position(entry)} was recorded on {long_date(first)}, and follows one recorded on {long_date(then)}."
                mend = "Look whether the clock of the machine is right. Say in a note of the next entry what happened."
                yield Problem(
                    each.at(entry, "recorded"), message, mend, ((each.at(late, "recorded"), "it follows this one"),)
                )
