"""SIGN: who agreed to exactly what.

This part: what was recorded late, at once on two branches, or with a wrong clock.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.recorded import Recorded, is_explained, recorded
from istoolkit.signoff import entries as happened
from istoolkit.signoff.chain import position
from istoolkit.signoff.deciding import follows
from istoolkit.signoff.entries import Entry

_ACCOUNTABLE = "UK GDPR Article 5(2) (accountability): whoever shares must be able to show what was agreed"
_ENDED = (happened.WITHDRAWN, happened.LEFT)
_ANSWERED = (happened.APPROVED, happened.REFUSED, happened.WITHDRAWN)
_DAY = datetime.timedelta(days=1)


@rule("SIGN031", "Approval from before it was withdrawn", source=_ACCOUNTABLE)
def before_withdrawal(register: Register) -> Iterable[Problem]:
    """An approval that is recorded after its signer withdrew, left or refused is of a later day.

    Why: an old approval that comes in again, with a list that is read twice or a signature that is sent twice, must not bring
    back what its signer has taken back. Whoever changes their mind signs anew, and that has its own day.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: withdrawn, party: trust, because: The board wants another reading, date: 2026-11-20}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}

    Right: it was signed anew. An approval of the same day says in a note why it counts.

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: withdrawn, party: trust, because: The board wants another reading, date: 2026-11-20}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-24}
    """
    for each in recorded(register):
        for place, entry, ended in _taken_back(each):
            if not is_explained(entry) and not _answered_since(each, place, entry):
                message = f"{position(entry)} was recorded after {position(ended)} and is not of a later day."
                mend = (
                    "It does not bring the approval back. Ask for a new one, with the day on which it is given,"
                    " or record the withdrawal again."
                )
                there = (each.at(ended, "date"), "it was taken back here")
                yield Problem(each.at(entry, "date"), message, mend, (there,))


def _taken_back(each: Recorded) -> Iterator[tuple[int, Entry, Entry]]:
    """Yield the approvals that come after a no of the same day or a later one: place, approval and the latest such no."""
    noes: dict[tuple[str, str], list[Entry]] = {}
    for place, entry in enumerate(each.sound):
        if entry.what in (*_ENDED, happened.REFUSED):
            noes.setdefault(entry.signer, []).append(entry)
        elif entry.is_approval:
            own = [*noes.get(entry.signer, ()), *noes.get(("", ""), ())]
            ended = max((no for no in own if _takes_back(no, entry)), key=lambda no: no.date, default=None)
            if ended is not None:
                yield place, entry, ended


def _takes_back(one: Entry, entry: Entry) -> bool:
    if one.what == happened.REFUSED:
        return one.digest == entry.digest and entry.date < one.date
    return one.what in _ENDED and entry.date <= one.date


def _answered_since(each: Recorded, place: int, entry: Entry) -> bool:
    """Whether its signer has answered again, on a later day: then nothing hangs on it any more."""
    own = (one for one in each.sound[place + 1 :] if one.signer == entry.signer and one.what in _ANSWERED)
    return any(one.date > entry.date and (one in each.standing or not one.is_approval) for one in own)


@rule("SIGN032", "Two answers that do not know of each other", severity="warning", source=_ACCOUNTABLE)
def two_answers(register: Register) -> Iterable[Problem]:
    """Where a party answered twice about one content and the answers differ, the later was recorded by someone who could see
    the earlier.

    Why: two people recorded at once, each on their own copy. The clock must not decide whether the party agreed. Until it is
    settled the refusal counts.

    Wrong: an approval and a refusal both follow the first entry.

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: refused, party: trust, because: The retention period is too long, date: 2026-11-17, branch: yes}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-18}

    Right: what holds was recorded anew, after both.

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: refused, party: trust, because: The retention period is too long, date: 2026-11-17}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-18}
    """
    for each in recorded(register):
        for one, other in _apart(each):
            message = f"{position(one)} and {position(other)} differ, and neither was recorded after the other."
            mend = "Ask the party which holds, and record that anew. Until then the refusal counts."
            yield Problem(
                each.at(other, "what"), message, mend, ((each.at(one, "what"), "the other answer stands here"),)
            )


def _apart(each: Recorded) -> Iterator[tuple[Entry, Entry]]:
    """Yield the answers that differ, two by two, of which neither follows the other and that no later answer has settled."""
    if not _has_branches(each):
        return
    answered: dict[tuple[tuple[str, str], str], list[Entry]] = {}
    for entry in each.of(*_ANSWERED):
        answered.setdefault((entry.signer, entry.digest), []).append(entry)
    for own in answered.values():
        for one, other in combinations(own, 2):
            if one.is_approval != other.is_approval and not _known(each, one, other, own):
                yield (one, other) if other.is_approval else (other, one)


def _known(each: Recorded, one: Entry, other: Entry, own: Sequence[Entry]) -> bool:
    """Whether one of two answers follows the other, or a third follows both."""
    record = each.record
    if follows(record, one, other) or follows(record, other, one):
        return True
    return any(follows(record, last, one) and follows(record, last, other) for last in own)


def _has_branches(each: Recorded) -> bool:
    """Whether two entries follow the same one, or none at all: only then can two not know of each other."""
    before = [each_name for entry in each.record.entries for each_name in entry.after or ("",)]
    return len(set(before)) < len(before)


@rule("SIGN033", "Recorded on a day that has not come", source=_ACCOUNTABLE, of_today=True)
def of_the_future(register: Register) -> Iterable[Problem]:
    """No entry was recorded after the day on which the register is looked at.

    Why: the clock of the machine was wrong. Whether a key was valid, and what was recorded first, is judged by that time.

    Wrong: looked at on 1 December 2026.

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16, recorded: "2027-05-16T09:00:00Z"}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16, recorded: "2026-11-16T09:00:00Z"}
    """
    on = register.on
    for each in recorded(register) if on else ():
        if on and (ahead := _ahead(each, on)):
            entry, written = ahead[0]
            more = f" So do {len(ahead) - 1} more." if len(ahead) > 1 else ""
            message = f"{position(entry)} carries the time of {long_date(written)}, and today is {long_date(on)}.{more}"
            mend = "Put the clock of the machine right. Then say in the note of an entry when it was really recorded."
            yield Problem(each.at(entry, "recorded"), message, mend)


def _ahead(each: Recorded, on: datetime.date) -> list[tuple[Entry, datetime.date]]:
    """Return the entries recorded after a day, with the day they carry; not those after which a note says what happened.

    A day more is let pass: it may be the next day elsewhere.
    """
    found: list[tuple[Entry, datetime.date]] = []
    for entry in each.sound:
        written = date(entry.text("recorded")[:10])
        if written and written > on + _DAY:
            found.append((entry, written))
        elif entry.text("note"):
            found.clear()
    return found
