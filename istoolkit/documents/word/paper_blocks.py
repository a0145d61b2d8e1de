"""The blocks of a paper as WordprocessingML: text only, in the styles of its template."""

import re
from collections.abc import Iterable, Iterator

from istoolkit.documents.drawing import Drawing
from istoolkit.documents.paper import (
    Blank,
    Block,
    Bullets,
    Callout,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Span,
    Words,
    cell_blocks,
    texts,
)
from istoolkit.documents.word.blanks import blank_xml
from istoolkit.documents.word.markup import escape, run_of
from istoolkit.documents.word.pictures import Pictures
from istoolkit.documents.word.table_xml import AFTER, HEAD, NAVY, frame, opened, paragraph, said

_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_NUMBERS = 100
"""Where the numbers of our lists begin, above those of a template."""

_IN_TEXT, _IN_TABLES = "5", "6"
"""The lists of the template that our numbered lists follow, in text and in tables."""

_MARKS = 2_000_000
"""Where the numbers of our bookmarks begin."""

_PIXEL = 15
"""A pixel of 1/96 inch in twentieths of a point: drawings in cells are shown at their own size."""

_TALL = 14
"""The most lines of a row that is kept on one page."""

_CHARACTER = 100
"""About how wide a letter is, in twentieths of a point."""

_BOLD = "<w:rPr><w:b/></w:rPr>"
_LOOKS = {"body": "BodyText", "lead": "Lead", "fine": "Fine", "keep": "Keep"}
_WHITE = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
_GROUNDS = {"urgent": "9B1C1C", "note": NAVY, "changed": "FFE699"}
"""The ground of the heading of a callout. Its words say what the colour means."""


class Writing:
    """Writes the blocks of one paper, and keeps what its other parts must know: links, lists and pictures.

    ``width`` is that of the text, in twentieths of a point.
    """

    def __init__(self, pictures: Pictures, width: int) -> None:
        self.pictures, self.width = pictures, width
        self.links: dict[str, str] = {}
        self.lists: list[str] = []
        self._blanks = self._bookmarks = 0

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Return blocks as they stand in the body of a document."""
        return "".join(piece for each in blocks for piece in self._block(each))

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield paragraph(_LOOKS[block.look], self.runs(block.words))
            case Bullets():
                yield from self._list(block, "ListBullet", "ListNumber")
            case Callout():
                yield self._callout(block) + AFTER
            case Grid():
                yield said("Caption", block.caption) + self._grid(block) + AFTER
            case Picture():
                yield from self._picture(block.drawing, block.told)
            case Blank():
                yield self._blank(block, "FillIn")
            case PageBreak():
                yield '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'

    def runs(self, words: Words, look: str = "") -> str:
        """Return words as runs; links are hyperlinks with a tip. ``look`` is what runs look like that have none of their own."""
        if isinstance(words, str):
            return run_of(words, look) if words else ""
        return "".join(run_of(each, look) if isinstance(each, str) else self._span(each, look) for each in words)

    def _span(self, span: Span, look: str) -> str:
        if not span.link:
            return run_of(span.words, _BOLD if span.bold else look)
        run = run_of(span.words, f'<w:rPr><w:rStyle w:val="Hyperlink"/>{"<w:b/>" if span.bold else ""}</w:rPr>')
        if span.link.startswith("#"):
            where = f'w:anchor="{escape(span.link[1:])}" w:tooltip="Go to {escape(span.words)}"'
        else:
            name = self.links.setdefault(span.link, f"rIdIstoolkitLink{len(self.links) + 1}")
            where = f'r:id="{name}" w:tooltip="{escape(span.link)}"'
        return f'<w:hyperlink {where} w:history="1">{run}</w:hyperlink>'

    def _heading(self, heading: Heading) -> str:
        runs = run_of(heading.words, "")
        if heading.id:
            self._bookmarks += 1
            number = _MARKS + self._bookmarks
            start = f'<w:bookmarkStart w:id="{number}" w:name="{escape(heading.id)}"/>'
            runs = f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'
        return paragraph(f"Heading{heading.level}", runs, "<w:pageBreakBefore/>" if heading.new_page else "")

    def _list(self, block: Bullets, bullet: str, number: str) -> Iterator[str]:
        more = ""
        if block.numbered:
            self.lists.append(_IN_TABLES if number == "TableNumber" else _IN_TEXT)
            at = _NUMBERS + len(self.lists)
            more = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{at}"/></w:numPr>'
        for each in block.items:
            yield paragraph(number if block.numbered else bullet, self.runs(each), more)

    def _callout(self, callout: Callout) -> str:
        dark = callout.tone != "changed"
        title = paragraph("CalloutTitle", self.runs(callout.title, _WHITE if dark else ""))
        head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{opened(self.width, _GROUNDS[callout.tone])}{title}</w:tc></w:tr>"
        inside = "".join(self._inside(callout.blocks, "CalloutText", "CalloutBullet"))
        body = f"<w:tr>{_whole([callout.blocks], [self.width])}{opened(self.width)}{inside}</w:tc></w:tr>"
        return f"{frame(callout.title, callout.title, (self.width,), first=False)}{head}{body}</w:tbl>"

    def _inside(self, blocks: Iterable[Block], text: str, bullet: str) -> Iterator[str]:
        """Yield blocks as they stand in a cell, which must not be empty and ends with a paragraph."""
        empty = True
        for each in blocks:
            empty = False
            match each:
                case Paragraph():
                    yield paragraph("Fine" if each.look == "fine" else text, self.runs(each.words))
                case Bullets():
                    yield from self._list(each, bullet, "TableNumber")
                case Blank():
                    yield self._blank(each, text)
                case Picture():
                    yield paragraph(text, self.pictures.run(each.drawing, "", each.drawing.width * _PIXEL))
                case Heading():
                    yield paragraph(text, run_of(each.words, _BOLD))
                case _:
                    raise AssertionError("a cell holds words, lists, blanks and pictures")
        if empty:
            yield paragraph(text, "")

    def _grid(self, grid: Grid) -> str:
        widths = tuple(self.width * each // 100 for each in grid.widths)
        keep = "<w:keepNext/>" if grid.keep else ""
        heads = "".join(
            f"{opened(width, NAVY)}{paragraph('TableHeading', run_of(words, ''), keep)}</w:tc>"
            for width, words in zip(widths, grid.headings, strict=True)
        )
        rows = "".join(self._row(grid, row, widths, keep) for row in grid.rows)
        top = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
        return f"{frame(grid.caption, grid.caption, widths, grid.row_heads)}{top}{rows}</w:tbl>"

    def _row(self, grid: Grid, row: "tuple[Words | tuple[Block, ...], ...]", widths: tuple[int, ...], keep: str) -> str:
        cells = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            head = grid.row_heads and place == 0
            inside = "".join(self._inside(cell_blocks(cell), "RowHeading" if head else "TableText", "TableBullet"))
            cells.append(f"{opened(width, HEAD if head else '')}{_kept(inside, keep)}</w:tc>")
        return f"<w:tr>{_whole(map(cell_blocks, row), widths)}{''.join(cells)}</w:tr>"

    def _picture(self, drawing: Drawing, told: bool) -> Iterator[str]:
        yield paragraph("Picture", self.pictures.run(drawing, ""))
        if told and drawing.lines:
            yield said("Keep", "The same in words:")
            yield from (said("ListBullet", line) for line in drawing.lines)

    def _blank(self, blank: Blank, style: str) -> str:
        self._blanks += 1
        control = blank_xml(blank, self._blanks)
        if blank.kind == "tick":
            return paragraph(style, control + run_of(f" {blank.label}", ""))
        label = run_of(f"{blank.label}: ", _BOLD) if blank.label and not blank.label_apart else ""
        return paragraph(style, label + control)

    def relations(self) -> str:
        """Return the relationships of the links."""
        return "".join(
            f'<Relationship Id="{name}" Type="{_LINK}" Target="{escape(link)}" TargetMode="External"/>'
            for link, name in self.links.items()
        )

    def numberings(self) -> str:
        """Return a list for each numbered list, so that each begins with 1."""
        return "".join(
            f'<w:num w:numId="{_NUMBERS + place}"><w:abstractNumId w:val="{abstract}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for place, abstract in enumerate(self.lists, 1)
        )


def _whole(cells: Iterable[tuple[Block, ...]], widths: Iterable[int]) -> str:
    """Return what keeps a row on one page, where it is not tall: LibreOffice 7.4 may drop tall rows that are kept."""
    tall = any(_lines(cell, width) > _TALL for cell, width in zip(cells, widths, strict=True))
    return "" if tall else "<w:trPr><w:cantSplit/></w:trPr>"


def _lines(cell: tuple[Block, ...], width: int) -> int:
    """Return about how many lines a cell takes."""
    across = max(1, width // _CHARACTER)
    return sum(1 + len(words) // across for words in texts(cell))


def _kept(inside: str, keep: str) -> str:
    """Return the paragraphs of a cell, kept with what follows where ``keep`` says so."""
    return re.sub(r"(<w:pStyle [^>]*/>)", rf"\1{keep}", inside) if keep else inside
