"""ROLE: controllers, processors and law enforcement."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from istoolkit.definitions.leaves import many
from istoolkit.definitions.names import party_name
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import Basis, Flow, Party, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.hats import Hat, covers, hats, meet, principals
from istoolkit.rules.words import listed

_NO = ("no", "false")


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
            message = f"“{hat.party.title}” is a {hat.role.replace('-', ' ')} and does not say for whom."
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
        below = _contracts(register)
        for party in picture.parties.values():
            hat = next((each for each in hats(party) if each.is_processor), None)
            if hat and not _has_contract(picture, party) and (picture.protocol.id, party.name) not in below:
                part = " for a part" if hat.path else ""
                message = f"“{party.title}” is a {hat.role.replace('-', ' ')}{part} and names no contract."
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
        words = {"recipient": "a recipient of figures only"}.get(roles[0].role, f"a {roles[0].role.replace('-', ' ')}")
        other = hat.role.replace("-", " ")
        message = f"“{hat.party.title}” is a {other} for “{principal.title}”, which is {words} and not a {wanted}."
        mend = {
            "controller": "Name the controller whose instructions it follows, or write “role: sub-processor”.",
            "processor": "Name the processor that engaged it, or write “role: processor”.",
        }[wanted]
        related = ((principal.at("role"), f"the role of “{principal.title}”"),)
        yield Problem(hat.at("for" if "for" in hat.says else "on_behalf_of"), message, mend, related)


@rule("ROLE005", "Competent authority that is none", source="Data Protection Act 2018 section 30 and Schedule 7")
def not_competent(register: Register) -> Iterable[Problem]:
    """Only a competent authority has that role: the police, probation, prisons and other bodies with functions in law
    enforcement.

    Why: Part 3 of the Data Protection Act 2018 is closed to everyone else, whatever the purpose.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust, role: competent-authority, regime: law-enforcement}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - {organisation: council, roles: [{role: competent-authority, when: Its trading standards officers prosecute}]}
        - {organisation: trust}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture in pictures(register):
        for party in picture.parties.values():
            for hat in hats(party):
                if hat.role == "competent-authority" and _never_competent(party):
                    kind = party.facts.get("title", "organisation")
                    message = f"“{party.title}” is no competent authority. Its kind is “{kind}”."
                    mend = "Write “role: controller”. The UK GDPR applies to what it does."
                    yield Problem(hat.at("role"), message, mend)


def _never_competent(party: Party) -> bool:
    return party.facts.get("competent_authority") in _NO


@rule("ROLE006", "Part 3 and the UK GDPR in one basis", source="Data Protection Act 2018 sections 29 and 35")
def mixed(register: Register) -> Iterable[Problem]:
    """A lawful basis is either under Part 3 of the Data Protection Act 2018 or under the UK GDPR.

    Why: what the police do to enforce the law is outside the UK GDPR, and what they do otherwise is outside Part 3. The
    rights of people differ, so each processing has one regime.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          article_6: public-task
          part_3: task
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: police, to: council, information: identity, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}

    Right:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          part_3: task
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: police, to: council, information: identity, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
    """
    for _, basis in _bases(register):
        general = [name for name in _UK_GDPR if basis.says(name)]
        special = [name for name in ("part_3", "schedule_8") if basis.says(name)]
        if basis.text("regime") == "law-enforcement" and general:
            at, other = general[0], special[0] if special else "regime"
        elif special and (general or basis.text("regime") == "uk-gdpr"):
            at, other = special[0], general[0] if general else "regime"
        else:
            continue
        message = f"“{basis.title}” mixes law enforcement under Part 3 with the UK GDPR."
        mend = "Make two bases of it, one for each regime, and say which parties and flows each covers."
        yield Problem(basis.at(at), message, mend, ((basis.at(other), "the other regime"),))


_UK_GDPR = ("article_6", "annex_1", "article_9", "schedule_1", "article_10")


def _bases(register: Register) -> Iterator[tuple[Picture, Basis]]:
    for picture in pictures(register):
        yield from ((picture, basis) for basis in picture.bases)


@rule("ROLE007", "Law enforcement basis for other bodies", source="Data Protection Act 2018 sections 29 and 30")
def enforced_by_others(register: Register) -> Iterable[Problem]:
    """A basis under Part 3 covers competent authorities only.

    Why: a school or a health body that gives information to the police does so under the UK GDPR, with an Article 6
    basis.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          part_3: task
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: trust, to: council, information: identity, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}

    Right:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: council
          regime: law-enforcement
          part_3: task
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        - id: task
          title: Public task
          purposes: find-need
          parties: trust
          article_6: public-task
          article_6_because: The trust's duty to help to prevent crime and disorder
          gateways: [crime-and-disorder-act-1998-s115]
          why: The trust enforces no law
        flows:
        - {id: answer, title: The hub asks, from: trust, to: council, information: identity, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
    """
    for _, basis in _bases(register):
        others = [each for each in basis.parties if _never_competent(each) and not each.is_processor]
        if basis.is_law_enforcement and others:
            names = listed([f"“{each.title}”" for each in others], "and")
            verb, what = ("is", "a competent authority") if len(others) == 1 else ("are", "competent authorities")
            message = f"“{basis.title}” is a basis under Part 3, and {names} {verb} not {what}."
            mend = "Leave them out here, and give them a basis of their own under the UK GDPR."
            yield Problem(basis.at("parties"), message, mend)


@rule(
    "ROLE008", "Sensitive processing without a condition", source="Data Protection Act 2018 section 35 and Schedule 8"
)
def sensitive(register: Register) -> Iterable[Problem]:
    """Where special category data is processed for law enforcement, the basis rests on consent or names a condition of
    Schedule 8.

    Why: section 35 allows sensitive processing in these two cases only. Article 9 and Schedule 1 do not apply.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: record, title: Health needs on the route, of: children, kind: special-category, special: [health],
           needed_because: Visits must be safe}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          part_3: task
          policy_document: {title: Policy on sensitive processing, held_by: Each partner, where: On request}
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: police, to: council, information: record, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}

    Right:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: record, title: Health needs on the route, of: children, kind: special-category, special: [health],
           needed_because: Visits must be safe}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          part_3: task
          schedule_8: [safeguarding]
          policy_document: {title: Policy on sensitive processing, held_by: Each partner, where: On request}
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: police, to: council, information: record, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
    """
    for basis, names in _sensitive(register):
        if not basis.says("schedule_8") and basis.text("part_3") != "consent" and not basis.unknown("part_3"):
            message = f"“{basis.title}” covers {names} and names no condition of Schedule 8."
            mend = "Add “schedule_8” with the condition that fits, such as safeguarding or statutory."
            yield Problem(basis.at(), message, mend)


def _sensitive(register: Register) -> Iterator[tuple[Basis, str]]:
    """Yield the bases under Part 3 whose flows carry special category data, with the names of that data."""
    for _, basis in _bases(register):
        if basis.is_law_enforcement and basis.flows:
            names = [f"“{item.title}”" for item in basis.items if item.is_special]
            if names:
                yield basis, listed(names, "and")


@rule("ROLE009", "Sensitive processing without a policy document", source="Data Protection Act 2018 sections 35 and 42")
def policy_document(register: Register) -> Iterable[Problem]:
    """Where special category data is processed for law enforcement, the basis names the appropriate policy document.

    Why: section 35 asks for one in every case, and section 42 says what it explains: how the principles are kept and
    how long the information is.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: record, title: Health needs on the route, of: children, kind: special-category, special: [health],
           needed_because: Visits must be safe}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          part_3: task
          schedule_8: [safeguarding]
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: police, to: council, information: record, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}

    Right:

        parties:
        - {organisation: council}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
        information:
        - {id: record, title: Offences on the route, of: children, kind: criminal-offence,
           needed_because: Visits must be safe}
        lawfulness:
        - id: enforcement
          title: Law enforcement
          purposes: find-need
          parties: all
          regime: law-enforcement
          part_3: task
          schedule_8: [safeguarding]
          gateways: [crime-and-disorder-act-1998-s115]
          confidence: public-interest
          confidence_because: Each disclosure is weighed
          why: Preventing offences is a law enforcement purpose
        flows:
        - {id: answer, title: The hub asks, from: police, to: council, information: record, purpose: find-need,
           circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
    """
    for basis, names in _sensitive(register):
        rests = basis.says("schedule_8") or basis.text("part_3") == "consent"
        if rests and not basis.says("policy_document"):
            message = f"“{basis.title}” covers {names} and names no appropriate policy document."
            mend = "Add “policy_document” with its title, who holds it and where it can be read."
            yield Problem(basis.at("schedule_8" if basis.says("schedule_8") else "part_3"), message, mend)


@rule(
    "ROLE010", "Competent authority with a basis under the UK GDPR only", "warning", "Data Protection Act 2018 Part 3"
)
def no_part_3(register: Register) -> Iterable[Problem]:
    """Where a party takes part in a flow as a competent authority, a basis under Part 3 covers it.

    Why: the role says that it enforces the law, and then Part 3 applies in place of Article 6. One of the two is wrong.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - {organisation: police, role: competent-authority, regime: law-enforcement}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - {organisation: council}
        - {organisation: trust}
        - organisation: police
          role: competent-authority
          regime: law-enforcement
          roles:
          - {role: controller, purposes: find-need, when: It helps a family and pursues no offence}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture in pictures(register):
        for party in picture.parties.values():
            if party.role == "competent-authority" and not _never_competent(party):
                flows = [flow for flow in picture.flows if _only_uk_gdpr(picture, flow, party)]
                if flows:
                    yield _no_part_3(picture, party, flows)


def _only_uk_gdpr(picture: Picture, flow: Flow, party: Party) -> bool:
    parts = [hat for hat in hats(party)[1:] if hat.is_controller and hat.role != "competent-authority"]
    copies = {flow.text("out_of"), flow.text("into")}
    if party not in flow.parties or not flow.is_personal:
        return False
    if any(covers(hat, flow.id, flow.purposes, copies) for hat in parts):
        return False
    bases = picture.bases_for(flow, party)
    return bool(bases) and all(basis.is_uk_gdpr for basis in bases)


def _no_part_3(picture: Picture, party: Party, flows: list[Flow]) -> Problem:
    names = listed([f"“{flow.title}”" for flow in flows[:3]], "and")
    message = f"“{party.title}” is a competent authority, but only the UK GDPR covers its part in {names}."
    mend = (
        "Give it a basis under Part 3 if it enforces the law there. "
        "If it does not, write under “roles” that it is a controller."
    )
    basis = picture.bases_for(flows[0], party)[0]
    return Problem(party.at("role"), message, mend, ((basis.at("parties"), "the basis that covers it"),))


@rule("ROLE011", "Joint controllers without an arrangement", "warning", "UK GDPR Article 26")
def arrangement(register: Register) -> Iterable[Problem]:
    """Where parties are joint controllers, the protocol says which arrangement settles who does what.

    Why: joint controllers must settle between them who answers people and who tells them, and must make the essence of
    it known.

    Wrong:

        parties:
        - organisation: council
          role: joint-controller
          note: The two run the hub together
        - organisation: trust
          role: joint-controller
          note: The two run the hub together
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - organisation: council
          role: joint-controller
          note: The hub arrangement of 1 May 2026 settles who answers people
        - organisation: trust
          role: joint-controller
          note: The hub arrangement of 1 May 2026 settles who answers people
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture in pictures(register):
        joint = _joint(picture)
        if joint and not _is_alone(joint) and not _says_arrangement(picture, [hat.party for hat in joint]):
            names = listed([f"“{each}”" for each in dict.fromkeys(hat.party.title for hat in joint)], "and")
            message = f"{names} are joint controllers, and no arrangement between them is named."
            mend = "Say under “contract” or “note” which document settles who does what, or write it into an annex."
            yield Problem(joint[0].at("role"), message, mend)


def _is_alone(joint: list[Hat]) -> bool:
    return len({hat.party.name for hat in joint}) == 1 and "class" not in joint[0].party.value


def _joint(picture: Picture) -> list[Hat]:
    return [hat for party in picture.parties.values() for hat in hats(party) if hat.role == "joint-controller"]


_ARRANGEMENT = re.compile(r"joint(?:ly)?[ -](?:data[ -])?control|\barticle 26\b", re.IGNORECASE)


def _says_arrangement(picture: Picture, parties: list[Party]) -> bool:
    if any(party.says("contract") or "arrange" in party.text("note").lower() for party in parties):
        return True
    leaves = (leaf for protocol in picture.chain for leaf in protocol.leaves)
    return any(leaf.path[-1] != "role" and _ARRANGEMENT.search(leaf.text) for leaf in leaves)


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
                message = f"“{party.title}” is {_a(str(own))} here and {_a(above)} in the protocol above."
                mend = "Make the two agree, or say in a “note” or under “roles” why it differs here."
                yield Problem(party.at("role"), message, mend, ((Thing(base).at("role"), "its role above"),))


def _a(role: str) -> str:
    return "a recipient of figures only" if role == "recipient" else f"a {role.replace('-', ' ')}"


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
    for picture in pictures(register):
        for flow in picture.flows:
            if flow.is_personal:
                for party in flow.recipients:
                    if party.role == "recipient" and not any(_in_part(hat, flow) for hat in hats(party)[1:]):
                        yield _figures_only(flow, party)


def _in_part(hat: Hat, flow: Flow) -> bool:
    return covers(hat, flow.id, flow.purposes, {flow.text("out_of"), flow.text("into")})


def _figures_only(flow: Flow, party: Party) -> Problem:
    items = listed([f"“{item.title}”" for item in flow.items if item.is_personal][:3], "and")
    message = f"“{party.title}” is to receive figures only, and “{flow.title}” brings it {items}."
    mend = "Make it a controller with a basis of its own, or send it figures in which no one can be identified."
    end = "to" if flow.says("to") else "among"
    return Problem(flow.at(end), message, mend, ((party.at("role"), "its role"),))


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
    for _, basis in _bases(register):
        for index, name in enumerate(many(basis.value.get("parties"))):
            party = next((each for each in basis.parties if each.name == name), None)
            if party and party.is_processor and not any(hat.is_controller for hat in hats(party)):
                at = basis.at("parties", index) if isinstance(basis.value["parties"], list) else basis.at("parties")
                message = f"“{party.title}” is a processor and is named in the lawful basis “{basis.title}”."
                mend = "Take it out of the basis. If it uses the information for itself, it is a controller: say so."
                yield Problem(at, message, mend, ((party.at("role"), "its role"),))


@rule("ROLE016", "Law enforcement under the UK GDPR", "warning", "Data Protection Act 2018 sections 29 and 31")
def enforces_under_uk_gdpr(register: Register) -> Iterable[Problem]:
    """Where the purpose is to prevent, detect, investigate or prosecute crime, the police and other competent
    authorities have a basis under Part 3, or the basis says why the UK GDPR applies.

    Why: for law enforcement purposes Part 3 applies in place of the UK GDPR. Which one holds decides on people's
    rights.

    Wrong:

        purposes:
        - id: find-need
          title: Prevent and detect crime
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          if_not_shared: Needs go unseen until a crisis
          onward_use: Only with the agreement of the party that supplied it

    Right:

        purposes:
        - id: find-need
          title: Help children who see crime at home
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          if_not_shared: Needs go unseen until a crisis
          onward_use: Only with the agreement of the party that supplied it
    """
    for picture, basis in _bases(register):
        known = [picture.purposes[name] for name in basis.purposes if name in picture.purposes]
        purposes = [each for each in known if _ENFORCES.search(each.title)]
        reasons = f"{basis.text('why')} {basis.text('article_6_because')}"
        if purposes and basis.is_uk_gdpr and not _REASON.search(reasons):
            parties = [each for each in basis.parties if _has_no_part_3(picture, each, purposes)]
            if parties:
                names = listed([f"“{each.title}”" for each in parties], "and")
                message = f"“{purposes[0].title}” is a law enforcement purpose, and only the UK GDPR covers {names}."
                mend = "Add a basis under Part 3 for them, or say under “why” that they do not enforce the law here."
                yield Problem(basis.at("parties"), message, mend, ((purposes[0].at("title"), "the purpose"),))


_ENFORCES = re.compile(
    r"\b(?:prevent|detect|investigat|prosecut|apprehen)\w*"
    r"(?:\W+(?!(?:after|around|before|by|for|from|that|through|to|who|with)\b)[\w'’]+){0,4}?"
    r"\W+(?:crim|(?:re-?)?offen[cds])",
    re.IGNORECASE,
)
_REASON = re.compile(r"law enforcement|enforces? no law|\bpart 3\b", re.IGNORECASE)


def _has_no_part_3(picture: Picture, party: Party, purposes: list[Thing]) -> bool:
    if not party.is_competent_authority or party.role not in ("controller", "joint-controller"):
        return False
    own = [each for each in picture.bases if each.is_law_enforcement and party in each.parties]
    return not any({purpose.id for purpose in purposes} & set(each.purposes) for each in own)


@rule("ROLE017", "Joint controller with no other", "warning", "UK GDPR Article 26")
def joint_with_whom(register: Register) -> Iterable[Problem]:
    """Where one party is a joint controller, another one is too.

    Why: joint controllers decide together. One alone is a controller, or the other has been forgotten.

    Wrong:

        parties:
        - {organisation: council}
        - organisation: trust
          role: joint-controller
          note: The hub arrangement of 1 May 2026 settles who answers people
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - {organisation: council, role: joint-controller, note: See the trust}
        - organisation: trust
          role: joint-controller
          note: The hub arrangement of 1 May 2026 settles who answers people
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture in pictures(register):
        joint = _joint(picture)
        if joint and _is_alone(joint):
            message = f"“{joint[0].party.title}” is a joint controller, and no other party is."
            mend = "Say which party it decides together with, or write “role: controller”."
            yield Problem(joint[0].at("role"), message, mend)


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
