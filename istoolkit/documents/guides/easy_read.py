"""The guides in easy read: short sentences, one on a line, a drawing beside each idea, hard words explained.

After *Make it clear* and *Information for all*, which ask for one idea to a sentence, a clear typeface of at least 14 points,
and pictures that help the words. Each drawing stands beside the words it goes with, which say all that it shows.
"""

import re
from collections.abc import Iterable, Iterator

from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.guides.for_readers import paper
from istoolkit.documents.guides.made import parts
from istoolkit.documents.guides.plain import Part, Voice, statements
from istoolkit.documents.guides.symbols import symbol
from istoolkit.documents.guides.telling import contacts
from istoolkit.documents.paper import Block, Bullets, Grid, Heading, Paper, Paragraph
from istoolkit.documents.paper import Picture as Shown
from istoolkit.reading_age.sentences import sentences

TEMPLATE = "easy-read.docx"
_WIDTHS = (22, 78)
_FEW = 6
"""How many points stand in one row."""

_HARD = "Hard words"


def easy_read(register: Register, protocol: Protocol, voice: Voice) -> Paper:
    """Return the guide of a protocol for its readers in easy read. It says what the standard guide says."""
    here = picture(register, protocol)
    found = parts(here, voice)
    rows = [row for each in found for row in _rows(each.id, each.heading, _said(each))]
    last = _rows("contacts", voice.headings["contacts"], _contacts(here, voice)) if contacts(here, voice) else ()
    grid = Grid(voice.title, ("Picture", "Words"), (*rows, *last), _WIDTHS, row_heads=False)
    return paper(here, voice, (grid, *_hard_words(here, voice, found)), TEMPLATE)


def _shown(name: str) -> tuple[Block, ...]:
    return (Shown(symbol(name), told=False),)


_Row = tuple[tuple[Block, ...], tuple[Block, ...]]


def _rows(name: str, heading: str, ideas: Iterable[tuple[Block, ...]]) -> Iterator[_Row]:
    """Yield a row for each idea. The drawing and the heading stand beside the first."""
    for index, each in enumerate(ideas):
        yield (_shown(name), (Heading(heading, level=2), *each)) if index == 0 else ((), each)


def _said(part: Part) -> Iterator[tuple[Block, ...]]:
    """Yield the ideas of a part: each sentence on a line of its own, and few points at a time."""
    for each in part.passages:
        lines = tuple(map(Paragraph, sentences(each.words)))
        chunks = [each.points[at : at + _FEW] for at in range(0, len(each.points), _FEW)]
        first = (Bullets(chunks[0]),) if chunks else ()
        yield (*lines, *first)
        yield from ((Bullets(more),) for more in chunks[1:])
    if part.changed:
        yield tuple(map(Paragraph, part.changed))


def _contacts(here: Picture, voice: Voice) -> Iterator[tuple[Block, ...]]:
    for each in contacts(here, voice):
        reached = (str(each[name]) for name in ("title", "phone", "email", "link") if each.get(name))
        yield Paragraph(f"{each['when']}:"), Bullets((", ".join(reached),))


def _hard_words(here: Picture, voice: Voice, found: tuple[Part, ...]) -> Iterator[Block]:
    """Yield what hard words mean, those that stand in the guide."""
    text = "\n".join(f"{each.heading}\n{each.text}" for each in found)
    hard = [
        f"{str(each['title']).capitalize() if str(each['title']).islower() else each['title']}: {each['text']}"
        for each in statements(here, "communication", voice)
        if "title" in each and re.search(rf"\b{re.escape(str(each['title']))}\b", text, re.IGNORECASE)
    ]
    if hard:
        yield Heading(_HARD)
        yield Bullets(tuple(hard))
