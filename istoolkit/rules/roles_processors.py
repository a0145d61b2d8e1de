"""ROLE: controllers, processors and law enforcement.

This part: for whom processors work, by which contract, and on whose lawful basis.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.leaves import many
from istoolkit.definitions.names import party_name
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import Party
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.every import every_basis
from istoolkit.rules.support.hats import Hat, a_role, hats, principals


@rule("ROLE002", "Processor that does not say for whom", source="UK GDPR Article 28(3)")
def for_whom(register: Register) -> Iterable[Problem]:
    """A processor says whose instructions it follows.

    Why: whoever gives the instructions answers for what the processor does.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for hat in _processors(register):
        if "for" not in hat.says and "on_behalf_of" not in hat.says:
            message = f"“{hat.party.title}” is {a_role(hat.role)} and does not say for whom."
            yield Problem(hat.at("role"), message, "Add “for” with the party whose instructions it follows.")


def _processors(register: Register) -> Iterator[Hat]:
    for picture in pictures(register):
        for party in picture.parties.values():
            yield from (hat for hat in hats(party) if hat.is_processor)


@rule("ROLE003", "Processor without a contract", source="UK GDPR Article 28(3)")
def contract(register: Register) -> Iterable[Problem]:
    """A processor names the contract under which it works, here, above or in the arrangement below that uses it.

    Why: without a contract in writing that binds the processor, both break the law each time it handles the
    information.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, signed_by: Managing director}

    Right:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture in pictures(register):
        if register.may_have_more_below(picture.protocol):
            continue
        below = _contracts(register)
        for party in picture.parties.values():
            hat = next((each for each in hats(party) if each.is_processor), None)
            if hat and not _has_contract(picture, party) and (picture.protocol.id, party.name) not in below:
                part = " for a part" if hat.path else ""
                message = f"“{party.title}” is {a_role(hat.role)}{part} and names no contract."
                mend = "Add “contract” with its name and date. It must bind the processor to written instructions."
                yield Problem(hat.at("role"), message, mend)


def _has_contract(picture: Picture, party: Party) -> bool:
    wider = picture.parties.get(party.text("part_of"))
    said = party.says("contract") or "contract" in party.text("note").lower()
    return said or (wider is not None and wider is not party and wider.says("contract"))


@kept
def _contracts(register: Register) -> frozenset[tuple[str, str]]:
    """Return the protocols and parties for which a protocol below names the contract."""
    return frozenset(
        (upper.id, name)
        for protocol in register.protocols.values()
        for name in _with_contract(protocol)
        for upper in register.above(protocol)
    )


def _with_contract(protocol: Protocol) -> Iterator[str]:
    yield from (party_name(each) for _, each in protocol.entries("parties") if "contract" in each)


@rule("ROLE004", "Processor for a party that gives it no instructions", source="UK GDPR Articles 4 and 28")
def for_the_right_one(register: Register) -> Iterable[Problem]:
    """A processor works for a controller, and a sub-processor for a processor.

    Why: only a controller may decide what is done with the information, so the chain of instructions must begin with
    one.

    Wrong:

        # framework/protocol.yaml
        parties:
        - {organisation: council, role: controller, signed_by: Chief executive}
        - {organisation: trust, role: controller, signed_by: Medical director}
        - {organisation: police, role: controller, signed_by: Assistant chief constable}
        - {class: schools, title: Schools, kind: school, members: members/schools.csv, public_authority: yes,
           role: controller, signed_by: Head teacher}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        - {organisation: charity, role: processor, for: supplier, contract: Contract C-2, signed_by: Chief officer}

    Right:

        # framework/protocol.yaml
        parties:
        - {organisation: council, role: controller, signed_by: Chief executive}
        - {organisation: trust, role: controller, signed_by: Medical director}
        - {organisation: police, role: controller, signed_by: Assistant chief constable}
        - {class: schools, title: Schools, kind: school, members: members/schools.csv, public_authority: yes,
           role: controller, signed_by: Head teacher}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        - {organisation: charity, role: sub-processor, for: supplier, contract: Contract C-2, signed_by: Chief officer}
    """
    for picture in pictures(register):
        for party in picture.parties.values():
            for hat in hats(party):
                for name in principals(hat) if hat.is_processor else ():
                    yield from _wrong_principal(hat, picture.parties.get(name))


def _wrong_principal(hat: Hat, principal: Party | None) -> Iterator[Problem]:
    if principal is None or principal is hat.party or not hats(principal) or principal.unknown("role"):
        return
    roles = hats(principal)
    wanted = "processor" if hat.role == "sub-processor" else "controller"
    if not any(each.is_processor if wanted == "processor" else each.is_controller for each in roles):
        words = f"{a_role(hat.role)} for “{principal.title}”, which is {a_role(roles[0].role)} and not a {wanted}"
        message = f"“{hat.party.title}” is {words}."
        mend = {
            "controller": "Name the controller whose instructions it follows, or write “role: sub-processor”.",
            "processor": "Name the processor that engaged it, or write “role: processor”.",
        }[wanted]
        related = ((principal.at("role"), f"the role of “{principal.title}”"),)
        yield Problem(hat.at("for" if "for" in hat.says else "on_behalf_of"), message, mend, related)


@rule("ROLE014", "Processor for its own body", source="UK GDPR Articles 4 and 29")
def own_processor(register: Register) -> Iterable[Problem]:
    """A processor is another body than the controller it works for. A department or a team of the same body is not one.

    Why: staff act under the authority of their own controller. A contract with oneself binds nobody.

    Wrong:

        parties:
        - {organisation: council}
        - id: council-it
          organisation: council
          department: Information technology
          part_of: council
          role: processor
          for: council
          contract: Service agreement of 1 April 2026
          signed_by: Head of information technology
        - {organisation: trust}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        assets:
        - id: case-system
          title: Case system
          held_by: trust
          supplier: council-it
          in: United Kingdom
          access: Hub staff with a named account

    Right:

        parties:
        - {organisation: council}
        - id: council-it
          organisation: council
          department: Information technology
          part_of: council
          role: processor
          for: trust
          contract: Service agreement of 1 April 2026
          signed_by: Head of information technology
        - {organisation: trust}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        assets:
        - id: case-system
          title: Case system
          held_by: trust
          supplier: council-it
          in: United Kingdom
          access: Hub staff with a named account
    """
    for picture in pictures(register):
        for party in picture.parties.values():
            body = party.text("organisation")
            for hat in hats(party):
                for name in principals(hat) if hat.is_processor else ():
                    other = picture.parties.get(name)
                    if other and (other is party or (body and other.text("organisation") == body)):
                        yield _own_processor(hat, party, other)


def _own_processor(hat: Hat, party: Party, other: Party) -> Problem:
    same = "itself" if other is party else f"“{other.title}”, which is the same body"
    message = f"“{party.title}” is a processor for {same}."
    mend = "Name the body it really works for. Otherwise it is part of the controller: write “role: controller”."
    return Problem(hat.at("for" if "for" in hat.says else "on_behalf_of"), message, mend)


@rule("ROLE015", "Processor with a lawful basis of its own", "warning", "UK GDPR Articles 6 and 28")
def own_basis(register: Register) -> Iterable[Problem]:
    """A processor is not among the parties of a lawful basis. The word “all” does not mean processors.

    Why: it acts on the controller's basis. With one of its own it would decide for itself, and then it is a controller.

    Wrong:

        parties:
        - {organisation: council}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        lawfulness:
        - id: task
          title: Public task
          purposes: find-need
          parties: [council, schools, supplier]
          article_6: public-task
          article_6_because: The duty to help children in need and to work with those who do
          gateways: [children-act-2004-s10, children-act-1989-s17]
          why: The task is laid on the partners by statute
        flows:
        - {id: answer, title: The hub asks, from: schools, to: council, information: identity, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}

    Right:

        parties:
        - {organisation: council}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        lawfulness:
        - id: task
          title: Public task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The duty to help children in need and to work with those who do
          gateways: [children-act-2004-s10, children-act-1989-s17]
          why: The task is laid on the partners by statute
        flows:
        - {id: answer, title: The hub asks, from: schools, to: council, information: identity, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
    """
    for _, basis in every_basis(register):
        for index, name in enumerate(many(basis.value.get("parties"))):
            party = next((each for each in basis.parties if each.name == name), None)
            if party and party.is_processor and not any(hat.is_controller for hat in hats(party)):
                at = basis.at("parties", index) if isinstance(basis.value["parties"], list) else basis.at("parties")
                message = f"“{party.title}” is a processor and is named in the lawful basis “{basis.title}”."
                mend = "Take it out of the basis. If it uses the information for itself, it is a controller: say so."
                yield Problem(at, message, mend, ((party.at("role"), "its role"),))
