"""The law on which a party shares, in the plain words of a privacy notice."""

from collections.abc import Iterator, Mapping

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Basis, Party
from istoolkit.documents.matrix.said import choice, choices, heading, labelled, words
from istoolkit.words import listed

_ARTICLE_6: Mapping[str, str] = {
    "consent": "You have given us your consent",
    "contract": "We need it for a contract with you",
    "legal-obligation": "The law requires it of us",
    "vital-interests": "It protects someone's life",
    "public-task": "It is part of our public task",
    "recognised-legitimate-interest": "It serves an interest that the law recognises",
    "legitimate-interests": "It serves a legitimate interest that your own interests do not outweigh",
}
_PART_3 = (
    "It is needed for law enforcement (Data Protection Act 2018, Part 3). Section 44 of that Act, and not Articles 13 and 14, "
    "says what people are told"
)


def bases(here: Picture, party: Party) -> list[str]:
    """Return the lawful bases on which a party takes part in flows about people, each as a sentence."""
    found: dict[Basis, None] = {}
    for flow in here.personal_flows:
        found.update(dict.fromkeys(here.bases_for(flow, party)))
    return [f"{'. '.join(each.rstrip('.') for each in _basis(here, basis) if each)}." for basis in found]


def _basis(here: Picture, basis: Basis) -> Iterator[str]:
    used = {name for flow in here.personal_flows for name in flow.purposes}
    purposes = [heading(here.purposes[name]) for name in basis.purposes if name in here.purposes and name in used]
    yield labelled("For", listed([f"“{each}”" for each in purposes], "and"))
    yield _PART_3 if basis.is_law_enforcement else _article_6(basis)
    yield words(basis, "article_6_because")
    yield labelled("Special category data", listed(choices("lawfulness", basis, "article_9")))
    yield labelled("Criminal offence data (Article 10)", listed(choices("lawfulness", basis, "article_10")))
    yield labelled("Conditions in the Data Protection Act 2018", "; ".join(choices("lawfulness", basis, "schedule_1")))


def _article_6(basis: Basis) -> str:
    """Return the basis under Article 6 in plain words, with what the law calls it."""
    name = basis.text("article_6")
    if not name:
        return "[your lawful basis under UK GDPR Article 6]"
    said = choice("lawfulness", "article_6", name)
    return f"{_ARTICLE_6[name]} {said[said.index('(') :]}" if name in _ARTICLE_6 and "(" in said else said
