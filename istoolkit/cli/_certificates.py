"""Signing documents with certificates: reading .p12 files, asking for passphrases, and what was signed."""

import datetime
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from istoolkit.cli._common import CouldNotRun, now, shown
from istoolkit.cli._unreadable import unreadable

PASSPHRASE = "ISTOOLKIT_PASSPHRASE"  # noqa: S105 - the name of the variable
_INSTALL = "Signing with a certificate needs more packages. Install them with: pip install 'istoolkit[signing]'"

Signer = Callable[[str, bytes], bytes]
"""Given a file's name and what it holds, returns it signed."""


def signer_of(certificates: Sequence[Path]) -> Signer | None:
    """Return what signs Word and PDF files with these certificates, one after the other; None where there is none.

    The passphrase is asked for, or taken from the environment. It is never an option and never printed.
    """
    if not certificates:
        return None
    try:
        from istoolkit.signatures import identity, pdf, word
    except ImportError as error:
        raise CouldNotRun(_INSTALL) from error
    try:
        known = [identity.load(_read(path), _passphrase(path)) for path in certificates]
    except identity.CannotSign as error:
        raise CouldNotRun(f"{error} Nothing was released.") from error
    when = datetime.datetime.fromisoformat(now().replace("Z", "+00:00"))

    def sign(name: str, content: bytes) -> bytes:
        make = pdf.signed if name.endswith(".pdf") else word.signed
        try:
            for each in known:
                content = make(content, each, when)
        except identity.CannotSign as error:
            raise CouldNotRun(f"{name} could not be signed. {error} Nothing was released.") from error
        return content

    return sign


def signed_beside(files: Mapping[str, bytes], sign: Signer) -> dict[str, bytes]:
    """Return a signed copy of each file under a name of its own: those that anyone can make again stay as they are."""
    return {_signed_name(name): sign(name, content) for name, content in files.items()}


def _signed_name(name: str) -> str:
    path = Path(name)
    return path.with_name(f"{path.stem}-signed{path.suffix}").as_posix()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CouldNotRun(unreadable(path, error)) from error


def _passphrase(path: Path) -> str:
    said = os.environ.get(PASSPHRASE)
    if said is not None:
        return said
    if not sys.stdin.isatty():
        raise CouldNotRun(f"The passphrase of {shown(path)} is not known. Put it into the variable {PASSPHRASE}.")
    asked: str = click.prompt(f"Passphrase of {shown(path)}", hide_input=True, default="", show_default=False, err=True)
    return asked
