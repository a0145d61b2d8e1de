"""What the agreement of a person means in law: for data protection, and for what is held in confidence."""

from collections.abc import Iterator

from istoolkit.definitions.things import Basis
from istoolkit.documents.forms.asked import Asked, rests_on_consent
from istoolkit.documents.forms.form import Form
from istoolkit.documents.matrix.grounds import sort_of
from istoolkit.documents.matrix.said import called, choices, joined, labelled
from istoolkit.documents.paper import Block, Callout, Paragraph
from istoolkit.words import listed

_AGREED = {"consent", "implied-consent"}
"""The ways to respect a confidence that rest on agreement (``confidence`` of the vocabularies)."""

_NO_AGREEMENT = {"law", "approval", "none-owed"}
"""Those that need none. The public interest is weighed in each case: until it outweighs, agreement is needed."""


def meant(form: Form, asked: Asked) -> Iterator[Block]:
    """Yield whether agreement is the basis in data protection law, and whether a confidence asks for it besides."""
    found = bases(form, asked)
    standing = _standing(found)
    title, text = form.passage(standing)
    said = [text]
    if standing != "basis" and confidence_needs(asked, found):
        said.append(form.passage("confidence")[1])
    if text:
        yield Callout(title, tuple(Paragraph(each) for each in said if each))


def bases(form: Form, asked: Asked) -> list[Basis]:
    """Return the lawful bases of what people are asked to agree to."""
    ids = {each.flow.id for each in asked.flows}
    return [each for each in form.here.bases if ids.intersection(flow.id for flow in each.flows)]


def confidence_needs(asked: Asked, found: list[Basis]) -> bool:
    """Whether agreement is needed for what is held in confidence (common law duty of confidence).

    It is where a basis rests on it, and where something is confidential and not all bases have another way to respect that.
    """
    ways = [{*each.many("confidence")} for each in found]
    items = [piece.item for each in asked.flows for piece in each.pieces]
    confidential = sort_of([] if None in items else [each for each in items if each]).confidential
    otherwise = bool(ways) and all(each and each <= _NO_AGREEMENT for each in ways)
    return any(each & _AGREED for each in ways) or (confidential and not otherwise)


def _standing(found: list[Basis]) -> str:
    """Return which passage says what agreement is for. Where a basis is not known yet, nobody can say that it is not consent."""
    conditions = [each.text("part_3" if each.is_law_enforcement else "article_6") for each in found]
    if not all(conditions) or not conditions:
        return "open"
    if all(each == "consent" for each in conditions):
        return "basis"
    return "mixed" if any(map(rests_on_consent, found)) else "openness"


def said_of(basis: Basis) -> str:
    """Return who relies on what, with how the duty of confidence is respected.

    Consent to the use of special category data is said beside the basis.
    """
    who = listed((called(each) for each in basis.parties), "and")
    fields = ["part_3"] if basis.is_law_enforcement else ["article_6"]
    if basis.text("article_9") == "explicit-consent":
        fields.append("article_9")
    said = joined((each for name in fields for each in choices("lawfulness", basis, name)), ", and ")
    confidence = labelled("duty of confidence", joined(choices("lawfulness", basis, "confidence"), ", or "))
    return joined([f"{who}: {said or 'not stated'}", confidence])
