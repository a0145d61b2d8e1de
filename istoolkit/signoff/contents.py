"""The contents that were put out for signature and kept, each by its digest."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from istoolkit.definitions.register import CONTENT, EARLIER, SIGNED, Protocol, Register, kept
from istoolkit.signoff.content import digest, read_content
from istoolkit.signoff.entries import short


class KeptContent(NamedTuple):
    """A content that was put out: the version it was put out under, its bytes, and its file as seen from the register.

    ``replaced`` tells that another content was put out under that version since, before anyone had signed this one.
    """

    version: str
    content: bytes
    file: str
    replaced: bool

    @property
    def says(self) -> str:
        """The version that the content itself says it is; "" where it says none or is damaged."""
        own = (read_content(self.content) or {}).get("protocol")
        return str(own.get("version", "")) if isinstance(own, dict) else ""

    @property
    def is_own(self) -> bool:
        """Whether it lies in the folder of the version that it says it is."""
        return self.says == self.version


@kept
def contents_of(register: Register, protocol: Protocol) -> Mapping[str, KeptContent]:
    """Return every content of a protocol that was kept, by the digest of what its file holds.

    Where two files hold the same, it is the one in the folder of its own version.
    """
    found: dict[str, KeptContent] = {}
    for each in all_contents(register, protocol):
        name = digest(each.content)
        if name not in found or not found[name].is_own:
            found[name] = each
    return found


@kept
def all_contents(register: Register, protocol: Protocol) -> tuple[KeptContent, ...]:
    """Return every content of a protocol that was kept, file by file: those that were replaced come last."""
    return tuple(_all(register, protocol))


def _all(register: Register, protocol: Protocol) -> Iterator[KeptContent]:
    for version, content in register.frozen.get(protocol.id, {}).items():
        yield KeptContent(version, content, _file(protocol, version, CONTENT), replaced=False)
    for version, several in register.frozen_before.get(protocol.id, {}).items():
        for content in several:
            file = _file(protocol, version, f"{EARLIER}/{short(digest(content))}.json")
            yield KeptContent(version, content, file, replaced=True)


def _file(protocol: Protocol, version: str, name: str) -> str:
    return f"{protocol.id}/{SIGNED}/{version}/{name}"
