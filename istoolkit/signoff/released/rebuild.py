"""Making the documents of a version again from what was kept of it alone, and comparing them byte for byte."""

import datetime
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from istoolkit import __version__
from istoolkit.definitions.formats import date
from istoolkit.definitions.register import open_register
from istoolkit.documents.kinds import kinds
from istoolkit.documents.sums import toolkit
from istoolkit.documents.works import Job, make
from istoolkit.documents.workshop import Workshop
from istoolkit.signoff.content import digest_of
from istoolkit.signoff.released.kept import DOCUMENTS, Manifest
from istoolkit.signoff.released.rests_on import as_register, laid_out


class CannotRebuild(Exception):
    """The documents cannot be made from what was kept. The text says why."""


class Made(NamedTuple):
    """What was made from files that were kept: the documents by name, and the digest of the content they define."""

    documents: Mapping[str, bytes]
    digest: str


class Rebuilt(NamedTuple):
    """What making the documents again showed: those that come out the same, those that do not, and whether istoolkit is
    the one that made them first."""

    same: tuple[str, ...]
    different: tuple[str, ...]
    same_toolkit: bool
    made_with: str


def made_from(protocol: str, version: str, kept: Mapping[str, bytes], on: datetime.date) -> Made:
    """Make every document of a protocol from the files that were kept, in a folder that holds nothing else.

    ``on`` is the day for which they say where the protocol stands. Raises CannotRebuild, and what making documents raises
    where a template is at fault.
    """
    with tempfile.TemporaryDirectory(prefix="istoolkit-") as name:
        laid_out(as_register(protocol, version, kept), Path(name))
        register = open_register(Path(name), [protocol], on)
        here = register.protocols.get(protocol)
        if here is None or not here.data:
            raise CannotRebuild(f"The definition of {protocol} that was kept cannot be read.")
        digest = digest_of(register, here)
        job = Job(protocol, {each.name: "" for each in kinds().values() if each.of_protocol})
        _, made = make(Workshop(register), job)
    return Made({each.name: each.content for files in made.values() for each in files}, digest)


def rebuilt(folder: Path, manifest: Manifest) -> Rebuilt:
    """Make the documents of a version again and compare them with those that were kept. Raises CannotRebuild."""
    kept = {name: (folder / name).read_bytes() for name in manifest.files if (folder / name).is_file()}
    on = date(manifest.looked_at)
    if on is None:
        raise CannotRebuild("The manifest does not say for which day the documents were made.")
    made = made_from(manifest.protocol, manifest.version, kept, on)
    names = {name: name.removeprefix(f"{DOCUMENTS}/") for name in manifest.rebuilt}
    same = {name for name, short in names.items() if name in kept and made.documents.get(short) == kept[name]}
    ours = (manifest.toolkit, manifest.toolkit_digest) == (__version__, toolkit())
    different = [name for name in manifest.rebuilt if name not in same]
    different += [f"{DOCUMENTS}/{each}" for each in made.documents if f"{DOCUMENTS}/{each}" not in names]
    return Rebuilt(tuple(sorted(same)), tuple(sorted(different)), ours, manifest.toolkit)
