"""NAME: every name that is used is declared, and every name that is declared is used."""

from collections.abc import Iterable, Iterator
from typing import Any

from istoolkit.definitions.assessment_file import assessment_leaves
from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.inherit import entries_of, resolve
from istoolkit.definitions.leaves import Leaf, leaves, many, records
from istoolkit.definitions.names import Names, declared, declared_in_assessment, known, known_in_assessment, party_name
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import load
from istoolkit.finding import Path, Problem, Spot
from istoolkit.rules import rule
from istoolkit.words import did_you_mean, listed, sentence

Use = tuple[str, str]
"""The sort of a thing and its name."""

_FLOWS = ("flow", "")
"""Stands among what a protocol uses for having flows at all."""

_SORTS = {
    "party": "party of this protocol",
    "end": "party or named post of this protocol",
    "purpose": "purpose",
    "people": "group of people",
    "information": "item of information",
    "asset": "system or store",
    "circumstance": "circumstance",
    "channel": "way of sending",
    "flow": "flow",
    "post": "named post",
    "organisation": "organisation in organisations.yaml",
    "protocol": "protocol in this register",
    "law": "provision in the legal register",
    "measure": "measure of this assessment",
    "risk": "risk of this assessment",
}


@rule("NAME001", "Name that is not declared")
def undeclared(register: Register) -> Iterable[Problem]:
    """An entry names something that is declared nowhere: a party, purpose, item, flow, organisation or law.

    Why: the document would speak of something that no reader can look up.

    Wrong:

        flows:
          - id: referral
            from: scools

    Right:

        flows:
          - id: referral
            from: schools
    """
    for protocol in register.understood():
        yield from _unknown(register, protocol.source.file, protocol.references, known(register, protocol))
        if assessment := register.assessments.get(protocol.id):
            references = [leaf for leaf in assessment_leaves(register, protocol) if leaf.field.refers]
            yield from _unknown(register, assessment.file, references, known_in_assessment(register, protocol))
    yield from _organisations(register)


def _unknown(register: Register, file: str, references: Iterable[Leaf], names: Names) -> Iterator[Problem]:
    guesses = _MOST_GUESSES
    for leaf in references:
        sort = leaf.field.refers
        if sort == "organisation" and not register.organisation_file.value:
            continue
        if not _is_known(names, sort, leaf.text, leaf.field.words):
            guesses -= 1
            yield _undeclared(Spot(file, leaf.path), sort, leaf.text, names, guess=guesses > 0)


_MOST_GUESSES = 30
"""How many names of a file are compared with those that are known: that takes time, and a file with more is odd."""


def _is_known(names: Names, sort: str, name: str, words: tuple[str, ...]) -> bool:
    return name in words or name in names.get(sort, {}) or to_be_confirmed(name) or not name


def _undeclared(at: Spot, sort: str, name: str, names: Names, guess: bool) -> Problem:
    choices = names.get(sort, {})
    if sort in ("end", "party") and name in names.get("organisation", {}):
        return Problem(at, f"“{name}” is not {_a(_SORTS[sort])}.", _not_yet_a_party(name, choices))
    mend = did_you_mean(name, choices) if guess and len(name) <= 80 and len(choices) <= 2500 else ""
    if not mend:
        mend = f"Known here: {listed(sorted(choices)[:12], 'and')}." if choices else "None is declared yet."
    return Problem(at, f"“{name}” is not {_a(_SORTS[sort])}.", sentence(mend, _elsewhere(name, names)))


def _a(words: str) -> str:
    return f"an {words}" if words[0] in "aeio" else f"a {words}"


def _elsewhere(name: str, names: Names) -> str:
    sorts = [
        words
        for sort, words in _SORTS.items()
        if name in names.get(sort, {}) and sort not in ("end", "law", "protocol", "party")
    ]
    return f"“{name}” is the name of {_a(sorts[0])}." if sorts else ""


def _not_yet_a_party(name: str, parties: Iterable[str]) -> str:
    """Return how to mend the name of an organisation that is none of the parties: one of them may be misspelt."""
    close = did_you_mean(name, parties).removeprefix("Did you mean ").rstrip("?")
    known = f"“{name}” is the name of an organisation in organisations.yaml."
    return sentence(known, f"Mend {close} under “parties”, or make it a party." if close else "Make it a party.")


def _organisations(register: Register) -> Iterator[Problem]:
    source = register.organisation_file
    for leaf in leaves(load("organisations").fields, source.value):
        known = leaf.text in register.organisations or to_be_confirmed(leaf.text) or not leaf.text
        if leaf.field.refers and not known:
            mend = did_you_mean(leaf.text, register.organisations)
            yield Problem(Spot(source.file, leaf.path), f"“{leaf.text}” is not {_a(_SORTS['organisation'])}.", mend)


def _entries(register: Register) -> list[tuple[int, dict[str, Any]]]:
    value = register.organisation_file.value
    return records(value.get("organisations")) if isinstance(value, dict) else []


@rule("NAME002", "Name declared twice")
def declared_twice(register: Register) -> Iterable[Problem]:
    """Two entries of the same sort have the same name.

    Why: no reader can tell which of the two an entry means.

    Wrong:

        purposes:
          - {id: plan, title: Plan support}
          - {id: plan, title: Plan services}

    Right:

        purposes:
          - {id: plan-support, title: Plan support}
          - {id: plan-services, title: Plan services}
    """
    for protocol in register.checked():
        yield from _twice(declared(protocol))
        yield from _twice(declared_in_assessment(register, protocol))
    file = register.organisation_file.file
    ids = [
        ("organisation", str(each["id"]), Spot(file, ("organisations", i, "id")))
        for i, each in _entries(register)
        if "id" in each
    ]
    yield from _twice(ids)
    for members in register.members.values():
        rows = members.value or []
        yield from _twice(
            ("member", row["id"], Spot(members.file, (i, "id"))) for i, row in enumerate(rows) if "id" in row
        )


def _twice(entries: Iterable[tuple[str, str, Spot]]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Spot] = {}
    for sort, name, spot in entries:
        first = seen.setdefault((sort, name), spot)
        if first is not spot and not to_be_confirmed(name):
            mend = (
                "Give each a name of its own. Where a party takes part in two ways, add an “id” to each."
                if sort == "party"
                else "Give each a name of its own."
            )
            yield Problem(spot, f"“{name}” is declared twice.", mend, ((first, "it is declared here first"),))


@rule("NAME003", "Declared and never used", severity="warning")
def unused(register: Register) -> Iterable[Problem]:
    """Something is declared that nothing uses: a party in no flow, an item no flow carries, a purpose nothing serves.

    Why: partners would sign for sharing that the protocol does not describe, or a flow has been forgotten.

    Wrong: an item “housing history” under `information` that no flow names.

    Right: add it to the flow that carries it, or delete it.

    In a flow the word “all” means every party but processors. A processor is used where it supplies or holds a system,
    keeps information, or stands in a flow by name.
    """
    used = _family_uses(register)
    whole = register.whole and all(each.source.value for each in register.protocols.values())
    for protocol in register.understood():
        if whole or protocol.text("tier") == "operational":
            yield from _unused_names(register, protocol, used[protocol.id])
    if whole:
        yield from _unused_organisations(register, set().union(*used.values()))


def _unused_names(register: Register, protocol: Protocol, used: set[Use]) -> Iterator[Problem]:
    exempt = _without_flows(protocol, used)
    processors = _processors(register, protocol)
    for sort, name, spot in declared(protocol):
        if sort in _MUST_BE_USED - exempt and not _is_used(sort, name, used, processors):
            what = _SORTS[sort].removesuffix(" of this protocol")
            yield Problem(spot, f"The {what} “{name}” is declared and not used.", _MENDS.get(sort, _MEND))


def _without_flows(protocol: Protocol, used: set[Use]) -> set[str]:
    """Return what need not be used here: what only flows use where there are none, parties where it has none itself."""
    parties = set() if protocol.entries("flows") else {"party"}
    return parties if _FLOWS in used else parties | _BY_FLOWS


def _is_used(sort: str, name: str, used: set[Use], processors: set[str]) -> bool:
    wanted = {(sort, name)}
    if sort == "information":
        wanted.add((sort, "all"))
    if sort == "post":
        wanted.add(("party", name))
    if sort == "party":
        wanted.add(("store", name) if name in processors else (sort, "all"))
    return bool(wanted & used)


_MUST_BE_USED = {"party", "purpose", "people", "information", "asset", "circumstance", "channel", "post"}
_BY_FLOWS = {"purpose", "information", "circumstance", "channel"}
_MEND = "Name it where it belongs, or delete it."
_MENDS = {
    "party": "Say which flows it takes part in, or take it out of the parties.",
    "information": "Add it to the flow that carries it, or delete it.",
    "purpose": "Say which flow serves it, or delete it.",
}


def _family_uses(register: Register) -> dict[str, set[Use]]:
    """Return, for each protocol, what it and the protocols under it use."""
    family: dict[str, set[Use]] = {name: set() for name in register.protocols}
    for protocol in register.protocols.values():
        used = set(_uses(register, protocol))
        for each in (protocol, *register.above(protocol)):
            family[each.id] |= used
    return family


def _uses(register: Register, protocol: Protocol) -> Iterator[Use]:
    """Yield what a protocol uses: in its own text, and in the systems and stores that it takes over from above."""
    if protocol.entries("flows"):
        yield _FLOWS
    for leaf in protocol.references:
        yield _sorted_use(leaf.path, leaf.field.refers, leaf.text)
    for leaf in assessment_leaves(register, protocol):
        if leaf.field.refers == "organisation":
            yield "organisation", leaf.text
    for name in ("assets", "storage"):
        entry = load("protocol").fields[name].item
        for said in entries_of(resolve(register, protocol), name):
            if entry and said.protocol is not protocol:
                for leaf in leaves(entry.fields, said.value, said.path):
                    yield _sorted_use(leaf.path, leaf.field.refers, leaf.text)


def _sorted_use(path: Path, sort: str, name: str) -> Use:
    if path[0] == "parties" and sort == "party":
        return "party", name
    if path[0] == "storage" and sort == "party":
        return "store", name
    if sort in ("party", "end") and path[0] not in ("flows", "assets", "posts"):
        return "mention", name
    if sort in ("purpose", "information") and path[0] != "flows":
        return "mention", name
    return ("party" if sort == "end" else sort), name


def _processors(register: Register, protocol: Protocol) -> set[str]:
    """Return the parties that only work for others. They are not meant where a flow says “all”."""
    parties = [said.full for said in entries_of(resolve(register, protocol), "parties")]
    return {party_name(party) for party in parties if party.get("role") in ("processor", "sub-processor")}


def _unused_organisations(register: Register, used: set[Use]) -> Iterator[Problem]:
    named = {name for sort, name in used if sort == "organisation"}
    named |= {name for _, each in _entries(register) for key in _KIN for name in many(each.get(key))}
    for index, each in _entries(register):
        if (
            isinstance(each.get("id"), str)
            and each["id"] not in named
            and "succeeded_by" not in each
            and register.protocols
        ):
            at = Spot(register.organisation_file.file, ("organisations", index, "id"))
            yield Problem(at, f"The organisation “{each['id']}” is in no protocol.", _MEND)


_KIN = ("part_of", "succeeded_by")


@rule("NAME004", "Folder and name differ")
def folder_name(register: Register) -> Iterable[Problem]:
    """The field `protocol` equals the name of the folder the file lies in.

    Why: other protocols and commands find it by the name of its folder.

    Wrong: `protocol: early-help` in the folder early-help-2.

    Right: `protocol: early-help-2`, or the folder named early-help.

    A protocol with signatures keeps its folder's name: the record of sign-off and what was signed carry it.
    """
    for protocol in register.checked():
        name = protocol.text("protocol")
        if name and name != protocol.id:
            mend = _name_or_folder(register, protocol.id, name)
            yield Problem(
                protocol.at("protocol"),
                f"The protocol is called “{name}” and its folder “{protocol.id}”.",
                mend,
            )


def _name_or_folder(register: Register, folder: str, name: str) -> str:
    """Return what to do where a folder and the name in it differ; what was signed keeps the name it has in the record."""
    record = register.sign_offs.get(folder)
    if record is None:
        return f"Write “protocol: {folder}”, or rename the folder to {name}."
    signed_as = record.value.get("protocol") if isinstance(record.value, dict) else None
    keeps = "A protocol with signatures keeps its folder's name."
    return f"Name the folder {name} again. {keeps}" if signed_as == name else f"Write “protocol: {folder}”. {keeps}"


@rule("NAME005", "Party that is more than one thing")
def party_kind(register: Register) -> Iterable[Problem]:
    """A party is one organisation, one class or one local place.

    Why: otherwise no one knows who signs.

    Wrong:

        parties:
          - {organisation: northvale-council, class: schools, role: controller}

    Right:

        parties:
          - {organisation: northvale-council, role: controller}
          - {class: schools, kind: school, role: controller}

    A local place may also have the organisation that fills it.
    """
    for protocol in register.checked():
        for index, party in protocol.entries("parties"):
            kinds = [key for key in ("organisation", "class", "local") if key in party]
            if kinds == ["organisation", "local"] or len(kinds) == 1 or set(kinds) == {"class", "local"}:
                continue
            at = protocol.at("parties", index)
            if not kinds:
                yield Problem(
                    at,
                    "This party says neither “organisation” nor “class” nor “local”.",
                    "Say which organisation or class of organisations it is.",
                )
            else:
                yield Problem(
                    at,
                    f"This party says {listed([f'“{key}”' for key in kinds], 'and')}.",
                    "Keep one, and make the other a party of its own.",
                )


@rule("NAME006", "Flow without both ends")
def flow_ends(register: Register) -> Iterable[Problem]:
    """A flow says `from` and `to`, or `among`, or `inside`.

    Why: a flow without a sender or a recipient does not say who shares with whom.

    Wrong:

        flows:
          - {id: referral, from: schools, information: identity, purpose: plan}

    Right:

        flows:
          - {id: referral, from: schools, to: northvale-council, information: identity, purpose: plan}
    """
    for protocol in register.checked():
        for index, flow in protocol.entries("flows"):
            ends = {"from", "to", "among", "inside"} & flow.keys()
            if ends not in _ENDS:
                message = _TOO_MUCH if "among" in ends else "This flow does not say both who gives and who receives."
                yield Problem(
                    protocol.at("flows", index),
                    message,
                    "Write “from” and “to”, or “among” for a meeting, or “inside” for one controller.",
                )


_ENDS = ({"from", "to"}, {"among"}, {"inside"}, {"from", "to", "inside"})
_TOO_MUCH = "This flow says more than one thing about who shares with whom."
