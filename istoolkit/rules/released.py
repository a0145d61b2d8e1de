"""SIGN: who agreed to exactly what.

This part: a version that was signed off never changes.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from istoolkit.definitions.formats import is_version
from istoolkit.definitions.reader import read
from istoolkit.definitions.register import MANIFEST, SIGN_OFF, SIGNED, Protocol, Register, kept
from istoolkit.finding import Place, Problem, Spot
from istoolkit.rules import rule
from istoolkit.signoff.chain import position
from istoolkit.signoff.entries import RELEASED, Entry
from istoolkit.signoff.record import entries_in, record_of, spot_of
from istoolkit.signoff.released.kept import Difference, Manifest, differences, is_whole, read_manifest, sum_of
from istoolkit.signoff.released.vouched import released_entry

_BACK = "Take it back as it was from where it is kept safe, such as git: git checkout REVISION -- {}"


class _Version(NamedTuple):
    """A version that was released: its folder as seen from the register, its manifest and what is not as it was."""

    protocol: Protocol
    version: str
    folder: str
    manifest: Manifest | None
    differences: tuple[Difference, ...]


@kept
def _versions(register: Register) -> tuple[_Version, ...]:
    """Return the released versions of the protocols that were asked for. Files are read only where there is one."""
    named = ((each, version) for each in register.checked() for version in register.released.get(each.id, ()))
    return tuple(_looked_through(register.root, each, version) for each, version in named)


def _looked_through(root: Path, protocol: Protocol, version: str) -> _Version:
    folder = f"{protocol.id}/{SIGNED}/{version}"
    manifest = read_manifest(root / folder)
    if manifest is None or not is_whole(manifest, protocol.id, version):
        return _Version(protocol, version, folder, None, ())
    return _Version(protocol, version, folder, manifest, tuple(differences(root / folder, manifest)))


def _of(register: Register, became: str) -> Iterator[tuple[_Version, str]]:
    """Yield the files that became something, each with its version and its path in the register."""
    for each in _versions(register):
        yield from ((each, f"{each.folder}/{one.path}") for one in each.differences if one.became == became)


def _at(file: str) -> Place:
    return Place(file, 1, 1, 1, 1)


@rule("SIGN040", "A file of a signed version was changed")
def changed(register: Register) -> Iterable[Problem]:
    """What was kept when a version was signed off stays as it was, to the byte.

    Why: partners signed exactly that. Where a file of it changes afterwards, nobody can show any longer what they agreed to.
    A new wording is a new version.

    Wrong:

        # hub/signed/kept.yaml
        changed: definition/hub/protocol.yaml

    Right:

        # hub/signed/kept.yaml
        changed: nothing
    """
    for each, file in _of(register, "changed"):
        message = f"This file was kept when version {each.version} was signed off, and it was changed since."
        yield Problem(_at(file), message, _BACK.format(file))


@rule("SIGN041", "A file of a signed version is missing")
def missing(register: Register) -> Iterable[Problem]:
    """What was kept when a version was signed off stays there, every file of it.

    Why: the folder of a version is the proof of what was agreed. Without one of its files it proves less, or nothing.

    Wrong:

        # hub/signed/kept.yaml
        missing: documents/hub-1.0-protocol.docx

    Right:

        # hub/signed/kept.yaml
        missing: nothing
    """
    for each, file in _of(register, "missing"):
        message = f"{file} was kept when version {each.version} was signed off, and is gone."
        yield Problem(_at(f"{each.folder}/{MANIFEST}"), message, _BACK.format(file))


@rule("SIGN042", "A file was added to a signed version")
def added(register: Register) -> Iterable[Problem]:
    """Nothing is added to what was kept when a version was signed off, but for signed papers in its folder “evidence”.

    Why: whoever opens the folder takes what lies in it for what was signed.

    Wrong:

        # hub/signed/kept.yaml
        added: documents/hub-1.0-protocol-new.docx

    Right:

        # hub/signed/kept.yaml
        added: evidence/birch-signed.pdf
    """
    for each, file in _of(register, "added"):
        message = f"This file was added after version {each.version} was signed off."
        yield Problem(_at(file), message, "Move it elsewhere. Signed papers that come in later belong into “evidence”.")


@rule("SIGN043", "The list of a signed version is damaged")
def damaged(register: Register) -> Iterable[Problem]:
    """The list of what was kept of a version, manifest.json, can be read, and is that of its protocol, version and content.

    Why: without it nobody can tell whether the files are those that were kept.

    Wrong:

        # hub/signed/kept.yaml
        damaged: yes

    Right:

        # hub/signed/kept.yaml
        damaged: no
    """
    for each in _versions(register):
        if each.manifest is None:
            file = f"{each.folder}/{MANIFEST}"
            message = (
                f"This is not the list of what was kept of version {each.version}: it is damaged, or that of another."
            )
            yield Problem(_at(file), message, _BACK.format(file))


@rule("SIGN044", "An entry is gone from the record of sign-off")
def gone(register: Register) -> Iterable[Problem]:
    """What the record of sign-off said when a version was signed off, it still says: entries are only ever added.

    Why: the record shows who agreed. An entry that is taken out of it takes somebody's signature away.

    Wrong:

        # hub/signed/kept.yaml
        record: without its last entry

    Right:

        # hub/signed/kept.yaml
        record: whole
    """
    for each in _versions(register):
        now = {entry.id for entry in record_of(register, each.protocol).entries}
        for number, entry in enumerate(_entries_kept(register.root, each), 1):
            if entry not in now:
                message = (
                    f"Entry {number} of the record, kept when version {each.version} was signed off, is gone from it."
                )
                mend = f"Take it over again from {each.folder}/{SIGN_OFF}."
                yield Problem(_at(f"{each.protocol.id}/{SIGN_OFF}"), message, mend)


@rule("SIGN045", "The list of a signed version is not the one that was recorded")
def other_list(register: Register) -> Iterable[Problem]:
    """The list of what was kept of a version, manifest.json, is the one that was recorded when the version was signed off: its
    SHA-256 is the digest in the entry of the record.

    Why: whoever changes a file of a version could mend its digest in the list as well. The record shows it.

    Wrong: another list was put in its place.

        # hub/signed/kept.yaml
        list: another

    Right:

        # hub/signed/kept.yaml
        list: as it was recorded
    """
    for protocol, entry in _recorded(register):
        file = f"{protocol.id}/{SIGNED}/{entry.version}/{MANIFEST}"
        path = register.root / file
        if read_manifest(path.parent) is not None and sum_of(path) != entry.text("evidence", "sha256"):
            message = f"This is not the list that was recorded. {position(entry)} names another."
            yield Problem(_at(file), message, _BACK.format(file), (_there(protocol, entry),))


@rule("SIGN046", "The list of a signed version is gone")
def list_gone(register: Register) -> Iterable[Problem]:
    """Where the record says that a version was signed off and kept, the list of what was kept, manifest.json, is there.

    Why: without it the version looks as if it was never signed off, and nothing shows whether its files are those that were kept.

    Wrong:

        # hub/signed/kept.yaml
        list: gone

    Right:

        # hub/signed/kept.yaml
        list: as it was recorded
    """
    for protocol, entry in _recorded(register):
        file = f"{protocol.id}/{SIGNED}/{entry.version}/{MANIFEST}"
        if not (register.root / file).is_file():
            message = f"{position(entry)}, and {file} is gone."
            yield Problem(spot_of(protocol, entry), message, _BACK.format(file))


@rule("SIGN047", "Signed version that the record does not name")
def not_recorded(register: Register) -> Iterable[Problem]:
    """The record of sign-off says of each version that was kept when it was released, and with which list of files.

    Why: without that entry nothing shows whether the list, manifest.json, is still the one of that day.

    Wrong: the entry was taken out.

        # hub/signed/kept.yaml
        list: not recorded

    Right:

        # hub/signed/kept.yaml
        list: as it was recorded
    """
    for protocol in register.checked() if register.sign_offs else ():
        for version in register.released.get(protocol.id, ()):
            file = f"{protocol.id}/{SIGNED}/{version}/{MANIFEST}"
            if protocol.id in register.sign_offs and released_entry(register, protocol, version) is None:
                message = f"No entry of the record says that version {version} was released with this list."
                mend = f"Where an entry is gone, take {protocol.id}/{SIGN_OFF} back from git. Where the release broke off, give istoolkit release {protocol.id} again."
                yield Problem(_at(file), message, mend)


def _recorded(register: Register) -> Iterator[tuple[Protocol, Entry]]:
    """Yield the first entry about each version that was released, which alone counts, with its protocol."""
    for protocol in register.checked() if register.sign_offs else ():
        versions = dict.fromkeys(each.version for each in record_of(register, protocol).of(RELEASED))
        found = (released_entry(register, protocol, each) for each in versions if is_version(each))
        yield from ((protocol, each) for each in found if each and each.text("evidence", "sha256"))


def _there(protocol: Protocol, entry: Entry) -> tuple[Spot, str]:
    return spot_of(protocol, entry), "the entry stands here"


def _entries_kept(root: Path, version: _Version) -> list[str]:
    """Return the digests of the entries that were there when a version was released; nothing where the file changed."""
    file = f"{version.folder}/{SIGN_OFF}"
    if version.manifest is None or any(each.path == SIGN_OFF for each in version.differences):
        return []
    try:
        return [each.id for each in entries_in(read(file, (root / file).read_bytes()))]
    except OSError:
        return []
