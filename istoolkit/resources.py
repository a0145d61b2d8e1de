"""Where the schemas and templates that come with the toolkit are."""

import os
from collections.abc import Iterable
from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return a folder of data by its name: ``schemas`` or ``templates``.

    It lies inside an installed package and beside the package in a checkout.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def modules(path: Iterable[str]) -> list[str]:
    """Return the names of the modules in a package's folder that are not private, in order.

    ``pkgutil`` does the same, but importing it takes longer than all else that a start needs.
    """
    names = [name for folder in path for name in os.listdir(folder)]  # noqa: PTH208 - pathlib is slower here
    return sorted(name.removesuffix(".py") for name in names if name.endswith(".py") and not name.startswith("_"))
