"""What the rules on lawful bases and on powers to share have in common."""

from collections.abc import Iterable
from functools import cache

from istoolkit.definitions.law import Record
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.reach import DUTIES, kinds, speaks_to
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import vocabularies
from istoolkit.definitions.things import PROCESSORS, Basis, Flow, Party
from istoolkit.finding import Spot
from istoolkit.rules.support.every import every_basis
from istoolkit.rules.support.hats import decides
from istoolkit.words import listed


@kept
def stated(register: Register) -> list[tuple[Picture, Basis]]:
    """Return each lawful basis once, with the protocol that says it, though protocols below take it over."""
    found: dict[Spot, tuple[Picture, Basis]] = {}
    for each, basis in every_basis(register):
        if basis.at() not in found:
            found[basis.at()] = _at_home(register, each, basis)
    return list(found.values())


def _at_home(register: Register, here: Picture, basis: Basis) -> tuple[Picture, Basis]:
    if basis.said.protocol is here.protocol:
        return here, basis
    home = picture(register, basis.said.protocol)
    return next(((home, each) for each in home.bases if each.at() == basis.at()), (here, basis))


def answerable(basis: Basis) -> list[Party]:
    """Return the parties of a basis that answer for what they do: neither processors nor recipients of figures."""
    return [each for each in basis.parties if decides(each)]


def public_authorities(basis: Basis) -> list[Party]:
    """Return the public authorities among the parties that answer for what they do on a basis."""
    return [each for each in answerable(basis) if each.is_public_authority]


def is_processor_in(flow: Flow, party: Party) -> bool:
    """Whether a party only works for others in a flow, as its roles in part say."""
    if party.is_processor:
        return True
    roles = party.value.get("roles")
    parts = [each for each in roles if isinstance(each, dict)] if isinstance(roles, list) else []
    return any(each.get("role") in PROCESSORS and _concerns(each, flow) for each in parts)


def _concerns(part: Record, flow: Flow) -> bool:
    in_copy = "copy" not in part or part["copy"] in (flow.text("out_of"), flow.text("into"))
    in_flow = "flows" not in part or flow.id in many(part["flows"])
    return in_copy and in_flow and ("purposes" not in part or bool(set(many(part["purposes"])) & set(flow.purposes)))


def nations(here: Picture, party: Party) -> frozenset[str]:
    """Return the nations in which a party takes part in a protocol."""
    return party.nations & here.nations or here.nations or party.nations


def where_held(here: Picture, basis: Basis) -> set[str]:
    """Return the nations for which a basis is: those it says, or else those of its parties."""
    return set(basis.many("nations")) or {name for each in answerable(basis) for name in nations(here, each)}


def holds_in(record: Record, where: Iterable[str]) -> bool:
    """Whether a provision is law in one of these nations."""
    return not set(where).isdisjoint(many(record.get("jurisdictions")))


def has_duty(here: Picture, basis: Basis, party: Party) -> bool:
    """Whether a law that a basis names lays a duty to share on a party. One on request counts once the request is said."""
    return any(_is_duty_of(here, basis, record, party) for _, record in basis.gateways)


def _is_duty_of(here: Picture, basis: Basis, record: Record, party: Party) -> bool:
    asked = record.get("kind") != "duty-on-request" or basis.says("request")
    where = basis.many("nations") or nations(here, party)
    fits = speaks_to(record, "disclosers", kinds(here, party)) and holds_in(record, where)
    return is_duty(record) and asked and fits


def is_duty(record: Record) -> bool:
    """Whether a provision is a duty on which a legal obligation can rest."""
    supports = record.get("supports")
    return "legal-obligation" in supports if supports else record.get("kind") in DUTIES


def has_unknown_gateways(basis: Basis) -> bool:
    """Whether a basis names a law that is to be confirmed or that the legal register does not know."""
    return basis.unknown("gateways") or len(basis.many("gateways")) > len(basis.gateways)


def titles(records: Iterable[Record]) -> str:
    """Join the titles of provisions as a sentence does."""
    return listed([f"“{each['title']}”" for each in records], "and")


def nation_names(where: Iterable[str]) -> str:
    """Join the names of nations as a sentence does, in their usual order."""
    return listed([words for name, words in vocabularies()["nations"].items() if name in set(where)], "and")


@cache
def what_it_is(kind: str) -> str:
    """Return what a provision of a kind is, with its article: “a power to share”."""
    words = vocabularies()["law_kinds"].get(kind, kind)
    if kind in ("guidance", "no-authority"):
        return words if kind == "guidance" else "a provision that gives no authority"
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def condition(here: Picture, basis: Basis) -> str:
    """Return what the condition of Article 6 that a basis chooses is called."""
    chosen = basis.text("article_6")
    return str(here.law.chosen("article_6", chosen).get("chosen_words", chosen))
