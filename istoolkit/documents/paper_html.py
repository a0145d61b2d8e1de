"""The blocks of a paper as HTML: plain elements, every text escaped."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup, escape

from istoolkit.documents.page_picture import PicturePart
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
)

_LOOKS = {"body": "", "lead": ' class="lead"', "fine": ' class="fine"', "keep": ' class="introduces"'}


def blocks_html(blocks: Iterable[Block], pictures: Mapping[str, PicturePart]) -> Markup:
    """Return blocks as HTML. ``pictures`` has each drawing ready for the page, by its SVG."""
    return Markup("\n".join(_Writing(pictures).blocks(blocks)))  # noqa: S704 - made of escaped texts


def words_html(words: Words) -> str:
    """Return words as HTML: bold as strong, links as links."""
    return str(escape(words)) if isinstance(words, str) else "".join(map(_span, words))


def _span(span: Span | str) -> str:
    if isinstance(span, str):
        return str(escape(span))
    inside = f"<strong>{escape(span.words)}</strong>" if span.bold else str(escape(span.words))
    return f'<a href="{escape(span.link)}">{inside}</a>' if span.link else inside


class _Writing:
    """Writes the blocks of one page. Its headings begin with the second level: the first is the title of the page."""

    def __init__(self, pictures: Mapping[str, PicturePart]) -> None:
        self._pictures = pictures
        self._callouts = self._grids = 0

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for each in blocks:
            yield from self._block(each)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                name = f' id="{escape(block.id)}" tabindex="-1"' if block.id else ""
                yield f"<h{block.level + 1}{name}>{escape(block.words)}</h{block.level + 1}>"
            case Paragraph():
                yield f"<p{_LOOKS[block.look]}>{words_html(block.words)}</p>"
            case Bullets():
                yield _list(block)
            case Callout():
                yield self._callout(block)
            case Grid():
                yield self._grid(block)
            case Picture():
                yield from self._picture(block)
            case Blank():
                yield _blank(block)
            case PageBreak():
                yield '<div class="new-page"></div>'

    def _callout(self, callout: Callout) -> str:
        self._callouts += 1
        name = f"callout-{self._callouts}"
        inside = "\n".join(self.blocks(callout.blocks))
        title = f'<p class="callout-title" id="{name}">{escape(callout.title)}</p>'
        return f'<div class="callout {callout.tone}" role="group" aria-labelledby="{name}">\n{title}\n{inside}\n</div>'

    def _grid(self, grid: Grid) -> str:
        self._grids += 1
        name = f"grid-{self._grids}"
        heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in grid.headings)
        rows = "\n".join(self._row(grid, row) for row in grid.rows)
        return (
            f'<div class="scroll grid" role="region" tabindex="0" aria-labelledby="{name}">\n<table>\n'
            f'<caption id="{name}">{escape(grid.caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n'
            f"<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
        )

    def _row(self, grid: Grid, row: "tuple[Words | tuple[Block, ...], ...]") -> str:
        return f"<tr>{''.join(self._cell(cell, grid.row_heads and not place) for place, cell in enumerate(row))}</tr>"

    def _cell(self, cell: "Words | tuple[Block, ...]", head: bool) -> str:
        blocks = cell_blocks(cell)
        only = blocks[0] if len(blocks) == 1 else None
        inside = words_html(only.words) if isinstance(only, Paragraph) else "\n".join(self.blocks(blocks))
        return f'<th scope="row">{inside}</th>' if head and inside else f"<td>{inside}</td>"

    def _picture(self, picture: Picture) -> Iterator[str]:
        part = self._pictures[picture.drawing.svg]
        yield f'<div class="picture-of">{part.svg}</div>'
        if picture.told and part.lines:
            yield _list(Bullets(part.lines))


def _list(block: Bullets) -> str:
    kind = "ol" if block.numbered else "ul"
    return f"<{kind}>{''.join(f'<li>{words_html(each)}</li>' for each in block.items)}</{kind}>"


def _blank(blank: Blank) -> str:
    """Return room to write by hand: a page is read or printed, the Word file is filled in."""
    if blank.kind == "tick":
        return f'<p class="blank"><span aria-hidden="true">☐</span> {escape(blank.label)}</p>'
    label = "" if blank.label_apart else f"<strong>{escape(blank.label)}:</strong> "
    return f'<p class="blank">{label}{escape(blank.filled) if blank.filled else "<span></span>"}</p>'
