"""The words of a Word file in the order in which a reader sees them, whoever saved it last.

What a reader may overlook is marked in the words themselves: text that was inserted or deleted with changes tracked,
hidden text, comments, fields that fetch their words from elsewhere, links that lead out of the document. So two files
have the same words only where they have the same of these too. Not read: pictures, colours, sizes, page numbers, and
the list of contents, which repeats the headings. The elements are those of ISO/IEC 29500-1, 17.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from istoolkit.documents.word.hidden import hidden_in, hiding_styles, struck_in
from istoolkit.documents.word.markings import marked
from istoolkit.documents.word.package import NotWord
from istoolkit.documents.word.quick import is_plain, paragraphs_of
from istoolkit.documents.word.safe_xml import parsed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BOX, _P = f"{W}txbxContent", f"{W}p"
_WORDS = (f"{W}t", f"{W}delText", f"{_M}t", f"{_A}t")
_SIGNS = {f"{W}tab": "\t", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t", f"{_A}br": " "}
_SYMBOL, _ART, _FOREIGN = f"{W}sym", f"{_V}textpath", f"{W}altChunk"
_READ = (_P, *_WORDS, *_SIGNS, _SYMBOL, _ART, _FOREIGN)
_CONTENTS = re.compile(r"TOC\d|Contents\d", re.IGNORECASE)
_BESIDE = re.compile(r"word/(header|footer|footnotes|endnotes|comments)\d*\.xml\Z")
_PAGE = re.compile(r"\t[\divxlc]*\Z")


def words_of(parts: Mapping[str, bytes], ours: bool = False) -> tuple[str, ...]:
    """Return the words of a Word file's parts, paragraph by paragraph: those of the body, then of what stands beside it.

    Headers and footers are named once each, however often they are repeated. A file that we
    have just made ourselves (``ours``) is read in a quicker way where that gives the same. Raises NotWord where a part is
    damaged.
    """
    hiding = hiding_styles(parts.get("word/styles.xml", b""))
    body = list(_part(parts, "word/document.xml", hiding, ours))
    beside: set[tuple[str, str]] = set()
    for name in sorted(parts):
        if found := _BESIDE.match(name):
            beside.update((found[1], words) for words in _part(parts, name, hiding, ours))
    order = ("header", "footer", "footnotes", "endnotes", "comments")
    return (*body, *(_told(*each) for each in sorted(beside, key=lambda each: (order.index(each[0]), each[1]))))


def _told(place: str, words: str) -> str:
    return f"[comment: {words}]" if place == "comments" else words


def _part(parts: Mapping[str, bytes], name: str, hiding: frozenset[str], ours: bool) -> Iterator[str]:
    """Yield the words of a part. What is not in it need not be looked for: names of elements stand there as they are."""
    content = parts.get(name, b"")
    if ours and not hiding and is_plain(content):
        for text, contents in paragraphs_of(content):
            yield from _joined((text,), contents)
        return
    try:
        root = parsed(content)
    except ValueError as error:
        raise NotWord("a part of it is damaged") from error
    if b"Fallback" in content:
        for twice in list(root.iter(f"{_MC}Fallback")):
            _without(twice)
    if hiding or b"vanish" in content:
        hidden_in(root, hiding)
    if b"trike" in content:
        struck_in(root)
    marked(root, _links(parts, name))
    yield from _paragraphs(root, b"txbxContent" in content)


def _links(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Return the targets outside the file that a part refers to, by the names it gives them."""
    folder, _, file = name.rpartition("/")
    content = parts.get(f"{folder}/_rels/{file}.rels", b"")
    if b"External" not in content:
        return {}
    try:
        found = parsed(content)
    except ValueError as error:
        raise NotWord("a part of it is damaged") from error
    return {each.get("Id", ""): each.get("Target", "") for each in found if each.get("TargetMode") == "External"}


def _paragraphs(root: etree._Element, boxed: bool) -> Iterator[str]:
    """Yield the words of each paragraph that has any. Those of text boxes follow at the end."""
    boxes = list(root.iter(_BOX)) if boxed else []
    outer = [each for each in boxes if each is not root and next(each.iterancestors(_BOX), root) is root]
    for box in outer:
        _without(box)
    yield from _read(root)
    for box in outer:
        yield from _paragraphs(box, boxed)


def _without(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _read(root: etree._Element) -> Iterator[str]:
    pieces: list[str] = []
    contents = False
    for element in root.iter(*_READ):
        tag = element.tag
        if tag == _P:
            yield from _joined(pieces, contents)
            pieces, contents = [], _is_contents(element)
        elif tag in _WORDS:
            pieces.append(element.text or "")
        else:
            pieces.append(_sign(element))
    yield from _joined(pieces, contents)


def _sign(element: etree._Element) -> str:
    """Return what stands for an element that is no text. A ``w:tab`` may be the place of a tab, which is none."""
    tag = str(element.tag)
    if tag == _ART:
        return element.get("string", "")
    if tag == _SYMBOL:
        return f"[sign {element.get(f'{W}char', '')}]"
    if tag == _FOREIGN:
        return "[another document]"
    parent = element.getparent()
    return "" if parent is not None and parent.tag == f"{W}tabs" else _SIGNS[tag]


def _is_contents(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and bool(_CONTENTS.match(style.get(f"{W}val", "")))


def _joined(pieces: Sequence[str], contents: bool) -> Iterator[str]:
    if not pieces:
        return
    text = "".join(pieces)
    words = " ".join((_PAGE.sub("", text) if contents else text).split())
    if words:
        yield words if words.isascii() else unicodedata.normalize("NFC", words)
