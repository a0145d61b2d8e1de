"""LAWF: the lawful basis of each party for each purpose."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from istoolkit.definitions.law import Record
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Party, Thing
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.bases import (
    answerable,
    gives_authority,
    has_duty,
    has_unknown_gateways,
    holds_in,
    is_duty,
    is_processor_in,
    kinds,
    names,
    nation_names,
    nations,
    speaks_to,
    stated,
    titles,
    what_it_is,
)
from istoolkit.rules.words import listed, sentence

CLOSED = {
    "recognised-legitimate-interest": "a recognised legitimate interest",
    "legitimate-interests": "legitimate interests",
}
NOT_ASKED = ("not-sought", "not-needed", "not-appropriate")
ROUTINE = re.compile(
    r"\b(each|every|once an?|twice an?) (working )?(hour|day|night|week|fortnight|month|quarter|term|year)"
    r"|\b(hour|dai|night|week|fortnight|month|quarter|year)ly\b",
    re.IGNORECASE,
)


@rule("LAWF001", "Basis that is closed to public authorities", source="UK GDPR Article 6(1), closing words")
def closed(register: Register) -> Iterable[Problem]:
    """No public authority rests on legitimate interests or on a recognised legitimate interest.

    Why: Article 6(1) closes both to public authorities in the performance of their tasks. They rest on a public task or on
    a legal obligation.

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
        - {id: health, purposes: find-need, parties: trust, article_6: recognised-legitimate-interest,
           annex_1: [safeguarding]}

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
           annex_1: [safeguarding]}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for _, basis in stated(register):
        interest = CLOSED.get(basis.text("article_6"), "")
        public = [each for each in answerable(basis) if each.is_public_authority] if interest else []
        if public:
            yield Problem(
                basis.at("article_6"),
                f"A public authority cannot rest its own tasks on {interest}, and this basis covers {names(public)}.",
                "Write “public-task” for them, in a basis of their own where others share this one.",
            )


@rule("LAWF002", "Recognised interest that is not named", severity="warning", source="UK GDPR Annex 1")
def interest_not_named(register: Register) -> Iterable[Problem]:
    """A basis that is a recognised legitimate interest names the condition of Annex 1 that it meets.

    Why: there is no balancing test because the law has done the weighing, but only for the conditions in Annex 1.

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
           article_6_because: Safeguarding children}
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
           annex_1: [safeguarding]}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for _, basis in stated(register):
        if basis.text("article_6") == "recognised-legitimate-interest" and not basis.says("annex_1"):
            yield Problem(
                basis.at("article_6"),
                "This basis is a recognised legitimate interest and does not choose a condition of Annex 1.",
                "Add “annex_1” and choose from it, such as “safeguarding” or “crime”.",
            )


@rule("LAWF003", "No request that names the public task", source="UK GDPR Annex 1 paragraph 1")
def no_request(register: Register) -> Iterable[Problem]:
    """A disclosure to someone who needs it for a public task answers a request that names the task.

    Why: paragraph 1 of Annex 1 covers only a disclosure to a person who asks for it and says that they need it for a task
    of their own under Article 6(1)(e).

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
           annex_1: [request-for-public-task]}
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
           annex_1: [request-for-public-task], request: The council asks in writing for its task under section 17}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for _, basis in stated(register):
        chosen = basis.many("annex_1")
        if "request-for-public-task" in chosen and not basis.says("request"):
            yield Problem(
                basis.at("annex_1", chosen.index("request-for-public-task")),
                "Paragraph 1 of Annex 1 needs a written request that names the public task, and none is described.",
                "Add “request”: who asks in writing, and for which task of theirs.",
            )


@rule("LAWF004", "Legal obligation without a duty", source="UK GDPR Article 6(1)(c) and 6(3)")
def no_duty(register: Register) -> Iterable[Problem]:
    """Where the lawful basis is a legal obligation, a law named beside it lays a duty to share on each party.

    Why: a power or a duty to work together leaves the choice to the controller, so it is no legal obligation. A duty to
    answer a request counts once the basis says who asks.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: legal-obligation,
           gateways: [children-act-2004-s10, children-act-1989-s47]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: task, purposes: find-need, parties: all, article_6: legal-obligation,
           gateways: [children-act-2004-s10, children-act-2004-s16la]}
    """
    for here, basis in stated(register):
        if basis.text("article_6") == "legal-obligation" and not has_unknown_gateways(basis):
            without = [each for each in answerable(basis) if not has_duty(here, basis, each)]
            if without:
                laws = [record for _, record in basis.gateways]
                message = f"No law named here lays a duty to share on {names(without)}."
                yield Problem(
                    basis.at("article_6"),
                    sentence(message, *(_why_no_duty(here, basis, each, without) for each in laws)),
                    "Name the duty that lies on each of them, or rest what they do on “public-task”.",
                )


def _why_no_duty(here: Picture, basis: Basis, record: Record, without: list[Party]) -> str:
    title = f"“{record['title']}”"
    if not is_duty(record):
        return f"{title} is {what_it_is(str(record.get('kind')))}."
    if record.get("kind") == "duty-on-request" and not basis.says("request"):
        return f"{title} is a duty only where someone asks, and no request is described."
    if not holds_in(record, {nation for each in without for nation in nations(here, each)}):
        return f"{title} is law in {nation_names(record['jurisdictions'])} only."
    return f"{title} does not speak to {'it' if len(without) == 1 else 'them'}."


@rule("LAWF005", "Consent beside a task or power", severity="warning", source="UK GDPR Article 7(4) and recital 43")
def consent_beside_task(register: Register) -> Iterable[Problem]:
    """Consent is not the lawful basis of a public authority, nor of sharing that a law requires or allows, nor of safeguarding.

    Why: people seldom feel free to refuse a body that has power over them, and the sharing would have to stop when they
    withdraw. Agreement may still be sought: the circumstances of a protocol say when.

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
        - {id: health, purposes: find-need, parties: trust, article_6: consent,
           why: A family can withdraw it at any time}

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
        - {id: hospice, purposes: find-need, parties: trust, article_6: consent,
           why: A family can withdraw it at any time}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for _, basis in stated(register):
        if basis.text("article_6") == "consent" and (reason := _why_not_consent(basis)):
            yield Problem(
                basis.at("article_6"),
                f"Consent is the lawful basis, though {reason}.",
                "Choose the basis that fits, such as “public-task”. People may still be asked to agree: say so in the "
                "circumstance.",
            )


def _why_not_consent(basis: Basis) -> str:
    public = [each for each in answerable(basis) if each.is_public_authority]
    if public:
        return f"people seldom feel free to refuse public authorities such as {names(public)}"
    laws = [record for _, record in basis.gateways if gives_authority(record)]
    if laws:
        return f"{titles(laws)} {'is' if len(laws) == 1 else 'are'} named as law that allows the sharing without it"
    if "safeguarding" in basis.many("schedule_1"):
        return "the safeguarding condition is for cases in which consent is not sought"
    return ""


@rule("LAWF006", "Consent that no one asks for", source="UK GDPR Article 4(11) and 7(1)")
def consent_not_asked(register: Register) -> Iterable[Problem]:
    """Where consent is the lawful basis, the circumstances of the sharing say that it is sought.

    Why: without asking there is no consent, and then nothing makes the sharing lawful.

    Wrong:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: not-needed,
           consent_reason: The hospice decides, capacity: A young person who understands may agree for themselves,
           told: At the time}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: consent,
           why: A family can withdraw it at any time}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}

    Right:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: sought, consent_reason: Families choose,
           capacity: A young person who understands may agree for themselves, told: At the time}
        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: consent,
           why: A family can withdraw it at any time}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for here in pictures(register):
        for basis in here.bases:
            if basis.text("article_6") == "consent":
                for each in _not_asked(here, basis):
                    yield Problem(
                        basis.at("article_6"),
                        f"Consent is the lawful basis, though in the circumstance “{each.title}” it is not asked for.",
                        "Choose another lawful basis, or say in the circumstance that consent is sought.",
                        ((each.at("consent"), "consent is not asked for here"),),
                    )


def _not_asked(here: Picture, basis: Basis) -> Iterable[Thing]:
    flows = [flow for flow in basis.flows if _only_consent(here, basis, flow)]
    met = dict.fromkeys(each for flow in flows for each in flow.circumstances)
    return [each for each in met if each.text("consent") in NOT_ASKED]


def _only_consent(here: Picture, basis: Basis, flow: Flow) -> bool:
    taking_part = [each for each in answerable(basis) if each in flow.parties]
    found = (each for party in taking_part for each in here.bases_for(flow, party))
    return all(each.text("article_6") == "consent" for each in found)


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
        if here.bases:
            for flow in here.flows:
                if flow.is_personal:
                    yield from _uncovered(here, flow)


def _uncovered(here: Picture, flow: Flow) -> Iterator[Problem]:
    for name in flow.purposes:
        without = [each for each in flow.parties if _needs_basis(here, flow, each, name)]
        if without and name in here.purposes:
            message = f"No lawful basis covers {names(without)} in “{flow.title}” for the purpose “{here.purposes[name].title}”."
            mend = "Add the party, the purpose or the flow to a basis that fits, or write a new one."
            yield Problem(_end(flow, without), message, mend, _nearly(here, without, name))


def _needs_basis(here: Picture, flow: Flow, party: Party, purpose: str) -> bool:
    if is_processor_in(flow, party) or party.role == "recipient":
        return False
    principals = here.named(party.many("on_behalf_of"))
    return not any(_covered(here, flow, each, purpose) for each in (party, *principals))


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


@rule("LAWF009", "Public task that is not named", severity="warning", source="UK GDPR Article 6(3)")
def task_not_named(register: Register) -> Iterable[Problem]:
    """Where the lawful basis is a public task, the entry names the task or a law that gives it.

    Why: Article 6(3) asks that the task be laid down by law. People and courts will ask which task it is.

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
        - {id: health, purposes: find-need, parties: trust, article_6: public-task,
           why: It fits what the trust does}

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
    for _, basis in stated(register):
        named = basis.says("article_6_because") or basis.says("gateways")
        if basis.text("article_6") == "public-task" and not named:
            yield Problem(
                basis.at("article_6"),
                "Public task is the lawful basis, and neither the task nor a law that gives it is named.",
                "Name the task under “article_6_because” and the law under “gateways”.",
            )


@rule("LAWF010", "Legitimate interests not weighed", severity="warning", source="UK GDPR Article 6(1)(f)")
def not_weighed(register: Register) -> Iterable[Problem]:
    """Where the lawful basis is legitimate interests, the entry names the interest and how it was weighed.

    Why: Article 6(1)(f) holds only where the person's own interests do not outweigh it, above all where the person is a
    child. Someone has to have done the weighing.

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
        - {id: hospice, purposes: find-need, parties: trust, article_6: legitimate-interests,
           why: The hospice is private}
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
        - {id: hospice, purposes: find-need, parties: trust, article_6: legitimate-interests,
           article_6_because: Help for the child outweighs an intrusion that families know of}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for _, basis in stated(register):
        if basis.text("article_6") == "legitimate-interests" and not basis.says("article_6_because"):
            yield Problem(
                basis.at("article_6"),
                "Legitimate interests are the lawful basis, and nothing says which interest it is and how it was weighed.",
                "Add “article_6_because”: the interest, and why the interests of the people concerned do not outweigh it.",
            )


@rule("LAWF011", "Public task of a private body", severity="warning", source="UK GDPR Article 6(3); DPA 2018 section 8")
def task_of_private_body(register: Register) -> Iterable[Problem]:
    """A body that is no public authority rests on a public task only where a law named here gives the task to such bodies.

    Why: charities and companies seldom have a task laid down by law. Where they work for a public body they are often its
    processor, and otherwise a recognised legitimate interest is open to them.

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
        - {id: hospice, purposes: find-need, parties: trust, article_6: public-task,
           gateways: [children-act-2004-s10]}
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
        - {id: hospice, purposes: find-need, parties: trust, article_6: public-task,
           gateways: [children-act-2004-s10, children-act-2004-s16la]}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for here, basis in stated(register):
        if basis.text("article_6") == "public-task" and not has_unknown_gateways(basis):
            private = [each for each in answerable(basis) if _without_task(here, basis, each)]
            if private and not _speaks_for_itself(basis):
                yield Problem(
                    basis.at("article_6"),
                    f"Public task is the lawful basis, and no law named here gives a task to {names(private)}.",
                    "Name the law that does. If none does, choose another basis for such bodies, such as "
                    "“recognised-legitimate-interest”.",
                )


def _without_task(here: Picture, basis: Basis, party: Party) -> bool:
    if party.is_public_authority is not False:
        return False
    purposes, of = set(basis.purposes), kinds(here, party)
    beside = (each for each in here.bases if party in each.parties and not purposes.isdisjoint(each.purposes))
    laws = (record for each in beside for _, record in each.gateways if gives_authority(record))
    return not any(each.get("disclosers") and speaks_to(each, "disclosers", of) for each in laws)


def _speaks_for_itself(basis: Basis) -> bool:
    """Whether the task is named and is no public authority's, or nothing is named at all, which is another fault."""
    if not basis.says("article_6_because"):
        return not basis.says("gateways")
    return not any(each.is_public_authority for each in answerable(basis))


@rule(
    "LAWF012", "Vital interests for routine sharing", severity="warning", source="UK GDPR Article 6(1)(d), recital 46"
)
def routine_vital_interests(register: Register) -> Iterable[Problem]:
    """Vital interests are not the lawful basis of sharing that happens at set times.

    Why: they are for saving a life, where no other basis will do. What happens every week can be planned and rests on
    another basis.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: Each week, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: health, purposes: find-need, parties: trust, article_6: vital-interests}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When a child's life is in danger, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: health, purposes: find-need, parties: trust, article_6: vital-interests}
    """
    for here in pictures(register):
        for basis in here.bases:
            if basis.text("article_6") == "vital-interests":
                for flow in basis.flows:
                    if ROUTINE.search(flow.text("frequency")):
                        yield Problem(
                            basis.at("article_6"),
                            f"Vital interests are the lawful basis of “{flow.title}”, which is routine.",
                            "Keep vital interests for emergencies, and choose another basis for this flow, such as “public-task”.",
                            ((flow.at("frequency"), "it happens at set times"),),
                        )


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
                pair = listed([_condition(here, each) for each in (one, other)], "and")
                yield Problem(
                    other.at("article_6"),
                    f"Both {pair} are given as the basis of {names(shared)} for the same purpose, and nothing says when each holds.",
                    "Keep one, or say which “flows”, “copy”, “nations” or dates each is for.",
                    ((one.at("article_6"), "the other basis"),),
                )


def _condition(here: Picture, basis: Basis) -> str:
    chosen = basis.text("article_6")
    return str(here.law.chosen("article_6", chosen).get("chosen_words", chosen))


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


@rule("LAWF014", "Annex 1 beside another lawful basis", source="UK GDPR Article 6(1)(ea)")
def annex_beside_other(register: Register) -> Iterable[Problem]:
    """A condition of Annex 1 is named only where the lawful basis is a recognised legitimate interest.

    Why: Annex 1 lists recognised legitimate interests and nothing else. Beside another basis it is unclear on which of the
    two the sharing rests.

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
        - {id: hospice, purposes: find-need, parties: trust, article_6: legitimate-interests,
           article_6_because: Help for the child outweighs an intrusion that families know of,
           annex_1: [safeguarding]}
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
           annex_1: [safeguarding]}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for here, basis in stated(register):
        chosen = basis.text("article_6")
        if chosen and chosen != "recognised-legitimate-interest" and basis.many("annex_1"):
            yield Problem(
                basis.at("annex_1"),
                f"A condition of Annex 1 is named, though the lawful basis is {_condition(here, basis)}.",
                "Take “annex_1” out, or write “recognised-legitimate-interest” where the parties are not public authorities.",
                ((basis.at("article_6"), "the lawful basis"),),
            )
