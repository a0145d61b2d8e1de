"""OPEN: what people are told, how they use their rights and how they complain."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from istoolkit.definitions.formats import date, duration
from istoolkit.definitions.inherit import Said
from istoolkit.definitions.law import begins
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Party, Thing
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.purposes import are_children
from istoolkit.rules.stores import some
from istoolkit.rules.words import listed


def _personal_flows(picture: Picture) -> list[Flow]:
    return [each for each in picture.flows if each.is_personal]


def _is_asked(picture: Picture, section: str) -> bool:
    """Whether a section must say its parts: personal information is shared, and it is not missing as a whole (TIER006)."""
    if not _personal_flows(picture):
        return False
    said = isinstance(picture.full.get(section), dict)
    return said or (picture.tier != "operational" and not picture.says(section))


def _place(picture: Picture, section: str) -> Spot:
    """Return the nearest section, here or above, to which something is to be added."""
    found = (each.at(section) for each in picture.chain if isinstance(each.data.get(section), dict))
    return next(found, picture.at("tier"))


def _notices(picture: Picture) -> Iterator[Thing]:
    """Yield the privacy notices that a protocol itself names."""
    term = picture.term("openness", "notices")
    if term and term.protocol is picture.protocol:
        yield from (Thing(Said(value, term.protocol, (*term.path, index))) for index, value in records(term.value))


@rule(
    "OPEN001",
    "Notice names a body that takes no part",
    severity="warning",
    source="UK GDPR Articles 13(1)(e) and 14(1)(e)",
)
def recipient_in_notice_only(register: Register) -> Iterable[Problem]:
    """The recipients that a privacy notice names are parties to the protocol.

    Why: people are told that a body gets their information, and nothing here says on what law, how safely or for how long.

    Wrong:

        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01,
             recipients: [trust, charity]}

    Right:

        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01,
             recipients: [trust, supplier]}
    """
    for picture in pictures(register):
        for notice in _notices(picture):
            parties = [each.organisation for each in picture.parties.values()]
            kinds = {each.kind for each in picture.parties.values() if not each.organisation}
            for index, name in enumerate(many(notice.value.get("recipients"))):
                body = register.organisations.get(name)
                if body and body.get("kind") not in kinds and not any(_are_one(body, each) for each in parties):
                    message = f"“{notice.title}” names {body.get('title', name)} as a recipient. It takes no part here."
                    mend = "Make it a party and say what it receives, or have the notice put right."
                    yield Problem(notice.at("recipients", index), message, mend)


def _are_one(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two bodies are the same, or one is a part or the successor of the other."""
    return any(
        first.get("id")
        in (
            second.get("id"),
            *many(second.get("part_of")),
            *many(second.get("made_up_of")),
            *many(second.get("succeeded_by")),
        )
        for first, second in ((one, other), (other, one))
        if first.get("id")
    )


@rule("OPEN002", "Notice leaves out a recipient", severity="note", source="UK GDPR Articles 13(1)(e) and 14(1)(e)")
def recipient_not_in_notice(register: Register) -> Iterable[Problem]:
    """A privacy notice for which the protocol lists recipients lists every body that gets personal information from the
    party whose notice it is.

    Why: people are told who receives their information, or what sorts of bodies do.

    Wrong:

        openness:
          notices:
          - {owner: Northvale NHS Trust, title: Patient notice, link: trust.example/privacy, date: 2026-10-01,
             recipients: [police]}

    Right:

        openness:
          notices:
          - {owner: Northvale NHS Trust, title: Patient notice, link: trust.example/privacy, date: 2026-10-01,
             recipients: [council]}
    """
    for picture in pictures(register):
        for notice in _notices(picture):
            named = [register.organisations.get(each, {}) for each in notice.many("recipients")]
            left = [each for each in _receive_from(picture, notice.text("owner")) if _is_left_out(each, named)]
            if named and left and not notice.unknown("recipients"):
                message = f"“{notice.title}” does not name {some([each.title for each in left])} among its recipients."
                mend = (
                    "Confirm that the notice tells people, by name or by the sort of body, and add what it names here."
                )
                yield Problem(notice.at("recipients"), message, mend)


def _is_left_out(party: Party, named: Sequence[Mapping[str, Any]]) -> bool:
    return bool(party.organisation) and not any(_are_one(party.organisation, each) for each in named)


def _receive_from(picture: Picture, owner: str) -> list[Party]:
    """Return the controllers that get personal information from the party whose name or organisation's name is given."""
    owners = {
        each for each in picture.parties.values() if owner and owner in (each.title, each.organisation.get("title"))
    }
    own = [each.organisation for each in owners]
    flows = [each for each in _personal_flows(picture) if owners & set(each.senders)]
    found = dict.fromkeys(party for flow in flows for party in flow.recipients if not party.is_processor)
    return [each for each in found if each not in owners and not any(_are_one(each.organisation, one) for one in own)]


def _child_groups(picture: Picture) -> set[str]:
    return {name for name, people in picture.people.items() if are_children(people)}


@rule("OPEN003", "No words for children", severity="warning", source="UK GDPR Article 12(1)")
def no_words_for_children(register: Register) -> Iterable[Problem]:
    """Where information about children is shared, the protocol or one above says how children are told (`openness`:
    “children”).

    Why: what is addressed to a child must be in words that a child understands.

    Wrong:

        # framework/protocol.yaml
        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01}
          told_when: At the first meeting
          not_told_when: Where it would put someone at risk

    Right:

        # framework/protocol.yaml
        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01}
          told_when: At the first meeting
          not_told_when: Where it would put someone at risk
          children: Their worker goes through it with them
    """
    for picture in pictures(register):
        if _is_asked(picture, "openness") and not picture.says("openness", "children"):
            groups = _child_groups(picture)
            if any(groups.intersection(item.many("of")) for flow in _personal_flows(picture) for item in flow.items):
                message = "Information about children is shared, and nothing says how children are told of it."
                mend = "Say under “children” how it is put to them, such as “A leaflet written with young people”."
                yield Problem(_place(picture, "openness"), message, mend)


@rule("OPEN004", "No way to complain", source="Data Protection Act 2018 section 164A")
def no_complaints(register: Register) -> Iterable[Problem]:
    """A protocol under which personal information is shared says, itself or through one above, how people complain.

    Why: since 19 June 2026 every controller gives people a way to complain to it, acknowledges it within 30 days and
    answers it.

    Wrong:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month

    Right:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month
        # hub/protocol.yaml
        rights:
          complaints: {to: The hub manager, acknowledged_within: 5 days, answered: In writing}
    """
    for picture in pictures(register):
        if _personal_flows(picture) and _is_due(picture) and not picture.says("rights", "complaints"):
            mend = "Add “complaints” under “rights”: to whom (“to”), “acknowledged_within: 30 days” and how it is “answered”."
            yield Problem(
                _place(picture, "rights"), "Nothing says how people complain about the use of their data.", mend
            )


def _is_due(picture: Picture) -> bool:
    """Whether the duty to take complaints is law while the protocol is in force."""
    since = begins(picture.law.provisions.get("dpa-2018-s164a", {}))
    if since is None:
        return True
    begin, end, today = (
        date(picture.protocol.text("in_force")),
        date(picture.protocol.text("expires")),
        picture.register.on,
    )
    ended = end is not None and end < since
    return not ended and (begin is None or begin >= since or (today is not None and today >= since))


@rule("OPEN005", "Complaints to no one", source="Data Protection Act 2018 section 164A")
def complaints_to_no_one(register: Register) -> Iterable[Problem]:
    """What is said of complaints says to whom people complain.

    Why: a way to complain that leads to nobody is none.

    Wrong:

        rights:
          complaints: {acknowledged_within: 20 days, answered: In writing}
        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month

    Right:

        rights:
          complaints: {acknowledged_within: 20 days, answered: In writing}
    """
    for picture in pictures(register):
        if picture.says("rights", "complaints") and not picture.says("rights", "complaints", "to"):
            mend = "Say under “to” whom people complain to, such as the data protection officer of any party."
            yield Problem(picture.spot("rights", "complaints"), "Nothing says to whom people complain.", mend)


_THIRTY_DAYS = 30 * 24


@rule("OPEN006", "Complaints acknowledged too late", source="Data Protection Act 2018 section 164A")
def acknowledged_late(register: Register) -> Iterable[Problem]:
    """A complaint is acknowledged within 30 days. A month may have 31, and five working days are seven days.

    Why: the Act gives 30 days from the day on which the complaint came in.

    Wrong:

        rights:
          complaints: {to: The data protection officer, acknowledged_within: 25 working days, answered: In writing}
        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month

    Right:

        rights:
          complaints: {to: The data protection officer, acknowledged_within: 20 working days, answered: In writing}
    """
    for picture in pictures(register):
        within = picture.text("rights", "complaints", "acknowledged_within")
        if (duration(within) or 0) > _THIRTY_DAYS:
            message = f"Complaints are acknowledged within {within}. The law allows 30 days."
            yield Problem(
                picture.spot("rights", "complaints", "acknowledged_within"), message, "Write 30 days or less."
            )


@rule(
    "OPEN007", "Complaints with no time or answer", severity="warning", source="Data Protection Act 2018 section 164A"
)
def complaints_unfinished(register: Register) -> Iterable[Problem]:
    """What is said of complaints says how soon they are acknowledged, and how and when they are answered.

    Why: both are duties of the controller, and partners who share need to know which of them does it and when.

    Wrong:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month
          complaints: {to: The data protection officer of any partner}

    Right:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month
          complaints: {to: The council, acknowledged_within: 2 weeks, answered: Without undue delay}
    """
    parts = {
        "acknowledged_within": "how soon a complaint is acknowledged",
        "answered": "how and when a complaint is answered",
    }
    for picture in pictures(register):
        if picture.says("rights", "complaints"):
            left = [words for name, words in parts.items() if not picture.says("rights", "complaints", name)]
            if left:
                mend = "Write “acknowledged_within: 30 days” or less, and “answered”, such as “Without undue delay”."
                yield Problem(picture.spot("rights", "complaints"), f"Nothing says {listed(left, 'or')}.", mend)


@rule("OPEN008", "Nothing on when people are told", severity="warning", source="UK GDPR Articles 13 and 14")
def not_told(register: Register) -> Iterable[Problem]:
    """The protocol or one above says when people are told that their information is shared, or why they are not. A
    circumstance that says what people are told (“told”) counts for the flows it belongs to.

    Why: people cannot use their rights over what they do not know of.

    Wrong:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: sought, capacity: Young people who understand}
        # framework/protocol.yaml
        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01}
          children: A leaflet written with young people

    Right:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: sought, capacity: Young people who understand,
           told: Before each sharing}
        # framework/protocol.yaml
        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01}
          children: A leaflet written with young people
    """
    for picture in pictures(register):
        said = picture.says("openness", "told_when") or picture.says("openness", "not_told_when")
        if _is_asked(picture, "openness") and not said and not all(map(_tells, _personal_flows(picture))):
            message = "Nothing says when people are told that their information is shared, or why they are not."
            mend = "Say it under “told_when”, and under “not_told_when” where telling would do harm."
            yield Problem(_place(picture, "openness"), message, mend)


def _tells(flow: Flow) -> bool:
    return any(each.says("told") for each in flow.circumstances)


@rule("OPEN009", "Privacy notice that is hard to find", severity="note", source="UK GDPR Article 12(1)")
def vague_notice(register: Register) -> Iterable[Problem]:
    """A privacy notice is named with whose it is, where it is and when it was last changed.

    Why: partners check that the notice tells people of this sharing, and they must know which text they checked.

    Wrong:

        openness:
          notices:
          - {title: Early help privacy notice, link: northvale.example/privacy}

    Right:

        openness:
          notices:
          - {title: Early help privacy notice, owner: Northvale Council, link: northvale.example/privacy, date: 2026-10-01}
    """
    parts = {"owner": "whose it is", "link": "where it is", "date": "when it was last changed"}
    for picture in pictures(register):
        for notice in _notices(picture):
            if left := [name for name in parts if not notice.says(name)]:
                message = f"Nothing says of “{notice.title}” {listed([parts[name] for name in left], 'or')}."
                mend = f"Add {listed([f'“{name}”' for name in left], 'and')}."
                yield Problem(notice.at("title"), message, mend)


_NOTICE = re.compile(r"\b(?:notices?|website|leaflets?|hysbysiad)\b", re.IGNORECASE)


@rule("OPEN010", "No privacy notice", severity="warning", source="UK GDPR Articles 13 and 14")
def no_notice(register: Register) -> Iterable[Problem]:
    """The protocol or one above names the privacy notices that tell people of the sharing, or says in words that there is
    one.

    Why: each controller that shares tells people so in its notice. Partners check that every notice does.

    Wrong:

        # framework/protocol.yaml
        openness:
          told_when: At the first meeting
          not_told_when: Where it would put someone at risk
          children: Their worker explains it

    Right:

        # framework/protocol.yaml
        openness:
          told_when: At the first meeting, with the notice of the partner that meets them
          not_told_when: Where it would put someone at risk
          children: Their worker explains it
    """
    for picture in pictures(register):
        if _is_asked(picture, "openness") and not picture.says("openness", "notices"):
            told = [each.text("told") for flow in picture.flows for each in flow.circumstances]
            if not any(map(_NOTICE.search, [*_texts_of(picture, "openness"), *told])):
                message = "No privacy notice is named that tells people of this sharing."
                mend = "Name under “notices” each party's notice: whose it is, its title, where it is and its date."
                yield Problem(_place(picture, "openness"), message, mend)


def _texts_of(picture: Picture, *sections: str) -> Iterator[str]:
    """Yield the texts of sections, from here and above."""
    for section in sections:
        content = picture.full.get(section)
        for term in content.values() if isinstance(content, dict) else ():
            values = term.full.values() if isinstance(term.value, dict) else [term.value]
            yield from (text for value in values for text in many(value))


@rule("OPEN011", "Rights that are not spoken of", severity="warning", source="UK GDPR Articles 15, 16 and 21")
def rights(register: Register) -> Iterable[Problem]:
    """The protocol or one above says how people see their information, have it corrected and object.

    Why: when several partners hold the same information, someone must know who answers and who is told.

    Wrong:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          complaints: {to: The council, acknowledged_within: 2 weeks, answered: Without undue delay}

    Right:

        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it
          complaints: {to: The council, acknowledged_within: 2 weeks, answered: Without undue delay}
    """
    parts = {"access": "see their information", "correction": "have errors corrected", "objection": "object"}
    for picture in pictures(register):
        left = [name for name in parts if not picture.says("rights", name)]
        if left and _is_asked(picture, "rights"):
            mend = f"Add {listed([f'“{name}”' for name in left], 'and')} under “rights”: who answers and who is told."
            message = f"Nothing says how people {listed([parts[name] for name in left], 'or')}."
            yield Problem(_place(picture, "rights"), message, mend)


_WITHDRAW = re.compile(
    r"\b(?:withdr[ae]w\w*|revo[kc]\w*|chang\w+ (?:their|his|her|its|the|your) minds?|tak\w+ (?:it|consent) back"
    r"|opt(?:s|ed|ing)?[ -]out|say no later|stop\w* (?:it )?at any time)\b",
    re.IGNORECASE,
)


@rule("OPEN012", "Consent that cannot be taken back", severity="warning", source="UK GDPR Article 7(3)")
def no_withdrawal(register: Register) -> Iterable[Problem]:
    """Where consent is the lawful basis, the protocol says how a person takes it back: with the basis, in the circumstances
    of its flows, or under `rights` or `openness`.

    Why: consent may be withdrawn at any time, as easily as it was given, and people are told so before they give it.

    Wrong:

        # framework/protocol.yaml
        purposes:
        - {id: befriend, title: Befriending visits, necessity: Volunteers must know whom to visit, benefit: Company}
        people:
        - {id: lonely, title: Adults who live alone, ages: 18 and over}
        information:
        - {id: contact, title: Name and address, of: lonely, kind: personal, needed_because: To visit}
        circumstances:
        - {id: wish, title: A visit is asked for, when: Someone asks for visits, consent: sought, told: When they ask}
        lawfulness:
        - {id: agreed, purposes: befriend, parties: charity, article_6: consent, why: Visits are offered and not owed}
        flows:
        - {id: ask, title: Asking for visits, from: people, to: charity, information: contact, purpose: befriend,
           circumstance: wish, channel: secure-email, frequency: When it arises, seen_by: The visits team}
        storage:
        - {held_by: charity, information: contact, access: The visits team, disposal: Deleted,
           retention: {keep: 1 year, from: The last visit, authority: The charity's schedule}}

    Right:

        # framework/protocol.yaml
        purposes:
        - {id: befriend, title: Befriending visits, necessity: Volunteers must know whom to visit, benefit: Company}
        people:
        - {id: lonely, title: Adults who live alone, ages: 18 and over}
        information:
        - {id: contact, title: Name and address, of: lonely, kind: personal, needed_because: To visit}
        circumstances:
        - {id: wish, title: A visit is asked for, when: Someone asks for visits, consent: sought,
           told: They may change their mind by a call}
        lawfulness:
        - {id: agreed, purposes: befriend, parties: charity, article_6: consent, why: Visits are offered and not owed}
        flows:
        - {id: ask, title: Asking for visits, from: people, to: charity, information: contact, purpose: befriend,
           circumstance: wish, channel: secure-email, frequency: When it arises, seen_by: The visits team}
        storage:
        - {held_by: charity, information: contact, access: The visits team, disposal: Deleted,
           retention: {keep: 1 year, from: The last visit, authority: The charity's schedule}}
    """
    for picture in pictures(register):
        for basis in picture.bases:
            field = _consent(basis)
            if field and not any(map(_WITHDRAW.search, _about_consent(picture, basis))):
                message = "Consent is the basis, and nothing says how a person takes it back or what follows."
                mend = "Say how it is withdrawn and what then happens to the information, for example under “told”."
                yield Problem(basis.at(field), message, mend)


def _consent(basis: Basis) -> str:
    """Return the field in which consent is chosen as the basis; "" where it is not."""
    chosen = (("article_6", "consent"), ("article_9", "explicit-consent"), ("part_3", "consent"))
    return next((field for field, choice in chosen if basis.text(field) == choice), "")


def _about_consent(picture: Picture, basis: Basis) -> Iterator[str]:
    things = [basis, *(each for flow in basis.flows for each in (flow, *flow.circumstances))]
    yield from (text for thing in things for value in thing.value.values() for text in many(value))
    yield from _texts_of(picture, "rights", "openness")


@rule(
    "OPEN013",
    "Agreement of children, and who can agree",
    severity="warning",
    source="Gillick v West Norfolk and Wisbech Area Health Authority [1986] AC 112; Data Protection Act 2018 section 208",
)
def who_can_agree(register: Register) -> Iterable[Problem]:
    """Where people are asked to agree and children are among them, the circumstance says who can agree (“capacity”).

    Why: a child who understands what is asked agrees for themselves, and a parent for one who does not. Staff who do not
    know which holds ask the wrong person.

    Wrong:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: sought, told: Before it is shared}

    Right:

        circumstances:
        - {id: concern, title: A concern, when: A need is seen, consent: not-needed, told: Before it is shared}
    """
    for picture in pictures(register):
        groups = _child_groups(picture)
        for flow in _personal_flows(picture):
            if any(groups.intersection(item.many("of")) for item in flow.items):
                for each in flow.circumstances:
                    if each.text("consent") == "sought" and not each.says("capacity"):
                        message = f"Agreement is sought in “{each.title}”, and nothing says who can agree for a child."
                        mend = "Say under “capacity” when a child agrees for themselves, and who agrees otherwise."
                        yield Problem(each.at("consent"), message, mend)


_BY_MACHINE = re.compile(
    r"\b(?:risk[- ]scor\w+|scoring model|predictive (?:model\w*|analytic\w*|risk|tool\w*)|algorithm\w*"
    r"|automated (?:decision\w*|profil\w*|assessment\w*)|machine learning|artificial intelligence)\b",
    re.IGNORECASE,
)


@rule("OPEN014", "Automated decisions that are not spoken of", severity="note", source="UK GDPR Articles 22A to 22D")
def automated(register: Register) -> Iterable[Problem]:
    """Where a purpose or a flow speaks of risk scores, algorithms or predictive models, the protocol says whether a
    decision about a person is made by machine (`rights`: “automated”).

    Why: people are told of such a decision, can have a person look at it, and can contest it.

    Wrong:

        purposes:
        - {id: find-need, title: Find needs early by a risk score, necessity: No agency sees the whole picture,
           benefit: Children get help sooner, onward_use: None}
        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month
          complaints: {to: The council, acknowledged_within: 2 weeks, answered: Without undue delay}

    Right:

        purposes:
        - {id: find-need, title: Find needs early by a score of the risk sheet, necessity: No agency sees the picture,
           benefit: Children get help sooner, onward_use: None}
        # framework/protocol.yaml
        rights:
          access: The partner that is asked answers within one month
          correction: Every recipient is told within 5 working days
          objection: The controller considers it within one month
          complaints: {to: The council, acknowledged_within: 2 weeks, answered: Without undue delay}
    """
    for picture in pictures(register):
        if _personal_flows(picture) and not picture.says("rights", "automated"):
            for thing in (*picture.purposes.values(), *picture.flows):
                texts = [(name, thing.text(name)) for name in ("title", "description", "note", "decided_by")]
                found = next((name for name, text in texts if _BY_MACHINE.search(text)), "")
                if found:
                    message = (
                        f"“{thing.text(found)}”: nothing says whether a decision about a person is made by machine."
                    )
                    mend = "Say it under “rights” as “automated”, and how a person asks for someone to look at it."
                    yield Problem(thing.at(found), message, mend)
