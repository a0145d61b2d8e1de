"""What a protocol says once the protocols above it are taken into account.

How a field is taken over stands beside it in ``schemas/protocol.yaml``:

* own: never taken over.
* whole: taken over where the lower protocol does not say it. A party of the same name above fills in what is unsaid.
* terms: field by field, in sections inside sections too; what the lower protocol says takes the place of what the
  upper one says.
* added: the entries above apply as well as the protocol's own.
* drawn: an entry above comes in when something here names it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.leaves import leaves, many
from istoolkit.definitions.names import party_name
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.schema import WAIVERS, Field, load
from istoolkit.finding import Path


@dataclass(frozen=True, slots=True)
class Said:
    """A value, and the protocol and path at which it is said. ``base`` fills in what it leaves unsaid."""

    value: Any
    protocol: Protocol
    path: Path
    base: "Said | None" = None

    @property
    def full(self) -> dict[str, Any]:
        """The entry with what it leaves unsaid filled in."""
        return {**(self.base.full if self.base else {}), **self.value}


Resolved = dict[str, Said | list[Said] | dict[str, Said]]
"""A protocol in full: by field one value, a list of entries, or terms by name."""


@kept
def resolve(register: Register, protocol: Protocol) -> Resolved:
    """Return what applies under a protocol: its own text and what it takes over from above. Not to be changed."""
    chain = [protocol, *register.above(protocol)]
    fields = load("protocol").fields
    full: Resolved = {}
    for name, each in fields.items():
        if (value := _take(each, chain)) is not None:
            full[name] = value
    if len(chain) > 1:
        _draw(full, chain, fields)
        _leave_out_others(full, protocol, fields)
    return {name: full[name] for name in fields if name in full}


def taking_part(full: Resolved) -> set[str]:
    """Return the names of the parties and posts of a resolved protocol."""
    posts = {str(said.value.get("id")) for said in entries_of(full, "posts")}
    return posts | {party_name(said.full) for said in entries_of(full, "parties")}


def _leave_out_others(full: Resolved, protocol: Protocol, fields: Mapping[str, Field]) -> None:
    """Take out the entries from above that concern only parties which take no part here."""
    names = taking_part(full)
    for name, content in full.items():
        each = fields[name].item
        if isinstance(content, list) and each is not None and name != "parties" and names:
            full[name] = [said for said in content if said.protocol is protocol or _concerns(each, said, names)]


def _concerns(each: Field, said: Said, names: set[str]) -> bool:
    for name, inner in each.fields.items():
        if inner.required and inner.refers in ("party", "end") and isinstance(said.value, dict):
            return any(one == "all" or one in names or to_be_confirmed(one) for one in many(said.value.get(name)))
    return True


def _take(each: Field, chain: list[Protocol]) -> Said | list[Said] | dict[str, Said] | None:
    if each.inherit == "terms":
        return _terms(each, chain)
    if each.inherit == "whole":
        return _whole(each.name, chain)
    if each.item is not None and each.inherit in ("added", "drawn"):
        sources = chain if each.inherit == "added" else chain[:1]
        entries = [entry for protocol in sources for entry in _entries(protocol, each.name)]
        return entries or None
    if each.is_records:
        return _entries(chain[0], each.name) or None
    return _own(each.name, chain[0])


def _own(name: str, protocol: Protocol) -> Said | None:
    return Said(protocol.data[name], protocol, (name,)) if name in protocol.data else None


def _terms(each: Field, chain: list[Protocol]) -> Said | dict[str, Said] | None:
    if not each.is_section:
        return next((said for protocol in chain if (said := _own(each.name, protocol))), None)
    terms: dict[str, Said] = {}
    for protocol in reversed(chain):
        section = protocol.data.get(each.name)
        for name, value in section.items() if isinstance(section, dict) else ():
            if name in each.fields and name != WAIVERS:
                terms[name] = _over(terms.get(name), Said(value, protocol, (each.name, name)))
    return {name: terms[name] for name in each.fields if name in terms} or None


def _over(upper: Said | None, said: Said) -> Said:
    """Lay what is said over what is said above: a section inside a section keeps the fields it does not say again."""
    sections = upper is not None and isinstance(upper.value, dict) and isinstance(said.value, dict)
    return replace(said, base=upper) if sections else said


def _entries(protocol: Protocol, name: str) -> list[Said]:
    return [Said(each, protocol, (name, index)) for index, each in protocol.entries(name)]


def _whole(name: str, chain: list[Protocol]) -> list[Said] | None:
    own = next((i for i, protocol in enumerate(chain) if protocol.entries(name)), None)
    if own is None:
        return None
    entries = _entries(chain[own], name)
    return [_filled(said, name, chain[own + 1 :]) for said in entries] if name == "parties" else entries


def _filled(said: Said, name: str, above: list[Protocol]) -> Said:
    """Fill in what an entry leaves unsaid from the entries of the same name above."""
    for index, protocol in enumerate(above):
        for upper in _entries(protocol, name):
            if party_name(upper.value) == party_name(said.value):
                return replace(said, base=_filled(upper, name, above[index + 1 :]))
    return said


def _draw(full: Resolved, chain: list[Protocol], fields: Mapping[str, Field]) -> None:
    waiting = [
        (name, said)
        for protocol in chain[1:]
        for name, each in fields.items()
        if each.inherit == "drawn"
        for said in _entries(protocol, name)
    ]
    used = set(_used(full, fields))
    while drawn := [(name, said) for name, said in waiting if _is_drawn(name, said, used)]:
        for name, said in drawn:
            waiting.remove((name, said))
            taken = full.setdefault(name, [])
            if isinstance(taken, list):
                taken.append(said)
            used.update(_named(fields[name], said))


def _is_drawn(name: str, said: Said, used: set[tuple[str, str]]) -> bool:
    if name == "lawfulness":
        return any(("purpose", purpose) in used for purpose in many(said.value.get("purposes")))
    sort = name.removesuffix("s")
    return (sort, str(said.value.get("id"))) in used or (name, "all") in used


def _used(full: Resolved, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    for name, content in full.items():
        for said in said_in(content):
            yield from _named(fields[name], said)


def said_in(content: Said | list[Said] | dict[str, Said]) -> list[Said]:
    """Return each thing that is said in a field of a resolved protocol."""
    if isinstance(content, Said):
        return [content]
    return content if isinstance(content, list) else list(content.values())


def _named(each: Field, said: Said) -> Iterator[tuple[str, str]]:
    """Yield the names an entry of a list uses. Terms and texts at the top name nothing that is drawn in."""
    if each.item is None:
        return
    for leaf in leaves(each.item.fields, said.value):
        if leaf.field.refers and (leaf.text != "all" or each.name == "flows"):
            yield ("post" if leaf.field.refers == "end" else leaf.field.refers), leaf.text


def entries_of(full: Resolved, name: str) -> list[Said]:
    """Return the entries of a list in a resolved protocol."""
    content = full.get(name)
    return content if isinstance(content, list) else []
