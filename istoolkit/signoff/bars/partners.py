"""What stands against recording that a partner joined or left: the definition or the list of members says otherwise."""

from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import PROTOCOL, Protocol, Register
from istoolkit.signoff.bars.bar import Bar
from istoolkit.signoff.named import title_of


def of_joining(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> Iterator[Bar]:
    """Yield what stands against a partner's joining."""
    yield from _of_day(register, protocol, values, "joined", "joined")


def of_leaving(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> Iterator[Bar]:
    """Yield what stands against a partner's leaving."""
    yield from _of_day(register, protocol, values, "left" if values.get("member") else "withdrew", "left")


def _of_day(register: Register, protocol: Protocol, values: Mapping[str, Any], field: str, did: str) -> Iterator[Bar]:
    party, member = str(values.get("party", "")), str(values.get("member", ""))
    file, said = _said(register, protocol, party, member, field)
    day, who = str(values.get("date", "")), title_of(register, protocol, party, member)
    if said == day:
        return
    where = f"in the column “{field}” of {member}" if member else f"at the party {party}: {field}: {day}"
    if said:
        words = f"{file} says that {who} {did} on {long_date(said)}, and not on {long_date(day)}."
    else:
        words = f"{file} does not say that {who} {did}."
    write = f"Write {day} {where}, in {file}" if member else f"Write in {file} {where}"
    yield Bar(words, f"{write}. Then record it.")


def _said(register: Register, protocol: Protocol, party: str, member: str, field: str) -> tuple[str, str]:
    """Return the file that says it, and the day that it says; "" where it says none."""
    known = picture(register, protocol).parties.get(party)
    if known is None:
        return f"{protocol.id}/{PROTOCOL}", ""
    if not member:
        return f"{protocol.id}/{PROTOCOL}", known.text(field)
    file = known.text("members")
    rows = register.members_in(file)
    return file, next((each.get(field, "") for each in rows if each.get("id") == member), "")
