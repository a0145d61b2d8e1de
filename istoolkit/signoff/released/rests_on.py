"""The files that a version of a protocol rests on, and a register that is made of them alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from istoolkit.definitions.register import (
    ALLOWED_SIGNERS,
    ASSESSMENT,
    CONTENT,
    LAW,
    MANIFEST,
    MARK,
    PROTOCOL,
    SIGN_OFF,
    SIGNED,
    Protocol,
    Register,
    template_names,
)
from istoolkit.files import write_whole
from istoolkit.signoff.released.kept import DEFINITION

_PAGES = "templates/page"


def definition_of(register: Register, protocol: Protocol) -> dict[str, bytes]:
    """Return the files that a protocol and its documents rest on, by their path in the register, and nothing else.

    They are the settings, the protocol and those it sits under with their assessments, the lists of members, the
    partnership's own law and templates, the keys that may sign, and the contents of earlier versions that were put out for
    signature: a signature of one may still hold. organisations.yaml goes in whole: its entries lead to one another, and a
    part of it would be a file that nobody wrote. Raises OSError where one cannot be read.
    """
    names = dict.fromkeys((*_names(register, protocol), *_templates(register.root)))
    return {name: (register.root / name).read_bytes() for name in names if (register.root / name).is_file()}


def _names(register: Register, protocol: Protocol) -> Iterator[str]:
    yield from (MARK, "organisations.yaml", LAW, ALLOWED_SIGNERS)
    chain = [protocol, *register.above(protocol)]
    yield from (f"{each.id}/{PROTOCOL}" for each in chain)
    yield from (f"{each.id}/{ASSESSMENT}" for each in chain)
    named = {str(party.get("members")) for each in chain for _, party in each.entries("parties")}
    yield from sorted(named & register.members.keys())
    for version in sorted(register.frozen.get(protocol.id, {})):
        if version != protocol.text("version"):
            yield f"{protocol.id}/{SIGNED}/{version}/{CONTENT}"
            yield f"{protocol.id}/{SIGNED}/{version}/{MANIFEST}"


def _templates(root: Path) -> Iterator[str]:
    """Yield the register's own templates: of Word files by the names that are read, and of pages."""
    yield from (f"templates/{name}" for name in template_names())
    pages = sorted((root / _PAGES).glob("*")) if (root / _PAGES).is_dir() else []
    yield from (f"{_PAGES}/{path.name}" for path in pages if path.is_file() and not path.name.startswith("."))


def as_register(protocol: str, version: str, kept: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a register that holds one version of a protocol, from what was kept of it.

    ``kept`` are the files of ``signed/<version>`` by their path in it.
    """
    start = f"{DEFINITION}/"
    files = {name.removeprefix(start): content for name, content in kept.items() if name.startswith(start)}
    beside = {SIGN_OFF: f"{protocol}/{SIGN_OFF}", CONTENT: f"{protocol}/{SIGNED}/{version}/{CONTENT}"}
    return {**files, **{place: kept[name] for name, place in beside.items() if name in kept}}


def laid_out(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder. Raises CouldNotWrite."""
    for name, content in files.items():
        write_whole(folder / name, content)
