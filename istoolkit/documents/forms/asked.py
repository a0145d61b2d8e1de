"""Who is asked to agree, and to what: the flows, the items and the people of the circumstances in which agreement is sought."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from istoolkit.definitions.formats import YES
from istoolkit.definitions.things import Basis, Thing
from istoolkit.documents.forms import choices
from istoolkit.documents.forms.form import Form
from istoolkit.documents.matrix.exchanges import Carried, Piece
from istoolkit.documents.matrix.said import heading


@dataclass(frozen=True, slots=True)
class Asked:
    """What people are asked to agree to.

    ``flows`` carry only what is about those who are asked. ``people`` are the groups that are asked, identifiers with words;
    ``left_out`` the groups of which the protocol does not say that they are.
    """

    flows: tuple[Carried, ...]
    people: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]

    def about(self, piece: Piece) -> list[str]:
        """Return the people who are asked and whom an item is about."""
        return [title for name, title in self.people if name in _of(piece)]


def asked(form: Form) -> Asked:
    """Return what people are asked to agree to. A form for those who are harmed never lists what is about others alone."""
    found, known = sought(form), dict(choices.groups(form))
    ours = {name for each in found for name in _asked_in(form, each)} & set(known) or set(known)
    narrowed = (replace(each, pieces=tuple(_about(each.pieces, ours))) for each in found)
    concerned = {name for each in found for piece in each.pieces for name in _of(piece)}
    return Asked(
        tuple(each for each in narrowed if each.pieces),
        tuple((name, title) for name, title in known.items() if name in ours),
        tuple(title for name, title in known.items() if name in concerned - ours),
    )


def sought(form: Form) -> list[Carried]:
    """Return the flows for which the protocol asks people to agree: in some circumstance of theirs, or as the basis in law."""
    resting = _resting(form)
    return [each for each in form.flows if each.flow.id in resting or any(_is_asked(form, each))]


def rests_on_consent(basis: Basis) -> bool:
    """Whether consent is the condition in law on which a basis rests (UK GDPR Articles 6(1)(a) and 9(2)(a), 2018 Act section 35)."""
    said = (basis.text("article_6"), basis.text("article_9"), basis.text("part_3"))
    return bool({"consent", "explicit-consent"}.intersection(said))


def _resting(form: Form) -> set[str]:
    return {flow.id for basis in form.here.bases if rests_on_consent(basis) for flow in basis.flows}


def _is_asked(form: Form, flow: Carried) -> list[bool]:
    """Return for each circumstance of a flow whether people are asked in it."""
    known = form.here.circumstances
    return [known[each.id].text("consent") == "sought" for each in flow.flow.occasions if each.id in known]


def _asked_in(form: Form, flow: Carried) -> set[str]:
    """Return the groups that are asked about a flow.

    A flow that happens also where nobody is asked does not tell whom it is that is asked. They are then those whom the
    sharing protects and their families, where it protects some: asking the others would tell one person about another.
    """
    concerned = {name for piece in flow.pieces for name in _of(piece)}
    if all(_is_asked(form, flow)) or flow.flow.id in _resting(form):
        return concerned
    return concerned & _protected(form) or concerned


def _protected(form: Form) -> set[str]:
    said = {name for basis in form.here.bases for name in basis.many("protects")}
    return said | {name for name, each in form.here.people.items() if _may_be_asked(each)}


def _may_be_asked(group: Thing) -> bool:
    return group.text("vulnerable") in YES or group.unknown("vulnerable") or bool(_FAMILY.search(heading(group)))


_FAMILY = re.compile(r"\b(?:famil|parent|carer|guardian|household)", re.IGNORECASE)
"""What a group of people is called that answers for children and others."""


def _about(pieces: Iterable[Piece], people: set[str]) -> list[Piece]:
    """Return the items about some people, with those of which it is not said or not known whom they are about."""
    return [each for each in pieces if not _of(each) or _of(each) & people]


def _of(piece: Piece) -> set[str]:
    return {*piece.item.many("of")} if piece.item else set()
