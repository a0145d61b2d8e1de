"""The case-study workshop: what participants are given, a page a part."""

from collections.abc import Iterator

from istoolkit.definitions.overlay import Record
from istoolkit.definitions.register import Register
from istoolkit.documents.paper import Blank, Block, Bullets, Callout, Grid, Heading, Paper, Paragraph
from istoolkit.documents.training.audience import points
from istoolkit.documents.training.behind import Behind
from istoolkit.documents.training.frame import nations_of, of_register
from istoolkit.documents.wording import told

TITLE = "Case study"
_CARE = (
    "None of these people is real.",
    "Speak of them as if they were in the room.",
    "You may step out at any time. Nobody will ask why.",
    "Do not speak of real people. If you are worried about a real child or adult, tell the facilitator in the break.",
)


def handout(register: Register, case: Record) -> Paper:
    """Return what participants of a workshop about a case study are given."""
    return of_register(register, TITLE, told(case["title"]), _blocks(Behind(register, nations_of(register)), case))


def _blocks(behind: Behind, case: Record) -> Iterator[Block]:
    yield Paragraph(told(case["about"]), "lead")
    yield from behind.changed(case)
    yield Callout("Before you begin", (Bullets(_CARE),))
    yield from people(case)
    yield from story(case)
    for number, part in enumerate(behind.inner(case, "parts"), 1):
        yield Heading(part_title(number, part), id=f"part-{number}", new_page=True)
        yield from map(Paragraph, points(part, "tells"))
        yield from _questions(number, part)
    yield Heading("What I take with me", new_page=True)
    yield Blank("mine.do", "One thing that I will do differently", "text")
    yield Blank("mine.ask", "One thing that I will find out, and whom I will ask", "text")


def part_title(number: int, part: Record) -> str:
    """Return what a part of the workshop is called."""
    return f"Part {number}: {told(part['title'])}"


def people(case: Record) -> Iterator[Block]:
    """Yield who is in a case study."""
    found = [each for each in case.get("people", ()) if isinstance(each, dict)]
    rows = tuple(
        (told(each.get("name")), told(each.get("age")) or "Not known", told(each.get("who"))) for each in found
    )
    if rows:
        yield Grid("The people", ("Name", "Age", "Who"), rows, (26, 16, 58), keep=True)


def story(case: Record) -> Iterator[Block]:
    """Yield what is known at the start."""
    if told_first := points(case, "story"):
        yield Heading("What is known")
        yield from map(Paragraph, told_first)


def _questions(number: int, part: Record) -> Iterator[Block]:
    questions = points(part, "questions")
    if questions:
        yield Heading("Talk about", 2)
        yield Bullets(questions, numbered=True)
        yield Heading("What our group says", 2)
    for place, _ in enumerate(questions, 1):
        yield Blank(f"part-{number}.answer-{place}", f"Question {place}", "text")
