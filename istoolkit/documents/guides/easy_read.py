"""The guides in easy read: short sentences in their own words, one idea to a line, a drawing in every row, hard words explained.

After *Make it clear* and *Information for all*, which ask for one idea to a sentence, a clear typeface of at least 14 points,
and pictures that help the words. Each drawing stands beside the words it goes with, which say all that it shows.
"""

import re
from collections.abc import Iterable, Iterator

from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.guides.easy_words import easy_parts
from istoolkit.documents.guides.for_readers import paper
from istoolkit.documents.guides.plain import Part, Voice, statements
from istoolkit.documents.guides.symbols import symbol
from istoolkit.documents.guides.telling import contacts, ways
from istoolkit.documents.paper import Block, Bullets, Grid, Heading, Paper, Paragraph
from istoolkit.documents.paper import Picture as Shown
from istoolkit.reading_age.sentences import sentences
from istoolkit.words import capital

TEMPLATE = "easy-read.docx"
_WIDTHS = (22, 78)
_FEW = 6
"""How many lines stand beside one drawing."""

_HARD = "Hard words"


def easy_read(register: Register, protocol: Protocol, voice: Voice) -> Paper:
    """Return the guide of a protocol for its readers in easy read. It says the same as the standard guide in fewer words."""
    here = picture(register, protocol)
    found = easy_parts(here, voice)
    rows = [row for each in found for row in _rows(each.id, each.heading, _ideas(each))]
    last = _rows("contacts", voice.headings["contacts"], _contacts(here, voice)) if contacts(here, voice) else ()
    grid = Grid(voice.title, ("Picture", "Words"), (*rows, *last), _WIDTHS, row_heads=False)
    return paper(here, voice, (grid, *_hard_words(here, voice, found)), TEMPLATE)


_Row = tuple[tuple[Block, ...], tuple[Block, ...]]
_Idea = tuple[Block, ...]
"""Lines that stay together."""


def _rows(name: str, heading: str, ideas: Iterable[_Idea]) -> Iterator[_Row]:
    """Yield rows of few lines each, a drawing beside every one. The heading stands in the first."""
    first: tuple[Block, ...] = (Heading(heading, level=2),)
    for lines in _shared_out(list(ideas)):
        yield (Shown(symbol(name), told=False),), (*first, *lines)
        first = ()


def _shared_out(ideas: list[_Idea]) -> Iterator[tuple[Block, ...]]:
    """Yield the lines of each row, about equally many."""
    every = sum(map(len, ideas))
    most = -(-every // max(1, -(-every // _FEW)))
    row: tuple[Block, ...] = ()
    for each in ideas:
        if row and len(row) + len(each) > most:
            yield row
            row = ()
        row = (*row, *each)
    yield row


def _ideas(part: Part) -> Iterator[_Idea]:
    """Yield the sentences of a part, each on a line of its own, and its points, the first with what introduces it."""
    for each in part.passages:
        said = [Paragraph(one) for one in sentences(each.words)]
        points = [Bullets((one,)) for one in each.points]
        yield from ((one,) for one in said[:-1])
        yield (*said[-1:], *points[:1])
        yield from ((one,) for one in points[1:])
    yield from ((Paragraph(one),) for one in part.changed)


def _contacts(here: Picture, voice: Voice) -> Iterator[_Idea]:
    for each in contacts(here, voice):
        reached = (str(each[name]) for name in ("title", *ways(each)))
        yield Paragraph(f"{each['when']}:"), Bullets((", ".join(reached),))


def _hard_words(here: Picture, voice: Voice, found: tuple[Part, ...]) -> Iterator[Block]:
    """Yield what hard words mean, those that stand in the guide."""
    text = "\n".join(f"{each.heading}\n{each.text}" for each in found)
    hard = [
        f"{capital(str(each['title']))}: {each['text']}"
        for each in statements(here, "communication", voice)
        if "title" in each and re.search(rf"\b{re.escape(str(each['title']))}\b", text, re.IGNORECASE)
    ]
    if hard:
        yield Heading(_HARD)
        yield Bullets(tuple(hard))
