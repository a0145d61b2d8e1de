"""A finished Word document as a web page: one file that needs no network, and prints on A4.

The page is made of the Word file, so that it says what that says and nothing else. Meets the Web Content Accessibility
Guidelines 2.2 at level AA, as regulation 5 of the Public Sector Bodies (Websites and Mobile Applications) (No. 2)
Accessibility Regulations 2018 asks of councils.
"""

from pathlib import Path

from markupsafe import Markup

from istoolkit.documents.page_frame import framed
from istoolkit.documents.page_style import edge_style
from istoolkit.documents.word_page.body import Body
from istoolkit.documents.word_page.source import source_of

_UPRIGHT = "@page { size: A4 portrait; margin: 15mm; }"


def page(content: bytes, language: str, own: Path | None = None) -> bytes:
    """Return a Word document that was made here as an HTML page: the same bytes each time.

    ``own`` is a folder whose templates go before those of the toolkit. Raises page_frame.BadPage where they cannot be used.
    """
    source = source_of(content)
    body = Body(source)
    inside = body.html()
    left, right = source.edge("header1")
    marking, _ = source.edge("footer1")
    title = body.framed("Title") or left
    return framed(
        "paper.html.j2",
        own,
        f"\n{_UPRIGHT}\n{edge_style(left, right, marking)}\n{body.styles()}\n",
        body.pictures.styles,
        images='src="data:image/' in inside,
        title=title,
        subtitle=body.framed("Subtitle"),
        language=language,
        creator=body.framed("Partnership"),
        marking=marking,
        facts=(),
        body=Markup(inside),  # noqa: S704 - made of escaped texts
    )
