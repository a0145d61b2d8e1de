"""A paper in words: guides, forms, handouts. What it says, before it is Word or a page.

A `Paper` is blocks one after the other. ``word.papers`` and ``paper_page`` write it; neither works anything out, so the
Word file and the page of a paper always say the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from istoolkit.documents.drawing import Drawing
from istoolkit.documents.stamp import Stamp


class Span(NamedTuple):
    """Words within a paragraph: plain, bold, or leading somewhere. ``link`` is an address, such as ``https://nspcc.org.uk``, ``tel:999`` or ``#part``."""

    words: str
    bold: bool = False
    link: str = ""


Words = str | tuple[Span | str, ...]
"""What stands in a paragraph: plain words, or words of which some are bold or links."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3. ``id`` is what links within the paper name."""

    words: str
    level: int = 1
    id: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``look`` is ``lead`` for the first words, ``fine`` for small print, ``keep`` for what introduces the next block."""

    words: Words
    look: Literal["body", "lead", "fine", "keep"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered where order matters."""

    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Callout:
    """Words that must be seen: in a frame, with a heading that says in words what the colour means.

    ``tone`` is ``urgent`` (act now), ``note`` (remember), ``changed`` (the law behind this has changed).
    """

    title: str
    blocks: "tuple[Block, ...]"
    tone: Literal["urgent", "note", "changed"] = "note"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a caption, a heading for each column, and rows. ``widths`` are in per cent and come to 100.

    A cell is a sequence of blocks, or words. The first column says what a row is about where ``row_heads`` is so.
    """

    caption: str
    headings: tuple[str, ...]
    rows: "tuple[tuple[Words | tuple[Block, ...], ...], ...]"
    widths: tuple[int, ...]
    row_heads: bool = True
    keep: bool = False
    """Whether all of it stands on one page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing. Its words follow from it: ``drawing.lines`` is the same in words, printed under it where ``told`` is so."""

    drawing: Drawing
    told: bool = True


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to fill in: a content control in Word, with a label that stands before it.

    ``kind`` is ``words`` (a line), ``text`` (several lines), ``date``, ``choice`` (one of ``options``), ``open-choice`` (one of
    them, or other words) or ``tick`` (a box to tick). ``name`` tells it from the others and is kept in the file as its
    tag: letters, digits, ``-`` and ``.``, at most 60 of them. ``help`` is what a screen reader says of it.
    """

    name: str
    label: str
    kind: Literal["words", "text", "date", "choice", "open-choice", "tick"] = "words"
    options: tuple[str, ...] = ()
    help: str = ""
    filled: str = ""
    label_apart: bool = False
    """Whether its label stands elsewhere, such as at the head of its row, and is not printed before it."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page on paper."""


Block = Heading | Paragraph | Bullets | Callout | Grid | Picture | Blank | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """What one file holds.

    ``template`` is the Word template it is written with, such as ``paper.docx``; officers restyle it. ``subtitle`` says for
    whom or of what it is. ``facts`` are labels with values for the foot of the paper, such as the version. ``status`` says
    where its protocol stands; nothing for what belongs to no protocol. ``date`` is an ISO date that comes from the
    definition: no clock goes in. ``keywords`` are for programs: the protocol and the digest of what is signed.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    template: str = "paper.docx"
    partnership: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    status: Stamp | None = None
    language: str = "en-GB"
    creator: str = ""
    date: str = ""
    version: str = ""
    marking: str = ""
    keywords: str = ""
    audience: str = ""
    """For whom it is, in a word, such as ``parents and carers``; for its properties."""


def plain(words: Words) -> str:
    """Return words without their look."""
    return words if isinstance(words, str) else "".join(each if isinstance(each, str) else each.words for each in words)


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield every text of some blocks that is printed, in the order in which it is read."""
    for each in blocks:
        yield from _texts(each)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield plain(block.words)
        case Bullets():
            yield from map(plain, block.items)
        case Callout():
            yield block.title
            yield from texts(block.blocks)
        case Grid():
            yield from (block.caption, *block.headings)
            for row in block.rows:
                for cell in row:
                    yield from cell_texts(cell)
        case Picture():
            yield from block.drawing.lines if block.told else ()
        case Blank() if not block.label_apart:
            yield block.label


def cell_texts(cell: "Words | tuple[Block, ...]") -> Iterator[str]:
    """Yield the texts of a cell of a grid."""
    blocks = cell_blocks(cell)
    yield from texts(blocks)


def cell_blocks(cell: "Words | tuple[Block, ...]") -> "tuple[Block, ...]":
    """Return a cell of a grid as blocks."""
    if isinstance(cell, str):
        return (Paragraph(cell),)
    spans = tuple(each for each in cell if isinstance(each, str | Span))
    if spans:
        return (Paragraph(spans),)
    return tuple(each for each in cell if not isinstance(each, str | Span))
