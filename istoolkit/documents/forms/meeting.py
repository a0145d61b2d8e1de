"""The preparation for a meeting about a person: what to bring, what of it is fact, what the child says, how parents take part."""

from collections.abc import Iterator
from itertools import chain

from istoolkit.definitions.things import Flow
from istoolkit.documents.forms import choices
from istoolkit.documents.forms.form import Form
from istoolkit.documents.forms.parts import Asking, Row, after, part
from istoolkit.documents.forms.request import whose
from istoolkit.documents.matrix.exchanges import Carried
from istoolkit.documents.matrix.said import joined, labelled, names, words
from istoolkit.documents.paper import Block, Bullets, Callout, Grid, Heading, Paragraph
from istoolkit.words import capital

WHO = "Filled in by whoever goes to the meeting"
POINTS = 4
"""How many pieces of information there is room for."""

_SORTS = (
    "Fact: seen, heard or on record",
    "Opinion of a practitioner",
    "What someone else told us",
    "Fact and opinion, kept apart in what I wrote",
)
_MEETINGS = ("meeting", "video-meeting")


def blocks(form: Form) -> Iterator[Block]:
    """Yield the parts of the form."""
    yield from part("The meeting", WHO, _meeting(form, Asking(form.name, "meeting")))
    yield from part("The person", WHO, whose(form, Asking(form.name, "whose")))
    yield from _may_be_shared(form)
    yield Heading("What I bring")
    for number in range(1, POINTS + 1):
        yield from part(f"Piece of information {number}", WHO, _point(form, number), level=2)
    yield from part("What the child or adult says", WHO, _views(Asking(form.name, "views")))
    yield from part("Parents, carers and family", WHO, _parents(Asking(form.name, "parents")))
    yield from part("What else matters", WHO, _else(Asking(form.name, "else")))
    yield from _quality(form)
    yield from after(form)


def _meeting(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.several("Meeting", ask.blank("what", "What meeting it is"), ask.blank("date", "Date", "date"))
    yield ask.several("Prepared by", ask.blank("name", "Name"), ask.blank("post", "Post"))
    yield ask.choice("for", "Organisation", choices.parties(form))
    yield ask.choice("purpose", "Purpose of the meeting", choices.purposes(form))
    yield ask.choice("circumstance", "What led to it", choices.circumstances(form))
    yield ask.text("worry", "What the worry is now, and what the meeting is to decide")


def meetings(form: Form) -> list[Carried]:
    """Return the flows between partners that happen at a meeting: among several, or by a way of sending that is a meeting."""
    ways = {name for name, each in form.here.channels.items() if each.text("kind") in _MEETINGS}
    ids = {each.id for each in form.here.flows if each.says("among") or ways & set(names(each, "channel"))}
    found = [each for each in form.flows if each.flow.id in ids]
    return [each for each in found if any(choices.is_between(*pair) for pair in each.pairs)]


def _may_be_shared(form: Form) -> Iterator[Block]:
    yield Heading("What may be shared, and by whom")
    limits = {each.id: _limits(each) for each in form.here.flows}
    rows = tuple((each.flow.title, _between(each), limits[each.flow.id]) for each in meetings(form))
    headings = ("Flow", "Between whom, and what", "Limits and who decides")
    yield Grid("What this protocol lets pass", headings, rows, (20, 48, 32))
    if withheld := tuple(choices.notes_not_shared(form)):
        yield Paragraph("This protocol does not let anyone share:", "keep")
        yield Bullets(withheld)


def _between(flow: Carried) -> tuple[Block, ...]:
    ends = choices.ends_said(chain.from_iterable(flow.pairs))
    return (Paragraph(ends), Bullets(tuple(capital(each.whole) for each in flow.pieces)))


def _limits(flow: Flow) -> str:
    labels = {"only_when": "Only when", "limit": "Limit", "decided_by": "Decided by", "onward": "Passing it on"}
    more = {"originator": "Control by the supplier"}
    said = [labelled(label, words(flow, name)) for name, label in {**labels, **more}.items()]
    return joined(said, ". ") + "." if any(said) else "None stated"


def _point(form: Form, number: int) -> Iterator[Row]:
    ask = Asking(form.name, f"point-{number}")
    found = choices.items(meetings(form))
    yield ask.choice("item", "Item of the protocol", [capital(each.title) for each in found])
    yield ask.text("what", "What is known, short and plain")
    yield ask.choice("sort", "Fact or opinion", _SORTS)
    yield ask.words("evidence", "Dates and times, and the evidence")
    yield ask.text("relevant", "Why it matters now. If it is history, what it has to do with today")


def _views(ask: Asking) -> Iterator[Row]:
    yield ask.text("wishes", "Wishes and feelings about this worry")
    yield ask.text("words", "What exactly was said, in the person’s own words")
    yield ask.several("When and to whom", ask.blank("when", "When"), ask.blank("whom", "To whom"))
    yield ask.text("how", "How it came to be said or shown, and what was going on")
    yield ask.text("not-asked", "If the person was not asked: why")


def _parents(ask: Asking) -> Iterator[Row]:
    yield ask.text("work", "How they have worked with you, and what came of it for the child")
    yield ask.text("evidence", "The evidence for that")
    yield ask.text("barriers", "What stood in the way, on their side and on yours")
    yield ask.text("know", "What they know of this meeting, and what they say to it")


def _else(ask: Asking) -> Iterator[Row]:
    yield ask.text("strengths", "What keeps the person safe and goes well")
    yield ask.text("enquiries", "Other enquiries or investigations that you know of")
    yield ask.text("gaps", "What you do not know, and who may know it")
    yield ask.text("withheld", "What you hold and will not share here, and why")
    yield ask.text("ask-first", "Whom you must ask before you share a part of it")


def _quality(form: Form) -> Iterator[Block]:
    labels = {"checks": "Before sharing", "fact_and_opinion": "Fact and opinion", "child_views": "The child’s views"}
    said = [(label, form.said("quality", name)) for name, label in labels.items()]
    found = tuple(f"{label}: {text}" for label, text in said if text)
    if found:
        yield Callout("What the protocol says of quality", (Bullets(found),))
