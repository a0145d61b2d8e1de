"""What a content calls the things it speaks of: parties, items, flows, laws, by their identifiers."""

from collections.abc import Mapping
from typing import Any

from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.names import party_name
from istoolkit.definitions.schema import Field, declared_in
from istoolkit.documents.wording import spelled
from istoolkit.signoff.change.reach import ALL_OF
from istoolkit.signoff.content import Content
from istoolkit.words import listed, small

_WORDS = {"all": "all parties", "people": "the people themselves", "public": "the public"}
_QUOTED = ("information", "purpose", "circumstance", "flow")
"""Sorts of things whose names are sentences of their own."""

_FEW = 4
"""How many names a sentence lists before it says how many more there are."""


class Titles:
    """What the things of a content are called. ``other`` is asked for what this content does not know: that before it."""

    def __init__(self, content: Content, other: "Titles | None" = None) -> None:
        self.content, self.other = content, other
        self._known = {**_listed(content, "protocol"), **_listed(content, "assessment"), **_parties(content)}

    def of(self, sort: str, name: str) -> str:
        """Return what a name of a sort is called; the name itself where nothing says."""
        kinds = ("post", "party") if sort == "end" else (sort,)
        found = next((self._known[kind, name] for kind in kinds if (kind, name) in self._known), "")
        return found or _called(self.content, sort, name) or (self.other.of(sort, name) if self.other else name)

    def value(self, each: Field | None, value: Any, most: int = _FEW) -> str:
        """Return a value in words: a name as what it is called, a choice spelled out, a list as a sentence does."""
        if isinstance(value, str):
            return self._text(each, value)
        if isinstance(value, list):
            item = each.item if each and each.item else each
            return few([self.value(item, inner) for inner in value], most)
        if isinstance(value, Mapping):
            known = each.fields if each else {}
            parts = ((known.get(name), name, inner) for name, inner in value.items())
            return "; ".join(
                f"{small(one.title if one else name)}: {self.value(one, inner)}" for one, name, inner in parts
            )
        return str(value)

    def _text(self, each: Field | None, value: str) -> str:
        if each is None:
            return value
        if each.refers:
            return self._word(each, value)
        return spelled(each, value)

    def _word(self, each: Field, name: str) -> str:
        if name == "all":
            return "all information" if each.refers == "information" else _WORDS["all"]
        if each.refers == "information" and name.startswith(ALL_OF):
            return "all information of the protocol above"
        if name in _WORDS and name in each.words:
            return _WORDS[name]
        called = self.of(each.refers, name)
        return f"“{called}”" if each.refers in _QUOTED else called


def few(names: list[str], most: int = _FEW) -> str:
    """Join names as a sentence does; where there are more than ``most`` and one, the first of them and how many more."""
    if len(names) <= most + 1:
        return listed(names, "and")
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def _listed(content: Content, part: str) -> dict[tuple[str, str], str]:
    section = content.get(part)
    lists: Mapping[str, Any] = section if isinstance(section, Mapping) else {}
    found: dict[tuple[str, str], str] = {}
    for name, sort in declared_in(part).items():
        for _, each in records(lists.get(name)):
            identifier = str(each.get("id"))
            found[sort, identifier] = str(each.get("title") or each.get("when") or _spoken(identifier))
    return found


def _parties(content: Content) -> dict[tuple[str, str], str]:
    section = content.get("protocol")
    entries = section.get("parties") if isinstance(section, Mapping) else None
    found: dict[tuple[str, str], str] = {}
    for _, each in records(entries):
        organisation = _called(content, "organisation", str(each.get("organisation")))
        title = str(each.get("title") or organisation or _spoken(party_name(each)))
        department = "" if each.get("title") else str(each.get("department", ""))
        found["party", party_name(each)] = f"{title}, {department}" if department else title
    return found


def _spoken(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _called(content: Content, sort: str, name: str) -> str:
    """Return what an organisation or a law is called, or a thing that is declared above; "" where nothing says."""
    entries = content.get({"organisation": "organisations"}.get(sort, sort))
    entry = entries.get(name) if isinstance(entries, Mapping) else None
    if isinstance(entry, Mapping):
        return str(entry.get("title") or name)
    names = content.get("names")
    called = names.get("party" if sort == "end" else sort) if isinstance(names, Mapping) else None
    words = many(called.get(name)) if isinstance(called, Mapping) else []
    return words[0] if words else ""
