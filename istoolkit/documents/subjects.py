"""What each template is filled with: the names it may use, and a sample that says everything, for trying it on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from istoolkit.documents import assessment_rows, assessment_view, public_summary_view
from istoolkit.documents.sample import sample_register
from istoolkit.documents.signing import names
from istoolkit.documents.stamp import DRAFT, Stamp
from istoolkit.documents.status import ClassSigned, Digest, Signed
from istoolkit.documents.view import EXTRAS, PARTY_EXTRAS, Library
from istoolkit.documents.word.package import unpack
from istoolkit.resources import folder

_OF_REGISTER = ("protocol", "organisations", "members", "register", "waiver")


@dataclass(frozen=True)
class Subject:
    """What a template is about.

    ``main`` is the type of the file of which it should show everything; "" where it is not meant to. ``documents`` are
    the types of files whose fields it may name, ``extras`` the names worked out, and ``parts`` the names inside those.
    """

    main: str
    documents: tuple[str, ...]
    extras: Mapping[str, str]
    parts: frozenset[str]
    sample: Callable[[], Mapping[str, Any]]

    @property
    def file(self) -> str:
        """The file of the sample of which everything should be shown."""
        return f"sample/{self.main}.yaml"


def subject_of(name: str) -> Subject:
    """Return what a template of a name, such as ``assessment-cnil``, is about; a protocol where the name says nothing."""
    if name in _OTHERS:
        return _OTHERS[name]
    if _is_paper(name):
        return PAPER
    return ASSESSMENT if name.startswith("assessment") else PROTOCOL


@cache
def _is_paper(name: str) -> bool:
    """Whether the template of a name is one of those that papers in words are written with."""
    path = folder("templates") / f"{name}.docx"
    return path.is_file() and b"{{ body }}" in unpack(path.read_bytes())["word/document.xml"]


@cache
def _protocol() -> Mapping[str, Any]:
    register = sample_register()
    return {**Library(register).view(register.protocols["sample"]), **_signing()}


@cache
def _assessment() -> Mapping[str, Any]:
    register = sample_register()
    return {**assessment_view.assessment_view(Library(register), register.protocols["sample"]), **_signing()}


@cache
def _summary() -> Mapping[str, Any]:
    register = sample_register()
    return {**_assessment(), "public": public_summary_view.public_view(register, register.protocols["sample"])}


def _signing() -> Mapping[str, Any]:
    """Return what a record of sign-off would add, for templates that show it."""
    signed = Signed(*(f"Words for {name}" for name in Signed._fields))
    return {
        "signed_on": "1 December 2026",
        "earlier_in_force": "0.9",
        "signatures": [signed],
        "classes_signed": [ClassSigned("sample-party", "Schools", "1 of 2 has signed.", (signed,))],
    }


def _book() -> Mapping[str, Any]:
    facts = [{"label": "Version", "value": "1.0"}]
    words = {name: f"Words for {name}" for name in _BOOK}
    return {**words, "draft": True, "status": DRAFT, "several": True, "facts": facts, "notes": ["A note"]}


_BOOK = {
    "title": "The title of the document.",
    "subtitle": "What it is about.",
    "draft": "Whether the protocol is not signed by all who must, or has ended.",
    "status": "Where the protocol stands: `name`, `words`, `head` for the head of a page, `agreed`.",
    "banner": "Where the protocol stands, for the cover.",
    "facts": "Particulars, each with `label` and `value`.",
    "notes": "Sentences for the reader.",
    "running": "What stands at the head of each page: the document, the protocol and its version.",
    "marking": "The protective marking, such as OFFICIAL; nothing where there is none.",
    "several": "Whether there are so many tables that a list of them is wanted.",
    "tables": "The tables, in a paragraph of its own.",
    "pictures": "The drawings, in a paragraph of its own.",
}

_PAPER = {
    "title": "The title of the paper.",
    "subtitle": "For whom or of what it is.",
    "partnership": "What the partnership calls itself.",
    "draft": "Whether its protocol is not signed by all who must, or has ended.",
    "status": "Where its protocol stands: `name`, `words`, `head` for the head of a page, `agreed`.",
    "banner": "Where its protocol stands, for the head of the paper; nothing once it is agreed.",
    "facts": "Particulars, each with `label` and `value`.",
    "foot": "The particulars in one line.",
    "running": "What stands at the head of each page.",
    "marking": "The protective marking, such as OFFICIAL; nothing where there is none.",
    "body": "What the paper says, in a paragraph of its own.",
}


def _paper() -> Mapping[str, Any]:
    words = {name: f"Words for {name}" for name in _PAPER}
    return {**words, "draft": True, "status": DRAFT, "facts": [{"label": "Version", "value": "1.0"}]}


_INSIDE = frozenset(
    {"origin", "label", "value", "original", "words", "pending", "title", "version", "short", "members", "confirmed"}
    | {"meaning", "kind", "nations", "name", "described", "lines"}
    | {*Stamp._fields, "agreed", *Digest._fields, *Signed._fields, "who", "how", *ClassSigned._fields}
)

_PARTIES = {f"parties[].{name}": words for name, words in PARTY_EXTRAS.items()}

PROTOCOL = Subject("protocol", _OF_REGISTER, {**EXTRAS, **_PARTIES}, _INSIDE | set(PARTY_EXTRAS), _protocol)

_ASSESSING = {**PROTOCOL.extras, **assessment_view.EXTRAS}
_ASSESSED = PROTOCOL.parts | assessment_rows.PARTS | assessment_view.PARTS

ASSESSMENT = Subject("assessment", (*_OF_REGISTER, "assessment"), _ASSESSING, _ASSESSED, _assessment)

_SUMMARISING = {**_ASSESSING, **public_summary_view.EXTRAS}
_SUMMARISED = _ASSESSED | public_summary_view.PARTS

SUMMARY = Subject("", (*_OF_REGISTER, "assessment"), _SUMMARISING, _SUMMARISED, _summary)

BOOK = Subject("", (), _BOOK, frozenset({"label", "value", *Stamp._fields, "agreed"}), _book)

PAPER = Subject("", (), _PAPER, frozenset({"label", "value", *Stamp._fields, "agreed"}), _paper)

SHEET = Subject("", (), names.SHEET, names.PARTS, names.sample_sheet)

CERTIFICATE = Subject("", (), names.CERTIFICATE, names.PARTS, names.sample_certificate)

_OTHERS = {"book": BOOK, "public-summary": SUMMARY, "sign-off-sheet": SHEET, "certificate": CERTIFICATE}
