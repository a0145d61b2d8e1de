"""What is in a Word file's package for those who sign it: its parts, how each is typed and what refers to what.

The rules are those of the Open Packaging Conventions (ISO/IEC 29500-2). They are kept strictly: a file that two programs
might read in two ways cannot be signed, and no signature on it is taken for good.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from istoolkit.documents.word.safe_xml import parsed

TYPES = "[Content_Types].xml"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_TYPES_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_NS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_LARGEST = 60_000_000
_END = b"PK\x05\x06"


class BadPackage(Exception):
    """A file is no sound package. The text says why, to follow “The file …”."""


class Relation(NamedTuple):
    """A relation of a part to another, or to something outside the file."""

    id: str
    type: str
    target: str
    mode: str


@dataclass(frozen=True, eq=False)
class Package:
    """The parts of a package by name, without a slash at their start."""

    parts: Mapping[str, bytes]

    @cached_property
    def _typed(self) -> tuple[dict[str, str], dict[str, str]]:
        root = _root(self.parts.get(TYPES, b""), f"{_TYPES_NS}Types")
        defaults: dict[str, str] = {}
        overrides: dict[str, str] = {}
        for each in root:
            found, key = (defaults, "Extension") if each.tag == f"{_TYPES_NS}Default" else (overrides, "PartName")
            name = each.get(key, "").lower()
            if each.tag not in (f"{_TYPES_NS}Default", f"{_TYPES_NS}Override") or name in found:
                raise BadPackage("says in two ways what its parts are")
            found[name] = each.get("ContentType", "")
        return defaults, overrides

    def type_of(self, name: str) -> str:
        """Return the content type of a part; "" where none is said. Raises BadPackage."""
        defaults, overrides = self._typed
        return overrides.get(f"/{name}".lower()) or defaults.get(name.rpartition(".")[2].lower(), "")

    def relations(self, name: str) -> tuple[Relation, ...]:
        """Return what a part of relations says, such as ``_rels/.rels``; nothing where there is none. Raises BadPackage."""
        if name not in self.parts:
            return ()
        root = _root(self.parts[name], f"{_RELATIONS_NS}Relationships")
        if any(each.tag != f"{_RELATIONS_NS}Relationship" or len(each) for each in root):
            raise BadPackage("has a part that is damaged")
        found = tuple(
            Relation(
                each.get("Id", ""), each.get("Type", ""), each.get("Target", ""), each.get("TargetMode", "Internal")
            )
            for each in root
        )
        if len({each.id for each in found}) < len(found):
            raise BadPackage("refers to two parts by one name")
        return found

    def target_of(self, source: str, relation: Relation) -> str:
        """Return the part that a relation in a part of relations leads to; "" where it leads out of the file."""
        if relation.mode != "Internal":
            return ""
        folder = posixpath.dirname(posixpath.dirname(source))
        return posixpath.normpath(posixpath.join("/", folder, relation.target)).lstrip("/")


def opened(content: bytes) -> Package:
    """Return the package in a file. Raises BadPackage."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _make_sure_it_is_plain(content, archive, entries)
            return Package({each.filename: archive.read(each) for each in entries if not each.is_dir()})
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise BadPackage("is not a Word document (.docx), or is damaged") from error


def _make_sure_it_is_plain(content: bytes, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Stop where an archive holds a name twice, or anything before, after or between its parts that programs may read."""
    if sum(each.file_size for each in entries) > _LARGEST:
        raise BadPackage("is far larger than a Word document should be")
    names = [each.filename.lower() for each in entries]
    if len(set(names)) < len(names):
        raise BadPackage("holds two parts of one name")
    if any(_is_odd(each) for each in entries):
        raise BadPackage("holds a part with a name that leads out of it")
    end = content.rfind(_END)
    if archive.comment or end + 22 != len(content):
        raise BadPackage("goes on after its end")
    first = min((each.header_offset for each in entries), default=-1)
    if first != 0:
        raise BadPackage("has something before its beginning")


def _is_odd(each: zipfile.ZipInfo) -> bool:
    name = each.orig_filename
    steps = name.split("/")
    return name != each.filename or "\\" in name or name.startswith("/") or ".." in steps or bool(each.flag_bits & 1)


def _root(content: bytes, tag: str) -> etree._Element:
    try:
        root = parsed(content)
    except ValueError as error:
        raise BadPackage("has a part that is damaged") from error
    if root.tag != tag:
        raise BadPackage("has a part that is damaged")
    return root
