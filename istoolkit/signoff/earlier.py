"""The earlier version of a protocol that stays in force while a new one is drafted or signed."""

from istoolkit.definitions.formats import date, is_version, same_version, version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff.answers import answers
from istoolkit.signoff.complete import complete
from istoolkit.signoff.content import Content, digest, read_content


def version_in_force(register: Register, protocol: Protocol) -> str:
    """Return the newest earlier version that is signed off and applies on the day looked at; "" where there is none.

    It is signed off where everyone that must has signed it, as the record has it today, or where it was released and nobody
    that signs it has withdrawn since. A version whose last day is past, or whose first is not here yet, does not apply.
    """
    kept_contents = register.frozen.get(protocol.id, {})
    earlier = [each for each in kept_contents if is_version(each) and not same_version(each, protocol.text("version"))]
    for name in sorted(earlier, key=version, reverse=True):
        content = read_content(kept_contents[name])
        if content is not None and _applies(register, content) and _is_signed(register, protocol, name):
            return name
    return ""


def _applies(register: Register, content: Content) -> bool:
    said = content.get("protocol")
    own = said if isinstance(said, dict) else {}
    begins, ends = date(str(own.get("in_force", ""))), date(str(own.get("expires", "")))
    return (
        register.on is not None and begins is not None and begins <= register.on and not (ends and ends < register.on)
    )


def _is_signed(register: Register, protocol: Protocol, name: str) -> bool:
    of = digest(register.frozen[protocol.id][name])
    if complete(register, protocol, of).signed_on:
        return True
    taken_back = any(each.answer == "withdrawn" for each in answers(register, protocol, of) if each.signatory.required)
    return name in register.released.get(protocol.id, ()) and not taken_back
