"""The schemas in ``schemas/``: what each type of file may say, with the words that go with each field.

A schema file is YAML. Reading it takes longer than checking a protocol, so ``schemas/compiled.json`` keeps what was
read; it is used only while the digest in it matches the files. Guidance has a file of its own: few commands need it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from istoolkit.resources import folder

COMPILED = "compiled.json"
COMPILED_GUIDANCE = "compiled-guidance.json"
WAIVERS = "waivers"
"""The key under which any section or entry of a waivable document may say which findings about it are waived."""

WAIVABLE = ("protocol", "organisations", "assessment")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a document type: its rules, and the words that officers read about it."""

    name: str
    types: tuple[str, ...]
    title: str
    help: str = ""
    example: Any = None
    source: str = ""
    required: bool = False
    may_be_empty: bool = False
    format: str = ""
    allowed: Mapping[str, str] = field(default_factory=dict)
    defines: str = ""
    refers: str = ""
    words: tuple[str, ...] = ()
    inherit: str = ""
    below: str = ""
    needed: tuple[str, ...] = ()
    start: Any = None
    offered: bool = True
    shown: bool = True
    signed: bool = True
    """Whether it is part of what partners sign; not where it is kept up to date without signing again."""
    fields: Mapping[str, "Field"] = field(default_factory=dict)
    item: "Field | None" = None

    @property
    def is_text(self) -> bool:
        """Whether the value is a single text."""
        return self.types == ("string",)

    @property
    def is_section(self) -> bool:
        """Whether the value is a section with fields of its own."""
        return self.types == ("dict",)

    @property
    def is_records(self) -> bool:
        """Whether the value is a list of sections."""
        return self.item is not None and self.item.is_section


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema of one document type."""

    document: str
    title: str
    help: str
    fields: Mapping[str, Field]

    def walk(self) -> Iterator[tuple[tuple[str, ...], Field]]:
        """Yield every field with its path; ``[]`` stands for an entry of a list. Waivers, which may be anywhere, are left out."""
        for name, each in self.fields.items():
            if name != WAIVERS:
                yield from _walk((name,), each)


def _walk(path: tuple[str, ...], each: Field) -> Iterator[tuple[tuple[str, ...], Field]]:
    yield path, each
    for name, inner in each.fields.items():
        if name != WAIVERS:
            yield from _walk((*path, name), inner)
    if each.item is not None:
        yield from _walk((*path, "[]"), each.item)


@cache
def load(document: str) -> Schema:
    """Return the schema of a document type: ``protocol``, ``assessment``, ``organisations``, ``register``, ``law`` …"""
    content, words = raw()[f"{document}.yaml"], vocabularies()
    extra = _waivers() if document in WAIVABLE else {}
    fields = {name: _field(name, rules, words, extra) for name, rules in content["schema"].items()}
    top = extra if document in ("protocol", "assessment") else {}
    return Schema(document, content["title"], content["help"], {**fields, **top})


@cache
def _waivers() -> dict[str, Field]:
    waiver = load("waiver")
    item = Field(name=WAIVERS, types=("dict",), title=waiver.title, help=waiver.help, fields=waiver.fields)
    return {
        WAIVERS: Field(WAIVERS, ("list",), "Waivers", waiver.help, inherit="own", offered=False, shown=False, item=item)
    }


@cache
def vocabularies() -> dict[str, Mapping[str, str]]:
    """Return the words that fields may choose from: those of vocabularies.yaml and those that records give."""
    records = law_records()
    chosen: dict[str, dict[str, str]] = {}
    for each in records["provisions"].values():
        if "chosen_in" in each:
            chosen.setdefault(each["chosen_in"], {})[each["chosen_as"]] = each["chosen_words"]
    titles = {words: {name: each["title"] for name, each in records[of].items()} for words, of in _OF_LAW.items()}
    special = {n: each["title"] for n, each in records["categories"].items() if each["kind"] == "special-category"}
    kept = {words: _titles(raw()[file][of]) for words, (file, of) in _OF_ASSESSMENTS.items()}
    return {**raw()["vocabularies.yaml"], **chosen, **titles, **kept, "special_categories": special}


def _titles(records: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {each["id"]: each["title"] for each in records}


_OF_LAW = {
    "organisation_kinds": "organisation_kinds",
    "channel_kinds": "channels",
    "categories": "categories",
    "disposal_methods": "disposal",
}
"""Vocabularies that are the titles of records of law, by the list they stand in."""

_OF_ASSESSMENTS = {
    "screening_factors": ("screening.yaml", "factors"),
    "risk_suggestions": ("risks.yaml", "suggestions"),
}
"""Vocabularies that are the titles of records for impact assessments, by the file and list they stand in."""


@cache
def declared_in(document: str) -> dict[str, str]:
    """Return the lists of a document type whose entries declare a name, each with the sort of thing: flows declare a flow."""
    own = ((name, each.item.fields.get("id")) for name, each in load(document).fields.items() if each.item is not None)
    return {name: id.defines for name, id in own if id is not None and id.defines}


def documents() -> list[str]:
    """Return the document types that there are schemas for, in order of name."""
    return sorted(name.removesuffix(".yaml") for name, content in raw().items() if "document" in content)


def _field(
    name: str, rules: Mapping[str, Any], words: Mapping[str, Mapping[str, str]], extra: Mapping[str, Field]
) -> Field:
    types = rules["type"] if isinstance(rules["type"], list) else [rules["type"]]
    inner = rules.get("schema")
    fields: dict[str, Field] = {}
    if inner and types == ["dict"]:
        fields = {**{key: _field(key, each, words, extra) for key, each in inner.items()}, **extra}
    return Field(
        name=name,
        types=tuple(types),
        required=rules.get("required") == "true",
        may_be_empty=rules.get("empty") == "true",
        allowed=words[rules["vocabulary"]] if "vocabulary" in rules else rules.get("allowed", {}),
        words=tuple(rules.get("words", ())),
        needed=tuple(rules.get("needed", ())),
        offered=rules.get("offered") != "no",
        shown=rules.get("show") != "no",
        signed=rules.get("signed") != "no",
        fields=fields,
        item=_field(name, {"title": rules["title"], **inner}, words, extra) if inner and "list" in types else None,
        **{key: rules[key] for key in _WORDS if key in rules},
    )


_WORDS = ("title", "help", "example", "source", "format", "defines", "refers", "inherit", "below", "start")


@cache
def raw() -> dict[str, Any]:
    """Return the content of every schema file by its name, every scalar as it was typed."""
    return _read_or_kept(COMPILED, contents(folder("schemas")))


def _read_or_kept(name: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    kept = _kept(folder("schemas") / name, digest(files))
    return kept if kept is not None else parse(files)


def contents(place: Path) -> dict[str, bytes]:
    """Return the bytes of every schema file in a folder by its name, in order of name, but for guidance."""
    return _bytes_of(place, "*.yaml", "law/*.yaml")


def guidance_contents(place: Path) -> dict[str, bytes]:
    """Return the bytes of every file of guidance in a folder of schemas, by its name and in order of name."""
    return _bytes_of(place, "guidance/*.yaml")


def _bytes_of(place: Path, *patterns: str) -> dict[str, bytes]:
    files = sorted(path for each in patterns for path in place.glob(each))
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}


def digest(contents: Mapping[str, bytes]) -> str:
    """Return the digest of the schema files, whatever the line ends git gave them."""
    sums = hashlib.sha256()
    for name, content in contents.items():
        sums.update(name.encode() + b"\0" + content.replace(b"\r\n", b"\n") + b"\0")
    return sums.hexdigest()


def _kept(path: Path, wanted: str) -> dict[str, Any] | None:
    try:
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return kept["files"] if kept.get("digest") == wanted else None


def parse(contents: Mapping[str, bytes]) -> dict[str, Any]:
    """Read the schema files themselves. Raises ValueError where one cannot be read."""
    from istoolkit.definitions.reader import read

    sources = {name: read(name, content) for name, content in contents.items()}
    for source in sources.values():
        if source.faults:
            raise ValueError(f"{source.faults[0].problem.at}: {source.faults[0].problem.message}")
    return {name: source.value for name, source in sources.items()}


def compiled(contents: Mapping[str, bytes]) -> bytes:
    """Return what ``schemas/compiled.json`` should hold for these files."""
    kept = {"digest": digest(contents), "files": parse(contents)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


LAW_LISTS = ("provisions", "superseded", "organisation_kinds", "categories", "channels", "disposal", "considerations")
"""The lists of records that a file of law may have."""

Records = Mapping[str, Mapping[str, Mapping[str, Any]]]


@cache
def law_records() -> Records:
    """Return the records of law that come with the toolkit: by list, then by identifier."""
    return _by_list(LAW_LISTS, (content for file, content in raw().items() if file.startswith("law/")))


@cache
def guidance_lists() -> tuple[str, ...]:
    """Return the lists of records that a file of guidance may have, as ``schemas/guidance.yaml`` has them."""
    return tuple(name for name, each in load("guidance").fields.items() if each.is_records)


@cache
def guidance_records() -> Records:
    """Return the records of guidance that come with the toolkit: by list, then by identifier."""
    files = _read_or_kept(COMPILED_GUIDANCE, guidance_contents(folder("schemas")))
    return _by_list(guidance_lists(), files.values())


def _by_list(lists: Iterable[str], files: Iterable[Mapping[str, Any]]) -> Records:
    records: dict[str, dict[str, Mapping[str, Any]]] = {name: {} for name in lists}
    for content in files:
        for name, found in records.items():
            found.update({each["id"]: each for each in content.get(name, ())})
    return records
