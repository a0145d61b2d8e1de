"""The part of the form for agreement that only the practitioner needs: who explained it, what passes, the law, who can decide."""

from collections.abc import Iterator

from istoolkit.definitions.guidance import open_points
from istoolkit.documents.forms import choices
from istoolkit.documents.forms.asked import Asked
from istoolkit.documents.forms.consent_law import bases, said_of
from istoolkit.documents.forms.form import Form, is_personal
from istoolkit.documents.forms.parts import Asking, Row, pairs, part
from istoolkit.documents.matrix.exchanges import Carried
from istoolkit.documents.matrix.said import joined
from istoolkit.documents.paper import Block, Bullets, Grid, Heading, Paragraph
from istoolkit.words import listed, small, within

TITLE = "For the practitioner"
"""The heading at which the part for the practitioner begins."""


def practitioner(form: Form, asked: Asked) -> Iterator[Block]:
    """Yield what the practitioner writes down and looks up."""
    who = "Filled in by the practitioner"
    yield from part(TITLE, who, _explained(form, Asking(form.name, "practitioner")), new_page=True)
    title, text = form.passage("competence")
    rows = _competence(form, text, Asking(form.name, "competence"))
    yield from part(title or "Who can decide", who, rows, level=2)
    yield from _shared(asked)
    yield from _law(form, asked)
    if points := open_points(form.register, form.record, form.here.nations):
        yield Paragraph(f"Not yet compared with its source: {'; '.join(points)}", "fine")


def _explained(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.several("Explained by", ask.blank("name", "Name"), ask.blank("post", "Post"))
    yield ask.choice("for", "Organisation", choices.parties(form))
    yield ask.words("how", "How it was explained: language, interpreter, easy read, leaflet")
    yield ask.text("spoken", "If the person agreed in words and did not sign: what was said, when, and who heard it")
    confirmed = "How parental responsibility was confirmed, where a parent or carer decides (tick one)"
    yield ask.ticks("parental", confirmed, form.options("confirmed"))
    yield ask.words("kept", "Where this form is kept")


def _competence(form: Form, text: str, ask: Asking) -> Iterator[Row]:
    none = "The protocol does not say who can agree for a child, or for an adult who cannot decide. Ask the data protection officer."
    said = tuple(dict.fromkeys(each.capacity for each in choices.occasions(form) if each.capacity))
    yield ("What the protocol says", (Bullets(said),) if said else (Paragraph(none),))
    yield ask.several("Judged by", ask.blank("by", "Name and post"), ask.blank("on", "Date", "date"))
    if text:
        yield ("Think of", text)
    yield ask.text("because", "What the judgement rests on")
    yield ask.ticks("found", "Outcome (tick one)", form.options("outcome"))
    yield ask.text("wishes", "Where a parent decides or a young person refuses: what the child wants")


def _shared(asked: Asked) -> Iterator[Block]:
    """Yield who shares what with whom, and whom those tell in turn."""
    rows = tuple(
        (each.flow.title, _ends(each), joined(one.title for one in each.pieces if is_personal(one)))
        for each in asked.flows
    )
    yield Heading("Who shares what with whom", 2)
    headings = ("What happens", "Who gives it to whom", "Information")
    yield Grid("What this protocol lets pass where people are asked", headings, rows, (18, 44, 38))
    if asked.left_out:
        others = listed(map(small, asked.left_out), "and")
        yield Paragraph(
            f"This form does not ask {others}, and leaves out what is only about them. The protocol shares it also where "
            "nobody is asked, and does not say that they are asked. Are they to be asked? Ask the data protection officer first."
        )


def _ends(flow: Carried) -> tuple[Block, ...]:
    givers, receivers = (choices.ends_said(pair[side] for pair in flow.pairs) for side in (0, 1))
    among = set(flow.pairs) == {(other, one) for one, other in flow.pairs} and f"{givers}, to each other"
    said = pairs((("Seen by", flow.flow.seen_by), ("Passed on", flow.flow.onward)))
    return (Paragraph(among or f"{givers}, to {within(receivers)}"), *(Paragraph(each, "fine") for each in said))


def _law(form: Form, asked: Asked) -> Iterator[Block]:
    """Yield the basis in law of each."""
    if law := tuple(map(said_of, bases(form, asked))):
        yield Heading("The basis in law of each", 2)
        yield Bullets(law)
