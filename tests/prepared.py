"""Worked out once in all tests: what takes long, and is the same wherever it is made of the same bytes or values."""

import hashlib
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from istoolkit.definitions import register
from istoolkit.definitions.validate import Mismatch
from istoolkit.documents import workshop
from istoolkit.resources import folder
from istoolkit.rules import structure


def templates() -> None:
    """Have workshops share what they make ready: to make a template ready takes longer than to fill it."""
    if not hasattr(workshop.prepare, "cache_info"):
        workshop.prepare = cache(workshop.prepare)


def all_of_ours() -> None:
    """Make ready the templates that come with the toolkit."""
    for path in sorted(folder("templates").glob("*.docx")):
        workshop.read_template(path)


def files_that_fit() -> None:
    """Have the rules on form look once at each file: hundreds of registers differ in one file, or in one line."""
    structure.mismatches = _once(structure.mismatches)


def files_read() -> None:
    """Have registers read a file once: hundreds of them are copies in which one file differs."""
    if not hasattr(register.read, "cache_info"):
        register.read = lru_cache(maxsize=2000)(register.read)


def _once(find: Callable[[str, Any], list[Mismatch]]) -> Callable[[str, Any], list[Mismatch]]:
    known: dict[bytes, list[Mismatch]] = {}

    def found(document: str, value: Any) -> list[Mismatch]:
        key = hashlib.sha256(f"{document} {value!r}".encode("utf-8", "surrogatepass")).digest()
        if key not in known:
            known[key] = find(document, value)
        return known[key]

    return found
