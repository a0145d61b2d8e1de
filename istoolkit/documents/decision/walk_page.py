"""The decision as a page that walks it: one file that works from a disk without a network, and sends and keeps nothing.

Without JavaScript every question stands there with links from its answers. With it one question is asked at a time. The
address does not change on the way, so that a browser's history does not say what was answered.

Meets the Web Content Accessibility Guidelines 2.2 at level AA, as regulation 5 of the Public Sector Bodies (Websites
and Mobile Applications) (No. 2) Accessibility Regulations 2018 asks of councils.
"""

from collections.abc import Iterator
from pathlib import Path

from istoolkit.decision.told import YOURS
from istoolkit.decision.tree import Tree, tree_of
from istoolkit.definitions.law import NO_ADVICE
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.decision import sayings
from istoolkit.documents.decision.poster import drawing_of
from istoolkit.documents.decision.walk_parts import Parts
from istoolkit.documents.facts import language_of, marking_of, partnership_of
from istoolkit.documents.guides.staff_parts import said
from istoolkit.documents.matrix.said import joined, title_of
from istoolkit.documents.page_frame import framed
from istoolkit.documents.page_picture import picture_part
from istoolkit.documents.page_style import paper_style
from istoolkit.documents.stamp import for_practice
from istoolkit.documents.status import stamp_of
from istoolkit.documents.wording import told
from istoolkit.words import capital, small

PRIVATE = (
    "Nothing you choose here is sent or kept. When you close the page it is gone: print it or write it down first."
)
OPEN = "The words of these questions are still to be confirmed by a data protection officer."
_UPRIGHT = "@page { size: A4 portrait; margin: 15mm; }"


def walk_page(register: Register, nations: frozenset[str], protocol: Protocol | None, own: Path | None = None) -> bytes:
    """Return the page that walks the decision: for a protocol, or for the register as a whole where none is named.

    ``own`` is as for `page.page`. Raises page_frame.BadPage where templates cannot be used.
    """
    tree = tree_of(register, nations)
    parts = Parts(register, tree)
    poster = picture_part(drawing_of(register, nations), "poster")
    stamp = for_practice(stamp_of(register, protocol)) if protocol else None
    marking = marking_of([protocol]) if protocol else ""
    return framed(
        "decision.html.j2",
        own,
        f"\n{_UPRIGHT}\n{paper_style(sayings.TITLE, stamp, marking)}\n",
        poster.styles,
        sheets=("decision.css",),
        scripts=("decision.js",),
        title=sayings.TITLE,
        subtitle=title_of(protocol) if protocol else partnership_of(register, None),
        language=language_of(register, protocol),
        creator=partnership_of(register, protocol),
        stamp=stamp,
        marking=marking,
        danger=sayings.DANGER,
        ask=said(picture(register, protocol), "decisions", "advice_from").rstrip(".") if protocol else "",
        facts=list(_facts(register, protocol)) if protocol else [],
        private=PRIVATE,
        open=OPEN if _is_open(tree) else "",
        yours=f"{YOURS} {NO_ADVICE}",
        questions=parts.questions(),
        outcomes=parts.outcomes(),
        law=parts.law(),
        poster=poster,
    )


def _is_open(tree: Tree) -> bool:
    """Whether anything of the questions or outcomes themselves is still to be confirmed."""
    records = (*(each.record for each in tree.questions.values()), *(each.record for each in tree.outcomes.values()))
    return any("to_confirm" in each for each in records)


def _facts(register: Register, protocol: Protocol) -> Iterator[tuple[str, str]]:
    """Yield what a protocol says that helps to decide: what it is, who decides and what is written down."""
    here = picture(register, protocol)
    found = (
        ("Version", told(protocol.text("version"))),
        ("Partnership", partnership_of(register, protocol)),
        ("Who decides", said(here, "decisions", "made_by")),
        ("What is written down each time", capital(joined(map(small, _each_time(here))))),
        ("When you do not share", said(here, "decisions", "not_sharing")),
    )
    yield from (each for each in found if each[1])


def _each_time(here: Picture) -> Iterator[str]:
    term = here.term("decisions", "record")
    yield from (told(each) for each in many(term.value if term else None))
