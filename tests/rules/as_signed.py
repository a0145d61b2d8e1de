"""What a protocol said when it was signed, for the examples on the pages of the rules where it says something else now.

``# hub/signed/before.yaml`` has the keys of hub/protocol.yaml as they were, ``# hub/signed/organisations.yaml`` entries of
organisations.yaml. Records of sign-off are about the register as it was with them.
"""

from collections.abc import Callable
from pathlib import Path

_WAS = {"before.yaml": "hub/protocol.yaml", "organisations.yaml": "organisations.yaml"}

Merge = Callable[[str, str, str], str]


def as_it_was(root: Path, merged: Merge) -> dict[Path, str]:
    """Lay what was said over the register, and return the files as they are now, to be put back."""
    now: dict[Path, str] = {}
    for name, file in _WAS.items():
        said = root / "hub" / "signed" / name
        if said.exists():
            path = root / file
            now[path] = path.read_text("utf-8")
            path.write_text(merged(file, now[path], said.read_text("utf-8").removeprefix("format: 1\n")), "utf-8")
            said.unlink()
    return now


def put_back(now: dict[Path, str]) -> None:
    """Make the register again what it is now."""
    for path, text in now.items():
        path.write_text(text, "utf-8")
