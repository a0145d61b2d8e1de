"""Whether what a protocol says is agreed on the day looked at: it, what it rests on, and by the member that is asked for."""

from collections.abc import Iterator, Sequence
from itertools import chain

from istoolkit.definitions.register import SIGNED, Protocol, Register, kept
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.exchanges import Exchange
from istoolkit.documents.matrix.naming import Meant
from istoolkit.documents.matrix.said import title_of
from istoolkit.documents.status import has_record, stamp_of, status_of
from istoolkit.signoff.standing import Signature, standing_of
from istoolkit.words import small


@kept
def is_agreed(register: Register, protocol: Protocol) -> bool:
    """Whether a protocol is signed by all who must sign it, and every one above it has a version in force."""
    return stamp_of(register, protocol).agreed and not list(_open_above(register, protocol))


def is_bound(register: Register, each: Exchange, giver: Meant, receiver: Meant) -> bool:
    """Whether an exchange may happen by what is agreed: its protocol is, and the members asked for have signed it.

    Where those at an end sign one by one, at least one of them must have.
    """
    protocol = register.protocols[each.protocol]
    members = (
        _signatures(register, protocol, giver, each.sender),
        _signatures(register, protocol, receiver, each.recipient),
    )
    some = all(_some_signed(register, protocol, end.name) for end in (each.sender, each.recipient))
    return is_agreed(register, protocol) and some and all(one.counts for one in chain.from_iterable(members))


def told_of(
    register: Register, protocol: Protocol, found: Sequence[Exchange], giver: Meant, receiver: Meant
) -> Iterator[str]:
    """Yield what is to be known of where a protocol stands beside its state, for those at the ends of some exchanges."""
    status = status_of(register, protocol)
    if status.earlier:
        kept_at = f"{protocol.id}/{SIGNED}/{status.earlier}"
        yield f"Version {status.earlier} is in force until then. Read it as it was signed: {kept_at}."
    yield from _open_above(register, protocol)
    named = {end.name for each in found for end in (each.sender, each.recipient)}
    asked = [(giver, each.sender) for each in found] + [(receiver, each.recipient) for each in found]
    of_members = [one for who, end in asked for one in _signatures(register, protocol, who, end)]
    yield from dict.fromkeys(map(_signed, of_members))
    apart = {one.signatory.party for one in of_members}
    for each in status.classes:
        if each.party in named - apart and not _all_signed(register, protocol, each.party):
            yield f"{each.title}: {small(each.words)} Ask whether the one you share with is among them."


def _open_above(register: Register, protocol: Protocol) -> Iterator[str]:
    """Yield each protocol above one that has no version in force, with where it stands."""
    for above in register.above(protocol):
        stamp = stamp_of(register, above)
        in_force = has_record(register, above) and standing_of(register, above).in_force
        if not stamp.agreed and not in_force:
            yield f"It rests on {title_of(above)}, which is not agreed: {small(stamp.words)}."


def _signatures(register: Register, protocol: Protocol, asked: Meant, end: End) -> list[Signature]:
    """Return what the record has of the signatures of the member that is asked for, as one of the class at an end."""
    rows = asked.members.get((protocol.id, end.name), ())
    if not rows or not has_record(register, protocol):
        return []
    keys = {(end.name, each.id) for each in rows}
    return [each for each in standing_of(register, protocol).signatures if each.signatory.key in keys]


def _some_signed(register: Register, protocol: Protocol, party: str) -> bool:
    """Whether one of those who sign for a party has signed; so too where nobody signs for it."""
    if not has_record(register, protocol):
        return True
    found = [each for each in standing_of(register, protocol).signatures if each.signatory.party == party]
    return not found or any(each.counts for each in found)


def _all_signed(register: Register, protocol: Protocol, party: str) -> bool:
    members = [each for each in standing_of(register, protocol).signatures if each.signatory.party == party]
    return bool(members) and all(each.counts for each in members)


def _signed(one: Signature) -> str:
    return f"{one.signatory.title} has {'' if one.counts else 'not '}signed it."
