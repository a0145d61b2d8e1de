"""A finished Word document taken apart for its page: what lies in it, its parts by relation, and names of WordprocessingML.

The names are those of ECMA-376 part 1. Only what is needed of it is read; nothing outside of the file is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from istoolkit.documents.word.package import unpack

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TAB = "\t"


@dataclass(frozen=True)
class Source:
    """A Word document: its parts by name."""

    parts: Mapping[str, bytes]

    @cached_property
    def body(self) -> "_Element":
        """What the pages hold."""
        found = parsed(self.parts["word/document.xml"]).find(f"{W}body")
        assert found is not None  # noqa: S101 - every Word document has a body
        return found

    @cached_property
    def related(self) -> dict[str, str]:
        """The parts and addresses that the document names, by the identifier of their relation."""
        name = "word/_rels/document.xml.rels"
        relations = parsed(self.parts[name]) if name in self.parts else ()
        return {str(each.get("Id")): str(each.get("Target")) for each in relations}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The numbers of headings, by the bookmark that the table of contents leads to."""
        rows = (link for link in self.body.iter(f"{W}hyperlink") if style_of(link.getparent()).startswith("TOC"))
        split = ((str(row.get(f"{W}anchor")), words_of(row).partition(_TAB)) for row in rows)
        return {anchor: number for anchor, (number, tab, _) in split if tab}

    def edge(self, name: str) -> tuple[str, str]:
        """Return what stands at the left and at the right of a header or footer, such as ``header1``."""
        part = self.parts.get(f"word/{name}.xml")
        paragraph = next(parsed(part).iter(f"{W}p"), None) if part else None
        left, _, right = words_of(paragraph).partition(_TAB) if paragraph is not None else ("", "", "")
        return left.strip(), right.strip()


def source_of(content: bytes) -> Source:
    """Return a Word document taken apart. Raises word.package.NotWord."""
    return Source(unpack(content))


def parsed(part: bytes) -> "_Element":
    """Return a part of a Word document as XML. Nothing is fetched."""
    from lxml import etree

    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def style_of(paragraph: "_Element | None") -> str:
    """Return the name of a paragraph's style; "" where it has none."""
    found = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
    return str(found.get(f"{W}val")) if found is not None else ""


def words_of(element: "_Element") -> str:
    """Return the words in a part of a document, tabs and line breaks among them."""
    return "".join(_words(element))


def _words(element: "_Element") -> Iterator[str]:
    from lxml import etree

    for each in element.iter(etree.Element):
        if each.tag == f"{W}t":
            yield each.text or ""
        elif each.tag in (f"{W}tab", f"{W}ptab") and _is_in_run(each):
            yield _TAB
        elif each.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif each.tag == f"{W}noBreakHyphen":
            yield "\u2011"


def _is_in_run(element: "_Element") -> bool:
    """Say whether it is printed: a tab elsewhere is a place where tabs stop."""
    parent = element.getparent()
    return parent is not None and parent.tag == f"{W}r"
