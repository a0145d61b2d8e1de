"""TIER: a protocol and those above it fit together."""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import duration, to_be_confirmed
from istoolkit.definitions.inherit import entries_of, resolve
from istoolkit.definitions.leaves import many
from istoolkit.definitions.names import declared, party_name
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import Field, load
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.words import did_you_mean

_ORDER = ("framework", "community", "operational")


@rule("TIER001", "Tiers that loop")
def loop(register: Register) -> Iterable[Problem]:
    """Following `under` upwards leads back to the protocol itself.

    Why: none of them would have anything above it to take terms from.

    Wrong: a under b, and b under a.

    Right: one of them is at the top and says no `under`.
    """
    for protocol in register.checked():
        seen, name = [protocol.id], protocol.text("under")
        while name in register.protocols and name not in seen:
            seen.append(name)
            name = register.protocols[name].text("under")
        if name == protocol.id:
            message = f"The tiers go round in a circle: {' → '.join([*seen, name])}."
            yield Problem(protocol.at("under"), message, "Take “under” out of the one that belongs at the top.")


@rule("TIER002", "Under a tier that is not above")
def order(register: Register) -> Iterable[Problem]:
    """A protocol sits under one of a higher tier: a community agreement or an operational arrangement under a framework,
    an operational arrangement under a community agreement. A local version sits under a text of its own tier that has
    local places.

    Why: the tiers tell readers where to look: principles, then purpose, then process.

    Wrong: a framework under an operational arrangement.

    Right: the operational arrangement under the framework.
    """
    for protocol in register.checked():
        for upper in register.above(protocol)[:1]:
            tier, above = protocol.text("tier"), upper.text("tier")
            if tier in _ORDER and above in _ORDER and not _fits(tier, above, upper):
                message = (
                    f"A protocol of the tier “{tier}” cannot sit under “{upper.id}”, which is of the tier “{above}”."
                )
                yield Problem(
                    protocol.at("under"),
                    message,
                    "Put it under one of a higher tier.",
                    ((upper.at("tier"), "the tier above"),),
                )


def _fits(tier: str, above: str, upper: Protocol) -> bool:
    local = any("local" in party for _, party in upper.entries("parties"))
    return _ORDER.index(above) < _ORDER.index(tier) or (tier == above and local)


@rule("TIER003", "Said again though it is fixed above")
def redeclared(register: Register) -> Iterable[Problem]:
    """An entry has the name of an entry in a protocol above.

    Why: partners signed the upper one. A lower tier may add entries and may not change those above.

    Wrong: a purpose `plan` in the arrangement with other words than the purpose `plan` in the agreement it sits under.

    Right: leave it out, and it comes in from above; or give it a name of its own.
    """
    for protocol in register.checked():
        above = {
            (sort, name): spot
            for upper in register.above(protocol)
            for sort, name, spot in declared(upper)
            if sort not in ("party", "flow")
        }
        for sort, name, spot in declared(protocol):
            if (first := above.get((sort, name))) is not None:
                mend = "Leave it out, and it applies as it stands above. For something else choose another name."
                yield Problem(
                    spot,
                    f"“{name}” is declared in a protocol above this one.",
                    mend,
                    ((first, "it is declared here"),),
                )


@rule("TIER004", "Party that is not a party above")
def party_not_above(register: Register) -> Iterable[Problem]:
    """A party to a lower tier is a party to the protocol it sits under.

    Why: the terms above bind those who signed them. A party that did not is bound by nothing it can be held to.

    Wrong: the arrangement names a charity that the framework does not have.

    Right: let the charity join the framework too.
    """
    for protocol in register.checked():
        for upper in register.above(protocol):
            above = list(_party_names(upper))
            if above:
                yield from _not_above(protocol, upper, above)
                break


def _party_names(protocol: Protocol) -> Iterator[str]:
    for _, party in protocol.entries("parties"):
        yield party_name(party)
        for key in ("organisation", "class"):
            yield str(party.get(key, ""))


def _not_above(protocol: Protocol, upper: Protocol, above: list[str]) -> Iterator[Problem]:
    suppliers = {name for _, asset in protocol.entries("assets") for name in many(asset.get("supplier"))}
    for index, party in protocol.entries("parties"):
        names = {party_name(party), str(party.get("organisation", "")), str(party.get("part_of", ""))} - {""}
        processor = party.get("role") in ("processor", "sub-processor") or party_name(party) in suppliers
        if not names & set(above) and not processor and not any(map(to_be_confirmed, names)):
            mend = did_you_mean(party_name(party), above) or f"Let it join “{upper.id}” too, or take it out here."
            message = f"“{party_name(party)}” is not a party to “{upper.id}”, which this protocol sits under."
            yield Problem(protocol.at("parties", index), message, mend)


@rule("TIER005", "Longer than the tier above allows")
def longer(register: Register) -> Iterable[Problem]:
    """A lower tier may shorten the times that the tier above sets for answers, reports and acknowledgements. It may not
    lengthen them.

    Why: partners rely on the time they signed for.

    Wrong: the framework says incidents are reported within 24 hours, the arrangement says 3 days.

    Right: 24 hours or less.
    """
    for protocol in register.checked():
        for upper in register.above(protocol):
            for path, each in _guarded(load("protocol").fields):
                here, there = _value(protocol, path), _value(upper, path)
                if each.below == "shorter" and (duration(here) or 0) > (duration(there) or 10**9):
                    message = f"“{here}” is longer than the “{there}” that “{upper.id}” allows."
                    yield Problem(
                        protocol.at(*path),
                        message,
                        f"Write {there} or less.",
                        ((upper.at(*path), "the time above"),),
                    )


def _guarded(fields: dict[str, Field] | object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    for name, each in fields.items() if hasattr(fields, "items") else ():
        if each.below:
            yield (*path, name), each
        yield from _guarded(each.fields, (*path, name))


def _value(protocol: Protocol, path: tuple[str, ...]) -> str:
    value: object = protocol.data
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


@rule("TIER006", "Section that is missing", severity="warning", source="ICO data sharing code of practice")
def missing_section(register: Register) -> Iterable[Problem]:
    """A protocol of its tier says certain things, itself or through the one it sits under. An operational arrangement,
    say, needs flows, requests, storage, security and key post holders.

    Why: these are what staff and the public look for, and what the Information Commissioner's code asks for.

    Wrong: an operational arrangement that does not say how long information is kept.

    Right: add the section, or put it into the protocol above where it holds for all.

    `istoolkit schema protocol` says what each section is for.
    """
    for protocol in register.understood():
        full = resolve(register, protocol)
        for name, each in load("protocol").fields.items():
            if protocol.text("tier") in each.needed and name not in full and name not in protocol.data:
                message = f"Nothing is said about “{each.title}” ({name}), here or above."
                yield Problem(protocol.at("tier"), message, each.help)


@rule("TIER007", "No retention period", severity="warning", source="UK GDPR Article 5(1)(e)")
def retention(register: Register) -> Iterable[Problem]:
    """Every entry under `storage` says how long information is kept, by a period or by the event that ends it.

    Why: personal data is kept no longer than its purpose needs. Where nothing is said it is kept for ever.

    Wrong:

        storage:
          - {held_by: schools, information: all, where: In the pupil's file}

    Right:

        storage:
          - held_by: schools
            information: all
            where: In the pupil's file
            retention: {keep: 25 years, from: The child's date of birth}
    """
    for protocol in register.checked():
        for index, store in protocol.entries("storage"):
            said = store.get("retention")
            if not said or (isinstance(said, dict) and not {"keep", "until"} & said.keys()):
                yield Problem(
                    protocol.at("storage", index),
                    "This store has no retention period.",
                    "Say how long it is kept (“keep” and “from”), or until what event (“until”).",
                )


@rule("TIER008", "Local place that no one fills", severity="note")
def unfilled(register: Register) -> Iterable[Problem]:
    """A text for many areas has places that each area's protocol fills with its own organisation.

    Why: nobody can sign for an empty place.

    Wrong: an area's protocol that says `local: council` and no organisation.

    Right:

        parties:
          - {local: council, organisation: northvale-council, role: controller}
    """
    for protocol in register.checked():
        uppers = {
            party_name(party)
            for upper in register.above(protocol)
            for _, party in upper.entries("parties")
            if "local" in party
        }
        for index, party in protocol.entries("parties"):
            if str(party.get("local")) in uppers and not {"organisation", "members"} & party.keys():
                yield Problem(
                    protocol.at("parties", index),
                    f"No organisation fills the place “{party['local']}”.",
                    "Name it under “organisation”.",
                )


@rule("TIER009", "Party without a role", source="UK GDPR Articles 4, 26 and 28")
def role(register: Register) -> Iterable[Problem]:
    """Every party has a role in data protection law. A lower tier need not repeat the role its party has above.

    Why: who answers to people and to the Information Commissioner depends on it.

    Wrong:

        parties:
          - {organisation: northvale-council, signed_by: Chief executive}

    Right:

        parties:
          - {organisation: northvale-council, role: controller, signed_by: Chief executive}
    """
    for protocol in register.understood():
        for said in entries_of(resolve(register, protocol), "parties"):
            if said.protocol is protocol and "role" not in said.full:
                name = party_name(said.value) or "This party"
                mend = "Write “role: controller”, or what else it is. `istoolkit schema protocol` lists the roles."
                yield Problem(protocol.at(*said.path), f"“{name}” has no role, here or above.", mend)
