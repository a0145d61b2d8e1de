"""The one place that writes files: whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


class CouldNotWrite(Exception):
    """A file could not be written. The text says which, why and what to do."""


def write_whole(path: Path, content: bytes, *, lasting: bool = False) -> None:
    """Write ``content`` to ``path`` so that a reader sees the old file or the new one, never half.

    ``lasting`` has the disk hold it before this returns, so that not even a power cut can lose it. That takes its time: it
    is for what cannot be made again. Raises CouldNotWrite where the folder or the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content, lasting)
    except PermissionError as error:
        mend = "Close it in other programs and check that you may write there."
        raise CouldNotWrite(f"{path} cannot be written. {mend}") from error
    except OSError as error:
        raise CouldNotWrite(f"{path} cannot be written: {error.strerror}.") from error


def _replace(path: Path, content: bytes, lasting: bool) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
            if lasting:
                part.flush()
                os.fsync(part.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
        if lasting:
            _hold(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _hold(folder: Path) -> None:
    """Have the disk hold the names in a folder, where the system can do that: Windows cannot."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
