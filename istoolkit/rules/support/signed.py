"""What rules ask of the versions of a protocol that were put out for signature or signed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from istoolkit.definitions.formats import is_version, version
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.signoff.change.impact import Impact, assessed_impact
from istoolkit.signoff.change.in_words import Teller
from istoolkit.signoff.change.reach import Sharing
from istoolkit.signoff.change.titles import Titles, few
from istoolkit.signoff.content import digest, digest_of, read_content
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.record import record_of
from istoolkit.signoff.standing import standing_of

_OUTSIDE = ("law", "organisations", "names", "above")
"""The parts of a content that are not written in the protocol or its assessment."""

_FIRST = 3
"""How many changes a message tells of."""


class Changed(NamedTuple):
    """A version that was put out for signature and now says something else. ``approvals`` are those of what it said."""

    protocol: Protocol
    version: str
    approvals: int
    impact: Impact


@kept
def changed(register: Register) -> tuple[Changed, ...]:
    """Return the protocols whose version was put out for signature with another content than today's."""
    return tuple(each for protocol in register.understood() for each in _changed(register, protocol))


def _changed(register: Register, protocol: Protocol) -> Iterator[Changed]:
    name = protocol.text("version")
    content = register.frozen.get(protocol.id, {}).get(name)
    if content is None or digest(content) == digest_of(register, protocol):
        return
    before = read_content(content)
    if before is not None and any(each.digest == digest(content) for each in record_of(register, protocol).entries):
        signed = sum(each.digest == digest(content) for each in approvals(register, protocol))
        yield Changed(protocol, name, signed, assessed_impact(register, protocol, before))


def approvals(register: Register, protocol: Protocol) -> list[Entry]:
    """Return the approvals in the record of a protocol that are not damaged, the oldest first."""
    return [each for each in record_of(register, protocol).entries if each.is_approval and each.fits()]


def has_ended(register: Register, protocol: Protocol) -> bool:
    """Whether a protocol was withdrawn or replaced as a whole."""
    return standing_of(register, protocol).state in ("withdrawn", "superseded")


def newest(versions: Iterable[str], below: str = "") -> str:
    """Return the newest of some versions, or the newest that is older than one; "" where there is none."""
    known = [each for each in versions if is_version(each) and (not below or version(each) < version(below))]
    return max(known, key=version, default="")


def is_only_outside(impact: Impact) -> bool:
    """Whether all that changed is written elsewhere, such as in the law, and nobody signs again because of it."""
    parts = {each.difference.where.partition("[")[0].partition(".")[0] for each in impact.consequences}
    return parts <= set(_OUTSIDE) and not any(each.sign for each in impact.consequences)


def first_changes(impact: Impact) -> str:
    """Return the first changes that mean something, each as a sentence, and how many more there are."""
    teller = Teller(impact.before, impact.after)
    heard = [each for each in impact.in_meaning if each.rule.id != "party-gone"] or list(impact.in_meaning)
    told = [teller.tell(each.difference).sentence for each in heard[:_FIRST]]
    more = len(heard) - len(told)
    return " ".join([*told, *([f"And {more} more."] if more else [])])


def who_signs(impact: Impact) -> str:
    """Return who signs again, as a sentence."""
    titles = Titles(impact.after)
    signing = frozenset[str]().union(*(each.sign for each in impact.consequences))
    again = (each for each in Sharing(impact.after).parties if each in signing - impact.joined)
    names = [titles.of("party", each) for each in again]
    if not names:
        return "Nobody signs again."
    return f"{few(names)} {'signs' if len(names) == 1 else 'sign'} again."
