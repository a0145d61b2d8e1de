"""LAWF: the lawful basis of each party for each purpose.

This part: each party has one lawful basis for each purpose, and no more than one.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Party
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.bases import answerable, condition, is_processor_in, stated
from istoolkit.rules.support.naming import names
from istoolkit.words import listed


@rule("LAWF007", "Basis that names no lawful basis", source="UK GDPR Article 6(1); Data Protection Act 2018 section 35")
def names_nothing(register: Register) -> Iterable[Problem]:
    """Every entry on lawful basis names a condition of Article 6, or a basis under Part 3 for law enforcement.

    Why: powers to share and conditions for special category data come on top of a lawful basis and do not take its place.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: health, purposes: find-need, parties: trust, gateways: [children-act-2004-s10]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: health, purposes: find-need, parties: trust, article_6: public-task,
           gateways: [children-act-2004-s10]}
    """
    for _, basis in stated(register):
        other = basis.text("regime") == "intelligence-services"
        if not (basis.says("article_6") or basis.says("part_3") or other):
            yield Problem(
                basis.at("id"),
                "This entry names neither a condition of Article 6 nor a basis under Part 3.",
                "Add “part_3”, such as “task”."
                if basis.is_law_enforcement
                else "Add “article_6”, such as “public-task”.",
            )


@rule("LAWF008", "Party without a lawful basis", source="UK GDPR Article 5(1)(a) and 6(1)")
def party_without_basis(register: Register) -> Iterable[Problem]:
    """Each controller that gives or receives personal information in a flow has a lawful basis for each purpose of it.

    Why: giving and receiving are each a use of personal data by a controller, and each controller needs a basis of its own.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: health, purposes: find-need, parties: trust, article_6: public-task,
           article_6_because: The care of children}
    """
    for here in pictures(register):
        if here.bases and here.nations and not _undecided(here):
            for flow in here.flows:
                if flow.is_personal and not any(map(flow.unknown, _NARROW_FLOW)):
                    yield from _uncovered(here, flow)


_NARROW_FLOW = ("id", "out_of", "into")
_NARROW = ("parties", "purposes", "flows", "copy", "nations")
"""What tells which flows a basis covers: where one of these is to be confirmed, no one can say what is not covered."""


def _undecided(here: Picture) -> bool:
    return here.undecided("lawfulness") or any(basis.unknown(name) for basis in here.bases for name in _NARROW)


def _uncovered(here: Picture, flow: Flow) -> Iterator[Problem]:
    for name in flow.purposes:
        without = [each for each in flow.parties if _needs_basis(here, flow, each, name)]
        if without and name in here.purposes:
            message = f"No lawful basis covers {names(without)} in “{flow.title}” for the purpose “{here.purposes[name].title}”."
            mend = "Add the party, the purpose or the flow to a basis that fits, or write a new one."
            yield Problem(_end(flow, without), message, mend, _nearly(here, without, name))


def _needs_basis(here: Picture, flow: Flow, party: Party, purpose: str) -> bool:
    if _covered(here, flow, party, purpose) or is_processor_in(flow, party) or party.role == "recipient":
        return False
    principals = here.named(party.many("on_behalf_of"))
    return not any(_covered(here, flow, each, purpose) for each in principals)


def _covered(here: Picture, flow: Flow, party: Party, purpose: str) -> bool:
    return any(purpose in each.purposes and _holds_for(each, party) for each in here.bases_for(flow, party))


def _nearly(here: Picture, without: list[Party], purpose: str) -> tuple[tuple[Spot, str], ...]:
    """Return the bases that cover a party and the purpose and are narrowed to other flows, copies or nations."""
    near = (each for each in here.bases if purpose in each.purposes and not set(without).isdisjoint(each.parties))
    return tuple((each.at("id"), "this basis is narrowed to other flows, copies or nations") for each in near)


def _holds_for(basis: Basis, party: Party) -> bool:
    return not basis.says("nations") or not party.nations.isdisjoint(basis.many("nations"))


def _end(flow: Flow, without: list[Party]) -> Spot:
    if flow.says("from"):
        return flow.at("from" if set(without) & set(flow.senders) else "to")
    return flow.at("among" if flow.says("among") else "inside")


@rule("LAWF013", "Two lawful bases for the same sharing", severity="warning", source="ICO guidance on lawful basis")
def two_bases(register: Register) -> Iterable[Problem]:
    """Two bases for the same party and purpose that name different conditions of Article 6 say when each holds.

    Why: the basis decides which rights people have. It is settled beforehand and told to them, and not chosen when someone
    objects. A duty beside a public task is fine, because the law says when the duty arises.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: recognised-legitimate-interest,
           annex_1: [safeguarding]}
        - {id: weighed, purposes: find-need, parties: trust, article_6: legitimate-interests,
           article_6_because: Help for the child outweighs an intrusion that families know of}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: recognised-legitimate-interest,
           annex_1: [safeguarding], until: 2027-03-31}
        - {id: weighed, purposes: find-need, parties: trust, from: 2027-04-01, article_6: legitimate-interests,
           article_6_because: Help for the child outweighs an intrusion that families know of}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for here in pictures(register):
        for one, other in combinations(here.bases, 2):
            shared = _meet(one, other)
            if shared:
                pair = listed([condition(here, each) for each in (one, other)], "and")
                yield Problem(
                    other.at("article_6"),
                    f"Both {pair} are given as the basis of {names(shared)} for the same purpose, and nothing says when each holds.",
                    "Keep one, or say which “flows”, “copy”, “nations” or dates each is for.",
                    ((one.at("article_6"), "the other basis"),),
                )


def _meet(one: Basis, other: Basis) -> list[Party]:
    conditions = {one.text("article_6"), other.text("article_6")}
    if len(conditions) < 2 or "" in conditions or conditions == {"legal-obligation", "public-task"}:
        return []
    if set(one.purposes).isdisjoint(other.purposes) or _told_apart(one, other):
        return []
    return [each for each in answerable(one) if each in other.parties]


def _told_apart(one: Basis, other: Basis) -> bool:
    fields = ("flows", "copy", "nations", "from", "until", "regime")
    return any(one.value.get(each) != other.value.get(each) for each in fields)
