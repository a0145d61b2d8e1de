"""What stands in a paragraph of a Word document, as HTML: bold words, links, shades, pictures. Every text is escaped."""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from istoolkit.documents.word_page.source import MC, R, Source, W, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OUTSIDE = ("https://", "http://", "mailto:", "tel:")
_INSIDE = (f"{W}sdt", f"{W}sdtContent", f"{W}smartTag", f"{W}ins", f"{W}fldSimple")
"""What holds runs and adds nothing to see."""


class Runs:
    """Writes what stands in paragraphs. ``shades`` gathers the grounds that it uses, for the page's style."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.shades: dict[str, None] = {}

    def html(self, element: "_Element") -> str:
        """Return the inside of a paragraph, without its pictures."""
        return "".join(self._inside(element)).replace("<b></b>", "").replace("</b><b>", "").strip()

    def _inside(self, element: "_Element") -> Iterator[str]:
        for each in element:
            if each.tag == f"{W}r":
                yield self._run(each)
            elif each.tag == f"{W}hyperlink":
                yield self._link(each)
            elif each.tag in _INSIDE:
                yield from self._inside(each)

    def _run(self, run: "_Element") -> str:
        words = escape("".join(_texts(run)), quote=False).replace("\n", "<br>")
        if not words:
            return ""
        if is_bold(run):
            words = f"<b>{words}</b>"
        shade = run.find(f"{W}rPr/{W}shd")
        return f'<span class="{self.shade(shade)}">{words}</span>' if shade is not None else words

    def _link(self, link: "_Element") -> str:
        inside = "".join(self._inside(link))
        target = self.source.related.get(str(link.get(f"{R}id")), "")
        anchor = link.get(f"{W}anchor")
        address = target if target.startswith(_OUTSIDE) else f"#{anchor}" if anchor else ""
        return f'<a href="{escape(address)}">{inside}</a>' if address else inside

    def shade(self, shading: "_Element") -> str:
        """Return the class for a ground, noted for the page's style; "" where there is none."""
        fill = str(shading.get(f"{W}fill", "auto"))
        if fill == "auto" or not fill.isalnum():
            return ""
        self.shades[fill] = None
        return f"fill-{fill}"


def is_bold(run: "_Element") -> bool:
    """Say whether a run is bold."""
    found = run.find(f"{W}rPr/{W}b")
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off")


def _texts(run: "_Element") -> Iterator[str]:
    for each in run:
        if each.tag == f"{W}t":
            yield each.text or ""
        elif each.tag in (f"{W}tab", f"{W}ptab"):
            yield " "
        elif each.tag in (f"{W}br", f"{W}cr") and each.get(f"{W}type") != "page":
            yield "\n"
        elif each.tag == f"{W}noBreakHyphen":
            yield "\u2011"
        elif each.tag in (f"{MC}AlternateContent", f"{W}drawing", f"{W}pict"):
            yield from _boxed(each)


def _boxed(element: "_Element") -> Iterator[str]:
    """Yield the words of a text box, once where it is there in two ways."""
    chosen = next(element.iter(f"{MC}Choice"), element)
    for paragraph in (each for box in chosen.iter(f"{W}txbxContent") for each in box.iter(f"{W}p")):
        yield f" {words_of(paragraph)} "


def pictures_in(paragraph: "_Element") -> "Iterator[_Element]":
    """Yield the pictures of a paragraph."""
    return paragraph.iter(f"{W}drawing")


def blips(picture: "_Element") -> Iterator[str]:
    """Yield the relations of the images of a picture: that drawn in lines first, then that in dots."""
    found = [(each.tag, str(each.get(f"{R}embed"))) for each in picture.iter() if each.get(f"{R}embed")]
    yield from (relation for tag, relation in sorted(found, key=lambda each: each[0] == f"{_DRAWN}blip"))
