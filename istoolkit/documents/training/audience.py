"""The part of a training plan for one audience: outcomes, timetable, topics and short situations."""

from collections.abc import Iterator, Mapping

from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.schema import vocabularies
from istoolkit.documents.paper import Block, Bullets, Grid, Heading, Paragraph, Span
from istoolkit.documents.training import timetable
from istoolkit.documents.training.behind import Behind, framed
from istoolkit.documents.training.frame import minutes_of
from istoolkit.documents.training.parts import HEADINGS
from istoolkit.documents.wording import told
from istoolkit.words import capital

NOT_HERE = "The protocol says nothing of its own on this."
_COLUMNS = ("Topic", "What is taught", "Taught from")


def blocks(behind: Behind, audience: Record, parts: Mapping[str, str], core: Mapping[str, str]) -> Iterator[Block]:
    """Yield what a plan says for an audience.

    ``parts`` are those that the Word protocol has, each with what it says in short; ``core`` are the titles of the common
    core by name.
    """
    title, topics = told(audience["title"]), behind.inner(audience, "topics")
    yield Heading(title, id=anchor(audience), new_page=True)
    yield Paragraph(told(audience["who"]), "lead")
    yield from behind.line(audience)
    yield from framed(dict.fromkeys(behind.changes_within(audience)))
    if outcomes := points(audience, "outcomes"):
        yield Heading("What they can do afterwards", 2)
        yield Bullets(outcomes, numbered=True)
    if topics:
        yield Heading("Timetable", 2)
        yield timetable.grid(f"Timetable: {title}", [(told(each["title"]), minutes_of(each)) for each in topics])
        yield Heading("Topics", 2)
        rows = tuple(_row(behind, each, parts, core) for each in topics)
        yield Grid(f"Topics: {title}", _COLUMNS, rows, (18, 47, 35))
    yield from _situations(behind, audience)


def anchor(audience: Record) -> str:
    """Return what links to the part for an audience name."""
    return f"audience-{audience['id']}"


def points(record: Record, name: str) -> tuple[str, ...]:
    """Return a list of texts of a record, such as ``outcomes``."""
    return tuple(told(each) for each in many(record.get(name)))


def _row(
    behind: Behind, topic: Record, parts: Mapping[str, str], core: Mapping[str, str]
) -> tuple[tuple[Block, ...], ...]:
    minutes = minutes_of(topic)
    head = [Paragraph(told(topic["title"]))]
    if minutes:
        head.append(Paragraph(f"{minutes} minutes", "fine"))
    return tuple(head), tuple(_taught(behind, topic)), tuple(_sources(topic, parts, core))


def _taught(behind: Behind, topic: Record) -> Iterator[Block]:
    if text := told(topic.get("text")):
        yield Paragraph(text)
    if covered := points(topic, "points"):
        yield Bullets(covered)
    yield from behind.line(topic)


def _sources(topic: Record, parts: Mapping[str, str], core: Mapping[str, str]) -> Iterator[Block]:
    """Yield what a topic is taught from: headings of the protocol with what stands there, papers, and the common core."""
    wanted = [each for each in HEADINGS if each in many(topic.get("parts"))]
    here = [each for each in wanted if each in parts]
    if here:
        yield Paragraph((Span("In the protocol", bold=True),))
        yield Bullets(tuple(f"{HEADINGS[each]}: {parts[each]}" for each in here))
    elif wanted:
        yield Paragraph(NOT_HERE)
    if papers := papers_of(topic):
        yield Paragraph((Span("Papers: ", bold=True), "; ".join(papers)))
    if taught := [core[each] for each in many(topic.get("core")) if each in core]:
        yield Paragraph((Span("Common core: ", bold=True), "; ".join(taught)))


def papers_of(topic: Record) -> list[str]:
    """Return what the papers that a topic is taught with are called."""
    known = vocabularies()["training_papers"]
    return [capital(known.get(each, each)) for each in many(topic.get("papers"))]


def _situations(behind: Behind, audience: Record) -> Iterator[Block]:
    found = behind.inner(audience, "situations")
    if found:
        yield Heading("Short situations", 2)
        yield Paragraph("Read one aloud. Ask its questions. What good answers have in them is for whoever trains.")
    for each in found:
        yield Heading(told(each["title"]), 3)
        yield Paragraph(told(each["text"]))
        yield from labelled("Ask", points(each, "questions"), numbered=True)
        yield from labelled("Good answers", points(each, "notes"))
        yield from behind.line(each)


def labelled(label: str, items: tuple[str, ...], numbered: bool = False) -> Iterator[Block]:
    """Yield a list under a label in bold; nothing where it is empty."""
    if items:
        yield Paragraph((Span(label, bold=True),), "keep")
        yield Bullets(items, numbered)
