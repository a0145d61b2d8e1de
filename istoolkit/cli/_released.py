"""Looking through a version that is released: whether it is as it was kept, and whether its documents come out the same."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import CouldNotRun, now, shown
from istoolkit.definitions.formats import is_version, long_date
from istoolkit.definitions.register import MANIFEST, SIGNED, Protocol, Register

if TYPE_CHECKING:
    from istoolkit.signoff.released.kept import Manifest

LAST = "the last one"
"""What stands for the version where none is named."""


def look_through(register: Register, protocol: Protocol, version: str) -> None:
    """Say whether a version that is released is as it was kept, and stop with 1 where it is not."""
    from istoolkit.signoff.content import digest_of

    manifest = _as_it_was_kept(register, protocol, version)
    number = len(manifest.files)
    click.echo(
        f"{called(protocol)} was released on {long_date(manifest.released)}. All {number} files are as they were."
    )
    added = _recorded_now(register, protocol, manifest)
    if digest_of(register, protocol) != manifest.digest:
        click.echo(f"What the definition says today is not what was signed as version {version}.")
        click.echo(f"Give it a new version in {shown(register.root / protocol.source.file)}, then ask for signatures.")
        sys.exit(1)
    if not added:
        click.echo("Nothing was changed.")


def _recorded_now(register: Register, protocol: Protocol, manifest: "Manifest") -> bool:
    """Record a release that the record does not speak of, and say so; return whether it did not."""
    added = record_release(register, protocol, manifest)
    if added:
        click.echo(
            f"The record of sign-off did not say that it was released. Now it does, with the digest of {MANIFEST}."
        )
    return added


def record_release(register: Register, protocol: Protocol, manifest: "Manifest") -> bool:
    """Record that a version was released and with which list of files, where the record does not say so yet.

    Return whether an entry was added. What was kept stays where it cannot be: the next run adds it.
    """
    from istoolkit.files import CouldNotWrite
    from istoolkit.signoff.released.vouched import released_entry, values_of
    from istoolkit.signoff.store import CannotRecord, add

    if released_entry(register, protocol, manifest.version) is not None:
        return False
    try:
        add(register.root, protocol.id, values_of(manifest), now())
    except (CannotRecord, CouldNotWrite) as error:
        again = f"Version {manifest.version} is kept, and the record does not say so yet. Then: istoolkit release {protocol.id}"
        raise CouldNotRun(f"{error} {again}") from error
    return True


def _as_it_was_kept(register: Register, protocol: Protocol, version: str) -> "Manifest":
    """Return the manifest of a version. Print what is not as it was kept and stop with 1 where anything is not."""
    from istoolkit.signoff.released.kept import differences, is_whole, read_manifest

    folder = folder_of(register, protocol, version)
    manifest = read_manifest(folder)
    if manifest is None or not is_whole(manifest, protocol.id, version) or _is_another(register, protocol, version):
        click.echo(f"{shown(folder / MANIFEST)} is damaged, or is not that of version {version} of {protocol.id}.")
        click.echo("Take the folder back as it was from where it is kept safe, such as git.", err=True)
        sys.exit(1)
    found = differences(folder, manifest)
    if found:
        click.echo(f"{protocol.id}, version {version}, is not as it was when it was released:")
        for each in found:
            click.echo(f"- {each.path}: {each.became}")
        click.echo("Take the folder back as it was from where it is kept safe, such as git.", err=True)
        sys.exit(1)
    return manifest


def _is_another(register: Register, protocol: Protocol, version: str) -> bool:
    """Whether the list of a version is not the one that the record says it was released with."""
    from istoolkit.signoff.released.vouched import vouched

    return vouched(register, protocol, version) == "changed"


def rebuild_version(register: Register, protocol: Protocol, asked: str) -> None:
    """Make the documents of a version again from what was kept and compare them; stop with 1 where one differs."""
    from istoolkit.documents.page_frame import BadPage
    from istoolkit.documents.word.template import BadTemplate
    from istoolkit.documents.workshop import UnusableTemplate
    from istoolkit.files import CouldNotWrite
    from istoolkit.signoff.released.rebuild import CannotRebuild, rebuilt

    version = _version(register, protocol, asked)
    folder = folder_of(register, protocol, version)
    manifest = _as_it_was_kept(register, protocol, version)
    try:
        found = rebuilt(folder, manifest)
    except (CannotRebuild, CouldNotWrite) as error:
        raise CouldNotRun(str(error)) from error
    except (BadPage, BadTemplate, UnusableTemplate) as error:
        told = f"The template that was kept cannot be filled by this istoolkit. It was made with {manifest.toolkit}."
        raise CouldNotRun(f"{told} {error}") from error
    others = [each for each in manifest.files if each.startswith("documents/") and each not in manifest.rebuilt]
    if not found.different:
        click.echo(f"The {len(found.same)} documents of version {version} come out the same, byte for byte.")
    for each in found.different:
        click.echo(f"{each} comes out otherwise than it was kept.")
    if found.different and not found.same_toolkit:
        click.echo(f"They were made with another istoolkit ({found.made_with}). That may be why: what is kept counts.")
    if others:
        click.echo(
            f"Not made again, for programs put the time into them: {', '.join(Path(each).name for each in others)}."
        )
    if found.different:
        sys.exit(1)
    _recorded_now(register, protocol, manifest)


def _version(register: Register, protocol: Protocol, asked: str) -> str:
    released = register.released.get(protocol.id, ())
    if not released:
        told = f"No version of {protocol.id} is released. Once all have signed: istoolkit release {protocol.id}"
        raise CouldNotRun(told)
    if asked == LAST:
        return released[-1]
    if asked not in released:
        hint = "" if is_version(asked) else " Write the protocol first: istoolkit release PROTOCOL --rebuild VERSION."
        raise CouldNotRun(f"Version “{asked}” of {protocol.id} is not released. Released: {', '.join(released)}.{hint}")
    return asked


def folder_of(register: Register, protocol: Protocol, version: str) -> Path:
    """Return where a version of a protocol is kept."""
    return register.root / protocol.id / SIGNED / version


def called(protocol: Protocol) -> str:
    """Return what today's version of a protocol is called at the start of a sentence."""
    return f"{protocol.text('title') or protocol.id}, version {protocol.text('version')},"
