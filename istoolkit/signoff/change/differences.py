"""What is different between two contents, each difference with its place. Nothing that differs is left out.

Entries of a list are the same where they have the same identifier or name the same party, else where most of what they say is
the same. Another order alone is a difference of its own sort, because it changes nothing in meaning.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from istoolkit.definitions.schema import Field, load
from istoolkit.finding import Path
from istoolkit.signoff.change.matching import likeness, name_of, paired
from istoolkit.signoff.change.renames import renames, with_new_names
from istoolkit.signoff.content import Content

Change = Literal["added", "removed", "changed", "moved", "renamed"]

_MISSING = object()


@dataclass(frozen=True)
class Difference:
    """One difference. ``path`` is where it stands, entries by their identifiers; ``where`` the same as rules name it.

    ``before`` and ``after`` are the values; None where there is none. ``field`` is the field of the schema; None where the
    schema no longer has it. ``entries`` are the whole entry of a list that it belongs to, before and after.
    """

    path: Path
    where: str
    change: Change
    before: Any
    after: Any
    field: Field | None = None
    entries: tuple[Any, Any] = (None, None)


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """Return what differs between two contents, in the order of the schema; nothing where they are equal."""
    if before == after:
        return ()
    found = renames(before, after)
    renamed = (
        Difference(
            (each.part, each.list, each.new, "id"),
            _where(each.part, each.list) + "[].id",
            "renamed",
            each.old,
            each.new,
        )
        for each in found
    )
    spot = _Spot((), "", root(), (None, None))
    return (*renamed, *_sections(spot, with_new_names(before, found), after))


@dataclass(frozen=True)
class _Spot:
    """Where a comparison stands."""

    path: Path
    where: str
    field: Field | None
    entries: tuple[Any, Any]

    def down(self, name: str) -> "_Spot":
        each = self.field.fields.get(name) if self.field else None
        return _Spot((*self.path, name), _where(self.where, name), each, self.entries)

    def entry(self, name: str | int, old: Any, new: Any) -> "_Spot":
        """Go to an entry of a list. An entry in an entry belongs to the outer one."""
        outer = self.entries if self.entries != (None, None) else (old, new)
        return _Spot((*self.path, name), self.where + "[]", self.field.item if self.field else None, outer)

    def says(self, change: Change, before: Any, after: Any) -> Difference:
        return Difference(self.path, self.where, change, before, after, self.field, self.entries)


def _where(above: str, name: str) -> str:
    """Return how rules name a place. What the protocol itself says stands without “protocol”."""
    return name if above in ("", "protocol") else f"{above}.{name}"


def _sections(spot: _Spot, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    known = list(spot.field.fields) if spot.field else []
    rest = sorted((old.keys() | new.keys()) - set(known))
    for name in (*known, *rest):
        before, after = old.get(name, _MISSING), new.get(name, _MISSING)
        if before is not after and before != after:
            yield from _value(spot.down(name), before, after)


def _value(spot: _Spot, old: Any, new: Any) -> Iterator[Difference]:
    kinds = {type(each) for each in (old, new) if each is not _MISSING}
    if kinds == {dict}:
        yield from _within(spot, {} if old is _MISSING else old, {} if new is _MISSING else new)
    elif kinds == {list}:
        yield from _list(spot, [] if old is _MISSING else old, [] if new is _MISSING else new)
    elif old is _MISSING:
        yield spot.says("added", None, new)
    elif new is _MISSING:
        yield spot.says("removed", old, None)
    else:
        yield spot.says("changed", old, new)


def _within(spot: _Spot, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    if spot.where not in ("organisations", "law"):
        yield from _sections(spot, old, new)
        return
    for name in sorted(old.keys() | new.keys()):
        yield from _entry(spot, name, old.get(name), new.get(name))


def _entry(spot: _Spot, name: str | int, old: Any, new: Any) -> Iterator[Difference]:
    here = spot.entry(name, old, new)
    if old is None or new is None:
        yield here.says("added" if old is None else "removed", old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _sections(here, old, new)
    elif old != new:
        yield here.says("changed", old, new)


def _list(spot: _Spot, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    if all(isinstance(each, str) for each in (*old, *new)):
        yield from _texts(spot, old, new)
        return
    pairs = paired(old, new)
    for i, j in sorted(pairs.both, key=lambda each: each[1]):
        yield from _entry(spot, name_of(new[j]) or j, old[i], new[j])
    for j in pairs.new:
        yield from _entry(spot, name_of(new[j]) or j, None, new[j])
    for i in pairs.gone:
        yield from _entry(spot, name_of(old[i]) or i, old[i], None)
    if pairs.moved:
        yield spot.says("moved", [name_of(each) for each in old], [name_of(each) for each in new])


def _texts(spot: _Spot, old: list[str], new: list[str]) -> Iterator[Difference]:
    """Compare names or sentences. A sentence that is much like one that is gone is that one, changed."""
    gone, come = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    item = spot.field.item if spot.field else None
    if item is not None and not (item.refers or item.allowed):
        for one, other in _reworded(gone, come):
            yield spot.entry(new.index(other), one, other).says("changed", one, other)
    if come:
        yield spot.says("added", None, come)
    if gone:
        yield spot.says("removed", gone, None)
    if _order(old, new) != _order(new, old):
        yield spot.says("moved", old, new)


def _reworded(gone: list[str], come: list[str]) -> list[tuple[str, str]]:
    """Take out of two lists, and return, the sentences that are one and the same but for some words."""
    found: list[tuple[str, str]] = []
    for _, one, other in sorted((-likeness(one, other), one, other) for one in gone for other in come):
        if one in gone and other in come and likeness(one, other) >= 0.5:
            gone.remove(one)
            come.remove(other)
            found.append((one, other))
    return found


def _order(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    return [each for each in texts if each in others]


@cache
def root() -> Field:
    """Return the whole content as a field, so that every value in it has one."""
    organisation = load("organisations").fields["organisations"].item
    law = Field("law", ("dict",), "Law", fields={"title": _text("title", "Title"), "kind": _kind_of_law()})
    own_scale = load("register").fields["own_scale"]
    scale = Field("scale", ("dict",), "Risk scale", fields={"id": _text("id", "Risk scale"), "own": own_scale})
    parts = {
        "form": _text("form", "Form of the content"),
        "partnership": load("protocol").fields["partnership"],
        "protocol": Field("protocol", ("dict",), "Protocol", fields=load("protocol").fields),
        "organisations": Field("organisations", ("list",), "Organisations", item=organisation),
        "law": Field("law", ("list",), "Law", item=law),
        "above": Field("above", ("list",), "Protocols above", item=_text("above", "Protocol above")),
        "assessment": Field(
            "assessment", ("dict",), "Impact assessment", fields={**load("assessment").fields, "scale": scale}
        ),
    }
    return Field("content", ("dict",), "Content", fields=parts)


def _text(name: str, title: str) -> Field:
    return Field(name, ("string",), title)


def _kind_of_law() -> Field:
    from istoolkit.definitions.schema import vocabularies

    return Field("kind", ("string",), "Kind", allowed=vocabularies()["law_kinds"])
