"""NAME: every name that is used is declared, and every name that is declared is used."""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.names import Names, declared, known
from istoolkit.definitions.register import Protocol, Register
from istoolkit.finding import Path, Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.words import did_you_mean, listed, sentence

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
    for protocol in register.checked():
        names = known(register, protocol)
        for leaf in protocol.leaves:
            sort = leaf.field.refers
            if sort and not _is_known(names, sort, leaf.text, leaf.field.words):
                yield _undeclared(protocol, leaf.path, sort, leaf.text, names)
    yield from _organisations(register)


def _is_known(names: Names, sort: str, name: str, words: tuple[str, ...]) -> bool:
    return name in words or name in names.get(sort, {}) or to_be_confirmed(name) or not name


def _undeclared(protocol: Protocol, path: Path, sort: str, name: str, names: Names) -> Problem:
    choices = names.get(sort, {})
    mend = did_you_mean(name, choices)
    if not mend:
        mend = f"Known here: {listed(sorted(choices)[:12], 'and')}." if choices else "None is declared yet."
    return Problem(protocol.at(*path), f"“{name}” is not a {_SORTS[sort]}.", sentence(mend, _elsewhere(name, names)))


def _elsewhere(name: str, names: Names) -> str:
    sorts = [
        words
        for sort, words in _SORTS.items()
        if name in names.get(sort, {}) and sort not in ("end", "law", "protocol")
    ]
    return f"It is the name of a {sorts[0]}." if sorts else ""


def _organisations(register: Register) -> Iterator[Problem]:
    file = register.organisation_file.file
    for index, each in _entries(register):
        for key in ("part_of", "succeeded_by"):
            value = each.get(key, [])
            named = [((key,), value)] if isinstance(value, str) else [((key, i), name) for i, name in enumerate(value)]
            for path, name in named:
                if name not in register.organisations and not to_be_confirmed(name) and name:
                    at = Spot(file, ("organisations", index, *path))
                    mend = did_you_mean(str(name), register.organisations)
                    yield Problem(at, f"“{name}” is not an {_SORTS['organisation']}.", mend)


def _entries(register: Register) -> list[tuple[int, dict[str, object]]]:
    from istoolkit.definitions.leaves import records

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
    """
    used = _uses(register)
    for protocol in register.checked():
        if not register.whole and protocol.text("tier") != "operational":
            continue
        for sort, name, spot in declared(protocol):
            if sort in _MUST_BE_USED and not _is_used(register, protocol, sort, name, used):
                yield Problem(
                    spot,
                    f"The {_SORTS[sort].removesuffix(' of this protocol')} “{name}” is declared and not used.",
                    _MENDS.get(sort, _MEND),
                )
    if register.whole:
        yield from _unused_organisations(register, used)


_MUST_BE_USED = {"party", "purpose", "people", "information", "asset", "circumstance", "channel", "post"}
_BY_FLOWS = {"purpose", "information", "circumstance", "channel"}
_MEND = "Name it where it belongs, or delete it."
_MENDS = {
    "party": "Say which flows it takes part in, or take it out of the parties.",
    "information": "Add it to the flow that carries it, or delete it.",
    "purpose": "Say which flow serves it, or delete it.",
}

Uses = dict[str, set[tuple[str, str]]]


def _uses(register: Register) -> Uses:
    """Return the names each protocol uses, with the sort of thing."""
    uses: Uses = {}
    for protocol in register.protocols.values():
        taken = {_sorted_use(leaf.path, leaf.field.refers, leaf.text) for leaf in protocol.leaves if leaf.field.refers}
        uses[protocol.id] = taken
    return uses


def _sorted_use(path: Path, sort: str, name: str) -> tuple[str, str]:
    if path[0] == "parties" and sort == "party":
        return "party", name
    if sort in ("party", "end") and path[0] not in ("flows", "assets", "posts"):
        return "mention", name
    if sort == "purpose" and path[0] != "flows":
        return "mention", name
    return ("party" if sort == "end" else sort), name


def _is_used(register: Register, protocol: Protocol, sort: str, name: str, used: Uses) -> bool:
    """Whether the protocol, or one under it, uses the name. A party need only be in a flow where there are flows."""
    if sort == "party" and not protocol.entries("flows"):
        return True
    family = [each for each in register.protocols.values() if each is protocol or protocol in register.above(each)]
    wanted = {(sort, name)} | ({(sort, "all")} if sort in ("party", "information") else set())
    wanted |= {("party", name)} if sort == "post" else set()
    if any(wanted & used[each.id] for each in family):
        return True
    return sort in _BY_FLOWS and not any(each.entries("flows") for each in family)


def _unused_organisations(register: Register, used: Uses) -> Iterator[Problem]:
    named = {name for taken in used.values() for sort, name in taken if sort == "organisation"}
    named |= {
        str(name)
        for _, each in _entries(register)
        for key in ("part_of", "succeeded_by")
        for name in _many(each.get(key))
    }
    for index, each in _entries(register):
        if (
            isinstance(each.get("id"), str)
            and each["id"] not in named
            and "succeeded_by" not in each
            and register.protocols
        ):
            at = Spot(register.organisation_file.file, ("organisations", index, "id"))
            yield Problem(at, f"The organisation “{each['id']}” is in no protocol.", _MEND)


def _many(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(each) for each in value] if isinstance(value, list) else []


@rule("NAME004", "Folder and name differ")
def folder_name(register: Register) -> Iterable[Problem]:
    """The field `protocol` equals the name of the folder the file lies in.

    Why: other protocols and commands find it by the name of its folder.

    Wrong: `protocol: early-help` in the folder early-help-2.

    Right: `protocol: early-help-2`, or the folder named early-help.
    """
    for protocol in register.checked():
        name = protocol.text("protocol")
        if name and name != protocol.id:
            mend = f"Write “protocol: {protocol.id}”, or rename the folder to {name}."
            yield Problem(
                protocol.at("protocol"),
                f"The protocol is called “{name}” and its folder “{protocol.id}”.",
                mend,
            )


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
