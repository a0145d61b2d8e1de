"""The one place that writes files: whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


class CouldNotWrite(Exception):
    """A file could not be written. The text says which, why and what to do."""


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` so that a reader sees the old file or the new one, never half.

    Raises CouldNotWrite where the folder or the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except PermissionError as error:
        mend = "Close it in other programs and check that you may write there."
        raise CouldNotWrite(f"{path} cannot be written. {mend}") from error
    except OSError as error:
        raise CouldNotWrite(f"{path} cannot be written: {error.strerror}.") from error


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
