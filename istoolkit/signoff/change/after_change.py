"""What a change means for each organisation, put together for a reader: from which version, who signs again, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from istoolkit.definitions.formats import is_version, version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff.change.impact import Consequence, Impact, Need, assessed_impact
from istoolkit.signoff.change.in_words import Teller, Told
from istoolkit.signoff.change.titles import Titles
from istoolkit.signoff.content import Content, digest, digest_of, read_content
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.record import record_of
from istoolkit.signoff.signatories import Signatory, signatories


class NoSuchVersion(Exception):
    """The version asked for was never put out for signature. The text says which were."""


@dataclass(frozen=True)
class Row:
    """One that signs: what it must do, and the rules because of which. ``signed`` is the version it signed last, "" for none.

    ``first`` says that it signs for the first time.
    """

    signatory: Signatory
    need: Need
    because: tuple[Consequence, ...]
    signed: str
    first: bool


@dataclass(frozen=True)
class AfterChange:
    """What changed since a version, in words, and what follows for each organisation. ``left`` are those that are gone."""

    since: str
    version: str
    impact: Impact
    told: tuple[Told, ...]
    rows: tuple[Row, ...]
    left: tuple[str, ...]

    def those(self, *needs: Need, first: bool = False) -> tuple[Row, ...]:
        """Return those that must do one of some things; those that sign for the first time are asked for apart."""
        return tuple(each for each in self.rows if each.need in needs and each.first == first)

    @property
    def signs_again(self) -> bool:
        """Whether anybody that signed must sign again."""
        return bool(self.those("sign"))


def last_signed(register: Register, protocol: Protocol) -> str:
    """Return the version whose content most recently gathered a signature and is kept; "" where none is."""
    kept = _digests(register, protocol)
    signed = (each for each in reversed(record_of(register, protocol).entries) if each.is_approval and each.fits())
    return next((kept[each.digest] for each in signed if each.digest in kept), "")


def content_at(register: Register, protocol: Protocol, wanted: str) -> Content | None:
    """Return the content that was put out under a version; None where there is none or its file is damaged."""
    found = register.frozen.get(protocol.id, {}).get(wanted)
    return read_content(found) if found is not None else None


def after_change(register: Register, protocol: Protocol, since: str, *, everyone: bool = False) -> AfterChange:
    """Return what changed since a version and what follows for each organisation.

    One that signed another version since is judged by that version, unless ``everyone`` should be judged by this one.
    Raises NoSuchVersion.
    """
    before = content_at(register, protocol, since)
    if before is None:
        raise NoSuchVersion(_there_are(register, protocol, since))
    impact = assessed_impact(register, protocol, before)
    teller = Teller(before, impact.after)
    return AfterChange(
        since=since,
        version=protocol.text("version"),
        impact=impact,
        told=tuple(teller.tell(each.difference) for each in impact.consequences),
        rows=tuple(_rows(register, protocol, impact, since if everyone else "")),
        left=_left(impact),
    )


def _left(impact: Impact) -> tuple[str, ...]:
    was = Titles(impact.before)
    return tuple(was.of("party", name) for name in sorted(impact.left))


def _there_are(register: Register, protocol: Protocol, wanted: str) -> str:
    kept = sorted(register.frozen.get(protocol.id, {}), key=lambda each: version(each) if is_version(each) else ())
    if wanted in kept:
        return f"What was put out for signature as version {wanted} is damaged. See: istoolkit check {protocol.id}"
    if not kept:
        return f"No version of {protocol.id} was put out for signature yet."
    return f"Version {wanted} of {protocol.id} was not put out for signature. There are: {', '.join(kept)}."


def _digests(register: Register, protocol: Protocol) -> dict[str, str]:
    return {digest(content): name for name, content in register.frozen.get(protocol.id, {}).items()}


def _rows(register: Register, protocol: Protocol, impact: Impact, since: str) -> Iterator[Row]:
    entries = [each for each in record_of(register, protocol).entries if each.is_approval and each.fits()]
    known = {since: impact} if since else {}
    for signatory in signatories(register, protocol):
        own = [each for each in entries if each.signer == signatory.key]
        yield _row(register, protocol, signatory, own, known, since)


def _row(
    register: Register,
    protocol: Protocol,
    signatory: Signatory,
    own: Sequence[Entry],
    known: dict[str, Impact],
    since: str,
) -> Row:
    """Return what one must do. ``known`` keeps what follows from each version, to be worked out once."""
    if not own:
        return Row(signatory, "sign", (), "", True)
    digests = _digests(register, protocol)
    if not since and own[-1].digest == digest_of(register, protocol):
        return Row(signatory, "none", (), own[-1].version, False)
    name = since or digests.get(own[-1].digest, "")
    if name not in known and (before := content_at(register, protocol, name)) is not None:
        known[name] = assessed_impact(register, protocol, before)
    if name not in known:
        return Row(signatory, "sign", (), own[-1].version, False)
    found = known[name]
    return Row(signatory, found.need(signatory.party), found.because(signatory.party), own[-1].version, False)
