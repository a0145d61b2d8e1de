"""The training plan of a protocol: what each audience learns, from which parts of this protocol and which of its papers."""

from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.paper import Block, Bullets, Callout, Grid, Heading, Paper, Paragraph, Span
from istoolkit.documents.training import audience
from istoolkit.documents.training.behind import Behind, framed
from istoolkit.documents.training.everywhere import golden_rules, hints
from istoolkit.documents.training.frame import of_protocol
from istoolkit.documents.training.own_part import own_parts
from istoolkit.documents.training.parts import HEADINGS, parts_of
from istoolkit.documents.wording import told

TITLE = "Training plan"
_LEAD = (
    "How to train everyone who works under this protocol. It has a part for each of the audiences, and a common core that "
    "runs through all of them. What it says of the protocol is made from the protocol itself."
)
_BEFORE = (
    "Train people from different organisations together. Sharing rests on knowing each other.",
    "Have on each table the protocol, its matrix, the staff guide and the decision.",
    "Ask everyone to bring their own organisation's procedure.",
    "Nobody speaks of a real person. If someone tells you of a real child or adult at risk, stop and follow your procedure.",
    "The timetable begins at half past nine. Move it as you need.",
)
_PROTOCOL = "What this protocol says"
_CORE = "The common core"
_SORTS = {"skill": "Skill", "knowledge": "Knowledge"}
_CORE_ABOUT = "What every session teaches, whoever is in the room, and the topics in which it comes up."


def plan(register: Register, protocol: Protocol, view: Mapping[str, Any]) -> Paper:
    """Return the training plan of a protocol. ``view`` is the one that its Word document is made from."""
    return of_protocol(register, protocol, TITLE, _blocks(register, protocol, view))


def _blocks(register: Register, protocol: Protocol, view: Mapping[str, Any]) -> Iterator[Block]:
    here, guidance = picture(register, protocol), guidance_of(register)
    behind = Behind(register, here.nations)
    audiences = guidance.each("audiences", here.nations)
    core = guidance.each("core", here.nations)
    parts = parts_of(here, view)
    yield Paragraph(_LEAD, "lead")
    yield Callout("Before you begin", (Bullets(_BEFORE),))
    titles = {str(each["id"]): told(each["title"]) for each in core}
    blocks = [*_protocol(parts), *own_parts(here), *hints(behind)]
    for each in audiences:
        blocks += audience.blocks(behind, each, parts, titles)
    blocks += [*golden_rules(behind), *_core(behind, core, audiences), *behind.listed()]
    yield Heading("In this plan", 2)
    yield Bullets(tuple(_contents(blocks)))
    yield from blocks


def _contents(blocks: list[Block]) -> Iterator[tuple[Span, ...]]:
    """Yield a link to each part of a plan."""
    for each in blocks:
        if isinstance(each, Heading) and each.id:
            yield (Span(each.words, link=f"#{each.id}"),)


def _protocol(parts: Mapping[str, str]) -> Iterator[Block]:
    if parts:
        yield Heading(_PROTOCOL, id="protocol")
        yield Paragraph("Topics name parts of the protocol by the headings that they have in Word.", "keep")
        rows = tuple((HEADINGS[part], words) for part, words in parts.items())
        yield Grid("The parts of the protocol", ("Heading", "What stands there in short"), rows, (32, 68))


def _core(behind: Behind, core: list[Record], audiences: list[Record]) -> Iterator[Block]:
    if not core:
        return
    yield Heading(_CORE, id="core", new_page=True)
    yield Paragraph(_CORE_ABOUT, "lead")
    yield from framed(each for record in core for each in behind.changes(record, told(record["title"])))
    rows = tuple(_core_row(behind, each, audiences) for sort in _SORTS for each in core if each["sort"] == sort)
    yield Grid(_CORE, ("Part", "What it takes in", "Taught in"), rows, (20, 48, 32))


def _core_row(behind: Behind, part: Record, audiences: list[Record]) -> tuple[tuple[Block, ...], ...]:
    taught = [
        f"{told(each['title'])}: {'; '.join(titles)}"
        for each in audiences
        if (
            titles := [
                told(one["title"]) for one in behind.inner(each, "topics") if part["id"] in many(one.get("core"))
            ]
        )
    ]
    covered: tuple[Block, ...] = (Bullets(audience.points(part, "points")), *behind.line(part))
    where: tuple[Block, ...] = (Bullets(tuple(taught)) if taught else Paragraph("No topic yet"),)
    return (Paragraph(told(part["title"])), Paragraph(_SORTS[part["sort"]], "fine")), covered, where
