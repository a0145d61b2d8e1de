"""What the register has of a document: whether it is one that was kept, who signed its content, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from istoolkit.definitions.formats import same_version
from istoolkit.definitions.register import SIGNED, Protocol, Register
from istoolkit.documents.seal import Seal
from istoolkit.signoff.complete import complete
from istoolkit.signoff.content import digest, digest_of
from istoolkit.signoff.contents import all_contents
from istoolkit.signoff.deciding import is_damaged, subject
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.released.kept import DOCUMENTS, Manifest, is_whole, read_manifest, sum_of
from istoolkit.signoff.released.vouched import vouched
from istoolkit.signoff.standing import Standing, standing_of
from istoolkit.verifying.differing import Difference, differences, missing
from istoolkit.verifying.given import CannotRead, Given, given
from istoolkit.verifying.signers import approvals, taken_back, title_of

ENDED = {
    "withdrawn": "The protocol was withdrawn.",
    "superseded": "The protocol was replaced.",
    "expired": "It expired on {}.",
}
"""The states in which a protocol is no longer in force, in words."""


Damage = Literal["", "record", "list", "unrecorded"]
"""Why a register proves nothing of a version: its record of sign-off is damaged; the list of what was kept was changed since
the release; or the record does not say that it was released."""


@dataclass(frozen=True, eq=False)
class Held:
    """What the register has of a document.

    ``kept_as`` is the file that was kept and has the same bytes, "" where none has. ``put_out`` is the version under which
    its content was put out for signature, "" where it never was; ``released`` whether that version was signed off and kept.
    ``today`` says whether the definition still says the same, ``about`` whether ``standing`` is that of this content, which
    stays so where the definition changed under its version. ``approvals`` are the signatures of this very content, and
    ``taken_back`` the withdrawals and leavings since of those that signed it. ``title`` is what it calls the protocol.
    ``complete`` tells whether all who must sign it have, and still agree. ``damage`` is why the register proves nothing of it, "" where it does. ``later`` are documents made of it since it was
    released.
    ``original`` is the same kind of document as it was kept, or made again where ``original_name`` is "". ``then`` is
    the same document as it was while not all had signed, where the file is a copy of that.
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
    then: Given | None = None
    title: str = ""
    taken_back: tuple[Entry, ...] = ()
    damage: Damage = ""
    about: bool = False
    complete: bool = False
    later: tuple[Given, ...] = ()

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
        return self.released or self.complete

    @property
    def given_up(self) -> bool:
        """Whether one that had to sign this content, and did, has taken that back since."""
        return bool(self.taken_back) and not self.complete


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
    manifest = _manifest(register, protocol, put_out)
    released = manifest is not None and manifest.digest == content
    today = digest_of(register, protocol) == content
    name, original = _original(register, protocol, put_out, found) if released and not kept_as else ("", None)
    later: tuple[Given, ...] = ()
    if original is not None and compared(original, found):
        same, later = _later(register, protocol, put_out, found)
        name, original = (name, original) if same is None else ("", same)
    if original is None and not kept_as and today and found.format == "word" and found.seal and found.seal.kind:
        from istoolkit.verifying.made_again import made_again

        original = made_again(register, protocol, found.seal)
    then = None
    if found.says_draft and original is None and not kept_as and put_out and (released or today):
        from istoolkit.verifying.as_put_out import as_put_out

        then = as_put_out(register, protocol, put_out, content, _manifest(register, protocol, put_out), found)
    return Held(
        protocol=protocol,
        version=put_out or version,
        standing=standing_of(register, protocol),
        digest=content,
        kept_as=kept_as,
        put_out=put_out,
        released=released,
        today=today,
        approvals=approvals(register, protocol, content),
        title=title_of(register, protocol, content),
        taken_back=taken_back(register, protocol, content),
        damage=_damage(register, protocol, put_out, released),
        about=subject(register, protocol) == content,
        complete=bool(put_out and complete(register, protocol, content).signed_on),
        later=later,
        original=original,
        original_name=name,
        then=then,
    )


def _damage(register: Register, protocol: Protocol, version: str, released: bool) -> Damage:
    """Return why nothing of a version is proven."""
    if is_damaged(register, protocol):
        return "record"
    said = vouched(register, protocol, version) if version else "whole"
    if said == "unrecorded":
        return "unrecorded" if released else ""
    return "" if said == "whole" else "list"


def _later(
    register: Register, protocol: Protocol, version: str, found: Given
) -> tuple[Given | None, tuple[Given, ...]]:
    """Return the document with the same words that the register made since the release, and all that were made to find it."""
    from istoolkit.verifying.since_released import since_released

    manifest = _manifest(register, protocol, version)
    return since_released(register, protocol, manifest, found) if manifest else (None, ())


def _put_out(register: Register, protocol: Protocol, content: str, version: str) -> str:
    """Return the version under which a content was put out: the one the document names, or another with that content."""
    found = [each.version for each in all_contents(register, protocol) if digest(each.content) == content]
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


def moved_on(has: Held, found: Given, changed: list[Difference]) -> bool:
    """Whether a document is as it was made, and differs from the one kept only in what says where the protocol stands.

    Those are the paragraphs in which documents that the register made since the release differ from it.
    """
    original = has.original
    if original is None or not found.is_as_made or not has.later:
        return False
    moving = {each.old for made in has.later for each in compared(original, made)}
    return bool(changed) and all(each.old in moving for each in changed)


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
