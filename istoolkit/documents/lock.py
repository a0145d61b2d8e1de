"""One build at a time in a folder: two would each write a record that knows nothing of the other's files."""

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from istoolkit.files import CouldNotWrite

NAME = ".istoolkit.lock"


class InUse(Exception):
    """Another build is writing into the folder. The text is the path of its lock."""


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keep others from building into a folder for as long as this lasts. Raises InUse and CouldNotWrite.

    A lock that was left behind by a build which was cut short is taken over. A folder that stays empty is taken away.
    """
    path = out / NAME
    handle = _take(path)
    try:
        yield
    finally:
        os.close(handle)
        with contextlib.suppress(OSError):
            path.unlink()
        with contextlib.suppress(OSError):
            out.rmdir()  # fails unless it is empty


def _take(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            if _is_held(path):
                raise InUse(str(path)) from None
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        os.write(handle, f"{os.getpid()} {socket.gethostname()}\n".encode())
    except FileExistsError as error:
        raise InUse(str(path)) from error
    except OSError as error:
        raise CouldNotWrite(f"{path.parent} cannot be written: {error.strerror}.") from error
    return handle


def _is_held(path: Path) -> bool:
    """Whether the build that took a lock may still run; where not, the lock is taken away.

    Of a build on another machine, which shares the folder, nobody can tell. Windows lets nobody delete what is open.
    """
    try:
        number, host = path.read_text("utf-8").split()
        if host != socket.gethostname() or (os.name != "nt" and _runs(int(number))):
            return True
        path.unlink()
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        return True
    return False


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
