"""The words and names that a register knows, by which one from elsewhere stands out."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from istoolkit.definitions.leaves import leaves, many
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.schema import documents, law_records, load
from istoolkit.rules.support.particulars import ROLES
from istoolkit.rules.support.phrases import Hit, Prose

_SMALL_WORD = re.compile(r"(?<![\w.@/-])[a-z]{2,}(?![\w@/-]|\.\w)")
_WORD = re.compile(r"[^\W\d_]{2,}")

_KEYS = (
    *("Council", "Constabulary", "Police", "NHS ", "Integrated Care", "Health Board", "Fire ", "Safeguarding "),
    *("Children", "Information Sharing", "Housing "),
)
"""How the names below begin."""

_NAMED = re.compile(
    r"\b(?:Council|Constabulary|Police|NHS (?:Foundation )?Trust|(?:Integrated Care|Health) Board|Fire (?:and|&) Rescue"
    r"|Safeguarding (?:Children(?:['’]s)?|Adults?) (?:Board|Partnership)|Children['’]s (?:Partnership|Trust)"
    r"|Information Sharing (?:Protocol|Agreement|Framework)|Housing (?:Association|Trust))\b"
)
_BEFORE = re.compile(r"(?:(?:[A-Z][\w'’-]*|and|of|upon|le|the|&)\s+)+\Z")
_LONGEST = 90

_GENERAL_WORDS = """
    the each every any all our this that its their his her both if when where while only under no not some other
    nhs gp uk england wales scotland ireland northern english welsh scottish irish british european county city
    borough district metropolitan unitary parish town community royal burgh islands isles association chiefs
    ministry defence military transport civil nuclear port college privy crown teaching hospital hospitals
    university ambulance dental nursing midwifery professions pharmaceutical optical arts research funding
    student pupil school youth shadow combined greater tell ring call phone notify ask email send via include
    including except regarding and
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())


@cache
def ordinary() -> frozenset[str]:
    """Return the words that stand in small letters in the schemas and the law records that come with the toolkit."""
    helps = (f"{each.title} {each.help}" for name in documents() for _, each in load(name).walk())
    told = (text for records in law_records().values() for each in records.values() for text in _texts(each))
    return frozenset(word for text in (*helps, *told) for word in _SMALL_WORD.findall(text))


def _texts(record: Any) -> Iterator[str]:
    for name in ("title", "meaning", "purpose", "because", "now", "words", "limits"):
        yield from many(record.get(name))


@kept
def _of_register(register: Register) -> frozenset[str]:
    """Return the words of the names that the files of the register have, but for those in its protocols."""
    files = (
        ("organisations", register.organisation_file),
        ("register", register.settings),
        ("law", register.law_file),
    )
    names = {"title", "legal_name", "previous_names", "address", "partnership"}
    found = [
        leaf.text
        for document, file in files
        for leaf in leaves(load(document).fields, file.value)
        if names & {*leaf.path}
    ]
    contacts = leaves(load("guidance").fields, register.guidance_file.value)
    found += [leaf.text for leaf in contacts if leaf.path[0] == "contacts" and leaf.path[-1] == "title"]
    return _words([*found, *(each.replace("-", " ") for each in register.all_ids)])


@kept
def _of_protocol(register: Register, protocol: Protocol) -> frozenset[str]:
    """Return the words of the names in a protocol and in those above: its own, of parties and members, and explained ones."""
    chain = [protocol, *register.above(protocol)]
    return _words(text for each in chain for text in _names(register, each))


def _names(register: Register, protocol: Protocol) -> Iterator[str]:
    yield from (protocol.text(name) for name in ("title", "partnership"))
    yield from (str(each.get("term")) for _, each in protocol.entries("definitions"))
    for _, party in protocol.entries("parties"):
        yield from (str(party.get(name, "")) for name in ("title", "department"))
        yield from (str(each.get("title")) for each in party.get("departments", ()) if isinstance(each, dict))
        members = register.members.get(str(party.get("members")))
        yield from (f"{row.get('name')} {row.get('area')}" for row in (members.value if members else None) or ())


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def knows(register: Register, prose: Prose) -> Callable[[str], bool]:
    """Return what tells whether a word is an ordinary one, or one of the names that the register has."""
    small: set[str] = set()

    def known(word: str) -> bool:
        word = word.lower()
        if word in ROLES or word in _GENERAL or word in _of_register(register):
            return True
        if prose.protocol and word in _of_protocol(register, prose.protocol):
            return True
        small.update(() if small else _SMALL_WORD.findall(prose.text))
        return word in small or word in ordinary()

    return known


def named_elsewhere(register: Register, prose: Prose) -> Iterator[tuple[Hit, str]]:
    """Yield the names of organisations and protocols that have a word which the register does not know."""
    known = knows(register, prose)
    ended = 0
    for match in prose.matches(_NAMED, _KEYS):
        begins = max(ended, match.start() - _LONGEST)
        ended = match.end()
        before = _BEFORE.search(prose.text[begins : match.start()])
        words = before[0].split() if before else []
        while words and _is_known(words[0], known):
            del words[0]
        if words:
            yield prose.hit(*match.span()), " ".join([*words, match[0]])


def _is_known(word: str, known: Callable[[str], bool]) -> bool:
    return all(map(known, _WORD.findall(word)))
