"""Digests of files that nobody has to understand: what a whole build rests on, and the toolkit itself.

Dates of files count for nothing.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from istoolkit.definitions.register import EARLIER, SIGNED
from istoolkit.resources import folder

READ = (".yaml", ".yml", ".csv", ".docx", ".j2", ".css", ".js", ".json", "/allowed_signers")
"""The endings of files in a register that a document may rest on."""


def digest(parts: Iterable[str | bytes]) -> str:
    """Return the digest of texts and bytes, each told apart from its neighbours."""
    sums = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        sums.update(b"%d:" % len(content) + content)
    return sums.hexdigest()


@cache
def toolkit() -> str:
    """Return the digest of the toolkit itself: its code, schemas and templates."""
    package = Path(__file__).parents[1]
    files = [
        *_files(package, (".py", ".ttf")),
        *_files(folder("schemas"), (".yaml",)),
        *_files(folder("templates"), ()),
    ]
    return digest(part for name, content in files for part in (name, content))


def _files(top: Path, endings: tuple[str, ...], but: Iterable[Path] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield the files under a folder in order of name, but for those in some folders. Without endings, all of them."""
    seen = {os.path.realpath(each) for each in but}
    start = len(f"{top}/")
    for here, inside, names in os.walk(top, followlinks=True):
        seen.add(os.path.realpath(here))
        inside[:] = sorted(each for each in inside if not each.startswith((".", "__pycache__")))
        if _is_version(here):
            inside[:] = [each for each in inside if each == EARLIER]
        inside[:] = [each for each in inside if os.path.realpath(f"{here}/{each}") not in seen]  # a link may lead back
        for name in sorted(names):
            path = f"{here}/{name}"
            if not name.startswith(".") and (not endings or f"/{name}".endswith(endings)):
                yield path[start:].replace(os.sep, "/"), Path(path).read_bytes()


def _is_version(here: str) -> bool:
    """Whether a folder holds a version as it was kept: of what lies deeper in it, a document shows nothing else."""
    return Path(here).parent.name == SIGNED


def files_under(folder: Path) -> list[bytes]:
    """Return what the files under a folder hold, each with its name, in order; nothing where there is no folder."""
    return [part for name, content in _files(folder, ()) for part in (name.encode(), content)]


def whole(root: Path, but: Iterable[Path], asked: Iterable[str]) -> str:
    """Return the digest of everything a build rests on, without understanding any of it.

    ``but`` are folders that do not count, such as that of the documents, which may lie in the register's own. ``asked`` is
    what else decides what is made: the options and the day.
    """
    found = _files(root.resolve(), READ, but)
    return digest([toolkit(), *asked, *(part for name, content in found for part in (name, content))])
