"""Whether a content of a protocol is signed by everyone that must sign it, and since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from istoolkit.definitions.register import SIGNED, Protocol, Register, kept
from istoolkit.signoff.answers import Signature, answers, counting, requests
from istoolkit.signoff.deciding import contents, since_withdrawn
from istoolkit.signoff.signatories import OpenClass, classes_of, starts_with_all


@dataclass(frozen=True)
class Complete:
    """How far the signing of a content is.

    ``signed_on`` is the day on which it was complete: that of the last signature that was needed, and never before the
    content was first put out for signature; "" until then. ``asked_on`` is the day of that first request, "" where there
    is none; then it is not complete, even where everyone's earlier signature stands. ``advice`` says whether advice was
    asked for.
    """

    classes: tuple[OpenClass, ...]
    signed_on: str
    asked_on: str
    advice: bool


@kept
def complete(register: Register, protocol: Protocol, of: str) -> Complete:
    """Return how far the signing of the content with the digest ``of`` is, on the day looked at."""
    entries = since_withdrawn(counting(register, protocol))
    found = answers(register, protocol, of)
    classes = _classes(register, protocol, found, of)
    asked_on = min((each.date for each in requests(entries, of, "signature")), default="")
    day = _signed_on(found, classes) if asked_on else ""
    signed_on = _released_on(register, protocol, of) or max(day, asked_on) if day else ""
    return Complete(classes, signed_on, asked_on, bool(requests(entries, of, "advice")))


def _released_on(register: Register, protocol: Protocol, of: str) -> str:
    """Return the day of signing off that was kept when a content was released: it stays, whoever leaves afterwards."""
    from istoolkit.signoff.released.kept import is_whole, read_manifest

    for version in register.released.get(protocol.id, ()):
        found = read_manifest(register.root / protocol.id / SIGNED / version)
        if found is not None and found.digest == of and is_whole(found, protocol.id, version):
            return found.signed_on
    return ""


def _classes(register: Register, protocol: Protocol, found: Sequence[Signature], of: str) -> tuple[OpenClass, ...]:
    content = contents(register, protocol).get(of, {})
    known = classes_of(register, protocol, content)
    return tuple(_class(found, each, starts_with_all(content, each.party)) for each in known)


def _class(found: Sequence[Signature], known: OpenClass, all_must: bool) -> OpenClass:
    """Return a class with the members that are there by the record, and how many of them must sign.

    Where all must, those that join later need not, and a class without a list cannot be complete.
    """
    members = [each for each in found if each.signatory.party == known.party]
    if not all_must:
        return replace(known, members=len(members))
    needed = sum(each.signatory.required for each in members) if known.listed else 1
    return replace(known, members=len(members), needed=needed)


def _signed_on(found: Sequence[Signature], classes: Sequence[OpenClass]) -> str:
    """Return the day of the last signature that was needed, "" where one is still missing.

    Where none is needed, each takes part from its own signature, and the first counts.
    """
    given = {each.signatory.key: each.entry.date for each in found if each.counts and each.entry}
    required = [each.signatory.key for each in found if each.signatory.required]
    enough = [_first(given, each) for each in classes]
    short = any(len(days) < each.needed for days, each in zip(enough, classes, strict=True))
    if not given or short or any(key not in given for key in required):
        return ""
    days = [*(given[key] for key in required), *(days[-1] for days in enough if days)]
    return max(days) if days else min(given.values())


def _first(given: Mapping[tuple[str, str], str], known: OpenClass) -> list[str]:
    """Return the days of the first signatures of a class, as many as it needs."""
    return sorted(day for key, day in given.items() if key[0] == known.party)[: known.needed]
