"""The policy index as a paper: the nine tiers on one page, with links to what was built."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from istoolkit.definitions.register import Register
from istoolkit.documents.facts import language_of, marking_of, partnership_of
from istoolkit.documents.paper import Block, Bullets, Grid, Paper, Paragraph, Span, Words
from istoolkit.documents.toolkit.guidance import Standing, guidance_standing
from istoolkit.documents.toolkit.tiers import Part, Tier, tiers_of

TITLE = "The information sharing toolkit"
TEMPLATE = "toolkit.docx"

_MOST = 6
"""How many protocols of a tier are named on the page. The index page of the documents has them all."""


def toolkit_paper(register: Register) -> Paper:
    """Return the index of a register: each tier with what there is, what is missing and how to make it."""
    tiers = tiers_of(register)
    return Paper(
        TITLE,
        tuple(_blocks(tiers, guidance_standing(register))),
        template=TEMPLATE,
        partnership=partnership_of(register, None),
        language=language_of(register, None),
        creator=partnership_of(register, None),
        marking=marking_of(register.checked()),
        audience="everyone who uses the toolkit",
    )


def _blocks(tiers: Sequence[Tier], standing: Standing) -> Iterator[Block]:
    missing = [each.title.lower() for each in tiers if each.missing]
    if missing:
        yield Paragraph(f"This page shows the nine tiers of the toolkit. Missing: {', '.join(missing)}.", "lead")
    else:
        yield Paragraph("This page shows the nine tiers of the toolkit. The partnership has a part of each.", "lead")
    rows = tuple(
        (f"{each.number} {each.title}", (Paragraph(each.what), Paragraph(f"For: {each.readers}", "fine")), _has(each))
        for each in tiers
    )
    yield Grid("The nine tiers", ("Tier", "What it is", "What this partnership has"), rows, (17, 29, 54))
    yield Paragraph(said_of(standing), "fine")
    if standing.changed:
        yield Bullets(standing.changed[:_MOST])


def said_of(standing: Standing) -> str:
    """Return how the guidance stands, as sentences."""
    told = f"The papers rest on {standing.records} records of guidance. "
    told += f"For {standing.unconfirmed} of them nobody has recorded yet that they were compared with their source. "
    number = len(standing.changed)
    changed = "The law behind none of them has changed."
    if number:
        changed = f"The law behind {number} of them has changed:" if number > 1 else "The law behind one has changed:"
    return told + changed


def _has(tier: Tier) -> tuple[Block, ...]:
    if tier.missing:
        return (Paragraph((Span("Missing.", bold=True), f" To begin it: {tier.how}")),)
    found = gathered(tier.parts)
    more = (f"and {len(found) - _MOST} more: see the index page",) if len(found) > _MOST else ()
    lines = (*map(_words, found[:_MOST]), *more)
    to_do = (Paragraph((Span("To do: ", bold=True), f"{each.words}: ", *_links(each.protocols))) for each in tier.to_do)
    return (Bullets(lines), *to_do)


class Line(NamedTuple):
    """A line of a tier: what it is, how it stands, and the protocols it is of. ``itself`` says that it is one of them."""

    words: str
    stands: str
    protocols: tuple[str, ...]
    itself: bool = False


def gathered(parts: Sequence[Part]) -> list[Line]:
    """Return parts as lines: what is the same thing of several protocols, and stands alike, is one."""
    own = [Line(each.words, each.stands, (each.protocol,), True) for each in parts if each.itself]
    found: dict[tuple[str, str], list[str]] = {}
    for each in parts:
        if not each.itself:
            found.setdefault((each.words, each.stands), []).extend([each.protocol] if each.protocol else [])
    return [*own, *(Line(words, stands, tuple(protocols)) for (words, stands), protocols in found.items())]


def _words(line: Line) -> Words:
    if line.itself:
        return (Span(line.words, bold=True, link=_address(line.protocols[0])), f" ({line.stands})")
    links = (": ", *_links(line.protocols)) if line.protocols else ()
    return (Span(line.words, bold=True), f" ({line.stands})", *links)


def _links(protocols: Sequence[str]) -> Iterator[Span | str]:
    """Yield the names of protocols, each leading to its place on the index page, as far as they fit."""
    for place, each in enumerate(protocols[:_MOST]):
        yield ", " if place else ""
        yield Span(each, link=_address(each))
    if len(protocols) > _MOST:
        yield f" and {len(protocols) - _MOST} more"


def _address(protocol: str) -> str:
    """Return where the documents of a protocol are, as seen from the folder of what is made of the register as a whole."""
    return f"../index.html#{protocol}"
