"""Registers to take contents from, and the same ones with something changed, without going through files."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from istoolkit.definitions.leaves import Leaf, leaves
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.definitions.schema import WAIVERS, Field, load
from istoolkit.finding import Path as Where
from istoolkit.signoff.content import digest_of
from tests.conftest import REGISTERS, TODAY

GOLDEN = Path(__file__).parent / "golden" / "register"
ALL = [GOLDEN, *REGISTERS]


@cache
def register_at(root: Path) -> Register:
    """Return a register as it is; opened once."""
    return open_register(root, on=TODAY)


class Case(NamedTuple):
    """One file that is a part of what is signed: its register, the protocol, and which of its files."""

    root: Path
    protocol: str
    document: str

    @property
    def register(self) -> Register:
        return register_at(self.root)

    @property
    def source(self) -> Source:
        if self.document == "organisations":
            return self.register.organisation_file
        if self.document == "assessment":
            return self.register.assessments[self.protocol]
        return self.register.protocols[self.protocol].source

    def leaves(self) -> list[Leaf]:
        """Return every text of the file."""
        return leaves(load(self.document).fields, self.source.value)

    def digest(self, value: Any = None) -> str:
        """Return the digest of the protocol, where the file says something else if a value is given."""
        register = self.register if value is None else self.register_with(value)
        return digest_of(register, register.protocols[self.protocol])

    def changed(self, change: Callable[[Any], None]) -> str:
        """Return the digest after a change of the file's value."""
        value = json.loads(json.dumps(self.source.value))
        change(value)
        return self.digest(value)

    def with_text(self, path: Where, text: Any) -> str:
        """Return the digest where something else stands at a path."""
        return self.changed(lambda value: put(value, path, text))

    def without(self, path: Where) -> str:
        """Return the digest where what stands at a path is taken out."""
        return self.changed(lambda value: at(value, path[:-1]).pop(path[-1]))

    def register_with(self, value: Any) -> Register:
        source = Source(self.source.file, "", value)
        if self.document == "organisations":
            return replace(self.register, organisation_file=source)
        if self.document == "assessment":
            return replace(self.register, assessments={**self.register.assessments, self.protocol: source})
        own = {self.protocol: Protocol(self.protocol, source)}
        return replace(self.register, protocols={**self.register.protocols, **own})


def cases(*roots: Path) -> Iterator[Case]:
    """Yield the files of each protocol of some registers, with that of the organisations only in our own small register."""
    for root in roots:
        register = register_at(root)
        for name in register.protocols:
            yield Case(root, name, "protocol")
            if name in register.assessments:
                yield Case(root, name, "assessment")
    if GOLDEN in roots:
        yield Case(GOLDEN, "small", "organisations")


def put(value: Any, path: Where, text: Any) -> None:
    """Write something at a path of a value."""
    at(value, path[:-1])[path[-1]] = text


def at(value: Any, path: Where) -> Any:
    """Return what stands at a path of a value."""
    for step in path:
        value = value[step]
    return value


def is_signed(document: str, path: Where) -> bool:
    """Whether what stands at a path of a file is signed: neither its field nor one around it is marked as kept up to date."""
    fields, each = load(document).fields, None
    for step in path:
        if isinstance(step, int):
            each = each.item if each else None
        elif step == WAIVERS:
            return False
        else:
            each = fields.get(step)
        if not isinstance(each, Field) or not each.signed:
            return False
        fields = each.fields
    return True


def says_something_signed(document: str, value: Any, path: Where) -> bool:
    """Whether any text at a path of a file, or inside it, is signed."""
    found = leaves(load(document).fields, value)
    return any(leaf.path[: len(path)] == path and is_signed(document, leaf.path) for leaf in found)


def parts(value: Any, path: Where = ()) -> Iterator[Where]:
    """Yield the path of every field and entry in a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*path, step)
        yield from parts(inner, (*path, step))


def field_at(document: str, path: Where) -> Field:
    """Return the field of a path in a file."""
    fields, each = load(document).fields, None
    for step in path:
        each = each.item if each and isinstance(step, int) else fields[str(step)]
        assert each is not None
        fields = each.fields
    assert each is not None
    return each
