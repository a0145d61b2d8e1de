"""What a change means for each organisation, put together for a reader: from which version, who signs again, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from istoolkit.definitions.formats import is_version, version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff.change.impact import Consequence, Impact, Need, assessed_impact
from istoolkit.signoff.change.in_words import Teller, Told
from istoolkit.signoff.change.titles import Titles
from istoolkit.signoff.content import Content, digest_of, read_content
from istoolkit.signoff.contents import contents_of
from istoolkit.signoff.deciding import contents, counting, deciding_entries
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.signatories import Signatory, signatories


class NoSuchVersion(Exception):
    """The version asked for was never put out for signature. The text says which were."""


@dataclass(frozen=True)
class Row:
    """One that signs: what it must do, and the rules because of which. ``signed`` is the version it signed last, "" for none.

    ``first`` says that it signs for the first time. ``ended`` is the withdrawal, leaving or refusal that came after its
    signature: then it must sign anew, whatever changed.
    """

    signatory: Signatory
    need: Need
    because: tuple[Consequence, ...]
    signed: str
    first: bool
    ended: Entry | None = None


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
    known = contents_of(register, protocol)
    signed = (each for each in reversed(counting(register, protocol)) if each.is_approval and each.digest in known)
    return next((known[each.digest].version for each in signed), "")


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
        rows=tuple(_rows(register, protocol, impact, everyone)),
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


def _rows(register: Register, protocol: Protocol, impact: Impact, everyone: bool) -> Iterator[Row]:
    """Yield what each must do. By which content it is judged is worked out once for each."""
    now = digest_of(register, protocol)
    decided = deciding_entries(register, protocol, now)
    approved = {each.signer: each for each in counting(register, protocol) if each.is_approval}
    known: dict[str, Impact | None] = {}
    for signatory in signatories(register, protocol):
        last = approved.get(signatory.key)
        entry = decided.get(signatory.key, last)
        if last is None or entry is None:
            yield Row(signatory, "sign", (), "", True)
        elif not entry.is_approval:
            yield Row(signatory, "sign", (), last.version, False, entry)
        elif entry.digest == now and not everyone:
            yield Row(signatory, "none", (), entry.version, False)
        else:
            if entry.digest not in known:
                known[entry.digest] = impact if everyone else _since(register, protocol, entry.digest)
            yield _row(signatory, entry, known[entry.digest])


def _since(register: Register, protocol: Protocol, content: str) -> Impact | None:
    """Return what follows from the changes since a content; None where it is not kept."""
    before = contents(register, protocol).get(content)
    return assessed_impact(register, protocol, before) if before is not None else None


def _row(signatory: Signatory, signed: Entry, found: Impact | None) -> Row:
    if found is None:
        return Row(signatory, "sign", (), signed.version, False)
    return Row(signatory, found.need(signatory.party), found.because(signatory.party), signed.version, False)
