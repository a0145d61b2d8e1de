"""What was kept when a version was signed off: its manifest, and whether every file is still as it was."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from istoolkit.definitions.register import CONTENT, EARLIER, MANIFEST, SIGN_OFF
from istoolkit.signoff.content import canonical

DEFINITION, DOCUMENTS, STATEMENTS, EVIDENCE = "definition", "documents", "statements", "evidence"
"""The folders of a version that was kept. What is in the last may grow: signed papers still come in."""

PARTS = (DEFINITION, DOCUMENTS, STATEMENTS, SIGN_OFF)
"""What is written when a version is released, beside the manifest."""


@dataclass(frozen=True)
class Manifest:
    """What was kept of a version, and how it was made.

    ``files`` are the files by their path in the folder, each with its SHA-256; ``rebuilt`` those of them that come out the
    same when they are made again from the definition alone. ``looked_at`` is the day for which the documents were made,
    ``toolkit`` the version of istoolkit and ``toolkit_digest`` the digest of its code, schemas and templates.
    """

    protocol: str
    version: str
    digest: str
    signed_on: str
    released: str
    looked_at: str
    toolkit: str
    toolkit_digest: str
    files: Mapping[str, str]
    rebuilt: tuple[str, ...] = ()
    format: str = field(default="1")

    def content(self) -> bytes:
        """Return it as the file holds it, in the form of RFC 8785."""
        return canonical({**asdict(self), "files": dict(self.files), "rebuilt": list(self.rebuilt)})


class Difference(NamedTuple):
    """A file of a version that is not as it was kept: its path in the folder, and what became of it."""

    path: str
    became: Literal["changed", "missing", "added"]


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a version that was kept; None where it is damaged or not there."""
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
        files, rebuilt = dict(said.pop("files")), tuple(said.pop("rebuilt"))
        manifest = Manifest(**said, files=files, rebuilt=rebuilt)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    texts = [*said.values(), *files, *files.values(), *rebuilt]
    return manifest if all(isinstance(each, str) for each in texts) else None


def differences(folder: Path, manifest: Manifest) -> list[Difference]:
    """Return the files that are not as they were kept, in order of their path."""
    there = dict(_there(folder))
    gone = [Difference(name, "missing") for name in manifest.files if name not in there]
    new = [Difference(name, "added") for name in there if name not in manifest.files and not _may_grow(name)]
    known = (name for name in manifest.files if name in there)
    other = [Difference(name, "changed") for name in known if sum_of(there[name]) != manifest.files[name]]
    return sorted([*gone, *new, *other])


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file; "" where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _there(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder but the manifest and what programs leave behind, which begins with a dot."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts) and inside != Path(MANIFEST):
            yield inside.as_posix(), path


def evidence_of(folder: Path) -> dict[str, bytes]:
    """Return what is kept in the folder of a version before it is released, by its path in it. Raises OSError.

    That is the signed papers, and the contents that were put out under that version before.
    """
    there = ((name, path) for name, path in _there(folder) if PurePosixPath(name).parts[0] in (EVIDENCE, EARLIER))
    return {name: path.read_bytes() for name, path in there}


def _may_grow(name: str) -> bool:
    return PurePosixPath(name).parts[0] == EVIDENCE


def is_whole(manifest: Manifest, protocol: str, version: str) -> bool:
    """Whether a manifest is that of a version of a protocol, and its content is the one that was signed."""
    named = (manifest.protocol, manifest.version) == (protocol, version)
    return named and manifest.digest == f"sha256:{manifest.files.get(CONTENT, '')}"
