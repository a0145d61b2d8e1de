"""What a document rests on, as a digest: where it is the same, the document would come out the same.

Dates of files count for nothing. A document rests on the protocol and those above it, the organisations and members they
name, the settings, the partnership's own law, its templates and the toolkit itself.
"""

import hashlib
import json
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from istoolkit.definitions.guidance import worries
from istoolkit.definitions.law import law_of
from istoolkit.definitions.leaves import Leaf, leaves, records
from istoolkit.definitions.register import CONTENT, MANIFEST, SIGNED, Protocol, Register, kept
from istoolkit.definitions.schema import load
from istoolkit.documents.facts import has_ended
from istoolkit.documents.status import has_record, status_of
from istoolkit.resources import folder
from istoolkit.signoff.signatories import signatories
from istoolkit.signoff.standing import standing_of

ASSESSMENT = "assessment"
"""Among the parts of a kind of document: it rests on the impact assessment too."""

SIGN_OFF = "sign-off"
"""Among the parts of a kind of document: it rests on who signs on the day, which the files of members tell."""

GUIDANCE = "guidance"
"""Among the parts of a kind of document: it prints where the law behind guidance has changed, which the day may tell."""

_READ = (".yaml", ".yml", ".csv", ".docx", ".j2", ".css", ".js", f"/{CONTENT}", f"/{MANIFEST}")
"""The endings of files in a register that a document may rest on."""


def digest(parts: Iterable[str | bytes]) -> str:
    """Return the digest of texts and bytes, each told apart from its neighbours."""
    sums = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        sums.update(b"%d:" % len(content) + content)
    return sums.hexdigest()


@cache
def toolkit() -> str:
    """Return the digest of the toolkit itself: its code, schemas and templates."""
    package = Path(__file__).parents[1]
    files = [
        *_files(package, (".py", ".ttf")),
        *_files(folder("schemas"), (".yaml",)),
        *_files(folder("templates"), ()),
    ]
    return digest(part for name, content in files for part in (name, content))


def _files(top: Path, endings: tuple[str, ...], but: Container[Path] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield the files under a folder in order of name, but for some. Without endings, all of them."""
    seen: set[str] = set()
    for here, inside, names in os.walk(top, followlinks=True):
        seen.add(os.path.realpath(here))
        inside[:] = sorted(each for each in inside if not each.startswith((".", "__pycache__")))
        if Path(here).parent.name == SIGNED:
            inside.clear()  # what was kept of a version never changes, and no document is made of it
        inside[:] = [each for each in inside if os.path.realpath(f"{here}/{each}") not in seen]  # a link may lead back
        for name in sorted(names):
            path = Path(here) / name
            if not name.startswith(".") and (not endings or f"/{name}".endswith(endings)) and path not in but:
                yield path.relative_to(top).as_posix(), path.read_bytes()


def files_under(folder: Path) -> list[bytes]:
    """Return what the files under a folder hold, each with its name, in order; nothing where there is no folder."""
    return [part for name, content in _files(folder, ()) for part in (name.encode(), content)]


def whole(root: Path, made: Iterable[Path], asked: Iterable[str]) -> str:
    """Return the digest of everything a build rests on, without understanding any of it.

    ``made`` are the documents that were built, which may lie in the register's own folder. ``asked`` is what else decides
    what is made: the options and the day.
    """
    found = _files(root.resolve(), _READ, frozenset(made))
    return digest([toolkit(), *asked, *(part for name, content in found for part in (name, content))])


def key_of(register: Register, protocol: Protocol, kind: str, parts: frozenset[str], templates: Iterable[bytes]) -> str:
    """Return the key of the documents of one kind that are made of a protocol."""
    extra = list(_assessments(register, protocol)) if ASSESSMENT in parts else []
    signing = [repr(signatories(register, protocol))] if SIGN_OFF in parts else []
    changed = [_law_behind(register)] if GUIDANCE in parts else []
    return digest([toolkit(), kind, *templates, *_rests_on(register, protocol), *extra, *signing, *changed])


def key_of_all(register: Register, kind: str, parts: frozenset[str], templates: Iterable[bytes]) -> str:
    """Return the key of the documents of one kind that are made of the register as a whole."""
    each = (key_of(register, protocol, kind, parts, ()) for protocol in register.checked())
    changed = [_law_behind(register)] if GUIDANCE in parts else []
    return digest([toolkit(), kind, *templates, *each, register.guidance_file.text, *changed])


@kept
def _law_behind(register: Register) -> str:
    """Return what papers say on the day of the law behind guidance."""
    return repr([worries(register, {"law": [name]}) for name in law_of(register).provisions])


@kept
def _rests_on(register: Register, protocol: Protocol) -> tuple[str, ...]:
    chain = [protocol, *register.above(protocol)]
    texts = {leaf.text for each in chain for leaf in each.leaves} | _assessed(register, chain)
    organisations = _organisations(register, texts)
    members = [source.text for file, source in sorted(register.members.items()) if file in texts]
    named = [f"{n}\n{p.text('title')}\n{p.text('version')}" for n, p in register.protocols.items() if n in texts]
    chained = [part for each in chain for part in (each.id, each.source.text)]
    shared = (register.settings.text, register.law_file.text, register.guidance_file.text)
    return (
        *shared,
        *chained,
        "members",
        *members,
        "named",
        *named,
        *organisations,
        *_waiving(register, chain),
        str(has_ended(register, protocol)),
        *_signed(register, protocol),
    )


def _signed(register: Register, protocol: Protocol) -> tuple[str, ...]:
    """Return what is recorded of the sign-off and what follows from it on the day, and the rest of what is signed.

    The assessment is part of what is signed, so the digest on each document follows it. Without a record nothing is worked
    out: the documents show a draft.
    """
    assessment = register.assessments.get(protocol.id)
    own = assessment.text if assessment else ""
    if not has_record(register, protocol):
        return (own,)
    record = register.sign_offs.get(protocol.id)
    return (
        own,
        record.text if record else "",
        repr(status_of(register, protocol)),
        repr(standing_of(register, protocol)),
    )


def _waiving(register: Register, chain: list[Protocol]) -> tuple[str, ...]:
    """Return the day where a waiver may run out: documents print only those that still stand."""
    texts = [register.organisation_file.text, *(each.source.text for each in chain)]
    return (str(register.on),) if any("waivers" in text for text in texts) else ()


def _organisations(register: Register, texts: set[str]) -> Iterator[str]:
    """Yield the organisations that are named, and those that these name, each with its place in the file."""
    entries = _by_name(register)
    waiting, seen = sorted(texts & entries.keys()), set[str]()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting.extend(sorted((entries[name][1] & entries.keys()) - seen - set(waiting)))
    yield from (entries[name][0] for name in sorted(seen))


@kept
def _by_name(register: Register) -> Mapping[str, tuple[str, frozenset[str]]]:
    value = register.organisation_file.value
    fields = load("organisations").fields
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for index, entry in records(value.get("organisations") if isinstance(value, dict) else None):
        texts = leaves(fields, {"organisations": [entry]})
        words = f"{index} {json.dumps(entry, ensure_ascii=False)}"
        found.setdefault(str(entry.get("id")), (words, _texts(texts)))
    return found


def _texts(found: list[Leaf]) -> frozenset[str]:
    return frozenset(leaf.text for leaf in found)


def _assessments(register: Register, protocol: Protocol) -> Iterator[str]:
    for each in (protocol, *register.above(protocol)):
        source = register.assessments.get(each.id)
        yield source.text if source else ""
        if source and "waivers" in source.text:
            yield str(register.on)


def _assessed(register: Register, chain: list[Protocol]) -> set[str]:
    found = [register.assessments[each.id] for each in chain if each.id in register.assessments]
    fields = load("assessment").fields
    return {leaf.text for source in found for leaf in leaves(fields, source.value)}
