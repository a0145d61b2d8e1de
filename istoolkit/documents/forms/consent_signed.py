"""The parts of the form for agreement that are signed: when the person decides, and when they take it back."""

from collections.abc import Iterator

from istoolkit.documents.forms.form import Form
from istoolkit.documents.forms.parts import Asking, Row, part
from istoolkit.documents.forms.request import declared
from istoolkit.documents.paper import Block


def decision(form: Form) -> Iterator[Block]:
    """Yield where the person signs, and a young person beside a parent."""
    yield from part(
        "Signed", "Filled in by the person who decides", _signed(form, Asking(form.name, "signed")), keep=True
    )


def _signed(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.ticks("who", "Who decides (tick one)", form.options("decides"))
    yield from declared(form, ask)
    yield ask.words("relation", "If it is about someone else: how you are related")
    yield ask.several(
        "A child or young person may sign too",
        ask.blank("young-name", "Name"),
        ask.blank("young-signature", "Signature"),
        ask.blank("young-date", "Date", "date"),
    )


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
