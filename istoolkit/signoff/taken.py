"""Taking what is signed out of a definition: field by field beside its schema, with the protocols above taken into account."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from istoolkit.assessment.scales import OWN, scale_of
from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.inherit import Said, resolve, taking_part
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import WAIVERS, Field, load
from istoolkit.signoff.plain import said as plain


class Reference(NamedTuple):
    """A name that a text of the content uses: the protocol in which it stands, the sort of thing it names, and the name."""

    protocol: Protocol
    sort: str
    name: str


class Taken:
    """What was taken out of the definition of one protocol. ``references`` are the names used in what was taken so far."""

    def __init__(self, register: Register, protocol: Protocol) -> None:
        self.register, self.of = register, protocol
        self.full = resolve(register, protocol)
        self.references: dict[Reference, None] = {}
        self._taking_part = taking_part(self.full)

    def protocol(self) -> dict[str, Any]:
        """Return what the protocol says, with what it takes over from those above, as partners sign it."""
        fields = load("protocol").fields
        names = (name for name in self.full if name != WAIVERS and fields[name].signed)
        return {name: self._content(fields[name], self.full[name]) for name in names}

    def assessment(self) -> dict[str, Any]:
        """Return what the impact assessment says, with the scale on which it rates; nothing where there is none."""
        source = self.register.assessments.get(self.of.id)
        if source is None or not isinstance(source.value, dict):
            return {}
        return {**self._section(load("assessment").fields, source.value, self.of), "scale": self._scale()}

    def organisation(self, name: str) -> dict[str, Any]:
        """Return what organisations.yaml says of an organisation."""
        item = load("organisations").fields["organisations"].item
        return self._section(item.fields if item else {}, self.register.organisations[name], self.of)

    def _scale(self) -> dict[str, Any]:
        scale = scale_of(self.register).id
        own = {OWN: self._value(load("register").fields["own_scale"], self.register.setting("own_scale"), self.of)}
        return {"id": scale, **(own if scale == OWN else {})}

    def _content(self, each: Field, content: Said | list[Said] | dict[str, Said]) -> Any:
        if isinstance(content, Said):
            return self._said(each, content)
        if isinstance(content, dict):
            signed = ((each.fields[name], said) for name, said in content.items() if each.fields[name].signed)
            return {inner.name: self._said(inner, said) for inner, said in signed}
        return [self._said(each.item, said) for said in content if each.item is not None]

    def _said(self, each: Field, said: Said) -> Any:
        """Return what is said, with what a protocol above says of the same thing filled in, each text as of its own."""
        if not isinstance(said.value, dict) or said.base is None:
            return self._value(each, said.value, said.protocol)
        filled = self._said(each, said.base)
        own = self._value(each, said.value, said.protocol)
        return {**filled, **own} if isinstance(filled, dict) and isinstance(own, dict) else own

    def _value(self, each: Field, value: Any, protocol: Protocol) -> Any:
        if isinstance(value, str):
            text = self._text(each, value, protocol)
            return [text] if "list" in each.types and "string" in each.types else text
        if isinstance(value, dict):
            return self._section(each.fields, value, protocol)
        item = each.item
        if item is None or not isinstance(value, list):
            return None
        return [self._value(item, inner, protocol) for inner in value if self._concerns(item, inner, protocol)]

    def _section(self, fields: Mapping[str, Field], value: Mapping[str, Any], protocol: Protocol) -> dict[str, Any]:
        known = ((fields[name], inner) for name, inner in value.items() if name in fields and name != WAIVERS)
        return {each.name: self._value(each, inner, protocol) for each, inner in known if each.signed}

    def _text(self, each: Field, value: str, protocol: Protocol) -> str:
        if not each.refers:
            return plain(each, value)
        if (each.refers, value) == ("information", "all") and protocol is not self.of:
            return f"all of {protocol.id}"
        self.references[Reference(protocol, each.refers, value)] = None
        return plain(each, value)

    def _concerns(self, each: Field, name: Any, protocol: Protocol) -> bool:
        """Whether a name in a list concerns this protocol: what is above may name parties that take no part here."""
        if protocol is self.of or each.refers not in ("party", "end") or not isinstance(name, str):
            return True
        return name in self._taking_part or name in each.words or to_be_confirmed(name)
