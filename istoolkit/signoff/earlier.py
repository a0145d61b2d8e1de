"""The earlier version of a protocol that stays in force while a new one is drafted or signed."""

from collections.abc import Sequence

from istoolkit.definitions.formats import date, is_version, same_version, version
from istoolkit.definitions.names import party_name
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.things import PROCESSORS
from istoolkit.signoff import entries as happened
from istoolkit.signoff.content import Content, digest, read_content
from istoolkit.signoff.entries import Entry


def version_in_force(register: Register, protocol: Protocol, entries: Sequence[Entry]) -> str:
    """Return the newest earlier version that was signed off and applies on the day looked at; "" where there is none.

    It was signed off where it was released, or where every party of it that is one organisation has approved it. A version
    whose last day is past, or whose first is not here yet, does not apply.
    """
    kept_contents = register.frozen.get(protocol.id, {})
    earlier = [each for each in kept_contents if is_version(each) and not same_version(each, protocol.text("version"))]
    for name in sorted(earlier, key=version, reverse=True):
        content = read_content(kept_contents[name])
        if content is not None and _applies(register, content):
            released = name in register.released.get(protocol.id, ())
            if released or _is_signed(content, digest(kept_contents[name]), entries):
                return name
    return ""


def _applies(register: Register, content: Content) -> bool:
    said = content.get("protocol")
    own = said if isinstance(said, dict) else {}
    begins, ends = date(str(own.get("in_force", ""))), date(str(own.get("expires", "")))
    return (
        register.on is not None and begins is not None and begins <= register.on and not (ends and ends < register.on)
    )


def _is_signed(content: Content, name: str, entries: Sequence[Entry]) -> bool:
    about = [each for each in entries if each.digest == name and not each.signer[1]]
    decided = {each.signer[0]: each.is_approval for each in about if each.what in _DECIDED}
    wanted = _signing(content)
    return bool(wanted) and all(decided.get(each, False) for each in wanted)


_DECIDED = (happened.APPROVED, happened.REFUSED, happened.WITHDRAWN)


def _signing(content: Content) -> list[str]:
    """Return the parties of a content that are one organisation and sign, as ``signatories`` chooses them."""
    own = content.get("protocol")
    parties = own.get("parties", []) if isinstance(own, dict) else []
    signing = (each for each in parties if each.get("signed_by") or each.get("role") not in PROCESSORS)
    return [party_name(each) for each in signing if not each.get("class")]
