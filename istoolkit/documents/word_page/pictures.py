"""The pictures of a Word document in its page: those drawn in lines as they are, others as images within the page."""

import base64
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from istoolkit.documents.drawing import Drawing
from istoolkit.documents.page_picture import picture_part
from istoolkit.documents.word_page.runs import blips
from istoolkit.documents.word_page.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif"}
_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass
class Pictures:
    """Writes the pictures of one page. ``styles`` are the texts of the style elements in them."""

    source: Source
    styles: list[str] = field(default_factory=list)
    number: int = 0

    def html(self, drawing: "_Element", caption: str) -> str:
        """Return a picture with its words: a figure. One of a kind that pages cannot show is said in words alone."""
        told = drawing.find(f".//{_PROPERTIES}")
        title, described = (str(told.get(name, "")) if told is not None else "" for name in ("title", "descr"))
        self.number += 1
        shown = next(filter(None, (self._shown(each, title, described) for each in blips(drawing))), "")
        words = f"<figcaption>{caption}</figcaption>" if caption else ""
        missing = "" if shown or not described else f"<p>{escape(described)}</p>"
        return f"<figure>{shown}{missing}{words}</figure>"

    def _shown(self, relation: str, title: str, described: str) -> str:
        name = f"word/{self.source.related.get(relation, '')}"
        content, kind = self.source.parts.get(name), name.rpartition(".")[2].lower()
        if content is None:
            return ""
        if kind == "svg":
            part = picture_part(Drawing(title, described, (), content.decode(), 0, 0), f"picture-{self.number}")
            self.styles.extend(part.styles)
            return f'<div class="picture-of">{part.svg}</div>'
        if kind in _KINDS:
            data = base64.b64encode(content).decode()
            return f'<img src="data:image/{_KINDS[kind]};base64,{data}" alt="{escape(described or title)}">'
        return ""
