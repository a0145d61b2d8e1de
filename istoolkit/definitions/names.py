"""The names a protocol can use: what it declares, and what the protocols above it declare."""

from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.assessment_file import assessment_leaves
from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.law import law_of
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.finding import Spot

Names = dict[str, dict[str, Spot]]


def party_name(party: Mapping[str, Any]) -> str:
    """Return the name by which flows and other entries speak of a party."""
    for key in ("id", "local", "class", "organisation"):
        if isinstance(party.get(key), str):
            return str(party[key])
    return ""


def declared(protocol: Protocol) -> Iterator[tuple[str, str, Spot]]:
    """Yield what a protocol itself declares: the sort of thing, its name and where."""
    for index, party in protocol.entries("parties"):
        if name := party_name(party):
            key = next(key for key in ("id", "local", "class", "organisation") if party.get(key) == name)
            yield "party", name, protocol.at("parties", index, key)
    for leaf in protocol.own_names:
        yield leaf.field.defines, leaf.text, protocol.at(*leaf.path)


def declared_in_assessment(register: Register, protocol: Protocol) -> Iterator[tuple[str, str, Spot]]:
    """Yield what the assessment of a protocol declares, its risks and measures, in the same form."""
    source = register.assessments.get(protocol.id)
    for leaf in assessment_leaves(register, protocol):
        if source and leaf.field.defines:
            yield leaf.field.defines, leaf.text, Spot(source.file, leaf.path)


def known_in_assessment(register: Register, protocol: Protocol) -> Names:
    """Return every name the text of a protocol's assessment can use: those of the protocol, and its own measures."""
    names = dict(known(register, protocol))
    for sort, name, spot in declared_in_assessment(register, protocol):
        names.setdefault(sort, {}).setdefault(name, spot)
    return names


def known(register: Register, protocol: Protocol) -> Names:
    """Return every name the text of a protocol can use, by the sort of thing, with where it is declared."""
    names: Names = {}
    for each in [protocol, *register.above(protocol)]:
        if each is not protocol and "party" in names:
            taken = [entry for entry in declared(each) if entry[0] != "party"]
        else:
            taken = list(declared(each))
        for sort, name, spot in taken:
            names.setdefault(sort, {}).setdefault(name, spot)
    names["end"] = {**names.get("post", {}), **names.get("party", {})}
    return {**names, **_of_the_register(register)}


@kept
def _of_the_register(register: Register) -> Names:
    """Return the names that every protocol of a register can use."""
    organisations = register.organisation_file.file
    return {
        "organisation": dict.fromkeys(register.organisations, Spot(organisations, ())),
        "protocol": {each: Spot(f"{each}/protocol.yaml", ()) for each in register.all_ids},
        "law": dict.fromkeys(law_of(register).provisions, Spot(organisations, ())),
    }


def party_title(register: Register, party: Mapping[str, Any]) -> str:
    """Return what a party is called: its own title, its organisation's name and department, or its class."""
    if isinstance(party.get("title"), str) and not to_be_confirmed(party["title"]):
        return str(party["title"])
    organisation = register.organisations.get(str(party.get("organisation")), {})
    name = str(organisation.get("title") or party_name(party).replace("-", " ").capitalize())
    return f"{name}, {party['department']}" if isinstance(party.get("department"), str) else name
