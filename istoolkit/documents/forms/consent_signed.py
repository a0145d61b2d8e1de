"""The parts of the form for agreement that are signed: by the person, by the practitioner, and when it is taken back."""

from collections.abc import Iterator

from istoolkit.definitions.guidance import open_points
from istoolkit.documents.forms import choices
from istoolkit.documents.forms.form import Form
from istoolkit.documents.forms.parts import Asking, Row, part
from istoolkit.documents.forms.request import declared
from istoolkit.documents.paper import Block, Bullets, Paragraph

_DECIDES = (
    "The adult whose information it is",
    "The child or young person, who understands",
    "A person with parental responsibility",
    "Someone who may decide for an adult in law",
)
_FOUND = (
    "Understands, and decides for themselves",
    "Does not understand enough yet: a person with parental responsibility decides",
    "An adult who cannot decide this now",
)
_CONFIRMED = ("It was shown by a document", "It is on our record", "The person said so")


def decision(form: Form) -> Iterator[Block]:
    """Yield where the person signs, and a young person beside a parent."""
    yield from part(
        "Signed", "Filled in by the person who decides", _signed(form, Asking(form.name, "signed")), keep=True
    )


def _signed(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.one("who", "Who decides", _DECIDES)
    yield from declared(form, ask)
    yield ask.words("relation", "If it is about someone else: how you are related")
    yield ask.several(
        "A child or young person may sign too",
        ask.blank("young-name", "Name"),
        ask.blank("young-signature", "Signature"),
        ask.blank("young-date", "Date", "date"),
    )


def practitioner(form: Form) -> Iterator[Block]:
    """Yield what the practitioner writes down: who explained it, who can decide, and on what that judgement rests."""
    who = "Filled in by the practitioner"
    yield from part("For the practitioner", who, _explained(form, Asking(form.name, "practitioner")), new_page=True)
    title, text = form.passage("competence")
    rows = _competence(text, _capacity(form), Asking(form.name, "competence"))
    yield from part(title or "Who can decide", who, rows, level=2)
    if points := open_points(form.register, form.record, form.here.nations):
        yield Paragraph(f"Not yet compared with its source: {'; '.join(points)}", "fine")


def _explained(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.several("Explained by", ask.blank("name", "Name"), ask.blank("post", "Post"))
    yield ask.choice("for", "Organisation", choices.parties(form))
    yield ask.words("how", "How it was explained: language, interpreter, easy read, leaflet")
    yield ask.text("spoken", "If the person agreed in words and did not sign: what was said, when, and who heard it")
    yield ask.one("parental", "How parental responsibility was confirmed, where a parent or carer decides", _CONFIRMED)
    yield ask.words("kept", "Where this form is kept")


def _capacity(form: Form) -> list[str]:
    """Return what the protocol says of who can agree in the circumstances in which people are asked."""
    return list(dict.fromkeys(each.capacity for each in choices.occasions(form) if each.capacity))


def _competence(text: str, said: list[str], ask: Asking) -> Iterator[Row]:
    none = "The protocol does not say who can agree for a child, or for an adult who cannot decide. Ask the data protection officer."
    yield ("What the protocol says", (Bullets(tuple(said)),) if said else (Paragraph(none),))
    yield ask.several("Judged by", ask.blank("by", "Name and post"), ask.blank("on", "Date", "date"))
    if text:
        yield ("Think of", text)
    yield ask.text("because", "What the judgement rests on")
    yield ask.one("found", "Outcome", _FOUND)
    yield ask.text("wishes", "Where a parent decides or a young person refuses: what the child wants")


def withdrawal(form: Form) -> Iterator[Block]:
    """Yield where agreement is taken back."""
    who = "Filled in only when the person changes their mind"
    yield from part("I take my agreement back", who, _withdrawn(Asking(form.name, "withdrawal")), keep=True)


def _withdrawn(ask: Asking) -> Iterator[Row]:
    yield ask.one("what", "I take back", ("All of it", "A part of it"))
    yield ask.text("part", "If a part: which information, or which organisations")
    yield ask.several(
        "Signed", ask.blank("name", "Name"), ask.blank("signature", "Signature"), ask.blank("date", "Date", "date")
    )
    yield ask.several("Received by", ask.blank("received", "Name and post"), ask.blank("received-on", "Date", "date"))
    yield ask.text("told", "Which organisations were told, when and by whom")
