"""ROLE: controllers, processors and law enforcement.

This part: roles that do not go together, here and in the protocols above.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Flow, Party, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.every import every_flow
from istoolkit.rules.support.hats import Hat, a_role, covers, hats, meet
from istoolkit.rules.support.naming import all_names


@rule("ROLE001", "Controller and processor of the same copy", source="UK GDPR Articles 4 and 28(10)")
def both(register: Register) -> Iterable[Problem]:
    """No body is both the controller and the processor of one copy of the information. It may be the one for one copy,
    purpose or time and the other for another.

    Why: a controller answers to people for a copy, and a processor only follows instructions. Nobody could tell which
    it is.

    Wrong:

        parties:
        - organisation: council
          contract: Hosting agreement of 1 April 2026
          roles:
          - {role: controller, copy: case-system}
          - {role: processor, for: trust, copy: case-system}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - organisation: council
          contract: Hosting agreement of 1 April 2026
          roles:
          - {role: controller, copy: case-system}
          - {role: processor, for: trust, copy: case-system, when: For notes that the trust keeps for itself}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture in pictures(register):
        for party in picture.parties.values():
            for one, other in combinations(hats(party), 2):
                if _opposed(one, other) and meet(one, other):
                    yield _both(picture, one, other)
        yield from _own_supplier(picture)


def _opposed(one: Hat, other: Hat) -> bool:
    return (one.is_controller and other.is_processor) or (one.is_processor and other.is_controller)


def _both(picture: Picture, one: Hat, other: Hat) -> Problem:
    asset = picture.assets.get(str(other.says.get("copy")))
    copy = f"the copy in “{asset.title}”" if asset else "the same information"
    message = f"“{one.party.title}” is both controller and processor of {copy}."
    mend = "Keep the role that is right. If both are, say what tells them apart: the purposes, the flows or the time."
    return Problem(other.at("role"), message, mend, ((one.at("role"), "the other role"),))


def _own_supplier(picture: Picture) -> Iterator[Problem]:
    for asset in picture.assets.values():
        party = picture.parties.get(asset.text("supplier"))
        if party and party.name in asset.many("held_by") and _decides_alone(party):
            message = f"“{party.title}” holds “{asset.title}” as controller, and also supplies it as processor."
            mend = "Leave the supplier out if it runs the system for itself. If it runs it for others, add that role."
            yield Problem(asset.at("supplier"), message, mend, ((party.at("role"), "its role"),))


def _decides_alone(party: Party) -> bool:
    return bool(party.role) and all(hat.is_controller for hat in hats(party))


@rule("ROLE012", "Role that differs from the protocol above", "warning", "UK GDPR Articles 4, 26 and 28")
def differs(register: Register) -> Iterable[Problem]:
    """A party has the role it has in the protocol above, or the lower one says why it differs.

    Why: people and the Information Commissioner must be able to tell who answers. Published agreements often contradict
    each other on it.

    Wrong:

        parties:
        - {organisation: council}
        - organisation: trust
          role: processor
          for: council
          contract: Contract C-2 of 1 May 2026
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - {organisation: council}
        - organisation: trust
          role: processor
          for: council
          contract: Contract C-2 of 1 May 2026
          note: Here its nurses only write up what the council asks them
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture in pictures(register):
        for party in picture.parties.values():
            base, own = party.said.base, party.said.value.get("role")
            above = Thing(base).text("role") if base else ""
            if base and own and above and not party.unknown("role") and own != above and not _explained(picture, party):
                message = f"“{party.title}” is {a_role(str(own))} here and {a_role(above)} in the protocol above."
                mend = "Make the two agree, or say in a “note” or under “roles” why it differs here."
                yield Problem(party.at("role"), message, mend, ((Thing(base).at("role"), "its role above"),))


def _explained(picture: Picture, party: Party) -> bool:
    said = party.said.value
    if any(name in said for name in ("roles", "regime", "note")):
        return True
    enforces = any(basis.is_law_enforcement for basis in picture.bases if party in basis.parties)
    return party.role == "competent-authority" and enforces


@rule("ROLE013", "Recipient of figures that receives personal data", source="UK GDPR Articles 4 and 6")
def figures_only(register: Register) -> Iterable[Problem]:
    """A party whose role is to receive figures only receives nothing about people who can be identified.

    Why: whoever receives personal data decides on its use or follows instructions, and needs a basis or a contract.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police, role: recipient, note: It plans its patrols}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: needs, title: Health needs that bear on support, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit the child's health}
        - {id: streets, title: Concerns in each street, of: children, kind: pseudonymised, needed_because: Patrols}
        flows:
        - {id: answer, title: The hub asks, from: [schools, trust], to: council, information: needs, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
        - {id: patrols, title: Streets to patrol, from: council, to: police, information: streets, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: Each month, seen_by: Patrol planners}
        storage:
        - held_by: all
          information: all
          asset: case-system
          where: In the case system
          in: United Kingdom
          access: Hub staff
          retention: {keep: 6 years, from: The case is closed, authority: Each partner's schedule}
          methods: [secure-deletion]

    Right:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police, role: recipient, note: It plans its patrols}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: needs, title: Health needs that bear on support, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit the child's health}
        - {id: streets, title: Concerns in each street, kind: aggregate, needed_because: Patrols}
        flows:
        - {id: answer, title: The hub asks, from: [schools, trust], to: council, information: needs, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
        - {id: patrols, title: Streets to patrol, from: council, to: police, information: streets, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: Each month, seen_by: Patrol planners}
        storage:
        - held_by: all
          information: all
          asset: case-system
          where: In the case system
          in: United Kingdom
          access: Hub staff
          retention: {keep: 6 years, from: The case is closed, authority: Each partner's schedule}
          methods: [secure-deletion]
    """
    for _, flow in every_flow(register):
        if flow.is_personal:
            for party in flow.recipients:
                if party.role == "recipient" and not any(covers(hat, flow) for hat in hats(party)[1:]):
                    yield _figures_only(flow, party)


def _figures_only(flow: Flow, party: Party) -> Problem:
    items = all_names([item for item in flow.items if item.is_personal][:3])
    message = f"“{party.title}” is to receive figures only, and “{flow.title}” brings it {items}."
    mend = "Make it a controller with a basis of its own, or send it figures in which no one can be identified."
    end = "to" if flow.says("to") else "among"
    return Problem(flow.at(end), message, mend, ((party.at("role"), "its role"),))


@rule("ROLE018", "Supplier of a system that is no processor", "warning", "UK GDPR Article 28")
def supplier(register: Register) -> Iterable[Problem]:
    """The party that supplies a system to another is its processor, at least for the copy in that system.

    Why: whoever runs a system for someone else handles the information on instructions and needs a contract.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        assets:
        - {id: case-system, title: Case system, held_by: council, supplier: trust,
           in: United Kingdom, access: Hub staff}

    Right:

        parties:
        - {organisation: council}
        - organisation: trust
          contract: Hosting agreement of 1 May 2026
          roles:
          - {role: processor, for: council, copy: case-system}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        assets:
        - {id: case-system, title: Case system, held_by: council, supplier: trust,
           in: United Kingdom, access: Hub staff}
    """
    for picture in pictures(register):
        for asset in picture.assets.values():
            party = picture.parties.get(asset.text("supplier"))
            if party and _decides_alone(party) and party.name not in asset.many("held_by"):
                message = f"“{party.title}” supplies “{asset.title}” and is nowhere a processor."
                mend = (
                    "Add under “roles” that it is a processor for the copy in that system, for whom, and the contract."
                )
                yield Problem(asset.at("supplier"), message, mend, ((party.at("role"), "its role"),))
