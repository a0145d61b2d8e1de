"""What stands against recording something of the protocol as a whole: that it was confirmed without change, or replaced."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import FORMATS, is_version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff.bars.bar import Bar
from istoolkit.signoff.content import digest_of
from istoolkit.signoff.standing import STATES, standing_of
from istoolkit.words import did_you_mean

_SUCCESSOR = re.compile(r"(\S+)(?: (\S+))?\Z")


def of_reconfirming(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> Iterator[Bar]:
    """Yield what stands against confirming a protocol without change: it changed, or it was never agreed."""
    now = standing_of(register, protocol)
    if values.get("digest") != digest_of(register, protocol):
        mend = f"Who must sign again: istoolkit impact {protocol.id}"
        yield Bar(f"The protocol has changed since version {values.get('version')} was signed.", mend)
    elif not now.agreed and now.state != "expired":
        words = f"The protocol is not agreed: {STATES[now.state].lower()}."
        yield Bar(words, f"What is missing: istoolkit status {protocol.id}")


def of_replacing(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> Iterator[Bar]:
    """Yield what stands against saying that a protocol was replaced: by itself, or by one that is not known."""
    successor = str(values.get("successor", ""))
    found = _SUCCESSOR.match(successor)
    name, version = (found[1], found[2] or "") if found else ("", "")
    if name == protocol.id or is_version(successor):
        words = (
            "A new version of the same protocol takes the place of the one before by itself, once everyone has signed."
        )
        yield Bar(words, f"Nothing needs to be recorded. See: istoolkit status {protocol.id}")
    elif FORMATS["id"].fits(name) and (not version or is_version(version)) and name not in register.all_ids:
        guess = did_you_mean(name, register.all_ids) or "Where it is in another register, write its full title."
        yield Bar(f"There is no protocol “{name}” in this register.", guess)
