"""SIGN: who agreed to exactly what.

This part: the record and the definition say the same of who joined and who left.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import PROTOCOL, Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.recorded import Recorded, recorded
from istoolkit.signoff import entries as happened
from istoolkit.signoff.chain import position
from istoolkit.signoff.entries import Entry

_CODE = "ICO data sharing code of practice (who the parties to an agreement are)"


@rule("SIGN037", "Record and definition disagree on who left or joined", source=_CODE)
def disagree(register: Register) -> Iterable[Problem]:
    """The day on which the record says that a party or member left or joined is the day that the definition, or the list of
    members, has for it.

    Why: partners read the definition. One that has left on record alone is still named as a party, and one that is named again
    is asked for its signature. Until both say it, the protocol waits for the signature of the party.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: left, party: schools, member: oak-primary, because: It closed, date: 2026-11-20}

    Right: the list of members has the day.

        # members/schools.csv
        id,name,joined,left
        oak-primary,Oak Primary School,2026-10-01,2026-11-20
        birch-high,Birch High School,2026-12-01,
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: left, party: schools, member: oak-primary, because: It closed, date: 2026-11-20}
    """
    for each in recorded(register):
        yield from _left_in_silence(register, each)
        for entry in _last_of_each(each):
            said = _said(register, each, entry)
            if said is not None and said.day != entry.date:
                what = f"says {long_date(said.day)}" if date(said.day) else "does not say so"
                message = f"{position(entry)}, and {said.file} {what}."
                mend = f"Write {entry.date} {said.where} in {said.file}. If the entry is wrong, record what holds: istoolkit sign-off {_OTHER[entry.what]} {each.protocol.id}"
                yield Problem(each.at(entry, "date"), message, mend)


_ANEW = (happened.REQUESTED, happened.APPROVED)
_OTHER = {happened.LEFT: "join", happened.JOINED: "leave"}


def _left_in_silence(register: Register, each: Recorded) -> Iterator[Problem]:
    """Yield the parties that the definition says have left, and of which the record has an answer and no leaving."""
    answered = {entry.signer[0]: entry for entry in each.of(happened.APPROVED, happened.REFUSED, happened.WITHDRAWN)}
    left = {entry.signer[0] for entry in each.of(happened.LEFT)}
    for name, party in picture(register, each.protocol).parties.items():
        day = party.day("withdrew")
        if name in answered and name not in left and day and (register.on is None or day < register.on):
            message = f"The definition says that {party.title} left on {long_date(day)}, and the record of sign-off does not. {position(answered[name])}."
            mend = f"Record it: istoolkit sign-off leave {each.protocol.id} --for {name} --date {day}"
            yield Problem(party.at("withdrew"), message, mend)


def _last_of_each(each: Recorded) -> Iterator[Entry]:
    """Yield the last that was recorded of the coming or going of each, where it was not asked to sign again after it left."""
    last: dict[tuple[str, str], Entry] = {}
    for entry in each.sound:
        if entry.what in _OTHER:
            last[entry.signer] = entry
        elif entry.what in _ANEW and entry.signer in last and last[entry.signer].what == happened.LEFT:
            del last[entry.signer]
    yield from last.values()


class _Said(NamedTuple):
    """What the definition or the list of members says: in which file, of which field, in words, and the day."""

    file: str
    where: str
    day: str


def _said(register: Register, each: Recorded, entry: Entry) -> _Said | None:
    """Return what is said of the coming or going of the signer of an entry; None where it is not named any more."""
    party, member = entry.signer
    here = picture(register, each.protocol).parties.get(party)
    if here is None:
        return None
    if not member:
        field = "withdrew" if entry.what == happened.LEFT else "joined"
        return _Said(f"{each.protocol.id}/{PROTOCOL}", f"under “{field}” at the party {party}", here.text(field))
    rows = register.members_in(here.text("members"))
    row = next((one for one in rows if one.get("id") == member), None)
    field = "left" if entry.what == happened.LEFT else "joined"
    return (
        None if row is None else _Said(here.text("members"), f"in the column “{field}” of {member}", row.get(field, ""))
    )
