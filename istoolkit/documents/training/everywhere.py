"""What a training plan takes from guidance that other papers say too: hints for whoever trains, and the golden rules."""

from collections.abc import Iterator, Sequence

from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.overlay import Record
from istoolkit.documents.paper import Block, Bullets, Heading, Paragraph, Span
from istoolkit.documents.training.behind import Behind, framed
from istoolkit.documents.wording import told

HINTS, RULES = "For whoever trains", "The golden rules"
_RULES_ABOUT = "Everyone can say them in their own words when they leave. The staff guide has them too."


def hints(behind: Behind) -> Iterator[Block]:
    """Yield the statements for trainers, each under its heading."""
    found = guidance_of(behind.register).each("statements", behind.nations, "trainers")
    if found:
        yield Heading(HINTS, id="hints")
    yield from _changes(behind, found)
    for each in found:
        if title := told(each.get("title")):
            yield Heading(title, 2)
        yield Paragraph(told(each["text"]))
        yield from behind.line(each)


def golden_rules(behind: Behind) -> Iterator[Block]:
    """Yield the golden rules of sharing in the nations of a plan."""
    found = guidance_of(behind.register).each("golden_rules", behind.nations)
    if not found:
        return
    yield Heading(RULES, id="rules", new_page=True)
    yield Paragraph(_RULES_ABOUT, "lead")
    yield from _changes(behind, found)
    rules = tuple((Span(f"{told(each['title'])}. ", bold=True), told(each["text"])) for each in found)
    yield Bullets(rules, numbered=True)
    titles = dict.fromkeys(title for each in found for title in behind.titles(each))
    if titles:
        yield Paragraph(f"Law and guidance: {'; '.join(titles)}.", "fine")


def _changes(behind: Behind, found: Sequence[Record]) -> Iterator[Block]:
    yield from framed(each for record in found for each in behind.changes(record, told(record.get("title"))))
