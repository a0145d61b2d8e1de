"""What a document rests on, as a digest: where it is the same, the document would come out the same.

Dates of files count for nothing. A document rests on the protocol and those above it, the organisations and members they
name, the settings, the partnership's own law, its templates and the toolkit itself.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import date
from istoolkit.definitions.guidance import worries
from istoolkit.definitions.law import law_of
from istoolkit.definitions.leaves import Leaf, leaves, records
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.schema import load
from istoolkit.documents.matrix.in_time import barred, ended
from istoolkit.documents.status import has_record, status_of
from istoolkit.documents.sums import digest, toolkit
from istoolkit.signoff.content import digest_of
from istoolkit.signoff.signatories import signatories
from istoolkit.signoff.standing import standing_of

ASSESSMENT = "assessment"
"""Among the parts of a kind of document: it rests on the impact assessment too."""

SIGN_OFF = "sign-off"
"""Among the parts of a kind of document: it rests on who signs on the day, which the files of members tell."""

GUIDANCE = "guidance"
"""Among the parts of a kind of document: it prints where the law behind guidance has changed, which the day may tell."""

MEMBERS = "members"
"""Among the parts of a kind of document: it prints what the files of members say of them, and not only how many they are."""

WEBSITE = "website"
"""Among the parts of a kind of document: it prints where the partnership publishes."""

_SETTINGS = {
    "risk_scale": ASSESSMENT,
    "own_scale": ASSESSMENT,
    "assessment_form": ASSESSMENT,
    "website": WEBSITE,
    "reading_age": "",
}
"""The settings that not every kind of document rests on, each with the part that does: "" where only the check does."""


def key_of(register: Register, protocol: Protocol, kind: str, parts: frozenset[str], templates: Iterable[bytes]) -> str:
    """Return the key of the documents of one kind that are made of a protocol."""
    return digest([toolkit(), kind, *templates, *_rests_on(register, protocol), *_more(register, protocol, parts)])


def key_of_all(register: Register, kind: str, parts: frozenset[str], templates: Iterable[bytes]) -> str:
    """Return the key of the documents of one kind that are made of the register as a whole."""
    each = (key_of(register, protocol, kind, parts, ()) for protocol in register.checked())
    return digest([toolkit(), kind, *templates, *each, *_of_register(register, parts)])


def _more(register: Register, protocol: Protocol, parts: frozenset[str]) -> Iterator[str]:
    """Yield what a kind of document rests on beside what all of them do."""
    yield from _of_register(register, parts)
    if ASSESSMENT in parts:
        yield from _assessments(register, protocol)
    if SIGN_OFF in parts:
        found = signatories(register, protocol)
        yield repr([*found, *(each.joined > str(register.on) for each in found)])
    if MEMBERS in parts:
        yield from _members(register, protocol)
    if GUIDANCE not in parts:
        yield _law(register, protocol)


@kept
def _of_register(register: Register, parts: frozenset[str]) -> tuple[str, ...]:
    """Return what a kind of document rests on in the files that all protocols share."""
    settings = register.settings.value if isinstance(register.settings.value, dict) else {}
    own = {name: value for name, value in settings.items() if name not in _SETTINGS or _SETTINGS[name] in parts}
    if GUIDANCE not in parts:
        return (_words(own),)
    return (_words(own), _words_of(register.guidance_file), _words_of(register.law_file), _law_behind(register))


@kept
def _law_behind(register: Register) -> str:
    """Return what papers say on the day of the law behind guidance."""
    return repr([worries(register, {"law": [name]}) for name in law_of(register).provisions])


@kept
def _rests_on(register: Register, protocol: Protocol) -> tuple[str, ...]:
    chain = [protocol, *register.above(protocol)]
    texts = _named(register, protocol)
    named = [f"{n}\n{p.text('title')}\n{p.text('version')}" for n, p in register.protocols.items() if n in texts]
    return (
        *(part for each in chain for part in (each.id, _words_of(each.source))),
        "named",
        *named,
        *_organisations(register, texts),
        *_waiving(register, chain),
        _come(register, protocol),
        ended(register, protocol),
        barred(register, protocol),
        _words_of(register.assessments.get(protocol.id)),
        digest_of(register, protocol),
        *_signed(register, protocol),
    )


@kept
def _named(register: Register, protocol: Protocol) -> frozenset[str]:
    """Return every text of a protocol, of those above and of their assessments: what they name is among them."""
    chain = [protocol, *register.above(protocol)]
    return frozenset({leaf.text for each in chain for leaf in each.leaves} | _assessed(register, chain))


def _come(register: Register, protocol: Protocol) -> str:
    """Return how many of the dates that are named have come on the day, and whether it is one of them.

    What a document says of the day, such as that a party has left, can change on no other.
    """
    named = _named(register, protocol)
    provisions = law_of(register).provisions
    law = (str(value) for name in named & provisions.keys() for value in provisions[name].values())
    rows = (row for file in sorted(named & register.members.keys()) for row in register.members_in(file))
    texts = {*named, *law, *(cell for row in rows for cell in row.values())}
    days, on = {text for text in texts if date(text)}, str(register.on or "")
    return f"{sum(each <= on for each in days)} {on in days}"


def _members(register: Register, protocol: Protocol) -> Iterator[str]:
    texts = _named(register, protocol)
    for file, source in sorted(register.members.items()):
        if file in texts:
            yield from (file, _words_of(source))


@kept
def _law(register: Register, protocol: Protocol) -> str:
    """Return the partnership's own law. When a record was confirmed is told only of law that is named."""
    texts, value = _named(register, protocol), register.law_file.value
    lists = value.items() if isinstance(value, dict) else ()
    return _words({name: [_confirmed(each, texts) for _, each in records(found)] for name, found in lists})


def _confirmed(record: Mapping[str, Any], texts: frozenset[str]) -> Mapping[str, Any]:
    if record.get("id") in texts:
        return record
    return {name: value for name, value in record.items() if name != "checked_on"}


def _words_of(source: Source | None) -> str:
    """Return what a file says, whatever its comments and layout."""
    return _words(source.value) if source else ""


def _words(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _signed(register: Register, protocol: Protocol) -> tuple[str, ...]:
    """Return what is recorded of the sign-off and what follows from it on the day.

    Without a record nothing is worked out: the documents show a draft.
    """
    if not has_record(register, protocol):
        return ()
    return (
        _words_of(register.sign_offs.get(protocol.id)),
        repr(status_of(register, protocol)),
        repr(standing_of(register, protocol)),
        *(digest([name, content]) for name, content in register.frozen.get(protocol.id, {}).items()),
    )


def _waiving(register: Register, chain: list[Protocol]) -> tuple[str, ...]:
    """Return the day where a waiver may run out: documents print only those that still stand."""
    texts = [register.organisation_file.text, *(each.source.text for each in chain)]
    return (str(register.on),) if any("waivers" in text for text in texts) else ()


def _organisations(register: Register, texts: frozenset[str]) -> Iterator[str]:
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
        yield _words_of(source)
        if source and "waivers" in source.text:
            yield str(register.on)


def _assessed(register: Register, chain: list[Protocol]) -> set[str]:
    found = [register.assessments[each.id] for each in chain if each.id in register.assessments]
    fields = load("assessment").fields
    return {leaf.text for source in found for leaf in leaves(fields, source.value)}
