"""The register: the files of a partnership, read and checked against their schemas, as frozen objects."""

import datetime
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

from istoolkit import resources
from istoolkit.definitions.formats import is_version, version
from istoolkit.definitions.leaves import Leaf, leaves, records
from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.schema import load
from istoolkit.definitions.text import largest
from istoolkit.finding import Place, Spot

MARK = "register.yaml"
PROTOCOL = "protocol.yaml"
ASSESSMENT = "assessment.yaml"
SIGN_OFF = "sign-off.yaml"
SIGNED = "signed"
"""The folder of a protocol that holds what was put out for signature: a folder for each version."""

CONTENT = "content.json"
"""The file in that folder that holds the content exactly as its digest is reckoned."""

EARLIER = "earlier"
"""The folder beside it that holds what was put out under the same version before, by the beginning of its digest."""

MANIFEST = "manifest.json"
"""The file there that lists what was kept when the version was signed off. A version without one is still out for signature."""

ALLOWED_SIGNERS = "allowed_signers"
LAW = "law.yaml"
GUIDANCE = "guidance.yaml"
_NAMES = (PROTOCOL, ASSESSMENT, SIGN_OFF)
_END = re.compile(r"(?:\.ya?ml)+(?:\.txt)?\Z")
_COPY_OF_RECORD = SIGN_OFF.removesuffix(".yaml")
_CLOSE = 0.85
"""How much of a file's name is as in one that is read, where it may be meant for it: “asessment” and “assessments” are."""


class NoRegister(Exception):
    """There is no register to read, or it cannot be read. The text says why and what to do."""


@dataclass(frozen=True, eq=False)
class Protocol:
    """One protocol as it was written. ``id`` is the name of its folder."""

    id: str
    source: Source

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """What the file says; nothing where it could not be read."""
        return self.source.value if isinstance(self.source.value, dict) else {}

    @cached_property
    def leaves(self) -> list[Leaf]:
        """Every text in the file with its path and field."""
        return leaves(load("protocol").fields, self.data)

    @cached_property
    def references(self) -> list[Leaf]:
        """The texts that name something which is declared elsewhere."""
        return [leaf for leaf in self.leaves if leaf.field.refers]

    @cached_property
    def own_names(self) -> list[Leaf]:
        """The texts that declare the name of something."""
        return [leaf for leaf in self.leaves if leaf.field.defines]

    def text(self, name: str) -> str:
        """Return a text at the top of the file; empty where it is not said."""
        value = self.data.get(name)
        return value if isinstance(value, str) else ""

    def entries(self, name: str) -> list[tuple[int, dict[str, Any]]]:
        """Return the entries of a list at the top of the file, each with its position."""
        return records(self.data.get(name))

    def at(self, *path: str | int, key: bool = False) -> Spot:
        """Return the spot of a path in this file."""
        return Spot(self.source.file, path, key)


@dataclass(frozen=True, eq=False)
class Register:
    """A partnership's register. ``whole`` tells whether every protocol was read, or only those asked for."""

    root: Path
    settings: Source
    organisation_file: Source
    protocols: Mapping[str, Protocol]
    members: Mapping[str, Source] = field(default_factory=dict)
    whole: bool = True
    all_ids: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    law_file: Source = field(default_factory=lambda: Source(LAW))
    """The partnership's own records of law; nothing where it has none."""
    guidance_file: Source = field(default_factory=lambda: Source(GUIDANCE))
    """The partnership's own guidance: what its papers say beside what ours say; nothing where it has none."""
    on: datetime.date | None = None
    """The day on which it is looked at; None where that does not matter, and then nothing is overdue."""
    assessments: Mapping[str, Source] = field(default_factory=dict)
    """The impact assessments by the identifiers of their protocols; only of those protocols that have one."""
    sign_offs: Mapping[str, Source] = field(default_factory=dict)
    """The records of sign-off by the identifiers of their protocols; only of those protocols that have one."""
    sign_offs_before: Mapping[str, Source] = field(default_factory=dict)
    """The records of sign-off as an earlier revision had them, of those that differ now; known where one is compared with."""
    frozen: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """The contents that were put out for signature, as bytes, by protocol and then by version."""
    frozen_before: Mapping[str, Mapping[str, tuple[bytes, ...]]] = field(default_factory=dict)
    """The contents that were put out for signature and then, unsigned, replaced under the same version, in the same way."""
    released: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The versions that were signed off and kept, the oldest first, by protocol."""
    allowed_signers: bytes = b""
    """The keys that may sign, in the form of OpenSSH; nothing where the register has no such file."""
    strays: tuple[str, ...] = ()
    """Files that look like protocols or templates and are not read; known where the whole register is opened."""

    @cached_property
    def organisations(self) -> Mapping[str, dict[str, Any]]:
        """The organisations by identifier, in the order of the file; the first where two have the same."""
        value = self.organisation_file.value
        entries = records(value.get("organisations")) if isinstance(value, dict) else []
        found: dict[str, dict[str, Any]] = {}
        for _, each in entries:
            if isinstance(each.get("id"), str):
                found.setdefault(each["id"], each)
        return found

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every file that was read, by the name its places carry."""
        shared = [self.settings, self.organisation_file, self.law_file, self.guidance_file, *self.members.values()]
        named = [*shared, *self.assessments.values(), *self.sign_offs.values()]
        return {each.file: each for each in [*named, *(protocol.source for protocol in self.protocols.values())]}

    def members_in(self, file: str) -> list[dict[str, str]]:
        """Return the lines of a members file; none where there is no such file, or it could not be read."""
        source = self.members.get(file)
        return source.value if source is not None and isinstance(source.value, list) else []

    def place(self, at: Spot | Place) -> Place:
        """Return the place in a file of something a rule speaks of."""
        return self.sources[at.file].place(at.path, at.key) if isinstance(at, Spot) else at

    def checked(self) -> Iterator[Protocol]:
        """Yield the protocols that were asked for, in order of name."""
        for name in sorted(self.asked):
            yield self.protocols[name]

    def understood(self) -> Iterator[Protocol]:
        """Yield the protocols that were asked for of which everything is known: they and those above could be read."""
        for protocol in self.checked():
            if all(each.source.value for each in (protocol, *self.above(protocol))):
                yield protocol

    def may_have_more_below(self, protocol: Protocol) -> bool:
        """Whether protocols that were not read may sit under a protocol: where only a part of the register was read."""
        return not self.whole and protocol.text("tier") != "operational"

    def setting(self, name: str) -> Any:
        """Return a setting of register.yaml; None where it is not said."""
        return self.settings.value.get(name) if isinstance(self.settings.value, dict) else None

    def above(self, protocol: Protocol) -> list[Protocol]:
        """Return the protocols a protocol sits under, nearest first, stopping where they loop or are missing."""
        chain, seen = [], {protocol.id}
        name = protocol.text("under")
        while name in self.protocols and name not in seen:
            seen.add(name)
            chain.append(self.protocols[name])
            name = chain[-1].text("under")
        return chain


_Result = TypeVar("_Result")
_Rest = TypeVarTuple("_Rest")


def kept(work: Callable[[Register, *_Rest], _Result]) -> Callable[[Register, *_Rest], _Result]:
    """Have a function of a register work each answer out once, and keep it for as long as the register is kept."""
    answers: WeakKeyDictionary[Register, dict[tuple[*_Rest], _Result]] = WeakKeyDictionary()

    @wraps(work)
    def look_up(register: Register, *rest: *_Rest) -> _Result:
        known = answers.setdefault(register, {})
        if rest not in known:
            known[rest] = work(register, *rest)
        return known[rest]

    return look_up


def find(start: Path) -> Path:
    """Return the folder of the register that ``start`` lies in, looking upwards as git does.

    From a folder that holds the register in ``protocols/``, as a checkout does, it is found there.
    Raises NoRegister where there is none.
    """
    if not start.exists():
        raise NoRegister(f"{start} does not exist.")
    place = start.resolve()
    folders = [place, *place.parents] if place.is_dir() else list(place.parents)
    for folder in [*folders[:1], folders[0] / "protocols", *folders[1:]]:
        if (folder / MARK).is_file():
            return folder
    mend = "Make one with: istoolkit init FOLDER"
    raise NoRegister(f"{start} is not in a register: no {MARK} here or in the folders above. {mend}")


def open_register(root: Path, only: Iterable[str] | None = None, on: datetime.date | None = None) -> Register:
    """Read a register, or only the protocols named in ``only`` and those they sit under.

    ``on`` is the day on which it is looked at: today, or another day whose law and calendar should count.
    Faults in the files are kept for the rules to report. Raises NoRegister where a folder cannot be read.
    """
    ids = protocol_ids(root)
    asked = frozenset(ids) if only is None else frozenset(only)
    protocols = _protocols(root, asked, frozenset(ids))
    return Register(
        root=root,
        settings=_read(root, MARK),
        organisation_file=_read(root, "organisations.yaml"),
        protocols=protocols,
        members=_members(root, protocols.values()),
        whole=asked == frozenset(ids),
        all_ids=frozenset(ids),
        asked=asked,
        law_file=_read(root, LAW),
        guidance_file=_read(root, GUIDANCE),
        assessments=_beside(root, protocols, ASSESSMENT),
        sign_offs=_beside(root, protocols, SIGN_OFF),
        frozen={each: found for each in protocols if (found := _frozen(root / each / SIGNED))},
        frozen_before={each: before for each in protocols if (before := _frozen_before(root / each / SIGNED))},
        released={each: versions for each in protocols if (versions := _released(root / each / SIGNED))},
        allowed_signers=_bytes(root / ALLOWED_SIGNERS) if (root / ALLOWED_SIGNERS).exists() else b"",
        on=on,
        strays=() if only is not None else tuple(_strays(root)),
    )


def protocol_ids(root: Path) -> list[str]:
    """Return the identifiers of the protocols in a register: its folders that hold a protocol.yaml."""
    try:
        return sorted(each.name for each in root.iterdir() if (each / PROTOCOL).is_file())
    except OSError as error:
        raise NoRegister(f"The folder {root} cannot be read: {error.strerror}.") from error


def template_names() -> list[str]:
    """Return the file names of the Word templates that come with the toolkit; a register may have its own of each."""
    return sorted(path.name for path in resources.folder("templates").glob("*.docx"))


def _strays(root: Path) -> list[str]:
    top = [path for path in root.glob("*") if looks_like(path.name)]
    shallow = [path for path in root.glob("*/*") if looks_like(path.name) and not _is_read(path)]
    deep = [path for name in _NAMES for path in root.glob(f"*/*/{name}") if not (path.parents[1] / MARK).exists()]
    ours = template_names()
    templates = [path for path in root.glob("templates/*.docx") if path.name not in ours]
    names = (path.relative_to(root).as_posix() for path in (*top, *shallow, *deep, *templates))
    return sorted(name for name in names if not any(part.startswith((".", "~$")) for part in name.split("/")))


def looks_like(name: str) -> str:
    """Return which file of a protocol's folder a file of this name is meant for; "" where for none.

    It is the same but for a slip of the pen, capitals or what follows the dot.
    """
    from difflib import get_close_matches

    stem, ends = _END.subn("", name.lower())
    known = {each.removesuffix(".yaml"): each for each in _NAMES} if ends else {}
    if (
        stem.startswith(_COPY_OF_RECORD) and ends
    ):  # what a shared folder calls the second of two that were changed at once
        return SIGN_OFF
    return known.get(stem) or next((known[each] for each in get_close_matches(stem, known, 1, _CLOSE)), "")


def _is_read(path: Path) -> bool:
    """Whether a file in a folder beside register.yaml is read: an assessment only where its protocol is there."""
    return path.name == PROTOCOL or (path.name in _NAMES and path.with_name(PROTOCOL).is_file())


def _protocols(root: Path, asked: frozenset[str], ids: frozenset[str]) -> dict[str, Protocol]:
    protocols: dict[str, Protocol] = {}
    waiting = sorted(asked)
    while waiting:
        name = waiting.pop()
        protocols[name] = Protocol(name, _read(root, f"{name}/{PROTOCOL}"))
        upper = protocols[name].text("under")
        if upper in ids and upper not in protocols and upper not in waiting:
            waiting.append(upper)
    return dict(sorted(protocols.items()))


def _beside(root: Path, ids: Iterable[str], name: str) -> dict[str, Source]:
    """Return the files of a name that lie beside protocols, by the identifiers of these."""
    there = (each for each in ids if (root / each / name).is_file())
    return {each: _read(root, f"{each}/{name}") for each in there}


def _released(folder: Path) -> tuple[str, ...]:
    found = [path.parent.name for path in folder.glob(f"*/{MANIFEST}") if is_version(path.parent.name)]
    return tuple(sorted(found, key=version))


def _frozen(folder: Path) -> dict[str, bytes]:
    return {path.parent.name: _bytes(path) for path in sorted(folder.glob(f"*/{CONTENT}"))}


def _frozen_before(folder: Path) -> dict[str, tuple[bytes, ...]]:
    found: dict[str, tuple[bytes, ...]] = {}
    for path in sorted(folder.glob(f"*/{EARLIER}/*.json")):
        found[path.parents[1].name] = (*found.get(path.parents[1].name, ()), _bytes(path))
    return found


def _read(root: Path, file: str) -> Source:
    try:
        return read(file, _bytes(root / file))
    except FileNotFoundError:
        return Source(file)


def _members(root: Path, protocols: Iterable[Protocol]) -> dict[str, Source]:
    files = {
        str(party["members"])
        for each in protocols
        for _, party in each.entries("parties")
        if isinstance(party.get("members"), str)
    }
    return {file: each for file in sorted(files) if (each := _read_members(root, file)) is not None}


def _read_members(root: Path, file: str) -> Source | None:
    from istoolkit.definitions.members import read_members

    path = root / file
    inside = root.resolve() in path.resolve().parents
    return read_members(file, _bytes(path)) if inside and path.is_file() else None


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NoRegister(f"{path} is not a file that can be read. Put a plain file in its place.")
        with path.open("rb") as file:
            return file.read(largest(path.name) + 1)  # one more than may be read: enough to tell
    except FileNotFoundError:
        raise
    except OSError as error:
        raise NoRegister(f"{path} cannot be read: {error.strerror}.") from error
