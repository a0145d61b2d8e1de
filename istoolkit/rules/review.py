"""REVW: a protocol is reviewed in time, in force when it may be, and no draft.

This part: reviews, the days on which it begins and ends, and drafts.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from istoolkit.definitions.formats import date, duration, is_version, later, to_be_confirmed, version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.bodies import period

_OFF_AFTER = datetime.timedelta(days=90)
_SOON = "90 days"
_CODE = "ICO data sharing code, “Review data sharing arrangements regularly”"
_DRAFT = re.compile(r"\bdraft\b", re.IGNORECASE)
_IS_DRAFT = re.compile(
    r"(?:(?:first|second|third|new|final|working) )?draft\b(?! (?:is |was )?(?:agreed|approved|adopted))"
)


class Due(NamedTuple):
    """A review that is due: of which protocol, on which day, and how long that is away; less than nothing once past."""

    protocol: Protocol
    day: datetime.date
    away: datetime.timedelta


def _due(register: Register) -> Iterator[Due]:
    for protocol in register.checked() if register.on else ():
        review = protocol.data.get("review")
        if isinstance(review, dict) and not _has_ended(register, protocol):
            last = str(review.get("last", "")) or protocol.text("in_force")
            day = date(later(last, str(review.get("every", ""))))
            if day and register.on:
                yield Due(protocol, day, day - register.on)


def _has_ended(register: Register, protocol: Protocol) -> bool:
    ends = date(protocol.text("expires"))
    return bool(ends and register.on and ends < register.on)


@rule("REVW001", "Review due soon", severity="warning", source=_CODE, of_today=True)
def due_soon(register: Register) -> Iterable[Problem]:
    """The next review is not due within the time that register.yaml sets under `review`, which is 90 days where it says
    nothing. It counts from the last review, or from the first day where there was none. Where reviews follow each other
    closely the warning comes half-way.

    Why: a review needs partners at one table. It is arranged before it is due.

    Wrong:

        review: {every: 12 months, last: 2026-03-01}

    Right:

        review: {every: 12 months, last: 2026-03-02}
    """
    ahead = duration(period(register, "review", _SOON)) or 0
    for protocol, day, away in _due(register):
        every = duration(str(protocol.data["review"].get("every"))) or 0
        hours = min(ahead, every // 2)
        if datetime.timedelta() <= away <= datetime.timedelta(hours=hours):
            message = f"The review is due on {day}."
            yield Problem(
                protocol.at("review"), message, "Hold it, and write under “last” the day on which it was held."
            )


@rule("REVW002", "Review overdue", source=_CODE, of_today=True)
def overdue(register: Register) -> Iterable[Problem]:
    """A review is held by the day on which it is due.

    Why: law, partners and systems change. Partners signed on the promise that someone would look again.

    Wrong:

        review: {every: 12 months, last: 2025-11-30}

    Right:

        review: {every: 18 months, last: 2025-11-30}
    """
    for protocol, day, away in _due(register):
        if -_OFF_AFTER <= away < datetime.timedelta():
            mend = "Hold it now. Write the day under “last”, and in the change log what changed or that nothing did."
            yield Problem(protocol.at("review"), f"The review was due on {day}.", mend)


@rule("REVW003", "Review so late that the protocol comes off the register", source=_CODE, of_today=True)
def off_the_register(register: Register) -> Iterable[Problem]:
    """A protocol whose review is more than 90 days overdue is no longer relied on.

    Why: nobody can say that what partners signed is still what they do.

    Wrong:

        review: {every: 12 months, last: 2025-09-01}

    Right:

        review: {every: 2 years, last: 2025-09-01}
    """
    for protocol, day, away in _due(register):
        if away < -_OFF_AFTER:
            message = (
                f"The review was due on {day}, more than 90 days ago. Partners can no longer rely on the protocol."
            )
            yield Problem(protocol.at("review"), message, "Review it now, or take it off the register.")


@rule("REVW004", "In force before it was agreed", severity="warning")
def before_approval(register: Register) -> Iterable[Problem]:
    """The first day on which a protocol applies is not before the oldest version in its change log. Versions below 1.0 are
    drafts and do not count.

    Why: until a version is agreed there is nothing that partners could have shared under.

    Wrong:

        changes:
        - {version: "1.0", date: 2026-12-02, summary: First version}
        - {version: "0.9", date: 2026-11-02, summary: For comment}

    Right:

        changes:
        - {version: "1.0", date: 2026-12-01, summary: First version}
        - {version: "0.9", date: 2026-11-02, summary: For comment}
    """
    for protocol in register.checked():
        begins = date(protocol.text("in_force"))
        agreed = list(_agreed(protocol))
        if begins and agreed and begins < min(agreed)[0]:
            day, index = min(agreed)
            number = protocol.entries("changes")[index][1]["version"]
            message = f"It is in force from {begins}, before its oldest version, {number}, was agreed on {day}."
            mend = "Mend the day, or add the version that was agreed before to the change log."
            related = ((protocol.at("changes", index), "the oldest version"),)
            yield Problem(protocol.at("in_force"), message, mend, related)


def _agreed(protocol: Protocol) -> Iterator[tuple[datetime.date, int]]:
    """Yield the day of each agreed version with its place in the log; nothing where one of them is not known."""
    found = []
    for index, each in protocol.entries("changes"):
        number, day = str(each.get("version")), date(str(each.get("date")))
        if to_be_confirmed(number) or day is None:
            return
        if is_version(number) and version(number) >= (1,):
            found.append((day, index))
    yield from found


@rule("REVW005", "Labelled draft though it is in force", severity="warning", of_today=True)
def still_draft(register: Register) -> Iterable[Problem]:
    """A protocol that is in force, in a version from 1.0 on, does not call itself a draft.

    Why: staff who read “draft” do not know whether they may share under it. Partners may say that they never agreed.

    Wrong:

        title: Early help hub (draft version 1.0)

    Right:

        title: Early help hub
        changes:
        - {version: "1.0", date: 2026-11-02, summary: First version with what partners said of the draft}
    """
    for protocol in register.checked():
        begins, number = date(protocol.text("in_force")), protocol.text("version")
        agreed = is_version(number) and version(number) >= (1,)
        if register.on and begins and begins <= register.on and agreed:
            yield from _draft(protocol, begins)


def _draft(protocol: Protocol, begins: datetime.date) -> Iterator[Problem]:
    for name in ("title", "reference"):
        if _DRAFT.search(protocol.text(name)):
            message = f"It calls itself a draft, and is in force from {begins}."
            yield Problem(protocol.at(name), message, "Take “draft” out, or give a later day from which it applies.")
    for index, each in protocol.entries("changes"):
        if each.get("version") == protocol.text("version") and _IS_DRAFT.match(str(each.get("summary")).casefold()):
            message = f"The change log calls version {each['version']} a draft, and it is in force from {begins}."
            yield Problem(
                protocol.at("changes", index, "summary"), message, "Say what changed in the version that was agreed."
            )


@rule("REVW006", "Protocol that has ended", of_today=True)
def ended(register: Register) -> Iterable[Problem]:
    """A protocol that ended is not in the register any more.

    Why: nothing may be shared under it, and staff who find it in the register will.

    Wrong:

        in_force: 2026-11-02
        expires: 2026-11-30

    Right:

        in_force: 2026-11-02
        expires: 2027-11-30
    """
    for protocol in register.checked():
        if _has_ended(register, protocol):
            message = f"It ended on {protocol.text('expires')}."
            yield Problem(
                protocol.at("expires"), message, "Agree a new version with a later day, or take it off the register."
            )


@rule("REVW007", "Protocol that soon ends", severity="warning", of_today=True)
def ends_soon(register: Register) -> Iterable[Problem]:
    """A protocol does not end within the next 90 days, or whatever register.yaml sets under `review`. Of one that lasts for a
    short time only the second half counts.

    Why: partners need the time to agree another, or to bring the sharing to an end and destroy what is no longer needed.

    Wrong:

        in_force: 2026-11-02
        expires: 2026-12-28

    Right:

        in_force: 2026-11-02
        expires: 2027-02-01
    """
    ahead = datetime.timedelta(hours=duration(period(register, "review", _SOON)) or 0)
    for protocol in register.checked():
        begins, ends = date(protocol.text("in_force")), date(protocol.text("expires"))
        if register.on and ends and register.on <= ends:
            whole = (ends - begins) / 2 if begins else ahead
            if ends - register.on <= min(ahead, whole):
                mend = (
                    "Agree a new version in time, or arrange how the sharing ends and what becomes of the information."
                )
                yield Problem(protocol.at("expires"), f"It ends on {ends}.", mend)


@rule("REVW008", "Review in the future", of_today=True)
def in_the_future(register: Register) -> Iterable[Problem]:
    """The day of the last review is past, or today.

    Why: a review that is yet to be held has found nothing. Written down as held it puts off the next one.

    Wrong:

        review: {every: 12 months, last: 2026-12-02}

    Right:

        review: {every: 12 months, last: 2026-12-01}
    """
    for protocol in register.checked():
        review = protocol.data.get("review")
        last = date(str(review.get("last"))) if isinstance(review, dict) else None
        if last and register.on and last > register.on:
            message = f"The last review is dated {last}, which is still to come."
            yield Problem(
                protocol.at("review", "last"), message, "Write the day on which it was held, not the next one."
            )
