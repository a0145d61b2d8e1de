"""GATE: the powers and duties to share.

This part: law that does not reach those who share, those who receive, the nation or the information.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.law import Record
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.reach import gives_authority, kinds, shuts_out, speaks_to
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Party
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.bases import answerable, has_unknown_gateways, holds_in, nation_names, stated, where_held
from istoolkit.rules.support.every import every_basis
from istoolkit.rules.support.naming import names


@rule("GATE001", "Law of another nation", source="The extent of each Act or Measure")
def other_nation(register: Register) -> Iterable[Problem]:
    """A law named as a power or duty to share is law where the parties are that rely on it.

    Why: an Act of England gives no power to a council in Wales or Scotland. Each nation has laws of its own.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           social-services-wales-act-2014-s162]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           crime-and-disorder-act-1998-s115]}
    """
    for here, basis in stated(register):
        where = where_held(here, basis) if here.nations and not basis.unknown("nations") else set()
        for index, record in basis.gateways if where else ():
            if not holds_in(record, where) and record.get("kind") != "no-authority":
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” holds in {nation_names(many(record['jurisdictions']))} and not in {nation_names(where)}.",
                    f"Name what holds in {nation_names(where)} in its place.",
                )
        yield from _nations_without_law(basis, where)


def _nations_without_law(basis: Basis, where: set[str]) -> Iterator[Problem]:
    laws = [record for _, record in basis.gateways if gives_authority(record) and holds_in(record, where)]
    missing = where - {name for each in laws for name in many(each["jurisdictions"])}
    if laws and missing and not has_unknown_gateways(basis):
        message = f"This basis is for {nation_names(where)}, and no law named here holds in {nation_names(missing)}."
        mend = f"Add the law of {nation_names(missing)}, or say under “nations” where this basis holds."
        yield Problem(basis.at("gateways"), message, mend)


@rule(
    "GATE002",
    "Law that speaks to no one here",
    severity="warning",
    source="The section named, on who may or must share",
)
def speaks_to_no_one(register: Register) -> Iterable[Problem]:
    """A law named as a power or duty to share speaks to at least one of the parties concerned.

    Why: a power belongs to the bodies that Parliament gave it to. Others cannot borrow it.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           fire-and-rescue-services-act-2004-s6]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-act-1989-s17]}
    """
    for here, basis in stated(register):
        concerned = _concerned(here, basis)
        for index, record in basis.gateways if concerned else ():
            if gives_authority(record) and not any(speaks_to(record, "disclosers", each) for each in concerned):
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” speaks to none of the parties that this basis concerns, but to: {_kind_names(here, record, 'disclosers')}.",
                    "Name a law that speaks to the parties.",
                )


def _concerned(here: Picture, basis: Basis) -> list[frozenset[str]]:
    """Return the kinds of each party of a basis and of those with which they share."""
    others = (each for flow in basis.flows for each in flow.parties)
    known = answerable(basis) if here.flows else here.sharers
    return [kinds(here, each) for each in dict.fromkeys((*known, *others))]


def _kind_names(here: Picture, record: Record, field: str) -> str:
    known = here.law.organisation_kinds
    found = [str(known.get(each, {}).get("title", each)) for each in many(record.get(field))]
    return "; ".join(found)


@rule(
    "GATE003",
    "Law under which no one here may receive",
    severity="warning",
    source="The section named, on who may receive",
)
def no_recipient(register: Register) -> Iterable[Problem]:
    """Where a law says who may receive under it, such a body receives in at least one of the flows.

    Why: many powers and duties allow sharing with certain bodies only. To share with others is outside them.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           female-genital-mutilation-act-2003-s5b]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-and-families-act-2014-s23]}
    """
    for here, basis in every_basis(register):
        receiving = {each for flow in basis.flows for each in flow.recipients}
        for index, record in basis.gateways if receiving else ():
            if gives_authority(record) and not _may_receive(here, record, receiving):
                yield Problem(
                    basis.at("gateways", index),
                    f"No one who receives on this basis may receive under “{record['title']}”. It is for sharing with: {_kind_names(here, record, 'recipients')}.",
                    "Name a law that allows sharing with those who receive.",
                )


def _may_receive(here: Picture, record: Record, receiving: Iterable[Party]) -> bool:
    return "recipients" not in record or any(speaks_to(record, "recipients", kinds(here, each)) for each in receiving)


@rule("GATE006", "Sharing that the law shuts out", source="Police, Crime, Sentencing and Courts Act 2022 section 16")
def shut_out(register: Register) -> Iterable[Problem]:
    """No one shares under a law that shuts them out, nor information that it shuts out.

    Why: section 16 of the 2022 Act, for one, covers neither patient information nor personal information from health and
    social care authorities. For them it is as if the power were not there.

    Wrong:

        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task,
            article_6_because: Help for children in need, article_9: substantial-public-interest,
            schedule_1: [safeguarding], schedule_1_because: Asking would prejudice it,
            consent_not_sought_because: [would-prejudice-protection], protects: children,
            policy_document: {title: Policy on special category data, held_by: Each partner},
            article_10: official-authority, gateways: [children-act-2004-s10, pcsc-act-2022-s16],
            confidence: public-interest,
            confidence_because: The clinician weighs each case, opt_out: It does not apply}

    Right:

        lawfulness:
        - {id: violence, purposes: find-need, parties: [council, police, schools], article_6: public-task,
            article_6_because: Help for children in need, article_9: substantial-public-interest,
            schedule_1: [safeguarding], schedule_1_because: Asking would prejudice it,
            consent_not_sought_because: [would-prejudice-protection], protects: children,
            policy_document: {title: Policy on special category data, held_by: Each partner},
            article_10: official-authority, gateways: [children-act-2004-s10, pcsc-act-2022-s16],
            confidence: public-interest,
            confidence_because: The clinician weighs each case, opt_out: It does not apply}
        - {id: health, purposes: find-need, parties: trust, article_6: public-task,
            article_6_because: Help for children in need, article_9: substantial-public-interest,
            schedule_1: [safeguarding], schedule_1_because: Asking would prejudice it,
            consent_not_sought_because: [would-prejudice-protection], protects: children,
            policy_document: {title: Policy on special category data, held_by: Each partner},
            article_10: official-authority, gateways: [children-act-2004-s10],
            confidence: public-interest,
            confidence_because: The clinician weighs each case, opt_out: It does not apply}
    """
    for here, basis in every_basis(register):
        for index, record in basis.gateways:
            if record.get("not_disclosers") or record.get("not_information"):
                yield from _shut_out(here, basis, basis.at("gateways", index), record)


def _shut_out(here: Picture, basis: Basis, at: Spot, record: Record) -> Iterator[Problem]:
    giving = [each for each in answerable(basis) if any(each in flow.senders for flow in _personal(basis))]
    barred = [each for each in giving if shuts_out(record, kinds(here, each))]
    if barred:
        message = f"“{record['title']}” does not let {names(barred)} share."
        yield Problem(at, message, "Put them into a basis of their own and name the law on which they share.")
    for item in dict.fromkeys(item for flow in _given(basis) for item in flow.items):
        if not set(many(record.get("not_information"))).isdisjoint(item.many("special")):
            message = f"“{record['title']}” does not cover “{item.title}”, which is shared on this basis."
            mend = "Name the law on which that information is shared, or leave it out of the flows."
            yield Problem(at, message, mend, ((item.at("special"), "what it does not cover"),))


def _personal(basis: Basis) -> list[Flow]:
    return [flow for flow in basis.flows if flow.is_personal]


def _given(basis: Basis) -> list[Flow]:
    """Return the flows in which a party of the basis gives personal information."""
    return [flow for flow in _personal(basis) if not set(basis.parties).isdisjoint(flow.senders)]


@rule("GATE012", "Public body without a power to give", severity="warning", source="UK GDPR Article 6(3)")
def giver_without_power(register: Register) -> Iterable[Problem]:
    """For each public authority that gives information as a public task, one of the laws named speaks to such a body.

    Why: a task must be the giver's own. The duty of a council does not by itself let a hospital or a school share: they
    share on a power or a duty of theirs.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-1989-s17]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-1989-s17,
           children-act-2004-s10]}
    """
    for here, basis in every_basis(register):
        if basis.is_law_enforcement or basis.text("article_6") == "public-task":
            without = [each for each in answerable(basis) if _without_power(here, basis, each)]
            if without:
                yield Problem(
                    basis.at("gateways"),
                    f"None of the laws named here lets {names(without)} give information to those who receive it.",
                    "Add the power or duty on which each of them shares.",
                )


def _without_power(here: Picture, basis: Basis, party: Party) -> bool:
    given = [flow for flow in _personal(basis) if party in flow.senders]
    return bool(party.is_public_authority) and any(not _has_power(here, flow, party) for flow in given)


def _has_power(here: Picture, flow: Flow, party: Party) -> bool:
    bases = here.bases_for(flow, party)
    laws = [record for each in bases for _, record in each.gateways if gives_authority(record)]
    if not laws or any(map(has_unknown_gateways, bases)):
        return True
    of = kinds(here, party)
    others = [each for each in flow.recipients if each is not party]
    return any(speaks_to(each, "disclosers", of) and (not others or _may_receive(here, each, others)) for each in laws)
