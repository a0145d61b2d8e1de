"""GATE: the powers and duties to share."""

import datetime
from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.law import Record, begins, ends
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Party
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.bases import (
    answerable,
    gives_authority,
    has_duty,
    has_unknown_gateways,
    holds_in,
    kinds,
    names,
    nation_names,
    nations,
    shuts_out,
    speaks_to,
    stated,
    titles,
    what_it_is,
)
from istoolkit.rules.words import sentence


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
        where = _where(here, basis)
        for index, record in basis.gateways if where else ():
            if not holds_in(record, where) and record.get("kind") != "no-authority":
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” holds in {nation_names(many(record['jurisdictions']))} and not in {nation_names(where)}.",
                    f"Name what holds in {nation_names(where)} in its place.",
                )
        yield from _nations_without_law(basis, where)


def _where(here: Picture, basis: Basis) -> set[str]:
    return set(basis.many("nations")) or {name for each in answerable(basis) for name in nations(here, each)}


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
    for here in pictures(register):
        for basis in here.bases:
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


@rule("GATE004", "Law that is not yet in force", source="Commencement of the provision named")
def not_yet(register: Register) -> Iterable[Problem]:
    """A law relied on is in force on the day on which the protocol, or the basis, begins.

    Why: before that day it requires and allows nothing.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-act-2004-s16la]}
        # law.yaml
        provisions:
        - {id: children-act-2004-s16la, in_force_from: 2027-03-31}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10],
           until: 2027-03-30}
        - {id: later, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-act-2004-s16la], from: 2027-03-31}
        # law.yaml
        provisions:
        - {id: children-act-2004-s16la, in_force_from: 2027-03-31}
    """
    for here, basis in stated(register):
        start = _start(here, basis)
        for at, record in _law(here, basis) if start else ():
            first = begins(record)
            if start and first and start < first:
                yield Problem(
                    at,
                    f"“{record['title']}” is law from {_day(first)}, and sharing on this basis begins on {_day(start)}.",
                    f"Rest it on the law of that day, and add a basis with “from: {first}” for what follows.",
                )


def _start(here: Picture, basis: Basis) -> datetime.date | None:
    """Return the day on which sharing on a basis begins; None where that is not known."""
    first = date(here.protocol.text("in_force"))
    from_day = basis.day("from")
    return max(first, from_day) if first and from_day else first or from_day


def _law(here: Picture, basis: Basis) -> Iterator[tuple[Spot, Record]]:
    """Yield the law that a basis rests on, with its spot: its gateways and the conditions that it chooses."""
    for index, record in basis.gateways:
        yield basis.at("gateways", index), record
    if basis.text("article_6") == "recognised-legitimate-interest":
        yield basis.at("article_6"), here.law.chosen("article_6", basis.text("article_6"))


@rule("GATE005", "Law that is no longer in force", source="The law that repealed or replaced the provision named")
def no_longer(register: Register) -> Iterable[Problem]:
    """A law relied on had not ended before the protocol, or the basis, begins.

    Why: law that was repealed requires and allows nothing.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           data-protection-act-1998]}

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
        start = _start(here, basis) or register.on
        for index, record in basis.gateways if start else ():
            last = ends(record)
            if start and last and last < start:
                successor = _successors(here, record)
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” was law until {_day(last)}, before sharing on this basis begins.",
                    sentence(
                        successor and f"{successor} took its place.", "Name a law in force that allows the sharing."
                    ),
                )


def _successors(here: Picture, record: Record) -> str:
    known = here.law.provisions
    return titles(known[name] for name in many(record.get("replaced_by")) if name in known)


def _day(day: datetime.date) -> str:
    return long_date(day.isoformat())


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
    for here in pictures(register):
        for basis in here.bases:
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


@rule("GATE007", "No entry in the public register", source="Digital Economy Act 2017 Part 5 and its code of practice")
def no_register_entry(register: Register) -> Iterable[Problem]:
    """Sharing under Part 5 of the Digital Economy Act 2017 has an entry in the public register of such sharing.

    Why: the code of practice asks for an agreement, an assessment and a public entry, so that people can see what is shared
    about them. Only the bodies and the objectives that the Act and its regulations name are covered.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           digital-economy-act-2017-s35]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           digital-economy-act-2017-s35], register_entry: Entry 214}
    """
    for _, basis in stated(register):
        for index, record in basis.gateways:
            if "register-entry" in many(record.get("needs")) and not basis.says("register_entry"):
                yield Problem(
                    basis.at("gateways", index),
                    f"Sharing under “{record['title']}” needs an entry in the public register, and none is named.",
                    "Add “register_entry” with the number of the entry, or “TBC” with who will see to it.",
                )


@rule("GATE008", "Duty on request without a request", severity="warning", source="Care Act 2014 section 45, for one")
def duty_without_request(register: Register) -> Iterable[Problem]:
    """Where a law is a duty only once someone asks, the basis says who asks and for what.

    Why: without the request the law does not apply. It lets those who ask use the answer for the functions they named and
    for nothing else.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-act-2004-s16h]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-act-2004-s16h], request: The council asks in writing for its safeguarding functions}
    """
    for here, basis in stated(register):
        if basis.says("request") or _lacks_duty(here, basis):
            continue
        for index, record in basis.gateways:
            if gives_authority(record) and _needs_request(record):
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” applies only where someone asks, and this basis does not say who asks and for what.",
                    "Add “request”: who asks, in what way, and for which function of theirs.",
                )


def _needs_request(record: Record) -> bool:
    return record.get("kind") == "duty-on-request" or "request" in many(record.get("needs"))


def _lacks_duty(here: Picture, basis: Basis) -> bool:
    """Whether LAWF004 says of a basis that a duty is missing, which is the graver fault."""
    obliged = basis.text("article_6") == "legal-obligation" and not has_unknown_gateways(basis)
    return obliged and not all(has_duty(here, basis, each) for each in answerable(basis))


@rule("GATE009", "Law that gives no authority", source="Scottish Government GIRFEC Practice Guidance 4, for one")
def no_authority(register: Register) -> Iterable[Problem]:
    """No sharing rests on a law that gives no authority to share, such as one that was never brought into force.

    Why: Parts 4 and 5 of the Children and Young People (Scotland) Act 2014 are not in force and are to be repealed. To cite
    them is to share without law.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           children-young-people-scotland-act-2014-parts-4-5]}

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
        for index, record in basis.gateways:
            if record.get("kind") == "no-authority" and not ends(record):
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” gives no authority to share.",
                    f"Name a law that is in force in {nation_names(_where(here, basis))} and gives the task, or take it out.",
                )


@rule("GATE010", "Named as a power, and is none", severity="warning", source="UK GDPR Article 6(3)")
def no_power(register: Register) -> Iterable[Problem]:
    """What stands among the powers and duties to share is one. Guidance may stand beside a power and not in its place.

    Why: guidance explains how to share and gives no power. Exemptions, conditions and restrictions, such as those of the
    Data Protection Act 2018 or the Human Rights Act 1998, say how a power may be used and give none.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           human-rights-act-1998-article-8]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           working-together-2026]}
    """
    for _, basis in stated(register):
        alone = _needs_law(basis) and not any(gives_authority(record) for _, record in basis.gateways)
        wrong = ("condition", "restriction", "guidance") if alone else ("condition", "restriction")
        for index, record in basis.gateways:
            if record.get("kind") in wrong:
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” is {what_it_is(str(record['kind']))} and gives no power to share.",
                    "Name the law that gives the task or power. What only limits or explains it belongs elsewhere, such "
                    "as under “article_6_because”.",
                )


def _needs_law(basis: Basis) -> bool:
    """Whether a basis stands only with a law of its own beside it."""
    return basis.is_law_enforcement or basis.text("article_6") in ("public-task", "legal-obligation")


@rule("GATE011", "Law that was replaced", severity="warning", source="The law that replaced it", of_today=True)
def replaced(register: Register) -> Iterable[Problem]:
    """A law or guidance that was right when the protocol began is still so today.

    Why: a protocol outlives the law it names. Someone has to see whether what took its place still allows the sharing.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           working-together-2023]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           working-together-2026]}
    """
    for here, basis in stated(register):
        over = basis.day("until")
        for index, record in basis.gateways:
            if since := _replaced_since(here, basis, record):
                if over and register.on and over < register.on:
                    continue
                successor = _successors(here, record)
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” {since}." + (f" {successor} took its place." if successor else ""),
                    "See whether what took its place allows the sharing, and name that.",
                )


def _replaced_since(here: Picture, basis: Basis, record: Record) -> str:
    last, start, today = ends(record), _start(here, basis), here.register.on
    if last is None:
        return "has been replaced" if many(record.get("replaced_by")) else ""
    if start and today and start <= last < today:
        return f"was right when this began and ended on {_day(last)}"
    return ""


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
    for here in pictures(register):
        for basis in here.bases:
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


@rule("GATE013", "Approval that is not named", severity="warning", source="NHS Act 2006 section 251")
def no_approval(register: Register) -> Iterable[Problem]:
    """Where a law needs an approval, the basis says that it was given.

    Why: section 251 sets confidence aside only for what was approved, and on its conditions.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           nhs-act-2006-s251]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: public-task, gateways: [children-act-2004-s10,
           nhs-act-2006-s251], confidence: approval, confidence_because: Approval 26-CAG-0101 of 1 June 2026}
    """
    for _, basis in stated(register):
        for index, record in basis.gateways:
            if "approval" in many(record.get("needs")) and not _approved(basis):
                yield Problem(
                    basis.at("gateways", index),
                    f"“{record['title']}” needs an approval, and none is named.",
                    "Add “approval” under “confidence”, and the reference of the approval under “confidence_because”.",
                )


def _approved(basis: Basis) -> bool:
    texts = [basis.text(each) for each in ("confidence_because", "article_6_because", "request", "why")]
    return "approval" in basis.many("confidence") or any("approv" in each.casefold() for each in texts)
