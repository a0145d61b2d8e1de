"""The rights that people have against a controller, which differ with the law on which it shares (UK GDPR Articles 15 to 21)."""

from collections.abc import Iterator, Mapping

from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Party
from istoolkit.documents.guides.lawful import LAW_ENFORCEMENT, name_of, of_party, record_of
from istoolkit.documents.matrix.said import choice

_ERASE, _NO_ERASURE, _OBJECT, _NO_OBJECTION = "erase", "no-erasure", "object", "no-objection"
_BY_BASIS: Mapping[str, tuple[str, ...]] = {
    "consent": ("withdraw", _ERASE, _NO_OBJECTION, "portable"),
    "contract": (_ERASE, _NO_OBJECTION, "portable"),
    "legal-obligation": (_NO_ERASURE, _NO_OBJECTION),
    "vital-interests": (_ERASE, _NO_OBJECTION),
    "public-task": (_NO_ERASURE, _OBJECT),
    "recognised-legitimate-interest": (_ERASE, _OBJECT),
    "legitimate-interests": (_ERASE, _OBJECT),
}
"""The rights that differ, by lawful basis: the statements ``notice-rights-…`` of guidance. Still to be confirmed, as those say."""


def rights(here: Picture, party: Party) -> list[str]:
    """Return the rights against a party, each basis on which it shares apart where it shares on several."""
    found = _names(here, party)
    lines = [
        f"{_label(name) if len(found) > 1 else ''}{_said(each)}"
        for name in found
        if (each := [*_records(here, name)]) and name != LAW_ENFORCEMENT
    ]
    police = _said(_records(here, LAW_ENFORCEMENT))
    if LAW_ENFORCEMENT not in found:
        return [_said(_general(here)), *lines]
    if len(found) == 1:
        return [police]
    general = f"Where it is not for law enforcement: {_said(_general(here))}"
    return [general, *lines, f"Where it is for law enforcement: {police}"]


def records_of(here: Picture, party: Party) -> list[Record]:
    """Return the statements of guidance behind the rights and the lawful bases of a party."""
    found = _names(here, party)
    bases = [record_of(here, f"notice-basis-{name}") for name in found]
    own = [each for name in found for each in _records(here, name)]
    return [each for each in (*bases, *_general(here), *own) if each]


def _names(here: Picture, party: Party) -> list[str]:
    return list(dict.fromkeys(name for each in of_party(here, party) if (name := name_of(each))))


def _general(here: Picture) -> list[Record]:
    return [record_of(here, "notice-rights"), record_of(here, "notice-rights-limits")]


def _records(here: Picture, basis: str) -> Iterator[Record]:
    names = (LAW_ENFORCEMENT,) if basis == LAW_ENFORCEMENT else _BY_BASIS.get(basis, ())
    yield from (record_of(here, f"notice-rights-{each}") for each in names)


def _said(found: "list[Record] | Iterator[Record]") -> str:
    return " ".join(str(each["text"]) for each in found if each)


def _label(name: str) -> str:
    """Return the basis for which some rights are, as the law has it: “Article 6(1)(e): ”."""
    said = choice("lawfulness", "article_6", name)
    return f"{said[said.index('(') + 1 : -1]}: " if "(" in said else f"{said}: "
