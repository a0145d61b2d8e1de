"""A drawing inside a page: its SVG with names of its own, its title and what it shows said to a screen reader."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from istoolkit.documents.drawing import Drawing

if TYPE_CHECKING:
    from lxml.etree import _Element

SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_ADDRESS = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")


@dataclass(frozen=True, slots=True)
class PicturePart:
    """A drawing as the template of the page sees it. ``styles`` are the texts of the style elements in it."""

    id: str
    title: str
    described: str
    lines: tuple[str, ...]
    svg: Markup
    styles: tuple[str, ...]


def picture_part(drawing: Drawing, id: str) -> PicturePart:
    """Return a drawing ready to stand in a page with others. Raises lxml.etree.XMLSyntaxError for what is not SVG."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(drawing.svg.encode(), parser)
    _strip(root)
    for each in root.iter(etree.Element):
        _own_names(each, id)
        _plain_style(each)
    _name(root, drawing, id)
    styles = tuple(each.text or "" for each in root.iter(f"{SVG}style"))
    svg = Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704 - well-formed, without scripts
    return PicturePart(id, drawing.title, drawing.described, drawing.lines, svg, styles)


def _strip(root: "_Element") -> None:
    """Take out the title and description of the whole, which are written anew, and what a picture does not need."""
    own = [each for each in root if each.tag in (f"{SVG}title", f"{SVG}desc", f"{SVG}metadata")]
    for each in [*own, *root.iter(f"{SVG}script", f"{SVG}foreignObject")]:
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)


def _own_names(element: "_Element", id: str) -> None:
    """Put the drawing's identifier before each name and each mention of one."""
    for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
        if name == "id":
            element.set(name, f"{id}-{value}")
        elif name in ("href", _LINK) and value.startswith("#"):
            element.set(name, f"#{id}-{value[1:]}")
        elif name in ("aria-labelledby", "aria-describedby"):
            element.set(name, " ".join(f"{id}-{each}" for each in value.split()))
        elif "url(" in value:
            element.set(name, _ADDRESS.sub(rf"url(#{id}-\1)", value))


def _plain_style(element: "_Element") -> None:
    """Turn a style attribute into attributes: the page's policy allows no style but its own."""
    style = element.attrib.pop("style", "")
    for declaration in str(style).split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            element.set(name.strip(), value.strip())


def _name(root: "_Element", drawing: Drawing, id: str) -> None:
    from lxml import etree

    for name, words in (("desc", drawing.described), ("title", drawing.title)):
        said = etree.Element(f"{SVG}{name}", {"id": f"{id}-svg-{name}"})
        said.text = words
        root.insert(0, said)
    root.set("role", "img")
    root.set("aria-labelledby", f"{id}-svg-title")
    root.set("aria-describedby", f"{id}-svg-desc")
