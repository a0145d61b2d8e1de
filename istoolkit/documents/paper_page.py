"""A paper as a web page: one file that needs no network, and prints on A4.

Meets the Web Content Accessibility Guidelines 2.2 at level AA, as regulation 5 of the Public Sector Bodies (Websites
and Mobile Applications) (No. 2) Accessibility Regulations 2018 asks of councils.
"""

from collections.abc import Iterator
from pathlib import Path

from istoolkit.documents.page_frame import framed
from istoolkit.documents.page_picture import PicturePart, picture_part
from istoolkit.documents.page_style import paper_style
from istoolkit.documents.paper import Block, Callout, Paper, Picture
from istoolkit.documents.paper_html import blocks_html
from istoolkit.documents.stamp import for_practice

_UPRIGHT = "@page { size: A4 portrait; margin: 15mm; }"


def page(paper: Paper, own: Path | None = None) -> bytes:
    """Return a paper as an HTML page: the same bytes each time.

    ``own`` is a folder whose templates go before those of the toolkit. Raises page_frame.BadPage where they cannot be used.
    """
    pictures = _pictures(paper.blocks)
    return framed(
        "paper.html.j2",
        own,
        f"\n{_UPRIGHT}\n{paper_style(paper.title, paper.status, paper.marking)}\n",
        [style for each in pictures.values() for style in each.styles],
        title=paper.title,
        subtitle=paper.subtitle,
        language=paper.language,
        creator=paper.creator or paper.partnership,
        stamp=for_practice(paper.status) if paper.status else None,
        marking=paper.marking,
        facts=paper.facts,
        body=blocks_html(paper.blocks, pictures),
    )


def _pictures(blocks: tuple[Block, ...]) -> dict[str, PicturePart]:
    """Return the pictures of a paper ready to stand in a page, by their SVG."""
    drawings = dict.fromkeys(each.drawing for each in _drawn(blocks))
    return {each.svg: picture_part(each, f"picture-{place}") for place, each in enumerate(drawings, 1)}


def _drawn(blocks: tuple[Block, ...]) -> Iterator[Picture]:
    for each in blocks:
        if isinstance(each, Picture):
            yield each
        elif isinstance(each, Callout):
            yield from _drawn(each.blocks)
