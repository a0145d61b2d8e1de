"""The decision whether to share: a page that walks it, for each protocol and for all; a poster of it for all.

The questions are the same for every protocol of a nation, so there is one poster. The page of a protocol says besides
whom to ask and where that protocol stands.
"""

from collections.abc import Iterator

from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol
from istoolkit.documents.decision.poster import TEMPLATE, drawing_of, poster_paper
from istoolkit.documents.decision.sayings import nations_of
from istoolkit.documents.decision.walk_page import walk_page
from istoolkit.documents.keys import GUIDANCE
from istoolkit.documents.word.papers import document
from istoolkit.documents.workshop import File, Workshop, stem

TITLE = "The decision"
ORDER = 7
GROUP = "For staff"
TEMPLATES = (TEMPLATE,)
FOLDERS = ("page",)
PARTS = (GUIDANCE,)

WORDS = "The decision whether to share, step by step"
POSTER = "Poster of the decision"


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the page that walks the decision for a protocol under which something is shared."""
    if picture(workshop.register, protocol).flows:
        own = workshop.register.root / "templates" / "page"
        content = walk_page(workshop.register, nations_of(workshop.register, protocol), protocol, own)
        yield File(f"{stem(protocol)}-decision.html", content, WORDS, "Page")


def of_register(workshop: Workshop) -> Iterator[File]:
    """Yield the page for the register as a whole, and the poster in Word and as a picture."""
    register = workshop.register
    nations = nations_of(register, None)
    yield File("decision.html", walk_page(register, nations, None, register.root / "templates" / "page"), WORDS, "Page")
    yield File(
        "decision-poster.docx",
        document(poster_paper(register, nations), workshop.template(TEMPLATE)),
        POSTER,
        "Word, A4",
    )
    yield File("decision-poster.svg", drawing_of(register, nations).svg.encode(), POSTER, "Picture, any size")
