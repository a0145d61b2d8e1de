"""Where the schemas and templates that come with the toolkit are."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return a folder of data by its name: ``schemas`` or ``templates``.

    It lies inside an installed package and beside the package in a checkout.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
