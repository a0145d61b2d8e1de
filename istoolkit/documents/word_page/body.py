"""The body of a Word document as HTML: headings, lists, tables with their captions, pictures, the table of contents.

Everything that is printed is there and in the same order. What Word prints before the first heading as the title, and who
made it, the page's frame says.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from istoolkit.documents.word_page.pictures import Pictures
from istoolkit.documents.word_page.runs import Runs, pictures_in
from istoolkit.documents.word_page.source import Source, W, style_of, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADINGS = {
    "Heading1": "h2",
    "PlainHeading": "h2",
    "AnnexHeading": "h2",
    "Heading2": "h3",
    "Subheading": "h3",
    "Heading3": "h4",
}
FRAMED = ("Title", "Subtitle", "Partnership")
"""The styles of what the frame of the page says: of each, the first paragraph."""

_BULLETS = ("ListBullet", "TableBullet")
_CLASSES = {
    "Lead": "lead",
    "Draft": "draft",
    "SignedOff": "agreed",
    "Keep": "introduces",
    "Source": "fine",
    "From": "fine",
}
_CONTENTS = ("ContentsHeading", "TOC1", "TOC2")
_HEAD_ROWS = f"{W}trPr/{W}tblHeader"


class Body:
    """Writes the body of one document. ``styles`` are rules for its grounds and the widths of its columns."""

    def __init__(self, source: Source) -> None:
        self.source, self.runs, self.pictures = source, Runs(source), Pictures(source)
        self._framed: dict[str, str] = {}
        self._widths: list[str] = []

    def html(self) -> str:
        """Return the whole body."""
        return "\n".join(self._blocks(list(self.source.body)))

    def framed(self, style: str) -> str:
        """Return the words that stood in a style of ``FRAMED``; "" before the body is written or where there are none."""
        return self._framed.get(style, "")

    def styles(self) -> str:
        """Return the rules for what was written."""
        shades = [f".paper .fill-{each} {{ background: #{each}; color: #1b1b1b; }}" for each in self.runs.shades]
        return "\n".join([*shades, *self._widths])

    def _blocks(self, blocks: "list[_Element]") -> Iterator[str]:
        found = list(_flat(blocks))
        caption: _Element | None = None
        for kind, some in groupby(found, self._kind):
            for block in [list(some)] if kind in ("bullets", "contents") else ([each] for each in some):
                if kind == "caption":
                    yield from self._loose(caption)
                    caption = block[0]
                    continue
                if kind != "table":
                    yield from self._loose(caption)
                yield from self._block(kind, block, caption)
                caption = None
        yield from self._loose(caption)

    def _kind(self, block: "_Element") -> str:
        if block.tag == f"{W}tbl":
            return "table"
        style = style_of(block)
        if style == "Caption":
            return "caption"
        return "bullets" if style in _BULLETS else "contents" if style in _CONTENTS else "paragraph"

    def _block(self, kind: str, blocks: "list[_Element]", caption: "_Element | None") -> Iterator[str]:
        if kind == "table":
            yield self._table(blocks[0], caption)
        elif kind == "bullets":
            yield f"<ul>{''.join(f'<li>{self.runs.html(each)}</li>' for each in blocks)}</ul>"
        elif kind == "contents":
            yield self._contents(blocks)
        else:
            yield from self._paragraph(blocks[0])

    def _loose(self, caption: "_Element | None") -> Iterator[str]:
        """Yield a caption that no table follows, as a paragraph."""
        if caption is not None:
            yield f"<p><b>{self.runs.html(caption)}</b></p>"

    def _paragraph(self, paragraph: "_Element") -> Iterator[str]:
        style, inside = style_of(paragraph), self.runs.html(paragraph)
        drawn = list(pictures_in(paragraph))
        if style in FRAMED and style not in self._framed:
            self._framed[style] = words_of(paragraph).strip()
        elif drawn:
            yield from (self.pictures.html(each, inside if each is drawn[-1] else "") for each in drawn)
        elif inside and style in HEADINGS:
            yield self._heading(paragraph, HEADINGS[style], inside)
        elif inside:
            name = _CLASSES.get(style)
            yield f'<p class="{name}">{inside}</p>' if name else f"<p>{inside}</p>"

    def _heading(self, paragraph: "_Element", tag: str, inside: str) -> str:
        marks = [str(each.get(f"{W}name")) for each in paragraph.iter(f"{W}bookmarkStart")]
        anchor = next((each for each in marks if each.startswith("_Toc")), "")
        number = self.source.numbers.get(anchor, "")
        begin = f'<span class="number">{number}</span> ' if number else ""
        name = f' id="{anchor}" tabindex="-1"' if anchor else ""
        return f"<{tag}{name}>{begin}{inside}</{tag}>"

    def _contents(self, rows: "list[_Element]") -> str:
        title = next((self.runs.html(each) for each in rows if style_of(each) == "ContentsHeading"), "Contents")
        points = "".join(self._point(each) for each in rows if style_of(each) != "ContentsHeading")
        return f'<nav aria-labelledby="contents"><h2 id="contents">{title}</h2><ul>{points}</ul></nav>'

    def _point(self, row: "_Element") -> str:
        name = ' class="within"' if style_of(row) == "TOC2" else ""
        return f"<li{name}>{self.runs.html(row)}</li>"

    def _table(self, table: "_Element", caption: "_Element | None") -> str:
        name = f"table-{len(self._widths) + 1}"
        self._widths.append(_widths(table, name))
        rows = table.findall(f"{W}tr")
        heads = [each for each in rows if each.find(_HEAD_ROWS) is not None]
        top = "".join(map(self._heads, heads))
        body = "\n".join(self._row(each) for each in rows[len(heads) :])
        told = f'<caption id="{name}-caption">{self.runs.html(caption)}</caption>\n' if caption is not None else ""
        label = f'aria-labelledby="{name}-caption"' if told else 'aria-label="Table"'
        columns = "".join("<col>" for _ in table.iterfind(f"{W}tblGrid/{W}gridCol"))
        begin = f'<div class="scroll grid" id="{name}" role="region" tabindex="0" {label}>\n<table>\n{told}'
        head = f"<thead>{top}</thead>\n" if top else ""
        return f"{begin}<colgroup>{columns}</colgroup>\n{head}<tbody>\n{body}\n</tbody>\n</table>\n</div>"

    def _heads(self, row: "_Element") -> str:
        return f"<tr>{''.join(self._cell(each, 'col') for each in row.findall(f'{W}tc'))}</tr>"

    def _row(self, row: "_Element") -> str:
        first, *others = row.findall(f"{W}tc")
        head = self._cell(first, "row" if others else "")
        return f"<tr>{head}{''.join(self._cell(each, '') for each in others)}</tr>"

    def _cell(self, cell: "_Element", scope: str) -> str:
        tag = "th" if scope and words_of(cell).strip() else "td"
        span, shade = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}shd")
        group = "group" if span is not None and scope == "col" else ""
        attributes = f' scope="{scope}{group}"' if tag == "th" else ""
        if span is not None:
            attributes += f' colspan="{int(span.get(f"{W}val", "1"))}"'
        if shade is not None and scope != "col" and (name := self.runs.shade(shade)):
            attributes += f' class="{name}"'
        return f"<{tag}{attributes}>{self._inside(cell)}</{tag}>"

    def _inside(self, cell: "_Element") -> str:
        blocks = [
            each for each in _flat(list(cell)) if words_of(each).strip() or next(pictures_in(each), None) is not None
        ]
        if len(blocks) == 1 and self._kind(blocks[0]) == "paragraph" and next(pictures_in(blocks[0]), None) is None:
            return self.runs.html(blocks[0])
        return "\n".join(self._blocks(blocks))


def _flat(blocks: "list[_Element]") -> "Iterator[_Element]":
    """Yield paragraphs and tables, those that lie in content controls too."""
    for each in blocks:
        if each.tag in (f"{W}p", f"{W}tbl"):
            yield each
        elif each.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
            yield from _flat(list(each))


def _widths(table: "_Element", name: str) -> str:
    """Return the rules for the widths of a table's columns, as Word has them."""
    found = [int(each.get(f"{W}w", "0")) for each in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    whole = sum(found) or 1
    return " ".join(
        f"#{name} col:nth-child({place}) {{ width: {100 * each / whole:.2f}%; }}" for place, each in enumerate(found, 1)
    )
