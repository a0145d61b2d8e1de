"""What the register has of a document: whether it is one that was kept, who signed its content, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from istoolkit.definitions.formats import long_date, same_version
from istoolkit.definitions.register import SIGNED, Protocol, Register
from istoolkit.definitions.schema import load
from istoolkit.documents.seal import Seal
from istoolkit.signoff.content import digest, digest_of
from istoolkit.signoff.entries import APPROVED, LEFT, REFUSED, WITHDRAWN, Entry
from istoolkit.signoff.record import record_of
from istoolkit.signoff.released.kept import DOCUMENTS, Manifest, is_whole, read_manifest, sum_of
from istoolkit.signoff.signatories import signatories
from istoolkit.signoff.standing import Standing, standing_of
from istoolkit.verifying.differing import Difference, differences, missing
from istoolkit.verifying.given import CannotRead, Given, given

ENDED = {
    "withdrawn": "The protocol was withdrawn.",
    "superseded": "The protocol was replaced.",
    "expired": "It expired on {}.",
}
"""The states in which a protocol is no longer in force, in words."""


@dataclass(frozen=True, eq=False)
class Held:
    """What the register has of a document.

    ``kept_as`` is the file that was kept and has the same bytes, "" where none has. ``put_out`` is the version under which
    its content was put out for signature, "" where it never was; ``released`` whether that version was signed off and kept.
    ``today`` says whether the definition still says the same. ``approvals`` are the signatures of this very content.
    ``original`` is the same kind of document as it was kept, or made again where ``original_name`` is "".
    """

    protocol: Protocol
    version: str
    standing: Standing
    digest: str
    kept_as: str
    put_out: str
    released: bool
    today: bool
    approvals: tuple[Entry, ...]
    original: Given | None = None
    original_name: str = ""

    @property
    def made_again(self) -> bool:
        """Whether the document to compare with was not kept but made again, as the register stands today."""
        return self.original is not None and not self.original_name

    @property
    def over(self) -> bool:
        """Whether another version is in force, or none is any more."""
        now = self.standing
        return now.state in ENDED or bool(now.in_force and not same_version(now.in_force, self.version))

    @property
    def agreed(self) -> bool:
        """Whether all who had to sign this content have signed it."""
        return self.released or (self.today and bool(self.standing.signed_on))


def held(register: Register, found: Given) -> Held | None:
    """Return what a register has of a document; None where it is of no protocol in it."""
    kept = _kept_file(register, found.sha256)
    seal = found.seal
    if kept is not None:
        protocol, manifest, path = kept
        return _held(register, protocol, manifest.digest, manifest.version, path, found)
    protocol_of = register.protocols.get(seal.protocol) if seal else None
    if seal is None or protocol_of is None:
        return None
    return _held(register, protocol_of, seal.digest, seal.version, "", found)


def _held(register: Register, protocol: Protocol, content: str, version: str, kept_as: str, found: Given) -> Held:
    put_out = _put_out(register, protocol, content, version)
    released = put_out in register.released.get(protocol.id, ()) and _manifest(register, protocol, put_out) is not None
    today = digest_of(register, protocol) == content
    name, original = _original(register, protocol, put_out, found) if released and not kept_as else ("", None)
    if original is None and not kept_as and today and found.format == "word" and found.seal and found.seal.kind:
        from istoolkit.verifying.made_again import made_again

        original = made_again(register, protocol, found.seal)
    return Held(
        protocol=protocol,
        version=put_out or version,
        standing=standing_of(register, protocol),
        digest=content,
        kept_as=kept_as,
        put_out=put_out,
        released=released,
        today=today,
        approvals=tuple(_approvals(register, protocol, content)),
        original=original,
        original_name=name,
    )


def _put_out(register: Register, protocol: Protocol, content: str, version: str) -> str:
    """Return the version under which a content was put out: the one the document names, or another with that content."""
    found = [name for name, kept in register.frozen.get(protocol.id, {}).items() if digest(kept) == content]
    return next((name for name in found if same_version(name, version)), found[-1] if found else "")


def _folder(register: Register, protocol: Protocol, version: str) -> Path:
    return register.root / protocol.id / SIGNED / version


def _manifest(register: Register, protocol: Protocol, version: str) -> Manifest | None:
    found = read_manifest(_folder(register, protocol, version)) if version else None
    return found if found is not None and is_whole(found, protocol.id, version) else None


def _manifests(register: Register) -> Iterator[tuple[Protocol, Manifest]]:
    for name, versions in register.released.items():
        for version in versions if name in register.protocols else ():
            manifest = _manifest(register, register.protocols[name], version)
            if manifest is not None:
                yield register.protocols[name], manifest


def _kept_file(register: Register, sha256: str) -> tuple[Protocol, Manifest, str] | None:
    """Return the protocol, the manifest and the path of a document that was kept with these bytes."""
    for protocol, manifest in _manifests(register):
        for path, known in manifest.files.items():
            if known == sha256 and path.startswith(f"{DOCUMENTS}/"):
                return protocol, manifest, f"{protocol.id}/{SIGNED}/{manifest.version}/{path}"
    return None


def _original(register: Register, protocol: Protocol, version: str, found: Given) -> tuple[str, Given | None]:
    """Return the file that was kept of the same kind of document, if it is still as it was kept.

    A draft has none: it says in other words where the protocol stands. A PDF does not say what kind it is: the PDF is taken
    from which it differs the least, or the Word file where no PDF was kept.
    """
    manifest, folder = _manifest(register, protocol, version), _folder(register, protocol, version)
    names = _papers(manifest, folder, ".pdf") if found.format == "pdf" else []
    names = names or _papers(manifest, folder, ".docx")
    kept = {path: each for path in names if (each := _read(folder / path)) is not None}
    fitting = [path for path, each in kept.items() if _is_kind(each.seal, found)]
    if len(fitting) > 1:
        fitting.sort(key=lambda path: len(compared(kept[path], found)))
    return (f"{protocol.id}/{SIGNED}/{version}/{fitting[0]}", kept[fitting[0]]) if fitting else ("", None)


def compared(kept: Given, found: Given) -> list[Difference]:
    """Return what differs in a file from one that was kept."""
    if found.format != "pdf":
        return differences(kept.words, found.words)
    if kept.format == "pdf":
        return differences(_lines(kept), _lines(found))
    return missing(kept.words, found.words)


def _lines(pages: Given) -> list[str]:
    lines = (" ".join(line.split()) for page in pages.words for line in page.splitlines())
    return [each for each in lines if each]


def _papers(manifest: Manifest | None, folder: Path, ending: str) -> list[str]:
    """Return the Word or PDF files that were kept and are as they were; not the copies with a digital signature."""
    names = [name for name in manifest.files if name.startswith(f"{DOCUMENTS}/")] if manifest else []
    papers = [name for name in names if name.endswith(ending) and not name.endswith(f"-signed{ending}")]
    return [name for name in papers if manifest and sum_of(folder / name) == manifest.files[name]]


def _read(path: Path) -> Given | None:
    try:
        return given(path)
    except CannotRead:
        return None


def _is_kind(kept: Seal | None, found: Given) -> bool:
    if kept is None or found.seal is None:
        return False
    same = (kept.kind, kept.title, kept.state) == (found.seal.kind, found.seal.title, found.seal.state)
    return same or (found.only_named and found.format == "pdf")


def _approvals(register: Register, protocol: Protocol, content: str) -> Iterator[Entry]:
    """Yield the approvals of a content that were not taken back, the oldest first."""
    last: dict[tuple[str, str], Entry] = {}
    for each in record_of(register, protocol).of(APPROVED, REFUSED, WITHDRAWN, LEFT):
        if each.fits() and (each.digest == content or each.what in (WITHDRAWN, LEFT)):
            last[each.signer] = each
    yield from (each for each in last.values() if each.is_approval)


def told_approval(register: Register, held_: Held, entry: Entry) -> str:
    """Return a signature in words: “Northvale Council: Amira Patel, Director, 1 December 2026, by e-mail”."""
    titles = {each.key: each.title for each in signatories(register, held_.protocol)}
    item = load("sign-off").fields["entries"].item
    ways = item.fields["method"].allowed if item else {}
    who = ", ".join(each for each in (entry.text("name"), entry.text("post")) if each) or "name not recorded"
    way = ways.get(entry.text("method"), entry.text("method"))
    conditions = f" Condition: {entry.text('conditions').rstrip('.')}." if entry.text("conditions") else ""
    title = titles.get(entry.signer, "/".join(each for each in entry.signer if each))
    return f"{title}: {who}, {long_date(entry.date)}{f' ({way})' if way else ''}.{conditions}"
