"""Writing what is kept of a version: all of it or nothing.

Everything is written into a folder beside first, then put in its place, and the manifest last: its presence means that the
version is released. What a crash leaves behind is taken away the next time.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from filelock import Timeout

from istoolkit.definitions.register import CONTENT, MANIFEST
from istoolkit.files import CouldNotWrite, write_whole
from istoolkit.signoff.released.kept import PARTS
from istoolkit.signoff.store import LOCK, locked

STAGE = ".release"
"""The folder in that of a version in which a release is made ready."""


class CannotKeep(Exception):
    """A version cannot be kept. The text says why and what to do. Nothing was changed."""


def keep(folder: Path, files: Mapping[str, bytes], manifest: bytes) -> None:
    """Write the files of a version and its manifest into its folder, all or none.

    Raises CannotKeep where it is released already, or holds files that are none of a release; CouldNotWrite.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder.parents[1] / LOCK):
            clear(folder)
            _make_sure_nothing_is_lost(folder)
            _write(folder, files, manifest)
    except Timeout as error:
        raise CannotKeep(f"Somebody else is writing {folder}. Try again.") from error
    except OSError as error:
        raise CouldNotWrite(f"{folder} cannot be written: {error.strerror}. No version was released.") from error


def clear(folder: Path) -> None:
    """Take away what a release that was interrupted left behind; nothing of one that was done. Raises OSError."""
    if not (folder / STAGE).is_dir():
        return
    for name in () if (folder / MANIFEST).exists() else PARTS:
        _remove(folder / name)
    _remove(folder / STAGE)


def _make_sure_nothing_is_lost(folder: Path) -> None:
    if (folder / MANIFEST).exists():
        raise CannotKeep(f"{folder} is released already. It was not changed.")
    for name in PARTS:
        if (folder / name).exists():
            mend = "Move it elsewhere, then try again."
            raise CannotKeep(f"{folder / name} is there already, and no release of ours wrote it. {mend}")


def _write(folder: Path, files: Mapping[str, bytes], manifest: bytes) -> None:
    stage = folder / STAGE
    stage.mkdir()
    for name, content in files.items():
        write_whole(stage / name, content)
    for name in (*PARTS, CONTENT):
        if (stage / name).exists():
            (stage / name).replace(folder / name)
    write_whole(folder / MANIFEST, manifest)
    _remove(stage)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
