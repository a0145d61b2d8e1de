"""The form for the agreement of a person. It says plainly where that is not the basis in law (UK GDPR Articles 4(11) and 7)."""

from collections.abc import Iterator
from itertools import chain

from istoolkit.documents.forms import choices
from istoolkit.documents.forms.asked import Asked, asked
from istoolkit.documents.forms.consent_law import meant
from istoolkit.documents.forms.consent_practitioner import practitioner
from istoolkit.documents.forms.consent_signed import decision, withdrawal
from istoolkit.documents.forms.consent_told import kept, limits, passage, rights, why
from istoolkit.documents.forms.form import Form
from istoolkit.documents.forms.parts import Asking, Row, after, part
from istoolkit.documents.forms.request import whose
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.exchanges import Piece
from istoolkit.documents.paper import Block, Paragraph
from istoolkit.words import capital

WITH = "Filled in together with the practitioner"


def blocks(form: Form) -> Iterator[Block]:
    """Yield the parts of the form. It is made only where the protocol asks people for their agreement."""
    found = asked(form)
    yield from meant(form, found)
    yield from part("About whom", WITH, whose(form, Asking(form.name, "whose"), _several(found)))
    yield from why(form, found)
    yield from kept(form)
    yield from passage(form, "refusing")
    yield from passage(form, "withdrawing")
    yield from limits(form, found)
    yield from rights(form)
    yield from part("What I agree to", WITH, _ticks(form, found), new_page=True)
    yield from decision(form)
    yield from practitioner(form, found)
    yield from withdrawal(form)
    yield from after(form)


def _several(found: Asked) -> tuple[tuple[str, str], ...]:
    """Return the groups to tick: none where there is but one."""
    return found.people if len(found.people) > 1 else ()


def _ticks(form: Form, found: Asked) -> Iterator[Row]:
    ask = Asking(form.name, "agree")
    yield ask.one("decision", "My decision", DECISIONS)
    own = Paragraph("Tick only what is about you, or about a child or adult for whom you may decide.", "fine")
    pieces = choices.items(found.flows)
    yield ask.ticks("item", "This may be shared", [(each.id, about(found, each)) for each in pieces], own)
    more = Paragraph("The part for the practitioner shows who gives what to whom.", "fine")
    yield ask.ticks("party", "By and with these", sharing(found), more)
    yield ask.text("without", "What I leave out, and with whom it must not be shared")
    yield ask.several("It holds", ask.blank("from", "From", "date"), ask.blank("until", "Until", "date"))
    yield ask.text("no", "What saying no would mean for the help, as it was explained to me")


DECISIONS = ("I agree to all that is ticked here", "I do not agree")
"""What the person may decide."""


def about(found: Asked, piece: Piece) -> str:
    """Return an item in words, with whose information it is where it is not about all who are asked."""
    groups = found.about(piece)
    some = groups and len(groups) < len(found.people)
    return f"{capital(piece.whole)} (about: {', '.join(groups)})" if some else capital(piece.whole)


def sharing(found: Asked) -> list[tuple[str, str]]:
    """Return the organisations that give or receive what people agree to: names with what they are called."""
    ends: list[End] = [end for flow in found.flows for end in chain.from_iterable(flow.pairs) if end.party]
    return list({each.name: each.whole for each in ends}.items())
