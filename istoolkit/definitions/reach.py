"""Whom a provision of law reaches: who may share under it, who may receive, and whom it shuts out."""

from istoolkit.definitions.formats import NO
from istoolkit.definitions.law import Record
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Party

DUTIES = ("duty", "duty-on-request")
AUTHORITY = (*DUTIES, "power", "implied-power", "framework-duty")
"""The kinds of provision on which sharing can rest."""

UNSORTED = frozenset({"", "other", "partnership"})
"""Kinds that do not tell which law speaks to an organisation."""


def kinds(here: Picture, party: Party) -> frozenset[str]:
    """Return the kinds of body that a party is: its own, and those of which it is part or for which it acts."""
    known = here.register.organisations
    organisations = [*many(party.organisation.get("part_of")), *many(party.organisation.get("made_up_of"))]
    others = [*party.many("part_of"), *party.many("on_behalf_of"), *party.many("for")]
    of_organisations = (str(known[name].get("kind", "")) for name in organisations if name in known)
    return frozenset({party.kind, *of_organisations, *(each.kind for each in here.named(others))})


def speaks_to(record: Record, field: str, of: frozenset[str]) -> bool:
    """Whether a provision takes in bodies of one of these kinds among its ``disclosers`` or ``recipients``.

    Where none of the kinds tells which law speaks to the body, every law may.
    """
    names = many(record.get(field))
    return not names or of <= UNSORTED or not of.isdisjoint(names)


def shuts_out(record: Record, of: frozenset[str]) -> bool:
    """Whether a provision shuts out bodies of one of these kinds from sharing under it."""
    return not of.isdisjoint(many(record.get("not_disclosers")))


def gives_authority(record: Record) -> bool:
    """Whether sharing can rest on a provision, which is a duty or a power."""
    return record.get("kind") in AUTHORITY and record.get("lets_share") not in NO


def may_give(record: Record, giver: frozenset[str], receiver: frozenset[str] | None) -> bool:
    """Whether bodies of some kinds may give to those of others under a provision.

    The receiver is None where it is no organisation, or is still to be confirmed.
    """
    reached = receiver is None or speaks_to(record, "recipients", receiver)
    return reached and speaks_to(record, "disclosers", giver) and not shuts_out(record, giver)


def may_receive(record: Record, receiver: frozenset[str]) -> bool:
    """Whether a provision speaks to bodies of some kinds that receive: among those that may, or for a task of their own.

    One that says neither who may share under it nor who may receive speaks to everyone.
    """
    fields = [name for name in ("recipients", "disclosers") if record.get(name)]
    return not fields or any(speaks_to(record, name, receiver) for name in fields)
