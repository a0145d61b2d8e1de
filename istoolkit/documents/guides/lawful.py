"""The law on which a party shares, in the plain words of a privacy notice."""

from collections.abc import Iterator

from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Basis, Party
from istoolkit.documents.matrix.said import choice, choices, heading, labelled, words
from istoolkit.words import listed

LAW_ENFORCEMENT = "law-enforcement"
"""The name of Part 3 of the Data Protection Act 2018 among the bases."""


def bases(here: Picture, party: Party) -> list[str]:
    """Return the lawful bases on which a party takes part in flows about people, each as a sentence."""
    return [
        f"{'. '.join(each.rstrip('.') for each in _basis(here, basis) if each)}." for basis in of_party(here, party)
    ]


def of_party(here: Picture, party: Party) -> list[Basis]:
    """Return the lawful bases on which a party takes part in flows about people, each once."""
    return list(dict.fromkeys(each for flow in here.personal_flows for each in here.bases_for(flow, party)))


def name_of(basis: Basis) -> str:
    """Return what the definition calls a basis: ``public-task``, ``law-enforcement``; "" where it names none."""
    return LAW_ENFORCEMENT if basis.is_law_enforcement else basis.text("article_6")


def record_of(here: Picture, name: str) -> Record:
    """Return a statement for privacy notices, such as ``notice-basis-consent``; an empty one where there is none."""
    return guidance_of(here.register).lists["statements"].get(name, {})


def _basis(here: Picture, basis: Basis) -> Iterator[str]:
    used = {name for flow in here.personal_flows for name in flow.purposes}
    purposes = [heading(here.purposes[name]) for name in basis.purposes if name in here.purposes and name in used]
    yield labelled("For", listed([f"“{each}”" for each in purposes], "and"))
    yield _plain(here, basis)
    yield words(basis, "article_6_because")
    yield labelled("Special category data", listed(choices("lawfulness", basis, "article_9")))
    yield labelled("Criminal offence data (Article 10)", listed(choices("lawfulness", basis, "article_10")))
    yield labelled("Conditions in the Data Protection Act 2018", "; ".join(choices("lawfulness", basis, "schedule_1")))


def _plain(here: Picture, basis: Basis) -> str:
    """Return the basis in plain words, with what the law calls it."""
    name = name_of(basis)
    if not name:
        return "[your lawful basis under UK GDPR Article 6]"
    plain = str(record_of(here, f"notice-basis-{name}").get("text", ""))
    if basis.is_law_enforcement:
        return plain
    said = choice("lawfulness", "article_6", name)
    return f"{plain} {said[said.index('(') :]}" if plain and "(" in said else said
