"""The form for the agreement of a person. It says plainly where that is not the basis in law (UK GDPR Articles 4(11) and 7)."""

from collections.abc import Iterator
from itertools import chain

from istoolkit.definitions.things import Basis
from istoolkit.documents.forms import choices
from istoolkit.documents.forms.consent_signed import decision, practitioner, withdrawal
from istoolkit.documents.forms.consent_told import kept, limits, passage, rights, shared, why
from istoolkit.documents.forms.form import Form
from istoolkit.documents.forms.parts import Asking, Row, after, part
from istoolkit.documents.forms.request import whose
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.exchanges import Carried, Piece
from istoolkit.documents.matrix.said import called, joined
from istoolkit.documents.matrix.said import choices as words_for
from istoolkit.documents.paper import Block, Bullets, Callout, Paragraph
from istoolkit.words import capital, listed

WITH = "Filled in together with the practitioner"


def blocks(form: Form) -> Iterator[Block]:
    """Yield the parts of the form. It is made only where the protocol asks people for their agreement."""
    found = sought(form)
    yield from _what_for(form, found)
    yield from part("About whom", WITH, whose(form, Asking(form.name, "whose")))
    yield from shared(found)
    yield from why(form, found)
    yield from kept(form, found)
    yield from passage(form, "refusing")
    yield from passage(form, "withdrawing")
    yield from limits(form)
    yield from rights(form)
    yield from _choosing(form, found)
    yield from decision(form)
    yield from practitioner(form)
    yield from withdrawal(form)
    yield from after(form)


def sought(form: Form) -> list[Carried]:
    """Return the flows for which the protocol asks people to agree: in some circumstance of theirs, or as the basis in law."""
    asked = {name for name, each in form.here.circumstances.items() if each.text("consent") == "sought"}
    resting = {flow.id for basis in form.here.bases if rests_on_consent(basis) for flow in basis.flows}
    return [
        each
        for each in form.flows
        if each.flow.id in resting or asked.intersection(one.id for one in each.flow.occasions)
    ]


def rests_on_consent(basis: Basis) -> bool:
    """Whether consent is the condition in law on which a basis rests (UK GDPR Articles 6(1)(a) and 9(2)(a), 2018 Act section 35)."""
    said = (basis.text("article_6"), basis.text("article_9"), basis.text("part_3"))
    return bool({"consent", "explicit-consent"}.intersection(said))


def _bases(form: Form, found: list[Carried]) -> list[Basis]:
    ids = {each.flow.id for each in found}
    return [each for each in form.here.bases if ids.intersection(flow.id for flow in each.flows)]


def _what_for(form: Form, found: list[Carried]) -> Iterator[Block]:
    """Yield whether agreement is what makes the sharing lawful, and what else does."""
    bases = _bases(form, found)
    title, text = form.passage(_standing(bases))
    law = tuple(_law(each) for each in bases)
    more = (Paragraph("The basis in law of each:"), Bullets(law)) if law else ()
    if text:
        yield Callout(title, (Paragraph(text), *more))


def _standing(bases: list[Basis]) -> str:
    """Return which passage says what agreement is for. Where a basis is not known yet, nobody can say that it is not consent."""
    conditions = [each.text("part_3" if each.is_law_enforcement else "article_6") for each in bases]
    if not all(conditions) or not conditions:
        return "open"
    if all(each == "consent" for each in conditions):
        return "basis"
    return "mixed" if any(map(rests_on_consent, bases)) else "openness"


def _law(basis: Basis) -> str:
    """Return who relies on what. Consent to the use of special category data is said beside the basis."""
    who = listed((called(each) for each in basis.parties), "and")
    fields = ["part_3"] if basis.is_law_enforcement else ["article_6"]
    if basis.text("article_9") == "explicit-consent":
        fields.append("article_9")
    said = joined((each for name in fields for each in words_for("lawfulness", basis, name)), ", and ")
    return f"{who}: {said or 'not stated'}"


def _choosing(form: Form, found: list[Carried]) -> Iterator[Block]:
    yield from part("What I agree to", WITH, _ticks(form, found))


def _ticks(form: Form, found: list[Carried]) -> Iterator[Row]:
    ask = Asking(form.name, "agree")
    yield ask.one("decision", "My decision", DECISIONS)
    own = Paragraph("Tick only what is about you, or about a child or adult for whom you may decide.", "fine")
    yield ask.ticks("item", "This may be shared", [(each.id, about(form, each)) for each in choices.items(found)], own)
    yield ask.ticks("party", "By and with these", sharing(found))
    yield ask.text("without", "What I leave out, and with whom it must not be shared")
    yield ask.several("It holds", ask.blank("from", "From", "date"), ask.blank("until", "Until", "date"))
    yield ask.text("no", "What saying no would mean for the help, as it was explained to me")


DECISIONS = ("I agree to all that is ticked here", "I do not agree")
"""What the person may decide."""


def about(form: Form, piece: Piece) -> str:
    """Return an item in words, with whose information it is where the protocol tells several groups of people apart."""
    groups = [title for name, title in choices.groups(form) if piece.item and name in piece.item.many("of")]
    several = len(form.here.people) > 1 and groups
    return f"{capital(piece.whole)} (about: {', '.join(groups)})" if several else capital(piece.whole)


def sharing(found: list[Carried]) -> list[tuple[str, str]]:
    """Return the organisations that give or receive in some flows: names with what they are called."""
    ends: list[End] = [end for flow in found for end in chain.from_iterable(flow.pairs) if end.party]
    return list({each.name: each.whole for each in ends}.items())
