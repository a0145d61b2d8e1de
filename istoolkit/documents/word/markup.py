"""Values of a view as WordprocessingML, each in a content control that carries its document path.

A control is run-level rich text, its frame hidden; a hidden bookmark lies around it, because LibreOffice keeps
bookmarks where it drops controls. `Marks` keeps the map from bookmark to path and original for the file.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from istoolkit.documents.values import Detail, Entry, Text, Texts, Value, fields_of
from istoolkit.words import capital, small

_TAG = 64
_FIRST = 1_000_000
"""Where the numbers of our bookmarks begin, above those that Word gave in a template."""
_BULLET = re.compile(r"\s*[-*•]\s+")
_SPECIAL = re.compile('[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]')
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LTR = re.compile("[A-Za-z\u00c0-\u024f]")
MAP = "urn:istoolkit:map:1"


class Place(NamedTuple):
    """Where a value stands in a template: the properties of its run and paragraph, and of bullets there."""

    run: str
    paragraph: str
    bullet: str


class Marks:
    """The controls of one document, and what has been shown in it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.entries: list[str] = []
        self.shown: set[tuple[str, tuple[str | int, ...]]] = set()
        self.body = True

    def control(self, text: Text, words: str, run: str, block: int = 0) -> str:
        """Return the words of a value, or of one paragraph of it, as a run in a content control."""
        if not self.body:  # headers and footers repeat what the body shows
            return run_of(words, run)
        self.shown.add((text.file, text.path))
        number = len(self.entries) + 1
        name = f"_isp{number:05d}"
        path = escape(text.where)
        self.entries.append(f'<v b="{name}" f="{_attribute(text.file)}" p="{path}" n="{block}">{escape(words)}</v>')
        where = path if text.file == self.file else f"{_attribute(text.file)}:{path}"
        mark = _FIRST + number
        return (
            f'<w:bookmarkStart w:id="{mark}" w:name="{name}"/>'
            f'<w:sdt><w:sdtPr><w:alias w:val="{_label(text.label)}"/><w:tag w:val="{where if len(where) <= _TAG else name}"/>'
            f'<w:id w:val="{number}"/><w15:appearance w15:val="hidden"/></w:sdtPr>'
            f"<w:sdtContent>{run_of(words, _pending(run) if text.pending else run)}</w:sdtContent></w:sdt>"
            f'<w:bookmarkEnd w:id="{mark}"/>'
        )

    def part(self) -> bytes:
        """Return the map as an XML part."""
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<map xmlns="{MAP}">{"".join(self.entries)}</map>'.encode()


def escape(words: str) -> str:
    """Return words as they are written in XML, as text or as an attribute in double quotation marks."""
    if not _SPECIAL.search(words):
        return words
    return (
        _ILLEGAL.sub("", words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


@cache
def _attribute(words: str) -> str:
    return escape(words)


@cache
def _label(words: str) -> str:
    return escape(words[:_TAG])


def run_of(words: str, properties: str) -> str:
    """Return words as a run; line breaks and tabs are kept, right-to-left words marked as such."""
    if not words.isascii() and _RTL.search(words) and not _LTR.search(words):
        properties = _right_to_left(properties)
    text = escape(words)
    if "\n" in text or "\t" in text:
        text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">').replace(
            "\n", '</w:t><w:br/><w:t xml:space="preserve">'
        )
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _pending(properties: str) -> str:
    return _with(properties, '<w:highlight w:val="yellow"/>')


def _right_to_left(properties: str) -> str:
    return _with(properties, "<w:rtl/>")


_ORDER = (
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "color",
    "spacing",
    "kern",
    "sz",
    "szCs",
    "highlight",
    "u",
    "shd",
    "vertAlign",
    "rtl",
    "cs",
    "lang",
)


def _with(properties: str, extra: str) -> str:
    """Add a property to run properties, in the order that the standard asks for."""
    inner = properties.removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    name = extra.split()[0].rstrip("/>")
    parts = [*(part for part in re.findall(r"<w:\w+(?: [^>]*)?/>", inner) if not re.match(rf"{name}[ /]", part)), extra]
    names = {name: i for i, name in enumerate(_ORDER)}
    parts.sort(key=lambda part: names.get(re.findall(r"w:(\w+)", part)[0], 50))
    return f"<w:rPr>{''.join(parts)}</w:rPr>"


class Block(NamedTuple):
    """A paragraph of a value: its markup, and whether it is an entry of a list."""

    markup: str
    bullet: bool


def blocks(marks: Marks, value: Value | Detail | str, run: str) -> Iterator[Block]:
    """Yield a value as paragraphs. Sentences of a list are bullets; names stand in one line."""
    if isinstance(value, Texts) and len(value) > 1 and _apart(value):
        for each in value:
            yield Block(_member(marks, each, 0, run), True)
    elif isinstance(value, Text) and "\n" in value.words:
        yield from _paragraphs(marks, value, run)
    else:
        yield Block(inline(marks, value, run), False)


def _apart(value: Texts) -> bool:
    """Whether the values of a list stand better apart: sentences, entries, and names that have commas in them."""
    return value.prose or any(isinstance(each, Entry) or "," in str(each) for each in value)


def _paragraphs(marks: Marks, text: Text, run: str) -> Iterator[Block]:
    """Yield the paragraphs and list entries of a text. A line break inside a paragraph is only a wrapped line."""
    number = 0
    for part in re.split(r"\n\s*\n|\n(?=\s*[-*•]\s)", text.words):
        bullet = _BULLET.match(part)
        words = " ".join((part[bullet.end() :] if bullet else part).split("\n")).strip()
        if words:
            yield Block(marks.control(text, words, run, number), bool(bullet))
            number += 1


def inline(marks: Marks, value: Value | Detail | str, run: str) -> str:
    """Return a value as runs within a paragraph."""
    if isinstance(value, Text):
        return marks.control(value, capital(value.words) if value.choice else value.words, run)
    if isinstance(value, Texts):
        joint = run_of("; " if _apart(value) else ", ", run)
        return joint.join(_member(marks, each, i, run) for i, each in enumerate(value))
    if isinstance(value, Entry):
        pieces = [(label, inline(marks, inner, run)) for _, label, inner in fields_of(value)]
        first = pieces[0][1] if pieces else ""
        return first + "".join(run_of(f"; {small(label)}: ", run) + piece for label, piece in pieces[1:])
    return run_of(str(value), run) if str(value) else ""


def _member(marks: Marks, value: Value, position: int, run: str) -> str:
    if isinstance(value, Text):
        return marks.control(value, capital(value.words) if value.choice and not position else value.words, run)
    return inline(marks, value, run)
