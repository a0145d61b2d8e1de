"""Guides for the people whose information is shared: parents and carers, young people; and text for privacy notices."""

from collections.abc import Iterator

from istoolkit.definitions.register import Protocol
from istoolkit.documents.guides import privacy_notice
from istoolkit.documents.guides.easy_read import TEMPLATE as EASY_READ
from istoolkit.documents.guides.easy_read import easy_read
from istoolkit.documents.guides.for_readers import LARGE_PRINT, STANDARD, guide, voices
from istoolkit.documents.guides.plain import Voice
from istoolkit.documents.keys import GUIDANCE
from istoolkit.documents.paper import Paper
from istoolkit.documents.paper_page import page
from istoolkit.documents.word.papers import document
from istoolkit.documents.workshop import File, Workshop, stem

TITLE = "Guides for families and young people"
ORDER = 7
GROUP = "For families and young people"
TEMPLATES = (STANDARD, LARGE_PRINT, EASY_READ, privacy_notice.TEMPLATE)
FOLDERS = ("page",)
PARTS = (GUIDANCE,)


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the guides of a protocol in each layout, and text for the privacy notices of its controllers.

    A protocol that shares nothing about people has none.
    """
    found = voices(workshop.register, protocol)
    for voice in found:
        yield from _of_voice(workshop, protocol, voice)
    if found:
        notice = privacy_notice.privacy_notice(workshop.register, protocol)
        yield File(f"{stem(protocol)}-privacy-notice.docx", _word(workshop, notice), "Text for privacy notices", "Word")


def _of_voice(workshop: Workshop, protocol: Protocol, voice: Voice) -> Iterator[File]:
    begin = f"{stem(protocol)}-{voice.reader}"
    words = f"Guide for {voice.audience}"
    standard = guide(workshop.register, protocol, voice)
    large = guide(workshop.register, protocol, voice, LARGE_PRINT)
    easy = easy_read(workshop.register, protocol, voice)
    yield File(f"{begin}.docx", _word(workshop, standard), words, "Word")
    yield File(f"{begin}.html", page(standard, workshop.register.root / "templates" / "page"), words, "Page")
    yield File(f"{begin}-large-print.docx", _word(workshop, large), f"{words}: large print", "Word")
    yield File(f"{begin}-easy-read.docx", _word(workshop, easy), f"{words}: easy read", "Word")


def _word(workshop: Workshop, paper: Paper) -> bytes:
    return document(paper, workshop.template(paper.template))
