"""One build at a time in a folder: two would each write a record that knows nothing of the other's files.

The lock is the operating system's, on a hidden file: it is free as soon as the process that holds it ends, however it ends.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from istoolkit.files import CouldNotWrite

NAME = ".istoolkit.lock"


class InUse(Exception):
    """Another build is writing into the folder."""


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keep others from building into a folder for as long as this lasts. Raises InUse and CouldNotWrite.

    The file of the lock is taken away before the lock is let go, and a folder that stays empty too.
    """
    lock = FileLock(out / NAME, timeout=0)
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise InUse from error
    except OSError as error:
        raise CouldNotWrite(f"{out} cannot be written: {error.strerror}.") from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows takes it away itself
            (out / NAME).unlink()
        lock.release()
        with contextlib.suppress(OSError):
            out.rmdir()  # fails unless it is empty
