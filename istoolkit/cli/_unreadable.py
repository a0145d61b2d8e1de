"""Why a file cannot be read, in words for those who are no programmers."""

from pathlib import Path

from istoolkit.cli._common import shown


def unreadable(path: Path, error: OSError) -> str:
    """Return a sentence or two that say why a file cannot be read and what to do."""
    if path.is_dir():
        return f"{shown(path)} is a folder. Name the file in it."
    if not path.exists():
        return f"There is no file {shown(path)}. Look at how its name is written and where it is."
    if isinstance(error, PermissionError):
        return f"{shown(path)} cannot be read: you have no permission to open it. Ask whoever keeps it."
    return f"{shown(path)} cannot be read: {error.strerror}."
