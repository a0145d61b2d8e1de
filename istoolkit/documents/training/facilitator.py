"""The case-study workshop: what the facilitator needs. Good answers, where safety comes first, law, care for people."""

from collections.abc import Iterator

from istoolkit.definitions.overlay import Record
from istoolkit.definitions.register import Register
from istoolkit.documents.paper import Block, Bullets, Callout, Heading, Paper, Paragraph
from istoolkit.documents.training import timetable
from istoolkit.documents.training.audience import labelled, points
from istoolkit.documents.training.behind import Behind
from istoolkit.documents.training.case_study import part_title, people, story
from istoolkit.documents.training.frame import minutes_of, nations_of, of_register
from istoolkit.documents.wording import told

TITLE = "Facilitator's notes"
SAFETY = "Safety comes first"
_BEGINS, _ENDS = ("Welcome, and reading the case", 15), ("What we take with us", 15)
_LEAD = (
    "For whoever leads the workshop, and not for those who take part. Work in groups of five or six from different "
    "services. After each part two or three groups say what they found."
)


def notes(register: Register, case: Record) -> Paper:
    """Return what the facilitator of a workshop about a case study needs."""
    return of_register(register, TITLE, told(case["title"]), _blocks(Behind(register, nations_of(register)), case))


def _blocks(behind: Behind, case: Record) -> Iterator[Block]:
    parts = behind.inner(case, "parts")
    nations = behind.inner(case, "nations")
    yield Paragraph(_LEAD, "lead")
    yield from behind.line(case)
    yield from behind.changed(case)
    if care := points(case, "care"):
        yield Callout("Care for the people in the room", (Bullets(care),))
    times = [(part_title(number, each), minutes_of(each)) for number, each in enumerate(parts, 1)]
    yield Heading("Timetable")
    yield timetable.grid("Timetable", [_BEGINS, *times, _ENDS])
    yield Heading("The case")
    yield Paragraph(told(case["about"]))
    yield from people(case)
    yield from story(case)
    for number, part in enumerate(parts, 1):
        yield from _part(behind, number, part)
    yield from _nations(behind, nations)
    yield from behind.listed()


def _part(behind: Behind, number: int, part: Record) -> Iterator[Block]:
    minutes = f" ({found} minutes)" if (found := minutes_of(part)) else ""
    yield Heading(f"{part_title(number, part)}{minutes}", id=f"part-{number}", new_page=True)
    if first := points(part, "safety"):
        yield Callout(SAFETY, (Bullets(first),), "urgent")
    yield from labelled("What you tell them", points(part, "tells"))
    yield from labelled("What they answer", points(part, "questions"), numbered=True)
    yield from labelled("What good answers have in them", points(part, "notes"))
    yield from behind.line(part)


def _nations(behind: Behind, nations: list[Record]) -> Iterator[Block]:
    if nations:
        yield Heading("What happens in your nation", new_page=True)
        yield Paragraph("Where a child may have been hurt, as on Friday.", "keep")
    for each in nations:
        yield Heading(told(each["title"]), 2)
        yield Bullets(points(each, "points"))
        yield from behind.line(each)
